"""The search page in a browser, on the demo: results, filters, the address, the keyboard, and what goes wrong."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.asked import LOG, OOM, has_focus, refused
from tests.provided import Demo, Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(demo: Demo, served: Served) -> str:
    return served(demo.below, "/platform/")


def counted(page: "Page", words: str) -> None:
    page.locator("main").get_by_role("status").filter(has_text=re.compile(words)).wait_for()


def total(page: "Page") -> int:
    counted(page, r"^\d")
    return int(page.locator("main").get_by_role("status").inner_text().split()[0])


def cards(page: "Page") -> "Locator":
    return page.locator(".ib-result")


def test_the_address_holds_everything(page: "Page", site: str) -> None:
    """Question, filters and how much is shown; a reload shows the same."""
    page.goto(f"{site}search/?q=nodes&kind=incident&page=2")
    everything = total(page)
    assert page.get_by_role("textbox").input_value() == "nodes"
    assert page.get_by_role("checkbox", name="Incidents").is_checked()
    shown = cards(page).all_inner_texts()
    assert 10 < len(shown) <= min(everything, 20)
    assert all("\nIncident" in card for card in shown)
    page.reload()
    assert total(page) == everything
    cards(page).nth(len(shown) - 1).wait_for()
    assert cards(page).all_inner_texts() == shown


def test_typing_replaces_the_address_and_a_choice_can_be_taken_back(page: "Page", site: str) -> None:
    """Back undoes a filter, and not every letter."""
    page.goto(f"{site}about/")
    page.goto(f"{site}search/")
    page.keyboard.type("prometheus")
    page.wait_for_url(f"{site}search/?q=prometheus")
    everything = total(page)
    page.get_by_role("checkbox", name=re.compile("Known issues")).check()
    page.wait_for_url(f"{site}search/?q=prometheus&kind=known-issue")
    counted(page, "with these filters")
    assert total(page) < everything
    page.go_back()
    page.wait_for_url(f"{site}search/?q=prometheus")
    counted(page, f"^{everything} results$")
    assert not page.get_by_role("checkbox", name=re.compile("Known issues")).is_checked()
    page.go_back()
    assert page.url == f"{site}about/"


def test_other_choices_of_a_facet_can_still_be_made(page: "Page", site: str) -> None:
    """Its counts are those without its own filter; what it counted is shown."""
    page.goto(f"{site}search/?q=prometheus")
    counted(page, "results$")
    for facet in ("Kind", "Service", "Severity", "Status", "Year"):
        group = page.get_by_role("group", name=facet)
        before = group.get_by_role("checkbox").count()
        label = group.locator("label").first
        count = int(label.inner_text().split()[-1])
        label.click()
        counted(page, "with these filters$")
        assert total(page) >= count
        assert page.get_by_role("group", name=facet).get_by_role("checkbox").count() == before
        page.get_by_role("button", name="Clear filters").click()
        counted(page, "results$")


def test_more_is_shown_in_tens(page: "Page", site: str) -> None:
    """From the keyboard one goes on where one was."""
    page.goto(f"{site}search/?q=nodes")
    assert total(page) > 20
    assert cards(page).count() == 10
    page.get_by_role("button", name="Show 10 more").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}search/?q=nodes&page=2")
    cards(page).nth(19).wait_for()
    assert cards(page).count() == 20
    assert has_focus(cards(page).nth(10).get_by_role("heading").get_by_role("link"))


def test_the_page_needs_no_mouse(page: "Page", site: str) -> None:
    """Down goes to the results, Up and Down through them, Enter opens one; Back shows the same list."""
    page.goto(f"{site}search/")
    page.keyboard.type("OOMKilled")
    cards(page).first.wait_for()
    links = cards(page).get_by_role("heading").get_by_role("link")
    page.keyboard.press("ArrowDown")
    assert has_focus(links.first)
    page.keyboard.press("ArrowDown")
    assert has_focus(links.nth(1))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert has_focus(page.get_by_role("textbox"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert has_focus(page.get_by_role("textbox"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"{re.escape(site)}(?!search)"))
    page.go_back()
    cards(page).first.wait_for()
    assert page.get_by_role("textbox").input_value() == "OOMKilled"


def test_a_known_issue_shows_its_workaround_with_commands_to_copy(chromium: "Browser", site: str) -> None:
    """And how often it worked; what is copied is the commands and nothing else."""
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}search/?q=OOMKilled&kind=known-issue")
    card = cards(page).filter(has_text=OOM)
    card.get_by_text("worked 2 of 2").wait_for()
    card.get_by_role("button", name="Copy").first.click()
    card.get_by_role("button").filter(has_text="Copied").wait_for()
    commands = page.evaluate("navigator.clipboard.readText()")
    assert commands == card.locator("pre code").first.text_content()
    assert commands.startswith("kubectl")
    context.close()


def test_nothing_found_is_said_with_what_to_do_next(page: "Page", site: str) -> None:
    """Also when it is the filters that leave nothing."""
    page.goto(f"{site}search/?q=zzqqxx")
    counted(page, "^No result$")
    page.get_by_role("link", name="list of symptoms").wait_for()
    page.goto(f"{site}search/?q=OOMKilled&year=1999")
    counted(page, "^No result$")
    page.get_by_role("button", name="Search without the filters").click()
    counted(page, r"^\d+ results?$")


def test_without_a_question_the_page_says_what_can_be_asked(page: "Page", site: str) -> None:
    """As soon as there is one, it shows results; and the help again once the field is empty."""
    page.goto(f"{site}search/")
    help_ = page.get_by_role("heading", name="What can be asked")
    assert help_.is_visible()
    assert has_focus(page.get_by_role("textbox"))
    page.keyboard.type("OOMKilled")
    help_.wait_for(state="hidden")
    page.get_by_role("textbox").fill("")
    help_.wait_for()
    assert page.url == f"{site}search/"


def test_a_log_on_the_page_is_not_put_into_the_address(page: "Page", site: str) -> None:
    """It is searched for all the same, and can be matched."""
    page.goto(f"{site}search/")
    page.get_by_role("textbox").fill(LOG)
    cards(page).first.wait_for()
    assert page.url == f"{site}search/"
    page.get_by_role("button", name="Match it against all known signatures").click()
    page.wait_for_url(f"{site}match/")


@pytest.mark.parametrize("missing", ["index.bin", "words/*.bin", "facets.bin"])
def test_a_file_that_cannot_be_fetched_is_said_and_can_be_tried_again(page: "Page", site: str, missing: str) -> None:
    """The index, the words, or what filters need."""
    page.route(f"**/search/{missing}", refused)
    page.goto(f"{site}search/?q=OOMKilled")
    page.get_by_role("alert").wait_for()
    assert cards(page).count() == 0
    page.unroute(f"**/search/{missing}")
    page.get_by_role("button", name="Retry").click()
    cards(page).filter(has_text=OOM).first.wait_for()
    assert page.get_by_role("alert").count() == 0


def test_a_page_opened_as_a_file_says_that_search_needs_a_server(chromium: "Browser", demo: Demo) -> None:
    """In one sentence, and with the lists."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto((demo.at_root / "search/index.html").as_uri())
    page.get_by_role("status").filter(has_text="Search needs JavaScript, and a web server").wait_for()
    assert page.get_by_role("status").get_by_role("link", name="symptoms").is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_moves_when_results_come(
    chromium: "Browser", site: str, scheme: str, shifts: "Callable[[Page], float]"
) -> None:
    """A question in the address: what stands there when the page appears stays where it is."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{site}search/?q=prometheus")
    cards(page).first.wait_for()
    assert shifts(page) < 0.02
    context.close()


@pytest.fixture
def shifts() -> "Callable[[Page], float]":
    """How much of a page has moved since it was loaded, as the browser reckons it (cumulative layout shift)."""

    def measured(page: "Page") -> float:
        return float(
            page.evaluate(
                """() => new Promise(resolve => {
                  let sum = 0;
                  new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
                    .observe({ type: "layout-shift", buffered: true });
                  setTimeout(() => resolve(sum), 300);
                })"""
            )
        )

    return measured
