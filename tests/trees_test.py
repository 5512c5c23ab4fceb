"""Folders of thousands of files."""

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.trees import agree, files_of, put, remove

NAMES = st.sampled_from(["a", "b", "c"])
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)


def make(folder: Path, paths: dict[str, str]) -> dict[str, str]:
    for path, text in paths.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return {path: str(folder / path) for path in paths}


def without_conflicts(paths: list[str]) -> dict[str, str]:
    """A file cannot stand where a folder is needed."""
    kept: list[str] = []
    for path in paths:
        if not any(f"{path}/".startswith(f"{other}/") or f"{other}/".startswith(f"{path}/") for other in kept):
            kept.append(path)
    return {path: path for path in kept}


@given(before=st.lists(PATHS, max_size=8), wanted=st.lists(PATHS, max_size=8))
def test_a_folder_agrees_with_what_is_wanted(
    tmp_path_factory: pytest.TempPathFactory, before: list[str], wanted: list[str]
) -> None:
    """Whatever was in it before, files where folders should be included; and no folder is left empty."""
    folder = tmp_path_factory.mktemp("tree")
    (folder / "tree").mkdir()
    make(folder / "tree", dict.fromkeys(without_conflicts(before), "old"))
    sources = make(folder / "source", without_conflicts(wanted))
    agree(folder / "tree", sources)
    found = files_of(folder / "tree")
    assert {path: Path(status.path).read_text(encoding="utf-8") for path, status in found.items()} == without_conflicts(
        wanted
    )
    assert all(any(path.iterdir()) for path in (folder / "tree").rglob("*") if path.is_dir())


def test_what_is_the_same_file_is_not_touched(tmp_path: Path) -> None:
    """A file is kept by what it is, not by its name; its other names never change."""
    (tmp_path / "tree").mkdir()
    sources = make(tmp_path / "source", {"a": "one", "b": "two"})
    agree(tmp_path / "tree", sources)
    made = files_of(tmp_path / "tree")
    assert made.keys() == {"a", "b"}
    assert all(Path(sources[path]).samefile(status.path) for path, status in made.items())
    (tmp_path / "tree/a").unlink()
    (tmp_path / "tree/a").write_text("planted", encoding="utf-8")
    agree(tmp_path / "tree", sources)
    assert (tmp_path / "tree/a").read_text(encoding="utf-8") == "one"
    assert files_of(tmp_path / "tree")["b"] == made["b"]


def test_without_hard_links_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With their times, by which a later build knows them."""

    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", refused)
    (tmp_path / "tree").mkdir()
    agree(tmp_path / "tree", make(tmp_path / "source", {"a": "one"}))
    copy = files_of(tmp_path / "tree")["a"]
    assert copy.mtime_ns == files_of(tmp_path / "source")["a"].mtime_ns
    assert Path(copy.path).read_text(encoding="utf-8") == "one"


def test_a_file_is_put_whole_into_a_folder_that_need_not_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the disk takes it in parts; what was there before is gone."""

    class Slow(io.FileIO):
        def write(self, content: Any) -> int:
            return super().write(content[:3])

    monkeypatch.setattr("builtins.open", lambda path, mode, buffering: Slow(path, mode))  # noqa: ARG005
    put(str(tmp_path / "a/b/c.txt"), b"something long")
    put(str(tmp_path / "a/b/c.txt"), b"short one")
    put(str(tmp_path / "empty"), b"")
    assert ((tmp_path / "a/b/c.txt").read_bytes(), (tmp_path / "empty").read_bytes()) == (b"short one", b"")


def test_removing_follows_no_link(tmp_path: Path) -> None:
    """A link to somebody's folder is removed, not the folder."""
    make(tmp_path / "theirs", {"a": "one"})
    (tmp_path / "link").symlink_to(tmp_path / "theirs")
    remove(tmp_path / "link")
    remove(tmp_path / "not there")
    assert not (tmp_path / "link").is_symlink()
    assert (tmp_path / "theirs/a").exists()
    remove(tmp_path / "theirs")
    assert not (tmp_path / "theirs").exists()
