"""Times in the forms in which people write them."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.importers.converters.context import Context
from incidentbook.importers.converters.times import article_time, end_time, right_year, told, until, whole_time
from incidentbook.instants import parse_instant, zone_named

NEAR = date(2025, 3, 18)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("2020-02-25 07:32", "2020-02-25 07:32"),
        ("2021-11-05 9:29", "2021-11-05 09:29"),
        ("2022-03-10 11.50", "2022-03-10 11:50"),
        ("2025-01-14 1600", "2025-01-14 16:00"),
        ("2022-02-15T13:30:00-00:00", "2022-02-15 13:30"),
        ("2024-07-27T09:43:40.482Z", "2024-07-27 10:43:40"),
        ("2024-07-27T09:43:00+05:30", "2024-07-27 05:13"),
        ("Feb 20 2018 14:17", "2018-02-20 14:17"),
        ("September 29, 2025", "2025-09-29"),
        ("Tue, 4th of March 2025 at 4pm", "2025-03-04 16:00"),
        ("19. April, 11:00", "2025-04-19 11:00"),
        ("Jan 14, 10:18 AM", "2025-01-14 10:18"),
        ("24/07/25", "2025-07-24"),
        ("2017-11-30 4:23PM PST", "2017-12-01 00:23"),
        ("5:40PM on March 20th", "2025-03-20 17:40"),
        ("10:12 BST on 2026-07-12", "2026-07-12 10:12"),
        ("22:30 UTC (Mar 29)", "2025-03-29 22:30"),
        ("~13:30", "~2025-03-18 13:30"),
        ("2018-07-08 ca. 18:30", "~2018-07-08 18:30"),
        ("17:14pm", "2025-03-18 17:14"),
        ("12:05 am", "2025-03-18 00:05"),
        ("Oct 2025", "2025-10"),
    ],
)
def test_a_time_is_written_as_an_article_has_it(said: str, written: str) -> None:
    """In the zone of the article, Europe/London; a day or year that is left out is that of the report."""
    found = told(said, NEAR)
    assert found is not None
    assert article_time(found, NEAR, "", "Europe/London") == (written, "")


@pytest.mark.parametrize("said", ["", "30", "1600 users", "May be", "12.5 GB", "25:99", "x 10:12", "2X:XX"])
def test_what_does_not_begin_with_a_time_is_none(said: str) -> None:
    found = told(said, NEAR)
    assert found is None


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("7/5/2021", "certain"),
        ("2021-02-30 10:00", "no day"),
        ("99999-01-01", "four digits"),
        ("31/31/2020", "no such day"),
    ],
)
def test_what_may_mean_two_days_or_none_is_not_decided(said: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        told(said, NEAR)


def test_a_day_nearby_decides_between_day_and_month() -> None:
    """Beside a report of 4 March, `3/4/2025` cannot be 3 April."""
    found = told("3/4/2025 10:00", date(2025, 3, 4))
    assert found is not None
    assert found.on == date(2025, 3, 4)


def test_what_follows_the_time_is_left() -> None:
    found = told("2023-01-04 (Time TBC)", NEAR)
    assert found is not None
    assert (found.at, found.rest) == (None, " (Time TBC)")


def test_two_clock_times_are_no_offset() -> None:
    """`10:00-11:00` went on for an hour; it was not ten o'clock eleven hours west of Greenwich."""
    found = told("2025-03-04 10:00-11:00 deploy", NEAR)
    assert found is not None
    assert (found.at, found.shift, found.rest) == (time(10), None, "-11:00 deploy")


def test_a_span_of_days_says_so() -> None:
    found = told("January 14-19, 2026", NEAR)
    assert found is not None
    assert found.on == date(2026, 1, 14)
    assert "span of days" in article_time(found, None, "", "UTC")[1]


