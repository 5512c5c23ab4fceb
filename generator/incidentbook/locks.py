"""A file that only one process holds at a time; the system lets go of it however that process ends."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE_SECONDS = 2.0
"""A killed process may take a moment to be gone."""


@contextlib.contextmanager
def locked(path: Path, patience_seconds: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold a file in an existing folder; the file stays. Raises BlockingIOError when another process holds it."""
    end = time.monotonic() + patience_seconds
    while (descriptor := _take(path)) is None:
        if time.monotonic() > end:
            raise BlockingIOError(f"{path} is held by another process")
        time.sleep(0.05)
    try:
        yield
    finally:
        os.close(descriptor)


def _take(path: Path) -> int | None:
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_CLOEXEC", 0), 0o644)
    try:
        _lock(descriptor)
        # Whoever held it may have removed it meanwhile, folder and all: a lock on a file that nobody can find any more
        # keeps nobody out.
        if path.stat().st_ino == os.fstat(descriptor).st_ino:
            return descriptor
    except OSError:
        pass
    os.close(descriptor)
    return None


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
