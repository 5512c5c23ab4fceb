"""From when to when a clock of an incident runs, where it rests, and how long it has run in the hours that count."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from incidentbook.calendars import Calendar
from incidentbook.definitions import Definition
from incidentbook.durations import milestone_at
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import MILESTONES, Incident, Milestone
from incidentbook.spans import Span, clipped, merged, without
from incidentbook.stints import Stint, stints_of
from incidentbook.targets import bounds

DEFINITIONS = (
    Definition(
        "support-clock",
        "When an SLA clock counts",
        "A target's clock counts the hours of the calendar that the target names in `hours`, and every hour where it "
        "names none. Where the end comes before the start, as when an incident was mitigated before it was detected, "
        "nothing was used. `declared` stands in for a missing `acknowledged`, and the arithmetic says so.",
    ),
    Definition(
        "rests",
        "Pauses and other rests",
        "A clock rests in the pauses that the report gives (`paused` in `times`); between an end that was none and "
        "the moment at which the incident came back (`reopened`) or was continued by another report; and while "
        "announced maintenance excused all that the incident did to every service that suffered. What overruns its "
        "announced window counts. Where rests overlap, the time is taken off once. A pause without an end lasts while "
        "the incident is open; of one that is over it is not known how long it was.",
    ),
)

_RESPONDED = frozenset(("identified", "monitoring"))
_BEFORE_MITIGATED = MILESTONES[: MILESTONES.index("mitigated")]


class Pausing(NamedTuple):
    """A reason for a clock to rest: the time in which it certainly does, and that in which it may."""

    certain: Span
    possible: Span
    why: str

    @property
    def exact(self) -> bool:
        """Whether its times are known to the minute."""
        return self.certain == self.possible


class Rest(NamedTuple):
    """What a rest takes off a clock, in seconds that would have counted; what another has taken is not taken again."""

    span: Span
    seconds: float
    why: str
    most_seconds: float
    """More than `seconds` where its times are coarse."""


class Run(NamedTuple):
    """A clock from its first milestone to its last."""

    start: str
    end: str
    """The milestones that were taken, where one stands in for another that one."""
    start_at: Instant | None
    end_at: Instant | None
    pending: bool
    """Whether the end has not come yet."""
    note: str
    """What stands in for what."""
    pausings: tuple[Pausing, ...]

    @property
    def missing(self) -> str:
        """In words, the milestones without which nothing can be said."""
        names = [self.start] * (self.start_at is None) + [self.end] * (self.end_at is None and not self.pending)
        return f"{' and '.join(names)} {'is' if len(names) == 1 else 'are'} missing" if names else ""


def run_of(incident: Incident, start: Milestone, end: Milestone, parts: Sequence[Incident] = ()) -> Run:
    """Return the run of the clock between two milestones; `parts` are the reports that continue the incident."""
    start_name, start_at, start_note = _begin(incident, start)
    end_name, end_at, end_note = milestone_at(incident, end, parts)
    pending = False
    pausings: tuple[Pausing, ...] = ()
    if end_at is None or incident.reopened or parts or incident.times.paused:
        stints = stints_of(incident, parts)
        pending = end_at is None and _may_come(incident, end, stints, parts)
        pausings = tuple(sorted(_pausings(incident, end, stints, parts)))
    note = "; ".join(dict.fromkeys(said for said in (start_note, end_note) if said))
    return Run(start_name, end_name, start_at, end_at, pending, note, pausings)


def _begin(incident: Incident, start: Milestone) -> tuple[str, Instant | None, str]:
    """Return the milestone that starts a clock: of an incident that came back that of its first stretch."""
    if start in ("mitigated", "resolved"):
        return start, getattr(incident.times, start), ""
    return milestone_at(incident, start)


def _may_come(incident: Incident, end: Milestone, stints: Sequence[Stint], parts: Sequence[Incident]) -> bool:
    """Whether a milestone that is missing is still to come, rather than passed and not written down."""
    if end == "closed":
        return True
    if _over(incident, stints, parts):
        return False
    status, last = (parts[-1] if parts else incident).status, stints[-1]
    if end in _BEFORE_MITIGATED:
        later = MILESTONES[MILESTONES.index(end) + 1 :]
        return status not in _RESPONDED and all(getattr(incident.times, name) is None for name in later)
    return end == "resolved" or (status != "monitoring" and last.mitigated is None)


def _over(incident: Incident, stints: Sequence[Stint], parts: Sequence[Incident]) -> bool:
    """Whether responders have stood down for good, by the status or, without one, by the last end."""
    report, last = parts[-1] if parts else incident, stints[-1]
    closed = report.times.closed
    came_back_since = closed is not None and last.begin is not None and closed.latest < last.begin.earliest
    if report.status is not None:
        return report.status == "resolved"
    return last.resolved is not None or (closed is not None and not came_back_since)


def _pausings(
    incident: Incident, end: Milestone, stints: Sequence[Stint], parts: Sequence[Incident]
) -> Iterator[Pausing]:
    over = _over(incident, stints, parts)
    for report in (incident, *parts):
        for pause in report.times.paused:
            why = pause.why or "paused"
            if pause.to is not None:
                yield _pausing(pause.from_, pause.to, why)
            else:
                begin, latest = pause.from_.earliest.timestamp(), pause.from_.latest.timestamp()
                yield Pausing(Span(latest, latest if over else inf), Span(begin, inf), why)
    for before, after in pairwise(stints):
        ends = (before.resolved, before.mitigated) if end in ("resolved", "closed") else before[1:3]
        false_end = ends[0] or ends[1]
        if false_end is not None and after.begin is not None:
            came_back = f"over until it came back ({after.why})" if after.why else "over until it came back"
            yield _pausing(false_end, after.begin, came_back)


def _pausing(begin: Instant, end: Instant, why: str) -> Pausing:
    certain = Span(begin.latest.timestamp(), end.earliest.timestamp())
    return Pausing(certain, Span(begin.earliest.timestamp(), end.latest.timestamp()), why)


class Used(NamedTuple):
    """How long a clock has run, in seconds of a calendar: at least, and at most, as exactly as its times are known."""

    least_seconds: float
    most_seconds: float
    due: float | None
    """The POSIX timestamp at which it has run as long as it may; None where that never comes or is not known."""
    rests: tuple[Rest, ...]
    counted: tuple[float, float]
    """The least and the most, rests included."""
    doubtful: tuple[Pausing, ...]
    """The reasons to rest whose own times are coarse."""
    excused: Span | None
    """The announced window that covers all of it, if one does."""


def used_of(run: Run, announced: tuple[Pausing, ...], calendar: Calendar, target_seconds: float, as_of: float) -> Used:
    """Measure a run from which no milestone is missing; one whose end is still to come up to `as_of`.

    `announced` are the windows of maintenance that excuse it, disjoint and in order of time.
    """
    start, latest_start = bounds(run.start_at) if run.start_at is not None else (as_of, as_of)
    earliest_end, end = bounds(run.end_at) if run.end_at is not None else (as_of, as_of)
    counted = least_counted = calendar.seconds_between(start, end)
    windows = _later_than(start, announced)
    certain = latest_start == start and earliest_end == end
    if not run.pausings and not windows and certain:  # as nearly all are
        return Used(counted, counted, calendar.after(start, target_seconds), (), (counted, counted), (), None)
    taken = _rests(_sorted(run.pausings, _earlier_than(end, windows)), calendar, start, end)
    most = least = counted - sum(rest.seconds for rest in taken)
    if not certain or any(rest.most_seconds > rest.seconds for rest in taken):
        least_counted = calendar.seconds_between(latest_start, earliest_end)
        pausings = (*run.pausings, *_earlier_than(earliest_end, windows))
        resting = clipped((pausing.possible for pausing in pausings), latest_start, earliest_end)
        least = least_counted - sum(calendar.seconds_between(*span) for span in resting)
    return Used(
        least_seconds=least,
        most_seconds=most,
        due=_due(run, windows, calendar, start, target_seconds) if latest_start == start else None,
        rests=taken,
        counted=(least_counted, counted),
        doubtful=tuple(
            one for one in run.pausings if not one.exact and one.possible.start < end and one.possible.end > start
        ),
        excused=next((span for span, _, _ in windows[:1] if span.start <= start <= end <= span.end), None),
    )


def _sorted(pausings: tuple[Pausing, ...], windows: tuple[Pausing, ...]) -> tuple[Pausing, ...]:
    return tuple(sorted((*pausings, *windows))) if pausings and windows else pausings or windows


def _later_than(moment: float, windows: tuple[Pausing, ...]) -> tuple[Pausing, ...]:
    """Return those that end after a moment."""
    return windows[bisect_right(windows, moment, key=_end) :] if windows and windows[-1].certain.end > moment else ()


def _earlier_than(moment: float, windows: tuple[Pausing, ...]) -> tuple[Pausing, ...]:
    """Return those that begin before a moment."""
    return windows[: bisect_left(windows, moment, key=_start)] if windows and windows[0].certain.start < moment else ()


def _start(window: Pausing) -> float:
    return window.certain.start


def _end(window: Pausing) -> float:
    return window.certain.end


def _rests(pausings: Iterable[Pausing], calendar: Calendar, start: float, end: float) -> tuple[Rest, ...]:
    """Return what rests take off a clock between two moments, in order; those that take nothing are left out."""
    found: list[Rest] = []
    certain: tuple[Span, ...] = ()
    possible: tuple[Span, ...] = ()
    for pausing in pausings:
        if pausing.possible.start >= end or pausing.possible.end <= start:
            continue
        new = without(clipped([pausing.certain], start, end), certain)
        more = without(clipped([pausing.possible], start, end), possible)
        seconds = sum(calendar.seconds_between(*span) for span in new)
        most = sum(calendar.seconds_between(*span) for span in more)
        certain, possible = merged((*certain, *new)), merged((*possible, *more))
        if seconds or most:
            (shown,) = clipped([pausing.certain], start, end) or clipped([pausing.possible], start, end)
            found.append(Rest(shown, seconds, pausing.why, max(seconds, most)))
    return tuple(found)


def _due(run: Run, windows: tuple[Pausing, ...], calendar: Calendar, start: float, seconds: float) -> float | None:
    """Return when a clock has run for so many seconds, if that does not depend on what is not known of its rests."""
    pausings = _sorted(run.pausings, windows)
    due = _after((pausing.certain for pausing in pausings), calendar, start, seconds)
    if all(pausing.exact for pausing in run.pausings):
        return due
    latest = _after(merged(pausing.possible for pausing in pausings), calendar, start, seconds)
    return due if due == latest else None


def _after(spans: Iterable[Span], calendar: Calendar, start: float, seconds: float) -> float | None:
    """Return when a clock has run for so many seconds that rests in these spans, which come in order of their begin."""
    at, left = start, seconds
    for rest in spans:
        if rest.end <= rest.start:
            continue  # of a pause that is not certain, or was written the wrong way round
        before = calendar.seconds_between(at, rest.start)
        if left <= before:
            break
        if rest.end > at:
            left, at = left - before, rest.end
    return calendar.after(at, left) if at < inf else None
