from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.views.time_axis import Axis


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("start", "end", "labels"),
    [
        ("2026-03-04T10:03", "2026-03-04T11:50", ["10:30", "11:00", "11:30"]),
        ("2026-03-04T20:00", "2026-03-05T06:00", ["20:00", "22:00", "5 Mar", "02:00", "04:00", "06:00"]),
        ("2026-03-04T20:00", "2026-03-08T06:00", ["5 Mar", "6 Mar", "7 Mar", "8 Mar"]),
        ("2026-01-15T00:00", "2026-08-01T00:00", ["Apr 2026", "Jul 2026"]),
        ("2021-06-01T00:00", "2025-06-01T00:00", ["2022", "2023", "2024", "2025"]),
    ],
)
def test_ticks_are_round_times(start: str, end: str, labels: list[str]) -> None:
    """From minutes to years."""
    assert [tick.label for tick in Axis(at(start), at(end)).ticks(UTC)] == labels


def test_ticks_are_those_of_the_zone() -> None:
    """Noon in London is eleven in UTC in summer."""
    ticks = Axis(at("2026-07-04T10:30"), at("2026-07-04T11:30")).ticks(ZoneInfo("Europe/London"), most=2)
    assert [(tick.label, tick.x) for tick in ticks] == [("11:30", "0"), ("12:00", "50"), ("12:30", "100")]


@given(st.floats(0, 3e9), st.floats(1, 3e9))
def test_ticks_are_few_and_in_order(start: float, length: float) -> None:
    """Whatever the stretch of time."""
    ticks = Axis(start, start + length).ticks(UTC)
    places = [float(tick.x) for tick in ticks]
    assert len(places) <= 6
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)
