"""What a rule may look at: one article alone with what it is judged by, or a whole book."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cached_property
from typing import Any, TypeVar

from pydantic_core import to_json

from incidentbook.articles import Article
from incidentbook.book import Book
from incidentbook.counting import Chains, chains
from incidentbook.graph import Graph
from incidentbook.instants import zone_named
from incidentbook.numbers import Numbers
from incidentbook.policies import Policy
from incidentbook.settings import Settings
from incidentbook.text import digest

Shared = TypeVar("Shared")


@dataclass(frozen=True, eq=False)
class Criteria:
    """What one article is judged by besides itself. No other article is in here, so that findings can be kept."""

    settings: Settings
    policy: Policy
    as_of: datetime
    """The moment of the check; unless a setting says otherwise, the beginning of today."""
    read: Callable[[str], bytes]
    """Reads the article's file again, by its path."""

    @cached_property
    def key(self) -> str:
        """A digest of them all: with equal ones an article is judged equally."""
        return digest(to_json((self.settings, self.policy)), self.as_of.isoformat())

    def zone_of(self, article: Article[Any]) -> tzinfo:
        """Return the zone of the article's times that say none."""
        return zone_named(article.fields.zone or self.settings.zone)


@dataclass(frozen=True, eq=False)
class Subject:
    """A book and all that is known of it."""

    book: Book
    graph: Graph
    criteria: Criteria
    _shared: dict[object, Any] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        """How the book is read and shown."""
        return self.criteria.settings

    @property
    def as_of(self) -> datetime:
        """The moment of the check."""
        return self.criteria.as_of

    @cached_property
    def chains(self) -> Chains:
        """The reports that continue an incident, by its path."""
        return chains(self.book)

    @cached_property
    def numbers(self) -> Numbers:
        """All figures, each made when a rule first asks for it."""
        return Numbers(self.book, self.graph, self.settings, self.as_of)

    def shared(self, work: Callable[["Subject"], Shared]) -> Shared:
        """Return what a function makes of this subject, made once for all rules that ask for it."""
        if work not in self._shared:
            self._shared[work] = work(self)
        made: Shared = self._shared[work]
        return made
