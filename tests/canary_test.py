"""What readers may not see leaves no trace: books full of words that occur nowhere else, and sites without them."""

import gzip
import os
import shutil
import subprocess
import sys
import zlib
from pathlib import Path
from typing import NamedTuple

import pytest

from incidentbook.articles import Audience
from incidentbook.file_findings import FileFindings
from incidentbook.project import as_of, check_book, find_project, open_book, settings_of
from incidentbook.terms import terms
from tests.books import article, incident, issue, opened, runbook
from tests.canary_books import project
from tests.canary_words import AUDIENCES, Words
from tests.provided import Once, Run

pytestmark = pytest.mark.slow

PROGRAMS = Path(sys.executable).parent


class Canaries(NamedTuple):
    """A project on disk, and the words in it by those who may read them."""

    project: Path
    words: Words


@pytest.fixture(scope="module")
def canaries(once: Once) -> Canaries:
    files, words = project()

    def make(folder: Path) -> None:
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")

    return Canaries(once("canaries", make), words)


def bytes_of(folder: Path) -> bytes:
    """Return every byte that a reader could get: names of files and what is in them, unpacked."""
    pieces = []
    for path in sorted(folder.rglob("*")):
        pieces.append(os.fsencode(path.relative_to(folder)))
        if path.is_file():
            pieces.append(content_of(path))
    return b"\n".join(pieces).lower()


def content_of(path: Path) -> bytes:
    """Return what is in a file, unpacked: the search index is, by the browser."""
    content = path.read_bytes()
    if path.suffix == ".gz":
        return gzip.decompress(content)
    return zlib.decompress(content) if path.suffix == ".bin" else content


def is_in(word: str, seen: bytes) -> bool:
    """Whether a word can be read, as it is or as what search made of it."""
    return any(form.encode() in seen for form in (word.lower(), *(terms(word) if word.isalpha() else ())))


def check(folder: Path, audience: str, words: Words, *, navigation: bool = True) -> None:
    """Nothing of what is above the audience is in the folder, and everything else is."""
    seen = bytes_of(folder)
    rank = AUDIENCES.index(audience)
    hidden = {
        **words.of["never"],
        **{word: what for above in AUDIENCES[rank + 1 :] for word, what in words.of[above].items()},
    }
    shown = {word: what for below in AUDIENCES[: rank + 1] for word, what in words.of[below].items()}
    leaks = [f"{word}: {what}" for word, what in hidden.items() if is_in(word, seen)]
    assert leaks == [], _where(folder, leaks)
    missing = [f"{word}: {what}" for word, what in shown.items() if word.lower().encode() not in seen]
    assert [one for one in missing if navigation or "navigation" not in one] == []


def _where(folder: Path, leaks: list[str]) -> str:
    said = []
    for leak in leaks[:10]:
        word = leak.partition(":")[0].lower().encode()
        files = [path for path in sorted(folder.rglob("*")) if path.is_file() and word in content_of(path).lower()]
        line = b""
        if files:
            content = content_of(files[0]).lower()
            at = content.index(word)
            line = content[max(at - 80, 0) : at + 80]
        said.append(f"{leak}: in {[path.relative_to(folder).as_posix() for path in files[:3]]}: …{line!r}…")
    return "\n".join([f"{len(leaks)} words leak", *said])


def ran(canaries: Canaries, tmp_path: Path, run: Run, *command: str) -> None:
    run(PROGRAMS / command[0], *command[1:], folder=canaries.project, XDG_CACHE_HOME=str(tmp_path / "cache"))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_build_shows_what_its_audience_may_see_and_nothing_else(
    canaries: Canaries, run: Run, tmp_path: Path, audience: str
) -> None:
    """For restricted readers every word is there: the control without which the others would prove nothing."""
    ran(canaries, tmp_path, run, "incidentbook", "build", "--audience", audience, "--site-dir", str(tmp_path / "site"))
    check(tmp_path / "site", audience, canaries.words)


