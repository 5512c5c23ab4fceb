"""A folder that one command fills, and nobody else."""

import os
from pathlib import Path

import pytest

from incidentbook.claimed_folder import Filled, claim, fill, refuse_inside
from incidentbook.errors import IncidentbookError

MARK = ".mark"


def filled(folder: Path, wanted: dict[str, bytes]) -> Filled:
    claim(folder, folder.parent / "book", mark=MARK, command="incidentbook test")
    return fill(folder, wanted, mark=MARK)


def files(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found.pop(MARK, None)
    return found


def test_it_holds_what_is_wanted_and_nothing_besides(tmp_path: Path) -> None:
    """However it came to hold something else; a folder may have become a file, or a file a folder."""
    for wanted, changed in (
        ({"a": b"1", "b/c": b"2"}, Filled(2, 0)),
        ({"a": b"1", "b/c": b"2"}, Filled(0, 0)),
        ({"a/d": b"1", "b": b"2"}, Filled(2, 2)),
        ({}, Filled(0, 2)),
    ):
        assert filled(tmp_path / "out", wanted) == changed
        assert files(tmp_path / "out") == wanted
    assert list((tmp_path / "out").iterdir()) == [tmp_path / "out" / MARK]


def test_what_a_killed_run_has_left_goes(tmp_path: Path) -> None:
    filled(tmp_path / "out", {})
    (tmp_path / "out/.incidentbook-x").mkdir()
    (tmp_path / "out/.incidentbook-x/0").write_bytes(b"half")
    assert filled(tmp_path / "out", {"a": b"1"}) == Filled(1, 1)
    assert files(tmp_path / "out") == {"a": b"1"}


def test_a_link_is_removed_and_not_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs/a").write_bytes(b"1")
    filled(tmp_path / "out", {})
    (tmp_path / "out/link").symlink_to(tmp_path / "theirs")
    filled(tmp_path / "out", {})
    assert files(tmp_path / "theirs") == {"a": b"1"}
    assert not (tmp_path / "out/link").exists()


def test_when_one_cannot_be_written_none_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a full disk; nor is any removed."""
    filled(tmp_path / "out", {"a": b"1", "b": b"2"})
    write = Path.write_bytes

    def refuse(path: Path, content: bytes) -> int:
        if content == b"too much":
            raise OSError(28, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(IncidentbookError, match="cannot be written: No space left on device"):
        fill(tmp_path / "out", {"a": b"new", "c": b"too much"}, mark=MARK)
    assert files(tmp_path / "out") == {"a": b"1", "b": b"2"}


def test_a_folder_of_somebody_else_s_is_refused(tmp_path: Path) -> None:
    """With anything in it that is not marked; an empty one is taken."""
    (tmp_path / "out").mkdir()
    assert filled(tmp_path / "out", {}) == Filled(0, 0)
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs/a").write_bytes(b"1")
    with pytest.raises(IncidentbookError, match="holds files of somebody else's; name a new or an empty folder"):
        filled(tmp_path / "theirs", {})
    assert files(tmp_path / "theirs") == {"a": b"1"}


def test_a_place_in_the_book_is_refused_however_it_is_named(tmp_path: Path) -> None:
    """Also through a link; a neighbour of a similar name is none."""
    book = tmp_path / "book"
    book.mkdir()
    (tmp_path / "link").symlink_to(book)
    for place in (book, book / "a", tmp_path / "link/a", tmp_path / "other/../book"):
        with pytest.raises(IncidentbookError, match="is inside the book"):
            refuse_inside(place, book)
    refuse_inside(tmp_path / "book-2", book)
    refuse_inside(tmp_path, book)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="The administrator may write everywhere.")
def test_a_folder_that_nobody_may_write_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(IncidentbookError, match="cannot be written: Permission denied"):
        filled(tmp_path / "closed/out", {})
