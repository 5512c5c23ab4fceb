"""What a new article may be a second one of, or a case of, before it is written."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from incidentbook.articles import Article
from incidentbook.book import Book
from incidentbook.graph import Target
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import Incident
from incidentbook.kinds.kind import Kind
from incidentbook.matching import Entry, Matcher
from incidentbook.pasted import Pasted
from incidentbook.telling import telling
from incidentbook.text import listed
from incidentbook.ways_out import way_out
from incidentbook.written_durations import spoken

MOST = 3
"""That are said: more is no help."""
MOST_SIMILAR = 2
"""Of those that only resemble it."""
SAME_INCIDENT_WITHIN = timedelta(hours=12)
"""An incident of the same service that began so shortly before or after may be the same."""
_LIKE: dict[str, tuple[str, ...]] = {
    "incident": ("known-issue",),
    "known-issue": ("known-issue",),
    "symptom": ("symptom",),
    "runbook": ("runbook",),
}
_NOUNS = {"workaround": "workaround", "permanent-fix": "permanent fix", "mitigation": "mitigation"}


class Likely(NamedTuple):
    """An article that is already there, and why it looks like the new one."""

    target: Target
    why: str
    record: str = ""
    """How its fix did: `its workaround worked 3 of 4 times`."""
    certain: bool = True
    """Whether more than resemblance speaks for it."""

    def __str__(self) -> str:
        """Say it in a sentence without its full stop."""
        record = f"; {self.record}" if self.record else ""
        return f"{self.target.name} {self.target.title} ({self.why}{record})"


class Sought(NamedTuple):
    """What is known of a new article when it is looked for."""

    kind: Kind
    text: str
    """Its title and its error messages, in lines."""
    services: Sequence[str] = ()
    symptoms: Sequence[str] = ()
    alerts: Sequence[str] = ()
    began: Instant | None = None
    path: str = ""
    """Where it is, if it is in the book already: it is no duplicate of itself."""


def likely_duplicates(sought: Sought, matcher: Matcher) -> list[Likely]:
    """Return what a new article looks like, the likeliest first."""
    found: dict[str, Likely] = {}
    if sought.kind.name == "incident":
        for other in same_time(sought, matcher.book):
            found.setdefault(other.target.path, other)
    matching = list(_matching(sought, matcher))
    certain = [other for other in matching if other.certain]
    similar = [other for other in matching if not other.certain]
    for other in [*certain, *_of_symptoms(sought, matcher), *similar[:MOST_SIMILAR]]:
        found.setdefault(other.target.path, other)
    return list(found.values())[:MOST]


def _matching(sought: Sought, matcher: Matcher) -> Iterator[Likely]:
    kinds = _LIKE[sought.kind.name]
    pasted = Pasted(sought.text, tuple(sought.alerts), tuple(sought.services))
    matched = matcher.match(
        pasted, telling(sought.text), lambda path: path != sought.path and matcher.found[path].kind in kinds
    )
    for entry in matched.entries:
        if entry.article is not None and entry.live:
            target = Target(entry.found.id, entry.found.path, entry.found.title, entry.found.kind)
            yield Likely(target, _why(entry), _record(entry.article, matcher), entry.certain)


def _of_symptoms(sought: Sought, matcher: Matcher) -> Iterator[Likely]:
    """Yield the known issues that explain the symptoms that were named."""
    if "known-issue" in _LIKE[sought.kind.name]:
        for symptom in sought.symptoms:
            for issue in matcher.graph.issues_by_symptom.get(symptom, ()):
                live = issue.fields.status != "retired" and issue.fields.superseded_by is None
                if live and issue.path != sought.path:
                    target = Target(issue.id, issue.path, issue.title, issue.kind)
                    yield Likely(target, f"it has the symptom {symptom}", _record(issue, matcher))


def same_time(sought: Sought, book: Book) -> Iterator[Likely]:
    """Yield incidents of the same services that began at about the same time, the nearest first."""
    if sought.began is None or not sought.began.has_clock:
        return
    began, near = sought.began.earliest.timestamp(), list[tuple[float, Article[Incident], list[str]]]()
    for incident in book.incidents:
        at = incident.fields.earliest
        own = {book.service_key(used.id) for used in incident.fields.services}
        shared = [service for service in sought.services if service in own]
        if at is not None and at.has_clock and shared and incident.path != sought.path:
            apart = at.earliest.timestamp() - began
            if abs(apart) <= SAME_INCIDENT_WITHIN.total_seconds():
                near.append((apart, incident, shared))
    for apart, incident, shared in sorted(near, key=lambda one: (abs(one[0]), one[1].path)):
        length = spoken(timedelta(seconds=abs(apart)))
        when = f"it began {length} {'later' if apart > 0 else 'earlier'}" if apart else "it began at the same time"
        target = Target(incident.id, incident.path, incident.title, incident.kind)
        yield Likely(target, f"{when}, also on {listed(shared)}")


def _why(entry: Entry) -> str:
    reason = entry.reasons[0]
    return {
        "signature": "the error message is one of its signatures",
        "alert": f"its alert is {reason.said}",
        "id": "its ID is named",
        "supersedes": f"it replaces {reason.said}",
        "phrase": "these very words are in it",
        "words": "similar by its words",
    }[reason.how]


def _record(article: Article[Any], matcher: Matcher) -> str:
    way = way_out(article, matcher.graph, repeat_window_days=matcher.repeat_window_days)
    if way is None or way.evidence is None or not way.evidence.tried:
        return ""
    worked, tried = way.evidence.worked, way.evidence.tried
    times = "the one time it was tried" if worked == tried == 1 else f"{worked} of {tried} times"
    return f"its {_NOUNS.get(way.name, 'fix')} worked {times}"
