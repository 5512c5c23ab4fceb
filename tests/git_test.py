"""Asking Git, in real repositories."""

import subprocess
from pathlib import Path

import pytest

from incidentbook.errors import IncidentbookError
from incidentbook.git import Refused, check_repository, contents, git


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty one, surrounded as by a hook that runs in another."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    made = tmp_path / "repository"
    subprocess.run(["git", "init", "--quiet", made], check=True)
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path))
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    monkeypatch.setenv("GIT_PREFIX", "elsewhere/")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    return made


def test_the_repository_of_the_folder_is_asked(repository: Path) -> None:
    """Whatever a hook was told, in whatever language."""
    (repository / "below").mkdir()
    assert Path(git(repository / "below", "rev-parse", "--show-toplevel").decode().strip()) == repository.resolve()
    with pytest.raises(Refused, match=r"^bad revision 'nope'$"):
        git(repository, "rev-parse", "nope", "--")


def test_what_takes_too_long_is_a_sentence(repository: Path) -> None:
    """With what else there is to do."""
    with pytest.raises(IncidentbookError, match=r"^Git took longer than 0 seconds; try again\.$"):
        git(repository, "status", most_seconds=0)
    with pytest.raises(IncidentbookError, match=r"^Git took longer than 0 seconds; try again, or wait\.$"):
        git(repository, "status", most_seconds=0, instead="wait")


def test_no_repository_and_no_git_are_sentences(
    tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That say what is not known without."""
    check_repository(repository, "so", "instead")
    with pytest.raises(IncidentbookError, match=r"is in no Git repository, so nobody knows; guess\.$"):
        check_repository(tmp_path, "nobody knows", "guess")
    with pytest.raises(IncidentbookError, match=r"is in no Git repository"):
        check_repository(repository / ".git", "nobody knows", "guess")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(IncidentbookError, match=r"^Git is not installed, so nobody knows; install it, or guess\.$"):
        check_repository(repository, "nobody knows", "guess")


def test_objects_come_in_their_order(repository: Path) -> None:
    """Whole, whatever the bytes; one that is missing is a sentence."""
    said = (b"", b"\n", b"a\r\n\0 missing\n", b"\xff" * 100_000)
    for number, content in enumerate(said):
        (repository / str(number)).write_bytes(content)
    names = [git(repository, "hash-object", "-w", "--no-filters", str(number)).decode().strip() for number in range(4)]
    assert tuple(contents(repository, [*names, names[0]])) == (*said, b"")
    assert list(contents(repository, [])) == []
    with pytest.raises(IncidentbookError, match=r"^Objects of the repository are missing; `git fsck` says which\.$"):
        list(contents(repository, [names[0], "0" * 40]))
