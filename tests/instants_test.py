"""Times as people write them."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.instants import Precision, nearest_zone, parse_instant, zone_named

LONDON = ZoneInfo("Europe/London")
MOMENTS = st.datetimes(datetime(2, 1, 1), datetime(9997, 12, 31))  # noqa: DTZ001 - the zone is what is tested
ZONES = st.sampled_from(
    [UTC, LONDON, ZoneInfo("Asia/Kolkata"), ZoneInfo("America/Sao_Paulo"), ZoneInfo("Pacific/Apia")]
)


@given(MOMENTS, st.booleans())
def test_a_clock_time_is_that_moment(moment: datetime, seconds: bool) -> None:
    """To the minute or the second, as it was written."""
    text = moment.strftime("%Y-%m-%d %H:%M:%S" if seconds else "%Y-%m-%d %H:%M").rjust(19 if seconds else 16, "0")
    read = parse_instant(text, UTC)
    assert (
        read.earliest
        == read.latest
        == moment.replace(second=moment.second if seconds else 0, microsecond=0, tzinfo=UTC)
    )
    assert read.precision is (Precision.SECOND if seconds else Precision.MINUTE)
    assert read.exact
    assert read.text == text


@given(MOMENTS, ZONES, st.sampled_from(list(Precision)[:3]))
def test_a_coarse_time_is_all_that_it_names(moment: datetime, zone: ZoneInfo, precision: Precision) -> None:
    """A month is from its first moment to the next month's; never midnight of its first day alone."""
    length = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[precision]
    text = f"{moment.year:04}-{moment.month:02}-{moment.day:02}"[:length]
    read = parse_instant(text, zone)
    assert read.precision is precision
    assert not read.exact
    assert read.earliest.replace(tzinfo=None) <= moment < read.latest.replace(tzinfo=None)
    assert (read.earliest.hour, read.latest.hour) == (0, 0)
    shortest, longest = {
        Precision.YEAR: (365, 366),
        Precision.MONTH: (28, 31),
        Precision.DAY: (1, 1),
    }[precision]
    assert shortest <= (read.latest.replace(tzinfo=None) - read.earliest.replace(tzinfo=None)).days <= longest


@given(MOMENTS, st.integers(-14 * 60 + 1, 14 * 60))
def test_an_offset_goes_before_the_zone(moment: datetime, minutes: int) -> None:
    """Whatever zone the report is in."""
    sign, hours, rest = "-" if minutes < 0 else "+", abs(minutes) // 60, abs(minutes) % 60
    text = f"{moment.year:04}-{moment:%m-%d %H:%M} {sign}{hours:02}:{rest:02}"
    assert parse_instant(text, LONDON).earliest.utcoffset() == timedelta(minutes=minutes)
    assert parse_instant(text, LONDON).earliest == parse_instant(text.replace(" " + sign, sign), UTC).earliest


