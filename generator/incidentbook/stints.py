"""The stretches of an incident that came back, or that other reports continue: each from its begin to its own ends."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import Incident

End = Literal["mitigated", "resolved"]


class Stint(NamedTuple):
    """One stretch. An end after which the incident came back is a false end: it stands in the stint that it ended."""

    begin: Instant | None
    """Of the first: `started`, else the earliest milestone. Of a later one: when it came back or was continued."""
    mitigated: Instant | None
    resolved: Instant | None
    why: str = ""
    """Why the end before it was none."""


def stints_of(incident: Incident, continued_by: Sequence[Incident] = ()) -> tuple[Stint, ...]:
    """Return the stretches of an incident, oldest first, with those of the reports that continue it.

    An end that is later than the next begin did not end before that: it goes on to the next stint, and of two ends
    of one stint the later counts. So `resolved` in `times` may be the last one although the incident came back.
    """
    times = incident.times
    stints = [Stint(times.started or incident.earliest, times.mitigated, times.resolved)]
    if not incident.reopened and not continued_by:
        return tuple(stints)
    for following in sorted(_following(incident, continued_by), key=_begin):
        false_end, mitigated_on = _handed_on(stints[-1].mitigated, following)
        false_resolved, resolved_on = _handed_on(stints[-1].resolved, following)
        stints[-1] = stints[-1]._replace(mitigated=false_end, resolved=false_resolved)
        stints.append(
            following._replace(
                mitigated=_later(following.mitigated, mitigated_on), resolved=_later(following.resolved, resolved_on)
            )
        )
    return tuple(stints)


def last_end(incident: Incident, end: End, continued_by: Sequence[Incident] = ()) -> Instant | None:
    """Return when an incident was mitigated or resolved for good; None while it has come back and not ended again."""
    if not incident.reopened and not continued_by:
        return incident.times.mitigated if end == "mitigated" else incident.times.resolved
    last = stints_of(incident, continued_by)[-1]
    return last.mitigated if end == "mitigated" else last.resolved


def _following(incident: Incident, continued_by: Sequence[Incident]) -> Iterator[Stint]:
    yield from (Stint(back.at, back.mitigated, back.resolved, back.why) for back in incident.reopened)
    for part in continued_by:
        times = part.times
        begin = times.started or part.earliest
        if begin is not None:
            yield Stint(begin, times.mitigated, times.resolved, f"continued as {part.id}" if part.id else "continued")
        yield from (Stint(back.at, back.mitigated, back.resolved, back.why) for back in part.reopened)


def _begin(stint: Stint) -> float:
    return stint.begin.earliest.timestamp() if stint.begin is not None else float("-inf")


def _handed_on(end: Instant | None, following: Stint) -> tuple[Instant | None, Instant | None]:
    """Return an end as that of the stint before, or as one that belongs to the following one."""
    if end is None or following.begin is None:
        return end, None
    late = end.earliest.timestamp() > following.begin.latest.timestamp()
    return (None, end) if late else (end, None)


def _later(first: Instant | None, second: Instant | None) -> Instant | None:
    if first is None or second is None:
        return first or second
    return max(first, second, key=lambda end: end.latest.timestamp())
