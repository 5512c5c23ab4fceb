"""The days that the review speaks of: the week it shows at first, and how far back its rows go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property
from typing import Generic, NamedTuple, Protocol, TypeVar

from incidentbook.catalogue import site_zone
from incidentbook.instants import Instant
from incidentbook.views.view import Shown

USUAL_DAYS = 7
CHOICES_DAYS = (USUAL_DAYS, 14, 30, 90)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class Dated(Protocol):
    """A row that stands under a day."""

    @property
    def at(self) -> str:
        """The day in the site's zone: `2026-08-14`, which sorts by time."""


class Standing(Dated, Protocol):
    """A row that stands for something up to its day."""

    @property
    def after(self) -> str:
        """The day after which it began to be so; empty where that is before all days."""


Row = TypeVar("Row", bound=Dated)
StandingRow = TypeVar("StandingRow", bound=Standing)


class Since(NamedTuple, Generic[Row]):
    """Rows that are shown unless a reader asks for another day than the usual one, and the others."""

    rows: tuple[Row, ...]
    others: tuple[Row, ...]


@dataclass(frozen=True)
class Days:
    """From the earliest day that can be asked for to that of the moment the site speaks of."""

    zone: tzinfo
    today: date

    @property
    def since(self) -> date:
        """The day since which the page shows what happened, unless a reader asks for another."""
        return self.today - timedelta(days=USUAL_DAYS)

    @property
    def first(self) -> date:
        """The earliest day that a reader can ask for."""
        return self.today - timedelta(days=CHOICES_DAYS[-1])

    @cached_property
    def all(self) -> tuple[date, ...]:
        """Every day since which a reader can ask what happened, oldest first."""
        return tuple(self.first + timedelta(days=number) for number in range((self.today - self.first).days + 1))

    @cached_property
    def midnights(self) -> tuple[float, ...]:
        """Their beginnings in the site's zone, in POSIX seconds."""
        return tuple(datetime.combine(day, time(), self.zone).timestamp() for day in self.all)

    def day_of(self, moment: float) -> str:
        """Return the day of a moment in POSIX seconds, in the site's zone."""
        return datetime.fromtimestamp(moment, self.zone).date().isoformat()

    def day_at(self, at: Instant) -> str:
        """Return the day of a time; one known only to the month or year stands at its beginning."""
        return self.day_of(at.earliest.timestamp())

    def split(self, rows: Iterable[Row]) -> Since[Row]:
        """Part rows by whether they are of the usual day or later, the newest first; without those before all days."""
        first, since = self.first.isoformat(), self.since.isoformat()
        known = sorted((row for row in rows if row.at >= first), key=lambda row: row.at, reverse=True)
        return Since(tuple(row for row in known if row.at >= since), tuple(row for row in known if row.at < since))

    def split_standing(self, rows: Iterable[StandingRow]) -> Since[StandingRow]:
        """Part rows by whether they stood before the usual day."""
        since, known = self.since.isoformat(), sorted(rows, key=lambda row: row.at, reverse=True)
        usual = [row.after < since <= row.at for row in known]
        return Since(
            tuple(row for row, so in zip(known, usual, strict=True) if so),
            tuple(row for row, so in zip(known, usual, strict=True) if not so),
        )


def days_of(shown: Shown) -> Days:
    """Return the days of a site."""
    zone = site_zone(shown.settings)
    return Days(zone, shown.as_of.astimezone(zone).date())


def said_day(day: date) -> str:
    """Say a day as pages say dates: `14 Aug 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
