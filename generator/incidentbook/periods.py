"""Months, quarters and years in a time zone: the periods that figures belong to."""

from datetime import datetime, tzinfo
from functools import cache
from typing import Literal, NamedTuple, get_args

from incidentbook.definitions import Definition

Unit = Literal["month", "quarter", "year"]
UNITS: tuple[Unit, ...] = get_args(Unit)

_MONTHS_EACH: dict[Unit, int] = {"month": 1, "quarter": 3, "year": 12}
_MONTH_NAMES = (
    "January February March April May June July August September October November December"
).split()  # fmt: skip

DEFINITIONS = (
    Definition(
        "calendar-period",
        "Months, quarters and years",
        "A calendar month, quarter (January to March is the first) or year in the site's time zone, {zone}: from its "
        "first midnight up to, and without, the first midnight of the next.",
    ),
)


class Period(NamedTuple):
    """A month, a quarter or a year: POSIX seconds from `start` up to, and without, `end`."""

    key: str
    """`2026-03`, `2026-Q1` or `2026`: sorts by time."""
    title: str
    """For a person: `March 2026`, `Q1 2026`, `2026`."""
    start: float
    end: float


def period_of(moment: float, unit: Unit, zone: tzinfo) -> Period:
    """Return the period that holds a moment, which is in POSIX seconds."""
    return _period(_number_of(moment, unit, zone), unit, zone)


def periods_between(first: float, last: float, unit: Unit, zone: tzinfo) -> tuple[Period, ...]:
    """Return the periods of two moments and all between them, in order; none when `last` is before `first`."""
    if last < first:
        return ()
    numbers = range(_number_of(first, unit, zone), _number_of(last, unit, zone) + 1)
    return tuple(_period(number, unit, zone) for number in numbers)


def _number_of(moment: float, unit: Unit, zone: tzinfo) -> int:
    """Return the number of the period that holds a moment, counted from the year 0."""
    local = datetime.fromtimestamp(moment, zone)
    months = _MONTHS_EACH[unit]
    number = local.year * (12 // months) + (local.month - 1) // months
    # It may have been rounded up to the first microsecond, or clocks may have been put forward across midnight.
    return number if moment >= _period(number, unit, zone).start else number - 1


@cache
def _period(number: int, unit: Unit, zone: tzinfo) -> Period:
    year, part = divmod(number, 12 // _MONTHS_EACH[unit])
    if unit == "month":
        key, title = f"{year:04}-{part + 1:02}", f"{_MONTH_NAMES[part]} {year}"
    elif unit == "quarter":
        key, title = f"{year:04}-Q{part + 1}", f"Q{part + 1} {year}"
    else:
        key, title = f"{year:04}", f"{year}"
    return Period(key, title, _begin(number, unit, zone), _begin(number + 1, unit, zone))


def _begin(number: int, unit: Unit, zone: tzinfo) -> float:
    """Return a period's first midnight; where clocks skip it, the moment that they are put forward."""
    year, part = divmod(number, 12 // _MONTHS_EACH[unit])
    return datetime(year, part * _MONTHS_EACH[unit] + 1, 1, tzinfo=zone).timestamp()
