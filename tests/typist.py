"""Somebody at a terminal: runs the program in one of 80 columns, waits for what it says, and types."""

import os
import pty
import re
import select
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE_SECONDS = 60
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|[=>])")
ENTER, TAB, CTRL_C, CTRL_D = "\r", "\t", "\x03", "\x04"


class Typist:
    """A program in a terminal."""

    def __init__(self, process: int, terminal: int) -> None:
        self._process = process
        self._terminal = terminal
        self._said = ""
        self._read = 0

    @property
    def said(self) -> str:
        """All that it has said, without what colours it."""
        return _ESCAPES.sub("", self._said).replace("\r", "")

    def wait_for(self, text: str) -> str:
        """Wait until it says something more, and return what it said up to there."""
        end = time.monotonic() + PATIENCE_SECONDS
        while (at := self.said.find(text, self._read)) < 0:
            assert time.monotonic() < end, f"{text!r} was never said, but:\n{self.said}"
            if not self._more():
                raise AssertionError(f"It ended without {text!r}:\n{self.said}")
        before = self.said[self._read : at]
        self._read = at + len(text)
        return before

    def types(self, text: str, *, then: str = ENTER) -> None:
        """Type something."""
        os.write(self._terminal, f"{text}{then}".encode())

    def presses(self, key: str) -> None:
        """Press a key."""
        self.types(key, then="")

    def answer(self, question: str, text: str) -> None:
        """Type something as soon as a question is asked."""
        self.wait_for(question)
        self.wait_for("> ")
        self.types(text)

    def end(self) -> int:
        """Wait until it ends, and return its status."""
        end = time.monotonic() + PATIENCE_SECONDS
        while self._more():
            assert time.monotonic() < end, self.said
        return os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])

    def _more(self) -> bool:
        ready, _, _ = select.select([self._terminal], [], [], 1)
        if not ready:
            return True
        try:
            read = os.read(self._terminal, 4096)
        except OSError:  # the terminal is closed
            return False
        self._said += read.decode(errors="replace")
        return bool(read)


@contextmanager
def typing(folder: Path, *arguments: str) -> Iterator[Typist]:
    """Run the program in a folder, on a terminal."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        environment = os.environ | {"COLUMNS": "80", "LINES": "40", "TERM": "dumb", "PYTHONUTF8": "1"}
        os.execve(sys.executable, [sys.executable, "-m", "incidentbook", *arguments], environment)  # noqa: S606 - as typed
    try:
        yield Typist(process, terminal)
    finally:
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(process, 9)
            os.waitpid(process, 0)
        os.close(terminal)
