"""When support and service hours count."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.calendars import ALWAYS, DEFINITIONS, Calendar, parse_days, parse_hours, parse_week, weekly
from incidentbook.public_holidays import public_holidays
from incidentbook.spans import Span, length_seconds

HOUR, DAY = 3600, 86400
OFFICE = {"mon-fri": "09:00-17:30"}
EVERY = "mon-sun"


def at(text: str, zone: str = "UTC") -> float:
    """Return the timestamp of a time on the clock of a zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp()


def on_clock(moment: float) -> str:
    return f"{datetime.fromtimestamp(moment, UTC):%H:%M}"


def calendar(
    week: Mapping[str, str], zone: str = "Europe/London", holidays: str = "", closed: tuple[date, ...] = ()
) -> Calendar:
    return weekly("tried", ZoneInfo(zone), parse_week(week), holidays, closed)


def hours(found: Calendar, start: str, end: str, zone: str = "Europe/London") -> float:
    return found.seconds_between(at(start, zone), at(end, zone)) / HOUR


class Night(NamedTuple):
    """What a day is in UTC on which clocks are changed, and what 01:00-03:00 is on it."""

    zone: str
    day: str
    before: str
    after: str
    midnight: str
    next_midnight: str
    day_hours: float
    opens: str
    closes: str
    open_hours: float


