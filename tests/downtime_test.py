"""Overlapping impairments merged, and who took how much."""

import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.downtime import DEFINITIONS, Downtime, Loss, downtime, downtimes, lost_by_incident
from incidentbook.impairments import Impairment
from incidentbook.spans import Span
from tests.books import incident, opened

WEIGHTS = (0.0, 0.25, 0.5, 1.0)  # their multiples are exact, so that sums can be compared
LAW = settings(deadline=None, max_examples=120)


def impaired(start: float, end: float, weight: float = 1.0, path: str = "a", *, supplier: bool = False) -> Impairment:
    span = Span(start, end)
    return Impairment("checkout", span, weight, path, "down", span, False, False, False, False, supplier)


def losses(*impairments: Impairment) -> list[tuple[float, float, float, str]]:
    return [loss[:4] for loss in downtime(impairments).losses]


IMPAIRED = st.builds(
    impaired, st.integers(0, 30), st.integers(0, 30), st.sampled_from(WEIGHTS), st.sampled_from("abcd")
)
SOME = st.lists(IMPAIRED, max_size=9)


def test_no_impairments_take_nothing() -> None:
    assert downtime([]) == Downtime()
    assert list(downtime([]).losses_between(0, 9)) == []
    assert list(downtime([]).impairments_between(0, 9)) == []


def test_one_impairment_takes_its_length() -> None:
    assert losses(impaired(2, 5, 0.5)) == [(2, 5, 0.5, "a")]


def test_what_is_empty_or_weighs_nothing_takes_nothing() -> None:
    """It stands among the impairments all the same."""
    found = downtime([impaired(2, 2), impaired(3, 9, 0.0)])
    assert found.losses == ()
    assert len(list(found.impairments_between(0, 30))) == 2


def test_the_highest_weight_counts() -> None:
    """In the middle of a lower one, which goes on behind it."""
    assert losses(impaired(0, 9, 0.5, "a"), impaired(3, 5, 1.0, "b")) == [
        (0, 3, 0.5, "a"),
        (3, 5, 1.0, "b"),
        (5, 9, 0.5, "a"),
    ]


def test_of_equal_weights_the_one_that_began_first_counts_until_it_ends() -> None:
    """And of those that began together, the first by its path."""
    assert losses(impaired(3, 9, 1.0, "a"), impaired(0, 5, 1.0, "b")) == [(0, 5, 1.0, "b"), (5, 9, 1.0, "a")]
    assert losses(impaired(0, 5, 1.0, "b"), impaired(0, 9, 1.0, "a")) == [(0, 9, 1.0, "a")]


def test_one_that_ends_in_the_shadow_of_others_takes_nothing_more() -> None:
    assert losses(impaired(0, 20, 1.0, "a"), impaired(5, 10, 0.5, "b"), impaired(30, 31, 0.5, "c")) == [
        (0, 20, 1.0, "a"),
        (30, 31, 0.5, "c"),
    ]


def test_stretches_of_one_incident_that_touch_are_one() -> None:
    assert losses(impaired(0, 5), impaired(5, 9), impaired(4, 6)) == [(0, 9, 1.0, "a")]


def test_a_loss_across_a_boundary_is_split_there() -> None:
    found = downtime([impaired(0, 10)])
    assert list(found.losses_between(-5, 4)) == [Loss(0, 4, 1.0, "a", supplier=False)]
    assert list(found.losses_between(4, 15)) == [Loss(4, 10, 1.0, "a", supplier=False)]
    assert list(found.losses_between(4, 4)) == list(found.losses_between(6, 4)) == []
    assert list(found.losses_between(10, 15)) == list(found.losses_between(-5, 0)) == []


def test_an_impairment_without_length_is_in_the_period_in_which_it_is() -> None:
    """At the boundary in the later one, and one that is long in each that it touches."""
    assert [len(list(downtime([impaired(5, 5)]).impairments_between(*ends))) for ends in ((0, 5), (5, 9))] == [0, 1]
    found = downtime([impaired(5, 5), impaired(0, 20, path="b")])
    assert [[one.path for one in found.impairments_between(*period)] for period in ((0, 5), (5, 9), (9, 30))] == [
        ["b"],
        ["b", "a"],
        ["b"],
    ]


