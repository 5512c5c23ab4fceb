"""The whole site as values."""

from collections.abc import Callable
from typing import TypeVar

import pytest

from incidentbook import site
from incidentbook.beside import Start, here
from incidentbook.mkdocs_host import forked
from incidentbook.settings import Settings
from incidentbook.site import build_site
from incidentbook.templating import Templates
from incidentbook.views.view import Shown
from tests.books import Texts, incident, issue, opened, runbook
from tests.views.list_book import AS_OF

Result = TypeVar("Result")
TEXTS: Texts = {
    "incidents/a.md": incident("services: [mail]\nknown_issues: [KI-0001]", "x"),
    "incidents/b.md": incident(id="INC-2026-0002"),
    "known-issues/a.md": issue("symptoms: [{text: Slow}]"),
    "runbooks/a.md": runbook(),
    "about.md": "See INC-2026-0001.",
}


def made(start: Start) -> dict[str, tuple[str, str, str]]:
    """Each page's fingerprint, title and content."""
    found = opened(TEXTS)
    pages = build_site(Shown(found.book, found.graph, Settings(), AS_OF), Templates(), start).pages
    return {page.path: (page.fingerprint, page.title, page.render()) for page in pages}


@pytest.mark.skipif(forked.processes() <= 1, reason="processes are not forked here")
def test_a_site_is_the_same_where_another_process_makes_half_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Down to every fingerprint, and each page can be rendered here."""
    alone = made(here)
    monkeypatch.setattr(site, "_WORTH_STARTING", 1)
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


RULES = """
targets: [{severity: sev2, response: 30m, resolution: 4h}]
availability: [{service: mail, objective: 99.9 %}]
"""
MILESTONES = {
    "started": "2026-03-04 10:00",
    "detected": "2026-03-04 10:10",
    "acknowledged": "2026-03-04 10:15",
    "mitigated": "2026-03-04 11:00",
    "resolved": "2026-03-04 12:00",
}


def pages_of(times: dict[str, str]) -> dict[str, tuple[str, str]]:
    """The fingerprint and the content of each page of a book in which one incident has these times."""
    said = ", ".join(f"{name}: {at}" for name, at in times.items())
    others = {
        f"incidents/{number}.md": incident(
            "severity: sev2\nservices: [{id: web, level: down}]\nknown_issues: [KI-0002]",
            id=f"INC-2025-000{number}",
            times=f"times: {{started: 2025-0{number}-01 10:00, mitigated: 2025-0{number}-01 11:00}}",
        )
        for number in range(1, 6)
    }
    texts: Texts = {
        **others,
        "incidents/6.md": incident(
            "severity: sev2\nservices: [{id: mail, level: down}]\nknown_issues: [{id: KI-0001, fix: worked}]",
            id="INC-2026-0001",
            times=f"times: {{{said}}}",
        ),
        "known-issues/1.md": issue("symptoms: [{text: Slow}]", id="KI-0001"),
        "known-issues/2.md": issue("symptoms: [{text: Down}]", id="KI-0002"),
        "runbooks/a.md": runbook(),
        "services.yml": "mail: {}\nweb: {}",
        "sla.yml": RULES,
        "about.md": "See INC-2026-0001.",
    }
    found = opened(texts)
    shown = Shown(found.book, found.graph, Settings(), AS_OF)
    return {page.path: (page.fingerprint, page.render()) for page in build_site(shown, Templates()).pages}


OF_ALL_FIGURES = {"index.md", "review.md", "review.csv", "sla.md", "sla-verdicts.csv", "statistics.md"}


@pytest.mark.parametrize("milestone", MILESTONES)
def test_a_change_of_a_milestone_changes_exactly_the_pages_that_show_it(milestone: str) -> None:
    """None that shows it is left as it was; and of the others only pages that add it up are looked at again."""
    before = pages_of(MILESTONES)
    after = pages_of(MILESTONES | {milestone: MILESTONES[milestone].replace("2026-03-04 1", "2026-03-04 2")})
    assert before.keys() == after.keys()
    made_again = {path for path in before if before[path][0] != after[path][0]}
    different = {path for path in before if before[path][1] != after[path][1]}
    assert different <= made_again
    assert {"incidents/6.md", "services/mail.md", "statistics.md"} <= different
    assert made_again - different <= OF_ALL_FIGURES | {"known-issues/index.md", "known-issues/1.md"}
    assert not made_again & {"incidents/1.md", "known-issues/2.md", "services/web.md", "numbers.md", "about.md"}