LONDON, NEW_YORK, SYDNEY = "Europe/London", "America/New_York", "Australia/Sydney"
LORD_HOWE, KATHMANDU = "Australia/Lord_Howe", "Asia/Kathmandu"
# Worked out by hand from the laws of the places. By day: the offset at its midnight and at the next; both midnights in
# UTC (00:00 less the offset); its hours (24, less what clocks skip, more what they show twice); and the same of
# 01:00-03:00, which opens at the moment of the change where 01:00 is skipped.
WORKED_OUT = """
Europe/London
  2024-03-31  +00:00  +01:00  2024-03-31 00:00  2024-03-31 23:00  24-1=23      03-31 01:00  03-31 02:00  2-1=1
  2024-10-27  +01:00  +00:00  2024-10-26 23:00  2024-10-28 00:00  24+1=25      10-27 00:00  10-27 03:00  2+1=3
  2025-03-30  +00:00  +01:00  2025-03-30 00:00  2025-03-30 23:00  24-1=23      03-30 01:00  03-30 02:00  2-1=1
  2025-10-26  +01:00  +00:00  2025-10-25 23:00  2025-10-27 00:00  24+1=25      10-26 00:00  10-26 03:00  2+1=3
  2026-03-29  +00:00  +01:00  2026-03-29 00:00  2026-03-29 23:00  24-1=23      03-29 01:00  03-29 02:00  2-1=1
  2026-10-25  +01:00  +00:00  2026-10-24 23:00  2026-10-26 00:00  24+1=25      10-25 00:00  10-25 03:00  2+1=3
America/New_York
  2024-03-10  -05:00  -04:00  2024-03-10 05:00  2024-03-11 04:00  24-1=23      03-10 06:00  03-10 07:00  2-1=1
  2024-11-03  -04:00  -05:00  2024-11-03 04:00  2024-11-04 05:00  24+1=25      11-03 05:00  11-03 08:00  2+1=3
  2025-03-09  -05:00  -04:00  2025-03-09 05:00  2025-03-10 04:00  24-1=23      03-09 06:00  03-09 07:00  2-1=1
  2025-11-02  -04:00  -05:00  2025-11-02 04:00  2025-11-03 05:00  24+1=25      11-02 05:00  11-02 08:00  2+1=3
  2026-03-08  -05:00  -04:00  2026-03-08 05:00  2026-03-09 04:00  24-1=23      03-08 06:00  03-08 07:00  2-1=1
  2026-11-01  -04:00  -05:00  2026-11-01 04:00  2026-11-02 05:00  24+1=25      11-01 05:00  11-01 08:00  2+1=3
Australia/Sydney
  2024-04-07  +11:00  +10:00  2024-04-06 13:00  2024-04-07 14:00  24+1=25      04-06 14:00  04-06 17:00  2+1=3
  2024-10-06  +10:00  +11:00  2024-10-05 14:00  2024-10-06 13:00  24-1=23      10-05 15:00  10-05 16:00  2-1=1
  2025-04-06  +11:00  +10:00  2025-04-05 13:00  2025-04-06 14:00  24+1=25      04-05 14:00  04-05 17:00  2+1=3
  2025-10-05  +10:00  +11:00  2025-10-04 14:00  2025-10-05 13:00  24-1=23      10-04 15:00  10-04 16:00  2-1=1
  2026-04-05  +11:00  +10:00  2026-04-04 13:00  2026-04-05 14:00  24+1=25      04-04 14:00  04-04 17:00  2+1=3
  2026-10-04  +10:00  +11:00  2026-10-03 14:00  2026-10-04 13:00  24-1=23      10-03 15:00  10-03 16:00  2-1=1
Australia/Lord_Howe
  2024-04-07  +11:00  +10:30  2024-04-06 13:00  2024-04-07 13:30  24+0.5=24.5  04-06 14:00  04-06 16:30  2+0.5=2.5
  2024-10-06  +10:30  +11:00  2024-10-05 13:30  2024-10-06 13:00  24-0.5=23.5  10-05 14:30  10-05 16:00  2-0.5=1.5
  2025-04-06  +11:00  +10:30  2025-04-05 13:00  2025-04-06 13:30  24+0.5=24.5  04-05 14:00  04-05 16:30  2+0.5=2.5
  2025-10-05  +10:30  +11:00  2025-10-04 13:30  2025-10-05 13:00  24-0.5=23.5  10-04 14:30  10-04 16:00  2-0.5=1.5
  2026-04-05  +11:00  +10:30  2026-04-04 13:00  2026-04-05 13:30  24+0.5=24.5  04-04 14:00  04-04 16:30  2+0.5=2.5
  2026-10-04  +10:30  +11:00  2026-10-03 13:30  2026-10-04 13:00  24-0.5=23.5  10-03 14:30  10-03 16:00  2-0.5=1.5
Asia/Kathmandu
  2024-03-31  +05:45  +05:45  2024-03-30 18:15  2024-03-31 18:15  24+0=24      03-30 19:15  03-30 21:15  2+0=2
  2025-10-26  +05:45  +05:45  2025-10-25 18:15  2025-10-26 18:15  24+0=24      10-25 19:15  10-25 21:15  2+0=2
  2026-10-04  +05:45  +05:45  2026-10-03 18:15  2026-10-04 18:15  24+0=24      10-03 19:15  10-03 21:15  2+0=2
"""


def worked_out() -> Iterator[Night]:
    zone = ""
    for line in WORKED_OUT.strip().splitlines():
        day, *cells = re.split(r"  +", line.strip())
        if not cells:
            zone = day
            continue
        before, after, midnight, next_midnight, day_sum, opens, closes, open_sum = cells
        hours_of_day, hours_open = (float(text.split("=")[1]) for text in (day_sum, open_sum))
        year = f"{day[:4]}-"
        yield Night(
            zone, day, before, after, midnight, next_midnight, hours_of_day, year + opens, year + closes, hours_open
        )


NIGHTS = list(worked_out())


