"""Labels above a line that must not touch each other nor be crossed by the strokes that lead from them to the line."""

from collections.abc import Sequence
from typing import NamedTuple

LETTER_PX = 6.5
_GAP_PX = 8.0


class Placed(NamedTuple):
    """Where a label stands."""

    row: int
    """0 is nearest the line."""
    anchor: str
    """`start`: the label begins at its place; `end`: it ends there."""


def rows_of(labels: Sequence[tuple[float, str]], width_px: float) -> list[Placed]:
    """Place labels, each given with its place along a line of `width_px`, in as few rows as they need.

    On a longer line, places move apart and labels do not grow, so what fits here fits there.
    """
    boxes = [_box(place, text, width_px) for place, text in labels]
    # A label that runs to the right has its neighbours on the right below it, so that its stroke passes them by.
    order = sorted(
        range(len(labels)),
        key=lambda number: (boxes[number].anchor == "end", _inwards(boxes[number])),
    )
    rows: dict[int, int] = {}
    for number in order:
        free = (
            row
            for row in range(len(labels))
            if not any(_collides(boxes[number], row, boxes[other], rows[other]) for other in rows)
        )
        rows[number] = next(free, max(rows.values(), default=-1) + 1)  # crossed by a stroke, but legible
    return [Placed(rows[number], boxes[number].anchor) for number in range(len(labels))]


class _Box(NamedTuple):
    place: float
    left: float
    right: float
    anchor: str


def _box(place: float, text: str, width_px: float) -> _Box:
    length = len(text) * LETTER_PX + _GAP_PX
    if place + length <= width_px + _GAP_PX or place < length:
        return _Box(place, place, place + length, "start")
    return _Box(place, place - length, place, "end")


def _inwards(box: _Box) -> float:
    return -box.place if box.anchor == "start" else box.place


def _collides(one: _Box, row: int, other: _Box, other_row: int) -> bool:
    if row == other_row:
        return one.left < other.right and other.left < one.right
    upper, lower = (one, other) if row > other_row else (other, one)
    return lower.left + 1 < upper.place < lower.right - _GAP_PX / 2
