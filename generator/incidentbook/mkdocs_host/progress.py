"""How far a long piece of work has come: one line on a terminal once it takes a second, nothing in a pipe."""

import sys
import time
from typing import TextIO

PATIENCE_SECONDS = 1.0
_BETWEEN_SECONDS = 0.1


class Progress:
    """A line such as `Converting 1,250 of 5,000`, drawn over itself and removed at the end."""

    def __init__(self, doing: str, total: int, stream: TextIO | None = None) -> None:
        self._doing = doing
        self._total = total
        self._stream = stream or sys.stderr
        self._shown = self._stream.isatty()
        self._next_at = time.monotonic() + PATIENCE_SECONDS
        self._width = 0
        self._done = 0

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        if self._shown and (now := time.monotonic()) >= self._next_at:
            self._next_at = now + _BETWEEN_SECONDS
            line = f"{self._doing} {self._done:,} of {self._total:,}"
            self._width = len(line)
            self._stream.write(f"\r{line}")
            self._stream.flush()

    def end(self) -> None:
        """Take the line away."""
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0
