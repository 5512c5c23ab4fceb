"""The page of search: what stands on it before a script has asked anything."""

from incidentbook.views import search
from tests.views.list_book import incident, rendered, shown_book, view_at

TEXTS = {
    f"incidents/{month}.md": incident(f"2026-{month:04}", title=f"Trouble {month}", detected=f"2026-{month:02}-04")
    for month in range(1, 8)
}


def page(texts: dict[str, str]) -> str:
    return rendered(view_at(search.views, shown_book(texts), "search.md"))


def test_the_question_stands_in_the_address_without_a_script_too() -> None:
    """The form leads to this very page, wherever the site is."""
    text = page({})
    assert '<form class="ib-ask" action="./" method="get" role="search"' in text
    assert '<textarea id="ib-question" class="ib-ask-text" name="q"' in text


def test_who_has_no_script_is_led_to_the_lists() -> None:
    """So is who has opened the page as a file: its script then does not start, and the sentence stays."""
    text = page({})
    said = text[text.index("Search needs JavaScript, and a web server") :].partition("</p>")[0]
    for address in ("../symptoms/", "../known-issues/", "../incidents/", "../runbooks/"):
        assert f'<a href="{address}">' in said


def test_before_a_question_it_shows_what_happened_last() -> None:
    """The five newest incidents, newest first, and the ID of one as an example."""
    text = page(TEXTS)
    assert [row.title for row in view_at(search.views, shown_book(TEXTS), "search.md").values["newest"]] == [
        f"Trouble {month}" for month in (7, 6, 5, 4, 3)
    ]
    assert "<code>INC-2026-0007</code>" in text
    assert "Most recent incidents" in text


def test_a_book_without_incidents_has_a_search_page() -> None:
    """Nothing on it speaks of incidents that are not there."""
    text = page({})
    assert "Most recent incidents" not in text
    assert "<code>INC-" not in text


def test_its_script_is_a_module() -> None:
    """It imports what it shares with the field in the header."""
    assert view_at(search.views, shown_book({}), "search.md").extra["modules"] == ("search-page",)


def test_what_an_author_wrote_stands_at_its_top() -> None:
    """As on every generated page."""
    text = page({"search.md": "# Search\nAsk the platform team if nothing is found.\n"})
    assert "Ask the platform team if nothing is found." in text
