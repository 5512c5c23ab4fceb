"""How long incidents took in each quarter: every incident a point on a logarithmic axis, the median marked.

A quarter with very few incidents shows points only, as a median of them would say no more. One with very many shows its
marks and its extreme points only, so that no page becomes heavy.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from heapq import nlargest, nsmallest
from typing import NamedTuple

from incidentbook.distributions import Distribution
from incidentbook.text import counted
from incidentbook.views.plots.caption import Caption, sentences
from incidentbook.views.plots.columns import NUMBERS_PX, Columns, Label, columns_of
from incidentbook.views.plots.levels import Durations, Level, axis_px
from incidentbook.views.time_axis import number
from incidentbook.written_durations import spoken

MOST_QUARTERS = 40
"""The last so many are drawn; the table has all."""
MOST_POINTS = 60
"""In a quarter; with more it shows the extreme ones only."""
MOST_POINTS_IN_ALL = 400
"""With more, fewer of a quarter are enough to be thinned."""
_EXTREMES = 3
_TOP_PX, _BASE_PX, _APART_PX = 8, 208, 7.5
_SLOTS = (0.5, 0.34, 0.66, 0.18, 0.82)
_MARK = 0.09


class Point(NamedTuple):
    """An incident and how long it took, in seconds."""

    seconds: float
    name: str
    title: str
    path: str


class Quarter(NamedTuple):
    """A period, `2026-Q1` (or a month or year), its incidents, and their durations in figures."""

    key: str
    title: str
    points: tuple[Point, ...]
    """One for each value of the distribution, in any order."""
    spread: Distribution


class Dot(NamedTuple):
    """A point on the plot."""

    x: str
    y: str
    said: str
    path: str


class Band(NamedTuple):
    """The interval of a median."""

    y: str
    height: str


class Column(NamedTuple):
    """A quarter on the plot; its marks are heights in pixels, empty where there are none."""

    said: str
    x: str
    width: str
    middle: str
    dots: tuple[Dot, ...]
    median: str
    band: Band | None
    p90: str
    reach: tuple[str, str] | None
    """From the longest to the shortest, where not all points are drawn."""


class Row(NamedTuple):
    """A quarter in the table."""

    title: str
    n: int
    of: int
    median: str
    interval: str
    p90: str
    reach: str
    """From the shortest to the longest; where there are few, all of them."""
    mean: str


@dataclass(frozen=True)
class DurationsByQuarter:
    """The whole figure. Without durations it has a caption only."""

    caption: Caption
    columns: Columns | None
    drawn: tuple[Column, ...]
    links: int
    levels: tuple[Level, ...]
    numbers: tuple[Label, ...]
    axis_px: int
    base: int
    height: int
    marks: tuple[str, ...]
    """Which of `median`, `band`, `p90` and `reach` occur, for the legend."""
    rows: tuple[Row, ...]


def durations_by_quarter(
    quarters: Sequence[Quarter], what: str, *, name: str = "durations-by-quarter", title: str = "", note: str = ""
) -> DurationsByQuarter:
    """Draw quarters in order, oldest first; `what` names the duration: "Time to mitigate"."""
    shown = quarters[-MOST_QUARTERS:]
    rows = tuple(map(_row, quarters)) if any(quarter.spread.n for quarter in quarters) else ()
    caption = Caption(name, title or _finding(quarters, what), sentences(note, _left_out(quarters)))
    ends = [end for quarter in shown for end in _ends(quarter.spread.values)]
    if not ends:
        return DurationsByQuarter(caption, None, (), 0, (), (), 0, 0, 0, (), rows)
    most = _most_points([quarter.spread.n for quarter in shown])
    columns = columns_of([quarter.key for quarter in shown])
    scale = Durations.of(ends, _TOP_PX, _BASE_PX)
    levels = scale.levels()
    drawn = tuple(
        _column(quarter, row, place, columns, scale, most)
        for place, (quarter, row) in enumerate(zip(shown, rows[-MOST_QUARTERS:], strict=True))
    )
    return DurationsByQuarter(
        caption=caption._replace(note=sentences(caption.note, _thinned(shown, most))),
        columns=columns,
        drawn=drawn,
        links=sum(len(column.dots) for column in drawn),
        levels=levels,
        numbers=columns.numbers([f"{quarter.spread.n:,}" for quarter in shown]),
        axis_px=axis_px(levels),
        base=_BASE_PX,
        height=_BASE_PX + columns.depth_px + NUMBERS_PX,
        marks=_marks(drawn),
        rows=rows,
    )


def _most_points(counts: Sequence[int]) -> int:
    """Return with how many points a quarter still shows all: as many as leave no more than enough in all."""
    limits = sorted({count for count in counts if 2 * _EXTREMES < count < MOST_POINTS} | {MOST_POINTS}, reverse=True)
    for limit in limits:
        if sum(count if count <= limit else 2 * _EXTREMES for count in counts) <= MOST_POINTS_IN_ALL:
            return limit
    return 2 * _EXTREMES


def _column(quarter: Quarter, row: Row, place: int, columns: Columns, scale: Durations, most: int) -> Column:
    spread, all_drawn = quarter.spread, row.n <= most
    median, interval, p90 = (None, None, None) if spread.few else (spread.median, spread.interval, spread.p90)
    band = None
    if interval is not None:
        top, bottom = scale.y(interval[1]), scale.y(interval[0])
        band = Band(number(top), number(max(bottom - top, 2)))
    if all_drawn:
        points = sorted(quarter.points)
    else:
        points = [*nsmallest(_EXTREMES, quarter.points), *reversed(nlargest(_EXTREMES, quarter.points))]
    return Column(
        said=f"{quarter.title}: {counted(row.n, 'incident')}" + (f", median {row.median}" if row.median else ""),
        x=number(columns.place(place, _MARK)),
        width=number((1 - 2 * _MARK) * 100 / columns.count),
        middle=number(columns.place(place)),
        dots=tuple(_dots(points, place, columns, scale)),
        median=_height(median, scale),
        band=band,
        p90=_height(p90, scale),
        reach=None if all_drawn else (number(scale.y(points[-1].seconds)), number(scale.y(points[0].seconds))),
    )


def _dots(points: Iterable[Point], place: int, columns: Columns, scale: Durations) -> Iterator[Dot]:
    """Put points of about the same height beside each other, as far as there is room."""
    places = [number(columns.place(place, share)) for share in _SLOTS]
    free = [float("inf")] * len(_SLOTS)
    for point in points:
        y = scale.y(point.seconds)
        slot = next((slot for slot, last in enumerate(free) if last - y >= _APART_PX), -1)
        if slot < 0:
            slot = free.index(max(free))
        free[slot] = y
        said = f"{point.name} · {point.title} · {_spoken(point.seconds)}"
        yield Dot(places[slot], number(y), said, point.path)


def _row(quarter: Quarter) -> Row:
    spread = quarter.spread
    if spread.few:
        return Row(quarter.title, spread.n, spread.of, "", "", "", ", ".join(map(_spoken, spread.values)), "")
    return Row(
        quarter.title, spread.n, spread.of, _spoken(spread.median), _spoken_range(spread.interval), _spoken(spread.p90),
        _spoken_range((spread.values[0], spread.values[-1])), _spoken(spread.mean),
    )  # fmt: skip


def _ends(values: Sequence[float]) -> Iterable[float]:
    """Return the least and the most of durations, and the least of those that have a place on a logarithmic scale."""
    return {values[0], values[-1], values[min(bisect_left(values, 1), len(values) - 1)]} if values else ()


def _marks(columns: Sequence[Column]) -> tuple[str, ...]:
    there = {
        "median": any(column.median for column in columns),
        "band": any(column.band for column in columns),
        "p90": any(column.p90 for column in columns),
        "reach": any(column.reach for column in columns),
    }
    return tuple(name for name, occurs in there.items() if occurs)


def _height(seconds: float | None, scale: Durations) -> str:
    return number(scale.y(seconds)) if seconds is not None else ""


def _spoken(seconds: float | None) -> str:
    return "" if seconds is None else spoken(timedelta(seconds=seconds)).replace(" ", "\N{NO-BREAK SPACE}")


def _spoken_range(ends: tuple[float, float] | None) -> str:
    if ends is None:
        return ""
    return f"{_spoken(ends[0])} to {_spoken(ends[1])}" if ends[0] < ends[1] else _spoken(ends[0])


def _finding(quarters: Sequence[Quarter], what: str) -> str:
    enough = [quarter for quarter in quarters if not quarter.spread.few]
    if enough:
        last = enough[-1]
        said = f"{what}: median {_spoken(last.spread.median)} in {last.title}"
        return f"{said}, {_spoken(enough[-2].spread.median)} in {enough[-2].title}" if len(enough) > 1 else said
    seconds = [value for quarter in quarters for value in quarter.spread.values]
    if not seconds:
        return f"{what}: no incident has it"
    of = sum(quarter.spread.of for quarter in quarters)
    known = f"known of {len(seconds)} of {counted(of, 'incident')}" if len(seconds) < of else counted(of, "incident")
    return f"{what}: {known}, {_spoken_range((min(seconds), max(seconds)))}"


def _thinned(quarters: Sequence[Quarter], most: int) -> str:
    many = sum(quarter.spread.n > most for quarter in quarters)
    if not many:
        return ""
    return (
        f"Of quarters with more than {most} incidents ({many}) only the {_EXTREMES} shortest and the {_EXTREMES} "
        "longest are points."
    )


def _left_out(quarters: Sequence[Quarter]) -> str:
    if len(quarters) <= MOST_QUARTERS:
        return ""
    earlier = sum(quarter.spread.n for quarter in quarters[:-MOST_QUARTERS])
    return f"Drawn since {quarters[-MOST_QUARTERS].title}; {counted(earlier, 'earlier incident')} in the table only."