@pytest.mark.parametrize("night", NIGHTS, ids=lambda night: f"{night.zone} {night.day}")
def test_hours_are_those_on_the_wall_when_clocks_are_changed(night: Night) -> None:
    """From midnight to midnight, and from 01:00 to 03:00, as worked out by hand."""
    midnight, next_midnight, opens, closes = (
        at(text) for text in (night.midnight, night.next_midnight, night.opens, night.closes)
    )
    assert midnight == datetime.fromisoformat(f"{night.day} 00:00{night.before}").timestamp()
    assert next_midnight == datetime.fromisoformat(f"{night.day} 00:00{night.after}").timestamp() + DAY
    assert next_midnight - midnight == night.day_hours * HOUR
    found = calendar({EVERY: "01:00-03:00"}, night.zone)
    assert found.spans(midnight, next_midnight) == (Span(opens, closes),)
    assert found.seconds_between(midnight, next_midnight) == night.open_hours * HOUR == closes - opens
    assert found.after(midnight, night.open_hours * HOUR) == closes
    whole = calendar({"mon-sun": "00:00-24:00"}, night.zone)
    assert whole.seconds_between(midnight, next_midnight) == night.day_hours * HOUR
    weekday = f"{date.fromisoformat(night.day):%a}"
    only = calendar({weekday: "00:00-24:00"}, night.zone)
    assert only.spans(midnight - 2 * DAY, next_midnight + 2 * DAY) == (Span(midnight, next_midnight),)


def test_no_change_of_these_years_is_left_out() -> None:
    """Of the zones above."""
    changes = set()
    for zone in (LONDON, NEW_YORK, SYDNEY, LORD_HOWE, KATHMANDU):
        for days in range((date(2027, 1, 1) - date(2024, 1, 1)).days):
            start = datetime(2024, 1, 1, tzinfo=ZoneInfo(zone)) + timedelta(days=days)
            if start.utcoffset() != (start + timedelta(days=1)).utcoffset():
                changes.add((zone, f"{start:%Y-%m-%d}"))
    assert changes == {(night.zone, night.day) for night in NIGHTS if night.day_hours != 24}


@pytest.mark.parametrize(
    ("written", "day", "spans"),
    [
        ("00:30-01:30", "2026-03-29", ["00:30-01:00"]),
        ("01:15-01:45", "2026-03-29", []),
        ("01:30-02:30", "2026-03-29", ["01:00-01:30"]),
        ("00:30-01:30", "2026-10-25", ["23:30-00:30", "01:00-01:30"]),
        ("01:15-01:45", "2026-10-25", ["00:15-00:45", "01:15-01:45"]),
        ("01:30-02:30", "2026-10-25", ["00:30-01:00", "01:30-02:30"]),
    ],
)
def test_hours_that_begin_or_end_amid_a_change_follow_the_clock_too(written: str, day: str, spans: list[str]) -> None:
    """In London, where 01:00 to 02:00 is skipped or shown twice; the spans are in UTC."""
    found = calendar({EVERY: written}).spans(at(f"{day} 00:00", LONDON), at(f"{day} 12:00", LONDON))
    assert [f"{on_clock(one.start)}-{on_clock(one.end)}" for one in found] == spans


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2026-03-27 17:00", "2026-03-30 09:45", 0.5 + 0.75),  # over the weekend in which clocks go forward
        ("2026-10-23 17:00", "2026-10-26 09:45", 0.5 + 0.75),  # … and back
        ("2026-03-02 00:00", "2026-03-09 00:00", 5 * 8.5),
        ("2026-03-07 10:00", "2026-03-08 10:00", 0),
        ("2026-03-04 12:00", "2026-03-04 12:00", 0),
        ("2026-03-04 12:00", "2026-03-04 10:00", 0),
        ("2025-12-31 16:30", "2026-01-01 10:00", 1 + 1),
    ],
)
def test_office_hours(start: str, end: str, said: float) -> None:
    """Over a weekend, within one, over the year's end."""
    assert hours(calendar(OFFICE), start, end) == said


@pytest.mark.parametrize(
    ("saturday", "said"), [("2026-03-21", 8), ("2026-03-28", 7), ("2026-10-24", 9), ("2026-12-26", 8)]
)
def test_a_night_s_hours_run_into_the_next_day(saturday: str, said: float) -> None:
    """With an hour less or more when clocks are changed."""
    found = calendar({"sat": "22:00-06:00"})
    start = at(f"{saturday} 00:00", LONDON)
    assert found.seconds_between(start, start + 3 * DAY) == said * HOUR
    assert len(found.spans(start, start + 3 * DAY)) == 1


