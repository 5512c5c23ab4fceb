"""The review in a browser: since another day, in the address, by keyboard, on a phone, without script, on paper."""

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from incidentbook.templating import packaged_templates
from incidentbook.views import review
from tests.provided import Served
from tests.views.list_book import rendered, shown_book
from tests.views.review_book import BOOK

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

STYLES = "".join(
    f'<link rel="stylesheet" href="/assets/stylesheets/{name}.css">'
    for name in ("incidentbook", "articles", "numbers", "plots")
)
# With what the host's own style sheet sets for every element.
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Review</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<style>* {{ box-sizing: border-box }} body {{ margin: 0 }}</style>{STYLES}</head>
<body data-md-color-scheme="default"><a class="md-top">Back to top</a>
<div class="md-content"><main class="md-content__inner md-typeset">%s</main></div>
<script src="/assets/javascripts/relative-times.js" defer></script>
<script src="/assets/javascripts/review.js" defer></script></body></html>"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, served: Served) -> str:
    """The review of a book as plain HTML, without the host."""
    folder = tmp_path_factory.mktemp("review")
    shutil.copytree(packaged_templates() / "theme" / "assets", folder / "assets")
    page, sheet = review.views(shown_book(BOOK))
    (folder / "review").mkdir()
    body = rendered(page).partition("---\n")[2].partition("---\n")[2]
    (folder / "review" / "index.html").write_text(PAGE % body, encoding="utf-8")
    (folder / sheet.path).write_bytes(rendered(sheet).encode())
    return served(folder)


def rows(page: "Page", part: str) -> list[str]:
    """The IDs, or the first words, of the rows of a section that can be seen."""
    cells = page.locator(f'[data-ib-part="{part}"] tr[data-at]:visible > th')
    return [text.split()[0] for text in cells.all_inner_texts()]


def status(page: "Page") -> str:
    return page.get_by_role("status").inner_text()


def test_the_week_is_shown_at_first(page: "Page", site: str) -> None:
    """And what is shown is said, with how many there are of each."""
    page.goto(f"{site}review/")
    assert page.get_by_label("7 days").is_checked()
    assert rows(page, "new") == ["INC-2026-0005", "INC-2026-0004", "INC-2026-0003"]
    assert status(page) == (
        "Shown: 14 Aug 2026 to 21 Aug 2026, 7 days: 3 new incidents, 1 known issue came back, 1 incident reopened, "
        "2 targets missed, 1 verdict changed, 1 action done."
    )
    assert "?" not in page.url


def test_more_days_show_more_and_are_in_the_address(page: "Page", site: str) -> None:
    """A reload keeps them; and the week again leaves the address as it was."""
    page.goto(f"{site}review/")
    page.get_by_label("90 days").check()
    assert page.url.endswith("review/?since=2026-05-23")
    for _ in range(2):
        assert rows(page, "new") == [f"INC-2026-000{number}" for number in (5, 4, 3, 2, 1)]
        assert page.get_by_role("link", name="5", exact=True).count() == 1
        assert page.locator(".ib-lead").inner_text() == "Since 23 May 2026, as of 21 Aug 2026."
        assert page.get_by_label("90 days").is_checked()
        page.reload()
    page.get_by_label("7 days").check()
    assert page.url.endswith("review/")
    assert len(rows(page, "new")) == 3


def test_any_day_can_be_chosen(page: "Page", site: str) -> None:
    """From the 17th on there are a reopening and a second report; nothing was missed since, which is said."""
    page.goto(f"{site}review/")
    page.get_by_label("or since").fill("2026-08-17")
    assert page.url.endswith("?since=2026-08-17")
    assert rows(page, "new") == ["INC-2026-0005", "INC-2026-0004"]
    assert rows(page, "missed") == []
    assert page.get_by_text("No target was missed since 17 Aug 2026.").is_visible()
    assert page.locator("input[name=days]:checked").count() == 0
    assert status(page).startswith("Shown: 17 Aug 2026 to 21 Aug 2026, 4 days: 2 new incidents, 1 incident reopened,")


