"""A file of the site that no template makes and no host converts."""

from collections.abc import Callable
from typing import NamedTuple


class DataFile(NamedTuple):
    """One file, before it is made: cheap to have for every article."""

    path: str
    depends: Callable[[], tuple[str, ...]]
    """Everything that its text depends on, as text: known without making it."""
    text: Callable[[], str]


class Alternate(NamedTuple):
    """Another form of a page, for its `<head>`."""

    media_type: str
    path: str
    """In the site."""
    title: str