def test_spans_are_joined_at_midnight_and_at_the_end_of_the_year() -> None:
    """A calendar that is open all the time is one span, and loses no second."""
    found = calendar({"mon-sun": "00:00-24:00"})
    start, end = at("2023-05-06 07:08"), at("2027-01-02 03:04")
    assert found.spans(start, end) == (Span(start, end),)
    assert found.seconds_between(start, end) == end - start


def test_public_holidays_are_closed_on_the_day_on_which_they_are_observed() -> None:
    """Christmas 2026 in England: Friday, then Boxing Day on a Saturday, observed on Monday 28."""
    week = ("2026-12-21 00:00", "2026-12-30 00:00")
    assert hours(calendar(OFFICE), *week) == 7 * 8.5
    assert hours(calendar(OFFICE, holidays="GB-ENG"), *week) == 5 * 8.5
    assert hours(calendar(OFFICE, holidays="GB-ENG", closed=(date(2026, 12, 24),)), *week) == 4 * 8.5


def test_a_holiday_of_the_next_year_may_be_observed_in_this_one() -> None:
    """New Year's Day 2028 is a Saturday, and observed in the United States on the Friday before."""
    found = calendar(OFFICE, NEW_YORK, holidays="US")
    assert hours(found, "2027-12-31 00:00", "2028-01-01 00:00", NEW_YORK) == 0


def test_a_region_has_holidays_of_its_own() -> None:
    """Corpus Christi is one in Bavaria, not in Berlin."""
    day = ("2026-06-04 00:00", "2026-06-05 00:00", "Europe/Berlin")
    assert hours(calendar(OFFICE, "Europe/Berlin", holidays="DE-BY"), *day) == 0
    assert hours(calendar(OFFICE, "Europe/Berlin", holidays="DE-BE"), *day) == 8.5


def test_a_closed_day_is_closed_from_midnight_to_midnight() -> None:
    """In the calendar's zone, also to hours that began the day before."""
    found = calendar({EVERY: "22:00-06:00"}, SYDNEY, closed=(date(2026, 12, 25),))
    spans = found.spans(at("2026-12-24 12:00", SYDNEY), at("2026-12-26 12:00", SYDNEY))
    assert spans == (
        Span(at("2026-12-24 22:00", SYDNEY), at("2026-12-25 00:00", SYDNEY)),
        Span(at("2026-12-26 00:00", SYDNEY), at("2026-12-26 06:00", SYDNEY)),
    )


def test_an_empty_week_is_never_open() -> None:
    """Nor does any moment come by it."""
    found = calendar({}, holidays="GB-ENG")
    assert found.seconds_between(at("1990-01-01"), at("2040-01-01")) == 0
    assert found.spans(at("1990-01-01"), at("2040-01-01")) == ()
    assert found.after(at("2026-01-01"), 1) is None
    assert found.after(at("2026-01-01"), 0) == at("2026-01-01")


def test_what_takes_longer_than_there_are_years_never_comes() -> None:
    """However long it is looked for."""
    assert calendar({"mon": "09:00-09:01"}).after(at("2026-01-01"), 1e12) is None


def test_after_is_the_first_moment_at_which_the_time_has_passed() -> None:
    """The end of the day, not the beginning of the next; outside hours, it begins with the next ones."""
    found = calendar(OFFICE)
    friday = at("2026-03-06 16:30", LONDON)
    assert found.after(friday, HOUR) == at("2026-03-06 17:30", LONDON)
    assert found.after(friday, HOUR + 1) == at("2026-03-09 09:00:01", LONDON)
    assert found.after(at("2026-03-07 12:00", LONDON), HOUR) == at("2026-03-09 10:00", LONDON)
    assert found.after(at("2026-12-31 17:00", LONDON), HOUR) == at("2027-01-01 09:30", LONDON)


