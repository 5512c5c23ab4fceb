"""The whole site as values."""

from collections.abc import Callable

import pytest

from incidentbook import site
from incidentbook.mkdocs_host import forked
from incidentbook.settings import Settings
from incidentbook.site import Work, build_site
from incidentbook.templating import Templates
from incidentbook.views.view import Shown
from tests.books import Texts, incident, issue, opened, runbook
from tests.views.list_book import AS_OF

TEXTS: Texts = {
    "incidents/a.md": incident("services: [mail]\nknown_issues: [KI-0001]", "x"),
    "incidents/b.md": incident(id="INC-2026-0002"),
    "known-issues/a.md": issue("symptoms: [{text: Slow}]"),
    "runbooks/a.md": runbook(),
    "about.md": "See INC-2026-0001.",
}


def made(start: Callable[[Work], Work]) -> dict[str, tuple[str, str, str]]:
    """Each page's fingerprint, title and content."""
    found = opened(TEXTS)
    pages = build_site(Shown(found.book, found.graph, Settings(), AS_OF), Templates(), start).pages
    return {page.path: (page.fingerprint, page.title, page.render()) for page in pages}


@pytest.mark.skipif(forked.processes() <= 1, reason="processes are not forked here")
def test_a_site_is_the_same_where_another_process_makes_half_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Down to every fingerprint, and each page can be rendered here."""
    alone = made(lambda work: work)
    monkeypatch.setattr(site, "_WORTH_STARTING", 1)
    waits = []

    def beside(work: Work) -> Work:
        waits.append(forked.beside(work))
        return waits[-1]

    assert made(beside) == alone
    assert len(waits) == 1


def test_a_small_book_is_not_worth_another_process() -> None:
    """Starting one would take longer than the work."""

    def refused(_: Work) -> Work:
        raise AssertionError

    assert len(made(refused)) > len(TEXTS)