def test_mkdocs_builds_for_the_public_unless_told_otherwise(canaries: Canaries, run: Run, tmp_path: Path) -> None:
    ran(canaries, tmp_path, run, "mkdocs", "build", "--site-dir", str(tmp_path / "site"))
    check(tmp_path / "site", "public", canaries.words)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_pages_are_written_for_their_audience(canaries: Canaries, run: Run, tmp_path: Path, audience: str) -> None:
    """As sources they say even more than a site does."""
    options = () if audience == "public" else ("--audience", audience)
    ran(canaries, tmp_path, run, "incidentbook", "pages", str(tmp_path / "pages"), *options)
    check(tmp_path / "pages", audience, canaries.words, navigation=False)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_preview_says_of_files_what_its_audience_may_see(
    canaries: Canaries, audience: Audience, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once and after a check of the whole book; of a file in doubt where it is, which its address must say."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    book = find_project(canaries.project / "mkdocs.yml")
    settings = settings_of(book.options, audience=audience, default=audience)
    opened = open_book(book, settings)
    findings = FileFindings(opened.book, opened.graph, opened.found, settings, as_of(settings))
    paths = [path.relative_to(book.book).as_posix() for path in sorted(book.book.rglob("*"))]
    said = [one for path in paths for one in findings.of(path)] + check_book(book, settings).diagnostics
    seen = "\n".join(f"{one.message} {one.hint}" for one in said if one.code != "KB108").lower().encode()
    above = [canaries.words.of[who] for who in ("never", *AUDIENCES[AUDIENCES.index(audience) + 1 :])]
    assert [word for words in above for word in words if is_in(word, seen)] == []
    assert said


def test_a_site_that_is_built_for_fewer_readers_loses_what_the_others_had(
    canaries: Canaries, run: Run, tmp_path: Path
) -> None:
    """Warm builds too, and the same in a folder of pages: nothing is left of what was there."""
    for audience in ("restricted", "public"):
        ran(
            canaries,
            tmp_path,
            run,
            "incidentbook",
            "build",
            "--audience",
            audience,
            "--site-dir",
            str(tmp_path / "out/site"),
        )
        ran(canaries, tmp_path, run, "incidentbook", "pages", str(tmp_path / "out/pages"), "--audience", audience)
        check(tmp_path / "out", audience, canaries.words)


def test_an_article_that_is_withdrawn_leaves_no_trace(canaries: Canaries, run: Run, tmp_path: Path) -> None:
    """What was public yesterday: the next build, which makes anew only what changed, takes it out everywhere."""
    copy = Path(shutil.copytree(canaries.project, tmp_path / "project"))
    build = (PROGRAMS / "incidentbook", "build", "--audience", "internal")
    run(*build, folder=copy, XDG_CACHE_HOME=str(tmp_path / "cache"))
    check(copy / "site", "internal", canaries.words)
    for file in (copy / "kb").rglob("*.md"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("audience: internal", "audience: restricted"), encoding="utf-8")
    services = copy / "kb/services.yml"
    text = services.read_text(encoding="utf-8")
    services.write_text(text.replace("audience: internal", "audience: restricted"), encoding="utf-8")
    for file in (copy / "kb").rglob("doubtful-unset.md"):
        file.unlink()
    run(*build, folder=copy, XDG_CACHE_HOME=str(tmp_path / "cache"))
    check(copy / "site", "public", canaries.words)


def test_a_reference_to_what_is_hidden_is_no_mistake() -> None:
    """A public article may say what the team sees beside it: `--strict` lets it pass for everybody."""
    hidden = "audience: internal"
    refers = """\
services: [shown, hidden]
known_issues: [{id: KI-0001, fix: worked}]
runbooks: [RB-0001]
symptoms: [unseen, unseen-in-place]
related: [KI-0001, RB-0001, unseen, unseen-in-place]
audience: public
"""
    text = "KI-0001, [a runbook](../runbooks/unseen.md), [a symptom](../symptoms/unseen.md).\n"
    texts = {
        "services.yml": "shown: {audience: public, depends_on: [hidden]}\nhidden: {name: Hidden}\n",
        "incidents/shown.md": incident(refers, text),
        "known-issues/unseen.md": issue(f"{hidden}\nsymptoms: [{{id: unseen-in-place, text: Seen}}]"),
        "runbooks/unseen.md": runbook(hidden),
        "symptoms/unseen.md": article(f"title: Seen\n{hidden}"),
    }
    assert opened(texts, "public").diagnostics == []
    assert {found.code for found in opened(texts, "internal").diagnostics} <= {"KB304"}


def test_the_words_are_many_and_each_is_unlike_the_others(canaries: Canaries) -> None:
    words = [word for found in canaries.words.of.values() for word in found]
    assert len(words) == len(set(words)) > 1_000
    assert not any(one != other and one in other for one in words[:300] for other in words)


def test_nothing_is_said_of_a_hidden_article_by_a_command_for_the_public(canaries: Canaries, tmp_path: Path) -> None:
    """What a build prints ends up in logs that more people read than the articles."""
    done = subprocess.run(
        [PROGRAMS / "incidentbook", "build", "--site-dir", str(tmp_path / "site")],
        cwd=canaries.project, env=os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")},
        stdin=subprocess.DEVNULL, capture_output=True, check=True,
    )  # fmt: skip
    said = (done.stdout + done.stderr).lower()
    hidden = {word: what for above in AUDIENCES[1:] for word, what in canaries.words.of[above].items()}
    assert [f"{word}: {what}" for word, what in hidden.items() if word.lower().encode() in said] == []
