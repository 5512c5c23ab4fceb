"""Months, quarters and years."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.periods import UNITS, Period, Unit, period_of, periods_between

ZONES = ("UTC", "Europe/London", "America/New_York", "Australia/Sydney", "Asia/Kathmandu", "America/Asuncion",
         "America/Havana", "Asia/Beirut", "Pacific/Apia", "Pacific/Kiritimati", "Africa/Monrovia")  # fmt: skip
LAW = settings(deadline=None, max_examples=150)
MOMENTS = st.floats(datetime(1850, 1, 1, tzinfo=UTC).timestamp(), datetime(2090, 1, 1, tzinfo=UTC).timestamp())


def moment(text: str, zone: str = "UTC") -> float:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp()


@pytest.mark.parametrize(
    ("unit", "key", "title", "start", "end"),
    [
        ("month", "2026-03", "March 2026", "2026-03-01", "2026-04-01"),
        ("quarter", "2026-Q1", "Q1 2026", "2026-01-01", "2026-04-01"),
        ("year", "2026", "2026", "2026-01-01", "2027-01-01"),
    ],
)
def test_a_period_has_a_key_a_title_and_two_midnights(unit: Unit, key: str, title: str, start: str, end: str) -> None:
    """Of the zone that is asked for."""
    for zone in ("UTC", "Europe/London", "Australia/Sydney"):
        expected = Period(key, title, moment(start, zone), moment(end, zone))
        assert period_of(moment("2026-03-31T12:00", zone), unit, ZoneInfo(zone)) == expected


def test_the_zone_decides_on_which_side_of_midnight_a_moment_lies() -> None:
    """In summer London is an hour ahead of UTC: the last hour of June there is July here."""
    late = moment("2026-06-30T23:30")
    assert period_of(late, "quarter", UTC).key == "2026-Q2"
    assert period_of(late, "quarter", ZoneInfo("Europe/London")).key == "2026-Q3"
    assert period_of(late, "month", ZoneInfo("America/New_York")).key == "2026-06"


def test_a_period_holds_its_first_second_and_not_its_last() -> None:
    """So that every moment belongs to one period."""
    for unit in UNITS:
        period = period_of(moment("2026-03-31T12:00"), unit, UTC)
        assert period_of(period.start, unit, UTC) == period
        assert period_of(period.end - 1e-9, unit, UTC).key in (period.key, period_of(period.end, unit, UTC).key)
        assert period_of(period.end, unit, UTC).start == period.end
        assert period_of(period.start - 1, unit, UTC).end == period.start


def test_a_month_with_a_change_of_the_clock_is_an_hour_shorter_or_longer() -> None:
    """In London, in 2026."""
    hours = {
        key: (period_of(moment(f"{key}-15"), "month", ZoneInfo("Europe/London")))
        for key in ("2026-03", "2026-04", "2026-10")
    }
    assert [(period.end - period.start) / 3600 for period in hours.values()] == [31 * 24 - 1, 30 * 24, 31 * 24 + 1]


def test_where_clocks_skip_the_first_midnight_the_month_begins_when_they_are_put_forward() -> None:
    """In Paraguay on 1 October 2000 the clocks went from 00:00 to 01:00."""
    zone = ZoneInfo("America/Asuncion")
    change = moment("2000-10-01T04:00")
    assert period_of(change, "month", zone).start == change
    assert period_of(change - 1, "month", zone).key == "2000-09"


def test_the_periods_between_two_moments_are_without_a_gap() -> None:
    """Both ends' periods included."""
    first, last = moment("2025-11-30"), moment("2026-02-01")
    assert [period.key for period in periods_between(first, last, "month", UTC)] == [
        "2025-11", "2025-12", "2026-01", "2026-02",
    ]  # fmt: skip
    assert [period.key for period in periods_between(first, last, "quarter", UTC)] == ["2025-Q4", "2026-Q1"]
    assert [period.key for period in periods_between(first, last, "year", UTC)] == ["2025", "2026"]
    assert [period.key for period in periods_between(first, first, "year", UTC)] == ["2025"]
    assert periods_between(last, first, "month", UTC) == ()


def test_years_of_fewer_digits_sort_too() -> None:
    """A mistyped year is a finding elsewhere; here it is a year."""
    assert period_of(moment("0202-03-04"), "quarter", UTC)[:2] == ("0202-Q1", "Q1 202")


@LAW
@given(MOMENTS, st.sampled_from(UNITS), st.sampled_from(ZONES))
def test_every_moment_lies_in_its_period(at: float, unit: Unit, name: str) -> None:
    """And in one only: the next begins where it ends."""
    zone = ZoneInfo(name)
    period = period_of(at, unit, zone)
    assert period.start <= at < period.end
    following = period_of(period.end, unit, zone)
    assert following.start == period.end
    assert following.key > period.key


@LAW
@given(MOMENTS, st.integers(0, 900), st.sampled_from(UNITS), st.sampled_from(ZONES))
def test_periods_between_follow_one_another(at: float, days: int, unit: Unit, name: str) -> None:
    """From the period of the first to that of the last."""
    zone, later = ZoneInfo(name), at + timedelta(days=days).total_seconds()
    found = periods_between(at, later, unit, zone)
    assert found[0] == period_of(at, unit, zone)
    assert found[-1] == period_of(later, unit, zone)
    assert all(before.end == after.start for before, after in pairwise(found))
