"""Durations in the forms that people and tools write."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.importers.converters.context import Context
from incidentbook.importers.converters.durations import duration, leading_duration
from incidentbook.written_durations import parse_duration


@pytest.mark.parametrize(
    ("said", "length", "rest"),
    [
        ("1d 5h 47m", "1d 5h 47m", ""),
        ("7h (during support hours 10:00-17:00)", "7h", "(during support hours 10:00-17:00)"),
        ("**4 hours and 14 minutes**", "4 hours and 14 minutes", ""),
        ("about 2 hours", "2 hours", ""),
        ("103 minutes, more or less", "103 minutes", ", more or less"),
        ("PT1H30M", "1h 30m", ""),
        ("P2DT0S", "2d", ""),
        ("PT0S", "0m", ""),
        ("1:30:00", "1h 30m", ""),
        ("N/A", "", ""),
        ("TBC", "", ""),
    ],
)
def test_a_duration_is_kept_in_its_words_if_articles_know_them(said: str, length: str, rest: str) -> None:
    assert leading_duration(said) == (length, rest)


@pytest.mark.parametrize("said", ["Xh Xm", "soon", "12", "h 12", "99999999999 years"])
def test_anything_else_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r"duration|thousand"):
        leading_duration(said)


@pytest.mark.parametrize(("value", "length"), [(90, "90s"), (0.4, "0s"), ("5 min", "5 min")])
def test_a_number_is_seconds(value: object, length: str) -> None:
    assert duration(value, Context()) == length


@pytest.mark.parametrize("value", [True, -1, float("nan"), float("inf"), [], "5 min or so"])
def test_what_is_no_length_of_time_is_refused(value: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        duration(value, Context())


@given(st.integers(0, 10**6))
def test_the_length_survives(seconds: int) -> None:
    """As a tool's number, and as the clock of a stopwatch."""
    assert parse_duration(str(duration(seconds, Context()))) == timedelta(seconds=seconds)
    clock = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    assert parse_duration(str(duration(clock, Context()))) == timedelta(seconds=seconds)
