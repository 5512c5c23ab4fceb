"""Times as people type them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.instants import parse_instant
from incidentbook.typed_times import typed_time

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 3, 4, 12, 30, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("now", "2026-03-04 12:30"),
        ("10:12", "2026-03-04 10:12"),
        ("9.05", "2026-03-04 09:05"),
        ("23:50", "2026-03-03 23:50"),
        ("13:20", "2026-03-04 13:20"),
        ("~ 10:12", "~ 2026-03-04 10:12"),
        ("yesterday 23:50", "2026-03-03 23:50"),
        ("Yesterday", "2026-03-03"),
        ("today 00:10", "2026-03-04 00:10"),
        ("20 min ago", "2026-03-04 12:10"),
        ("13 h ago", "2026-03-03 23:30"),
        ("2026-03-04T10:12", "2026-03-04 10:12"),
        ("2026-03-04 10:12Z", "2026-03-04 10:12Z"),
        ("2026-03", "2026-03"),
    ],
)
def test_what_is_typed_becomes_what_an_article_has(typed: str, written: str) -> None:
    """A clock time alone is the last that was, but for the hour in which clocks may differ."""
    assert typed_time(typed, NOW).text == written


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("soon", "write it as 10:12, 2026-03-04 10:12 or now"),
        ("25:61", "there is no 25:61 on a clock"),
        ("2026-03-04 16", "the minutes are missing: write 10:00"),
        ("2027-03-04", "4 Mar 2027 is in the future"),
        ("5 parsecs ago", "write a duration as"),
    ],
)
def test_what_cannot_be_is_said(typed: str, said: str) -> None:
    """In words that help to type it again."""
    with pytest.raises(ValueError, match=said):
        typed_time(typed, NOW)


def test_a_clock_time_goes_by_the_time_before_it() -> None:
    """An end is after the beginning, also past midnight; a beginning is near what was noticed."""
    near = parse_instant("2026-03-02 23:50", LONDON)
    assert typed_time("00:20", NOW, near).text == "2026-03-03 00:20"
    assert typed_time("23:50", NOW, near).text == "2026-03-02 23:50"
    assert typed_time("23:40", NOW, near, later=False).text == "2026-03-02 23:40"
    early = parse_instant("2026-03-03 00:05", LONDON)
    assert typed_time("23:50", NOW, early, later=False).text == "2026-03-02 23:50"
    assert typed_time("00:10", NOW, early, later=False).text == "2026-03-03 00:10"
    assert typed_time("08:00", NOW, parse_instant("2026-03-01", LONDON)).text == "2026-03-01 08:00"


@given(
    st.times(), st.datetimes(datetime(2020, 1, 1), datetime(2026, 1, 1))  # noqa: DTZ001 - they get their zone below
)  # fmt: skip
def test_an_end_is_never_before_its_beginning_nor_a_day_after(clock: object, begun: datetime) -> None:
    """Whatever the clock says."""
    near = parse_instant(f"{begun:%Y-%m-%d %H:%M}", UTC)
    end = typed_time(f"{clock:%H:%M}", NOW.astimezone(UTC), near)
    assert timedelta() <= end.earliest - near.earliest < timedelta(days=1)
