"""The stretches of time that the headline of the statistics compares: of late, and as long before."""

from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from incidentbook.judgements import instant_of
from incidentbook.periods import Period, period_of
from incidentbook.statistics import Measured, Statistics
from incidentbook.text import counted

YEAR_DAYS = 365
_QUARTERS = 4
_DAY_SECONDS = 86_400


class Stretch(NamedTuple):
    """A stretch of time: POSIX seconds from `start` up to, and without, `end`."""

    title: str
    start: float
    end: float

    @property
    def days(self) -> float:
        """Its length; a day on which clocks change is a little shorter or longer than one."""
        return (self.end - self.start) / _DAY_SECONDS

    def members(self, statistics: Statistics) -> tuple[Measured, ...]:
        """Return the counted incidents that began in it."""
        return statistics.between(self.start, self.end).members

    def left_out(self, statistics: Statistics) -> int:
        """Return how many reports of incidents that began in it are not counted."""
        return sum(one.moment is not None for one in statistics.between(self.start, self.end).left_out)

    def said(self, zone: tzinfo) -> str:
        """Say from when to when it goes: `4 Mar 2025, 00:00 GMT up to 4 Mar 2026, 00:00 GMT (365 days)`."""
        days = f"{self.days:.0f} days" if self.days == round(self.days) else f"{self.days:.2f} days"
        return f"{instant_of(self.start, zone)} up to {instant_of(self.end, zone)} ({days})"


def years(as_of: datetime) -> tuple[Stretch, Stretch]:
    """Return the last 365 days and those before."""
    day = timedelta(days=YEAR_DAYS)
    last, middle, first = (moment.timestamp() for moment in (as_of, as_of - day, as_of - 2 * day))
    return Stretch(f"Last {YEAR_DAYS} days", middle, last), Stretch(f"{YEAR_DAYS} days before", first, middle)


def running_quarter(as_of: float, zone: tzinfo) -> tuple[Stretch, Stretch]:
    """Return the present quarter as far as it has come, and the whole of the one before."""
    running = period_of(as_of, "quarter", zone)
    before = period_of(running.start - 1, "quarter", zone)
    now = Stretch("", running.start, as_of)
    earlier = Stretch("", before.start, before.end)
    return (
        now._replace(title=f"{running.title} so far, {counted(round(now.days), 'day')}"),
        earlier._replace(title=f"{before.title}, {counted(round(earlier.days), 'day')}"),
    )


def four_quarters(as_of: float, zone: tzinfo) -> tuple[Stretch, Stretch]:
    """Return the last four quarters that are over, and the four before them.

    In the present one the incidents that take long are still open, and its times would look better than they are.
    """
    found: list[Period] = [period_of(as_of, "quarter", zone)]
    for _ in range(2 * _QUARTERS):
        found.insert(0, period_of(found[0].start - 1, "quarter", zone))
    return _joined(found[_QUARTERS:-1]), _joined(found[:_QUARTERS])


def _joined(quarters: list[Period]) -> Stretch:
    return Stretch(f"{quarters[0].title} to {quarters[-1].title}", quarters[0].start, quarters[-1].end)
