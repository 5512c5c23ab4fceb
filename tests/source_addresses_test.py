"""Addresses in raw HTML, as they must stand in a file so that its host makes the right ones of them."""

import pytest

from incidentbook.source_addresses import seen_from_file

PAGES = {"": "index.md", "f/a/": "f/a.md", "f/b/": "f/b.md", "c/": "c.md"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('<a href="../b/">x</a>', '<a href="b.md">x</a>'),
        ('<a href="../../c/#d">x</a>', '<a href="../c.md#d">x</a>'),
        ('<a href="../../">x</a>', '<a href="../index.md">x</a>'),
        ('<a href="../b/?q=1#d">x</a>', '<a href="b.md?q=1#d">x</a>'),
        ('<a href="./">x</a>', '<a href="a.md">x</a>'),
        ('<img alt="" src="../p.png">', '<img alt="" src="p.png">'),
        ("<a class=x href='../no-page/'>x</a>", "<a class=x href='no-page/'>x</a>"),
        ('<a title="`" href="../b/">`</a>', '<a title="`" href="b.md">`</a>'),
        ('text <a href="../b/">x</a>', 'text <a href="b.md">x</a>'),
    ],
)
def test_an_address_in_a_tag_is_written_as_seen_from_the_file(said: str, expected: str) -> None:
    """What leads to a page leads to its file."""
    assert seen_from_file(f"---\ntitle: t\n---\n\n{said}\n", "f/a.md", PAGES) == f"---\ntitle: t\n---\n\n{expected}\n"


@pytest.mark.parametrize(
    "said",
    [
        '<a href="#d">x</a>',
        '<a href="?q">x</a>',
        '<a href="/b/">x</a>',
        '<a href="https://b/">x</a>',
        '<a href="//b/">x</a>',
        '<a href="mailto:b">x</a>',
        '<a href="http://[">x</a>',
        '<a data-href="../b/">x</a>',
        '<form action="../b/">',
        '`<a href="../b/">x</a>`',
        '```\n<a href="../b/">x</a>\n```',
        "[x](b.md)",
        'say href="../b/" twice',
    ],
)
def test_everything_else_stays_as_it_is(said: str) -> None:
    """Code, Markdown, and what a host leaves alone."""
    assert seen_from_file(said, "f/a.md", PAGES) == said


def test_the_index_of_a_folder_is_seen_from_that_folder() -> None:
    """Its page and its file have the same place."""
    assert seen_from_file('<a href="a/">x</a>', "f/index.md", PAGES) == '<a href="a.md">x</a>'
