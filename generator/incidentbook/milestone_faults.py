"""What cannot be, or is hardly meant, about the times of incidents and maintenances: said before a figure uses them."""

from collections.abc import Iterator
from datetime import timedelta

from incidentbook.articles import Article
from incidentbook.book import Book, Finding, Location
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import Incident
from incidentbook.kinds.maintenance.model import Maintenance
from incidentbook.policies import Policy
from incidentbook.stints import stints_of
from incidentbook.written_durations import spoken

Timed = tuple[Location, Instant | None]
_ENDS = ("mitigated", "resolved", "closed")


def findings(book: Book) -> list[Finding]:
    """Return what is wrong with the times of a book.

    An end that comes before its start is, and so is a reopening before the end that it reopens. That an incident was
    detected before its impact began, or declared after it was mitigated, happens.
    """
    found: list[Finding] = []
    for article in book.incidents:
        found += _of_incident(article, book.policy)
    for maintenance in book.maintenance:
        found += _of_maintenance(maintenance)
    return found


def _of_incident(article: Article[Incident], policy: Policy) -> Iterator[Finding]:
    incident = article.fields
    path, times = article.path, incident.times
    if times.started is not None:
        for name in _ENDS:
            yield from _backwards(path, ("times", name), f"It was {name}", getattr(times, name), times.started)
    yield from _backwards(path, ("contained",), "It was contained", incident.contained, incident.exposed)
    if incident.provider is not None:
        outage = incident.provider
        yield from _backwards(path, ("provider", "restored"), "It was restored", outage.restored, outage.started)
    for at, service in enumerate(incident.services):
        for number, period in enumerate(service.periods):
            location: Location = ("services", at, "periods", number, "to")
            yield from _backwards(path, location, "The period ends", period.to, period.from_)
    if times.paused:
        yield from _of_pauses(path, incident)
    if incident.reopened:
        yield from _of_reopenings(path, incident, policy)
    for location, instant in times_of(incident):
        if instant is not None and instant.ambiguous:
            yield _ambiguous(path, location, instant)


def _of_maintenance(article: Article[Maintenance]) -> Iterator[Finding]:
    fields = article.fields
    for key, window in (("planned", fields.planned), ("actual", fields.actual)):
        yield from _backwards(article.path, (key, "to"), "The window ends", window.to, window.from_)
        for end, instant in (("from", window.from_), ("to", window.to)):
            if instant is not None and instant.ambiguous:
                yield _ambiguous(article.path, (key, end), instant)


def _of_pauses(path: str, incident: Incident) -> Iterator[Finding]:
    first, last = incident.earliest, stints_of(incident)[-1].resolved
    for at, pause in enumerate(incident.times.paused):
        location: Location = ("times", "paused", at)
        backwards = _backwards(path, (*location, "to"), "The pause ends", pause.to, pause.from_)
        if backwards:
            yield from backwards
        elif first is not None and _before(pause.from_, first):
            message = f"The pause begins {pause.from_.text}, before the incident does, {first.text}"
            yield Finding(path, (*location, "from"), "KB313", message, "Only what lies in the incident counts.")
        elif last is not None and _before(last, pause.to or pause.from_):
            key, end = ("to", pause.to) if pause.to is not None else ("from", pause.from_)
            verb = "ends" if key == "to" else "begins"
            message = f"The pause {verb} {end.text}, after the incident was resolved, {last.text}"
            yield Finding(path, (*location, key), "KB313", message, "Only what lies in the incident counts.")


def _of_reopenings(path: str, incident: Incident, policy: Policy) -> Iterator[Finding]:
    in_time = sorted(range(len(incident.reopened)), key=lambda at: incident.reopened[at].at.earliest.timestamp())
    before: tuple[Instant | None, ...] = (incident.times.mitigated, incident.times.resolved)
    for at in in_time:
        again = incident.reopened[at]
        for name, end in (("mitigated", again.mitigated), ("resolved", again.resolved)):
            yield from _backwards(path, ("reopened", at, name), f"It was {name} again", end, again.at)
        ends = [end for end in before if end is not None]
        if ends and all(_before(again.at, end) for end in ends):
            message = f"It came back {again.at.text}, before it had ended, {min(ends, key=_timestamp).text}"
            yield Finding(path, ("reopened", at, "at"), "KB311", message, "A reopening follows an end.")
        over = [end for end in ends if not _before(again.at, end)]
        if over:
            yield from _late(path, ("reopened", at, "at"), max(over, key=_timestamp), again.at, policy.reopen_within)
        before = (again.mitigated, again.resolved)


def _late(path: str, location: Location, end: Instant, again: Instant, within: timedelta) -> Iterator[Finding]:
    after = timedelta(seconds=again.earliest.timestamp() - end.latest.timestamp())
    if after > within:
        message = f"It came back {spoken(after)} after it had ended, and may be reopened within {spoken(within)}"
        hint = "Write a report of its own, with `related:`, or set `reopen_within` in `sla.yml`."
        yield Finding(path, location, "KB312", message, hint)


def _backwards(path: str, location: Location, said: str, end: Instant | None, start: Instant | None) -> list[Finding]:
    if end is None or start is None or not _before(end, start):
        return []
    message = f"{said} {end.text}, before it began, {start.text}"
    return [Finding(path, location, "KB309", message, "Check the dates of both.")]


def _before(first: Instant, second: Instant) -> bool:
    """Whether one time was certainly before another; a day does not reach the midnight at its end."""
    if first.latest > second.earliest:  # the clocks of one zone are compared at once
        return False
    ahead = second.earliest.timestamp() - first.latest.timestamp()
    return ahead > 0 or (ahead == 0 and not first.has_clock)


def _timestamp(instant: Instant) -> float:
    return instant.earliest.timestamp()


def times_of(incident: Incident) -> Iterator[Timed]:
    """Iterate over the times of an incident that clocks and periods are counted from, each with its location."""
    times = incident.times
    for name, instant in times.milestones():
        yield ("times", name), instant
    for at, pause in enumerate(times.paused):
        yield ("times", "paused", at, "from"), pause.from_
        yield ("times", "paused", at, "to"), pause.to
    for at, detection in enumerate(incident.detections):
        yield ("detections", at, "at"), detection.at
    for at, again in enumerate(incident.reopened):
        yield ("reopened", at, "at"), again.at
        yield ("reopened", at, "mitigated"), again.mitigated
        yield ("reopened", at, "resolved"), again.resolved
    for at, change in enumerate(incident.severity_history):
        yield ("severity_history", at, "at"), change.at
    for at, service in enumerate(incident.services):
        for number, period in enumerate(service.periods):
            yield ("services", at, "periods", number, "from"), period.from_
            yield ("services", at, "periods", number, "to"), period.to
    if incident.provider is not None:
        yield ("provider", "started"), incident.provider.started
        yield ("provider", "restored"), incident.provider.restored
    yield ("exposed",), incident.exposed
    yield ("contained",), incident.contained


def _ambiguous(path: str, location: Location, instant: Instant) -> Finding:
    first, second = instant.earliest, instant.latest
    back = timedelta(seconds=second.timestamp() - first.timestamp())
    message = f"{instant.text} was shown twice in {first.tzinfo}, as clocks were put back by {spoken(back)}"
    offsets = [f"{instant.text}{moment.isoformat()[19:]} ({moment.tzname()})" for moment in (first, second)]
    return Finding(path, location, "KB310", message, f"Write {offsets[0]} for the first, {offsets[1]} for the second.")
