"""Intervals between occurrences, and their trend."""

from collections import Counter
from datetime import UTC, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.instants import Instant, parse_instant
from incidentbook.intervals import Interval, apart, days_between, intervals_of, trend_of, vague, within

LONDON = ZoneInfo("Europe/London")


def at(written: str) -> Instant:
    return parse_instant(written, UTC)


def days(*lengths: float) -> list[Interval]:
    return [Interval(timedelta(days=length), int(length), int(length)) for length in lengths]


def test_an_interval_is_full_days_from_beginning_to_beginning() -> None:
    """One without a neighbour has none."""
    found = intervals_of([at("2026-01-01 10:00"), at("2026-01-11 09:59"), at("2026-01-12 10:00")])
    assert [one.days for one in found] == [9, 1]
    assert [(one.least_days, one.most_days) for one in found] == [(9, 9), (1, 1)]
    assert intervals_of([at("2026-01-01")]) == intervals_of([]) == ()


def test_a_coarse_time_stands_at_its_beginning_and_the_range_is_kept() -> None:
    """November, then 10 January: at least 40 days, at most 70."""
    (interval,) = intervals_of([at("2025-11"), at("2026-01-10 00:00")])
    assert (interval.days, interval.least_days, interval.most_days) == (70, 40, 70)
    (same,) = intervals_of([at("2025-11"), at("2025-11-03")])
    assert (same.days, same.least_days, same.most_days) == (2, 0, 3)
    assert [vague(at(written)) for written in ("2025", "2025-11", "2025-11-03", "2025-11-03 10:00")] == [
        True,
        True,
        False,
        False,
    ]


def test_ninety_dates_are_ninety_days_whatever_the_clocks_did() -> None:
    """Over the changes of spring and autumn; where the zones differ, hours are what they are."""
    for first, second in (("2026-01-01", "2026-04-01"), ("2025-09-02 10:00", "2025-12-01 10:00")):
        earlier, later = parse_instant(first, LONDON), parse_instant(second, LONDON)
        assert days_between(earlier, later) == days_between(later, earlier) == 90
        assert within(apart(earlier, later), 90)
        assert not within(apart(earlier, later), 89)
    assert days_between(parse_instant("2026-01-01 10:00", LONDON), at("2026-04-01 09:59")) == 89
    assert days_between(None, at("2026-04-01")) is days_between(at("2026-04-01"), None) is None


def test_a_clock_put_back_makes_no_interval_less_than_nothing() -> None:
    """01:45 summer time, then 01:15 winter time."""
    first, second = parse_instant("2025-10-26 01:45+01:00", LONDON), parse_instant("2025-10-26 01:15+00:00", LONDON)
    local = [
        Instant(one.text, one.earliest.astimezone(LONDON), one.latest.astimezone(LONDON), one.precision)
        for one in (first, second)
    ]
    assert [one.days for one in intervals_of(local)] == [0]


def test_a_window_is_up_to_its_last_moment() -> None:
    """And may be as long as a setting says."""
    assert within(timedelta(days=90), 90)
    assert not within(timedelta(days=90, minutes=1), 90)
    assert within(timedelta(days=90), 10**30)


def test_fewer_than_six_intervals_have_no_trend() -> None:
    """However they shrink."""
    assert trend_of(days(100, 50, 20, 10, 5)) == ""
    assert trend_of([]) == ""


@pytest.mark.parametrize(
    ("lengths", "said"),
    [
        ((200, 100, 50, 20, 10, 5), "shorter, and by more than chance would give (p = 0.003)"),  # 2 of 720 orders
        ((5, 10, 20, 50, 100, 200), "longer, and by more than chance would give (p = 0.003)"),
        ((200, 100, 50, 20, 5, 10), "shorter, and by more than chance would give (p = 0.017)"),  # 2 of 720, and 2 x 5
        ((10, 200, 5, 100, 20, 50), "neither shorter nor longer beyond what chance would give (p = 1.00)"),
        ((30, 30, 30, 30, 30, 30), "neither shorter nor longer beyond what chance would give (p = 1.00)"),
        (tuple(range(40, 0, -1)), "shorter, and by more than chance would give (p < 0.001)"),
        ((7,) * 50, "neither shorter nor longer beyond what chance would give (p = 1.00)"),
    ],
)
def test_a_trend_is_said_where_it_is_beyond_chance(lengths: tuple[int, ...], said: str) -> None:
    """By the exact test while they are few, by the normal approximation when they are many."""
    assert trend_of(days(*lengths)) == f"The intervals get {said}"


def by_hand(lengths: list[int]) -> float:
    """Return p by trying every order."""

    def lean(order: tuple[int, ...]) -> int:
        pairs = [(order[i], order[j]) for i in range(len(order)) for j in range(i + 1, len(order))]
        return sum((later > earlier) - (later < earlier) for earlier, later in pairs)

    leans = Counter(abs(lean(order)) for order in permutations(lengths))
    return sum(number for one, number in leans.items() if one >= abs(lean(tuple(lengths)))) / sum(leans.values())


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(1, 5), min_size=6, max_size=7))
def test_p_is_the_share_of_all_orders_that_lean_as_far(lengths: list[int]) -> None:
    """Equal intervals included."""
    p = by_hand(lengths)
    said = f"p = {p:.3f}" if p < 0.1 else f"p = {p:.2f}"
    assert said in trend_of(days(*lengths))
    assert ("neither" in trend_of(days(*lengths))) == (p >= 0.05)


@given(st.lists(st.integers(1, 400), min_size=6, max_size=45))
def test_backwards_the_trend_is_the_opposite(lengths: list[int]) -> None:
    """And no unit of time changes it."""
    forwards, backwards = trend_of(days(*lengths)), trend_of(days(*reversed(lengths)))
    swapped = {"shorter,": "longer,", "longer,": "shorter,"}
    assert " ".join(swapped.get(word, word) for word in forwards.split()) == backwards
    assert trend_of(days(*(length / 24 for length in lengths))) == forwards
