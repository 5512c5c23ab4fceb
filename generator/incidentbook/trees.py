"""Folders of thousands of files: what is in them, making one agree with a list of hard links, removing them."""

import os
import shutil
from collections.abc import Mapping, Set
from pathlib import Path
from typing import NamedTuple


class Status(NamedTuple):
    """A file as the disk knows it."""

    path: str
    size: int
    mtime_ns: int


def files_of(folder: Path) -> dict[str, Status]:
    """All files below a folder, by their path relative to it (posix)."""
    found = {}
    for path, entry in look(folder).files.items():
        status = entry.stat(follow_symlinks=False)
        found[path] = Status(entry.path, status.st_size, status.st_mtime_ns)
    return found


class Found(NamedTuple):
    """What is in a folder: its files by their path relative to it, and the folders in it, itself as an empty path."""

    files: Mapping[str, "os.DirEntry[str]"]
    folders: Set[str]


def agree(folder: Path, wanted: Mapping[str, str]) -> None:
    """Make a folder hold exactly the wanted files (path in it -> path on disk), as hard links.

    What is already the same file stays; nothing is written into, so that the other names of a file never change.
    """
    root = str(folder)
    present, folders = look(folder)
    missing = dict(wanted)
    for path, entry in present.items():
        source = wanted.get(path)
        # The number that the folder itself gives is enough, and asking each file costs as much as all the rest.
        if source is not None and (source == entry.path or _inode(source) == entry.inode()):
            del missing[path]
        else:
            os.unlink(entry.path)  # noqa: PTH108 - thousands of times, and a Path costs more than the call
    needed: set[str] = {""}
    for path in wanted:
        _add_parents(path, needed)
    for path in sorted(folders - needed, reverse=True):
        os.rmdir(f"{root}/{path}")  # noqa: PTH106
    for path in sorted(needed - folders):
        os.makedirs(f"{root}/{path}", exist_ok=True)  # noqa: PTH103
    for path, source in missing.items():
        _link(source, f"{root}/{path}")


def put(path: str, content: bytes) -> None:
    """Write a file, and make its folder if that is missing. Of thousands a Path for each would take half the time."""
    try:
        file = open(path, "wb", buffering=0)  # noqa: PTH123, SIM115
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        file = open(path, "wb", buffering=0)  # noqa: PTH123, SIM115
    left = memoryview(content)
    with file:
        while left:  # a disk that fills up takes a part of it, and says so only the next time
            left = left[file.write(left) :]


def remove(folder: Path) -> None:
    """Remove a folder and all in it, if it is there; a link to a folder is only unlinked."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.is_dir():
        shutil.rmtree(folder, ignore_errors=True)


def look(folder: Path) -> Found:
    """Return what is in a folder; links are files, and none is followed."""
    files: dict[str, os.DirEntry[str]] = {}
    folders: set[str] = {""}
    pending = [(str(folder), "")]
    while pending:
        place, prefix = pending.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.add(path)
                    pending.append((entry.path, path + "/"))
                else:
                    files[path] = entry
    return Found(files, folders)


def _add_parents(path: str, folders: set[str]) -> None:
    parent = path.rpartition("/")[0]
    while parent not in folders:
        folders.add(parent)
        parent = parent.rpartition("/")[0]


def _inode(path: str) -> int:
    return os.stat(path, follow_symlinks=False).st_ino  # noqa: PTH116


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        # No hard links on this file system, or to this file: a copy with its times serves as well.
        shutil.copy2(source, target, follow_symlinks=False)
