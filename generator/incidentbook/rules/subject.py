"""What a rule may look at: one article alone with what it is judged by, or a whole book."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cached_property, lru_cache
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
from incidentbook.signatures import Signatures
from incidentbook.text import digest

Shared = TypeVar("Shared")


@dataclass(frozen=True, eq=False)
class Criteria:
    """What one article is judged by besides itself. No other article is in here, so that findings can be kept:
    of others only what hardly ever changes, and with it all are judged again.
    """

    settings: Settings
    policy: Policy
    as_of: datetime
    """The moment of the check; unless a setting says otherwise, the beginning of today."""
    read: Callable[[str], bytes]
    """Reads the article's file again, by its path."""
    contacts: frozenset[str] = frozenset()
    """How the owners of services can be reached, in lower case."""
    signatures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By signature: the IDs of the known issues that have it."""

    @cached_property
    def key(self) -> str:
        """A digest of them all: with equal ones an article is judged equally."""
        of_others = (sorted(self.contacts), sorted(self.signatures.items()))
        return digest(to_json((self.settings, self.policy, of_others)), self.as_of.isoformat())

    @cached_property
    def known_signatures(self) -> Signatures:
        """The signatures of known issues, to be looked for."""
        return Signatures(self.signatures)

    def zone_of(self, article: Article[Any]) -> tzinfo:
        """Return the zone of the article's times that say none."""
        return zone_named(article.fields.zone or self.settings.zone)


def contacts_of(book: Book) -> frozenset[str]:
    """Return how services are reached, in lower case: addresses that may stand in any article."""
    return frozenset(way.lower() for service in book.services.values() for way in service.contacts.values())


def criteria_of(book: Book, graph: Graph, settings: Settings, as_of: datetime) -> Criteria:
    """Return what the articles of a book are judged by."""
    by_signature: dict[str, dict[str, None]] = {}
    for issue in book.known_issues:
        live = issue.fields.status != "retired" and issue.fields.superseded_by is None
        for symptom in graph.symptoms_by_issue.get(issue.id, ()) if live else ():
            for signature in symptom.signatures:
                by_signature.setdefault(signature, {})[issue.id] = None
    signatures = {signature: tuple(issues) for signature, issues in by_signature.items()}
    return Criteria(settings, book.policy, as_of, book.read, contacts_of(book), signatures)


@lru_cache(maxsize=1)
def content_of(article: Article[Any], criteria: Criteria) -> bytes:
    """Return the bytes of an article's file, which several rules look at one after the other."""
    try:
        return criteria.read(article.path)
    except (OSError, KeyError):
        return b""


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


def contents_of_others(subject: Subject) -> dict[str, bytes]:
    """Return the bytes of the files that are no article, by path: ordinary pages, `services.yml`, `sla.yml`."""
    contents = {}
    for path in sorted({*(page.path for page in subject.book.pages), *subject.book.catalogues}):
        try:
            contents[path] = subject.book.read(path)
        except (OSError, KeyError):
            continue
    return contents
