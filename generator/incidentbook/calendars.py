"""When support or service hours count: weekly hours in a time zone, without public holidays and closed days.

The clock on the wall decides: a moment is open when the clocks of the zone show a time within the hours. So a night in
which they are put forward has an hour less, and one in which they are put back an hour more.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from incidentbook.definitions import Definition
from incidentbook.public_holidays import public_holidays
from incidentbook.spans import Span, merged
from incidentbook.text import closest

DEFINITIONS = (
    Definition(
        "hours",
        "Support hours and service hours",
        "A calendar says when time counts: always, or in weekly hours of a time zone. The clock on the wall of that "
        "zone decides: hours from 01:00 to 03:00 are one hour long in a night in which clocks are put forward by an "
        "hour, and three in a night in which they are put back. Hours that run past midnight count on both days. "
        "Public holidays (those of the country or region that the calendar names, on the day on which they are "
        "observed) and the calendar's closed days are left out from midnight to midnight. Half holidays are open as "
        "usual.",
    ),
)

Minutes = tuple[int, int]
Week = tuple[tuple[Minutes, ...], ...]
"""Seven days, Monday first: for each the minutes since midnight in which it is open, sorted and disjoint."""

_DAY_SECONDS, _DAY_MINUTES = 86400, 1440
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_ORDINAL = _EPOCH.toordinal()
# The first and last years in which there is open time: those at the ends of the calendar have no neighbours.
_FIRST_YEAR, _LAST_YEAR = 2, 9997
_BASE_YEAR = 2020
"""Open time is added up from its beginning; sums stay small, and exact, for the years that incidents are in."""

_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = {name: at for at, full in enumerate(_NAMES) for name in (full[:3], full)}
_NEARLY_DAYS = {
    **dict.fromkeys(("weekday", "weekdays", "workday", "workdays"), "mon-fri"),
    **dict.fromkeys(("weekend", "weekends"), "sat-sun"),
    **dict.fromkeys(("daily", "always", "all", "every day", "everyday"), "mon-sun"),
}
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})", re.ASCII)
# Hours as people also write them: `9-17`, `09.00–17.30`, `9am to 5:30 pm`.
_CLOCK = r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm)?"
_NEARLY_SPAN = re.compile(rf"{_CLOCK}\s*(?:-|–|—|to|until)\s*{_CLOCK}", re.ASCII | re.IGNORECASE)
_LONGEST = 40
"""Nobody writes one span with more characters than that."""
_HOW_HOURS = "write the hours as 09:00-17:30"
_NEARLY_HOURS = {
    "write a whole day as 00:00-24:00": ("24/7", "24h", "24", "always", "all day", "open"),
    "leave out the days that are closed": ("closed", "none", "off", "no", "never"),
}


class _Table(NamedTuple):
    """The open spans of one year, in seconds from its beginning in UTC."""

    starts: tuple[float, ...]
    ends: tuple[float, ...]
    passed: tuple[float, ...]
    """Open seconds before each span, and after the last."""


@dataclass(frozen=True)
class Calendar:
    """When time counts. Moments are POSIX timestamps; `weekly` makes one, and `ALWAYS` is every hour of every day."""

    name: str
    zone: tzinfo
    week: Week | None
    """None: always."""
    holidays: str = ""
    """The code of a country or region, or nothing."""
    closed: frozenset[date] = frozenset()
    _tables: dict[int, _Table] = field(default_factory=dict, init=False, repr=False, compare=False)
    _passed_by_year: dict[int, float] = field(
        default_factory=lambda: {_BASE_YEAR: 0.0}, init=False, repr=False, compare=False
    )

    def seconds_between(self, start: float, end: float) -> float:
        """Return the open seconds between two moments; none when the second is not later."""
        if end <= start:
            return 0.0
        if self.week is None:
            return end - start
        return min(self._passed(end) - self._passed(start), end - start)

    def after(self, start: float, seconds: float) -> float | None:
        """Return the first moment at which so many open seconds have passed, or None when that never comes."""
        if self.week is None or seconds <= 0:
            return start + max(seconds, 0.0)
        if not any(self.week):
            return None
        passed = self._passed(start) + seconds
        year = _year_of(start)
        while self._passed_before(year + 1) < passed:
            year += 1
            if year > _LAST_YEAR:
                return None
        table, rest = self._table(year), passed - self._passed_before(year)
        at = bisect_left(table.passed, rest) - 1
        return max(start, _start_of(year) + table.starts[at] + rest - table.passed[at])

    def spans(self, start: float, end: float) -> tuple[Span, ...]:
        """Return the open time between two moments."""
        if self.week is None:
            return merged([Span(start, end)])
        return merged(self._spans(start, end))

    def _spans(self, start: float, end: float) -> Iterator[Span]:
        for year in range(_year_of(start), _year_of(end) + 1):
            begin, table = _start_of(year), self._table(year)
            for at in range(bisect_right(table.ends, start - begin), bisect_left(table.starts, end - begin)):
                yield Span(max(begin + table.starts[at], start), min(begin + table.ends[at], end))

    def _passed(self, moment: float) -> float:
        """Return the open seconds from the beginning of the base year to a moment; before it, a negative number."""
        year = _year_of(moment)
        table, into_year = self._table(year), moment - _start_of(year)
        at = bisect_right(table.starts, into_year) - 1
        if at < 0:
            return self._passed_before(year)
        return self._passed_before(year) + table.passed[at] + min(into_year, table.ends[at]) - table.starts[at]

    def _passed_before(self, year: int) -> float:
        known, nearest = self._passed_by_year, year
        while nearest not in known:
            nearest += 1 if year < _BASE_YEAR else -1
        for later in range(nearest, year):
            known[later + 1] = known[later] + self._table(later).passed[-1]
        for earlier in range(nearest - 1, year - 1, -1):
            known[earlier] = known[earlier + 1] - self._table(earlier).passed[-1]
        return known[year]

    def _table(self, year: int) -> _Table:
        if year not in self._tables:
            self._tables[year] = self._made(year)
        return self._tables[year]

    def _made(self, year: int) -> _Table:
        closed = {day.toordinal() for day in self.closed if abs(day.year - year) <= 1}
        alike = year if closed else _alike(year)
        if alike != year:
            return self._table(alike)
        if self.holidays:
            closed.update(*(public_holidays(self.holidays, near) for near in (year - 1, year, year + 1)))
        begin = _start_of(year)
        spans = [Span(float(start - begin), float(end - begin)) for start, end in merged(self._open_in(year, closed))]
        lengths = (end - start for start, end in spans)
        return _Table(
            tuple(start for start, _ in spans),
            tuple(end for _, end in spans),
            tuple(accumulate(lengths, initial=0.0)),
        )

    def _open_in(self, year: int, closed: set[int]) -> Iterator[Span]:
        """Yield the open spans of a year, day by day; `closed` are the ordinals of days."""
        for start, end, offset in _stretches(self.zone, year):
            first, last = start + offset, end + offset  # as the clock on the wall shows them
            for day in range(first // _DAY_SECONDS, -(-last // _DAY_SECONDS)):
                if self.week is None or _EPOCH_ORDINAL + day in closed:
                    continue
                for opens, closes in self.week[(day + 3) % 7]:  # the epoch was a Thursday
                    midnight = day * _DAY_SECONDS
                    yield Span(max(midnight + opens * 60, first) - offset, min(midnight + closes * 60, last) - offset)


ALWAYS = Calendar("always", UTC, None)
"""Every hour of every day."""


def weekly(name: str, zone: tzinfo, week: Week, holidays: str | None = None, closed: Iterable[date] = ()) -> Calendar:
    """Return the calendar of weekly hours in a zone, without the public holidays of a code and further closed days.

    The same arguments give the same calendar, so that what it has worked out of its years is there already.
    """
    return _weekly(name, zone, week, holidays or "", frozenset(closed))


@lru_cache(maxsize=64)
def _weekly(name: str, zone: tzinfo, week: Week, holidays: str, closed: frozenset[date]) -> Calendar:
    return Calendar(name, zone, week, holidays, closed)


def parse_week(written: Mapping[str, str]) -> Week:
    """Read the hours of a week: `{"mon-fri": "09:00-17:30", "sat": "10:00-12:00, 13:00-15:00"}`.

    Hours past midnight (`22:00-06:00`) belong to the days they run into, and those that overlap are joined. ValueError
    says in plain words what is wrong.
    """
    hours: list[list[Span]] = [[] for _ in _NAMES]
    for days, spans in written.items():
        for day in parse_days(days):
            for opens, closes in parse_hours(spans):
                hours[day].append(Span(opens, min(closes, _DAY_MINUTES)))
                hours[(day + 1) % 7].append(Span(0, closes - _DAY_MINUTES))
    return tuple(tuple((int(opens), int(closes)) for opens, closes in merged(day)) for day in hours)


def parse_days(text: str) -> tuple[int, ...]:
    """Read days of the week, Monday is 0: `sat`, `mon-fri`, `fri-mon`, `mon, wed`. ValueError says what is wrong."""
    days: list[int] = []
    for part in text.split(","):
        ends = [_day(word) for word in re.split(r"[-–]", part)]
        if len(ends) > 2:
            raise ValueError("write a range of days as `mon-fri`")
        days += [(ends[0] + step) % 7 for step in range((ends[-1] - ends[0]) % 7 + 1)]
    return tuple(days)


def _day(word: str) -> int:
    name = word.strip().lower()
    if name not in _DAYS:
        near = _NEARLY_DAYS.get(name) or (name[:3] if name[:3] in _DAYS else closest(name, _DAYS))
        raise ValueError(f"did you mean `{near}`?" if near else "write days as `mon`, `mon-fri` or `sat, sun`")
    return _DAYS[name]


def parse_hours(text: str) -> tuple[Minutes, ...]:
    """Read the hours of a day as minutes since its midnight; those of the next day are beyond 1440.

    ValueError says what is wrong.
    """
    return tuple(_hours(part.strip()) for part in text.split(","))


def _hours(text: str) -> Minutes:
    match = _SPAN.fullmatch(text)
    if match is None:
        raise ValueError(_instead(text))
    opens, closes = (_minutes(match[hour], match[hour + 1]) for hour in (1, 3))
    if opens == closes:
        raise ValueError("they end when they begin; a whole day is 00:00-24:00")
    if opens == _DAY_MINUTES:
        raise ValueError("they begin at 24:00, which is 00:00 of the next day")
    return opens, closes if closes > opens else closes + _DAY_MINUTES


def _minutes(hour: str, minute: str) -> int:
    minutes = int(hour) * 60 + int(minute)
    if int(minute) > 59 or minutes > _DAY_MINUTES:
        raise ValueError(f"there is no {hour}:{minute}")
    return minutes


def _instead(text: str) -> str:
    """Say how to write what was most likely meant."""
    for said, words in _NEARLY_HOURS.items():
        if text.lower() in words:
            return said
    match = _NEARLY_SPAN.fullmatch(text[:_LONGEST])
    if match is not None:
        written = f"{_clock(*match.groups()[:3])}-{_clock(*match.groups()[3:])}"
        _hours(written)  # what is wrong with those goes before how they are written
        return f"write the hours as {written}"
    return (
        f"{_HOW_HOURS}; several with commas, as 09:00-12:00, 13:00-17:00"
        if len(text) > len("09:00-17:30")
        else _HOW_HOURS
    )


def _clock(hour: str, minute: str | None, half: str | None) -> str:
    hours = int(hour) % 12 + 12 * (half.lower() == "pm") if half else int(hour)
    return f"{hours:02}:{minute or '00'}"


def _year_of(moment: float) -> int:
    """Return the year, in UTC, of a moment; at the ends of the calendar the nearest that has a table."""
    return (_EPOCH + timedelta(seconds=min(max(moment, _FIRST_MOMENT), _LAST_MOMENT))).year


def _start_of(year: int) -> int:
    return (date(year, 1, 1).toordinal() - _EPOCH_ORDINAL) * _DAY_SECONDS


_FIRST_MOMENT, _LAST_MOMENT = _start_of(_FIRST_YEAR), _start_of(_LAST_YEAR + 1) - 1


def _alike(year: int) -> int:
    """Return a year with the same table, so that a time with a typo in its year does not make thousands of them.

    Before 1800 no zone changed its clocks, after 2200 rules repeat, there are no public holidays known, and weekdays
    and leap years come round every 400 years.
    """
    first = 1400 if year < 1800 else 2200
    return year if 1400 <= year < 2600 else first + (year - first) % 400


@lru_cache(maxsize=1024)
def _stretches(zone: tzinfo, year: int) -> tuple[tuple[int, int, int], ...]:
    """Return start and end of each stretch of a year in which clocks are not changed, and the offset from UTC then.

    Zones do not tell when they change, so every day is asked; where a day's answer differs, the second is searched for.
    """
    start, end = _start_of(year), _start_of(year + 1)
    stretches, offset = [], _offset_seconds(zone, start)
    for next_day in range(start + _DAY_SECONDS, end + _DAY_SECONDS, _DAY_SECONDS):
        now = _offset_seconds(zone, next_day)
        if now != offset:
            change = _change(zone, next_day - _DAY_SECONDS, next_day)
            stretches.append((start, change, offset))
            start, offset = change, now
    return (*stretches, (start, end, offset))


def _change(zone: tzinfo, start: int, end: int) -> int:
    """Return the first second, after one and up to another, at which clocks stand differently than at the first."""
    before = _offset_seconds(zone, start)
    return start + bisect_left(range(start, end), True, key=lambda moment: _offset_seconds(zone, moment) != before)


def _offset_seconds(zone: tzinfo, moment: int) -> int:
    offset = (_EPOCH + timedelta(seconds=moment)).astimezone(zone).utcoffset()
    return int((offset or timedelta()).total_seconds())
