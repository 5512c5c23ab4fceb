"""Search in a browser, on the demo: the field in the header, the box of the home page, the panel below them."""

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.asked import LOG, OOM, has_focus, paste, refused
from tests.provided import Demo, Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(demo: Demo, served: Served) -> str:
    return served(demo.below, "/platform/")


@pytest.fixture
def field(page: "Page") -> "Locator":
    """The field in the header."""
    return page.get_by_role("banner").get_by_role("combobox")


@pytest.fixture
def panel(page: "Page") -> "Locator":
    """The results below it."""
    return page.get_by_role("banner").get_by_role("listbox")


# ---- The header ----


@pytest.mark.parametrize("key", ["/", "s"])
def test_a_key_opens_search_unless_somebody_is_writing(page: "Page", site: str, field: "Locator", key: str) -> None:
    """What is written in another field stays there."""
    page.goto(f"{site}incidents/")
    other = page.get_by_label("Text")
    other.press_sequentially(key)
    assert other.input_value() == key
    other.blur()
    page.keyboard.press(key)
    assert has_focus(field)
    assert field.input_value() == ""


def test_the_keyboard_finds_and_opens(page: "Page", site: str, field: "Locator", panel: "Locator") -> None:
    """Results as one types; arrows move, Enter opens; what is marked is told to those who hear the page."""
    page.goto(f"{site}about/")
    page.keyboard.press("/")
    page.get_by_role("combobox", expanded=True).wait_for()
    page.keyboard.type("OOMKilled")
    option = panel.get_by_role("option").filter(has_text=OOM)
    option.wait_for()
    assert "OOMKilled" in option.locator("mark").all_inner_texts()
    assert field.get_attribute("aria-activedescendant") is None
    for _ in range(8):
        page.keyboard.press("ArrowDown")
        if option.get_attribute("aria-selected") == "true":
            break
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}known-issues/prometheus-out-of-memory/")


def test_a_known_issue_shows_what_to_do_at_once(page: "Page", site: str, field: "Locator", panel: "Locator") -> None:
    """The first lines of its workaround, commands too, beside kind and status."""
    page.goto(site)
    field.fill("OOMKilled")
    option = panel.get_by_role("option").filter(has_text=OOM)
    assert "KI-0001" in option.inner_text()
    assert "Known issue" in option.inner_text()
    assert "workaround" in option.inner_text()
    assert option.locator("code").first.inner_text().startswith("kubectl")


def test_escape_closes_and_typing_opens_again(page: "Page", site: str, field: "Locator", panel: "Locator") -> None:
    """The question stays."""
    page.goto(f"{site}about/")
    field.fill("OOMKilled")
    panel.get_by_role("option").first.wait_for()
    page.keyboard.press("Escape")
    panel.wait_for(state="hidden")
    assert field.get_attribute("aria-expanded") == "false"
    assert (field.input_value(), has_focus(field)) == ("OOMKilled", True)
    page.keyboard.type(" exit")
    panel.get_by_role("option").first.wait_for()


def test_enter_on_an_id_opens_its_page(page: "Page", site: str, field: "Locator") -> None:
    """However fast it is typed."""
    page.goto(f"{site}about/")
    field.focus()
    page.keyboard.type("ki-0001")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}known-issues/prometheus-out-of-memory/")


def test_enter_without_a_choice_leads_to_all_results(page: "Page", site: str, field: "Locator") -> None:
    """With the question, so that it can be refined or shared."""
    page.goto(f"{site}about/")
    field.focus()
    page.keyboard.type("memory of prometheus")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}search/?q=memory+of+prometheus")
    page.get_by_role("link", name=OOM).wait_for()


def test_the_last_line_leads_to_all_results(page: "Page", site: str, field: "Locator", panel: "Locator") -> None:
    """It says how many there are."""
    page.goto(f"{site}about/")
    field.fill("prometheus")
    last = panel.get_by_role("option", name=re.compile("^All results for prometheus"))
    count = last.inner_text().split()[4]
    last.click()
    page.wait_for_url(f"{site}search/?q=prometheus")
    page.get_by_role("status").get_by_text(f"{count} results").wait_for()


@pytest.mark.parametrize("way", ["Control+Enter", "middle click"])
def test_a_result_opens_in_a_new_tab(page: "Page", site: str, field: "Locator", panel: "Locator", way: str) -> None:
    """The page that was read stays."""
    page.goto(f"{site}about/")
    field.fill("OOMKilled")
    first = panel.get_by_role("option").first
    first.wait_for()
    with page.context.expect_page() as opened:
        if way == "middle click":
            first.click(button="middle")
        else:
            page.keyboard.press("ArrowDown")
            page.keyboard.press(way)
    opened.value.wait_for_url(re.compile(f"{re.escape(site)}(known-issues|incidents|symptoms|runbooks)/."))
    assert page.url == f"{site}about/"


