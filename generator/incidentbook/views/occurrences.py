"""The occurrences of a known issue: in a table, on a time axis, how far apart they are, and what each fix was worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from statistics import median
from typing import NamedTuple

from incidentbook.graph import Occurrence, Target
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import FixOutcome
from incidentbook.kinds.known_issue.model import Fix
from incidentbook.views.references import Elsewhere, Scale, Severity, elsewhere
from incidentbook.views.seen_before import days_between
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
    fix: FixOutcome | None
    took: str
    lasted: str
    ref: Elsewhere | None


class FixRow(NamedTuple):
    """A fix that was made, and whether the issue came back after it."""

    fix: Fix
    ref: Elsewhere | None
    back: Target | None
    """The first report after it."""
    back_at: Instant | None
    """When the first occurrence after it was, reported or not."""
    days: int | None
    judged: bool
    """Whether it is known what came after it: not without a date."""


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
class Intervals:
    """How often the issue occurs."""

    count: int
    days: tuple[int, ...]
    """Between one occurrence and the next, shortest first."""
    median_days: float | None
    last: Instant | None
    undated: int


def rows_of(occurrences: Sequence[Occurrence], scale: Scale) -> tuple[Row, ...]:
    """Return the table, oldest first."""
    rows, previous = [], None
    for one in occurrences:
        report = one.incident
        rows.append(
            Row(
                at=one.at,
                incident=article_target(report) if report is not None else None,
                severity=scale.severity(report.fields.severity) if report is not None else None,
                days=days_between(previous, one.at),
                fix=one.fix,
                took=took_text(one.took),
                lasted=spoken(one.lasted) if one.lasted is not None else "",
                ref=elsewhere(one.ref) if one.ref else None,
            )
        )
        previous = one.at or previous
    return tuple(rows)


def intervals_of(rows: Sequence[Row]) -> Intervals:
    """Return the days between occurrences."""
    dated = [row.at for row in rows if row.at is not None]
    days = sorted(row.days for row in rows if row.days is not None)
    return Intervals(
        count=len(rows),
        days=tuple(days),
        median_days=median(days) if days else None,
        last=dated[-1] if dated else None,
        undated=len(rows) - len(dated),
    )


def fixes_of(fixes: Sequence[Fix], occurrences: Sequence[Occurrence]) -> tuple[FixRow, ...]:
    """Return each fix with the first occurrence that began after it."""
    rows = []
    for fix in fixes:
        ref = elsewhere(fix.ref) if fix.ref else None
        if fix.at is None:
            rows.append(FixRow(fix, ref, None, None, None, judged=False))
            continue
        in_force = fix.at.latest.timestamp()
        after = [one for one in occurrences if one.at is not None and one.at.earliest.timestamp() >= in_force]
        report = next((one.incident for one in after if one.incident is not None), None)
        rows.append(
            FixRow(
                fix=fix,
                ref=ref,
                back=article_target(report) if report is not None and report is after[0].incident else None,
                back_at=after[0].at if after else None,
                days=days_between(fix.at, after[0].at) if after else None,
                judged=True,
            )
        )
    return tuple(rows)


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
