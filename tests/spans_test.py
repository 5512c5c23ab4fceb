"""Sets of spans: joined, clipped, taken away from each other."""

import random
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.spans import Span, clipped, common, length_seconds, merged, without

ANY = st.lists(st.builds(Span, st.integers(0, 30), st.integers(0, 30)), max_size=8)
LAW = settings(deadline=None, max_examples=150)


def held(spans: Sequence[Span]) -> set[int]:
    """Return the whole seconds that are covered: what the functions must agree with."""
    return {second for span in spans for second in range(int(span.start), int(span.end))}


def proper(spans: Sequence[Span]) -> bool:
    """Say whether spans are sorted and disjoint, none empty and none touching the next."""
    return all(span.start < span.end for span in spans) and all(
        one.end < following.start for one, following in pairwise(spans)
    )


def test_nothing_is_made_of_nothing() -> None:
    assert merged([]) == clipped([], 0, 9) == common([], [Span(0, 9)]) == without([], [Span(0, 9)]) == ()
    assert length_seconds([]) == 0


def test_overlapping_and_touching_spans_are_joined_and_empty_ones_dropped() -> None:
    assert merged([Span(7, 9), Span(0, 3), Span(3, 5), Span(1, 2), Span(6, 6), Span(9, 8)]) == (Span(0, 5), Span(7, 9))


def test_a_hole_splits_a_span() -> None:
    assert without([Span(0, 9)], [Span(3, 5), Span(8, 12)]) == (Span(0, 3), Span(5, 8))


def test_one_hole_may_reach_over_several_spans() -> None:
    assert without([Span(0, 3), Span(4, 6), Span(7, 9)], [Span(2, 8)]) == (Span(0, 2), Span(8, 9))


def test_what_is_covered_twice_is_counted_once() -> None:
    assert length_seconds([Span(0, 5), Span(3, 6), Span(10, 11)]) == 7


@LAW
@given(ANY, ANY, st.integers(0, 30), st.integers(0, 30))
def test_every_operation_is_that_of_sets(spans: list[Span], others: list[Span], start: int, end: int) -> None:
    """Of the seconds they cover, and their results are sorted and disjoint."""
    assert held(merged(spans)) == held(spans)
    assert held(clipped(spans, start, end)) == held(spans) & set(range(start, end))
    assert held(common(spans, others)) == held(spans) & held(others)
    assert held(without(spans, others)) == held(spans) - held(others)
    assert length_seconds(spans) == len(held(spans))
    for result in (merged(spans), clipped(spans, start, end), common(spans, others), without(spans, others)):
        assert proper(result)


@LAW
@given(ANY, st.randoms(use_true_random=False))
def test_the_order_of_spans_does_not_matter(spans: list[Span], chance: random.Random) -> None:
    assert merged(chance.sample(spans, len(spans))) == merged(spans)
