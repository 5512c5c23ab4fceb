"""Durations as people write them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.written_durations import parse_duration, spoken, spoken_exactly


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("38m", 38),
        ("38 min", 38),
        ("1h 30m", 90),
        ("1h30", 90),
        ("35h36", 2136),
        ("1.5 h", 90),
        ("1 h, 5 min", 65),
        ("2 hours and 5 minutes", 125),
        ("2 days", 2880),
        ("1 week", 10080),
        ("90s", 1.5),
        ("  5 m ", 5),
        ("0m", 0),
        ("6 months", 6 * 30.4375 * 1440),
        ("1 year", 365.25 * 1440),
        ("1H 2MIN", 62),
    ],
)
def test_a_written_duration_is_understood(text: str, minutes: float) -> None:
    """In letters, words, with commas, and with the minutes of `35h36` left unsaid."""
    assert parse_duration(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "text", ["", "  ", "soon", "half a day", "1:30", "15 parsecs", "-5m", "~2h", "1h -2m", "1.2.3h", "m5"]
)
def test_what_is_no_duration_is_refused_with_an_example(text: str) -> None:
    """The words say how to write one."""
    with pytest.raises(ValueError, match="write a duration as 1h 30m"):
        parse_duration(text)


def test_a_number_without_a_unit_is_asked_for_one() -> None:
    """Nobody can tell minutes from hours."""
    with pytest.raises(ValueError, match="the unit is missing; write 90 min or 90 h"):
        parse_duration("90")


def test_a_duration_of_thousands_of_years_is_refused() -> None:
    """It would not fit into a date."""
    for text in ("2000 years", "9" * 400 + "h"):
        with pytest.raises(ValueError, match="thousand years"):
            parse_duration(text)


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400)))
def test_what_is_spoken_is_understood_and_near(duration: timedelta) -> None:
    """It is rounded to the smaller of the two units that are said."""
    again = parse_duration(spoken(duration))
    step = 86_400 if duration >= timedelta(days=7) else 3_600 if duration >= timedelta(days=1) else 60
    assert abs((again - duration).total_seconds()) <= step
    assert spoken(again) == spoken(duration)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (45, "45 s"),
        (59.6, "1 min"),
        (3599, "1 h"),
        (5400, "1 h 30 min"),
        (7200, "2 h"),
        (273_600, "3 d 4 h"),
        (864_000, "10 d"),
        (-300, "-5 min"),
    ],
)
def test_a_duration_is_spoken_with_its_two_largest_units(seconds: float, said: str) -> None:
    """Rounded up where that reaches the next unit."""
    assert spoken(timedelta(seconds=seconds)) == said


@given(st.integers(0, 400 * 86_400))
def test_what_is_spoken_exactly_is_understood_exactly(seconds: int) -> None:
    """To the second, so that sums can be followed."""
    assert parse_duration(spoken_exactly(timedelta(seconds=seconds))) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 min"),
        (45, "45 s"),
        (390, "6 min 30 s"),
        (128_160, "1 d 11 h 36 min"),
        (864_000, "10 d"),
        (-300, "-5 min"),
    ],
)
def test_a_duration_is_spoken_exactly_with_the_units_that_it_has(seconds: float, said: str) -> None:
    """And with none that would be 0."""
    assert spoken_exactly(timedelta(seconds=seconds)) == said
