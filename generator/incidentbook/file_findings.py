"""What can be said of one file of a book without a look at the others, for whoever waits while it is written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from incidentbook.articles import Article
from incidentbook.book import Book
from incidentbook.checking import check_article
from incidentbook.diagnostics import Diagnostic, in_order
from incidentbook.graph import Graph
from incidentbook.rules import rule
from incidentbook.rules.subject import Subject, criteria_of
from incidentbook.selection import selected
from incidentbook.settings import Settings

_ABOUT_COMMENTS = frozenset(("KB901", "KB902", "KB903"))
"""What a comment silences is only known when every rule has been looked for."""


@dataclass(frozen=True)
class FileFindings:
    """A book, and what loading and linking found in it."""

    book: Book
    graph: Graph
    found: Sequence[Diagnostic]
    settings: Settings
    as_of: datetime

    def of(self, path: str, earlier: Iterable[Diagnostic] = ()) -> list[Diagnostic]:
        """Return what is said of a file, in order of place: what was found, and what the rules for one article find.

        `earlier` is what a check of the whole book said of the file before: it stands in for what only that can find.
        """
        found = list(self._by_path.get(path, ()))
        article = self._articles.get(path)
        if article is not None:
            found += check_article(self._subject, article)
        kept = (one for one in earlier if _takes_the_whole_book(one.code, alone=article is not None))
        return in_order([*selected(self.book, found, self.settings.rules), *kept])

    @cached_property
    def _by_path(self) -> Mapping[str, list[Diagnostic]]:
        return by_path(self.found)

    @cached_property
    def _articles(self) -> Mapping[str, Article[Any]]:
        return {article.path: article for article in self.book.articles()}

    @cached_property
    def _subject(self) -> Subject:
        return Subject(self.book, self.graph, criteria_of(self.book, self.graph, self.settings, self.as_of))


def by_path(findings: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
    """Return findings by the file that they are in."""
    found: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    for one in findings:
        found[one.path].append(one)
    return dict(found)


def _takes_the_whole_book(code: str, *, alone: bool) -> bool:
    """Whether a finding is not found in one file; `alone` where the rules for one article have looked at it."""
    found_by = rule(code)
    return code in _ABOUT_COMMENTS or (found_by.check is not None and not (alone and found_by.check_article))
