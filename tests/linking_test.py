"""IDs turned into links."""

import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.graph import Target
from incidentbook.linking import linked
from incidentbook.markdown_text import scan
from incidentbook.mentions import prose_of

TARGETS = {
    "KI-0001": Target("KI-0001", "known-issues/a.md", "The pool", "known-issue"),
    "KI-0002": Target("KI-0002", "known-issues/x y (ü).md", "Odd", "known-issue"),
}


def link(text: str, path: str = "incidents/2026/a.md", without: str = "") -> str:
    return linked(text, prose_of(text, scan(text)).mentions, path, TARGETS, without=without)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("See KI-0001.", "See [KI-0001 · The pool](../../known-issues/a.md)."),
        (
            "KI-0001 KI-0001",
            '[KI-0001 · The pool](../../known-issues/a.md) [KI-0001](../../known-issues/a.md "The pool")',
        ),
        ("| KI-0001 | a |", "| [KI-0001](../../known-issues/a.md) | a |"),
        ("KI-0003 `KI-0001`", "KI-0003 `KI-0001`"),
        ("Look!KI-0001", "Look\\![KI-0001 · The pool](../../known-issues/a.md)"),
        ("KI-0002", "[KI-0002 · Odd](../../known-issues/x%20y%20%28%C3%BC%29.md)"),
    ],
)
def test_the_first_mention_names_its_target_and_the_others_have_it_as_a_tooltip(text: str, made: str) -> None:
    """In a table neither; what there is not, and what is code, stays as it is."""
    assert link(text) == made


def test_a_page_does_not_link_to_itself_and_links_lead_from_where_it_is() -> None:
    """At the root of the book as well."""
    assert link("KI-0001", without="KI-0001") == "KI-0001"
    assert link("KI-0001", "about.md") == "[KI-0001 · The pool](known-issues/a.md)"


@given(st.text("ab*_`[]()<>|\\&~^=$\"'{}!:#-+. ", max_size=20))
def test_a_title_is_shown_as_it_is_whatever_is_in_it(title: str) -> None:
    """No character of it is Markdown, in the link and in the tooltip, with any extensions."""
    targets = {"KI-0001": Target("KI-0001", "a.md", f"x{title}x", "known-issue")}
    text = "KI-0001 KI-0001"
    made = linked(text, prose_of(text, scan(text)).mentions, "b.md", targets)
    for extensions in (
        [],
        [
            "tables",
            "attr_list",
            "pymdownx.tilde",
            "pymdownx.caret",
            "pymdownx.mark",
            "pymdownx.emoji",
            "pymdownx.arithmatex",
        ],
    ):
        html = markdown.markdown(made, extensions=extensions)
        words = re.fullmatch(r'<p><a href="a\.md">(.*)</a> <a href="a\.md" title="(.*)">KI-0001</a></p>', html)
        assert words is not None
        assert _unescaped(words[1]) == f"KI-0001 · x{title}x"
        assert _unescaped(words[2]) == f"x{title}x"


def _unescaped(html: str) -> str:
    import html as characters  # noqa: PLC0415 - the name is the module's

    assert "<" not in html
    return characters.unescape(html)
