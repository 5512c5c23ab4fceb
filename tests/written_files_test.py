"""Files that are written whole or not at all."""

import os
from pathlib import Path

import pytest

from incidentbook.errors import IncidentbookError
from incidentbook.written_files import replacing, write_new


def test_a_new_file_gets_its_folders_and_nothing_else(tmp_path: Path) -> None:
    """With the rights that any new file has; what is there is never replaced."""
    path = tmp_path / "a/b/c.md"
    assert write_new(path, b"one")
    assert not write_new(path, b"two")
    assert path.read_bytes() == b"one"
    assert [one.name for one in path.parent.iterdir()] == ["c.md"]
    (tmp_path / "plain").write_bytes(b"")
    assert path.stat().st_mode == (tmp_path / "plain").stat().st_mode


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
