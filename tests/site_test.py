"""The whole site as values."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

import pytest
import yaml

from incidentbook import site
from incidentbook.beside import Start, here
from incidentbook.mkdocs_host import forked
from incidentbook.settings import Settings
from incidentbook.site import build_site
from incidentbook.templating import Templates
from incidentbook.views.view import Shown
from tests.books import Texts, incident, issue, opened, runbook
from tests.milestone_book import MILESTONES, PATH, later, texts_of
from tests.views.list_book import AS_OF

Result = TypeVar("Result")
OF_ALL_FIGURES = {"index.md", "review.md", "review.csv", "sla.md", "sla-verdicts.csv", "statistics.md"}
OF_ITS_ISSUE = {
    *("known-issues/index.md", "known-issues/1.md", "known-issues/1/index.json"),
    *("api/known-issues.json", "api/symptoms.json", "feeds/known-issues.json", "feeds/known-issues.xml"),
}
TEXTS: Texts = {
    "incidents/a.md": incident("services: [mail]\nknown_issues: [KI-0001]", "x"),
    "incidents/b.md": incident(id="INC-2026-0002"),
    "known-issues/a.md": issue("symptoms: [{text: Slow}]"),
    "runbooks/a.md": runbook(),
    "about.md": "See INC-2026-0001.",
}


def made(start: Start) -> dict[str, tuple[str, str, str]]:
    """Each page's key, title and content."""
    found = opened(TEXTS)
    pages = build_site(Shown(found.book, found.graph, Settings(), AS_OF), Templates(), start).pages
    return {page.path: (page.key, page.title, page.render()) for page in pages}


@pytest.mark.skipif(forked.processes() <= 1, reason="processes are not forked here")
def test_a_site_is_the_same_where_another_process_makes_half_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Down to every key, and each page can be rendered here."""
    alone = made(here)
    monkeypatch.setattr(site, "WORTH_STARTING", 1)
    begun = []

    def beside(work: Callable[[], Result]) -> Callable[[], Result]:
        begun.append(work)
        return forked.beside(work)

    assert made(beside) == alone
    assert len(begun) == 1


def test_a_small_book_is_not_worth_another_process() -> None:
    """Starting one would take longer than the work."""

    def refused(_: Callable[[], Result]) -> Callable[[], Result]:
        raise AssertionError

    assert len(made(refused)) > len(TEXTS)


class Known(NamedTuple):
    """What is known of a page: without rendering, and of what it is."""

    key: str
    fingerprint: str
    content: str


def pages_of(times: dict[str, str]) -> dict[str, Known]:
    """Each page of a book in which one incident has these times."""
    found = opened(texts_of(times))
    shown = Shown(found.book, found.graph, Settings(), AS_OF)
    pages = build_site(shown, Templates()).pages
    return {page.path: Known(page.key, page.fingerprint, page.render()) for page in pages}


@pytest.mark.parametrize("milestone", MILESTONES)
def test_a_change_of_a_milestone_changes_exactly_the_pages_that_show_it(milestone: str) -> None:
    """So their fingerprints say; and of the others only pages that add it up are looked at again."""
    before, after = pages_of(MILESTONES), pages_of(later(milestone))
    assert before.keys() == after.keys()
    different = {path for path in before if before[path].content != after[path].content}
    assert {path for path in before if before[path].fingerprint != after[path].fingerprint} == different
    assert {PATH, "services/mail.md", "statistics.md"} <= different
    looked_at = {path for path in before if before[path].key != after[path].key}
    assert different <= looked_at
    assert looked_at - different <= OF_ALL_FIGURES | OF_ITS_ISSUE
    assert not looked_at & {"incidents/1.md", "known-issues/2.md", "services/web.md", "numbers.md", "about.md"}


def test_a_page_says_what_its_host_will_read_in_it() -> None:
    """Its front matter is known without rendering it: as text, and lists of text."""
    found = opened({**TEXTS, "index.md": '---\ntitle: A "home"\ndescription: |\n  Of\n  ours\n---\n'})
    pages = build_site(Shown(found.book, found.graph, Settings(), AS_OF), Templates()).pages
    for page in pages:
        read = yaml.safe_load(page.render().split("---\n")[1]) if page.converted else {}
        assert page.front_matter == read
    home = next(page for page in pages if page.path == "index.md")
    assert home.front_matter["title"] == 'A "home"'
    assert home.front_matter["hide"] == ["navigation", "toc"]
