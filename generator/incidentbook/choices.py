"""What a new article can refer to: the services, severities, symptoms, articles, alerts and owners of a book.

Each answer is checked as soon as it is given. ValueError says in a sentence what is wrong with it, and what was meant.
"""

import re
from collections.abc import Collection
from functools import cached_property
from typing import NamedTuple

from incidentbook.book import Book
from incidentbook.graph import Graph
from incidentbook.kinds import KINDS
from incidentbook.named_services import NamedServices
from incidentbook.text import did_you_mean, shortened, with_article

_LOOSE = re.compile(r"(?P<prefix>[A-Za-z]{2,6})[- ]?(?:(?P<year>[0-9]{4})-)?(?P<number>[0-9]{1,6})")
LINKS = ("confirmed", "suspected")


class IssueLink(NamedTuple):
    """A known issue, and how sure it is that an incident is a case of it."""

    id: str
    link: str
    fix: str = ""
    """How its fix did, where that is known."""


class Choices:
    """What there is to choose from."""

    def __init__(self, book: Book, graph: Graph) -> None:
        """Look it up in a book."""
        self._book = book
        self._graph = graph
        self.services = tuple(sorted(book.services))
        self.severities = tuple(book.policy.severities)
        self.symptoms = tuple(sorted(graph.symptoms))
        self.alerts = tuple(graph.alerts)
        self.known_issues = tuple(issue.id for issue in book.known_issues)
        self.articles = tuple(name for name, target in graph.targets.items() if target.kind != "symptom")

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """Everybody who owns something."""
        said = [service.owner for service in self._book.services.values()]
        said += [getattr(article.fields, "owner", None) for article in self._book.articles()]
        return tuple(sorted({owner for owner in said if owner}))

    def owner_of(self, services: Collection[str]) -> str:
        """Return who owns the first of some services that is owned by somebody, or nothing."""
        known = (self._book.services[key].owner for key in services if key in self._book.services)
        return next(filter(None, known), "") or ""

    def severity_meaning(self, severity: str) -> str:
        """Return what a severity is called in words."""
        return self._book.policy.severities[severity]

    def service(self, said: str) -> str:
        """Return the key of a service, for its key or any of its names."""
        if not self.services:
            return said
        key = NamedServices(self._book).by_name.get(said.lower())
        if key is None:
            known = self._book.services.keys() | self._book.service_aliases.keys()
            raise ValueError(_none(f"service `{shortened(said)}` in services.yml", said, known))
        return key

    def severity(self, said: str) -> str:
        """Return a severity, for its word or its meaning."""
        meant = [one for one in self.severities if said.lower() in (one.lower(), self.severity_meaning(one).lower())]
        if not meant:
            raise ValueError(_none(f"severity `{shortened(said)}`", said, self.severities))
        return meant[0]

    def symptom(self, said: str) -> str:
        """Return the name of a symptom."""
        if said not in self._graph.symptoms:
            raise ValueError(_none(f"symptom `{shortened(said)}`", said, self.symptoms))
        return said

    def known_issue(self, said: str) -> IssueLink:
        """Return a known issue; `KI-0007:suspected` says that it is not certain."""
        name, colon, link = said.partition(":")
        link = link.strip().lower() if colon else "confirmed"
        if link not in LINKS:
            raise ValueError(f"`{shortened(link)}` is neither `confirmed` nor `suspected`.")
        article = self.article(name)
        kind = self._graph.targets[article].kind
        if kind != "known-issue":
            raise ValueError(f"`{article}` is {with_article(KINDS[kind].singular.lower())}, not a known issue.")
        return IssueLink(article, link)

    def article(self, said: str) -> str:
        """Return the ID of an article, also for one that is written a little otherwise: `ki-7`."""
        name = said.strip()
        match = _LOOSE.fullmatch(name)
        forms = [name, name.upper()]
        if match is not None:
            year = f"{match['year']}-" if match["year"] else ""
            forms.append(f"{match['prefix'].upper()}-{year}{int(match['number']):04}")
        found = next((form for form in forms if form in self._graph.targets), None)
        if found is None:
            raise ValueError(_none(f"article `{shortened(name)}`", forms[-1], self.articles))
        return found

    def is_known_issue(self, name: str) -> bool:
        """Whether an ID is that of a known issue."""
        return self._graph.targets[name].kind == "known-issue"


def _none(what: str, said: str, known: Collection[str]) -> str:
    return f"There is no {what}. {did_you_mean(said, known)}".rstrip()
