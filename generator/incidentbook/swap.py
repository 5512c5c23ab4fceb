"""Puts a new site in the place of the old one in one step: the folders beside it, their lock, the exchange.

Beside the site `site` stands, while it is built, the folder `.site.incidentbook` with `new` (what is being written),
`spare` (another tree of links to the site, kept for large ones: bringing it up to date is a matter of a few links,
where making and removing thousands of folders takes longer than everything else) and, between two renames, `old`.
"""

import contextlib
import ctypes
import errno
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from incidentbook.errors import IncidentbookError
from incidentbook.locks import locked
from incidentbook.trees import agree, files_of, remove

SPARE_FROM_FILES = 1500
"""Of a smaller site no spare is kept: making it anew takes a tenth of a second."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NOT_POSSIBLE_HERE = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM, errno.EXDEV}


class Workshop(NamedTuple):
    """The folders of one build: `target` is the site, `new` is empty and for the host to write into."""

    target: Path
    folder: Path

    @property
    def new(self) -> Path:
        """Where the site is written."""
        return self.folder / "new"

    @property
    def spare(self) -> Path:
        """Another tree of links to the site, perhaps to an earlier one, if there is one."""
        return self.folder / "spare"

    @property
    def old(self) -> Path:
        """Where the site stands between two renames, where folders cannot be exchanged."""
        return self.folder / "old"


@contextlib.contextmanager
def workshop(site: Path) -> Iterator[Workshop]:
    """Lock the site against other builds, repair what a killed one left, and give an empty folder to write into.

    At the end nothing remains beside the site but the spare of a large one.
    """
    target = Path(os.path.realpath(site))
    _refuse_what_cannot_be_replaced(target)
    place = Workshop(target, target.parent / f".{target.name}.incidentbook")
    with _locked(place):
        repair(place)
        remove(place.new)
        place.new.mkdir(parents=True)
        try:
            yield place
        finally:
            repair(place)
            remove(place.new)


def repair(place: Workshop) -> None:
    """Bring back a site that a build killed between its two renames had put aside, and clear away what is left."""
    if place.old.is_dir():
        if place.target.exists():
            remove(place.old)
        else:
            place.old.rename(place.target)


def publish(place: Workshop, kept: Mapping[str, str]) -> None:
    """Make of `place.new` and the files to be kept (path in the site -> path on disk) the site, in one step.

    Raises OSError when the disk does not let it; the old site is then as it was.
    """
    written = files_of(place.new)
    wanted = {path: status.path for path, status in written.items()} | dict(kept)
    if len(kept) > len(written) and place.spare.is_dir():
        tree = place.spare
        agree(tree, wanted)
    else:
        tree = place.new
        agree(tree, wanted)
    replace(tree, place.target, place.old)
    if len(wanted) < SPARE_FROM_FILES:
        remove(tree)
        remove(place.spare)
    elif tree == place.new and tree.is_dir():
        remove(place.spare)
        tree.rename(place.spare)


def prepare_spare(place: Workshop, files: int) -> None:
    """Bring the spare of a large site up to date, so that a build that changes few files has little to do."""
    if files >= SPARE_FROM_FILES:
        place.spare.mkdir(parents=True, exist_ok=True)
        agree(place.spare, {path: status.path for path, status in files_of(place.target).items()})


def replace(new: Path, target: Path, aside: Path) -> None:
    """Put `new` in the place of `target`; what was there, if anything, then stands where `new` stood."""
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        new.rename(target)
    elif not exchange(new, target):
        try:
            target.rename(aside)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            raise IncidentbookError(
                f"{target} comes from a layer of this container's file system that cannot be renamed; remove it, and "
                "build again."
            ) from error
        try:
            new.rename(target)
        except OSError:
            aside.rename(target)
            raise
        aside.rename(new)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, so that no reader meets either missing; False where that cannot be."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    error = ctypes.get_errno()
    if error in _NOT_POSSIBLE_HERE:
        return False
    raise OSError(error, os.strerror(error), str(one), None, str(other))


def _refuse_what_cannot_be_replaced(target: Path) -> None:
    if target.is_mount():
        raise IncidentbookError(
            f"{target} is a mount point and cannot be replaced in one step; build into a folder inside it: "
            f"--site-dir {target / 'site'}."
        )
    if target.exists() and not target.is_dir():
        raise IncidentbookError(f"{target} is not a folder; remove it, or name another with --site-dir.")
    if target.is_dir() and not _looks_like_a_site(target):
        raise IncidentbookError(
            f"{target} holds files but no site, and building would remove them; empty it, or name another folder "
            "with --site-dir."
        )


def _looks_like_a_site(folder: Path) -> bool:
    names = {path.name for path in folder.iterdir()}
    visible = {name for name in names if not name.startswith(".")}
    return not visible or not names.isdisjoint({".incidentbook", "index.html", "404.html"})


def _make_real(folder: Path) -> None:
    """Make a folder in which nothing leads elsewhere: what lies beside a site may have come with somebody's commit."""
    if folder.is_symlink():
        folder.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.is_symlink():
            path.unlink()


@contextlib.contextmanager
def _locked(place: Workshop) -> Iterator[None]:
    with contextlib.ExitStack() as stack:
        try:
            _make_real(place.folder)
            (place.folder / ".gitignore").write_text("*\n", encoding="utf-8")
            stack.enter_context(locked(place.folder / "lock"))
        except BlockingIOError:
            raise IncidentbookError(
                f"Another build of {place.target} is running; wait for it, or name another folder with --site-dir."
            ) from None
        except OSError as error:
            raise IncidentbookError(
                f"{place.folder} cannot be made ({error.strerror}); make its parent folder writable, or name another "
                "folder for the site with --site-dir."
            ) from error
        try:
            yield
        finally:
            if not place.spare.is_dir():
                remove(place.folder)
