"""The record of a symptom."""

from incidentbook.records.symptom import SymptomRecord, symptom_record
from tests.api.published_book import shown_of
from tests.books import article, incident, issue, runbook

TEXTS = {
    "symptoms/slow.md": article("title: All is slow\nsignatures: [timed out]\nalerts: [Slow]\nservices: [db]"),
    "known-issues/a.md": issue("symptoms: [slow, {text: Requests hang}]\nservices: [db]"),
    "runbooks/a.md": runbook("symptoms: [slow]"),
    "incidents/a.md": incident("symptoms: [slow]\nknown_issues: [{id: KI-0001, fix: worked, took: 10m}]"),
}


def records() -> dict[str, SymptomRecord]:
    shown = shown_of(TEXTS)
    return {name: symptom_record(node, shown) for name, node in shown.graph.symptoms.items()}


def test_it_says_how_to_tell_it_and_what_names_it() -> None:
    found = records()["slow"]
    assert (found.title, found.url, found.path) == ("All is slow", "symptoms/slow/", "symptoms/slow.md")
    assert (found.signatures, found.alerts, found.services) == (("timed out",), ("Slow",), ("db",))
    assert (found.incidents, found.known_issues, found.runbooks) == (("INC-2026-0001",), ("KI-0001",), ("RB-0001",))
    assert found.described_in is None


def test_what_fixed_it_is_ranked() -> None:
    """What worked stands before what nobody tried, with what it is counted from."""
    first, second = records()["slow"].fixes
    assert (first.id, first.kind, first.score, first.evidence.worked) == ("KI-0001", "known-issue", 0.6667, 1)
    assert first.evidence.median_took_seconds == 600
    assert (second.id, second.kind, second.score, second.evidence.cases) == ("RB-0001", "runbook", 0.5, 0)


def test_one_described_in_a_known_issue_has_no_file() -> None:
    found = records()["ki-0001-requests-hang"]
    assert (found.path, found.described_in, found.services) == (None, "KI-0001", ("db",))
    assert found.url == "symptoms/ki-0001-requests-hang/"
