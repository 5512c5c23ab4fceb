"""Known issues, symptoms, runbooks, maintenance."""

from tests.books import article, issue, opened, runbook


def test_a_known_issue_can_say_everything() -> None:
    """Its symptoms by name and in place, versions, fixes that were made, and times that nobody reported."""
    text = issue(
        "status: workaround\nservices: [payments-db]\nalerts: [A]\nrunbooks: [RB-0001]\nsymptoms:\n  - slow\n"
        "  - {id: hangs, text: Requests hang, signatures: ['x <*>ms'], alerts: [B], services: [mail]}\n"
        "affects: [api, {package: db, ranges: ['>=2.3,<2.5']}]\n"
        "fixes: [{at: 2026-04-01, kind: workaround, summary: s, versions: {api: 2.10}, ref: r}]\n"
        "occurrences: [2025-10, {at: 2025-11, lasted: 24h, ref: chat}]\n"
        "owner: me\n"
        "last_reviewed: 2026-04-02\n"
        "review_in: 6 months\n"
        "related: [RB-0001]\n"
        "superseded_by: KI-0002"
    )
    found = opened(
        {
            "known-issues/a.md": text,
            "known-issues/b.md": issue(id="KI-0002"),
            "symptoms/slow.md": article("title: x"),
            "runbooks/a.md": runbook(),
        }
    )
    assert found.diagnostics == []
    fields = found.book.known_issues[0].fields
    assert [(one.id, one.text) for one in fields.symptoms] == [("slow", None), ("hangs", "Requests hang")]
    assert [(one.package, one.ranges) for one in fields.affects] == [("api", ()), ("db", (">=2.3,<2.5",))]
    assert [(one.kind, one.versions) for one in fields.fixes] == [("workaround", {"api": "2.10"})]
    assert [(str(one.at), one.lasted is not None) for one in fields.occurrences] == [
        ("Oct 2025", False),
        ("Nov 2025", True),
    ]


def test_a_symptom_a_runbook_and_a_maintenance_can_say_everything() -> None:
    """Each what belongs to it."""
    found = opened(
        {
            "symptoms/slow.md": article(
                "title: Slow\n"
                "id: slow\n"
                "signatures: ['x <*>']\n"
                "alerts: A\n"
                "services: [a]\n"
                "owner: me\n"
                "last_reviewed: 2026\n"
                "review_in: 1y\n"
                "related: RB-0001"
            ),
            "runbooks/a.md": runbook(
                "services: a\nalerts: [A]\nsymptoms: slow\nowner: me\nlast_reviewed: 2026-01\nreview_in: 6 months"
            ),
            "maintenance/a.md": article(
                "id: MNT-2026-0001\n"
                "title: Work\n"
                "planned: {from: 2026-03-04 20:00, to: 2026-03-04 22:00}\n"
                "actual: {from: 2026-03-04 20:10}\n"
                "announced: 2026-03-01\n"
                "emergency: yes\nservices: [{id: a, level: down}]\nstatus: completed"
            ),
        }
    )
    assert found.diagnostics == []
    work = found.book.maintenance[0].fields
    assert (work.emergency, str(work.begins), work.actual.to) == (True, "4 Mar 2026, 20:10 UTC", None)
    assert found.book.symptoms[0].fields.signatures == ("x <*>",)
