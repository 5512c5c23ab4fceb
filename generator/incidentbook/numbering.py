"""Numbers for articles that have none yet: which of them wait for one, and which is the next that was never given."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from incidentbook.articles import Article
from incidentbook.book import Book
from incidentbook.errors import IncidentbookError
from incidentbook.instants import Instant
from incidentbook.kinds import KINDS
from incidentbook.kinds.incident.model import Incident
from incidentbook.kinds.maintenance.model import Maintenance

NEW = re.compile(r"[A-Z]{2,6}-NEW(?:-[a-z0-9]+)*")
"""An ID that stands for one that will be given: `INC-NEW`, `INC-NEW-checkout`."""
BY_YEAR = ("incident", "maintenance")
"""Kinds that are numbered anew in each year."""
_WIDTH = 4
"""Digits, where the book has no number to go by."""
_LARGEST = 999_999
_PREFIXES = "|".join(kind.id_prefix for kind in KINDS.values() if kind.id_prefix).encode()
_SAID = re.compile(rb"(?<![A-Za-z0-9])(%s)-(?:([0-9]{4})-)?([0-9]{3,6})(?![0-9])" % _PREFIXES, re.IGNORECASE)
_GIVEN = re.compile(rb"^id:[ \t]*[\"']?(%s)-(?:([0-9]{4})-)?([0-9]{3,6})\b" % _PREFIXES, re.MULTILINE)

Row = tuple[str, str]
"""A prefix and a year, `("INC", "2026")`, within which numbers are counted; the year is empty where there is none."""


class Waiting(NamedTuple):
    """An article without a number."""

    article: Article[Any]
    row: Row | None
    """None for an incident or a maintenance of which no time is known, and so no year."""


class Numbered(NamedTuple):
    """An article and the ID that it is given."""

    path: str
    title: str
    was: str
    id: str


class GivenNumbers:
    """All numbers that were ever given, as far as texts tell."""

    def __init__(self, texts: Iterable[bytes]) -> None:
        """Read them out of articles, of today and of earlier.

        The next number follows the highest that an article had as its `id`. One that is only mentioned, perhaps with
        a digit too many, does not push the row up, but it is never given either: it may be that of a lost article.
        """
        self._highest: dict[Row, tuple[int, int]] = {}
        self._mentioned: defaultdict[Row, set[int]] = defaultdict(set)
        for text in texts:
            for row, number, _ in _found(_SAID, text):
                self._mentioned[row].add(number)
            for row, number, width in _found(_GIVEN, text):
                self._highest[row] = max(self._highest.get(row, (0, 0)), (number, width))

    def next(self, row: Row) -> str:
        """Return the next ID of a row, and never again the same."""
        highest, width = self._highest.get(row, (0, _WIDTH))
        number = highest + 1
        while number in self._mentioned[row]:
            number += 1
        if number > _LARGEST:
            raise IncidentbookError(
                f"There is no number after {_id(row, highest, width)}; give that article a lower one."
            )
        self._highest[row] = number, width
        return _id(row, number, width)


def _found(pattern: re.Pattern[bytes], text: bytes) -> Iterator[tuple[Row, int, int]]:
    for prefix, year, number in pattern.findall(text):
        yield (prefix.upper().decode(), year.decode()), int(number), len(number)


def _id(row: Row, number: int, width: int) -> str:
    return "-".join([*filter(None, row), f"{number:0{width}}"])


def waiting(book: Book) -> list[Waiting]:
    """Return the articles that wait for a number, in the order in which they get one: by kind, time and path."""
    found = [article for article in book.articles() if _is_new(article)]
    order = list(KINDS)
    return [
        Waiting(article, _row(article))
        for article in sorted(found, key=lambda one: (order.index(one.kind), _moment(one), one.path))
    ]


def _is_new(article: Article[Any]) -> bool:
    return (
        KINDS[article.kind].id_prefix is not None
        and article.fields.id == article.id
        and bool(NEW.fullmatch(article.id))
    )


def _row(article: Article[Any]) -> Row | None:
    prefix = str(KINDS[article.kind].id_prefix)
    if article.kind not in BY_YEAR:
        return prefix, ""
    at = _earliest(article)
    return (prefix, f"{at.earliest.year:04}") if at is not None else None


def _moment(article: Article[Any]) -> float:
    at = _earliest(article)
    return at.earliest.timestamp() if at is not None else 0.0


def _earliest(article: Article[Any]) -> Instant | None:
    if isinstance(article.fields, Incident):
        return article.fields.earliest
    return article.fields.begins if isinstance(article.fields, Maintenance) else None
