from incidentbook.views import runbook as page
from tests.views.article_book import incident, page_of, view_of

PATH = "runbooks/pool.md"
BOOK = {
    PATH: """---
id: RB-0001
title: Pool
alerts: [PoolFull]
owner: payments
last_reviewed: 2026-01-31
review_in: 1 month
---
## Mitigation
x
""",
    "known-issues/a.md": "---\nid: KI-0001\ntitle: A\nrunbooks: [RB-0001]\n---\n",
    "incidents/1.md": incident(1, "detected: 2026-01-01", "runbooks: [{id: RB-0001, fix: worked, took: 12m}]"),
    "incidents/2.md": incident(2, "detected: 2026-02-01", "runbooks: [{id: RB-0001, fix: failed}]"),
    "incidents/3.md": incident(3, "detected: 2026-03-01", "runbooks: [RB-0001]"),
}


def test_it_counts_what_came_of_following_it() -> None:
    """Once each, and one untold."""
    record = view_of(page.views, PATH, BOOK).values["record"]
    assert (record.cases, record.worked, record.failed, record.untold) == (3, 1, 1, 1)
    text = page_of(page.views, PATH, BOOK)
    assert "3 times: <b>worked once</b> in <b>12 min</b>" in text
    assert "no outcome recorded once" in text


def test_it_lists_the_incidents_newest_first() -> None:
    """With outcome and time."""
    uses = view_of(page.views, PATH, BOOK).values["uses"]
    assert [(use.incident.name, use.fix, use.took) for use in uses] == [
        ("INC-2026-0003", None, ""),
        ("INC-2026-0002", "failed", ""),
        ("INC-2026-0001", "worked", "12 min"),
    ]


def test_known_issues_that_name_it_are_linked_to_their_fix() -> None:
    """In the head of the page."""
    assert 'href="../../known-issues/a/#ib-fix"' in page_of(page.views, PATH, BOOK)


def test_a_month_after_the_last_of_january_is_the_last_of_february() -> None:
    """A calendar's month."""
    assert str(view_of(page.views, PATH, BOOK).texts()["freshness"].due) == "28 Feb 2026"


def test_an_unused_runbook_has_no_empty_parts() -> None:
    """A title alone."""
    text = page_of(page.views, PATH, {PATH: "---\nid: RB-0001\ntitle: Pool\n---\n"})
    assert "<table" not in text
    assert "<footer" not in text
    assert "Followed" not in text
