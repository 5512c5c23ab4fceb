"""What a converter is given beside the value: the zone of the source, the closed lists and the services of the book."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from incidentbook.importers.imported import Written


@dataclass(frozen=True)
class Context:
    """What a value needs to be understood."""

    zone: str = "UTC"
    """The IANA name of the zone that times of the source are in where they do not say one."""
    year: int | None = None
    """The year of dates that are written without one."""
    as_of: str = ""
    """The moment of the import, as an article writes it: `2026-03-04 10:12Z`; empty where nobody said."""
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The book's closed lists by name: `detection`, `trigger`, `factors`, and `severity`, most severe first."""
    services: Mapping[str, str] = field(default_factory=dict)
    """The keys of the book's services by all their names in lower case; empty where it has no `services.yml`."""


Converter = Callable[[object, Context], Written]
"""Turns a value of a source into one of an article; ValueError says why it cannot, and becomes a remark.

What there is nothing to say about is the empty text, which is left out.
"""
