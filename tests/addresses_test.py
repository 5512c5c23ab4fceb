"""Which pages a site has, and former addresses."""

from datetime import UTC, datetime

import pytest

from incidentbook.addresses import feed_paths, former_address, page_paths, root_address
from incidentbook.settings import Settings
from incidentbook.site import build_site
from incidentbook.templating import Templates
from incidentbook.views.view import Shown
from tests.books import Texts, article, incident, issue, opened, runbook


@pytest.mark.parametrize(
    "alias",
    [
        "incidents/old",
        "/incidents/old/",
        "incidents/old.md",
        "incidents/old.html",
        "incidents/old/index.html",
        "incidents/old/index.md",
        " incidents//old/ ",
        "./incidents/old",
    ],
)
def test_one_address_can_be_written_in_many_ways(alias: str) -> None:
    """With and without slashes and endings."""
    assert former_address(alias) == "incidents/old"


@pytest.mark.parametrize(
    "alias",
    [
        "",
        "/",
        ".",
        "..",
        "../x",
        "a/../b",
        ".git/x",
        "https://x.org/a",
        "a?b",
        "a#b",
        "a\\b",
        "a\nb",
        "assets/x",
    ],
)
def test_what_is_no_address_of_the_site_is_none(alias: str) -> None:
    """Nothing outside of it, nothing hidden, and not the files of the theme."""
    assert former_address(alias) is None


def test_an_alias_that_cannot_lead_here_is_reported_at_its_entry() -> None:
    """Because it is no address, a page, another article's alias, or this very article."""
    texts: Texts = {
        "incidents/a.md": incident("aliases: [old/one/, incidents/b/, /old/one.md, incidents/a/]"),
        "incidents/b.md": incident(
            "aliases:\n  - old/one\n  - ../x\n  - services/index.html\n  - about", id="INC-2026-0002"
        ),
        "known-issues/a.md": issue("symptoms: [{id: hangs, text: x}]\naliases: symptoms/hangs"),
        "runbooks/a.md": runbook("aliases: [old/two]"),
        "about.md": "x",
    }
    assert [f"{one.code} {one.path}:{one.line}:{one.column}" for one in opened(texts).diagnostics] == [
        "KB305 incidents/a.md:5:21",
        "KB305 incidents/a.md:5:48",
        "KB305 incidents/b.md:6:5",
        "KB305 incidents/b.md:7:5",
        "KB305 incidents/b.md:8:5",
        "KB305 incidents/b.md:9:5",
        "KB305 known-issues/a.md:5:10",
    ]


SMALL: Texts = {
    "incidents/2026/a.md": incident("services: [mail, checkout]", "x"),
    "incidents/b.md": incident(id="INC-2026-0002", times="times: {paused: []}"),
    "known-issues/a.md": issue("symptoms: [{id: hangs, text: x}, {text: Slow}]"),
    "runbooks/a.md": runbook(),
    "about/index.md": "x",
    "services.yml": "checkout: {}\nmail: {}\nPayments DB: {}\nindex: {}",
}
WORK = {"maintenance/a.md": article("id: MNT-2026-0001\ntitle: x"), "incidents/index.md": "x"}


def test_the_page_of_alerts_is_one_where_there_are_rules() -> None:
    """A link to it leads somewhere exactly then."""
    texts = {"about.md": "[Alerts](coverage.md)\n"}
    assert opened(texts).codes == ["KB306"]
    assert opened(texts, coverage={"rules": "monitoring/"}).codes == []
    assert opened(texts, "internal", coverage={"rules": "monitoring/", "audience": "restricted"}).codes == ["KB306"]


@pytest.mark.parametrize("texts", [{}, SMALL, {**SMALL, **WORK}])
def test_the_pages_that_links_may_lead_to_are_those_of_the_site(texts: Texts) -> None:
    """The floors above make them; here it is only known which."""
    found = opened(texts)
    site = build_site(Shown(found.book, found.graph, Settings(), datetime(2026, 6, 1, tzinfo=UTC)), Templates())
    pages = {page.path for page in site.pages if page.converted}
    assert page_paths(found.book, found.graph.targets.values(), found.graph.services) == pages


def test_the_feeds_of_a_page_are_named_as_the_page() -> None:
    assert feed_paths("incidents/index.md") == ("feeds/incidents.xml", "feeds/incidents.json")
    assert feed_paths("services/shop.md") == ("feeds/services/shop.xml", "feeds/services/shop.json")


@pytest.mark.parametrize(
    ("said", "root"),
    [
        ("https://books.example.org", "https://books.example.org/"),
        (" https://books.example.org/sub ", "https://books.example.org/sub/"),
        ("http://127.0.0.1:8000/sub//", "http://127.0.0.1:8000/sub/"),
        ("https://books.example.org/?q=1#x", "https://books.example.org/"),
        ("", ""),
        ("/sub/", ""),
        ("books.example.org", ""),
        ("javascript:alert(1)", ""),
        ("https://[", ""),
    ],
)
def test_where_a_site_is_published_ends_in_a_slash(said: str, root: str) -> None:
    """What is no address of the web is not known."""
    assert root_address(said) == root
