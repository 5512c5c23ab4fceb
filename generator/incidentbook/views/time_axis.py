"""A stretch of time as a horizontal axis: places in percent, so that a figure is as wide as its reader's screen."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

NARROW_PX = 296
"""The narrowest figure that labels must fit into: a screen of 360 px without its margins."""
_MINUTES = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720)
_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240)
_MONTH_NAMES = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class Tick(NamedTuple):
    """A labelled place on the axis."""

    x: str
    label: str
    anchor: str
    """How the label hangs on its place: `start`, `middle` or `end`."""


@dataclass(frozen=True)
class Axis:
    """From one moment to a later one, both as POSIX timestamps."""

    start: float
    end: float

    def share(self, moment: float) -> float:
        """Return where a moment lies, from 0 to 100; what lies outside is put on the edge."""
        return min(max((moment - self.start) / (self.end - self.start) * 100, 0.0), 100.0)

    def x(self, moment: float) -> str:
        """Return the same as the number of an SVG attribute, without its percent sign."""
        return number(self.share(moment))

    def ticks(self, zone: tzinfo, *, most: int = 5, within: float = 100.0) -> tuple[Tick, ...]:
        """Return round times of a zone, about `most` of them, up to the place `within`."""
        found = []
        with suppress(OverflowError, ValueError):  # the first and the last year of the calendar have no neighbours
            for moment, label in _round_times(self.start, self.end, zone, most):
                share = (moment.timestamp() - self.start) / (self.end - self.start) * 100
                if 0 <= share <= within:
                    anchor = "start" if share < 7 else "end" if share > 93 else "middle"
                    found.append(Tick(number(share), label, anchor))
        return tuple(found)


def number(value: float) -> str:
    """Write a number as briefly as an SVG needs it."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _round_times(start: float, end: float, zone: tzinfo, most: int) -> Iterator[tuple[datetime, str]]:
    minutes = (end - start) / 60
    first = datetime.fromtimestamp(start, zone)
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    step = next((step for step in _MINUTES if minutes / step <= most), None)
    if step is not None:
        moment = midnight.timestamp()
        moment += (start - moment) // (step * 60) * step * 60
        while moment <= end:
            local = datetime.fromtimestamp(moment, zone)
            yield local, _day(local) if local.hour == local.minute == 0 else f"{local:%H:%M}"
            moment += step * 60
        return
    step = next((step for step in _DAYS if minutes / 1440 / step <= most), None)
    if step is not None:
        while midnight.timestamp() <= end:
            yield midnight, _day(midnight)
            midnight += timedelta(days=step)
        return
    step = next((step for step in _MONTHS if minutes / 43830 / step <= most), _MONTHS[-1])
    month = first.year * 12 + (first.month - 1) // step * step if step < 12 else first.year * 12
    while month // 12 <= 9999:
        local = midnight.replace(year=month // 12, month=month % 12 + 1, day=1)
        if local.timestamp() > end:
            return
        yield local, f"{local.year}" if step >= 12 else f"{_MONTH_NAMES[local.month - 1]} {local.year}"
        month += step


def _day(moment: datetime) -> str:
    return f"{moment.day} {_MONTH_NAMES[moment.month - 1]}"
