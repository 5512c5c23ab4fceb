"""How much of a target was met in each quarter: met, unknown and missed, stacked to all, with the objective as a line.

What is unknown stands between the two: where the line runs through it, the unknown ones decide whether the objective
was reached; where it runs through what was met, it was reached whatever they were.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from incidentbook.distributions import FEW
from incidentbook.judgements import Compliance, Verdict
from incidentbook.text import counted
from incidentbook.views.plots.caption import Caption, sentences
from incidentbook.views.plots.columns import NUMBERS_PX, Columns, Label, columns_of
from incidentbook.views.plots.levels import Level, axis_px
from incidentbook.views.time_axis import number

MOST_QUARTERS = 40
"""The last so many are drawn; the table has all."""
_TOP_PX, _BASE_PX = 8, 138

_STACKED: tuple[Verdict, ...] = ("met", "unknown", "missed")


class Quarter(NamedTuple):
    """A period, `2026-Q1` (or a month or year), its verdicts and the share of them that should be met."""

    key: str
    title: str
    verdicts: Compliance
    objective: float | None = None
    """From 0 to 1."""

    @property
    def judged(self) -> int:
        """Return how many are drawn."""
        return self.verdicts.met + self.verdicts.missed + self.verdicts.unknown


class Segment(NamedTuple):
    """A part of a bar."""

    x: str
    y: str
    width: str
    height: str
    verdict: Verdict
    said: str


class Line(NamedTuple):
    """An objective, as long as it was the same."""

    x: str
    end: str
    y: str
    said: str


class Row(NamedTuple):
    """A quarter in the table."""

    title: str
    verdicts: Compliance
    share: str
    worst: str
    """With the unknown ones counted as missed."""
    objective: str
    below: bool
    """Whether it was not reached."""


@dataclass(frozen=True)
class SlaByQuarter:
    """The whole figure. Without verdicts it has a caption only."""

    caption: Caption
    columns: Columns | None
    segments: tuple[Segment, ...]
    lines: tuple[Line, ...]
    levels: tuple[Level, ...]
    numbers: tuple[Label, ...]
    axis_px: int
    base: int
    height: int
    verdicts: tuple[Verdict, ...]
    """Which of them occur, for the legend."""
    objective: str
    """Where it is always the same."""
    rows: tuple[Row, ...]


def sla_by_quarter(
    quarters: Sequence[Quarter], what: str, *, name: str = "sla-by-quarter", title: str = "", note: str = ""
) -> SlaByQuarter:
    """Draw quarters in order, oldest first; `what` names the target: "resolution target"."""
    shown = quarters[-MOST_QUARTERS:]
    caption = Caption(name, title or _finding(quarters, what), sentences(note, *_notes(quarters, shown)))
    rows = tuple(map(_row, quarters))
    if not any(quarter.judged for quarter in shown):
        return SlaByQuarter(
            caption,
            None,
            (),
            (),
            (),
            (),
            0,
            0,
            0,
            (),
            "",
            rows if any(any(quarter.verdicts) for quarter in quarters) else (),
        )
    columns = columns_of([quarter.key for quarter in shown])
    levels = tuple(Level(number(_y(part / 4)), f"{part * 25} %") for part in range(5))
    segments = tuple(_segments(shown, columns))
    objectives = {row.objective for row in rows[-MOST_QUARTERS:] if row.objective}
    return SlaByQuarter(
        caption=caption,
        columns=columns,
        segments=segments,
        lines=tuple(_lines(shown, columns)),
        levels=levels,
        numbers=columns.numbers([f"{quarter.judged:,}" for quarter in shown]),
        axis_px=axis_px(levels),
        base=_BASE_PX,
        height=_BASE_PX + columns.depth_px + NUMBERS_PX,
        verdicts=tuple(verdict for verdict in _STACKED if any(one.verdict == verdict for one in segments)),
        objective=objectives.pop() if len(objectives) == 1 else "",
        rows=rows,
    )


def _segments(quarters: Sequence[Quarter], columns: Columns) -> Iterator[Segment]:
    for position, quarter in enumerate(quarters):
        x, width = columns.bar_place(position)
        below = 0
        for verdict in _STACKED:
            count = getattr(quarter.verdicts, verdict)
            if count:
                bottom, top = _y(below / quarter.judged), _y((below + count) / quarter.judged)
                said = f"{quarter.title}: {count} of {quarter.judged} {verdict}"
                yield Segment(x, number(top), width, number(max(bottom - top - 1, 1)), verdict, said)
                below += count


def _lines(quarters: Sequence[Quarter], columns: Columns) -> Iterator[Line]:
    position = 0
    for objective, same in groupby(quarters, key=lambda quarter: quarter.objective):
        length = len(list(same))
        if objective is not None:
            begin, end = columns.place(position, 0), columns.place(position + length, 0)
            yield Line(number(begin), number(end), number(_y(objective)), f"Objective: {_percent(objective)}")
        position += length


def _row(quarter: Quarter) -> Row:
    verdicts, aim = quarter.verdicts, quarter.objective
    return Row(
        title=quarter.title,
        verdicts=verdicts,
        share=_percent(verdicts.share, aim),
        worst=_percent(verdicts.worst, aim),
        objective=_percent(aim),
        below=aim is not None and verdicts.reaches(aim) is False,
    )


def _notes(quarters: Sequence[Quarter], shown: Sequence[Quarter]) -> Iterator[str]:
    open_still = [quarter for quarter in shown if quarter.verdicts.provisional]
    if open_still:
        names = ", ".join(quarter.title for quarter in open_still)
        running = sum(quarter.verdicts.running for quarter in open_still)
        verb = "is" if len(open_still) == 1 else "are"
        yield f"{names} {verb} provisional: {counted(running, 'clock')} still running."
    excluded = sum(quarter.verdicts.excluded for quarter in shown)
    if excluded:
        yield f"{counted(excluded, 'excluded incident')} not drawn."
    if len(quarters) > len(shown):
        yield f"Drawn since {shown[0].title}; earlier quarters are in the table only."


def _finding(quarters: Sequence[Quarter], what: str) -> str:
    known = [quarter for quarter in quarters if quarter.verdicts.share is not None]
    if not known:
        if any(quarter.judged for quarter in quarters):
            return f"No verdict on the {what} is known"
        running = any(quarter.verdicts.provisional for quarter in quarters)
        return f"No verdict on the {what} yet" if running else f"No incident was judged by a {what}"
    last = known[-1].verdicts
    if last.met + last.missed >= FEW:  # of fewer a share says nothing; then all quarters are taken together
        known = known[-1:]
    stretch = f"{known[0].title} to {known[-1].title}" if len(known) > 1 else known[0].title
    verdicts = Compliance(
        sum(quarter.verdicts.met for quarter in known), sum(quarter.verdicts.missed for quarter in known)
    )
    n = verdicts.met + verdicts.missed
    if n == 1:
        return f"The only incident with a verdict {'met' if verdicts.met else 'missed'} the {what} ({stretch})"
    aims = {quarter.objective for quarter in known}
    aim = aims.pop() if len(aims) == 1 else None
    said = f"{verdicts.met:,} of {n:,} incidents met the {what} ({stretch}): {_percent(verdicts.share, aim)}"
    if aim is None:
        return said
    return f"{said}{'; the objective is' if verdicts.reaches(aim) else ', below the objective of'} {_percent(aim)}"


def _percent(share: float | None, aim: float | None = None) -> str:
    """Write a share, not rounded up to all where it is less, nor to an aim that it is below, nor down to nothing."""
    if share is None:
        return ""
    tenths = max(round(share * 1000), int(share > 0))
    if any(share < limit <= tenths / 1000 for limit in (1.0, aim) if limit is not None and limit - share > 1e-9):
        tenths -= 1
    return f"{tenths / 10:g}\N{NO-BREAK SPACE}%"


def _y(share: float) -> float:
    return _BASE_PX - min(max(share, 0.0), 1.0) * (_BASE_PX - _TOP_PX)
