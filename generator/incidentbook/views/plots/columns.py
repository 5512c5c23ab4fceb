"""Periods side by side as the columns of a plot, and which of their labels there is room for on how wide a screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from incidentbook.views.time_axis import number

WIDTHS_PX = (240, 440, 700, 1000)
"""The least width of the plotted area, beside its axis, in each of the four cases that the stylesheet tells apart."""
_SPANS = ((4, 360), (12, 640))
_FULL_PX = 1200
NUMBERS_PX = 16
"""How much room one more row of labels takes."""
_WIDEST_BAR_PX = 28
_FULLEST_BAR = 0.74
_LETTER_PX = 6.3
_GAP_PX = 7.0
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class Label(NamedTuple):
    """A label below its place."""

    x: str
    text: str
    widths: str
    """Classes for the widths at which there is room for it: `ib-at-2 ib-at-3`."""


@dataclass(frozen=True)
class Columns:
    """Equally wide columns, one for each period."""

    count: int
    labels: tuple[Label, ...]
    """`Mar` or `Q1`."""
    years: tuple[Label, ...]
    """Below them, in the middle of each year's columns."""
    borders: tuple[str, ...]
    """Where a year begins, but for the first."""
    span: int
    """1: a few columns, which need no more than a part of a wide screen; 2: some; 3: as many as fill it."""
    bar: float
    """How much of a column a bar fills, from 0 to 1."""

    @property
    def depth_px(self) -> int:
        """Return how much room the labels take below the columns."""
        return 36 if self.years else 22

    def place(self, position: int, share: float = 0.5) -> float:
        """Return a place within a column, in percent: its left edge is at 0, its right edge at 1."""
        return (position + share) * 100 / self.count

    def bar_place(self, position: int) -> tuple[str, str]:
        """Return where a column's bar begins and how wide it is."""
        return number(self.place(position, (1 - self.bar) / 2)), number(self.bar * 100 / self.count)

    def numbers(self, texts: Sequence[str]) -> tuple[Label, ...]:
        """Return one more row of labels, each below its column; the last one stays when they are thinned out."""
        from_the_end = range(self.count - 1, -1, -1)
        return _thinned(texts, from_the_end, (1, 2, 3, 4, 6, 8))


def columns_of(keys: Sequence[str]) -> Columns:
    """Return the columns of periods in order, of which there is at least one: `2026-03`, `2026-Q1` or `2026`."""
    parts = [key.partition("-")[::2] for key in keys]
    if parts[0][1]:
        quarters = parts[0][1].startswith("Q")
        within = [int(part.lstrip("Q")) - 1 for _, part in parts]
        texts = [f"Q{place + 1}" if quarters else _MONTHS[place] for place in within]
        labels = _thinned(texts, within, (1, 2) if quarters else (1, 3, 6))
        years = [(year, len(list(same))) for year, same in groupby(year for year, _ in parts)]
    else:
        labels = _thinned([year for year, _ in parts], range(len(keys) - 1, -1, -1), (1, 2, 5, 10, 25))
        years = []
    span = next((span for span, (most, _) in enumerate(_SPANS, 1) if len(keys) <= most), 3)
    span_px = (*(width for _, width in _SPANS), _FULL_PX)[span - 1]
    return Columns(
        count=len(keys),
        labels=labels,
        years=_year_labels(years, len(keys)),
        borders=_borders(years, len(keys)),
        span=span,
        bar=min(_FULLEST_BAR, _WIDEST_BAR_PX * len(keys) / span_px),
    )


def _thinned(texts: Sequence[str], places: Sequence[int], steps: Sequence[int]) -> tuple[Label, ...]:
    """Label every column, every second and so on, or none: the first of `steps` for which there is room."""
    longest_px = max(map(len, texts)) * _LETTER_PX + _GAP_PX
    taken = [
        next((step for step in steps if step * width_px / len(texts) >= longest_px), None) for width_px in WIDTHS_PX
    ]
    found = []
    for position, (text, place) in enumerate(zip(texts, places, strict=True)):
        widths = [width for width, step in enumerate(taken) if step is not None and place % step == 0]
        if widths:
            found.append(Label(number((position + 0.5) * 100 / len(texts)), text, _classes(widths)))
    return tuple(found)


def _year_labels(years: Sequence[tuple[str, int]], count: int) -> tuple[Label, ...]:
    """Label years, those with the most columns and the last first, each where it leaves room for those labelled."""
    middles, begin = [], 0
    for _, columns in years:
        middles.append((begin + columns / 2) / count)
        begin += columns
    order = sorted(range(len(years)), key=lambda position: (-years[position][1], -position))
    widths: dict[int, list[int]] = {}
    for width, width_px in enumerate(WIDTHS_PX):
        taken: list[float] = []
        for position in order:
            label_px = len(years[position][0]) * _LETTER_PX + _GAP_PX
            if all(abs(middles[position] - other) * width_px >= label_px for other in taken):
                taken.append(middles[position])
                widths.setdefault(position, []).append(width)
    return tuple(
        Label(number(middles[position] * 100), years[position][0], _classes(found))
        for position, found in sorted(widths.items())
    )


def _borders(years: Sequence[tuple[str, int]], count: int) -> tuple[str, ...]:
    places, begin = [], 0
    for _, columns in years:
        places.append(number(begin * 100 / count))
        begin += columns
    return tuple(places[1:])


def _classes(widths: Sequence[int]) -> str:
    return " ".join(f"ib-at-{width}" for width in widths)
