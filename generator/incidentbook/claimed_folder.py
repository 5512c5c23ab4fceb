"""A folder that one command fills, and nobody else: each time it is made to hold what is wanted and nothing besides."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from incidentbook.errors import IncidentbookError
from incidentbook.placing import workplace


class Filled(NamedTuple):
    """How many files changed."""

    written: int
    removed: int


def claim(folder: Path, book: Path, *, mark: str, command: str) -> None:
    """Make a folder, or take the one that is there, and put the mark into it: a hidden file of this name.

    IncidentbookError where `refuse_others` has one, or it cannot be written.
    """
    refuse_others(folder, book, mark=mark)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / mark).write_text(f"Written by `{command}`; edits here are lost.\n", encoding="utf-8")
    except OSError as error:
        raise _refused(folder, error) from error


def refuse_others(folder: Path, book: Path, *, mark: str) -> None:
    """Raise IncidentbookError for a folder that is in the book, or holds something and not the mark."""
    refuse_inside(folder, book)
    if folder.is_dir() and any(folder.iterdir()) and not (folder / mark).is_file():
        raise IncidentbookError(f"{folder} holds files of somebody else's; name a new or an empty folder.")


def refuse_inside(path: Path, book: Path) -> None:
    """Raise IncidentbookError where a path is in the book's folder: what is there becomes part of the site."""
    if path.resolve().is_relative_to(book.resolve()):
        raise IncidentbookError(f"{path} is inside the book, whose files are its site's; name a place outside.")


def fill(folder: Path, wanted: Mapping[str, bytes], *, mark: str) -> Filled:
    """Make a claimed folder hold the wanted files, by their paths in it.

    All that changed are written before the first takes its place, so that a full disk changes none. What is the same
    already is not touched. IncidentbookError where that cannot be.
    """
    try:
        with workplace(folder) as work:
            changed = [path for path, content in sorted(wanted.items()) if not _is_there(folder / path, content)]
            for number, path in enumerate(changed):
                (work / str(number)).write_bytes(wanted[path])
            # First, as a folder may have become a file, or a file a folder.
            removed = _remove_others(folder, wanted.keys() | {mark}, work.name)
            for number, path in enumerate(changed):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (work / str(number)).replace(folder / path)
    except OSError as error:
        raise _refused(folder, error) from error
    return Filled(len(changed), removed)


def _is_there(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _remove_others(folder: Path, wanted: set[str], work: str) -> int:
    removed = 0
    for path in sorted(folder.rglob("*"), reverse=True):
        inside = path.relative_to(folder)
        if inside.parts[0] == work:
            continue
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):  # what was in a folder comes before it, and is gone
                path.rmdir()
        elif inside.as_posix() not in wanted:
            path.unlink()
            removed += 1
    return removed


def _refused(folder: Path, error: OSError) -> IncidentbookError:
    return IncidentbookError(f"{error.filename or folder} cannot be written: {error.strerror or error}.")
