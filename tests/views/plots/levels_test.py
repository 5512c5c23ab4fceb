import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.views.plots.levels import Counts, Durations

HOUR = 3600


@pytest.mark.parametrize(
    ("most", "texts"),
    [
        (0, ["0", "1", "2", "3", "4"]),
        (1, ["0", "1", "2", "3", "4"]),
        (7, ["0", "2", "4", "6", "8"]),
        (12, ["0", "5", "10", "15"]),
        (1999, ["0", "500", "1,000", "1,500", "2,000"]),
    ],
)
def test_counts_go_up_to_a_round_number(most: int, texts: list[str]) -> None:
    """So that one incident is no bar from bottom to top."""
    assert [level.text for level in Counts.up_to(most, 10, 110).levels()] == texts


@given(st.integers(0, 10**9))
def test_every_count_fits(most: int) -> None:
    """With few levels."""
    scale = Counts.up_to(most, 10, 110)
    assert scale.height(most) <= 100
    assert 2 <= len(scale.levels()) <= 6


def test_durations_stand_between_round_ones() -> None:
    """From half an hour to two days."""
    scale = Durations.of([1800, 48 * HOUR], 10, 110)
    assert [level.text for level in scale.levels()] == ["10 min", "1 h", "6 h", "1 d", "7 d"]
    assert scale.y(600) == 110
    assert scale.y(7 * 24 * HOUR) == 10


def test_no_time_at_all_has_a_line_of_its_own() -> None:
    """A logarithmic scale has no zero."""
    scale = Durations.of([0, 120], 10, 110)
    assert scale.levels()[0] == ("110", "0")
    assert scale.y(0) == 110 > scale.y(60)


def test_one_duration_has_a_scale() -> None:
    """A round one, and nothing but zeros."""
    assert [level.text for level in Durations.of([HOUR], 10, 110).levels()] == ["10 min", "1 h"]
    assert [level.text for level in Durations.of([0], 10, 110).levels()] == ["0", "1 min", "10 min", "1 h"]


@given(st.lists(st.floats(0, 1e11), min_size=1, max_size=20))
def test_longer_is_higher(seconds: list[float]) -> None:
    """And nothing leaves the plot."""
    scale = Durations.of(seconds, 10, 110)
    heights = [scale.y(value) for value in sorted(seconds)]
    assert heights == sorted(heights, reverse=True)
    assert all(10 <= height <= 110 for height in heights)
    levels = [float(level.y) for level in scale.levels()]
    assert levels == sorted(levels, reverse=True)
