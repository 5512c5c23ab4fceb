"""The bar that shows the moments of an incident to scale: where each mark and label stands, for the template to draw.

Places along the bar are percentages and everything else is in pixels, so that the figure fills any width and its
text keeps its size. Labels are laid out for the narrowest screen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from itertools import groupby
from typing import NamedTuple

from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import Incident
from incidentbook.views.label_rows import LETTER_PX, rows_of
from incidentbook.views.milestones import Moment
from incidentbook.views.time_axis import NARROW_PX, Axis, Tick, number

ROW_PX = 17
BAR_PX = 24
_MAIN = ("started", "detected", "acknowledged", "declared", "mitigated", "resolved", "reopened")
# An end that is this many times as far away as all before it stands beyond a break, or nothing else could be seen.
_FAR = 8
_BREAK = 86.0
# What lasts until it is over; a near miss has no impact.
_LASTS = {"incident": "impact", "near-miss": "danger", "security": "until it was over"}
_LEAD_IN = 0.08


class Mark(NamedTuple):
    """One or more moments at one place: a marker on the bar and a label above it."""

    x: str
    width: str
    """Of the interval of a coarse time; else empty."""
    label: str
    said: str
    anchor: str
    rise: int
    """How far above the bar the label stands, in pixels."""
    approximate: bool


class Phase(NamedTuple):
    """A stretch of the bar."""

    name: str
    """`unknown`, `unnoticed`, `impact`, `after` or `paused`."""
    x: str
    width: str
    said: str
    roomy: bool
    """Whether the words fit into it."""


@dataclass(frozen=True)
class Bar:
    """The whole figure."""

    phases: tuple[Phase, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    top: int
    """Where the bar begins, in pixels from the top."""
    height: int
    broken: bool
    """Whether the last mark lies beyond the scale."""
    left_out: tuple[str, ...]
    """Labels of moments that are too far away to be drawn."""
    said: str
    """The figure in words."""


def bar_of(incident: Incident, moments: Sequence[Moment]) -> Bar | None:
    """Return the bar of an incident, or None where there are not two times to draw."""
    drawn, beyond = _split([moment for moment in moments if moment.name in _MAIN])
    if not drawn:
        return None
    start, end = _reach(drawn)
    if end <= start:
        return None
    for moment in moments:  # exposure, closing: only where they do not squeeze the rest
        if moment.name not in _MAIN and _near(moment.at, start, end, 0.0 if beyond else 0.5):
            drawn.append(moment)
    first, last = _reach(drawn)
    lead_in = (last - first) * _LEAD_IN if incident.times.started is None and first == start else 0.0
    axis = Axis(first - lead_in, first - lead_in + (last - first + lead_in) * 100 / _BREAK if beyond else last)
    marks = _marks(sorted(drawn, key=lambda moment: moment.at.earliest.timestamp()), beyond, axis)
    top = max(mark.rise for mark in marks) + 8
    shown = [*drawn, *beyond]
    return Bar(
        phases=tuple(_phases(incident, axis, start, end, broken=bool(beyond))),
        marks=tuple(marks),
        ticks=axis.ticks(drawn[0].at.earliest.tzinfo or UTC, within=_BREAK - 6 if beyond else 100.0),
        top=top,
        height=top + BAR_PX + 22,
        broken=bool(beyond),
        left_out=tuple(moment.label.lower() for moment in moments if moment not in shown),
        said=", ".join(f"{moment.label.lower()} {moment.at}" for moment in shown),
    )


def _split(moments: list[Moment]) -> tuple[list[Moment], list[Moment]]:
    """Take off an end that is too far away to be drawn to the same scale."""
    if len(moments) < 3 or moments[-1].name != "resolved":
        return moments, []
    start, end = _reach(moments[:-1])
    far = moments[-1].at.earliest.timestamp() - start > (end - start) * _FAR
    return (moments[:-1], moments[-1:]) if far and end > start else (moments, [])


def _reach(moments: Sequence[Moment]) -> tuple[float, float]:
    return (
        min(moment.at.earliest.timestamp() for moment in moments),
        max(moment.at.latest.timestamp() for moment in moments),
    )


def _near(at: Instant, start: float, end: float, part: float) -> bool:
    room = (end - start) * part
    return at.earliest.timestamp() >= start - room and at.latest.timestamp() <= end + room


def _marks(drawn: Sequence[Moment], beyond: Sequence[Moment], axis: Axis) -> list[Mark]:
    groups: list[tuple[float, float, list[Moment]]] = []
    for _, together in groupby(drawn, key=lambda moment: _reach([moment])):
        same = list(together)
        left = axis.share(same[0].at.earliest.timestamp())
        groups.append((left, axis.share(same[0].at.latest.timestamp()) - left, same))
    groups += [(100.0, 0.0, [moment]) for moment in beyond]
    labels = [_together(same) for _, _, same in groups]
    places = [left / 100 * NARROW_PX for left, _, _ in groups]
    lift = 28 if any(width for _, width, _ in groups) else 20  # intervals lie between the bar and the labels
    rows = rows_of(list(zip(places, labels, strict=True)), NARROW_PX)
    return [
        Mark(
            x=number(left),
            width=number(width) if width else "",
            label=label,
            said=f"{label}: {same[0].at}",
            anchor=placed.anchor,
            rise=placed.row * ROW_PX + lift,
            approximate=same[0].at.approximate,
        )
        for (left, width, same), label, placed in zip(groups, labels, rows, strict=True)
    ]


def _together(moments: Sequence[Moment]) -> str:
    return ", ".join([moments[0].label, *(moment.label.lower() for moment in moments[1:])])


def _phases(incident: Incident, axis: Axis, start: float, end: float, *, broken: bool) -> Iterator[Phase]:
    times = incident.times
    begun = _time(times.started) or start
    if times.started is None and start > axis.start:
        yield _phase(axis, "unknown", axis.start, start, "start not known")
    noticed = _time(times.detected) or begun
    if times.started is not None and noticed > begun:
        yield _phase(axis, "unnoticed", begun, noticed, "not noticed")
        begun = noticed
    stints = [(begun, times.mitigated, times.resolved)]
    stints += [(back.at.earliest.timestamp(), back.mitigated, back.resolved) for back in incident.reopened]
    for begin, mitigated, resolved in stints:
        over = _time(mitigated) or _time(resolved) or end
        if over > begin:
            yield _phase(axis, "impact", begin, over, _LASTS[incident.type])
        gone = _time(resolved) or over
        if gone > over:
            yield _phase(axis, "after", over, axis.end if broken else gone, "until resolved")
    for pause in times.paused:
        yield _phase(axis, "paused", pause.from_.earliest.timestamp(), _time(pause.to) or end, "clock paused")


def _phase(axis: Axis, name: str, start: float, end: float, said: str) -> Phase:
    left, right = axis.share(start), axis.share(end)
    room = (right - left) / 100 * NARROW_PX
    return Phase(name, number(left), number(right - left), said, room >= len(said) * LETTER_PX + 8)


def _time(at: Instant | None) -> float | None:
    return at.earliest.timestamp() if at is not None else None
