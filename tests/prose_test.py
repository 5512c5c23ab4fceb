"""What the texts of a book refer to."""

import pytest

from tests.books import Texts, article, incident, issue, opened, runbook

BOOK: Texts = {
    "services.yml": "checkout: {}",
    "known-issues/a.md": issue("symptoms: [{text: Hangs, id: hangs}]"),
    "incidents/2026/b.md": incident(id="INC-2026-0002"),
    "notes/index.md": "x",
    "notes/a page (1).md": "x",
    "img/pool.png": b"",
    "maintenance/a.md": article("id: MNT-2026-0001\ntitle: Work"),
}
PATH = "incidents/2026/a.md"


def places(body: str, path: str = PATH) -> list[tuple[str, int, int]]:
    """Return what is said of a body, with lines counted in it."""
    text = incident(body=body) if path == PATH else body
    above = text.count("\n") - body.count("\n")
    return [
        (one.code, one.line - above, one.column) for one in opened({**BOOK, path: text}).diagnostics if one.path == path
    ]


@pytest.mark.parametrize(
    "target",
    [
        "b.md",
        "../2026/b.md",
        "./b.md#impact",
        "b.md?x",
        "../../known-issues/a.md",
        "../../img/pool.png",
        "../../notes/a%20page%20(1).md",
        "<../../notes/a page (1).md>",
        "../index.md",
        "../",
        "..",
        "../../index.md",
        "../../",
        "index.md",
        ".",
        "../../actions.md",
        "../../symptoms/hangs.md",
        "../../symptoms/",
        "../../services/checkout.md",
        "../../services/checkout/",
        "../../services/checkout",
        "../../notes/",
        "../../maintenance/index.md",
        "b/",
        "b",
        "#anchor",
        "",
        "https://example.org/nope.md",
        "//example.org/x",
        "mailto:a@b",
        "/absolute/path.md",
        "tel:1",
        "?q",
        "http://[::1",
    ],
)
def test_a_link_to_a_page_a_file_or_elsewhere_is_fine(target: str) -> None:
    """Pages that are made count: lists, services, symptoms described in place; what is elsewhere cannot be checked."""
    assert places(f"[x]({target})") == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("a [x](c.md) b", [("KB306", 1, 7)]),
        ("a\n\n![x](pool.png)\n[y](../../services/mail.md)", [("KB306", 3, 6), ("KB306", 4, 5)]),
        ("[x][1]\n\n[1]: nope.md", [("KB306", 3, 6)]),
        ("[x](../../services.yml)", [("KB306", 1, 5)]),
        ("[x](../../../README.md)", [("KB306", 1, 5)]),
        ("[x](nope.md) [x](nope.md)", [("KB306", 1, 5), ("KB306", 1, 18)]),
        ("<img src=\"../../../img/pool.png\"> <a href='../b/'>x</a>", []),
        ('<img src="../../img/pool.png">', [("KB306", 1, 11)]),
        ("`[x](c.md)`\n\n```\n[x](c.md)\n```", []),
    ],
)
def test_a_link_that_leads_nowhere_is_reported_at_its_target(body: str, found: list[tuple[str, int, int]]) -> None:
    """In raw HTML an address is seen from the page, which is a folder; in code nothing is a link."""
    assert places(body) == found


def test_the_page_that_was_meant_is_named_as_it_must_be_written() -> None:
    """From where the link stands."""
    texts = {
        **BOOK,
        PATH: incident(body="[x](../../known-issue/a.md) [y](pol.png) <img src='pol.png'> [z](../../../x.md)"),
    }
    assert [one.hint for one in opened(texts).diagnostics] == [
        "Did you mean `../../known-issues/a.md`?",
        "Did you mean `../../img/pool.png`?",
        "Did you mean `../../../img/pool.png`?",
        "Copy the file into the book, or link to it by `https://…`.",
    ]


def test_an_id_that_there_is_not_is_reported_where_it_stands() -> None:
    """In articles and pages, with what was meant; the prefixes of others, and names not yet assigned, are nobody's."""
    assert places("a\n\n| b | KI-0002 |\n\nRFC-2026 CVE-2026-0001 INC-NEW `KI-0003`") == [("KB308", 3, 7)]
    assert places("---\ntitle: x\n---\nsee KI-0002", "c.md") == [("KB308", 4, 5)]
    found = opened({**BOOK, "c.md": "KI-0002"}).diagnostics
    assert [(one.severity, one.hint) for one in found] == [("warning", "Did you mean `KI-0001` (Issue KI-0001)?")]


def test_mentions_and_links_are_backlinks_and_files_attachments() -> None:
    """Each page once, whatever leads to it and how often."""
    graph = opened(
        {**BOOK, PATH: incident(body="KI-0001 [x](../../known-issues/a.md) ![y](../../img/pool.png) [z](a.md)")}
    ).graph
    assert {path: [one.target.name for one in some] for path, some in graph.backlinks.items()} == {
        "known-issues/a.md": ["INC-2026-0001"]
    }
    assert graph.attachments == {"img/pool.png"}


@pytest.mark.parametrize(
    ("own", "other", "found"),
    [
        ("public", "internal", 2),
        ("public", "restricted", 2),
        ("internal", "restricted", 2),
        ("internal", "public", 0),
        ("public", "public", 0),
        ("restricted", "internal", 0),
    ],
)
def test_a_text_that_names_what_not_all_its_readers_may_see_is_told(own: str, other: str, found: int) -> None:
    """By ID and by link, once each page; references in the front matter are left out without anyone missing them."""
    texts: Texts = {
        "known-issues/a.md": issue(f"audience: {other}"),
        "runbooks/a.md": runbook(f"audience: {other}"),
        "incidents/a.md": incident(
            f"audience: {own}\nknown_issues: [KI-0001]",
            "KI-0001 KI-0001 [x](../known-issues/a.md)\n\n[y](../runbooks/a.md) RB-0001",
        ),
        "c.md": article(f"audience: {own}", "text"),
    }
    assert [(one.code, one.line) for one in opened(texts).diagnostics] == [("KB304", 8), ("KB304", 10)][:found]
