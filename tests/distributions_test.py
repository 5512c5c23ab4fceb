"""Distributions and comparisons."""

import random
from itertools import combinations
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.distributions import (
    DEFINITIONS,
    FEW,
    Distribution,
    _interval_place,
    compare,
    compare_counts,
    distribution_of,
)

LAW = settings(deadline=None, max_examples=100)
SECONDS = st.lists(st.integers(0, 12).map(lambda minutes: minutes * 60.0), max_size=14)


def minutes(*values: float) -> Distribution:
    return distribution_of([value * 60 for value in values], len(values))


def test_nothing_is_nothing() -> None:
    """Of no value there is no figure, and nothing is divided by zero."""
    empty = distribution_of([], 3)
    assert (empty.n, empty.of, empty.few) == (0, 3, True)
    assert (empty.median, empty.interval, empty.p90, empty.mean, empty.least, empty.most) == (None,) * 6


def test_one_value_is_all_figures_but_the_interval() -> None:
    """It is few, too."""
    one = distribution_of([60], 1)
    assert (one.median, one.interval, one.p90, one.mean, one.least, one.most) == (60, None, 60, 60, 60, 60)
    assert [distribution_of([60] * n, n).few for n in (1, FEW - 1, FEW)] == [True, True, False]


def test_a_worked_out_example() -> None:
    """Ten values: the median between the fifth and the sixth, p90 the ninth, the interval from the second on."""
    found = minutes(9, 1, 7, 5, 30, 2, 8, 3, 4, 6)
    assert found.values == tuple(60.0 * value for value in (1, 2, 3, 4, 5, 6, 7, 8, 9, 30))
    assert (found.least, found.most) == (60, 30 * 60)
    assert (found.median, found.p90, found.mean) == (5.5 * 60, 9 * 60, 7.5 * 60)
    low, high = found.interval or (0, 0)
    assert (low, high) == (2 * 60, 9 * 60), "P(Bin(10, 1/2) < 2) = 11/1024 and < 3 = 56/1024"


@pytest.mark.parametrize(("n", "place"), [(1, 1), (9, 9), (10, 9), (11, 10), (20, 18), (21, 19)])
def test_p90_is_the_value_at_nine_tenths_rounded_up(n: int, place: int) -> None:
    """Nearest rank."""
    assert distribution_of(range(1, n + 1), n).p90 == place


@pytest.mark.parametrize(("n", "place"), [(0, 0), (1, 0), (5, 0), (6, 1), (8, 1), (9, 2), (20, 6), (50, 18), (100, 40)])
def test_the_interval_s_ends_are_those_of_the_published_tables(n: int, place: int) -> None:
    """Of the sign test at 5 %, two-sided; with five values or fewer there is none."""
    assert _interval_place(n) == place


def test_the_interval_s_place_is_exact() -> None:
    """Against whole numbers, for every n up to 250 and some larger."""
    for n in [*range(1, 250), 1000, 1023, 3000]:
        tail, place = 0, 0
        while 40 * (tail := tail + comb(n, place)) <= 2**n:
            place += 1
        assert _interval_place(n) == place


@LAW
@given(SECONDS, st.randoms(use_true_random=False))
def test_the_order_of_the_values_changes_nothing(values: list[float], chance: random.Random) -> None:
    """And figures stand in order."""
    mixed = chance.sample(values, len(values))
    found = distribution_of(mixed, len(values))
    assert found == distribution_of(values, len(values))
    if found.least is not None and found.median is not None and found.p90 is not None and found.most is not None:
        assert found.least <= found.median <= found.most
        assert found.median <= found.p90 <= found.most
    if found.interval is not None and found.median is not None:
        assert found.interval[0] <= found.median <= found.interval[1]


@LAW
@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=40))
def test_nine_tenths_do_not_exceed_p90_and_of_no_shorter_value_that_is_true(values: list[int]) -> None:
    """As its definition says."""
    p90 = distribution_of(values, len(values)).p90
    assert p90 in values
    assert sum(value <= p90 for value in values) * 10 >= 9 * len(values)
    assert all(sum(one <= value for one in values) * 10 < 9 * len(values) for value in values if value < p90)


def test_four_against_four_without_overlap_is_two_of_seventy_ways() -> None:
    """The smallest p that such small sets can have."""
    found = compare(minutes(1, 2, 3, 4), minutes(5, 6, 7, 8))
    assert found.p == pytest.approx(2 / 70)
    assert not found.within_chance
    assert found.words == (
        "6 min (median of 4) after 2 min (of 4): longer, and by more than chance would give (p = 0.029)"
    )
    assert compare(minutes(5, 6, 7, 8), minutes(1, 2, 3, 4)).words.startswith("2 min (median of 4) after 6 min")
    assert "shorter" in compare(minutes(5, 6, 7, 8), minutes(1, 2, 3, 4)).words


