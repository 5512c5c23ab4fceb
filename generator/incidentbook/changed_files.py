"""Which files of a book differ from what a branch, tag or commit of its Git repository has."""

import os
import subprocess
from pathlib import Path

from incidentbook.errors import IncidentbookError
from incidentbook.report import found_from_here
from incidentbook.text import shortened

_MOST_SECONDS = 60
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""Git sets these for its hooks, relative to another folder than the book's."""
_FETCH_ALL = "fetch it with `git fetch --unshallow` (in a pipeline: `fetch-depth: 0` or `GIT_DEPTH: 0`)"


class _Refused(Exception):  # noqa: N818 - it says what Git did
    """Git did not do it; its reason."""


def changed_since(book: Path, reference: str) -> set[str]:
    """Return the paths of the files that are not as they were where this branch left `reference`.

    What is not committed counts, staged or not, and so do files that Git does not follow yet and does not ignore.
    Raises IncidentbookError with a sentence where that cannot be told.
    """
    _check_repository(book)
    fork = _fork(book, reference)
    paths = [
        *_paths(book, "diff", "--name-only", "-z", "--relative", "--no-renames", "--no-ext-diff", fork, "--", "."),
        *_paths(book, "ls-files", "--others", "--exclude-standard", "-z"),
    ]
    # As loading names them, whatever the bytes.
    return {path.decode("utf-8", "replace") for path in paths if path}


def _paths(book: Path, *arguments: str) -> list[bytes]:
    try:
        return _git(book, *arguments).split(b"\0")
    except _Refused as error:
        raise IncidentbookError(f"`git {arguments[0]}` failed in {found_from_here(book)}: {error}.") from error


def _check_repository(book: Path) -> None:
    without = "leave out --changed-since to check everything"
    if not book.is_dir():
        raise IncidentbookError(f"There is no folder {book}; say where the articles are.")
    try:
        if _git(book, "rev-parse", "--is-inside-work-tree").strip() == b"true":
            return
    except FileNotFoundError as error:
        message = f"Git is not installed, so nobody can tell what changed; install it, or {without}."
        raise IncidentbookError(message) from error
    except _Refused as error:
        if "not a git repository" not in str(error):
            raise IncidentbookError(f"Git refuses to look into {found_from_here(book)}: {error}.") from error
    raise IncidentbookError(
        f"{found_from_here(book)} is in no Git repository, so nobody can tell what changed; {without}."
    )


def _fork(book: Path, reference: str) -> str:
    """Return the last commit that this branch and another have in common."""
    said = shortened(reference)
    cut_off = _git(book, "rev-parse", "--is-shallow-repository").strip() == b"true"
    try:
        commit = _git(book, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}").decode()
    except _Refused as error:
        how = f"; the history here is cut off, {_FETCH_ALL}" if cut_off else ", which `git fetch` may bring"
        raise IncidentbookError(f"Git knows no branch, tag or commit `{said}` here{how}.") from error
    try:
        return _git(book, "merge-base", "HEAD", commit.strip()).decode().strip()
    except _Refused as error:
        if cut_off:
            message = f"The history here is cut off before this branch left `{said}`; {_FETCH_ALL}."
        else:
            message = f"This branch and `{said}` have no commit in common; name the branch that this one began from."
        raise IncidentbookError(message) from error


def _git(folder: Path, *arguments: str) -> bytes:
    # In English, to be understood above; and nothing of the repository is written or fetched.
    environment = {key: value for key, value in os.environ.items() if key not in _OF_A_HOOK}
    environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, env=environment, capture_output=True, stdin=subprocess.DEVNULL,
            check=False, timeout=_MOST_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise IncidentbookError(f"Git took longer than {_MOST_SECONDS} seconds; try again.") from error
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").removeprefix("fatal: ").removeprefix("error: ")
        raise _Refused(shortened(said, limit=300).rstrip(".") or f"status {done.returncode}")
    return done.stdout
