from incidentbook.views.excerpts import opening_of
from tests.views.article_book import shown


def opening(body: str, to: str = "symptoms/x.md") -> tuple[str, bool]:
    issue = f"---\nid: KI-0001\ntitle: T\n---\n## Workaround\n{body}"
    book = shown({"known-issues/a/b.md": issue, "known-issues/c.md": "---\nid: KI-0002\ntitle: C\n---\n"})
    article = next(one for one in book.book.known_issues if one.id == "KI-0001")
    return opening_of(article, "workaround", to, book.graph)


def test_a_short_section_is_shown_whole() -> None:
    """Without its heading."""
    assert opening("Restart it.\n\nWait.\n") == ("Restart it.\n\nWait.", True)


def test_it_ends_after_the_first_code_block() -> None:
    """A blank line in the block is no end."""
    assert opening("Do:\n\n```\na\n\nb\n```\nand\n\nmore\n") == ("Do:\n\n```\na\n\nb\n```", False)


def test_it_does_not_end_inside_a_list() -> None:
    """The block is part of the second item, and that goes on."""
    text = "1. a\n\n    ```\n    x\n    ```\n\n    more\n\nEnd.\n"
    assert opening(text)[0].endswith("End.")


def test_links_lead_where_they_led() -> None:
    """From another folder, with an anchor, of an image, and to the section's own page."""
    text, _ = opening("[a](../c.md#x) ![i](i.png) [here](#cause) [out](https://example.org/a.md)\n")
    assert text == (
        "[a](../known-issues/c.md#x) ![i](../known-issues/a/i.png) [here](../known-issues/a/b.md#cause)"
        " [out](https://example.org/a.md)"
    )


def test_ids_become_links_from_the_new_page() -> None:
    """They name their target."""
    assert opening("See KI-0002.\n")[0] == "See [KI-0002 · C](../known-issues/c.md)."


def test_definitions_of_links_come_along() -> None:
    """They may stand at the end of the article."""
    text, _ = opening("Read [this][1].\n\n```\nx\n```\n\n## Cause\n\n[1]: ../c.md\n")
    assert text.endswith("\n\n[1]: ../known-issues/c.md")


def test_half_an_element_is_not_shown() -> None:
    """It would swallow what follows it."""
    assert opening("<div>\n\n```\nx\n```\n\n</div>\n") == ("", False)
