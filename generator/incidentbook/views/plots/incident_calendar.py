"""The days on which incidents began: a calendar of each year, the newest first, its days shaded by how many there were.

A year is two halves of weeks, beside each other or, on a narrow screen, below each other. A half is drawn in units of a
day: a column is a week, a row a day of the week from Monday on.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from incidentbook.text import counted
from incidentbook.views.plots.caption import Caption, sentences
from incidentbook.views.time_axis import number

WEEKS = (27, 28)
"""As many columns as the longest first and second half of a year can touch."""
MOST_YEARS = 8
MOST_DAYS = 700
"""With incidents: as many newest years are drawn as have no more, but at least one. The table has all."""
SHADES = (1, 2, 3, 5)
"""From how many incidents on a day has the first shade, the second and so on."""
_NAMED = 6
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class Began(NamedTuple):
    """An incident and the day it began, in the site's zone."""

    on: date
    name: str
    title: str
    path: str


class Day(NamedTuple):
    """A day with incidents."""

    week: int
    weekday: int
    shade: int
    """From 1 on."""
    said: str
    path: str
    """Of its first incident."""


class Month(NamedTuple):
    """The name of a month above its first full week."""

    x: str
    label: str


class Half(NamedTuple):
    """Half a year; the paths are those of SVG, in days."""

    weeks: int
    """How many columns it is wide."""
    outline: str
    """Around all days that have come."""
    borders: str
    """Between the months."""
    months: tuple[Month, ...]
    days: tuple[Day, ...]


class Year(NamedTuple):
    """A year of the calendar."""

    year: int
    said: str
    halves: tuple[Half, ...]


class Row(NamedTuple):
    """A year in the table."""

    year: int
    months: tuple[int, ...]
    incidents: int
    days: int


@dataclass(frozen=True)
class IncidentCalendar:
    """The whole figure. Without incidents it has a caption only."""

    caption: Caption
    years: tuple[Year, ...]
    links: int
    legend: tuple[tuple[int, str], ...]
    """The shades that occur, and for how many incidents each stands."""
    rows: tuple[Row, ...]
    """Newest first."""


def incident_calendar(
    began: Iterable[Began], until: date, *, name: str = "incident-calendar", title: str = "", note: str = ""
) -> IncidentCalendar:
    """Draw the years of some incidents up to the day that is `until`; what is dated later is left out, and said."""
    by_day: dict[date, list[Began]] = defaultdict(list)
    later = 0
    for one in began:
        if one.on > until:
            later += 1
        else:
            by_day[one.on].append(one)
    dated_later = f"{counted(later, 'incident')} dated after {_written(until)} left out." if later else ""
    if not by_day:
        return IncidentCalendar(
            Caption(name, title or "No incident has a date", sentences(note, dated_later)), (), 0, (), ()
        )
    first = max(min(by_day).year, until.year - MOST_YEARS + 1)
    rows = tuple(_rows(by_day, sorted({*range(first, until.year + 1), *(day.year for day in by_day)}, reverse=True)))
    drawn = _drawn(rows)
    by_half: dict[tuple[int, bool], list[date]] = defaultdict(list)
    for day in sorted(by_day):
        by_half[day.year, day.month > 6].append(day)
    years = tuple(
        Year(
            row.year,
            counted(row.incidents, "incident"),
            tuple(_half(row.year, second, by_half[row.year, second], by_day, until) for second in (False, True)),
        )
        for row in drawn
    )
    shades = {day.shade for year in years for half in year.halves for day in half.days}
    return IncidentCalendar(
        caption=Caption(name, title or _finding(by_day), sentences(note, _left_out(rows[len(drawn) :]), dated_later)),
        years=years,
        links=sum(len(half.days) for year in years for half in year.halves),
        legend=tuple((shade, _shade_said(shade)) for shade in sorted(shades)),
        rows=rows,
    )


def _rows(by_day: Mapping[date, Sequence[Began]], years: Iterable[int]) -> Iterator[Row]:
    counts: dict[int, list[int]] = defaultdict(lambda: [0] * 12)
    days: dict[int, int] = defaultdict(int)
    for day, same in by_day.items():
        counts[day.year][day.month - 1] += len(same)
        days[day.year] += 1
    for year in years:
        yield Row(year, tuple(counts[year]), sum(counts[year]), days[year])


def _drawn(rows: Sequence[Row]) -> Sequence[Row]:
    found, days = 1, rows[0].days
    while found < min(len(rows), MOST_YEARS) and days + rows[found].days <= MOST_DAYS:
        days += rows[found].days
        found += 1
    return rows[:found]


def _half(year: int, second: bool, days: Iterable[date], by_day: Mapping[date, Sequence[Began]], until: date) -> Half:
    starts = [date(year, month, 1) for month in (range(7, 13) if second else range(1, 7))]
    first, last = starts[0].toordinal(), min(date(year, 12, 31) if second else date(year, 6, 30), until).toordinal()
    before, weeks = starts[0].weekday(), WEEKS[second]
    offsets = [before + start.toordinal() - first for start in starts]
    return Half(
        weeks=weeks,
        outline=_outline(before, last - first),
        borders="".join(_border(offset) for offset in offsets[1:] if offset <= before + last - first),
        months=tuple(
            Month(number((offset + 6) // 7 * 100 / weeks), _MONTHS[start.month - 1])
            for offset, start in zip(offsets, starts, strict=True)
        ),
        days=tuple(_day(day, before + day.toordinal() - first, sorted(by_day[day])) for day in days),
    )


def _day(day: date, offset: int, same: Sequence[Began]) -> Day:
    week, weekday = divmod(offset, 7)
    return Day(week, weekday, _shade(len(same)), _said(day, same), same[0].path)


def _outline(before: int, days: int) -> str:
    """Return the path around the days of a half, from the first to the one so many days later."""
    if days < 0:
        return ""
    week, weekday = divmod(before + days, 7)
    if week == 0:
        return f"M0 {before}H1V{weekday + 1}H0Z"
    return f"M1 0H{week + 1}V{weekday + 1}H{week}V7H0V{before}H1Z"


def _border(offset: int) -> str:
    week, weekday = divmod(offset, 7)
    return f"M{week + 1} 0V{weekday}H{week}V7" if weekday else f"M{week} 0V7"


def _shade(incidents: int) -> int:
    return bisect_right(SHADES, incidents)


def _shade_said(shade: int) -> str:
    least = SHADES[shade - 1]
    if shade == len(SHADES):
        return f"{least} or more"
    return f"{least}" if SHADES[shade] == least + 1 else f"{least} to {SHADES[shade] - 1}"


def _said(day: date, same: Sequence[Began]) -> str:
    named = "; ".join(f"{one.name} {one.title}" for one in same[:_NAMED])
    more = f"; and {len(same) - _NAMED} more" if len(same) > _NAMED else ""
    return f"{_written(day)}: {named}{more}"


def _written(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _finding(by_day: Mapping[date, Sequence[Began]]) -> str:
    total = sum(map(len, by_day.values()))
    said = f"{counted(total, 'incident')} on {counted(len(by_day), 'day')}"
    most = max(len(same) for same in by_day.values())
    if most == 1:
        return f"{said}, never two on one" if total > 1 else said
    busiest = max(day for day, same in by_day.items() if len(same) == most)
    return f"{said}, at most {most} on one ({_written(busiest)})"


def _left_out(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    years = f"{rows[-1].year} to {rows[0].year}" if len(rows) > 1 else str(rows[0].year)
    return f"{years} ({counted(sum(row.incidents for row in rows), 'incident')}) in the table only."
