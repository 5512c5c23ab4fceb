"""What an incident's page says of similar incidents, and of known issues that it looks like a case of."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from incidentbook.articles import Article
from incidentbook.graph import Target
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import Incident
from incidentbook.likely_issues import LikelyIssues
from incidentbook.similar import MOST_SHOWN, Reason, reasons_said
from incidentbook.traits import moment_of
from incidentbook.views.references import Relation
from incidentbook.views.service_names import ServiceNames
from incidentbook.views.track_record import article_target
from incidentbook.views.view import Shown

MOST_SUGGESTED = 3
_NONE: frozenset[str] = frozenset()


class SimilarIncident(NamedTuple):
    """An incident that is similar."""

    incident: Target
    at: Instant | None
    reasons: tuple[Reason, ...]


class Likeness(NamedTuple):
    """What an incident is like, before any reason is read."""

    similar: tuple[tuple[str, str], ...]
    """The path of each similar incident, and why."""
    depends: tuple[str, ...]
    """All that is shown of it, as text."""


class Likenesses:
    """What incidents are like: made once for all of them."""

    def __init__(self, shown: Shown, names: ServiceNames) -> None:
        """Take the book."""
        self._graph = shown.graph
        self._similar = shown.similar
        self._likely = LikelyIssues(shown.book, shown.graph, shown.similar)
        self._names = names
        self._articles = {article.path: article for article in shown.book.incidents}
        self._heads: dict[str, str] = {}
        self._confirmed = {
            article.path: {said.id for said in article.fields.known_issues if said.link == "confirmed"}
            for article in shown.book.incidents
            if article.fields.known_issues
        }

    def of(
        self, article: Article[Incident], relations: Iterable[Relation], shown: Iterable[Target | None] = ()
    ) -> Likeness:
        """Return what an incident is like, without the incidents that the page shows already."""
        named = {target.path for relation in relations for target in relation.targets}
        named.update(target.path for target in shown if target is not None)
        issues = self._confirmed.get(article.path)
        similar: list[tuple[str, str]] = []
        for path, said in self._similar.listed(article.path):
            if path not in named and not (issues and issues & self._confirmed.get(path, _NONE)):
                similar.append((path, said))
                if len(similar) == MOST_SHOWN:
                    break
        depends = [f"{self._head(path)}\n{said}" for path, said in similar]
        for name, shared, cases in self._likely.in_common(article)[:MOST_SUGGESTED]:
            depends += [*self._graph.targets[name], *shared, *(self._head(case.path) for case in cases)]
        return Likeness(tuple(similar), tuple(depends))

    def _head(self, path: str) -> str:
        """Return what is shown of an incident, as text."""
        head = self._heads.get(path)
        if head is None:
            article = self._articles[path]
            earliest = article.fields.earliest
            written = earliest.text if earliest is not None else ""
            head = self._heads[path] = f"{path}\n{article.id}\n{article.title}\n{written} {moment_of(article)}"
        return head

    def texts(self, article: Article[Incident], likeness: Likeness) -> dict[str, Any]:
        """Return it as the template shows it."""
        return {
            "similar": tuple(self._incident(path, said) for path, said in likeness.similar),
            "suggestions": tuple(
                one._replace(reasons=tuple(map(self._named, one.reasons)))
                for one in self._likely.looks_like(article)[:MOST_SUGGESTED]
            ),
        }

    def _incident(self, path: str, said: str) -> SimilarIncident:
        article = self._articles[path]
        reasons = tuple(map(self._named, reasons_said(said)))
        return SimilarIncident(article_target(article), article.fields.earliest, reasons)

    def _named(self, reason: Reason) -> Reason:
        """Return a reason with the service called as readers know it."""
        if reason.kind != "alert":
            return reason
        alert, service = reason.said
        return reason._replace(said=(alert, self._names.name(service)))
