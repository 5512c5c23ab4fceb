"""Which files differ from what a branch has, in real repositories."""

import os
import subprocess
from pathlib import Path

import pytest

from incidentbook.changed_files import changed_since
from incidentbook.errors import IncidentbookError


@pytest.fixture(autouse=True)
def identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "A")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "a@example.org")
    # As a hook is called: these are relative to the top of the repository.
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")


def git(folder: Path, *arguments: str) -> None:
    environment = {key: value for key, value in os.environ.items() if key not in ("GIT_DIR", "GIT_INDEX_FILE")}
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True)


def write(book: Path, **texts: str) -> None:
    for name, text in texts.items():
        (book / f"{name}.md").write_text(text, encoding="utf-8")


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "x")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book in a folder of a repository, on a branch that left `main` after its first commit; both went on."""
    book = tmp_path / "repository" / "docs" / "kb"
    book.mkdir(parents=True)
    git(book, "init", "--quiet", "--initial-branch=main", str(tmp_path / "repository"))
    write(book, same="1", theirs="1", ours="1", staged="1", unstaged="1", back="1", moved="1")
    commit(book)
    git(book, "switch", "--quiet", "--create", "topic")
    write(book, ours="2", back="2")
    commit(book)
    git(book, "switch", "--quiet", "main")
    write(book, theirs="2")
    commit(book)
    git(book, "switch", "--quiet", "topic")
    return book


def test_what_this_branch_changed_counts_committed_or_not(book: Path) -> None:
    """Not what the other has changed meanwhile, nor what is as it was again, nor what Git is to ignore."""
    assert changed_since(book, "main") == {"ours.md", "back.md"}
    write(book, staged="2", **{"new ü\n": "1", "back": "1"})
    git(book, "add", "staged.md")
    write(book, unstaged="2", ignored="1")
    (book / "moved.md").rename(book / "there.md")
    (book / ".gitignore").write_text("ignored.md\n")
    (book.parent / "mkdocs.md").write_text("not of the book")
    expected = {"ours.md", "staged.md", "unstaged.md", "new ü\n.md", "moved.md", "there.md", ".gitignore"}
    assert changed_since(book, "main") == expected
    git(book, "add", "--all")
    assert changed_since(book, "main") == expected
    assert "back.md" in changed_since(book, "HEAD")


def test_a_merge_that_is_not_finished_is_no_obstacle(book: Path) -> None:
    """What has conflicts differs."""
    git(book, "switch", "--quiet", "main")
    write(book, ours="3")
    commit(book)
    git(book, "switch", "--quiet", "topic")
    with pytest.raises(subprocess.CalledProcessError):
        git(book, "merge", "main")
    assert changed_since(book, "main") == {"ours.md", "back.md", "theirs.md"}


@pytest.mark.parametrize("reference", ["nope", "--help", "", "main:docs", "origin/main"])
def test_a_reference_that_git_does_not_know_is_a_sentence(book: Path, reference: str) -> None:
    """Nor is it ever taken for an option."""
    with pytest.raises(IncidentbookError, match=r"^Git knows no branch, tag or commit `.*` here, which `git fetch`"):
        changed_since(book, reference)


def test_a_history_that_is_cut_off_is_a_sentence(book: Path, tmp_path: Path) -> None:
    """With what to do, on this machine and in a pipeline."""
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", (tmp_path / "repository").as_uri(), str(clone))
    with pytest.raises(IncidentbookError, match=r"`main` here; the history here is cut off, fetch .* `fetch-depth: 0`"):
        changed_since(clone / "docs" / "kb", "main")
    git(clone, "fetch", "--quiet", "--depth=1", "origin", "main:main")
    with pytest.raises(IncidentbookError, match=r"cut off before this branch left `main`; fetch .* --unshallow"):
        changed_since(clone / "docs" / "kb", "main")
    git(clone, "fetch", "--quiet", "--unshallow", "origin", "main")
    assert changed_since(clone / "docs" / "kb", "main") == {"ours.md", "back.md"}


def test_branches_without_a_common_commit_are_a_sentence(book: Path) -> None:
    """A branch of its own, as for pages, has none."""
    git(book, "switch", "--quiet", "--orphan", "pages")
    book.mkdir(parents=True, exist_ok=True)
    write(book, other="1")
    commit(book)
    with pytest.raises(IncidentbookError, match="no commit in common; name the branch"):
        changed_since(book, "main")


def test_without_a_repository_or_git_it_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor without a folder."""
    with pytest.raises(IncidentbookError, match="There is no folder"):
        changed_since(tmp_path / "nope", "main")
    with pytest.raises(IncidentbookError, match="is in no Git repository, so nobody can tell what changed; leave out"):
        changed_since(tmp_path, "main")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(IncidentbookError, match="Git is not installed, so nobody can tell what changed; install it"):
        changed_since(tmp_path, "main")