def test_services_add_up() -> None:
    """By incident, for one service or for all."""
    both = "services: [{id: checkout, level: down}, {id: payments, level: degraded}]"
    times = "times: {started: 2026-03-04 10:00, mitigated: 2026-03-04 11:00, resolved: 2026-03-04 11:00}"
    book = opened({"incidents/1.md": incident(both, times=times)}).book
    found = downtimes(book, 2e9)
    assert lost_by_incident(found, 0, 2e9) == {"incidents/1.md": 5400}
    assert lost_by_incident(found, 0, 2e9, "payments") == {"incidents/1.md": 1800}
    assert lost_by_incident(found, 0, 2e9, "elsewhere") == lost_by_incident(found, 0, 1e9) == {}
    assert downtimes(opened({}).book, 2e9) == {}


def test_the_definition_says_what_degraded_weighs() -> None:
    (definition,) = DEFINITIONS
    assert "(0.5 unless" in definition.text


def worst(impairments: Sequence[Impairment], second: int) -> float:
    """Return the highest weight in a second: what the sweep must agree with."""
    return max((one.weight for one in impairments if one.span.start <= second < one.span.end), default=0.0)


@LAW
@given(SOME)
def test_every_second_counts_at_its_highest_weight(impairments: list[Impairment]) -> None:
    """Losses are disjoint and in order, none is empty, and each belongs to an incident that weighs so much there."""
    found = downtime(impairments)
    for second in range(31):
        here = [loss for loss in found.losses if loss.start <= second < loss.end]
        assert [loss.weight for loss in here] == [weight for weight in [worst(impairments, second)] if weight]
        first = min(
            (one.span.start, one.path)
            for one in impairments
            if one.span.start <= second < one.span.end and one.weight == here[0].weight
        ) if here else None  # fmt: skip
        assert [loss.path for loss in here] == ([first[1]] if first else [])
    assert all(loss.start < loss.end for loss in found.losses)
    assert all(one.end <= following.start for one, following in pairwise(found.losses))


@LAW
@given(SOME, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(impairments: list[Impairment], chance: random.Random) -> None:
    assert downtime(chance.sample(impairments, len(impairments))) == downtime(impairments)


@LAW
@given(SOME, st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_two_halves_are_the_whole(impairments: list[Impairment], one: int, two: int, three: int) -> None:
    """Of what each incident took, and together they never take more than there is."""
    start, middle, end = sorted((one, two, three))
    found = {"checkout": downtime(impairments)}
    whole = lost_by_incident(found, start, end)
    halves = [lost_by_incident(found, start, middle), lost_by_incident(found, middle, end)]
    assert whole == pytest.approx(
        {path: sum(half.get(path, 0.0) for half in halves) for half in halves for path in half}
    )
    assert sum(whole.values()) == sum(worst(impairments, second) for second in range(start, end)) <= end - start


@LAW
@given(SOME, st.integers(0, 30), st.integers(0, 30))
def test_what_touches_a_period_is_found(impairments: list[Impairment], start: int, end: int) -> None:
    """All of it, and nothing else."""
    proper = [one for one in impairments if one.span.start <= one.span.end]
    assert sorted(downtime(proper).impairments_between(start, end)) == sorted(
        one
        for one in proper
        if start < end and one.span.start < end and (one.span.end > start or start <= one.span.start)
    )


@LAW
@given(SOME, IMPAIRED)
def test_one_more_impairment_never_makes_less_downtime(impairments: list[Impairment], more: Impairment) -> None:
    def total(some: Sequence[Impairment]) -> float:
        return sum((loss.end - loss.start) * loss.weight for loss in downtime(some).losses)

    assert total(impairments) <= total([*impairments, more])
