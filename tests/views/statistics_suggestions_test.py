"""Incidents that may belong to a known issue: shown apart, and never counted."""

import pytest

from incidentbook.views import statistics_suggestions
from incidentbook.views.statistics_suggestions import suggestion_inputs, suggestions_of
from tests.views.statistics_book import book, known_issue, report

SAID = "symptoms: [{text: Requests hang, signatures: ['request timed out after <*>ms']}]\n"
ISSUE = {"known-issues/a.md": known_issue("0001", SAID)}
LINE = "It said `request timed out after 30ms`."


def test_an_incident_with_a_signature_is_suggested() -> None:
    """With the line that says it, and in which line of the file that is."""
    found = suggestions_of(book({**ISSUE, "incidents/1.md": report(1, "2026-03-04 10:12", body=LINE)}))
    one = found.shown[0]
    assert (one.incident.name, one.issue.name, one.line, one.text) == ("INC-2026-0001", "KI-0001", 7, LINE)
    assert (found.total, found.incidents, found.unlinked) == (1, 1, 1)


def test_a_linked_incident_and_a_second_report_are_not_suggested() -> None:
    """Nor is one that suspects the issue itself already."""
    texts = {
        **ISSUE,
        "incidents/1.md": report(1, "2026-03-04 10:12", "known_issues: [KI-0001]\n", LINE),
        "incidents/2.md": report(2, "2026-03-04 10:12", "duplicate_of: INC-2026-0001\n", LINE),
        "incidents/3.md": report(3, "2026-03-04 10:12", "known_issues: [{id: KI-0001, link: suspected}]\n", LINE),
    }
    found = suggestions_of(book(texts))
    assert (found.total, found.unlinked) == (0, 1)


def test_only_the_newest_incidents_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many of how many is known."""
    monkeypatch.setattr(statistics_suggestions, "MOST_SEARCHED", 1)
    texts = {f"incidents/{n}.md": report(n, f"2026-03-0{n} 10:12", body=LINE) for n in (1, 2)}
    found = suggestions_of(book({**ISSUE, **texts}))
    assert [one.incident.name for one in found.shown] == ["INC-2026-0002"]
    assert (found.searched, found.unlinked) == (1, 2)


def test_without_a_signature_no_text_is_depended_on() -> None:
    """A body may then change as it likes."""
    shown = book({"known-issues/a.md": known_issue("0001"), "incidents/1.md": report(1, "2026-03-04", body=LINE)})
    assert list(suggestion_inputs(shown)) == []
