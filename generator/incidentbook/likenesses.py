"""What new articles look like: the same incident reported twice, a case of a known issue, incidents like it. Each with
the reason, for their author to confirm; none of it is in a figure.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from incidentbook.articles import Article
from incidentbook.book import Book
from incidentbook.duplicates import MOST, Likely, Sought, same_time
from incidentbook.graph import Graph, Target
from incidentbook.instants import Instant
from incidentbook.kinds import KINDS
from incidentbook.kinds.incident.model import Incident
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.likely_issues import LikelyIssues
from incidentbook.similar_incidents import SimilarIncidents
from incidentbook.text import listed

MOST_SIMILAR = 3
"""Incidents that only resemble a new one."""
MOST_ISSUES = 3
_MOST_CASES = 3

FindSimilar = Callable[[], SimilarIncidents]
FindDuplicates = Callable[[Sought], Iterable[Likely]]


class Likeness(NamedTuple):
    """What a new article looks like."""

    article: Article[Any]
    duplicates: tuple[Likely, ...]
    """It may be there already, under these names."""
    issues: tuple[Likely, ...]
    """Known issues that it may be a case of."""
    similar: tuple[Likely, ...]
    """Incidents worth reading with it."""


class Ground(NamedTuple):
    """What new articles are compared with. What is costly is made when the first article needs it."""

    book: Book
    graph: Graph
    find_similar: FindSimilar
    find_duplicates: FindDuplicates


class _Incidents(NamedTuple):
    """The incidents of a book, to be compared with one of them."""

    by_path: Mapping[str, Article[Incident]]
    similar: SimilarIncidents
    issues: LikelyIssues


def likenesses(articles: Iterable[Article[Any]], ground: Ground) -> tuple[Likeness, ...]:
    """Return what articles of a book look like; those that are like nothing are left out."""
    some = list(articles)
    incidents = _incidents(ground) if any(one.kind == "incident" for one in some) else None
    found = []
    for article in some:
        linked = _linked(article, ground.graph)
        if incidents is not None and article.path in incidents.by_path:
            found.append(_of_incident(incidents.by_path[article.path], ground, incidents, linked))
        elif article.kind in ("known-issue", "symptom", "runbook"):
            same = ground.find_duplicates(sought_of(article, ground))
            found.append(Likeness(article, tuple(one for one in same if one.target.path not in linked), (), ()))
    return tuple(one for one in found if one.duplicates or one.issues or one.similar)


def _incidents(ground: Ground) -> _Incidents:
    similar = ground.find_similar()
    by_path = {one.path: one for one in ground.book.incidents}
    return _Incidents(by_path, similar, LikelyIssues(ground.book, ground.graph, similar))


def sought_of(article: Article[Any], ground: Ground) -> Sought:
    """Return what an article of a book is looked for by: title, error messages, alerts, services, beginning."""
    fields = article.fields
    signatures = [*getattr(fields, "signatures", ())]
    alerts, symptoms = [*getattr(fields, "alerts", ())], list[str]()
    if isinstance(fields, KnownIssue):
        for symptom in ground.graph.symptoms_by_issue.get(article.id, ()):
            signatures += [symptom.title, *symptom.signatures]
            alerts += symptom.alerts
            symptoms.append(symptom.name)
    began: Instant | None = getattr(fields, "earliest", None)
    return Sought(
        kind=KINDS[article.kind],
        text="\n".join([article.title, *signatures]),
        services=[ground.book.service_key(used.id) for used in getattr(fields, "services", ())],
        symptoms=symptoms,
        alerts=alerts,
        began=began,
        path=article.path,
    )


def _of_incident(article: Article[Incident], ground: Ground, incidents: _Incidents, linked: set[str]) -> Likeness:
    at_the_time = same_time(sought_of(article, ground), ground.book)
    same = [one for one in at_the_time if one.target.path not in linked][:MOST]
    suggested = [
        Likely(suggestion.issue, "; ".join([*map(str, suggestion.reasons), *_cases(suggestion.occurrences)]))
        for suggestion in incidents.issues.looks_like(article)[:MOST_ISSUES]
    ]
    similar = _similar(article, incidents, linked | {one.target.path for one in same})
    return Likeness(article, tuple(same), tuple(suggested), tuple(islice(similar, MOST_SIMILAR)))


def _cases(occurrences: Sequence[Target]) -> Iterator[str]:
    if occurrences:
        names = [case.name for case in occurrences[:_MOST_CASES]]
        more = len(occurrences) - len(names)
        said = listed([*names, f"{more} more"] if more else names)
        yield f"similar to its occurrence{'' if len(occurrences) == 1 else 's'} {said}"


def _similar(article: Article[Incident], incidents: _Incidents, named: Collection[str]) -> Iterator[Likely]:
    """Yield incidents that are like one, without those named anyway and those with the same confirmed known issue."""
    own = _confirmed(article)
    for found in incidents.similar.of(article.path):
        other = incidents.by_path[found.path]
        if other.path not in named and own.isdisjoint(_confirmed(other)):
            target = Target(other.id, other.path, other.title, other.kind)
            yield Likely(target, "; ".join(map(str, found.reasons)), certain=False)


def _confirmed(article: Article[Incident]) -> set[str]:
    return {said.id for said in article.fields.known_issues if said.link == "confirmed"}


def _linked(article: Article[Any], graph: Graph) -> set[str]:
    """Return the paths of the articles that one names, and of those that name it."""
    to_it = {link.target.path for link in graph.backlinks.get(article.path, ())}
    return to_it | {
        path for path, links in graph.backlinks.items() if any(link.target.path == article.path for link in links)
    }
