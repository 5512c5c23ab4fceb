"""Parsed files remembered between runs."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidentbook import cache, load
from incidentbook.articles import Article, OrdinaryPage
from incidentbook.cache import FileCache, cache_folder
from incidentbook.files import Texts as TextFiles
from incidentbook.load import load_files
from incidentbook.parsing import Parsed, parse
from incidentbook.settings import Settings
from tests.books import Texts, article, incident, issue

BOOK: Texts = {
    "incidents/a.md": incident(
        "known_issues: [KI-0001]", "See KI-0001, [b](../b.md) <img src='x.png'>\n", id="INC-2026-0001"
    ),
    "incidents/crlf.md": incident(body="a\r\n\r\nKI-0001", id="INC-2026-0002").replace("\n", "\r\n"),
    "incidents/mended.md": incident(body="a <div> ```\n\n```\nopen", id="INC-2026-0003"),
    "incidents/broken.md": "---\ntitle: [\n---\n\u2028 ü \U0001f600",
    "incidents/latin.md": b"---\ntitle: \xe9\n---\nbody \xe9\n",
    "incidents/no-body.md": incident(id="INC-2026-0004"),
    "known-issues/a.md": issue("audience: public\nsymptoms: [{text: Hängt}]"),
    "b.md": article("title: B", "\n\n text\n"),
}


def loaded(texts: Texts, file_cache: FileCache | None) -> str:
    book, found = load_files(TextFiles(texts), Settings(audience="restricted"), file_cache)
    texts_read: list[Article[Any] | OrdinaryPage] = [*book.articles(), *book.pages]
    parts = [(one.path, one.digest, one.body, one.body_line, one.prose) for one in texts_read]
    return repr((parts, [one.fields for one in book.articles()], found))


def used(folder: Path, texts: Texts = BOOK) -> str:
    """Load with what is in the folder, and write there what is remembered now."""
    file_cache = FileCache(folder)
    said = loaded(texts, file_cache)
    file_cache.save()
    return said


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that were parsed, and not remembered."""
    paths: list[str] = []

    def counted(path: str, content: bytes, *, article: bool) -> Parsed:
        paths.append(path)
        return parse(path, content, article=article)

    monkeypatch.setattr(load, "parse", counted)
    return paths


def test_what_is_remembered_is_what_was_parsed(tmp_path: Path, parses: list[str]) -> None:
    """With all that is odd: other encodings and line ends, mended bodies, no bodies."""
    plain = loaded(BOOK, None)
    assert used(tmp_path) == plain
    parses.clear()
    assert used(tmp_path) == plain
    assert parses == []


def test_only_what_has_changed_is_parsed_again(tmp_path: Path, parses: list[str]) -> None:
    """A changed file, a new one and a renamed one; and what is gone is forgotten."""
    used(tmp_path)
    changed = {**BOOK, "b.md": "other", "c.md": "new", "d.md": BOOK["incidents/a.md"]}
    del changed["incidents/latin.md"]
    parses.clear()
    assert used(tmp_path, changed) == loaded(changed, None)
    assert sorted(parses[:3]) == ["b.md", "c.md", "d.md"]
    parses.clear()
    used(tmp_path)
    assert "incidents/latin.md" in parses


def test_one_cache_serves_many_loads_in_one_process(tmp_path: Path, parses: list[str]) -> None:
    """As while serving: an edit, and another, and back."""
    file_cache = FileCache(tmp_path)
    for text in ("one", "two", "one"):
        texts = {**BOOK, "b.md": text}
        said = loaded(texts, file_cache)
        file_cache.save()
        assert said == loaded(texts, None)
    parses.clear()
    used(tmp_path, {**BOOK, "b.md": "one"})
    assert parses == []


def test_nothing_is_written_when_nothing_has_changed(tmp_path: Path) -> None:
    """Not even the same again."""
    used(tmp_path)
    (file,) = tmp_path.iterdir()
    before = file.stat().st_ino, file.stat().st_mtime_ns
    used(tmp_path)
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_a_damaged_cache_is_no_cache(tmp_path: Path, data: st.DataObject) -> None:
    """Cut anywhere, or with any byte changed, it is forgotten, and written anew."""
    if not (tmp_path / "parsed.json").exists():
        used(tmp_path)
    content = (tmp_path / "parsed.json").read_bytes()
    at = data.draw(st.integers(0, len(content) - 1))
    changed = bytes([content[at] ^ data.draw(st.integers(1, 255))])
    damaged = data.draw(
        st.sampled_from([content[:at], content[:at] + changed + content[at + 1 :], content + b" ", b"[]", b"\n{}", b""])
    )
    (tmp_path / "parsed.json").write_bytes(damaged)
    assert used(tmp_path) == loaded(BOOK, None)
    assert (tmp_path / "parsed.json").read_bytes() == content


def test_what_another_program_wrote_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parses: list[str]
) -> None:
    """Another version may parse otherwise."""
    used(tmp_path)
    monkeypatch.setattr(cache, "program_digest", lambda: "another")
    parses.clear()
    assert used(tmp_path) == loaded(BOOK, None)
    assert set(BOOK) <= set(parses)


def test_a_folder_that_cannot_be_written_is_left_alone(tmp_path: Path) -> None:
    """The book loads all the same, and nothing is left lying about."""
    (tmp_path / "file").write_text("x")
    assert used(tmp_path / "file" / "below") == loaded(BOOK, None)
    (tmp_path / "parsed.json").mkdir()
    assert used(tmp_path) == loaded(BOOK, None)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "parsed.json"]


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    """There are restricted articles in it."""
    used(tmp_path / "new")
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0
    assert (tmp_path / "new/parsed.json").stat().st_mode & 0o077 == 0


def test_two_processes_never_see_half_of_it(tmp_path: Path) -> None:
    """Each replaces the whole file."""
    program = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[2])\n"
        "from tests.cache_test import BOOK, loaded, used\n"
        "for number in range(15): assert used(Path(sys.argv[1]), {**BOOK, 'b.md': f'{sys.argv[3]} {number}'})\n"
    )
    checkout = str(Path(__file__).parents[1])
    running = [
        subprocess.Popen([sys.executable, "-c", program, tmp_path, checkout, str(number)], cwd=checkout)
        for number in range(2)
    ]
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    assert used(tmp_path) == loaded(BOOK, None)
    assert [path.name for path in tmp_path.iterdir()] == ["parsed.json"]


def test_each_project_has_a_folder_of_its_own_outside_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the user's cache folder, which no pull request can write."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    one, other = cache_folder(tmp_path / "a"), cache_folder(tmp_path / "b")
    assert one != other
    assert one.parent == tmp_path / "cache/incidentbook"
    assert cache_folder(tmp_path / "x" / ".." / "a") == one
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder(tmp_path / "a").parent == tmp_path / ".cache/incidentbook"


def test_what_is_written_cannot_run_anything(tmp_path: Path) -> None:
    """It is text, below a digest of it."""
    used(tmp_path)
    digest_line, _, content = (tmp_path / "parsed.json").read_bytes().partition(b"\n")
    assert len(digest_line) == 32
    assert content.isascii()
    assert content.startswith(b"{")
