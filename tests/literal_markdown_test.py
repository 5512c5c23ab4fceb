"""The words of others in Markdown of ours."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import markdown

from incidentbook.literal_markdown import code, literal, literal_message
from incidentbook.text import shortened

ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def shown(text: str) -> str:
    """Return what is left of a text: without what cannot be seen."""
    seen = "".join(
        " " if one.isspace() else one for one in text if one.isspace() or unicodedata.category(one)[0] != "C"
    )
    return shortened(seen, limit=1000)


@pytest.mark.parametrize(
    "text",
    [
        "Checkout times out after the connection pool was resized",
        "KI-0007: 12 % of requests failed (10:12, at 5 p.m.), “slow”",
        "Überlast in Zürich: 3 of 4 nodes",
        "uploads-api rejects tokens!",
    ],
)
def test_plain_words_stay_as_they_are(text: str) -> None:
    """They are easier to read than code."""
    assert literal(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "@team look", "a@example.org", "fixes #12", "owner/name#12", "GH-12", "!12 merge", "$12", "~bug", "&3", "%5",
        "<img src=x>", "<!-- incidentbook diff -->", "[x](https://x.example)", "![x](y)", "https://x.example",
        "www.example.org", "*bold*", "_it_", "~~gone~~", "a | b", "# heading", "- item", "1. item", "/close", "=====",
        "```", "`code`", "\\", ":tada:", "feedbead1 0a1b2c3d4e5f", "x^2", "{x}",
    ],
)  # fmt: skip
def test_what_could_become_something_is_code(text: str) -> None:
    """Mentions, references to issues and commits, links, images, emphasis, tables, lists, commands, HTML."""
    said = literal(text)
    assert said == code(text)
    assert said.startswith("`")
    assert said.endswith("`")


def test_nothing_turns_around_what_is_beside_it() -> None:
    """Signs that change the direction of writing, or that cannot be seen, are left out; lines become one."""
    assert literal("ab\u202ecd\u200b\u0000ef") == "abcdef"
    assert literal("two\nlines\r\n- and\u2028more") == "two lines - and more"
    assert literal("\u202e \n") == ""


def test_what_is_long_is_cut() -> None:
    """With a sign that it is."""
    assert literal("word " * 100, limit=11) == "word word…"
    assert code("`" * 500, limit=5) == "````` ````… `````"


@given(ANYTHING)
@example("`")
@example("a`")
@example("``` a ` b")
@example("\\`x")
def test_a_code_span_ends_where_it_is_meant_to(text: str) -> None:
    """A reader of Markdown finds exactly one piece of code in it, with this text."""
    said = code(text)
    if not said:
        assert shown(text) == ""
        return
    run = re.match("`+", said)
    assert run is not None
    inside = said[len(run[0]) : -len(run[0])]
    assert run[0] not in re.findall("`+", inside)
    assert inside.strip() == shown(text).strip()


@given(ANYTHING)
@example("*a*")
@example("<b>a</b>")
@example("[a]: b")
@example("a\n\n    b")
def test_as_html_it_is_the_text_and_nothing_else(text: str) -> None:
    """Between words of ours, a converter makes a paragraph of it with at most a piece of code in it."""
    html = markdown(f"Title: {literal(text)}.", extensions=["tables", "footnotes", "attr_list", "def_list"])
    assert re.sub(r"</?code>", "", html).count("<") == 2
    assert html.startswith("<p>Title: ")


@given(ANYTHING, ANYTHING)
def test_a_message_quotes_others_as_code(first: str, second: str) -> None:
    """However they try to leave their quotation marks."""
    html = markdown(f"- {literal_message(f'There is no key `{first}` here, but `{second}`')}")
    assert set(re.findall(r"</?[a-z]+", html)) <= {"<ul", "</ul", "<li", "</li", "<code", "</code"}
    assert literal_message("There is no key `title` here") == "There is no key `title` here"
    assert literal_message("See `a`") == "See `a`"
    assert literal_message("`a` and `b`.") == "`a` and `b`."
