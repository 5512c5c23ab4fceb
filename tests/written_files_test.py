"""Files that are written whole or not at all."""

import os
from pathlib import Path

import pytest

from incidentbook.errors import IncidentbookError
from incidentbook.written_files import replacing, write, write_new


def test_a_new_file_gets_its_folders_and_nothing_else(tmp_path: Path) -> None:
    """With the rights that any new file has; what is there is never replaced."""
    path = tmp_path / "a/b/c.md"
    assert write_new(path, b"one")
    assert not write_new(path, b"two")
    assert path.read_bytes() == b"one"
    assert [one.name for one in path.parent.iterdir()] == ["c.md"]
    (tmp_path / "plain").write_bytes(b"")
    assert path.stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_file_that_is_made_anew_each_time_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    """Whether there was one or not; where it cannot be written, the old one stays."""
    for content in (b"one", b"two"):
        write(tmp_path / "a.json", content)
        assert (tmp_path / "a.json").read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
    for place in (tmp_path, tmp_path / "no/a.json", tmp_path / "a.json/b", Path("/dev/null")):
        with pytest.raises(IncidentbookError, match="nothing was"):
            write(place, b"three")
    assert (tmp_path / "a.json").read_bytes() == b"two"


def test_without_hard_links_it_is_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a memory card."""

    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    assert write_new(tmp_path / "a.md", b"one")
    assert not write_new(tmp_path / "a.md", b"two")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("a.md", b"one")]


def test_a_folder_that_cannot_be_made_leaves_none_of_those_before_it(tmp_path: Path) -> None:
    """And says so in a sentence."""
    long = "x" * 300
    with pytest.raises(IncidentbookError, match="cannot be written"):
        write_new(tmp_path / "a" / long / "c.md", b"")
    assert list(tmp_path.iterdir()) == []


def test_all_are_prepared_before_the_first_is_replaced(tmp_path: Path) -> None:
    """Where one cannot be, none is; rights stay, and a link leads where it led."""
    one, two = tmp_path / "one.md", tmp_path / "two.md"
    one.write_bytes(b"1")
    one.chmod(0o640)
    two.symlink_to(one.name)
    with pytest.raises(IncidentbookError, match=r"gone/x\.md cannot be written"), replacing(
        {one: b"2", tmp_path / "gone/x.md": b""}
    ):  # fmt: skip
        pass
    assert one.read_bytes() == b"1"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.md", "two.md"]
    with replacing({two: b"2"}) as replace:
        assert one.read_bytes() == b"1"
        replace()
    assert (one.read_bytes(), two.is_symlink(), one.stat().st_mode & 0o777) == (b"2", True, 0o640)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.md", "two.md"]


def test_new_files_and_others_come_together(tmp_path: Path) -> None:
    """Folders included; until they are put in their places nobody sees them, and afterwards nothing else is there."""
    old, new = tmp_path / "old.md", tmp_path / "a/b/new.md"
    old.write_bytes(b"1")
    with replacing({old: b"2"}, {new: b"3"}) as replace:
        assert (old.read_bytes(), new.exists()) == (b"1", False)
        replace()
    assert (old.read_bytes(), new.read_bytes()) == (b"2", b"3")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "b", "new.md", "old.md"]


def test_where_one_cannot_be_made_there_is_none_and_no_folder(tmp_path: Path) -> None:
    """As if nobody had asked."""
    old = tmp_path / "old.md"
    old.write_bytes(b"1")
    new = {tmp_path / "a/new.md": b"", tmp_path / "b" / ("x" * 300) / "new.md": b""}
    with pytest.raises(IncidentbookError, match="nothing was"), replacing({old: b"2"}, new):
        pass
    assert [path.name for path in tmp_path.rglob("*")] == ["old.md"]
    assert old.read_bytes() == b"1"


def test_a_file_that_somebody_made_meanwhile_stays(tmp_path: Path) -> None:
    """And a sentence says so."""
    new = tmp_path / "a/new.md"
    with replacing({}, {new: b"ours"}) as replace:
        new.write_bytes(b"theirs")
        with pytest.raises(IncidentbookError, match="somebody has made it"):
            replace()
    assert new.read_bytes() == b"theirs"
