"""Hostile articles go through a real build, which ends well: in bounded time and memory, with no traceback, and with
every good article's page as it should be.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest

from incidentbook.load import load
from incidentbook.settings import Settings
from incidentbook.templating import address_of
from tests.good_articles import GOOD, GOOD_WORDS
from tests.hostile_articles import Broken, made, named_cases
from tests.hostile_cases import BODIES, FILES, FRONT_MATTERS
from tests.provided import Once

pytestmark = pytest.mark.slow

CHECKOUT = Path(__file__).parents[1]
PROGRAMS = Path(sys.executable).parent
MEMORY_BYTES = 1 << 30
"""Of address space, for each process: half as much again as this book took when the test was written."""
BOUNDED = """\
import os, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2)
os.execv(sys.argv[2], sys.argv[2:])
"""
SECONDS = 300
GENERATED = 300
START_AT = 2026
"""Of the generated articles, so that every build is of the same ones."""
# What MkDocs itself ends in a traceback on, each alone enough: design section 4, point 11.
FATAL_TO_THE_HOST = ("body-marked-section", "front-template", "front-hide", "file-not-utf-8", "body-list-of-400-levels")


class Ended(NamedTuple):
    """A program that has ended: its status and all that it said."""

    status: int
    said: str


@pytest.fixture(scope="module")
def book(once: Once) -> Path:
    """Return a project with all named cases, some hundreds of generated ones, and good articles."""

    def make(folder: Path) -> None:
        _write(folder, [*named_cases("incidents/2026"), *made(GENERATED, start_at=START_AT)])
        kb = os.fsencode(folder / "kb")
        Path(os.fsdecode(kb + b"/symptoms/\xff\xfe.md")).write_text("---\ntitle: Not UTF-8\n---\n", encoding="utf-8")
        (folder / "kb/notes/line\nbreak.md").write_text("---\naudience: public\n---\nText\n", encoding="utf-8")
        (folder / "kb/notes/quote\"'&<b>.md").write_text("---\naudience: public\n---\nText\n", encoding="utf-8")
        (folder / "kb/notes/dangling.md").symlink_to("/no/such/file.md")
        (folder / "outside.md").write_text("---\naudience: public\n---\nOutsideTheBook\n", encoding="utf-8")
        (folder / "kb/notes/outside.md").symlink_to(folder / "outside.md")
        (folder / "kb/notes/round").symlink_to(folder / "kb")
        (folder / "kb/notes/folder.md").mkdir()

    return once("hostile", make)


@pytest.fixture(scope="module")
def small_book(once: Once) -> Path:
    """Return a project with nothing but what is fatal to the host, and good articles."""

    def make(folder: Path) -> None:
        cases = (case for case in named_cases("incidents/2026") if Path(case.path).stem in FATAL_TO_THE_HOST)
        pages = (case for case in named_cases("notes") if Path(case.path).stem in FATAL_TO_THE_HOST[:-1])
        _write(folder, [*cases, *pages])

    return once("hostile-small", make)


def _write(folder: Path, files: Iterable[Broken]) -> None:
    good = (Broken(path, text.encode()) for path, text in GOOD.items())
    for path, content in (*files, *good):
        file = folder / "kb" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    settings = (CHECKOUT / "mkdocs.yml").read_text(encoding="utf-8")
    without_nav = re.sub(r"^nav:\n(?:[ ].*\n|\n)*", "", settings, flags=re.MULTILINE)
    (folder / "mkdocs.yml").write_text(without_nav, encoding="utf-8")


def ended(project: Path, *command: str, cache: Path) -> Ended:
    """Run a program within its bounds."""
    program, *arguments = command
    done = subprocess.run(
        [sys.executable, "-c", BOUNDED, str(MEMORY_BYTES), str(PROGRAMS / program), *arguments],
        cwd=project,
        env=os.environ | {"XDG_CACHE_HOME": str(cache), "SOURCE_DATE_EPOCH": "1780000000"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=SECONDS,
    )
    said = done.stdout.decode()  # what it prints is UTF-8, whatever it has read
    assert "Traceback" not in said, said[said.index("Traceback") :][:4_000]
    return Ended(done.returncode, said)


def text_of(file: Path) -> str:
    """Return what a reader sees of a page."""
    html = file.read_text(encoding="utf-8")
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def check_site(project: Path, site: Path) -> None:
    """Every good article has its page, whole and among the others; so has every broken one that readers may see."""
    for path, words in GOOD_WORDS.items():
        page = site / address_of(path) / "index.html"
        assert words in text_of(page), path
        assert page.read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert "Good incident stays readable" in text_of(site / "incidents/index.html")
    assert "Good known issue stays readable" in text_of(site / "known-issues/index.html")
    assert "Good symptom stays readable" in text_of(site / "symptoms/index.html")
    assert "Good requests hang" in text_of(site / "symptoms/good-in-place/index.html")
    shown, _ = load(project / "kb", Settings(audience="public"))
    paths = {article.path for article in shown.articles()} | {page.path for page in shown.pages}
    assert len(paths) > len(GOOD_WORDS)
    missing = [path for path in sorted(paths) if not (site / address_of(path) / "index.html").is_file()]
    assert missing == []
    for file in site.rglob("*"):
        assert file.resolve().is_relative_to(site.resolve()), file
        assert not file.is_file() or b"OutsideTheBook" not in file.read_bytes(), file


def test_incidentbook_builds_a_hostile_book(book: Path, tmp_path: Path) -> None:
    """Without and with --strict; then it says what is wrong, and leaves the site that is there."""
    site, cache = tmp_path / "site", tmp_path / "cache"
    first = ended(book, "incidentbook", "build", "--site-dir", str(site), cache=cache)
    assert first.status == 0, first.said[-2_000:]
    check_site(book, site)
    before = (site / ".incidentbook").read_bytes()
    strict = ended(book, "incidentbook", "build", "--strict", "--site-dir", str(site), cache=cache)
    assert strict.status == 1, strict.said[-2_000:]
    assert (site / ".incidentbook").read_bytes() == before
    for name in ("front-hide", "body-div-unclosed", "file-crlf", "front-services-5000", "body-brackets-30000"):
        assert re.search(rf"incidents/2026/{name}\.md:\d+:\d+: KB\d{{3}} ", strict.said), name
    assert "body-list-of-400-levels.md cannot be converted as a whole" in strict.said


def test_mkdocs_builds_a_hostile_book(book: Path, tmp_path: Path) -> None:
    """The host by itself, with the plugin in it."""
    site = tmp_path / "site"
    done = ended(book, "mkdocs", "build", "--site-dir", str(site), cache=tmp_path / "cache")
    assert done.status == 0, done.said[-2_000:]
    check_site(book, site)


def test_mkdocs_builds_what_is_fatal_to_it_alone(small_book: Path, tmp_path: Path) -> None:
    """And loses nothing: what cannot be converted is shown as written. With --strict it stops and says why."""
    site, cache = tmp_path / "site", tmp_path / "cache"
    done = ended(small_book, "mkdocs", "build", "--site-dir", str(site), cache=cache)
    assert done.status == 0, done.said[-2_000:]
    check_site(small_book, site)
    for folder in ("incidents/2026", "notes"):
        assert "Before <![x y after" in text_of(site / folder / "body-marked-section/index.html")
    nested = text_of(site / "incidents/2026/body-list-of-400-levels/index.html")
    assert all(f"- level {level} " in f"{nested} " for level in range(400))
    strict = ended(small_book, "mkdocs", "build", "--strict", "--site-dir", str(site), cache=cache)
    assert strict.status == 1
    assert "notes/body-marked-section.md:" in strict.said
    assert "Aborted with" in strict.said


def test_a_hostile_book_is_checked(book: Path, tmp_path: Path) -> None:
    """As JSON, which stays JSON, and as text."""
    done = ended(book, "incidentbook", "check", "--format", "json", cache=tmp_path)
    assert done.status == 1
    found = json.loads(done.said)
    named = {entry["path"] for entry in found}
    assert len(named) > 300
    assert all("\n" not in entry["message"] for entry in found)
    text = ended(book, "incidentbook", "check", cache=tmp_path)
    assert text.status == 1
    assert "\x1b" not in text.said, "an article can move the cursor of a terminal"


def test_pages_of_a_hostile_book_are_written(book: Path, tmp_path: Path) -> None:
    """Inside the folder that was named, and nowhere else."""
    folder = tmp_path / "inner/pages"
    done = ended(book, "incidentbook", "pages", str(folder), cache=tmp_path / "cache")
    assert done.status == 0, done.said[-2_000:]
    for path, words in GOOD_WORDS.items():
        assert words in (folder / path).read_text(encoding="utf-8")
    assert {path.name for path in tmp_path.iterdir()} == {"inner", "cache"}
    assert {path.name for path in (tmp_path / "inner").iterdir()} == {"pages"}


def test_the_hostile_book_is_as_large_as_it_should_be(book: Path) -> None:
    """Some hundreds of generated articles beside the named ones."""
    count = sum(path.is_file() for path in (book / "kb").rglob("*"))
    assert count >= len(BODIES) + len(FRONT_MATTERS) + len(FILES) + GENERATED
