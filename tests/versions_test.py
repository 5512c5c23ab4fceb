"""Versions are compared where their order is certain."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.versions import compare_versions

IN_ORDER = ["0.9", "1", "1.0.1", "1.9", "1.10", "2.5.dev3", "2.5a1", "2.5-beta.2", "2.5rc1", "2.5-RC2", "2.5", "2.5.1"]


def test_numbers_are_compared_as_numbers_and_pre_releases_come_before_their_release() -> None:
    """Each is older than the next."""
    assert [compare_versions(first, second) for first, second in pairwise(IN_ORDER)] == [-1] * (len(IN_ORDER) - 1)
    assert [compare_versions(second, first) for first, second in pairwise(IN_ORDER)] == [1] * (len(IN_ORDER) - 1)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2.5", "2.5.0"),
        ("v2.5", "2.5"),
        ("2.5+build.7", "2.5"),
        (" 2.5 ", "2.5"),
        ("2.5-beta.2", "2.5b2"),
        ("0", "0.0"),
    ],
)
def test_the_same_version_is_written_in_more_than_one_way(first: str, second: str) -> None:
    assert compare_versions(first, second) == 0


@pytest.mark.parametrize(
    "written", ["", "main", "3f2a91c", "2.5-4", "2.5p1", "1:2.5", "2..5", "2.5.", "٢.٥", "9" * 5000]
)
def test_of_what_is_written_otherwise_nothing_is_said(written: str) -> None:
    """Nor of anything beside it."""
    assert compare_versions(written, "2.5") is None
    assert compare_versions("2.5", written) is None


@given(st.sampled_from(IN_ORDER) | st.text(max_size=8), st.sampled_from(IN_ORDER) | st.text("v.0129-rcab+", max_size=8))
def test_turned_around_the_answer_is_the_opposite(first: str, second: str) -> None:
    """And nothing raises."""
    answer = compare_versions(first, second)
    assert compare_versions(second, first) == (None if answer is None else -answer)
