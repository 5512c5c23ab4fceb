"""The match page: what it says without its script, and what that finds on it."""

from incidentbook.views import match
from tests.views.list_book import known_issue, rendered, shown_book, view_at

SIGNATURES = "symptoms: [{text: It hangs, signatures: ['timed out after <*>ms', 'pool <*> is exhausted', oops]}]\n"


def page(texts: dict[str, str]) -> str:
    return rendered(view_at(match.views, shown_book(texts), "match.md"))


def test_it_says_how_many_signatures_there_are_to_match() -> None:
    """Those that are found at all; one that is too short is not."""
    assert "all 2 error signatures of this book" in page({"known-issues/a.md": known_issue("0001", SIGNATURES)})
    one = known_issue("0001", "symptoms: [{text: It hangs, signatures: ['timed out after <*>ms']}]\n")
    assert "the one error signature of this book" in page({"known-issues/a.md": one})


def test_a_book_without_signatures_says_so() -> None:
    """The words are still compared."""
    assert "No article has an error signature yet" in page({})


def test_the_text_is_no_part_of_a_form() -> None:
    """So that no browser sends or keeps it."""
    text = page({})
    assert "<form" not in text
    field = text[text.index("<textarea") : text.index("</textarea>")]
    assert 'autocomplete="off"' in field
    assert " name=" not in field


def test_without_its_script_it_leads_on() -> None:
    """To the list of symptoms, and to the command."""
    text = page({})
    without = text[text.index("data-ib-without") :]
    assert 'href="../symptoms/"' in without
    assert "<code>incidentbook match" in without


def test_it_loads_its_script_and_style_and_no_other_page_does() -> None:
    """As a module."""
    view = view_at(match.views, shown_book({}), "match.md")
    assert view.extra == {"hide": ("navigation", "toc"), "modules": ("match-page",), "styles": ("match",)}