def test_verdicts_and_figures_are_compared_with_the_day_that_was_asked_for(page: "Page", site: str) -> None:
    """Before the 13th the search incident had not begun, on the 16th its target was running, on the 17th missed."""
    page.goto(f"{site}review/?since=2026-08-13")
    assert rows(page, "verdicts") == []
    page.goto(f"{site}review/?since=2026-08-16")
    assert rows(page, "verdicts") == ["INC-2026-0002"]
    page.goto(f"{site}review/?since=2026-08-17")
    assert rows(page, "verdicts") == []
    then, now = page.get_by_role("region", name="Figures of Q3 2026").locator("tbody tr:visible").all_inner_texts()
    assert then.split()[:5] == ["Before", "17", "Aug", "2026", "2"]
    assert now.split()[:2] == ["Now", "3"]


def test_a_quarter_that_has_not_changed_since_is_not_shown(page: "Page", site: str) -> None:
    """The second has since May, not since July."""
    page.goto(f"{site}review/?since=2026-05-23")
    assert page.get_by_role("region", name="Figures of Q2 2026").is_visible()
    page.goto(f"{site}review/?since=2026-07-22")
    assert not page.get_by_role("region", name="Figures of Q2 2026").is_visible()
    assert page.get_by_role("region", name="Figures of Q3 2026").is_visible()


@pytest.mark.parametrize(
    ("asked", "said", "new"),
    [
        ("2026-02-30", "The day in the address cannot be read. Shown: 14 Aug 2026 to", 3),
        ("last-week", "The day in the address cannot be read. Shown: 14 Aug 2026 to", 3),
        ("2020-01-01", "The page goes back to 23 May 2026. Shown: 23 May 2026 to", 5),
        ("2030-01-01", "Shown: 21 Aug 2026 to 21 Aug 2026, 0 days: nothing happened.", 0),
    ],
)
def test_any_address_shows_something_and_says_what(page: "Page", site: str, asked: str, said: str, new: int) -> None:
    """No day, a day long ago, a day to come."""
    page.goto(f"{site}review/?since={asked}")
    assert status(page).startswith(said)
    assert len(rows(page, "new")) == new


def test_the_days_can_be_chosen_without_a_mouse(page: "Page", site: str) -> None:
    """Arrows go from one to the next, and the focus can be seen."""
    page.goto(f"{site}review/")
    page.get_by_label("7 days").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/review/?since=2026-07-22")
    label = page.locator("label", has=page.locator(":focus"))
    assert label.inner_text() == "30 days"
    assert label.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "since"


def test_the_csv_is_beside_the_page(page: "Page", site: str) -> None:
    """Its link leads to it, from wherever the site is."""
    page.goto(f"{site}review/")
    with page.expect_download() as download:
        page.get_by_role("link", name="review.csv").last.click()
    assert download.value.suggested_filename == "review.csv"
    assert download.value.path().read_bytes().startswith(b"section,id,title,date,url,detail\r\n")


def test_without_script_the_week_is_shown_and_the_rest_can_be_opened(chromium: "Browser", site: str) -> None:
    """There is no form that would do nothing."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}review/?since=2026-05-23")
    assert rows(page, "new") == ["INC-2026-0005", "INC-2026-0004", "INC-2026-0003"]
    assert not page.get_by_label("90 days").is_visible()
    assert "What is earlier, back to 23 May 2026, is folded below each table." in status(page)
    page.locator('[data-ib-part="new"] summary', has_text="Earlier").click()
    assert rows(page, "new")[-2:] == ["INC-2026-0002", "INC-2026-0001"]
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("since", ["", "?since=2026-05-23"])
def test_nothing_scrolls_sideways_on_a_phone(chromium: "Browser", site: str, scheme: str, since: str) -> None:
    """Rows are stacked; all the days stand in one row."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{site}review/{since}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide = page.locator(".ib-scroll").evaluate_all("all => all.filter(one => one.scrollWidth > one.clientWidth).length")
    assert wide == 0
    context.close()


def test_on_paper_it_has_two_pages_at_most_and_no_controls(page: "Page", site: str) -> None:
    """Whatever is shown is printed, with the arithmetic of misses open."""
    page.goto(f"{site}review/")
    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
    assert 1 <= pages <= 2
    page.emulate_media(media="print")
    for selector in (".md-top", ".ib-since", ".ib-earlier", ".ib-review-csv", ".ib-not-since", ".ib-relative"):
        assert page.locator(f"{selector}:visible").count() == 0
    assert page.get_by_text("35 min on the clock").first.is_visible()
    assert page.get_by_text("Since 14 Aug 2026, as of 21 Aug 2026.").is_visible()
