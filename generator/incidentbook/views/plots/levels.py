"""The vertical axes of plots: round counts, and durations on a logarithmic scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import NamedTuple

from incidentbook.views.time_axis import number

_LETTER_PX = 6.3
_GAP_PX = 10
_MOST_LEVELS = 4
_LEAST_MOST = 4
_MINUTE, _HOUR, _DAY, _YEAR = 60, 3600, 86400, 31_557_600
_ROUND = (
    (1, "1 s"), (10, "10 s"), (_MINUTE, "1 min"), (10 * _MINUTE, "10 min"), (_HOUR, "1 h"), (6 * _HOUR, "6 h"),
    (_DAY, "1 d"), (7 * _DAY, "7 d"), (30 * _DAY, "30 d"), (_YEAR, "1 y"), (10 * _YEAR, "10 y"),
    (1000 * _YEAR, "1000 y"),
)  # fmt: skip
_LEAST_APART_PX = 15


class Level(NamedTuple):
    """A labelled height, in pixels from the top."""

    y: str
    text: str


def axis_px(levels: Sequence[Level]) -> int:
    """Return how wide the labels beside a plot are."""
    return round(max(len(level.text) for level in levels) * _LETTER_PX) + _GAP_PX


@dataclass(frozen=True)
class Counts:
    """From nothing at the `base` up to a round number at the `top`."""

    most: int
    top: int
    base: int

    @classmethod
    def up_to(cls, most: int, top: int, base: int) -> "Counts":
        """Return the scale for counts of which the largest is `most`; one thing is no bar from bottom to top."""
        most = max(most, _LEAST_MOST)
        step = _step(most)
        return cls(-(-most // step) * step, top, base)

    def height(self, count: float) -> float:
        """Return how high a bar is."""
        return count * (self.base - self.top) / self.most

    def levels(self) -> tuple[Level, ...]:
        """Return nothing, everything and what lies between."""
        counts = range(0, self.most + 1, _step(self.most))
        return tuple(Level(number(self.base - self.height(count)), f"{count:,}") for count in counts)


def _step(most: int) -> int:
    size = 1
    while size * 5 * _MOST_LEVELS < most:
        size *= 10
    return next(size * factor for factor in (1, 2, 5) if size * factor * _MOST_LEVELS >= most)


@dataclass(frozen=True)
class Durations:
    """A logarithmic scale between two round durations; what took no time stands below it, on a line of its own."""

    least_seconds: float
    most_seconds: float
    top: int
    base: int
    zero: int | None
    """Where nothing stands; None where every duration is longer."""

    @classmethod
    def of(cls, seconds: Sequence[float], top: int, base: int) -> "Durations":
        """Return the scale on which all of these can be drawn, of which there is at least one."""
        drawn = [value for value in seconds if value >= 1]
        shortest, longest = (min(drawn), max(drawn)) if drawn else (_MINUTE, _HOUR)
        least = max((value for value, _ in _ROUND if value <= shortest), default=_ROUND[0][0])
        most = min((value for value, _ in _ROUND if value >= longest), default=_ROUND[-1][0])
        if most == least:
            least = max((value for value, _ in _ROUND if value < most), default=least)
            most = most if most > least else _ROUND[1][0]
        below = len(drawn) < len(seconds)
        return cls(least, most, top, base - 18 if below else base, base if below else None)

    def y(self, seconds: float) -> float:
        """Return the height of a duration, in pixels from the top."""
        if seconds < 1 and self.zero is not None:
            return self.zero
        within = min(max(seconds, self.least_seconds), self.most_seconds)
        share = log(within / self.least_seconds) / log(self.most_seconds / self.least_seconds)
        return self.base - share * (self.base - self.top)

    def levels(self) -> tuple[Level, ...]:
        """Return the round durations, as many as can be read."""
        found: list[Level] = [Level(number(self.zero), "0")] if self.zero is not None else []
        last = self.base + _LEAST_APART_PX + 1.0
        for value, text in _ROUND:
            if self.least_seconds <= value <= self.most_seconds and last - self.y(value) >= _LEAST_APART_PX:
                last = self.y(value)
                found.append(Level(number(last), text))
        return tuple(found)
