"""All figures of a book, each made when a page first asks for it, and digests of what they are made from."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property

from pydantic_core import to_json

from incidentbook.articles import Article
from incidentbook.availability import Accounts, accounts
from incidentbook.book import Book
from incidentbook.graph import Graph
from incidentbook.recurrence import IssueRecurrence, recurrences, time_lost
from incidentbook.settings import Settings
from incidentbook.statistics import Measured, Statistics, measure
from incidentbook.text import digest


class Numbers:
    """The figures of a book as of one moment."""

    def __init__(self, book: Book, graph: Graph, settings: Settings, as_of: datetime) -> None:
        """Take what they are made from; nothing is measured yet."""
        self._book = book
        self._graph = graph
        self._settings = settings
        self._as_of = as_of

    def prepare(self) -> None:
        """Measure everything now, for all who will ask: copies of this process too would each do it for themselves."""
        for one in self.measured.values():
            _ = one.judgements

    @cached_property
    def statistics(self) -> Statistics:
        """Every incident with its durations and verdicts, and what services lost to them."""
        book, as_of = self._book, self._as_of.timestamp()
        measured = measure(book, self._settings, as_of)
        return Statistics(book, self._graph, self._settings, as_of, measured, self.accounts.downtimes)

    @cached_property
    def measured(self) -> Mapping[str, Measured]:
        """Incidents by path."""
        return {one.article.path: one for one in self.statistics.measured}

    @cached_property
    def accounts(self) -> Accounts:
        """What the availability of services is made from."""
        return accounts(self._book, self._as_of.timestamp())

    @cached_property
    def recurrences(self) -> Mapping[str, IssueRecurrence]:
        """How known issues keep coming back, by ID."""
        return recurrences(self._book, self._graph, time_lost(self._book, self._settings.durations))

    @cached_property
    def rules(self) -> str:
        """A digest of what every figure depends on besides incidents: agreements, services, settings, maintenance."""
        book, settings = self._book, self._settings
        said = (book.policy, book.services, settings.zone, settings.durations, settings.repeat_window_days)
        return digest(to_json(said), *sorted(article.said for article in book.maintenance))

    @cached_property
    def inputs(self) -> str:
        """A digest of all that any figure depends on; of articles, of their front matter alone."""
        book = self._book
        return self.inputs_of((*book.incidents, *book.known_issues))

    def inputs_of(self, articles: Iterable[Article], *, as_of: bool = True) -> str:  # type: ignore[type-arg]
        """Return a digest of what the figures of these articles depend on; without `as_of` of those that never change
        by themselves.
        """
        moment = self._as_of.isoformat() if as_of else ""
        return digest(self.rules, moment, *(part for one in articles for part in (one.path, one.said)))
