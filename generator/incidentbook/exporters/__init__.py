"""A book for other programs: a module for each format, which returns its files."""

from collections.abc import Mapping
from typing import Protocol

from incidentbook.exporters import calendar, csv, json, opensearch, osv, parquet, sqlite
from incidentbook.views.view import Shown


class Exporter(Protocol):
    """What a module of this folder has."""

    SUMMARY: str
    """What it writes, in a few words."""
    IS_FOLDER: bool
    """Whether it is several files, or one text that can also be printed."""

    def files(self, shown: Shown) -> Mapping[str, bytes]:
        """Return the files by name; the same book gives the same bytes."""


EXPORTERS: Mapping[str, Exporter] = {
    "json": json,
    "csv": csv,
    "sqlite": sqlite,
    "parquet": parquet,
    "opensearch": opensearch,
    "osv": osv,
    "calendar": calendar,
}
