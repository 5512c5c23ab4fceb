"""What an incident's page says of its known issues: which occurrence it was, when the last was, what worked then."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from incidentbook.articles import Article
from incidentbook.graph import Graph, Occurrence, Target
from incidentbook.instants import Instant
from incidentbook.intervals import days_between
from incidentbook.kinds.incident.model import FixOutcome, Incident, KnownIssueLink
from incidentbook.views.track_record import article_target, took_text


class Earlier(NamedTuple):
    """Another occurrence of the same known issue, as seen from this one."""

    incident: Target | None
    """None for an occurrence that has no report."""
    at: Instant | None
    days: int | None
    """How many days lie between the two."""
    took: str


class Seen(NamedTuple):
    """One known issue of an incident."""

    issue: Target
    status: str
    number: int
    """Which occurrence this incident is, from 1; 0 when it is not counted."""
    fix: FixOutcome | None
    """How the fix did in this incident."""
    took: str
    last: Earlier | None
    """The occurrence before this one."""
    worked: Earlier | None
    """The latest occurrence before this one in which the fix worked."""
    following: Earlier | None
    """The occurrence after this one."""
    previous_report: Target | None
    following_report: Target | None


class Histories:
    """The occurrences of all known issues, each incident's place among them found at once."""

    def __init__(self, graph: Graph, statuses: Mapping[str, str]) -> None:
        """Number all occurrences; `statuses` are those of the known issues by ID."""
        self._graph = graph
        self._statuses = statuses
        self._places = {
            (issue, occurrence.incident.path): position
            for issue, occurrences in graph.occurrences.items()
            for position, occurrence in enumerate(occurrences)
            if occurrence.incident is not None
        }
        self._worked = {issue: _worked_before(found) for issue, found in graph.occurrences.items()}

    def seen(self, article: Article[Incident]) -> tuple[tuple[Seen, ...], tuple[Target, ...]]:
        """Return the confirmed known issues of an incident, and those that are only suspected."""
        confirmed, suspected = [], []
        for said in article.fields.known_issues:
            issue = self._graph.targets.get(said.id)
            if issue is None or issue.kind != "known-issue":
                continue
            if said.link == "suspected":
                suspected.append(issue)
            else:
                confirmed.append(self._seen(article, issue, said))
        return tuple(confirmed), tuple(suspected)

    def _seen(self, article: Article[Incident], issue: Target, said: KnownIssueLink) -> Seen:
        occurrences = self._graph.occurrences.get(issue.name, ())
        place = self._places.get((issue.name, article.path))
        last = worked = following = None
        before = after = None
        if place is not None:
            this = occurrences[place]
            last = _earlier(occurrences[place - 1], this) if place else None
            success = self._worked[issue.name][place]
            worked = _earlier(success, this) if success is not None else None
            following = _earlier(occurrences[place + 1], this) if place + 1 < len(occurrences) else None
            before = _report(occurrences[place - 1 :: -1] if place else ())
            after = _report(occurrences[place + 1 : place + 3])
        return Seen(
            issue=issue,
            status=self._statuses.get(issue.name, ""),
            number=place + 1 if place is not None else 0,
            fix=said.fix,
            took=took_text(said.took),
            last=last,
            worked=worked,
            following=following,
            previous_report=before,
            following_report=after,
        )


def _worked_before(occurrences: Iterable[Occurrence]) -> list[Occurrence | None]:
    """Return for each occurrence the latest one before it in which the fix worked."""
    found: list[Occurrence | None] = []
    latest = None
    for occurrence in occurrences:
        found.append(latest)
        if occurrence.fix == "worked":
            latest = occurrence
    return found


def _earlier(other: Occurrence, this: Occurrence) -> Earlier:
    incident = article_target(other.incident) if other.incident is not None else None
    return Earlier(incident, other.at, days_between(other.at, this.at), took_text(other.took))


def _report(occurrences: Sequence[Occurrence]) -> Target | None:
    reports: Iterator[Target] = (article_target(one.incident) for one in occurrences if one.incident is not None)
    return next(reports, None)
