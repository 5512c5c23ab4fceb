"""Work that another process may do meanwhile. The floors below only know that there may be one, not what it is."""

from collections.abc import Callable
from typing import Protocol, TypeVar

Result = TypeVar("Result")

WORTH_STARTING = 1000
"""From so many articles on, a second process saves more time than it takes."""


class Start(Protocol):
    """Begins some work elsewhere, or does not; returns what waits for its result."""

    def __call__(self, work: Callable[[], Result], /) -> Callable[[], Result]:
        """Begin it."""


def here(work: Callable[[], Result], /) -> Callable[[], Result]:
    """Do it when the result is asked for, in this process."""
    return work
