"""Writing with a preview beside the editor, in a browser: nobody reloads a page or looks into a log."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.books import titled_incident as incident
from tests.previews import PATIENCE_SECONDS, Preview, Project

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATIENCE = PATIENCE_SECONDS * 1000
"""In the browser's milliseconds."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Project(tmp_path / "book")


@pytest.fixture
def preview(project: Project) -> Iterator[Preview]:
    preview = project.preview()
    assert preview.shows("", "<html")
    yield preview
    preview.end()


def findings(page: "Page", says: str) -> "Locator":
    return page.get_by_role("complementary", name=says)


def test_the_page_of_an_article_says_what_is_wrong_as_it_is_written(
    page: "Page", preview: Preview, project: Project
) -> None:
    """Until it is right again; a rule can be opened by keyboard and says what to write instead."""
    page.goto(f"http://{preview.place}incidents/a/")
    assert findings(page, "").count() == 0

    project.write("incidents/a.md", incident("typo: x"))
    findings(page, "1 error").wait_for(timeout=PATIENCE)
    assert "There is no key typo here line 5" in findings(page, "1 error").inner_text()
    rule = page.get_by_text("KB201 unknown-key")
    rule.focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("extra: {team: payments}").is_visible()
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 360

    project.write("incidents/a.md", "---\ntitle: Broken\nservices: [x\n---\n")
    page.get_by_role("heading", name="This file is no page of the site").wait_for(timeout=PATIENCE)
    assert page.get_by_text("KB109 malformed-yaml").is_visible()

    project.write("incidents/a.md", incident())
    page.get_by_role("heading", name="Checkout fails").wait_for(timeout=PATIENCE)
    assert findings(page, "").count() == 0


def test_the_home_page_leads_to_what_is_wrong(page: "Page", preview: Preview, project: Project) -> None:
    """It follows the check of the whole book, which ends after the build: also what takes two articles arrives."""
    page.goto(f"http://{preview.place}")
    said = "".join(
        f"In minute {number} the pool of the shop was exhausted, and each request waited.\n" for number in range(9)
    )
    project.write("incidents/a.md", incident("typo: x", said))
    project.write("incidents/b.md", incident(body=said, id="INC-2026-0002"))
    findings(page, "1 error and 1 warning").wait_for(timeout=PATIENCE)
    assert findings(page, "1 error").get_by_role("link").all_inner_texts() == ["incidents/a.md", "incidents/b.md"]
    page.get_by_role("link", name="incidents/b.md").click()
    findings(page, "1 warning").get_by_text("KB507 near-duplicate").wait_for(timeout=PATIENCE)
    assert page.url.endswith("/incidents/b/")
