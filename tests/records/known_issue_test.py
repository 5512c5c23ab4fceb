"""The record of a known issue."""

from incidentbook.records.known_issue import KnownIssueRecord, known_issue_record
from tests.api.published_book import shown_of
from tests.books import Texts, incident, issue

ISSUE = """\
status: workaround
services: [db]
symptoms: [slow, {text: Requests hang, signatures: ["timed out after <*>ms"], alerts: [Hang]}]
runbooks: [RB-0001]
affects: [{package: db, ranges: [">=2.3,<2.5"]}]
fixes: [{at: 2026-04-01, versions: {db: "2.5"}, ref: "https://example.org/1"}, {summary: Not dated}]
occurrences: [{at: 2025-11, lasted: 24h, ref: chat}]
owner: storage
last_reviewed: 2026-04-02
review_in: 6 months
superseded_by: KI-0002
"""
TIMES = "times: {{started: {0} 10:00, mitigated: {0} 11:00}}"
CASES: Texts = {
    "known-issues/a.md": issue(ISSUE),
    "incidents/a.md": incident("known_issues: [{id: KI-0001, fix: failed}]", times=TIMES.format("2026-03-04")),
    "incidents/b.md": incident(
        "known_issues: [{id: KI-0001, fix: worked, took: 38m}]", id="INC-2026-0002", times=TIMES.format("2026-04-11")
    ),
    "incidents/c.md": incident("known_issues: [{id: KI-0001, link: suspected}]", id="INC-2026-0003"),
}


def record(texts: Texts) -> KnownIssueRecord:
    shown = shown_of(texts)
    return known_issue_record(shown.book.known_issues[0], shown)


def test_it_says_all_that_the_article_says() -> None:
    found = record(CASES)
    assert (found.id, found.status, found.owner, found.superseded_by) == ("KI-0001", "workaround", "storage", "KI-0002")
    assert [one.id for one in found.services] == ["db"]
    assert [(one.id, one.text, one.signatures) for one in found.symptoms] == [
        ("slow", None, ()),
        ("ki-0001-requests-hang", "Requests hang", ("timed out after <*>ms",)),
    ]
    assert [(one.package, one.ranges) for one in found.affects] == [("db", (">=2.3,<2.5",))]
    assert found.runbooks == ("RB-0001",)
    assert found.review_due is not None
    assert found.review_due.at == "2026-10-02T00:00:00+00:00"


def test_each_time_it_happened_is_there_oldest_first() -> None:
    """With a report or without; what is only suspected stands apart."""
    found = record(CASES)
    assert [(one.incident, one.fix, one.took_seconds, one.lasted_seconds, one.ref) for one in found.occurrences] == [
        (None, None, None, 86_400, "chat"),
        ("INC-2026-0001", "failed", None, None, ""),
        ("INC-2026-0002", "worked", 2280, None, ""),
    ]
    assert found.suspected == ("INC-2026-0003",)


def test_it_counts_what_it_cost_and_how_its_fix_did() -> None:
    found = record(CASES)
    assert (found.evidence.cases, found.evidence.worked, found.evidence.failed, found.evidence.held) == (2, 1, 1, 1)
    assert (found.evidence.median_took_seconds, found.evidence.last_worked) == (2280, "INC-2026-0002")
    assert (found.recurrence.occurrences, found.recurrence.unreported, found.recurrence.shortest_days) == (3, 1, 38)
    assert (found.recurrence.lost_seconds, found.recurrence.lost_exact) == (86_400 + 7200, True)
    assert found.recurrence.last is not None
    assert found.recurrence.last.at == "2026-04-11T10:00:00+00:00"


def test_a_fix_says_whether_the_issue_came_back() -> None:
    """Of one without a date nothing can be said."""
    dated, undated = record(CASES).fixes
    assert (dated.kind, dated.versions, dated.came_back, dated.came_back_days) == ("permanent", {"db": "2.5"}, True, 10)
    assert (undated.summary, undated.came_back, undated.came_back_days) == ("Not dated", None, None)


def test_one_that_never_happened_has_every_key() -> None:
    found = record({"known-issues/a.md": issue()})
    assert found.model_dump().keys() == KnownIssueRecord.model_fields.keys()
    assert (found.occurrences, found.recurrence.last, found.evidence.last_worked) == ((), None, None)
    assert found.recurrence.lost_exact