def test_always_is_exact() -> None:
    """Every second, and every part of one, counts."""
    assert ALWAYS.seconds_between(0.25, 1e9 + 0.5) == 1e9 + 0.25
    assert ALWAYS.seconds_between(5, 5) == ALWAYS.seconds_between(6, 5) == 0
    assert ALWAYS.after(5, 2.5) == 7.5
    assert ALWAYS.spans(1, 2) == (Span(1, 2),)
    assert ALWAYS.spans(2, 2) == ()


def test_half_a_day_is_skipped_where_a_country_went_over_the_date_line() -> None:
    """Samoa had no 30 December 2011: the week in which it was missing has six days."""
    found = calendar({"mon-sun": "00:00-24:00"}, "Pacific/Apia")
    assert hours(found, "2011-12-26 00:00", "2012-01-02 00:00", "Pacific/Apia") == 6 * 24
    fridays = calendar({"fri": "09:00-17:00"}, "Pacific/Apia")
    assert hours(fridays, "2011-12-26 00:00", "2012-01-02 00:00", "Pacific/Apia") == 0


@pytest.mark.parametrize("year", [202, 1700, 2650, 9000])
def test_years_far_away_are_counted_as_exactly(year: int) -> None:
    """A closed Sunday changes nothing, but has the year worked out instead of taken from one like it."""
    sunday = next(day for day in (date(year, 6, 1 + more) for more in range(7)) if day.weekday() == 6)
    week = {"mon-fri": "00:10-03:20", "sat": "22:00-06:00"}
    start = datetime(year, 1, 1, tzinfo=UTC).timestamp() + 12345
    found, exact = calendar(week), calendar({**week, "sat": "22:00-24:00"}, closed=(sunday,))
    plain = calendar({**week, "sat": "22:00-24:00"})
    assert plain.spans(start, start + 200 * DAY) == exact.spans(start, start + 200 * DAY)
    assert plain.seconds_between(start, at("2026-01-01")) == exact.seconds_between(start, at("2026-01-01"))
    after = found.after(start, 1000 * HOUR)
    assert after is not None
    assert found.seconds_between(start, after) == 1000 * HOUR


def test_moments_beyond_the_calendar_have_no_open_time() -> None:
    """And raise nothing."""
    found = calendar(OFFICE)
    assert found.seconds_between(-1e14, -1e13) == found.seconds_between(1e13, 1e14) == 0
    assert found.seconds_between(-1e14, 1e14) > 0


def test_the_same_calendar_is_made_once() -> None:
    """So that its years are not worked out again for every build."""
    assert calendar(OFFICE, holidays="GB-ENG") is calendar({"mon-fri": "9:00 - 17:30"}, holidays="GB-ENG")


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("sat", (5,)),
        ("fri-mon", (4, 5, 6, 0)),
        ("sun-sat", (6, 0, 1, 2, 3, 4, 5)),
        ("tue-tue", (1,)),
        ("mon, wed-thu", (0, 2, 3)),
        (" Monday – Friday ", (0, 1, 2, 3, 4)),
    ],
)
def test_days_are_read(written: str, days: tuple[int, ...]) -> None:
    """Short or in full, in ranges that may wrap, in lists."""
    assert parse_days(written) == days


@pytest.mark.parametrize(
    ("written", "spans"),
    [
        ("09:00-17:30", ((540, 1050),)),
        ("9:00 – 17:30", ((540, 1050),)),
        ("00:00-24:00", ((0, 1440),)),
        ("22:00-06:00", ((1320, 1800),)),
        ("22:00-00:00", ((1320, 1440),)),
        ("09:00-12:00, 13:00-17:00", ((540, 720), (780, 1020))),
        ("09:00-12:00,13:00-17:00", ((540, 720), (780, 1020))),
    ],
)
def test_hours_are_read(written: str, spans: tuple[tuple[int, int], ...]) -> None:
    """As minutes since midnight."""
    assert parse_hours(written) == spans


