"""Times of programs come out in UTC, as precise as they were, or are said to be none."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.importers.converters.context import Context
from incidentbook.importers.converters.moments import first_moment, last_moment, moment, moment_after
from incidentbook.instants import parse_instant

HERE = Context()
TIMES = st.datetimes(datetime(1990, 1, 2), datetime(2099, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-03-04T10:12:31Z", "2026-03-04 10:12:31"),
        ("2026-03-04T10:12:31.123456789-05:00", "2026-03-04 15:12:31"),
        ("2015-12-02T07:39:15.000-0800", "2015-12-02 15:39:15"),
        ("2026-03-04 10:12:31", "2026-03-04 10:12:31"),
        ("2026-03-04 10:12:31 UTC", "2026-03-04 10:12:31"),
        ("2026-03-04T10:12Z", "2026-03-04 10:12"),
        ("2026-03-04", "2026-03-04"),
        ("1780600060", "2026-06-04 19:07:40"),
        (1780600060, "2026-06-04 19:07:40"),
        (1780600060000, "2026-06-04 19:07:40"),
        ("1780600060.75", "2026-06-04 19:07:40"),
        (1780600060999.9, "2026-06-04 19:07:40"),
        ("0001-01-01T00:00:00Z", ""),
        (0, ""),
        (-1, ""),
        ("", ""),
        ("  ", ""),
    ],
)
def test_times_are_read(written: object, read: str) -> None:
    """In every form that tools are known to write."""
    assert moment(written, HERE) == read


@pytest.mark.parametrize(
    "written",
    [
        "soon", "2026-13-04", "2026-03-04T25:00:00Z", "2026-03-04T10:00:00+99:99", "0500-01-01T00:00:00Z", 5, 1e300,
        "9" * 40, "2026-03-04T10:12:31Z; DROP", "１７８０６０００６０",
    ],
)  # fmt: skip
def test_what_is_no_time_is_said(written: object) -> None:
    """A value that nobody can read is no mistake of the file."""
    with pytest.raises(ValueError, match=r"is not a time|would be in the year"):
        moment(written, HERE)


@pytest.mark.parametrize("written", [None, True, [], {}, ["2026-03-04"]])
def test_another_type_is_another_format(written: object) -> None:
    """It cannot be of this tool."""
    with pytest.raises(TypeError):
        moment(written, HERE)


@given(TIMES, st.integers(-14 * 60, 14 * 60))
def test_a_time_is_the_same_moment_with_any_offset(at: datetime, minutes: int) -> None:
    """And an article reads what is written as that moment."""
    there = at.replace(microsecond=0).astimezone(timezone(timedelta(minutes=minutes)))
    read = moment(there.isoformat(), HERE)
    assert parse_instant(read, UTC).earliest == at.replace(microsecond=0)


@given(TIMES)
def test_seconds_and_milliseconds_are_told_apart(at: datetime) -> None:
    """By their size."""
    seconds = int(at.timestamp())
    assert moment(seconds, HERE) == moment(seconds * 1000, HERE) == moment(str(seconds), HERE)


def test_a_time_without_an_offset_is_in_the_zone_of_the_source() -> None:
    """Also in summer."""
    assert moment("2026-07-04 10:12:31", Context(zone="Europe/London")) == "2026-07-04 09:12:31"


@given(st.lists(TIMES, max_size=5))
def test_the_first_and_the_last_of_several_times(times: list[datetime]) -> None:
    """Whatever their order; of none there is none."""
    told: list[Any] = [None, *(one.isoformat() for one in times)]
    said = sorted(moment(one.isoformat(), HERE) for one in times)
    assert (first_moment(told, HERE), last_moment(told, HERE)) == ((said[0], said[-1]) if said else ("", ""))


def test_a_time_after_another() -> None:
    """Milliseconds are added; without either there is nothing to say."""
    start = {"from": "2026-03-20T14:01:00.512Z"}
    assert moment_after({**start, "milliseconds": 95000}, HERE) == "2026-03-20 14:02:35"
    assert moment_after(start, HERE) == moment_after({"milliseconds": 5}, HERE) == ""
    with pytest.raises(ValueError, match="too many milliseconds"):
        moment_after({**start, "milliseconds": 1e300}, HERE)
    wrong_types: list[object] = ["x", True, []]
    for wrong in wrong_types:
        with pytest.raises(TypeError):
            moment_after({**start, "milliseconds": wrong}, HERE)
