"""The record of a runbook."""

from incidentbook.records.runbook import runbook_record
from tests.api.published_book import shown_of
from tests.books import incident, issue, runbook


def test_it_says_what_it_is_for_and_where_it_was_followed() -> None:
    """Newest first."""
    front_matter = "services: [db]\nalerts: [Slow]\nsymptoms: [slow]\nowner: storage\nlast_reviewed: 2026-01-31\n"
    shown = shown_of(
        {
            "runbooks/a.md": runbook(f"{front_matter}review_in: 1 month"),
            "known-issues/a.md": issue("runbooks: [RB-0001]"),
            "incidents/a.md": incident("runbooks: [{id: RB-0001, fix: worked, took: 5m}]"),
            "incidents/b.md": incident("runbooks: [RB-0001]", id="INC-2026-0002", times="times: {detected: 2026-04}"),
        }
    )
    found = runbook_record(shown.book.runbooks[0], shown)
    assert (found.kind, found.id, found.alerts, found.symptoms) == ("runbook", "RB-0001", ("Slow",), ("slow",))
    assert found.known_issues == ("KI-0001",)
    assert [(use.incident, use.fix, use.took_seconds) for use in found.uses] == [
        ("INC-2026-0002", None, None),
        ("INC-2026-0001", "worked", 300),
    ]
    assert found.review_due is not None
    assert found.review_due.at == "2026-02-28T00:00:00+00:00"
