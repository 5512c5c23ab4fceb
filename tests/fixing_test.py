"""Files that are put right: what is said, shown and written."""

import subprocess
from pathlib import Path

import click
import pytest

from incidentbook.errors import IncidentbookError
from incidentbook.files import Folder
from incidentbook.fixing import Fix, diff, fixes_of, said, would, write
from incidentbook.load import load_files
from incidentbook.settings import Settings
from tests.books import incident

SETTINGS = Settings(audience="restricted")
TEXTS = {
    "incidents/a.md": incident("stauts: RESOLVED  # done", "Text\u2028 of\x0bit"),
    "incidents/b.md": incident("severity: sev2", id="INC-2026-0002").replace("\n", "\r\n"),
    "incidents/c.md": incident("status: done", id="INC-2026-0003"),
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    for path, text in TEXTS.items():
        (tmp_path / "kb" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "kb" / path).write_bytes(text.encode())
    return tmp_path / "kb"


def fixes(book: Path) -> list[Fix]:
    _, found = load_files(Folder(book), SETTINGS)
    return fixes_of(book, SETTINGS, found)


def test_what_is_done_is_said_by_place(book: Path) -> None:
    """A finding that shows once another is put right is said, too; nothing is written yet."""
    assert click.unstyle(said(fixes(book), "kb")).split("\n") == [
        "kb/incidents/a.md:5:1: fixed[KB201] `stauts` is now `status`",
        "kb/incidents/a.md:5:9: fixed[KB204] `RESOLVED` is now `resolved`",
        "kb/incidents/b.md:1:1: fixed[KB113] lines end with LF",
        "Put right: 3 findings in 2 files.",
        "",
    ]
    assert would(fixes(book)) == "This would put right 3 findings in 2 files. Nothing was written."
    assert all((book / path).read_bytes() == text.encode() for path, text in TEXTS.items())


def test_much_of_one_kind_is_said_in_short(book: Path) -> None:
    """The first three by their places, then how many there are."""
    tabs = incident(
        "impact:\n" + "".join(f"\t{key}: 1\n" for key in ("users", "summary")) + "trigger:\n\ttype: config\n\tref: x"
    )
    (book / "incidents/a.md").write_text(tabs)
    lines = click.unstyle(said(fixes(book), ".")).split("\n")
    assert lines[0] == "incidents/a.md:6:1: fixed[KB104] 2 spaces indent the line"
    assert lines[3] == "incidents/a.md: and 1 more of KB104"


def test_the_diff_is_what_git_applies(book: Path) -> None:
    """In the folder that paths are seen from; applied, it is what would be written."""
    (book / "incidents/d.md").write_text(incident("stauts: resolved", id="INC-2026-0004").rstrip("\n"))
    expected = fixes(book)
    assert expected[-1].path == "incidents/d.md"
    subprocess.run(["git", "apply"], input=diff(expected, "kb").encode(), cwd=book.parent, check=True)
    assert [(book / fix.path).read_bytes() for fix in expected] == [fix.after for fix in expected]


def test_writing_twice_is_writing_once(book: Path) -> None:
    """Other files, and a file's mode, stay as they are, and nothing lies beside them."""
    (book / "incidents/a.md").chmod(0o640)
    write(book, fixes(book))
    assert fixes(book) == []
    assert (book / "incidents/a.md").read_bytes() == incident(
        "status: resolved  # done", "Text\u2028 of\x0bit"
    ).encode()
    assert (book / "incidents/c.md").read_bytes() == TEXTS["incidents/c.md"].encode()
    assert (book / "incidents/a.md").stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in (book / "incidents").iterdir()) == ["a.md", "b.md", "c.md"]


def test_where_one_file_cannot_be_written_none_is(book: Path) -> None:
    """Something stands where the second would be written beside its place, as with a full disk."""
    found = fixes(book)
    (book / "incidents/.b.md.incidentbook").mkdir()
    with pytest.raises(IncidentbookError, match=r"b\.md cannot be written"):
        write(book, found)
    assert all((book / path).read_bytes() == text.encode() for path, text in TEXTS.items())


def test_a_link_and_what_it_leads_to_are_one_file(book: Path) -> None:
    """Which is written once; the link stays one. A file that is gone meanwhile is no matter."""
    (book / "incidents/e.md").symlink_to("b.md")
    _, found = load_files(Folder(book), SETTINGS)
    (book / "incidents/a.md").unlink()
    write(book, fixes_of(book, SETTINGS, found))
    assert (book / "incidents/b.md").read_bytes() == TEXTS["incidents/b.md"].replace("\r", "").encode()
    assert (book / "incidents/e.md").is_symlink()
