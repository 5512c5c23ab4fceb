"""Lists in a browser: filters that live in the address, rows of other pages, sorting, and all of it without script."""

import re
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from incidentbook.templating import packaged_templates
from incidentbook.views import home, incident_list, symptom_list
from incidentbook.views.view import Shown, View
from tests.provided import Served
from tests.views.list_book import incident, known_issue, rendered, shown_book

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="stylesheet" href="/assets/stylesheets/incidentbook.css"></head>
<body data-md-color-scheme="default"><main class="md-content md-typeset">{body}</main>
<script src="/assets/javascripts/list-filter.js" defer></script></body></html>"""

SERVICES = "checkout: {name: Checkout}\nmail: {name: Mail}\n"


def report(number: int, year: int) -> str:
    severity = f"severity: sev{number % 4 + 1}\n"
    services = f"services: [{'checkout' if number % 2 else 'mail'}]\n"
    issue = "known_issues: [KI-0001]\n" if number % 5 == 0 else "known_issues: {id: KI-0001, link: suspected}\n"
    kind = "type: near-miss\n" if number == 7 else ""
    mitigated = f"{year}-03-04 {10 + number}:00"
    times = f"times: {{detected: {year}-03-04 10:00, mitigated: {mitigated}}}\nstatus: resolved\n"
    front_matter = f"id: INC-{year}-{number:04}\ntitle: Trouble {number} of {year}\n"
    return f"---\n{front_matter}{times}{severity}{services}{issue}{kind}---\n"


BOOK = {
    **{f"incidents/{year}/{n}.md": report(n, year) for year in (2024, 2025, 2026) for n in range(1, 11)},
    "known-issues/pool.md": known_issue("0001", "symptoms: [timeout]\n"),
    "symptoms/timeout.md": "---\ntitle: Checkout hangs\nsignatures: ['request timed out after <*>ms on <*>']\n---\n",
    "symptoms/mail.md": "---\ntitle: No mail arrives\nalerts: [MailQueueLong]\n---\n",
    "incidents/2023/other.md": incident("2023-0001", "services: [mail]\n", title="Long ago"),
    "services.yml": SERVICES,
}


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory, served: Served) -> str:
    """The lists of a book as plain HTML, without the host: the newest twelve incidents, and the years."""
    site = tmp_path_factory.mktemp("lists")
    shutil.copytree(packaged_templates() / "theme" / "assets", site / "assets")
    shown = shown_book(BOOK)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(incident_list, "NEWEST", 12)
        made: tuple[Callable[[Shown], Iterator[View]], ...] = (home.views, incident_list.views, symptom_list.views)
        for views in made:
            for view in views(shown):
                body = rendered(view).partition("---\n")[2].partition("---\n")[2]
                file = site / view.path.replace(".md", ".html")
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(PAGE.format(title=view.title, body=body), encoding="utf-8")
    return served(site)


def counted(page: "Page", words: str) -> None:
    page.get_by_role("status").filter(has_text=re.compile(f"^{re.escape(words)}$")).wait_for()


def titles(page: "Page") -> list[str]:
    return [" ".join(text.split()[1:]) for text in page.locator("tbody tr:not([hidden]) th").all_inner_texts()]


def test_a_filter_is_in_the_address_and_survives_a_reload(page: "Page", lists: str) -> None:
    page.goto(f"{lists}incidents/2026/")
    page.get_by_label("Severity").select_option("sev2")
    counted(page, "3 of 10 incidents")
    page.get_by_label("Service").select_option(label="Checkout")
    assert page.url.endswith("?severity=sev2&service=checkout")
    page.reload()
    counted(page, "3 of 10 incidents")
    assert titles(page) == ["Trouble 1 of 2026", "Trouble 5 of 2026", "Trouble 9 of 2026"]
    page.get_by_role("button", name="Clear").click()
    counted(page, "10 incidents")
    assert "?" not in page.url
    assert page.get_by_label("Text").evaluate("box => box === document.activeElement")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("type=near+miss", 1),
        ("type=incident", 9),
        ("known_issue=yes", 2),
        ("known_issue=no", 8),
        ("q=trouble+10", 1),
        ("q=KI-0001", 10),
        ("status=identified", 0),
        ("severity=sev9", 0),
    ],
)
def test_every_filter_can_come_from_an_address(page: "Page", lists: str, query: str, found: int) -> None:
    page.goto(f"{lists}incidents/2026/?{query}")
    assert page.locator("tbody tr:not([hidden])").count() == found


def test_what_the_page_does_not_hold_is_taken_from_the_pages_of_the_years(page: "Page", lists: str) -> None:
    page.goto(f"{lists}incidents/")
    counted(page, "12 newest of 31 incidents")
    page.get_by_label("Service").select_option("checkout")
    counted(page, "15 of 31 incidents")
    assert titles(page)[-1] == "Trouble 9 of 2024"
    page.get_by_role("link", name="Trouble 9 of 2024").click()
    assert page.url == f"{lists}incidents/2024/9/"


def test_only_the_chosen_year_is_fetched(page: "Page", lists: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{lists}incidents/?year=2024")
    counted(page, "10 of 31 incidents")
    assert [url for url in asked if "/incidents/2" in url] == [f"{lists}incidents/2024/"]


def test_a_year_that_cannot_be_loaded_is_said_and_can_be_tried_again(page: "Page", lists: str) -> None:
    page.route("**/incidents/2024/", lambda route: route.fulfill(status=503))
    page.goto(f"{lists}incidents/?service=checkout")
    alert = page.get_by_role("alert")
    assert "the incidents of 2024 could not be loaded (the server said 503)" in alert.inner_text()
    page.unroute("**/incidents/2024/")
    page.get_by_role("button", name="Try again").click()
    counted(page, "15 of 31 incidents")
    assert alert.count() == 0


def test_a_column_sorts_from_the_keyboard_and_says_so(page: "Page", lists: str) -> None:
    page.goto(f"{lists}incidents/2026/")
    header = page.get_by_role("columnheader", name="To mitigate")
    header.get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert header.get_attribute("aria-sort") == "descending"
    assert titles(page)[:2] == ["Trouble 10 of 2026", "Trouble 9 of 2026"]
    page.keyboard.press("Enter")
    assert header.get_attribute("aria-sort") == "ascending"
    assert titles(page)[0] == "Trouble 1 of 2026"
    page.reload()
    assert titles(page)[0] == "Trouble 1 of 2026"
    assert page.get_by_role("columnheader", name="To mitigate").get_attribute("aria-sort") == "ascending"
    header.get_by_role("button").click()
    assert header.get_attribute("aria-sort") is None


def test_a_pasted_error_finds_the_symptom_whose_signature_it_fits(page: "Page", lists: str) -> None:
    page.goto(f"{lists}symptoms/")
    page.get_by_label("Text or error message").fill("ERROR 17:02 request timed out after 30000ms on db-7 (attempt 3)")
    counted(page, "1 of 2 symptoms")
    assert page.locator("tbody tr:not([hidden])").all_inner_texts()[0].startswith("Checkout hangs")
    assert page.locator("tbody tr:not([hidden])").count() == 1


def test_an_alert_finds_its_symptom_and_nonsense_nothing(page: "Page", lists: str) -> None:
    page.goto(f"{lists}symptoms/?q=mailqueuelong")
    counted(page, "1 of 2 symptoms")
    page.get_by_label("Text or error message").fill("nothing like it")
    counted(page, "None of 2 symptoms fits. Clear a filter, or try fewer words.")


def test_without_script_the_whole_table_and_the_years_are_there(chromium: "Browser", lists: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{lists}incidents/")
    assert not page.get_by_role("search").is_visible()
    assert page.locator("tbody tr").count() == 12
    assert page.get_by_text("The newest 12 of 31 incidents").is_visible()
    page.get_by_role("link", name="2024").first.click()
    assert page.locator("tbody tr").count() == 10
    context.close()


@pytest.mark.parametrize("path", ["", "incidents/", "symptoms/"])
def test_nothing_scrolls_sideways_on_a_phone(chromium: "Browser", lists: str, path: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(lists + path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