@pytest.mark.parametrize(
    "text",
    ["2026-07-04 10:12Z", "2026-07-04T10:12:00Z", "2026-07-04 10:12 UTC", "2026-07-04 11:12+01", "2026-07-04 11:12"],
)
def test_one_moment_can_be_written_in_many_ways(text: str) -> None:
    """Without an offset it is in the report's zone, in summer an hour ahead."""
    assert parse_instant(text, LONDON).earliest == datetime(2026, 7, 4, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize("text", ["~2026-03-04 10:12", "~ 2026-03-04 10:12", "  ~2026-03 ", "~2026"])
def test_a_tilde_means_approximately(text: str) -> None:
    """And changes nothing else."""
    read = parse_instant(text, UTC)
    assert read.approximate
    assert str(read).startswith("about ")
    exact = parse_instant(text.strip().lstrip("~ "), UTC)
    assert (read.earliest, read.latest, read.precision) == (exact.earliest, exact.latest, exact.precision)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026", "2026"),
        ("2026-03", "Mar 2026"),
        ("2026-03-04", "4 Mar 2026"),
        ("~2026-03", "about Mar 2026"),
        ("2026-03-04 10:12", "4 Mar 2026, 10:12 GMT"),
        ("2026-07-04 10:12:30", "4 Jul 2026, 10:12:30 BST"),
        ("2026-03-04 10:12+02:00", "4 Mar 2026, 10:12 UTC+02:00"),
    ],
)
def test_a_time_is_spoken_as_far_as_it_is_known(text: str, said: str) -> None:
    """With its zone where there is a clock time."""
    assert str(parse_instant(text, LONDON)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-02-30", "2026-02 has no day 30"),
        ("2025-02-29 10:00", "2025-02 has no day 29"),
        ("2026-13-01", "there is no month 13"),
        ("2026-00", "there is no month 00"),
        ("2026-03-04 24:00", "there is no hour 24; midnight is 00:00 of the next day"),
        ("2026-03-04 10:60", "there is no minute 60"),
        ("2026-03-04 10:12:61", "there is no second 61"),
        ("2026-03-04 10:12 +99:00", "there is no offset"),
        ("2026-03-04 1600", "with a colon"),
        ("2026-03-04 10h12", "with a colon"),
        ("2026-03-04 10", "the minutes are missing"),
        ("2026-03-04 10:5", "with two digits"),
        ("2026-03-04 4:00 pm", "24 hours"),
        ("22025-03-18", "the year has more than four digits"),
        ("22025-03-18 10:00", "the year has more than four digits"),
        ("2026-3-4 9:05", "month and day with two digits"),
        ("04.03.2026", "in this order"),
        ("3/4/26", "in this order"),
        ("2026/03/04", "with hyphens"),
        ("20260304", "with hyphens"),
        ("10:12", "the date is missing"),
        ("2026-03-04 10:12 BST", "the time zone cannot be read"),
        ("2026-03-04 10:12+1", "write the offset with two digits"),
        ("2026-03-04 to 2026-03-05", "this is two times"),
        ("yesterday", "write a time as 2026-03-04 10:12"),
        ("", "write a time as"),
        ("~", "write a time as"),
        ("٢٠٢٦-03-04", "write a time as"),
        ("0000", "the year 0000 is out of range"),
        ("0001-01-01", "the year 0001 is out of range"),
        ("9998-01-01 10:00", "the year 9998 is out of range"),
        ("9999", "the year 9999 is out of range"),
    ],
)
def test_an_impossible_time_is_explained(text: str, said: str) -> None:
    """In the words of whoever wrote it, not of the calendar's implementation."""
    with pytest.raises(ValueError, match=re.escape(said)):
        parse_instant(text, UTC)


def test_an_hour_that_was_skipped_is_no_time() -> None:
    """When clocks are put forward."""
    with pytest.raises(ValueError, match=r"there was no 01:30 in Europe/London: on 2026-03-29, clocks .* by 1 h"):
        parse_instant("2026-03-29 01:30", LONDON)
    assert parse_instant("2026-03-29 01:30", UTC).earliest.hour == 1


@pytest.mark.parametrize(
    ("text", "zone", "first", "second", "said"),
    [
        ("2026-10-25 01:30", "Europe/London", "00:30", "01:30", "25 Oct 2026, 01:30 BST or GMT"),
        ("2026-10-25 01:00:00", "Europe/London", "00:00", "01:00", "25 Oct 2026, 01:00:00 BST or GMT"),
        ("~2026-11-01 01:59", "America/New_York", "05:59", "06:59", "about 1 Nov 2026, 01:59 EDT or EST"),
        ("2026-04-05 01:45", "Australia/Lord_Howe", "14:45", "15:15", "5 Apr 2026, 01:45 +11 or +1030"),
    ],
)
def test_a_clock_time_that_was_shown_twice_is_either_of_the_two(
    text: str, zone: str, first: str, second: str, said: str
) -> None:
    """When clocks are put back, by an hour or by half of one; it reads as it was written."""
    read = parse_instant(text, ZoneInfo(zone))
    assert f"{read.earliest.astimezone(UTC):%H:%M}" == first
    assert f"{read.latest.astimezone(UTC):%H:%M}" == second
    assert read.ambiguous
    assert read.has_clock
    assert not read.exact
    assert str(read) == said
    assert read.earliest.strftime("%H:%M") == read.latest.strftime("%H:%M") == read.clock[:5]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("2026-10-25 00:59", "Europe/London"),
        ("2026-10-25 02:00", "Europe/London"),
        ("2026-10-25 01:30+01:00", "Europe/London"),
        ("2026-10-25 01:30Z", "Europe/London"),
        ("2026-10-25 01:30", "UTC"),
        ("2026-10-25 01:30", "Asia/Kathmandu"),
    ],
)
def test_a_clock_time_that_was_shown_once_is_one_moment(text: str, zone: str) -> None:
    """Before and after that hour, with an offset, and where clocks do not change."""
    read = parse_instant(text, zone_named(zone))
    assert read.exact
    assert not read.ambiguous
    assert read.earliest.timestamp() == read.latest.timestamp()


