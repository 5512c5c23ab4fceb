"""The occurrences of a known issue as shown: in numbers, in a table, on a time axis; and what each fix was worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import NamedTuple

from incidentbook.fixes import FixHeld
from incidentbook.graph import Occurrence, Target
from incidentbook.instants import Instant
from incidentbook.intervals import vague
from incidentbook.kinds.incident.model import FixOutcome
from incidentbook.kinds.known_issue.model import Fix
from incidentbook.recurrence import Cost, IssueRecurrence
from incidentbook.views.details import in_hours
from incidentbook.views.references import Elsewhere, Scale, Severity, elsewhere
from incidentbook.views.time_axis import NARROW_PX, Axis, Tick
from incidentbook.views.track_record import article_target, took_text
from incidentbook.written_durations import spoken

DOT_PX = 16
_YEAR_SECONDS = 31_557_600.0


class Row(NamedTuple):
    """One occurrence in the table."""

    at: Instant | None
    incident: Target | None
    """None where it has no report of its own."""
    severity: Severity | None
    days: int | None
    """Since the occurrence before it."""
    about: bool
    """Whether one of the two is known to the month or year only."""
    fix: FixOutcome | None
    took: str
    lasted: str
    ref: Elsewhere | None


class OlderVersion(NamedTuple):
    """A later occurrence where the fix was not in force."""

    incident: Target
    said: str
    """What was still running: `payments-api 2.4`."""


class FixRow(NamedTuple):
    """A fix that was made, and whether the issue came back after it."""

    fix: Fix
    ref: Elsewhere | None
    back: Target | None
    """The report of the first occurrence after it, where that has one."""
    back_at: Instant | None
    """When the first occurrence after it was, reported or not."""
    back_on: str
    """The version there, where that says that it was after the fix."""
    days: int | None
    times: int
    judged: bool
    """Whether it is known what came after it: not without a date."""
    still_on: tuple[OlderVersion, ...]


class Dot(NamedTuple):
    """An occurrence on the axis."""

    x: str
    y: int
    said: str
    path: str
    """Of its report; empty where there is none."""


class FixMark(NamedTuple):
    """A fix on the axis."""

    x: str
    said: str


@dataclass(frozen=True)
class Chart:
    """Occurrences by date, with the fixes between them."""

    dots: tuple[Dot, ...]
    fixes: tuple[FixMark, ...]
    ticks: tuple[Tick, ...]
    base: int
    """Where the line is, in pixels from the top."""
    height: int
    unreported: bool
    """Whether some occurrences have no report."""


@dataclass(frozen=True)
class Summary:
    """How often the issue occurs and what it costs."""

    count: int
    unreported: int
    undated: int
    days: tuple[int, ...]
    """Between one occurrence and the next, oldest first."""
    median_days: float | None
    about: bool
    """Whether some of them count from a month or year."""
    trend: str
    last: Instant | None


class HoursLost(NamedTuple):
    """What all occurrences cost together."""

    said: str
    """Hours and minutes; empty where nothing is known of any."""
    known: int
    """Of how many occurrences it is known exactly; where not of all, so much was lost at least."""
    of: int
    arithmetic: tuple[str, ...]


def summary_of(recurrence: IssueRecurrence, rows: Sequence[Row]) -> Summary:
    """Return the numbers that depend on dates alone."""
    return Summary(
        count=recurrence.count,
        unreported=recurrence.unreported,
        undated=recurrence.undated,
        days=recurrence.intervals_days,
        median_days=recurrence.median_days,
        about=any(row.about for row in rows),
        trend=recurrence.trend,
        last=recurrence.last,
    )


def hours_lost(occurrences: Sequence[Occurrence], costs: Sequence[Cost | None]) -> HoursLost:
    """Add up what occurrences cost, each as far as that is known."""
    known = [cost for cost in costs if cost is not None]
    exact = sum(cost.exact for cost in known)
    at_least = "" if exact == len(costs) else "at least "
    total = f"{at_least}{in_hours(timedelta(seconds=sum(cost.least_seconds for cost in known)))}"
    lines = [f"{_named(one)}: {_cost_said(cost)}" for one, cost in zip(occurrences, costs, strict=True)]
    return HoursLost(
        said=total if known else "",
        known=exact,
        of=len(costs),
        arithmetic=(*lines, f"together {total}") if known and len(lines) > 1 else (),
    )


def _named(occurrence: Occurrence) -> str:
    if occurrence.incident is not None:
        return occurrence.incident.id
    return f"{occurrence.at}, without a report" if occurrence.at is not None else "no date and no report"


def _cost_said(cost: Cost | None) -> str:
    if cost is None:
        return "not known"
    return f"{'' if cost.exact else 'at least '}{in_hours(timedelta(seconds=cost.least_seconds))}"


def rows_of(occurrences: Sequence[Occurrence], recurrence: IssueRecurrence, scale: Scale) -> tuple[Row, ...]:
    """Return the table, oldest first."""
    rows: list[Row] = []
    for one in occurrences:
        report = one.incident
        place = len(rows)  # those without a date stand last, so that intervals and dated rows go side by side
        follows = one.at is not None and place > 0
        rows.append(
            Row(
                at=one.at,
                incident=article_target(report) if report is not None else None,
                severity=scale.severity(report.fields.severity) if report is not None else None,
                days=recurrence.intervals[place - 1].days if follows else None,
                about=follows and any(at is not None and vague(at) for at in (rows[-1].at, one.at)),
                fix=one.fix,
                took=took_text(one.took),
                lasted=spoken(one.lasted) if one.lasted is not None else "",
                ref=elsewhere(one.ref) if one.ref else None,
            )
        )
    return tuple(rows)


def fix_row(held: FixHeld) -> FixRow:
    """Return a fix as it is shown."""
    fix, back = held.fix, held.back
    report = back.incident if back is not None else None
    return FixRow(
        fix=fix,
        ref=elsewhere(fix.ref) if fix.ref else None,
        back=article_target(report) if report is not None else None,
        back_at=back.at if back is not None else None,
        back_on=held.back_on,
        days=held.days,
        times=held.times,
        judged=held.judged,
        still_on=tuple(
            OlderVersion(article_target(one.occurrence.incident), one.said)
            for one in held.still_on
            if one.occurrence.incident is not None
        ),
    )


def chart_of(rows: Sequence[Row], fixes: Sequence[FixRow]) -> Chart | None:
    """Return the axis, or None where there are fewer than two dates on it."""
    dated = [(row.at, row) for row in rows if row.at is not None]
    moments = [at.earliest.timestamp() for at, _ in dated]
    fixed = [(row.fix.at, row) for row in fixes if row.fix.at is not None]
    if len(moments) < 2 or moments[-1] <= moments[0]:
        return None
    everything = moments + [at.earliest.timestamp() for at, _ in fixed]
    room = max(max(everything) - min(everything), _YEAR_SECONDS / 4) * 0.04
    axis = Axis(min(everything) - room, max(everything) + room)
    stacks: list[float] = []
    placed = []
    for at, row in dated:
        x = axis.share(at.earliest.timestamp()) / 100 * NARROW_PX
        level = next((level for level, taken in enumerate(stacks) if x - taken >= DOT_PX), len(stacks))
        stacks[level : level + 1] = [x]
        placed.append((at, row, level))
    base = len(stacks) * DOT_PX + 6
    return Chart(
        dots=tuple(
            Dot(
                axis.x(at.earliest.timestamp()), base - 8 - level * DOT_PX, _dot_said(row, at),
                row.incident.path if row.incident is not None else "",
            )
            for at, row, level in placed
        ),
        fixes=tuple(FixMark(axis.x(at.earliest.timestamp()), _fix_said(row, at)) for at, row in fixed),
        ticks=axis.ticks(dated[0][0].earliest.tzinfo or UTC),
        base=base,
        height=base + (36 if fixed else 22),
        unreported=any(row.incident is None for _, row in dated),
    )  # fmt: skip


def _dot_said(row: Row, at: Instant) -> str:
    if row.incident is None:
        return f"{at}: no report of its own"
    return f"{row.incident.name} · {row.incident.title} · {at}"


def _fix_said(row: FixRow, at: Instant) -> str:
    kind = "Permanent fix" if row.fix.kind == "permanent" else "Workaround"
    return f"{kind}, {at}: {row.fix.summary}" if row.fix.summary else f"{kind}, {at}"