def test_an_abbreviation_out_of_season_is_local_time_and_said() -> None:
    """People write PST in July and look at their clocks, which show PDT."""
    found = told("2018-07-30 11:22 PST")
    assert found is not None
    written, note = article_time(found, None, "", "America/Los_Angeles")
    assert written == "2018-07-30 11:22"
    assert "PDT, not PST" in note


def test_without_a_zone_of_the_article_a_time_keeps_its_own() -> None:
    said = [told("2025-03-04 10:12 UTC"), told("2025-03-04T10:12:30+01:00"), told("2025-03-04 10:12")]
    assert [article_time(one, None, "", "")[0] for one in said if one is not None] == [
        "2025-03-04 10:12Z",
        "2025-03-04 09:12:30Z",
        "2025-03-04 10:12",
    ]


def test_an_hour_that_clocks_showed_twice_keeps_its_offset() -> None:
    found = told("2025-10-26T01:30:00+00:00")
    assert found is not None
    assert article_time(found, None, "", "Europe/London")[0] == "2025-10-26 01:30+0000"


def test_a_year_with_a_digit_too_many_is_that_of_the_file() -> None:
    found = told("22025-03-18 09:36", NEAR)
    assert found is not None
    assert article_time(found, None, "", "UTC")[0] == "2025-03-18 09:36"
    assert "22025 is read as 2025" in found.note


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2024-03-18 09:36", date(2025, 3, 18)),
        ("2024-09-30 09:36", date(2024, 9, 30)),
        ("2025-05-01", date(2025, 5, 1)),
    ],
)
def test_only_a_year_that_can_only_be_mistyped_is_put_right(said: str, meant: date) -> None:
    """Half a year or more from the report, and within a month of it in another year."""
    found = told(said)
    assert found is not None
    right = right_year(found, NEAR)
    assert right.on == meant
    assert bool(right.note) == (found.on != meant)


@pytest.mark.parametrize(
    ("said", "end"),
    [
        ("21:45 to 23:28 UTC (103 minutes)", "23:28 UTC (103 minutes)"),
        ("22:30 UTC on March 29 to 05:39 UTC on March 30", "05:39 UTC on March 30"),
        ("10:00–10:30", "10:30"),
        ("5 hours of impact", ""),
    ],
)
def test_the_end_of_a_span_is_found(said: str, end: str) -> None:
    assert until(said) == end


def test_converters_refuse_what_is_more_than_a_time() -> None:
    context = Context(zone="Europe/London", year=2025)
    assert whole_time("4 March 2025 10:12", context) == "2025-03-04 10:12"
    assert end_time("2025-03-04 10:12 to 2025-03-04 10:40", context) == "2025-03-04 10:40"
    with pytest.raises(ValueError, match="not a time"):
        whole_time("2025-03-04 10:12 or so", context)
    with pytest.raises(TypeError):
        whole_time(7, context)


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)), st.sampled_from([  # noqa: DTZ001
    "%Y-%m-%d %H:%M", "%b %d %Y %H:%M", "%d %B %Y, %H:%M", "%B %d, %Y at %I:%M %p", "%Y/%m/%d %H.%M",
    "%Y-%m-%dT%H:%M:00Z", "%A, %d %b %Y %H:%M UTC", "%H:%M UTC on %Y-%m-%d",
]))  # fmt: skip
def test_a_moment_is_the_same_in_every_form(moment: datetime, form: str) -> None:
    """However it is written, it is read as that minute, and as one that articles can have."""
    found = told(moment.strftime(form))
    assert found is not None
    written, _ = article_time(found, None, "UTC", "UTC")
    assert written == f"{moment:%Y-%m-%d %H:%M}"
    assert parse_instant(written, zone_named("UTC")).exact


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    """It is a time that articles can have, or none, or there is a reason why it cannot be decided."""
    try:
        found = told(text, NEAR)
        written = article_time(found, NEAR, "", "Europe/London")[0] if found is not None else "2025-03-18"
    except ValueError:
        return
    assert parse_instant(written, zone_named("Europe/London")).text == written
