"""Where the files of a book are."""

import os
from pathlib import Path

import pytest

from incidentbook.files import Folder, Texts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "kb"
    for name in ("b.md", "a/c.md", "a.md", ".git/x.md", "a/.hidden.md", "z/y/x.png"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    return root


def test_all_files_are_listed_sorted_without_hidden_ones(folder: Path) -> None:
    """With slashes, on any system."""
    assert Folder(folder).listed().paths == ["a.md", "a/c.md", "b.md", "z/y/x.png"]
    assert Folder(folder).read("a/c.md") == b"a/c.md"
    assert Texts({"b": "ü", "a": b"\xff"}).listed() == (["a", "b"], [])
    assert [Texts({"b": "ü", "a": b"\xff"}).read(path) for path in "ab"] == [b"\xff", "ü".encode()]


def test_links_are_followed_to_files_of_the_folder_only(folder: Path) -> None:
    """A pull request could make one to any file of the machine that builds the site."""
    (folder.parent / "secret").write_text("s")
    (folder.parent / "kb-2").mkdir()
    (folder.parent / "kb-2/x.md").write_text("s")
    (folder / "in.md").symlink_to("a/c.md")
    (folder / "out.md").symlink_to("../secret")
    (folder / "beside.md").symlink_to("../kb-2/x.md")
    (folder / "through.md").symlink_to("out.md")
    (folder / "folder").symlink_to("/etc")
    (folder / "gone.md").symlink_to("nowhere")
    (folder / "loop.md").symlink_to("loop.md")
    os.mkfifo(folder / "pipe.md")
    assert Folder(folder).listed().paths == ["a.md", "a/c.md", "b.md", "in.md", "z/y/x.png"]
    assert Folder(folder).listed().leading_out == ["beside.md", "out.md", "through.md"]