def test_a_difference_that_chance_gives_is_said_to_be_one() -> None:
    """Whatever the medians say."""
    found = compare(minutes(1, 5, 9, 13), minutes(3, 7, 11, 300))
    assert found.within_chance
    assert found.words == "9 min (median of 4) after 7 min (of 4): within what chance would give (p = 0.69)"


@pytest.mark.parametrize(("before", "after"), [(0, 0), (0, 50), (3, 3), (1, 30), (2, 7)])
def test_too_few_values_are_not_compared(before: int, after: int) -> None:
    """Where not even the clearest difference would be rare."""
    found = compare(minutes(*range(before)), minutes(*range(100, 100 + after)))
    assert (found.p, found.within_chance) == (None, True)
    assert found.words == f"too few values to compare ({before} before, {after} after)"


def test_equal_sets_differ_by_nothing() -> None:
    """Small and large: all values tied."""
    for n in (6, 400):
        found = compare(minutes(*[5] * n), minutes(*[5] * n))
        assert (found.p, found.within_chance) == (1.0, True)


@LAW
@given(SECONDS, SECONDS)
def test_small_sets_are_compared_by_counting_all_ways(before: list[float], after: list[float]) -> None:
    """With ties, against counting them one by one."""
    found = compare(distribution_of(before, 14), distribution_of(after, 14))
    both = [*before, *after]
    if found.p is None or comb(len(both), len(after)) > 20_000:
        return
    ranks = [sum(one < value for one in both) + (sum(one == value for one in both) + 1) / 2 for value in both]
    middle = len(after) * (len(both) + 1) / 2
    seen = abs(sum(ranks[len(before) :]) - middle)
    sums = [sum(chosen) for chosen in combinations(ranks, len(after))]
    assert found.p == pytest.approx(sum(abs(one - middle) >= seen for one in sums) / len(sums))


@LAW
@given(SECONDS, SECONDS)
def test_before_and_after_are_compared_alike(before: list[float], after: list[float]) -> None:
    """Only longer and shorter change places."""
    one, other = (distribution_of(values, 14) for values in (before, after))
    assert compare(one, other).p == pytest.approx(compare(other, one).p)


def test_large_sets_are_compared_by_the_normal_approximation() -> None:
    """Which is near the exact value where both can be had: sets of 44 and of 45 lie on either side."""
    chance = random.Random(3)  # noqa: S311 - the same numbers every time
    before, after = [[chance.randrange(30) + more for _ in range(45)] for more in (0, 4)]
    exact, approximate = (compare(minutes(*before[:size]), minutes(*after[:size])) for size in (31, 45))
    assert exact.p is not None
    assert approximate.p is not None
    assert approximate.p < 0.05
    near = compare(minutes(*before[:31], 15), minutes(*after[:31], 15))  # one more of each, and it is approximated
    assert near.p == pytest.approx(exact.p, rel=0.2)


def test_counts_are_compared_as_parts_of_their_sum() -> None:
    """Two and eight in equal times: 2 × (45 + 10 + 1) of 1024 ways."""
    found = compare_counts(2, 8, 90, 90)
    assert found.p == pytest.approx(112 / 1024)
    assert found.words == "8 after 2: within what chance would give (p = 0.11)"
    assert compare_counts(1, 11, 90, 90).words == "11 after 1: more, and by more than chance would give (p = 0.006)"
    assert compare_counts(40, 5, 90, 90).words == "5 after 40: fewer, and by more than chance would give (p < 0.001)"


def test_the_time_in_which_was_counted_is_allowed_for() -> None:
    """Thirty in a quarter and ten in one month are the same rate."""
    assert compare_counts(30, 10, 90, 30).p == pytest.approx(1)
    assert not compare_counts(10, 30, 90, 30).within_chance


@pytest.mark.parametrize("counts", [(0, 0, 90, 90), (3, 4, 0, 90), (3, 4, 90, 0)])
def test_without_events_or_time_there_is_nothing_to_compare(counts: tuple[int, int, float, float]) -> None:
    """Nothing divides by zero."""
    found = compare_counts(*counts)
    assert (found.p, found.within_chance) == (None, True)
    assert found.words.startswith("nothing to compare")


@LAW
@given(st.integers(0, 40), st.integers(0, 40), st.integers(1, 5), st.integers(1, 5))
def test_counts_against_adding_up_all_ways(before: int, after: int, days_before: int, days_after: int) -> None:
    """In whole numbers."""
    found = compare_counts(before, after, days_before, days_after)
    if found.p is None:
        return
    total = before + after
    ways = [comb(total, k) * days_after**k * days_before ** (total - k) for k in range(total + 1)]
    assert found.p == pytest.approx(sum(way for way in ways if way <= ways[after]) / sum(ways))


def test_every_term_is_defined_once() -> None:
    """In sentences."""
    assert len({one.name for one in DEFINITIONS}) == len(DEFINITIONS)
    assert all(one.text.endswith(".") for one in DEFINITIONS)
