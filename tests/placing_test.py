"""Placing new files: all or none, and never in the place of another."""

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.errors import IncidentbookError
from incidentbook.placing import Placed, place, replace_texts

NEW = {"a.md": "new a\n", "kb/b.md": "new b\n", "kb/deep/er/c.md": "new c\n", ".hidden/d": "new d\n"}
names = st.sampled_from(["a.md", "kb", "kb/b.md", "kb/deep", "kb/deep/er/c.md", "kb/x", ".hidden", ".hidden/d", "z"])
before = st.dictionaries(names, st.sampled_from(["", "mine", *NEW.values()]), max_size=6)


def content(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def write(folder: Path, texts: Mapping[str, str]) -> None:
    """Write what can be written: a name that stands in the way of another wins."""
    for path, text in sorted(texts.items()):
        if not any(parent.is_file() for parent in (folder / path).parents):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")


@given(before)
def test_what_was_there_stays_and_of_the_rest_comes_all_or_nothing(before: dict[str, str]) -> None:
    """And placing twice is placing once."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, before)
        was = content(folder)
        try:
            placed = place(NEW, folder)
        except IncidentbookError:
            assert content(folder) == was
            return
        assert content(folder) == {**NEW, **was}
        assert sorted(placed.made) == sorted(NEW.keys() - was.keys())
        assert {path for path in placed.left if was[path] == NEW[path]} == set()
        assert place(NEW, folder) == Placed([], placed.left, [path for path in NEW if path not in placed.left])
        assert content(folder) == {**NEW, **was}


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    """With the permissions that any new folder gets."""
    assert place(NEW, tmp_path / "book").made == list(NEW)
    assert content(tmp_path) == {f"book/{path}": text for path, text in NEW.items()}
    (tmp_path / "other").mkdir()
    assert (tmp_path / "book").stat().st_mode == (tmp_path / "other").stat().st_mode
    assert (tmp_path / "book/kb").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("at", range(4))
@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_an_interruption_leaves_nothing(
    at: int, error: BaseException, is_there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At any of the renames, of which a folder that is not there yet needs only one."""
    folder = tmp_path / "book"
    if is_there:
        write(folder, {"kb/b.md": "mine"})
    was = content(tmp_path)
    real, count = Path.rename, 0

    def rename(self: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count == at + 1:
            raise error
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    if at < (3 if is_there else 1):
        with pytest.raises((IncidentbookError, KeyboardInterrupt)):
            place(NEW, folder)
        assert content(tmp_path) == was
        assert folder.exists() == is_there
        assert not any(path.name.startswith(".incidentbook") for path in tmp_path.rglob("*"))
    else:
        place(NEW, folder)
        assert content(folder) == {**NEW, **({"kb/b.md": "mine"} if is_there else {})}


def test_a_link_that_leads_nowhere_is_left(tmp_path: Path) -> None:
    """It is somebody's, and writing through it would make a file elsewhere."""
    (tmp_path / "a.md").symlink_to(tmp_path / "elsewhere")
    assert place({"a.md": "new"}, tmp_path).left == ["a.md"]
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    ("there", "folder", "said"),
    [
        ({}, "no/such", "There is no folder"),
        ({"book": "mine"}, "book", "is no folder"),
        ({"book/kb": "mine"}, "book", "is a file where a folder must be"),
        ({"book/a.md/x": "mine"}, "book", "Folders are where files must be: a.md"),
    ],
)
def test_what_is_in_the_way_is_said(there: dict[str, str], folder: str, said: str, tmp_path: Path) -> None:
    """And nothing is written."""
    write(tmp_path, there)
    with pytest.raises(IncidentbookError, match=said):
        place(NEW, tmp_path / folder)
    assert content(tmp_path) == there


@pytest.mark.skipif(os.geteuid() == 0, reason="The administrator may write everywhere.")
def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    """Before anything is asked or made."""
    tmp_path.chmod(0o555)
    for folder in (tmp_path, tmp_path / "book"):
        with pytest.raises(IncidentbookError, match="You may not write"):
            place(NEW, folder)


def test_texts_made_anew_take_the_place_of_old_ones(tmp_path: Path) -> None:
    """And leave all others alone."""
    write(tmp_path, {"s/a.json": "old", "s/b.json": "mine"})
    replace_texts({"a.json": "new", "c.json": "new"}, tmp_path / "s")
    assert content(tmp_path) == {"s/a.json": "new", "s/b.json": "mine", "s/c.json": "new"}
