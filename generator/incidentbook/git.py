"""Git, asked in one way: in English, so that its answers can be understood, and so that nothing in the repository is
written, fetched or waited for.
"""

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from time import monotonic

from incidentbook.errors import IncidentbookError
from incidentbook.report import found_from_here
from incidentbook.text import shortened

MOST_SECONDS = 60
FETCH_ALL = "fetch it with `git fetch --unshallow` (in a pipeline: `fetch-depth: 0` or `GIT_DEPTH: 0`)"
"""What to do where the history is cut off."""
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""Git sets these for its hooks, relative to another folder than the book's."""
_ALWAYS = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}


class Refused(Exception):  # noqa: N818 - it says what Git did
    """Git did not do it; its reason, without a full stop."""


def git(folder: Path, *arguments: str, most_seconds: int = MOST_SECONDS, instead: str = "") -> bytes:
    """Return what Git prints in a folder. `instead` is what to do where it takes too long.

    Raises Refused where it fails, FileNotFoundError where there is no Git, IncidentbookError where it takes too long.
    """
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, env=_environment(), capture_output=True, stdin=subprocess.DEVNULL,
            check=False, timeout=most_seconds,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise _too_slow(most_seconds, instead) from error
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").removeprefix("fatal: ").removeprefix("error: ")
        raise Refused(shortened(said, limit=300).rstrip(".") or f"status {done.returncode}")
    return done.stdout


def check_repository(folder: Path, so: str, instead: str) -> None:
    """Raise IncidentbookError where a folder is in no repository: `so` says what nobody knows then, `instead` what to
    do.
    """
    try:
        if git(folder, "rev-parse", "--is-inside-work-tree").strip() == b"true":
            return
    except FileNotFoundError as error:
        raise IncidentbookError(f"Git is not installed, so {so}; install it, or {instead}.") from error
    except Refused as error:
        if "not a git repository" not in str(error):
            raise IncidentbookError(f"Git refuses to look into {found_from_here(folder)}: {error}.") from error
    raise IncidentbookError(f"{found_from_here(folder)} is in no Git repository, so {so}; {instead}.")


def is_cut_off(folder: Path) -> bool:
    """Whether the repository lacks the beginning of its history."""
    return git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"


def contents(
    folder: Path, objects: Iterable[str], *, most_seconds: int = MOST_SECONDS, instead: str = ""
) -> Iterator[bytes]:
    """Yield the contents of objects of the repository, in their order; `instead` is as for `git`.

    Raises IncidentbookError where one is missing, or where reading them takes too long.
    """
    end = monotonic() + most_seconds
    with TemporaryFile("w+") as asked:
        asked.write("\n".join(objects))
        asked.seek(0)
        command = ["git", "cat-file", "--batch", "--buffer"]
        with subprocess.Popen(
            command, cwd=folder, env=_environment(), stdin=asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as running:
            out = running.stdout
            while out is not None and (header := out.readline()):
                if header.endswith(b" missing\n"):
                    running.kill()
                    raise IncidentbookError(
                        f"Objects of the repository are missing; `git fsck` says which{_or(instead)}."
                    )
                yield out.read(int(header.rpartition(b" ")[2]) + 1)[:-1]
                if monotonic() > end:
                    running.kill()
                    raise _too_slow(most_seconds, instead)


def _environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key not in _OF_A_HOOK} | _ALWAYS


def _too_slow(most_seconds: int, instead: str) -> IncidentbookError:
    return IncidentbookError(f"Git took longer than {most_seconds} seconds; try again{_or(instead)}.")


def _or(instead: str) -> str:
    return f", or {instead}" if instead else ""
