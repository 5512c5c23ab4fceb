"""Where a book stands in its repository."""

from pathlib import Path

import pytest

from incidentbook.formats.outcome import Outcome, folder_in_repository


def test_paths_are_seen_from_the_repository_s_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the command runs; `.git` is a file in a worktree. Without a repository they are seen from here."""
    book = tmp_path / "repository" / "docs" / "kb"
    book.mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert folder_in_repository(book) == "repository/docs/kb"
    (tmp_path / "repository" / ".git").write_text("gitdir: elsewhere")
    for folder in (tmp_path, book):
        monkeypatch.chdir(folder)
        assert folder_in_repository(book) == "docs/kb"
    assert Outcome((), (), "docs/kb", ()).placed("a.md") == "docs/kb/a.md"


def test_a_book_may_be_the_root_or_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then nothing goes before its paths, or all of where it is."""
    book = tmp_path / "book"
    (book / ".git").mkdir(parents=True)
    assert folder_in_repository(book) == ""
    assert Outcome((), (), "", ()).placed("a.md") == "a.md"
    (book / ".git").rmdir()
    monkeypatch.chdir(book)
    assert folder_in_repository(book) == ""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert folder_in_repository(book) == book.as_posix()
