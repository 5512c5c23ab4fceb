"""Puts new files into a folder: all of them or none, and never in the place of another."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from incidentbook.errors import IncidentbookError
from incidentbook.text import listed


class Placed(NamedTuple):
    """What became of the files, by their paths."""

    made: list[str]
    left: list[str]
    """What was there with another content, and still is."""
    same: list[str]
    """What was there just so."""


def place(texts: Mapping[str, str], folder: Path) -> Placed:
    """Write texts, by their path below a folder, which is made if its parent is there.

    They are written beside their places and renamed, so that an interruption leaves none of them. IncidentbookError
    where that cannot be.
    """
    refuse_unfit(folder)
    _refuse_what_is_in_the_way(texts, folder)
    placed = Placed([], [], [])
    for path, text in texts.items():
        (placed.made if not os.path.lexists(folder / path) else _kept(folder / path, text, placed)).append(path)
    if placed.made:
        try:
            _write({path: texts[path] for path in placed.made}, folder)
        except OSError as error:
            raise IncidentbookError(
                f"{folder} cannot be written ({error.strerror}); nothing in it was changed. Make it writable, or name "
                "another folder."
            ) from error
    return placed


def replace_texts(texts: Mapping[str, str], folder: Path) -> None:
    """Write texts that a program makes anew each time; each takes the place of the old one in one step."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with workplace(folder) as work:
            for name, text in texts.items():
                (work / name).write_text(text, encoding="utf-8", newline="\n")
            for name in texts:
                (work / name).replace(folder / name)
    except OSError as error:
        raise IncidentbookError(
            f"{folder} cannot be written ({error.strerror}); make it a folder that you may write to, or name another."
        ) from error


def refuse_unfit(folder: Path) -> None:
    """Raise IncidentbookError where nothing could be placed, whatever it is."""
    parent = folder.absolute().parent
    if not os.path.lexists(folder) and not parent.is_dir():
        raise IncidentbookError(f"There is no folder {parent}; make it first, or name another.")
    if os.path.lexists(folder) and not folder.is_dir():
        raise IncidentbookError(f"{folder} is no folder; name another.")
    writable = folder if folder.is_dir() else parent
    if not os.access(writable, os.W_OK | os.X_OK):
        raise IncidentbookError(f"You may not write in {writable}; make it writable, or name another folder.")


def _refuse_what_is_in_the_way(texts: Mapping[str, str], folder: Path) -> None:
    needed = {parent for path in texts for parent in Path(path).parents} - {Path()}
    for parent in sorted(needed):
        if os.path.lexists(folder / parent) and not (folder / parent).is_dir():
            raise IncidentbookError(
                f"{folder / parent} is a file where a folder must be; nothing was written. Rename it, and try again."
            )
    taken = sorted(path for path in texts if (folder / path).is_dir())
    if taken:
        raise IncidentbookError(
            f"Folders are where files must be: {listed(taken)}, in {folder}; nothing was written. Rename them, and try "
            "again."
        )


def _kept(path: Path, text: str, placed: Placed) -> list[str]:
    try:
        same = path.read_bytes() == text.encode()
    except OSError:
        same = False  # a link that leads nowhere is somebody's, too
    return placed.same if same else placed.left


def _write(texts: Mapping[str, str], folder: Path) -> None:
    is_new = not folder.exists()
    with workplace(folder.absolute().parent if is_new else folder) as work:
        new = work / "new"
        for path, text in texts.items():
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).write_text(text, encoding="utf-8", newline="\n")
        if is_new:
            new.rename(folder)
        else:
            _move(_largest_missing(texts, folder), new, folder)


def _largest_missing(paths: Mapping[str, str], folder: Path) -> list[Path]:
    """Return what is to be renamed: whole folders, where there is none yet."""
    missing: dict[Path, None] = {}
    for path in map(Path, paths):
        places = [*reversed(path.parents), path][1:]
        missing[next(place for place in places if not os.path.lexists(folder / place))] = None
    return list(missing)


def _move(places: list[Path], new: Path, folder: Path) -> None:
    moved: list[Path] = []
    try:
        for place in places:
            (new / place).rename(folder / place)
            moved.append(place)
    except BaseException:
        for place in reversed(moved):
            (folder / place).rename(new / place)
        raise


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """Make a folder beside the places of what is written in it, so that renaming is all that remains."""
    work = Path(tempfile.mkdtemp(dir=folder, prefix=".incidentbook-"))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
