"""The links of a book as values."""

from incidentbook.graph import Occurrence
from incidentbook.instants import parse_instant, zone_named


def test_occurrences_are_ordered_by_time_those_without_any_last() -> None:
    """Also before 1970, and whatever zone they are in."""
    texts = ["0900-01", "1969-12-31", "2026-03-04 10:12+14:00", "2026-03-04 10:12", "2026-03-05"]
    ordered = [Occurrence(parse_instant(text, zone_named("UTC")), None, None, None) for text in texts]
    nowhere = Occurrence(None, None, None, None)
    assert sorted([nowhere, *reversed(ordered)], key=lambda one: one.order) == [*ordered, nowhere]
