"""The mission in a real browser, on the demo: from what one sees to what fixed it, to where it did, and back."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.provided import Demo, Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def home(demo: Demo, served: Served) -> str:
    return served(demo.at_root)


@pytest.fixture
def page(chromium: "Browser") -> Iterator["Page"]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def heading(page: "Page") -> str:
    return page.locator("main h1").first.inner_text()


def focused(page: "Page") -> str:
    """What has the focus, as a person would name it: its text, else its label."""
    return str(
        page.evaluate(
            "(element => (element.innerText || element.getAttribute('aria-label') || element.name || '').trim())"
            "(document.activeElement)"
        )
    )


def tab_to(page: "Page", text: str, *, at_most: int = 120) -> None:
    """Press Tab until something that begins with the text has the focus, and hold that the focus can be seen."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if focused(page).startswith(text):
            outline = page.evaluate(
                "(s => s.outlineStyle !== 'none' || s.boxShadow !== 'none')(getComputedStyle(document.activeElement))"
            )
            assert outline, f"the focus on {text!r} cannot be seen"
            return
    pytest.fail(f"{text!r} cannot be reached with {at_most} times Tab", pytrace=False)


def test_an_error_leads_to_its_fix_and_to_an_incident_that_it_fixed_and_back(page: "Page", home: str) -> None:
    """Home, search, symptom, known issue, incident, and back home by the browser's own button."""
    page.goto(home)
    page.locator("main").get_by_role("textbox").fill("Readiness probe failed: HTTP probe failed with statuscode: 503")
    page.get_by_role("button", name="Find the fix").click()
    page.wait_for_url(re.compile(r"/search/\?q="))
    page.get_by_role("link", name="Prometheus does not answer, its health check is down").first.click()
    assert heading(page) == "Prometheus does not answer, its health check is down"
    page.get_by_role("link", name=re.compile("KI-0001")).first.click()
    assert heading(page) == "Prometheus is killed for lack of memory (OOMKilled)"
    assert page.locator("main h2").first.inner_text().startswith("Workaround")
    assert page.locator("main pre code").first.is_visible()
    page.locator("main").get_by_role("link", name=re.compile("INC-2023-0006")).first.click()
    assert heading(page) == "Prometheus outgrows its node and is killed again and again"
    seen_before = page.locator("main").get_by_text("2nd occurrence").first
    assert seen_before.is_visible()
    page.locator("main").get_by_role("link", name=re.compile("KI-0001")).first.click()
    assert heading(page) == "Prometheus is killed for lack of memory (OOMKilled)"
    for _ in range(5):
        page.go_back()
    assert page.url.rstrip("/") == home.rstrip("/")


def test_a_filter_of_the_incidents_is_in_the_address_and_survives_a_reload(page: "Page", home: str) -> None:
    """The rows shown, the count and the controls are the same after the address is loaded again."""
    page.goto(f"{home}incidents/")
    everything = page.locator("tbody tr:visible").count()
    page.get_by_label("Severity").select_option("sev1")
    page.wait_for_url(re.compile("severity=sev1"))
    some = page.locator("tbody tr:visible").all_inner_texts()
    assert 0 < len(some) < everything
    assert all("sev1" in row for row in some)
    page.reload()
    assert page.get_by_label("Severity").input_value() == "sev1"
    assert page.locator("tbody tr:visible").all_inner_texts() == some


def test_the_mission_needs_no_mouse(page: "Page", home: str) -> None:
    """Tab, Enter and typing reach the symptom, its fix and an incident; the focus can be seen at each step."""
    page.goto(home)
    page.keyboard.press("Tab")
    assert "content" in focused(page).lower(), "the first stop is the link past the header"
    page.locator("main").get_by_role("textbox").focus()
    page.keyboard.type("OOMKilled")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q=OOMKilled"))
    tab_to(page, "The Prometheus pod restarts with OOMKilled")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/symptoms/prometheus-oomkilled/"))
    tab_to(page, "KI-0001")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/known-issues/prometheus-out-of-memory/"))
    tab_to(page, "INC-20")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/incidents/20"))
    assert page.locator("main h1").count() == 1


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "address",
    [
        "",
        "incidents/",
        "incidents/2023/2023-07-25-prometheus-out-of-memory/",
        "known-issues/",
        "known-issues/terraform-applied-to-wrong-cluster/",
        "search/",
        "search/?q=prometheus+memory",
        "symptoms/",
        "symptoms/prometheus-unreachable/",
        "runbooks/",
        "runbooks/prometheus-down/",
        "services/",
        "services/prometheus/",
        "actions/",
        "about/",
        "404.html",
    ],
)
def test_no_page_scrolls_sideways(chromium: "Browser", home: str, address: str, scheme: str, width: int) -> None:
    """At 360 and 1,440 pixels, light and dark; what is wide scrolls within itself."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{home}{address}")
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert beyond <= 0
