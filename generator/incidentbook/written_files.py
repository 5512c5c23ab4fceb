"""Files of a book that are written whole or not at all: each is written beside its place and renamed into it."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from incidentbook.errors import IncidentbookError
from incidentbook.report import found_from_here

_NONE: Mapping[Path, bytes] = {}


def write_new(path: Path, content: bytes) -> bool:
    """Write a file that is not there yet; False if it is, whoever made it meanwhile."""
    made = _missing_folders(path.parent)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = _beside(path, content)
    except OSError as error:
        _remove_folders(made)
        raise _refused(path, error) from error
    try:
        return _place(beside, path)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        beside.unlink(missing_ok=True)
        _remove_folders(made)


def write(path: Path, content: bytes) -> None:
    """Write a file that is made anew each time; the old one stays until the new one is whole."""
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        raise IncidentbookError(f"{found_from_here(path)} is no file, so nothing was written; name another.")
    try:
        beside = _beside(target, content)
        try:
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise _refused(path, error) from error


@contextlib.contextmanager
def replacing(contents: Mapping[Path, bytes], new: Mapping[Path, bytes] = _NONE) -> Iterator[Callable[[], None]]:
    """Prepare to give files other contents, and to make `new` ones with their folders; what it gives to do so does it.

    All are written before the first is put in its place, so that a full disk or a folder that cannot be written changes
    none. A new one never takes the place of a file that somebody made meanwhile.
    """
    pairs: list[tuple[Path, Path]] = []
    made = list[Path]()
    done = 0
    try:
        for path, content in contents.items():
            target = Path(os.path.realpath(path))
            try:
                pairs.append((_beside(target, content), target))
                shutil.copymode(target, pairs[-1][0])
            except OSError as error:
                raise _refused(path, error) from error
        done = len(pairs)
        for path, content in new.items():
            made += _missing_folders(path.parent)
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                pairs.append((_beside(path, content), path))
            except OSError as error:
                raise _refused(path, error) from error
        yield partial(_put, pairs[done:], pairs[:done])
    finally:
        for beside, _ in pairs:
            beside.unlink(missing_ok=True)
        _remove_folders(sorted(made, key=lambda folder: -len(folder.parts)))


def _put(new: list[tuple[Path, Path]], others: list[tuple[Path, Path]]) -> None:
    for beside, target in new:
        try:
            placed = _place(beside, target)
        except OSError as error:
            raise _broken_off(target, "made", error.strerror or str(error)) from error
        if not placed:
            raise _broken_off(target, "made", "somebody has made it meanwhile")
        beside.unlink(missing_ok=True)  # now: a killed run leaves none that the next one would not write anew
    for beside, target in others:
        try:
            beside.replace(target)
        except OSError as error:
            raise _broken_off(target, "replaced", error.strerror or str(error)) from error


def _broken_off(target: Path, what: str, reason: str) -> IncidentbookError:
    return IncidentbookError(
        f"{found_from_here(target)} cannot be {what} ({reason.lower()}), and others may be already; run this again to "
        "finish."
    )


def _beside(path: Path, content: bytes) -> Path:
    """Write a hidden file beside a path: a book has none. What a killed run has left of that name is written anew."""
    beside = path.with_name(f".{path.name}.incidentbook")
    beside.unlink(missing_ok=True)
    try:
        with beside.open("xb") as file:
            file.write(content)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _place(beside: Path, path: Path) -> bool:
    try:
        os.link(beside, path)  # unlike a rename it never replaces what is there
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if path.exists():
            return False
        beside.rename(path)
    return True


def _missing_folders(folder: Path) -> list[Path]:
    return [one for one in (folder, *folder.parents) if not one.exists()]


def _remove_folders(folders: list[Path]) -> None:
    """Remove those folders that are empty, the innermost first."""
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()


def _refused(path: Path, error: OSError) -> IncidentbookError:
    reason = (error.strerror or str(error)).lower()
    return IncidentbookError(
        f"{found_from_here(path)} cannot be written ({reason}), so nothing was; make its folder writable and try again."
    )
