"""How many incidents there were in each month, by severity: stacked bars, the most severe at the bottom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from incidentbook.text import counted
from incidentbook.views.plots.caption import Caption, sentences
from incidentbook.views.plots.columns import Columns, columns_of
from incidentbook.views.plots.levels import Counts, Level, axis_px
from incidentbook.views.time_axis import number

MOST_MONTHS = 96
"""The last so many are drawn; the table has all."""
_STYLES = 4
_TOP_PX, _BASE_PX = 8, 148


class Series(NamedTuple):
    """A severity: its word, and its rank on the scale (1 is the most severe; 0: not on it, or none is given)."""

    word: str
    rank: int


class Month(NamedTuple):
    """A period, `2026-03` (or a quarter or year), and how many incidents it had of each severity."""

    key: str
    title: str
    counts: tuple[int, ...]
    """One for each of the series."""


class Segment(NamedTuple):
    """A part of a bar."""

    x: str
    y: str
    width: str
    height: str
    style: int
    """1 to 4 from the most severe to the least; 0 for what is not on the scale."""
    said: str


class Key(NamedTuple):
    """A style and what it stands for."""

    style: int
    words: str


class Row(NamedTuple):
    """A month in the table."""

    title: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class IncidentsByMonth:
    """The whole figure. Without incidents it has a caption only."""

    caption: Caption
    columns: Columns | None
    segments: tuple[Segment, ...]
    levels: tuple[Level, ...]
    axis_px: int
    base: int
    height: int
    legend: tuple[Key, ...]
    words: tuple[str, ...]
    """Of the columns of the table."""
    rows: tuple[Row, ...]


def incidents_by_month(
    months: Sequence[Month],
    series: Sequence[Series],
    *,
    name: str = "incidents-by-month",
    title: str = "",
    note: str = "",
) -> IncidentsByMonth:
    """Draw months in order, oldest first; the counts of each are in the order of `series`, most severe first."""
    used = [place for place in range(len(series)) if any(month.counts[place] for month in months)]
    rows = tuple(
        Row(month.title, tuple(month.counts[place] for place in used), sum(month.counts[place] for place in used))
        for month in months
    )
    words = tuple(series[place].word for place in used)
    caption = Caption(name, title or _finding(rows), sentences(note, _left_out(rows)))
    if not used:
        return IncidentsByMonth(caption, None, (), (), 0, 0, 0, (), (), ())
    styles = [min(series[place].rank, _STYLES) for place in used]
    drawn = rows[-MOST_MONTHS:]
    columns = columns_of([month.key for month in months[-MOST_MONTHS:]])
    scale = Counts.up_to(max(row.total for row in drawn), _TOP_PX, _BASE_PX)
    levels = scale.levels()
    return IncidentsByMonth(
        caption=caption,
        columns=columns,
        segments=tuple(_segments(drawn, columns, scale, styles, words)),
        levels=levels,
        axis_px=axis_px(levels),
        base=_BASE_PX,
        height=_BASE_PX + columns.depth_px,
        legend=tuple(
            Key(style, ", ".join(word for word, its in zip(words, styles, strict=True) if its == style))
            for style in dict.fromkeys(styles)
        ),
        words=words,
        rows=rows,
    )


def _segments(
    rows: Sequence[Row], columns: Columns, scale: Counts, styles: Sequence[int], words: Sequence[str]
) -> Iterator[Segment]:
    for position, row in enumerate(rows):
        x, width = columns.bar_place(position)
        below = 0
        for count, style, word in zip(row.counts, styles, words, strict=True):
            if count:
                below += count
                # A pixel of ground between one and the next, unless that would hide it.
                y, height = scale.base - scale.height(below), max(scale.height(count) - 1, 1)
                said = f"{row.title}: {count} {word}" + (f" of {row.total}" if row.total > count else "")
                yield Segment(x, number(y), width, number(height), style, said)


def _finding(rows: Sequence[Row]) -> str:
    total = sum(row.total for row in rows)
    if not total:
        return "No incidents in this time"
    if len(rows) == 1:
        return f"{counted(total, 'incident')} in {rows[0].title}"
    said = f"{counted(total, 'incident')} from {rows[0].title} to {rows[-1].title}"
    most = max(reversed(rows), key=lambda row: row.total)
    return f"{said}, most in {most.title} ({most.total})" if most.total > 1 else said


def _left_out(rows: Sequence[Row]) -> str:
    earlier = sum(row.total for row in rows[:-MOST_MONTHS])
    if len(rows) <= MOST_MONTHS:
        return ""
    return f"Drawn since {rows[-MOST_MONTHS].title}; {counted(earlier, 'earlier incident')} in the table only."
