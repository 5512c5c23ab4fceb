from incidentbook.views import symptom as page
from tests.views.article_book import incident, page_of, view_of

PATH = "symptoms/hangs.md"
ISSUE = """---
id: KI-0007
title: The pool
status: workaround
symptoms: [hangs]
---
## Workaround
Look:

```bash
restart
```

Then wait.
"""
BOOK = {
    PATH: '---\ntitle: It hangs\nsignatures: ["a <*>"]\n---\nIn short.\n\n## How to confirm\nLook.\n',
    "known-issues/deep/pool.md": ISSUE,
    "known-issues/other.md": "---\nid: KI-0008\ntitle: Other\nsymptoms: [hangs]\n---\n",
    "incidents/1.md": incident(
        1, "detected: 2026-01-01", "symptoms: [hangs]", "known_issues: [{id: KI-0007, fix: worked, took: 38m}]"
    ),
    "incidents/2.md": incident(2, "detected: 2026-02-01", "symptoms: [hangs]"),
}


def test_explanations_are_ranked_by_evidence_and_say_it() -> None:
    """One worked in one of two incidents, one was never tried."""
    records = view_of(page.views, PATH, BOOK).values["records"]
    assert [(record.target.name, record.cases, record.worked, status) for record, status in records] == [
        ("KI-0007", 1, 1, "workaround"),
        ("KI-0008", 0, 0, "investigating"),
    ]
    text = page_of(page.views, PATH, BOOK)
    assert "It was this in <b>1 of 2</b> incidents; its workaround <b>worked once</b> in <b>38 min</b>" in text
    assert "it has held ever since" in text
    assert "Untested: no incident with this symptom is confirmed to be it." in text


def test_the_bar_is_of_all_incidents_that_showed_it() -> None:
    """Half of them."""
    records = view_of(page.views, PATH, BOOK).values["records"]
    assert [(share.outcome, share.x, share.width) for share in records[0][0].shares] == [("worked", "0", "50")]


def test_the_workaround_begins_on_the_page() -> None:
    """Up to the end of its first commands."""
    text = page_of(page.views, PATH, BOOK)
    assert "Look:\n\n```bash\nrestart\n```\n\n<p" in text
    assert "Then wait." not in text
    assert "The rest is in KI-0007" in text


def test_how_to_tell_apart_comes_before_the_workaround_of_one_of_several() -> None:
    """With a single explanation it is the other way round."""
    text = page_of(page.views, PATH, BOOK)
    assert text.index("In short.") < text.index("How to confirm") < text.index("Workaround of KI-0007")
    one = {path: text for path, text in BOOK.items() if path != "known-issues/other.md"}
    text = page_of(page.views, PATH, one)
    assert text.index("Workaround of KI-0007") < text.index("How to confirm")


def test_a_symptom_described_in_a_known_issue_has_a_page_too() -> None:
    """It leads to its issue."""
    issue = ISSUE.replace("[hangs]", "[{id: dies, text: It dies, signatures: [b]}]")
    text = page_of(page.views, "symptoms/dies.md", {"known-issues/pool.md": issue})
    assert "<dt>Described in</dt>" in text
    assert "Look:" in text
    assert "No incident is recorded that showed it." in text


def test_incidents_that_showed_it_say_what_they_were() -> None:
    """The newest first, one unexplained."""
    showing = view_of(page.views, PATH, BOOK).values["showing"]
    assert [(one.incident.name, [issue.name for issue in one.issues]) for one in showing] == [
        ("INC-2026-0002", []),
        ("INC-2026-0001", ["KI-0007"]),
    ]


def test_the_page_changes_when_the_workaround_does() -> None:
    """What it depends on names the known issue's text."""
    before = view_of(page.views, PATH, BOOK).depends
    after = view_of(page.views, PATH, BOOK | {"known-issues/deep/pool.md": ISSUE.replace("Look:", "See:")}).depends
    assert before != after


def test_a_symptom_with_nothing_else_is_a_page() -> None:
    """A title."""
    assert "<h1>It hangs</h1>" in page_of(page.views, PATH, {PATH: "---\ntitle: It hangs\n---\n"})
