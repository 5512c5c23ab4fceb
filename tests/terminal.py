"""A terminal to type into: a program on it asks, as it asks a person."""

import os
import pty
import select
import time
from collections.abc import Sequence
from pathlib import Path

MARK = b"> "
"""Stands where an answer is wanted."""
PATIENCE_SECONDS = 30


def typed(command: Sequence[str | Path], answers: Sequence[str], folder: Path) -> tuple[int, str]:
    """Run a program in a folder and type each answer when it is asked for; return its status and what stood there."""
    words = [str(word) for word in command]
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execvpe(words[0], words, {**os.environ, "TERM": "dumb", "COLUMNS": "80", "NO_COLOR": "1"})  # noqa: S606 - a list
    said, waiting, end = b"", list(answers), time.monotonic() + PATIENCE_SECONDS
    seen = 0
    while time.monotonic() < end and (part := _read(terminal)) is not None:
        said += part
        if waiting and said.endswith(MARK) and len(said) > seen:
            seen = len(said)
            os.write(terminal, waiting.pop(0).encode())
    if time.monotonic() >= end:
        os.kill(process, 9)
    os.close(terminal)
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return status, said.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes | None:
    """Return what came; None when the program has gone."""
    ready, _, _ = select.select([terminal], [], [], 1)
    try:
        return (os.read(terminal, 4096) or None) if ready else b""
    except OSError:
        return None