@pytest.mark.parametrize(
    ("text", "zone", "hours"),
    [
        ("2026-03-29", "Europe/London", 23),
        ("2026-10-25", "Europe/London", 25),
        ("2026-10-31", "America/Havana", 24),  # its clocks are put back at 01:00 to midnight, which is there twice
        ("2026-11-01", "America/Havana", 25),
        ("2026-03-08", "America/Havana", 23),
    ],
)
def test_a_day_on_which_the_clocks_change_is_as_long_as_it_was(text: str, zone: str, hours: int) -> None:
    """From its first moment to the next day's, and never ambiguous."""
    read = parse_instant(text, ZoneInfo(zone))
    assert read.latest.timestamp() - read.earliest.timestamp() == hours * 3600
    assert not read.ambiguous


CHANGES = [datetime(2026, *at, tzinfo=UTC) for at in ((10, 25, 1), (11, 1, 6), (4, 4, 15), (11, 1, 5), (3, 29, 1))]
NEAR_A_CHANGE = st.builds(
    lambda change, seconds: change + timedelta(seconds=seconds), st.sampled_from(CHANGES), st.integers(-7_200, 7_200)
)


@given(
    st.integers(1_704_067_200, 1_798_761_600).map(lambda at: datetime.fromtimestamp(at, UTC)) | NEAR_A_CHANGE,
    st.sampled_from(["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Havana"]),
    st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]),
)
def test_a_moment_lies_between_the_ends_of_what_is_written_of_it(moment: datetime, zone: str, form: str) -> None:
    """In whichever zone, and however much is written; to the minute it is taken as the full one."""
    moment = moment.replace(second=0 if "%M" in form else moment.second, microsecond=0)
    read = parse_instant(moment.astimezone(ZoneInfo(zone)).strftime(form), ZoneInfo(zone))
    assert read.earliest.timestamp() <= moment.timestamp() <= read.latest.timestamp()


@given(st.text("0123456789-~:T Z+apm/.", max_size=24), ZONES)
def test_any_text_is_a_time_or_refused(text: str, zone: ZoneInfo) -> None:
    """With one line of words, and a time that can be compared with any other."""
    said = ""
    try:
        read = parse_instant(text, zone)
    except ValueError as error:
        said = str(error)
    if said:
        assert "\n" not in said
    else:
        assert read.earliest <= read.latest
        assert read.earliest.astimezone(UTC) <= read.latest.astimezone(UTC)
        assert parse_instant(read.text, zone) == read


@pytest.mark.parametrize(
    "name", ["", ".", "../../etc/passwd", "/etc/localtime", "Europe", "Europe/Londn", "\0", "x" * 5_000]
)
def test_what_is_no_zone_is_refused(name: str) -> None:
    """A path is none."""
    with pytest.raises(ValueError, match="is not the name of a time zone"):
        zone_named(name)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Europe/Londn", "Europe/London"),
        ("europe/london", "Europe/London"),
        ("New York", "America/New_York"),
        ("Berlin", "Europe/Berlin"),
        ("BST", None),
        ("nowhere at all", None),
    ],
)
def test_the_zone_that_was_meant_is_found(name: str, meant: str | None) -> None:
    """By its name or its city; an abbreviation means several or none."""
    assert nearest_zone(name) == meant
