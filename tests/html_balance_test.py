"""Raw HTML in an author's text."""

import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.html_balance import MAX_OPEN, balance, opaque_spans

PIECES = st.lists(
    st.sampled_from(
        [
            "<b>",
            "</b>",
            "<div>",
            "</div>",
            "<p>",
            "<br>",
            "<i a='x'>",
            "</i>",
            "<nope>",
            "<",
            ">",
            "</",
            "<!",
            "<!--",
            "-->",
            "<?",
            "x",
            "\n",
            " ",
            '<a href="x">',
            "</a>",
            "<img src=x/>",
        ]
    ),
    max_size=30,
).map("".join)


class Depth(HTMLParser):
    """Counts what is open of the elements that must be closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base's
        if tag not in ("br", "hr", "img", "p"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            self.open.remove(tag)


@given(PIECES)
def test_what_follows_a_balanced_text_stands_in_none_of_its_elements(text: str) -> None:
    """Neither in an element nor in a comment, a declaration or a tag."""
    parser = Depth()
    parser.feed(f"{balance(text, text)[0]}\n\n<hr>END")
    parser.close()
    assert parser.open == []


@given(PIECES)
def test_a_balanced_text_is_left_alone(text: str) -> None:
    """Mending once is enough, and text without angle brackets needs none."""
    once, _ = balance(text, text)
    assert balance(once, once) == (once, [])
    assert balance(text.replace("<", ""), text.replace("<", "")) == (text.replace("<", ""), [])


@given(PIECES)
def test_nothing_of_the_text_is_lost(text: str) -> None:
    """Brackets become characters, and closing tags are added at the end."""
    mended, _ = balance(text, text)
    assert mended.replace("&lt;", "<").startswith(text.rstrip())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a <div> b", [(2, "`<div>` is opened here and never closed")]),
        ("a </b> b", [(2, "`</b>` closes nothing")]),
        ("a <foo> b", [(2, "`<foo>` is no HTML element")]),
        ("a <strike>b</strike> <font color='red'>c</font>", []),
        ("a <b c", [(2, "`<` begins a tag that never ends")]),
        ("a <!-- b", [(2, "`<` begins a comment or declaration that never ends")]),
        ("a <![x y", [(2, "`<` begins a comment or declaration that never ends")]),
        ("a <b>x</b> <br> 1 < 2 <!-- <i> --> <p>", []),
    ],
)
def test_what_is_mended_is_said_at_its_place(text: str, found: list[tuple[int, str]]) -> None:
    """What is well formed, or may be left open, is not."""
    assert [(one.start, one.message) for one in balance(text, text)[1]] == found


def test_code_is_left_alone() -> None:
    """It is blanked out in the prose."""
    assert balance("`<div>` x", "        x") == ("`<div>` x", [])


def test_elements_in_too_many_others_become_text() -> None:
    """Browsers and converters cannot do with any depth."""
    text = "<b>" * 3 * MAX_OPEN
    mended, found = balance(text, text)
    assert mended.count("<b>") == mended.count("</b>") == MAX_OPEN
    assert len(found) == 3 * MAX_OPEN


@pytest.mark.parametrize(
    "text", ["<b>" * 50_000 + "<i>" * 50_000 + "</b>" * 50_000, "<!--" * 100_000, "<" * 300_000, "<a " * 100_000]
)
def test_the_time_it_takes_grows_with_the_text_and_no_faster(text: str) -> None:
    """However much is left open."""
    begin = time.process_time()
    balance(text, text)
    opaque_spans(text)
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a <b>c</b> d", "a c d"),
        ("a <div>b <div>c</div> d</div> e", "a  e"),
        ("<a href='x'>b</a> c <code>d</code>", " c "),
        ("<div markdown>a</div> <div markdown='1'>b</div>", "a b"),
        ("a <!-- b <i> \n c --> d", "a  d"),
        ("a <p>b", "a "),
        ("<details>\n<summary>a</summary>\nb\n</details>\nc", "\nc"),
    ],
)
def test_markdown_is_read_outside_of_blocks_links_code_and_comments(text: str, left: str) -> None:
    """Unless a block asks for it; tags themselves are never Markdown."""
    for start, end in reversed(opaque_spans(text)):
        text = text[:start] + text[end:]
    assert text == left
