"""How edits are noticed: told by the system where it can, else by looking again and again."""

import logging
from collections.abc import Iterable
from pathlib import Path

from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

log = logging.getLogger("mkdocs.plugins.incidentbook")

LOOK_EVERY_SECONDS = 1.0
_CHANGES: list[type[FileSystemEvent]] = [FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent]
_MOUNTS = Path("/proc/self/mounts")
# Of what happens on the other side of these the system is told nothing.
_SHARED = ("9p", "afs", "ceph", "cifs", "drvfs", "fuse", "nfs", "prl_fs", "smb", "vboxsf", "virtiofs", "vmhgfs")


def observer_for(places: Iterable[Path]) -> BaseObserver:
    """Return an observer of folders and files that does not look at thousands of files twice in every second."""
    watched = [place.resolve() for place in places]
    if any(_file_system(place).startswith(_SHARED) for place in watched):
        return PollingObserver(timeout=LOOK_EVERY_SECONDS)
    try:
        _try(watched)
    except OSError as error:
        log.info("Files are looked at every %g s, as the system cannot tell of edits: %s", LOOK_EVERY_SECONDS, error)
        return PollingObserver(timeout=LOOK_EVERY_SECONDS)
    return _Prompt()


class _Prompt(Observer):  # type: ignore[valid-type,misc] # which class it is depends on the system
    """Is told of changes only: systems also tell of files that are read, as a build does by the thousand."""

    def schedule(self, event_handler: FileSystemEventHandler, path: str, **options: object) -> ObservedWatch:
        watch: ObservedWatch = super().schedule(event_handler, path, event_filter=_CHANGES, **options)
        return watch


def _try(places: Iterable[Path]) -> None:
    """Raise OSError where there are more folders than the system lets a user watch."""
    trial = Observer()
    for place in places:
        trial.schedule(FileSystemEventHandler(), str(place), recursive=True)
    try:
        trial.start()
    finally:
        trial.stop()


def _file_system(place: Path) -> str:
    """Return the type of the file system that a path is on; nothing where that is not known."""
    try:
        mounts = [line.split(" ")[1:3] for line in _MOUNTS.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError):
        return ""
    holding = [(len(point), kind) for point, kind in mounts if place.is_relative_to(point)]
    return max(holding, default=(0, ""))[1]
