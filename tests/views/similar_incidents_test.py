"""What an incident's page says of similar incidents, and which pages an edit concerns."""

import re
from collections.abc import Mapping

from incidentbook.site import build_site
from incidentbook.templating import Templates
from incidentbook.views import incident as page
from tests.views.article_book import incident, page_of, shown

SIGNATURE = "request timed out after <*>ms"
ISSUE = f"""---
id: KI-0007
title: The pool is full
status: workaround
symptoms: [{{text: It hangs, signatures: ["{SIGNATURE}"]}}]
---
"""
LINE = "\n    request timed out after {}ms\n"
ALERT = ("alerts: [PoolSaturated]", "services: [checkout]")
SHARED = "\nThe replica lost its quorum at failover.\n"
BOOK = {
    "services.yml": "checkout: {name: Checkout}\n",
    "known-issues/pool.md": ISSUE,
    "incidents/1.md": incident(1, "detected: 2026-01-01 10:00", *ALERT) + SHARED + LINE.format(1),
    "incidents/2.md": incident(2, "detected: 2026-02-01 10:00", *ALERT) + SHARED,
    "incidents/3.md": incident(3, "detected: 2026-03-01 10:00") + LINE.format(30001),
    **{
        f"incidents/{number}.md": incident(number, "detected: 2026-03-01 10:00") + f"word{number}"
        for number in range(10, 40)
    },
}


def text_of(path: str, texts: Mapping[str, str] = BOOK) -> str:
    return page_of(page.views, path, texts)


def similar(text: str) -> list[tuple[str, list[str]]]:
    """Return the IDs of the similar incidents of a page, with their reasons as they are read."""
    found = re.search(r'<ul class="ib-similar">(.*?)</ul>\n', text)
    if found is None:
        return []
    entries = re.findall(r'<span class="ib-id">(.*?)</span>.*?<ul class="ib-why">(.*?)</ul></li>', found[1])
    return [
        (name, [re.sub("<[^>]+>", "", why) for why in re.findall("<li>(.*?)</li>", whys)]) for name, whys in entries
    ]


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Return the incidents' pages with another key."""
    keys = [
        {
            one.path: one.key
            for one in build_site(shown(texts), Templates()).pages
            if one.path.startswith("incidents/") and one.converted
        }
        for texts in (before, after)
    ]
    hubs = ("incidents/index.md", "incidents/2026/index.md")
    return [path for path, key in keys[0].items() if keys[1].get(path) != key and path not in hubs]


def test_they_stand_on_the_page_with_their_reasons() -> None:
    """The service is called as readers know it."""
    text = text_of("incidents/1.md")
    assert "## Similar incidents" in text
    assert similar(text) == [
        ("INC-2026-0003", ["same signature: request timed out after &lt;*&gt;ms"]),
        ("INC-2026-0002", ["same alert PoolSaturated on Checkout", "similar text: failover, lost, quorum, replica"]),
    ]
    assert '<a class="ib-ref" href="../2/"><span class="ib-id">INC-2026-0002</span> Number 2</a>' in text
    assert "Similar incidents" not in text_of("incidents/10.md")


def test_those_that_the_page_names_anyway_are_left_out() -> None:
    """Related ones, duplicates, parts, those that mention it, and cases of the same known issue."""
    for key in (
        "related: [INC-2026-0001]",
        "duplicate_of: INC-2026-0001",
        "continues: INC-2026-0001",
        "parent: INC-2026-0001",
    ):
        texts = BOOK | {"incidents/2.md": incident(2, "detected: 2026-02-01", *ALERT, key) + SHARED}
        assert [name for name, _ in similar(text_of("incidents/1.md", texts))] == ["INC-2026-0003"]
    mentioned = BOOK | {"incidents/2.md": BOOK["incidents/2.md"] + "See INC-2026-0001."}
    assert [name for name, _ in similar(text_of("incidents/1.md", mentioned))] == ["INC-2026-0003"]
    case = "known_issues: [KI-0007]"
    cases = {
        "incidents/1.md": incident(1, "detected: 2026-01-01", *ALERT, case) + SHARED,
        "incidents/2.md": incident(2, "detected: 2026-02-01", *ALERT, case) + SHARED,
    }
    assert similar(text_of("incidents/1.md", BOOK | cases)) == []


def test_five_are_enough() -> None:
    """The newest, where they are equally similar."""
    more = {f"incidents/{at}.md": incident(at, f"detected: 2026-05-{at}", *ALERT) for at in range(21, 29)}
    found = similar(text_of("incidents/2.md", {**BOOK, **more}))
    assert [name for name, _ in found] == ["INC-2026-0001", *(f"INC-2026-00{at}" for at in (28, 27, 26, 25))]


def test_a_known_issue_that_it_looks_like_is_suggested_and_not_counted() -> None:
    """With the reason, and what the author can do about it."""
    text = text_of("incidents/3.md")
    assert "## Perhaps seen before" in text
    link = '<a class="ib-ref" href="../../known-issues/pool/#ib-fix">'
    issue = f'{link}<span class="ib-id">KI-0007</span> The pool is full</a>'
    reason = "this report has its signature <code>request timed out after &lt;*&gt;ms</code>"
    assert f'{issue}, because<ul class="ib-why"><li>{reason}</li>' in text
    assert "A suggestion, counted nowhere" in text
    confirmed = BOOK | {
        "incidents/3.md": incident(3, "detected: 2026-03-01", "known_issues: [KI-0007]") + LINE.format(1)
    }
    assert "A suggestion" not in text_of("incidents/3.md", confirmed)
    assert "A suggestion" not in text_of("incidents/10.md")


def test_an_edit_changes_the_pages_whose_lists_it_changes_and_no_other() -> None:
    """By what it says, its title, its date; a word that others have as well changes only its own page."""
    two = BOOK["incidents/2.md"]
    assert changed(BOOK, BOOK) == []
    assert changed(BOOK, BOOK | {"incidents/2.md": two + "It was noticed on Monday."}) == ["incidents/2.md"]
    assert changed(BOOK, BOOK | {"incidents/2.md": two.replace("Number 2", "Number two")}) == [
        "incidents/1.md",
        "incidents/2.md",
    ]
    assert changed(BOOK, BOOK | {"incidents/2.md": two.replace("PoolSaturated", "Other")}) == [
        "incidents/1.md",
        "incidents/2.md",
    ]
    assert changed(BOOK, BOOK | {"incidents/3.md": BOOK["incidents/3.md"].replace("timed out", "went")}) == [
        "incidents/1.md",
        "incidents/3.md",
    ]


def test_what_authors_write_is_text() -> None:
    """Also in a reason."""
    alert = ('alerts: ["<b>Full</b>"]', "services: [checkout]")
    texts = BOOK | {f"incidents/{at}.md": incident(at, "detected: 2026-01-01", *alert) for at in (1, 2)}
    assert 'same alert <span class="ib-alert">&lt;b&gt;Full&lt;/b&gt;</span> on Checkout' in text_of(
        "incidents/1.md", texts
    )
