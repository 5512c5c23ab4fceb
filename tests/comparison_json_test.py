"""A comparison as JSON."""

import json
from typing import Any

from incidentbook.comparison_json import comparison_json
from tests.books import Texts, incident
from tests.comparison_markdown_test import FRAME
from tests.comparison_test import compared

KEYS = {
    "base", "commit", "audience", "as_of", "notes", "articles", "other_files", "brought", "mended", "likenesses",
    "occurrences", "quarters", "undated",
}  # fmt: skip
FIGURES = {
    "incidents", "open", "not_counted", "ttd", "tta", "ttm", "ttr", "sla", "repeats", "downtime_minutes",
}  # fmt: skip


def values(before: Texts, after: Texts) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(comparison_json(compared(before, after), FRAME))
    return found


def test_keys_are_always_there() -> None:
    """Whether anything differs or not; what there is no value for is null."""
    book = {"incidents/a.md": incident()}
    assert values(book, book).keys() == values({}, book).keys() == KEYS
    (quarter,) = values({}, book)["quarters"]
    assert quarter["before"].keys() == quarter["after"].keys() == FIGURES
    assert quarter["before"]["ttm"] == {"n": 0, "of": 0, "inexact": 0, "median": None}
    assert quarter["before"]["sla"]["response"]["compliance"] is None
    assert quarter["before"]["repeats"]["repeat_rate"] is None


def test_lengths_are_in_minutes_and_shares_from_0_to_1() -> None:
    """And words are as they were written, in whatever alphabet."""
    said = "status: resolved\nservices: [{id: shop, level: down}]"
    times = "times: {started: 2026-03-04 10:00, mitigated: 2026-03-04 10:45}"
    found = values({}, {"incidents/a.md": incident(said, times=times).replace("Incident", "Störung <b>", 1)})
    assert found["articles"][0]["title"] == "Störung <b> INC-2026-0001"
    assert found["articles"][0]["services"] == ["shop"]
    (quarter,) = found["quarters"]
    assert (quarter["after"]["ttm"]["median"], quarter["after"]["downtime_minutes"]) == (45.0, 45.0)
    assert quarter["after"]["repeats"]["repeat_rate"] == 0.0
