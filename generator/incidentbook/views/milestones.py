"""The moments of an incident in the order in which they happened, with the times between them."""

from collections.abc import Container, Iterable
from typing import NamedTuple

from incidentbook.durations import said_range, seconds_between
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import Incident


class Moment(NamedTuple):
    """Something that happened at a known time."""

    name: str
    label: str
    at: Instant
    since_previous: str = ""
    since_detected: str = ""
    why: str = ""
    """What is said beside its name."""


def moments_of(incident: Incident, from_timeline: Container[str] = ()) -> tuple[Moment, ...]:
    """Return milestones and reopenings, oldest first, each with the time since the one before it and since detected.

    `from_timeline` are the milestones that only the timeline says.
    """
    said = [
        Moment(name, name.capitalize(), at, why=FROM_TIMELINE if name in from_timeline else "")
        for name, at in incident.times.milestones()
    ]
    for name, at in (("exposed", incident.exposed), ("contained", incident.contained)):
        if at is not None:
            said.append(Moment(name, name.capitalize(), at))
    for back in incident.reopened:
        said.append(Moment("reopened", "Came back", back.at, why=back.why))
        if back.mitigated is not None:
            said.append(Moment("mitigated", "Mitigated again", back.mitigated))
        if back.resolved is not None:
            said.append(Moment("resolved", "Resolved again", back.resolved))
    ordered = _in_order(said)
    detected = next((position for position, moment in enumerate(ordered) if moment.name == "detected"), None)
    found = []
    for position, moment in enumerate(ordered):
        previous = between(ordered[position - 1].at, moment.at) if position else ""
        since = ""
        if detected is not None and position > detected:
            since = between(ordered[detected].at, moment.at)
        elif detected is not None and position < detected:
            gap = between(moment.at, ordered[detected].at)
            since = gap if gap == SAME else f"{gap} before"
        found.append(moment._replace(since_previous=previous, since_detected=since))
    return tuple(found)


FROM_TIMELINE = "from the timeline"
SAME = "same time"


def between(first: Instant, second: Instant) -> str:
    """Say how long it was from one moment to another that did not happen before it; a range where a time is coarse."""
    shortest, longest = seconds_between(first, second)
    if longest <= 0:
        return SAME
    return said_range(max(shortest, 0.0), longest, approximate=first.approximate or second.approximate)


def _in_order(moments: Iterable[Moment]) -> list[Moment]:
    """Sort by time; a coarse time stands where the usual order of milestones puts it within its day, month or year."""
    placed: list[tuple[float, Moment]] = []
    previous = float("-inf")
    for moment in moments:
        earliest, latest = moment.at.earliest.timestamp(), moment.at.latest.timestamp()
        previous = min(max(previous, earliest), latest)
        placed.append((previous, moment))
    return [moment for _, moment in sorted(placed, key=lambda pair: pair[0])]