SEVERAL = "write the hours as 09:00-17:30; several with commas, as 09:00-12:00, 13:00-17:00"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("9-17", "write the hours as 09:00-17:00"),
        ("9-17:30", "write the hours as 09:00-17:30"),
        ("09.00-17.30", "write the hours as 09:00-17:30"),
        ("0900-1730", "write the hours as 09:00-17:30"),
        ("09:00 to 17:30", "write the hours as 09:00-17:30"),
        ("9am-5:30pm", "write the hours as 09:00-17:30"),
        ("12am - 12pm", "write the hours as 00:00-12:00"),
        ("09:00—17:30", "write the hours as 09:00-17:30"),
        ("09:00", "write the hours as 09:00-17:30"),
        ("", "write the hours as 09:00-17:30"),
        ("09:00-12:00,", "write the hours as 09:00-17:30"),
        ("09:00-12:00; 13:00-17:00", SEVERAL),
        ("24/7", "write a whole day as 00:00-24:00"),
        ("Closed", "leave out the days that are closed"),
        ("09:00-25:00", "there is no 25:00"),
        ("9-25", "there is no 25:00"),
        ("09:70-17:00", "there is no 09:70"),
        ("09:00-24:01", "there is no 24:01"),
        ("09:00-09:00", "they end when they begin; a whole day is 00:00-24:00"),
        ("24:00-06:00", "they begin at 24:00, which is 00:00 of the next day"),
        ("office hours as usual", SEVERAL),
        ("٩:٠٠-١٧:٠٠", "write the hours as 09:00-17:30"),
    ],
)  # fmt: skip
def test_hours_that_cannot_be_read_say_how_to_write_them(written: str, said: str) -> None:
    """In plain words."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the words are compared
        parse_hours(written)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("monn", "did you mean `mon`?"),
        ("mon-thurs", "did you mean `thu`?"),
        ("wendesday", "did you mean `wednesday`?"),
        ("weekdays", "did you mean `mon-fri`?"),
        ("Daily", "did you mean `mon-sun`?"),
        ("mon-fry", "write days as `mon`, `mon-fri` or `sat, sun`"),
        ("", "write days as `mon`, `mon-fri` or `sat, sun`"),
        ("mon-", "write days as `mon`, `mon-fri` or `sat, sun`"),
        ("mon-wed-fri", "write a range of days as `mon-fri`"),
        ("1-5", "write days as `mon`, `mon-fri` or `sat, sun`"),
    ],
)
def test_days_that_cannot_be_read_say_how_to_write_them(written: str, said: str) -> None:
    """With the one that was meant, where it can be told."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the words are compared
        parse_days(written)
    assert str(caught.value) == said


def test_entries_that_overlap_are_joined() -> None:
    """A night's hours with the next morning's, a range with a day in it."""
    week = parse_week({"mon-tue": "08:00-12:00", "tue": "10:00-14:00, 14:00-15:00", "sun": "22:00-09:00"})
    assert week == (((0, 720),), ((480, 900),), (), (), (), (), ((1320, 1440),))
    assert parse_week({}) == ((),) * 7


def test_the_words_of_the_definition_are_there() -> None:
    """With no setting in them."""
    assert [definition.name for definition in DEFINITIONS] == ["hours"]
    assert all(definition.text.format() == definition.text for definition in DEFINITIONS)


ZONES = ("UTC", LONDON, NEW_YORK, SYDNEY, LORD_HOWE, KATHMANDU, "Africa/Casablanca", "Pacific/Apia", "America/St_Johns")
SPANS = ("09:00-17:30", "00:00-24:00", "22:00-06:00", "01:30-03:00", "00:15-01:45, 02:10-02:20", "23:00-01:30")
DAYS = ("mon", "mon-fri", "sat-sun", "fri-mon", "sun", EVERY)


@cache
def _calendar(zone: str, week: tuple[tuple[str, str], ...], holidays: str, closed: tuple[date, ...]) -> Calendar:
    return calendar(dict(week), zone, holidays, closed)


