"""Which files of a book differ from what a branch, tag or commit of its Git repository has."""

from pathlib import Path

from incidentbook.errors import IncidentbookError
from incidentbook.git import FETCH_ALL, Refused, check_repository, git, is_cut_off
from incidentbook.report import found_from_here
from incidentbook.text import shortened


def changed_since(book: Path, reference: str) -> set[str]:
    """Return the paths of the files that are not as they were where this branch left `reference`.

    What is not committed counts, staged or not, and so do files that Git does not follow yet and does not ignore.
    Raises IncidentbookError with a sentence where that cannot be told.
    """
    return changed_from(book, fork(book, reference, "leave out --changed-since to check everything"))


def changed_from(book: Path, commit: str) -> set[str]:
    """Return the paths of the files that are not as they were in a commit, as `changed_since` does."""
    paths = [
        *_paths(book, "diff", "--name-only", "-z", "--relative", "--no-renames", "--no-ext-diff", commit, "--", "."),
        *_paths(book, "ls-files", "--others", "--exclude-standard", "-z"),
    ]
    # As loading names them, whatever the bytes.
    return {path.decode("utf-8", "replace") for path in paths if path}


def _paths(book: Path, *arguments: str) -> list[bytes]:
    try:
        return git(book, *arguments).split(b"\0")
    except Refused as error:
        raise IncidentbookError(f"`git {arguments[0]}` failed in {found_from_here(book)}: {error}.") from error


def fork(book: Path, reference: str, instead: str) -> str:
    """Return the last commit that this branch and another have in common; `instead` says what to do without Git.

    Raises IncidentbookError with a sentence where that cannot be told.
    """
    if not book.is_dir():
        raise IncidentbookError(f"There is no folder {book}; say where the articles are.")
    check_repository(book, "nobody can tell what changed", instead)
    said, cut_off = shortened(reference), is_cut_off(book)
    try:
        commit = git(book, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}").decode()
    except Refused as error:
        how = f"; the history here is cut off, {FETCH_ALL}" if cut_off else ", which `git fetch` may bring"
        raise IncidentbookError(f"Git knows no branch, tag or commit `{said}` here{how}.") from error
    try:
        return git(book, "merge-base", "HEAD", commit.strip()).decode().strip()
    except Refused as error:
        if cut_off:
            message = f"The history here is cut off before this branch left `{said}`; {FETCH_ALL}."
        else:
            message = f"This branch and `{said}` have no commit in common; name the branch that this one began from."
        raise IncidentbookError(message) from error
