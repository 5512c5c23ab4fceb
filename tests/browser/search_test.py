"""Search in a browser, on the demo: the field in the header, the panel below it, the page of results."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.provided import Demo, Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

pytestmark = pytest.mark.browser

OOM = "Prometheus is killed for lack of memory (OOMKilled)"
LOG = "\n".join(f"2026-03-04T10:0{minute}:00Z level=error secret-{minute} OOMKilled" for minute in range(6))


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


def paste(page: "Page", text: str) -> None:
    """Paste into what has the focus, as a person would from the clipboard."""
    page.evaluate(
        """text => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
          if (document.activeElement.dispatchEvent(event)) document.execCommand("insertText", false, text);
        }""",
        text,
    )


def has_focus(element: "Locator") -> bool:
    return bool(element.evaluate("element => element === document.activeElement"))


def refused(route: "Route") -> None:
    route.fulfill(status=503)


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
    assert field.get_attribute("aria-expanded") == "true"
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
    slow: list[Route] = []
    page.route("**/search/words/*.bin", slow.append)
    with page.expect_request("**/search/words/*.bin"):
        page.keyboard.type("certificate")
    page.unroute("**/search/words/*.bin")
    field.fill("OOMKilled")
    panel.get_by_role("option").filter(has_text=OOM).wait_for()
    for route in slow:
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
    page.get_by_role("link", name="Search").tap()
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


# ---- The page ----


def counted(page: "Page", words: str) -> None:
    page.locator("main").get_by_role("status").filter(has_text=re.compile(words)).wait_for()


def total(page: "Page") -> int:
    counted(page, r"^\d")
    return int(page.locator("main").get_by_role("status").inner_text().split()[0])


def cards(page: "Page") -> "Locator":
    return page.locator(".ib-result")


def test_the_address_holds_everything(page: "Page", site: str) -> None:
    """Question, filters and how much is shown; a reload shows the same."""
    page.goto(f"{site}search/?q=cluster&kind=incident&page=2")
    everything = total(page)
    assert page.get_by_role("textbox").input_value() == "cluster"
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


def test_a_facet_counts_what_its_choice_would_show(page: "Page", site: str) -> None:
    """Of every facet; and other choices of the same facet can still be made."""
    page.goto(f"{site}search/?q=prometheus")
    counted(page, "results$")
    for facet in ("Kind", "Service", "Severity", "Status", "Year"):
        group = page.get_by_role("group", name=facet)
        before = group.get_by_role("checkbox").count()
        label = group.locator("label").first
        count = int(label.inner_text().split()[-1])
        label.click()
        counted(page, f"^{count} results? with these filters$")
        assert page.get_by_role("group", name=facet).get_by_role("checkbox").count() == before
        page.get_by_role("button", name="Clear filters").click()
        counted(page, "results$")


def test_more_is_shown_in_tens(page: "Page", site: str) -> None:
    """From the keyboard one goes on where one was."""
    page.goto(f"{site}search/?q=cluster")
    assert total(page) > 20
    assert cards(page).count() == 10
    page.get_by_role("button", name="Show 10 more").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}search/?q=cluster&page=2")
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
    page.wait_for_timeout(300)
    assert page.get_by_role("status").inner_text().startswith("Search needs JavaScript, and a web server")
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
