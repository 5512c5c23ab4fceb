from hypothesis import given
from hypothesis import strategies as st

from incidentbook.views.label_rows import LETTER_PX, rows_of

LABELS = st.lists(
    st.tuples(st.floats(0, 296), st.sampled_from(["Started", "Detected", "Mitigated, resolved"])), max_size=8
)


def test_labels_that_fit_beside_each_other_share_a_row() -> None:
    """Two short ones, far apart."""
    assert [placed.row for placed in rows_of([(0, "One"), (200, "Two")], 296)] == [0, 0]


def test_neighbours_step_down_to_the_right_so_that_no_stroke_crosses_a_label() -> None:
    """Three at nearly the same place."""
    assert [placed.row for placed in rows_of([(10, "Started"), (14, "Detected"), (20, "Declared")], 296)] == [2, 1, 0]


def test_a_label_at_the_end_runs_to_the_left() -> None:
    """There is no room on the right."""
    assert [placed.anchor for placed in rows_of([(0, "Started"), (296, "Resolved")], 296)] == ["start", "end"]


@given(LABELS)
def test_no_two_labels_touch(labels: list[tuple[float, str]]) -> None:
    """Whatever the places."""
    placed = rows_of(labels, 296)
    boxes = []
    for (place, text), where in zip(labels, placed, strict=True):
        length = len(text) * LETTER_PX
        left = place if where.anchor == "start" else place - length
        boxes.append((where.row, left, left + length))
    for number, (row, left, right) in enumerate(boxes):
        for other_row, other_left, other_right in boxes[number + 1 :]:
            assert row != other_row or right <= other_left or other_right <= left
