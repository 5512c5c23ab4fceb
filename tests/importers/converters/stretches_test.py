"""Single changes become ends, reopenings, pauses and affected services."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.importers.converters.context import Context
from incidentbook.importers.converters.stretches import affected, first_end, holds, reopenings

HERE = Context()
DAY = datetime(2026, 3, 4, tzinfo=UTC)


def at(minute: int) -> str:
    return f"{DAY + timedelta(minutes=minute):%Y-%m-%dT%H:%M:00Z}"


def said(minute: int) -> str:
    return f"{DAY + timedelta(minutes=minute):%Y-%m-%d %H:%M:00}"


def test_the_first_end_is_before_the_first_reopening() -> None:
    """A tool that keeps the last end alone does not know the first."""
    assert first_end({"opened": [at(20)], "ended": [at(40), at(10)]}, HERE) == said(10)
    assert first_end({"opened": [at(20)], "ended": [at(40)]}, HERE) == ""
    assert first_end({"ended": [at(40)]}, HERE) == said(40)
    assert first_end({"opened": None, "ended": [""]}, HERE) == ""


def test_each_reopening_has_the_end_that_follows_it() -> None:
    """Unless it was reopened again before, or has not ended."""
    told = {"opened": [at(20), at(30), at(60)], "ended": [at(10), at(40)], "end": "mitigated"}
    assert reopenings(told, HERE) == [{"at": said(20)}, {"at": said(30), "mitigated": said(40)}, {"at": said(60)}]


@given(st.lists(st.integers(0, 500), unique=True, max_size=8))
def test_ends_and_reopenings_are_each_told_once(minutes: list[int]) -> None:
    """Of changes that take turns, each end is either the first or that of one reopening."""
    told = sorted(minutes)
    ended, opened = told[::2], told[1::2]
    value = {"opened": [at(one) for one in opened], "ended": [at(one) for one in ended]}
    pairs: Any = reopenings(value, HERE)
    ends = [first_end(value, HERE), *(one.get("resolved", "") for one in pairs)]
    assert [one for one in ends if one] == [said(one) for one in ended]
    assert [one["at"] for one in pairs] == [said(one) for one in opened]


def test_a_pause_lasts_from_the_state_that_waits_to_the_next() -> None:
    """Its reason is the last that was given; one that lasts has no end."""
    changes = [(0, "1", "2"), (30, "2", "3"), (75, "3", "2"), (90, "2", "3"), (95, "3", "3")]
    told = {
        "held": "3",
        "states": [{"at": at(minute), "from": old, "to": new} for minute, old, new in reversed(changes)],
        "reasons": [{"at": at(30), "to": "4"}, {"at": at(90), "to": "77"}, {"at": at(80), "to": ""}],
        "words": {"4": "Awaiting vendor"},
    }
    assert holds(told, HERE) == [
        {"from": said(30), "to": said(75), "why": "Awaiting vendor"},
        {"from": said(90), "why": "77"},
    ]
    assert holds({"held": "3"}, HERE) == []


def test_a_service_has_the_worst_level_that_it_had() -> None:
    """However often it is told; one of which nothing is known is its name alone."""
    told = [
        {"name": "Search", "status": "partial_outage"}, {"name": "Search", "status": "major_outage"},
        {"name": "Mail", "status": "operational"}, {"name": "Search", "status": "operational"}, {"status": "x"},
    ]  # fmt: skip
    assert affected(told, HERE) == [{"id": "search", "level": "down"}, "mail"]


@pytest.mark.parametrize("wrong", ["x", 5, [1], {"states": [1], "held": "3"}, {"opened": "x", "ended": 5}])
def test_what_has_another_form_is_refused(wrong: object) -> None:
    """It is no value of the tool."""
    converters: Any = (holds, affected) if isinstance(wrong, dict) and "states" in wrong else (reopenings, affected)
    for converter in converters:
        with pytest.raises(TypeError):
            converter(wrong, HERE)
