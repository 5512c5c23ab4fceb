"""What the fixtures provide: the types that tests name."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol


class Run(Protocol):
    """Runs a program that must succeed, and returns what it prints."""

    def __call__(self, *command: str | Path, folder: Path, **environment: str) -> str: ...


class Ran(NamedTuple):
    """What a command has left."""

    status: int
    out: str
    err: str


class Call(Protocol):
    """Calls `incidentbook` with some words."""

    def __call__(self, *words: str) -> Ran: ...


class Once(Protocol):
    """Returns a folder that `make` has filled, once for all processes of a test run."""

    def __call__(self, name: str, make: Callable[[Path], None]) -> Path: ...


class Served(Protocol):
    """Serves a built site on this machine until the tests end; returns its URL, which ends with a slash."""

    def __call__(self, site: Path, under: str = "/") -> str: ...


class Environment(NamedTuple):
    """A virtual environment with the wheel in it, and the archives that were built."""

    folder: Path
    wheel: Path
    source_archive: Path

    @property
    def programs(self) -> Path:
        """Where `python`, `incidentbook` and `mkdocs` are."""
        return self.folder / "bin"


class Demo(NamedTuple):
    """The demo site, built once for the root of a host and once for a folder below it."""

    at_root: Path
    below: Path
    below_url: str
