"""Known issues that an incident looks like a case of: for its author to confirm, and in no figure."""

from collections import defaultdict
from typing import NamedTuple

from incidentbook.articles import Article
from incidentbook.book import Book
from incidentbook.definitions import Definition
from incidentbook.graph import Graph, Target
from incidentbook.kinds.incident.model import Incident
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.similar import Reason, marked
from incidentbook.similar_incidents import SimilarIncidents
from incidentbook.traits import ALERT, SIGNATURE, mark_said, marks

ENOUGH_OCCURRENCES = 2
"""An incident that is similar to so many cases of a known issue looks like one of them."""

DEFINITIONS = (
    Definition(
        "likely-issue",
        "Looks like a known issue",
        "An incident without a confirmed known issue looks like a case of one if its title or text has a signature of "
        "that issue, if the same alert fired on the same service, or if it is similar to at least "
        f"{ENOUGH_OCCURRENCES} of its occurrences. This stands on the incident's page for a person to confirm, and is "
        "in no figure. Issues that the report itself suspects already, and incidents that are counted elsewhere, are "
        "left out.",
    ),
)


class Suggestion(NamedTuple):
    """A known issue that an incident may be a case of, and why."""

    issue: Target
    reasons: tuple[Reason, ...]
    """Signatures and alerts that both have, the strongest first."""
    occurrences: tuple[Target, ...]
    """Those that the incident is similar to, the most similar first."""


InCommon = tuple[str, tuple[str, ...], tuple[Target, ...]]
"""A known issue's ID, the marks that it shares with an incident, and those of its occurrences that are similar."""


class LikelyIssues:
    """The known issues of a book, to tell which an incident looks like."""

    def __init__(self, book: Book, graph: Graph, similar: SimilarIncidents) -> None:
        """Look up what known issues have that an incident may have, too."""
        self._graph = graph
        self._similar = similar
        self._issues: defaultdict[str, list[str]] = defaultdict(list)
        for issue in book.known_issues:
            if graph.leads_to(issue):
                for mark in _marks_of(issue, graph, book):
                    self._issues[mark].append(issue.id)
        self._confirmed: defaultdict[str, list[tuple[str, Target]]] = defaultdict(list)
        for name, occurrences in graph.occurrences.items():
            for one in occurrences:
                if (case := one.incident) is not None:
                    self._confirmed[case.path].append((name, Target(case.id, case.path, case.title, case.kind)))

    def looks_like(self, article: Article[Incident]) -> tuple[Suggestion, ...]:
        """Return the known issues that an incident looks like a case of, the likeliest first.

        One with a confirmed known issue, or that is counted elsewhere, needs none.
        """
        targets = self._graph.targets
        return tuple(
            Suggestion(targets[name], marked(shared), cases) for name, shared, cases in self.in_common(article)
        )

    def in_common(self, article: Article[Incident]) -> list[InCommon]:
        """Return the same, as it is cheapest to have for all incidents."""
        if article.path in self._confirmed or article.fields.counted_elsewhere:
            return []
        shared: dict[str, tuple[str, ...]] = {}
        for mark in self._similar.marks_of(article.path):
            for name in self._issues.get(mark, ()):
                shared[name] = (*shared.get(name, ()), mark)
        cases: dict[str, tuple[Target, ...]] = {}
        for path, _ in self._similar.listed(article.path):
            for name, case in self._confirmed.get(path, ()):
                cases[name] = (*cases.get(name, ()), case)
        likely = {*shared, *(name for name, some in cases.items() if len(some) >= ENOUGH_OCCURRENCES)}
        likely.difference_update(said.id for said in article.fields.known_issues)
        return sorted([(name, shared.get(name, ()), cases.get(name, ())) for name in likely], key=_likeliest_first)


def _marks_of(issue: Article[KnownIssue], graph: Graph, book: Book) -> tuple[str, ...]:
    """Return what incidents may have in common with a known issue and with its symptoms."""
    symptoms = graph.symptoms_by_issue.get(issue.id, ())
    services = [book.service_key(used.id) for used in issue.fields.services]
    return marks(
        (signature for symptom in symptoms for signature in symptom.signatures),
        (*issue.fields.alerts, *(alert for symptom in symptoms for alert in symptom.alerts)),
        (*services, *(service for symptom in symptoms for service in symptom.services)),
    )


def _likeliest_first(said: InCommon) -> tuple[bool, bool, int, str]:
    name, shared, cases = said
    kinds = {mark_said(mark)[0] for mark in shared}
    return SIGNATURE not in kinds, ALERT not in kinds, -len(cases), name
