"""When known issues came back: one time line each on a common axis, with their occurrences and fixes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import NamedTuple

from incidentbook.text import counted
from incidentbook.views.plots.caption import Caption, sentences
from incidentbook.views.time_axis import NARROW_PX, Axis, Tick, number

MOST_DOTS = 60
"""On one line: the latest; those before them are a bar."""
_DOT_PX = 9.0
_RISES = (0, -7, 7)
_QUARTER_YEAR_SECONDS = 7_889_400.0


class Happened(NamedTuple):
    """An occurrence: when it began (POSIX seconds), the date as written, and its report, if it has one."""

    at: float
    date: str
    name: str = ""
    title: str = ""
    path: str = ""


class Made(NamedTuple):
    """A fix of the issue: since when (POSIX seconds), the date as written, and what it was."""

    at: float
    date: str
    said: str


class KnownIssue(NamedTuple):
    """A known issue with everything that stands on its line, in any order."""

    name: str
    title: str
    path: str
    occurrences: tuple[Happened, ...]
    fixes: tuple[Made, ...] = ()
    note: str = ""
    """A few more words for its label: "came back after the fix"."""


class Dot(NamedTuple):
    """An occurrence on its line; `path` is empty where it has no report."""

    x: str
    rise: int
    """Of its middle below the line, in pixels; negative above it."""
    said: str
    path: str


class Mark(NamedTuple):
    """A fix on the line."""

    x: str
    said: str


class Stretch(NamedTuple):
    """A part of the line."""

    x: str
    end: str
    said: str = ""


class Line(NamedTuple):
    """A known issue in the figure."""

    name: str
    title: str
    path: str
    times: str
    """How often it occurred, in words."""
    note: str
    reach: Stretch | None
    earlier: Stretch | None
    dots: tuple[Dot, ...]
    fixes: tuple[Mark, ...]
    occurrences: tuple[Happened, ...]
    """Those that are dots, for the table, oldest first."""
    made: tuple[Made, ...]


@dataclass(frozen=True)
class RecurrenceLines:
    """The whole figure. Without occurrences it has a caption only."""

    caption: Caption
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    links: int
    unreported: bool
    fixed: bool


def recurrence_lines(
    issues: Sequence[KnownIssue],
    zone: tzinfo,
    *,
    until: float | None = None,
    name: str = "recurrence-lines",
    title: str = "",
    note: str = "",
) -> RecurrenceLines:
    """Draw known issues in the given order; the axis ends at `until`, or where there is nothing more on it."""
    moments = [one.at for issue in issues for one in issue.occurrences]
    moments += [one.at for issue in issues for one in issue.fixes]
    if not moments:
        return RecurrenceLines(
            Caption(name, title or "No known issue has a dated occurrence", note), (), (), 0, False, False
        )
    start, end = min(moments), max(*moments, until or moments[0])
    start = min(start, end - _QUARTER_YEAR_SECONDS)
    room = (end - start) * 0.02
    axis = Axis(start - room, end + room)
    lines = tuple(_line(issue, axis) for issue in issues)
    return RecurrenceLines(
        caption=Caption(name, title or _finding(issues), sentences(note, _left_out(issues))),
        lines=lines,
        ticks=_ticks(axis, zone),
        links=sum(bool(dot.path) for line in lines for dot in line.dots),
        unreported=any(not dot.path for line in lines for dot in line.dots),
        fixed=any(line.fixes for line in lines),
    )


def _ticks(axis: Axis, zone: tzinfo) -> tuple[Tick, ...]:
    """Return more of them where they are years, which are short."""
    ticks = axis.ticks(zone, most=8)
    return ticks if all(len(tick.label) == 4 for tick in ticks) else axis.ticks(zone)


def _line(issue: KnownIssue, axis: Axis) -> Line:
    occurrences = tuple(sorted(issue.occurrences, key=lambda one: (one.at, one.path)))
    before, drawn = occurrences[:-MOST_DOTS], occurrences[-MOST_DOTS:]
    earlier = None
    if before:
        said = f"{counted(len(before), 'earlier occurrence')}, {before[0].date} to {before[-1].date}"
        earlier = Stretch(axis.x(before[0].at), axis.x(before[-1].at), said)
    return Line(
        name=issue.name,
        title=issue.title,
        path=issue.path,
        times=counted(len(occurrences), "occurrence"),
        note=issue.note,
        reach=Stretch(axis.x(occurrences[0].at), axis.x(occurrences[-1].at)) if occurrences else None,
        earlier=earlier,
        dots=tuple(_dots(drawn, axis)),
        fixes=tuple(Mark(axis.x(one.at), f"{one.date}: {one.said}") for one in issue.fixes),
        occurrences=drawn,
        made=tuple(sorted(issue.fixes)),
    )


def _dots(occurrences: Sequence[Happened], axis: Axis) -> Iterator[Dot]:
    """Put occurrences that would hide each other on a narrow screen above and below the line."""
    taken = [float("-inf")] * len(_RISES)
    for one in occurrences:
        share = axis.share(one.at)
        place = share / 100 * NARROW_PX
        level = next((level for level, last in enumerate(taken) if place - last >= _DOT_PX), -1)
        if level < 0:
            level = taken.index(min(taken))
        taken[level] = place
        said = f"{one.name} · {one.title} · {one.date}" if one.path else f"{one.date}: no report of its own"
        yield Dot(number(share), _RISES[level], said, one.path)


def _finding(issues: Sequence[KnownIssue]) -> str:
    most = max(issues, key=lambda issue: len(issue.occurrences))
    if len(most.occurrences) < 2:
        seen = sum(bool(issue.occurrences) for issue in issues)
        return f"{seen} known issues, none of them seen twice" if seen > 1 else f"{most.name} was not seen twice"
    last = max(most.occurrences)
    if len(issues) == 1:
        return f"{most.name} occurred {len(most.occurrences)} times, last {last.date}"
    return f"{most.name} came back most often: {len(most.occurrences)} occurrences, the last {last.date}"


def _left_out(issues: Sequence[KnownIssue]) -> str:
    many = sum(len(issue.occurrences) > MOST_DOTS for issue in issues)
    return f"Of lines with more than {MOST_DOTS} occurrences the earlier ones are a bar." if many else ""