def test_an_older_answer_never_stands_over_a_newer_one(
    page: "Page", site: str, panel: "Locator", field: "Locator"
) -> None:
    """Though it comes later, because its words are fetched slowly."""
    page.goto(f"{site}about/")
    field.focus()
    page.wait_for_timeout(300)
    held: list[Route] = []
    question = "certificate"
    page.route(
        "**/search/words/*.bin", lambda route: held.append(route) if question == "certificate" else route.continue_()
    )
    with page.expect_request("**/search/words/*.bin"):
        page.keyboard.type(question)
    question = "OOMKilled"
    field.fill(question)
    panel.get_by_role("option").filter(has_text=OOM).wait_for()
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)
    assert panel.get_by_role("option").filter(has_text=OOM).is_visible()


def test_a_pasted_log_is_kept_whole_and_handed_to_the_match_page(page: "Page", site: str, field: "Locator") -> None:
    """Its lines stay lines, and no address ever has them."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}about/")
    field.focus()
    paste(page, LOG)
    lines = page.get_by_role("banner").get_by_role("textbox")
    assert (lines.input_value(), has_focus(lines)) == (LOG, True)
    way = page.get_by_role("option", name="Match it against all known signatures")
    way.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}match/")
    page.wait_for_function(
        "log => [...document.querySelectorAll('textarea')].some(area => area.value === log)", arg=LOG
    )
    assert not [url for url in asked if "secret" in url]


def test_an_emptied_field_has_one_line_again(page: "Page", site: str, field: "Locator") -> None:
    """As it was before the log."""
    page.goto(f"{site}about/")
    field.focus()
    paste(page, LOG)
    page.get_by_role("banner").get_by_role("textbox").fill("")
    field.wait_for()
    assert has_focus(field)


def test_on_a_phone_an_icon_opens_the_field(chromium: "Browser", site: str) -> None:
    """It and the results take the width of the screen, and no more."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    page.goto(f"{site}known-issues/")
    field = page.get_by_role("banner").get_by_role("combobox")
    assert not field.is_visible()
    page.get_by_role("link", name="Search", exact=True).tap()
    page.keyboard.type("OOMKilled")
    listed = page.get_by_role("listbox")
    listed.get_by_role("option").first.wait_for()
    box = listed.bounding_box()
    assert box is not None
    assert box["width"] > 320
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Escape")
    field.wait_for(state="hidden")
    context.close()


def test_what_cannot_be_fetched_can_be_tried_again(page: "Page", site: str, field: "Locator", panel: "Locator") -> None:
    """The panel says what is wrong, and its button asks once more."""
    page.route("**/search/words/*.bin", refused)
    page.goto(f"{site}about/")
    field.fill("OOMKilled")
    page.get_by_role("alert").wait_for()
    page.unroute("**/search/words/*.bin")
    page.get_by_role("button", name="Retry").click()
    panel.get_by_role("option").filter(has_text=OOM).wait_for()
    assert page.get_by_role("alert").count() == 0


# ---- The box of the home page ----


def test_what_is_pasted_anywhere_at_home_lands_in_its_box(page: "Page", site: str) -> None:
    """And is answered at once."""
    page.goto(site)
    paste(page, "Last State: Terminated Reason: OOMKilled Exit Code: 137")
    page.locator("main").get_by_role("option").filter(has_text="OOMKilled").first.wait_for()
    assert page.locator("main").get_by_role("textbox").input_value().startswith("Last State")


def test_the_box_at_home_hands_a_log_to_the_match_page(page: "Page", site: str) -> None:
    """By its button; not in the address."""
    page.goto(site)
    page.locator("main").get_by_role("textbox").fill(LOG)
    page.get_by_role("button", name="Find the fix").click()
    page.wait_for_url(f"{site}match/")


def test_an_address_without_a_page_can_be_searched_from(page: "Page", site: str) -> None:
    """However deep it is."""
    page.goto(f"{site}some/where/that/is/not/")
    page.locator("main").get_by_role("textbox").fill("OOMKilled")
    page.locator("main").get_by_role("option").filter(has_text=OOM).click()
    page.wait_for_url(f"{site}known-issues/prometheus-out-of-memory/")


def test_without_script_the_box_and_the_header_lead_to_the_search_page(chromium: "Browser", site: str) -> None:
    """Which says what it needs and where the lists are."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.locator("main").get_by_role("textbox").fill("OOMKilled")
    page.get_by_role("button", name="Find the fix").click()
    assert page.url == f"{site}search/?q=OOMKilled"
    said = page.get_by_role("status")
    assert said.inner_text().startswith("Search needs JavaScript, and a web server")
    said.get_by_role("link", name="symptoms").click()
    assert page.url == f"{site}symptoms/"
    context.close()