CALENDARS = st.one_of(
    st.just(ALWAYS),
    st.builds(
        _calendar,
        st.sampled_from(ZONES),
        st.dictionaries(st.sampled_from(DAYS), st.sampled_from(SPANS), min_size=1, max_size=2).map(
            lambda week: tuple(week.items())
        ),
        st.sampled_from(["", "", "GB-ENG"]),
        st.sampled_from([(), (date(2025, 10, 26), date(2026, 3, 29))]),
    ),
)
FROM, TO = int(at("2009-06-01")), int(at("2029-06-01"))
# Mostly around nights in which clocks were changed, where there is something to find.
MOMENTS = st.one_of(
    st.integers(FROM, TO),
    st.builds(
        lambda night, seconds: int(at(night.midnight)) + seconds, st.sampled_from(NIGHTS), st.integers(-DAY, 2 * DAY)
    ),
)
LAW = settings(deadline=None, max_examples=150)


@LAW
@given(CALENDARS, MOMENTS)
def test_a_moment_is_open_when_the_clock_on_the_wall_says_so(found: Calendar, moment: int) -> None:
    """And the day is not closed."""
    wall = datetime.fromtimestamp(moment, found.zone)
    minute = wall.hour * 60 + wall.minute
    week = found.week if found.week is not None else (((0, 1440),),) * 7
    holidays = public_holidays(found.holidays, wall.year) if found.holidays else ()
    closed = wall.date() in found.closed or wall.toordinal() in holidays
    expected = not closed and any(opens <= minute < closes for opens, closes in week[wall.weekday()])
    assert (found.seconds_between(moment, moment + 1) == 1) == expected


@LAW
@given(CALENDARS, st.lists(MOMENTS, min_size=3, max_size=5).map(sorted))
def test_time_between_is_additive_over_any_split(found: Calendar, moments: list[int]) -> None:
    """Exactly, to the second."""
    parts = [found.seconds_between(start, end) for start, end in pairwise(moments)]
    assert sum(parts) == found.seconds_between(moments[0], moments[-1])


@LAW
@given(CALENDARS, MOMENTS, st.integers(0, 5000))
def test_adding_hours_and_measuring_back_gives_them(found: Calendar, start: int, minutes: int) -> None:
    """Exactly, and no earlier moment will do."""
    after = found.after(start, minutes * 60)
    assert after is not None
    assert after >= start
    assert found.seconds_between(start, after) == minutes * 60
    assert minutes == 0 or found.seconds_between(start, after - 1) == minutes * 60 - 1


@LAW
@given(CALENDARS, MOMENTS, MOMENTS)
def test_no_calendar_makes_a_duration_longer_than_the_clock(found: Calendar, start: int, end: int) -> None:
    """Nor less than nothing; and its spans are as long together."""
    seconds = found.seconds_between(start, end)
    assert 0 <= seconds <= max(end - start, 0)
    if end - start < 40 * DAY:
        assert length_seconds(found.spans(start, end)) == seconds


@LAW
@given(CALENDARS, MOMENTS, MOMENTS, MOMENTS)
def test_more_time_is_never_less_open_time(found: Calendar, start: int, end: int, later: int) -> None:
    """Nor does more to do come earlier."""
    end, later = sorted((end, later))
    assert found.seconds_between(start, end) <= found.seconds_between(start, later)
    assert found.seconds_between(end, TO) >= found.seconds_between(later, TO)
    first, second = found.after(start, abs(end - FROM) / 100), found.after(start, abs(later - FROM) / 100)
    assert first is not None
    assert second is not None
    assert (first <= second) == (abs(end - FROM) <= abs(later - FROM)) or first == second


@LAW
@given(CALENDARS, st.lists(MOMENTS, min_size=2, max_size=2).map(sorted), st.floats(0, 1), st.floats(0, 1))
def test_parts_of_a_second_count_as_parts(found: Calendar, moments: list[int], more: float, less: float) -> None:
    """Within a millionth of one."""
    start, end = moments[0] + more, moments[1] + less
    whole = found.seconds_between(*moments)
    parts = found.seconds_between(moments[0], start), found.seconds_between(moments[1], end)
    assert found.seconds_between(start, end) == pytest.approx(max(whole - parts[0] + parts[1], 0), abs=1e-5)
