"""Markdown as written: what is code and what is prose."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.markdown_text import OpenFence, headings, scan, targets

PIECES = st.lists(
    st.sampled_from(
        ["a", " ", "    ", "\t", "\n", "\n\n", "`", "``", "```", "~~~", "- ", "1. ", "> ", "# ", "\\", "x", "!!! note"]
    ),
    max_size=40,
)


def prose(text: str) -> str:
    """Return what is left when code is blanked out, with the blanks as dots."""
    seen = scan(text).prose
    return "".join("·" if new == " " != old else new for old, new in zip(text, seen, strict=True))


@given(PIECES.map("".join))
def test_every_character_keeps_its_place(text: str) -> None:
    """Code becomes spaces, lines stay lines, and nothing else changes."""
    seen = scan(text).prose
    assert len(seen) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, seen, strict=True))
    assert [at for at, one in enumerate(seen) if one == "\n"] == [at for at, one in enumerate(text) if one == "\n"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a `b` c", "a ··· c"),
        ("a ``b ` c`` d", "a ··· · ··· d"),
        ("a `b\nc` d", "a ··\n·· d"),
        ("a `b\n\nc` d", "a `b\n\nc` d"),
        ("a `b\n  \nc` d", "a `b\n  \nc` d"),
        ("a \\`b` c `d` e", "a \\`b· · ·d` e"),
        ("a ` b", "a ` b"),
    ],
    ids=["span", "two-backticks", "over-lines", "not-over-paragraphs", "blank-line-of-spaces", "escaped", "alone"],
)
def test_a_code_span_ends_at_as_many_backticks_in_its_paragraph(text: str, left: str) -> None:
    """A backslash before it makes a backtick a character, outside code."""
    assert prose(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "```\nCODE\n```\nprose",
        '```console title="x"\nCODE\n\nCODE\n```\nprose',
        "~~~~\nCODE\n~~~\nCODE\n~~~~\nprose",
        "- a\n\n    ```\n    CODE\n    ```\n\n    prose",
        "> ```\n> CODE\n>\n> CODE\n> ```\n\nprose",
        "> ~~~\n> CODE\n> ~~~\nprose",
        "    CODE\n\n    CODE\n\nprose",
        "prose\n\n\tCODE\n\nprose",
        "prose\n    prose",
        "- a\n\n    prose\n\n        CODE\n\n    prose",
        "- a\n    - b\n\n        prose\n\n            CODE\n\n    prose\n\n        CODE",
        "1. a\n\n    prose\n\n2. b\n\n        CODE\n\nprose",
        "!!! note\n    prose\n\n        CODE\n\nprose\n\n    CODE",
        '??? note "x"\n\n    prose\n\n=== "tab"\n\n    prose\n\n        CODE',
        "[^1]: prose\n\n    prose\n\nterm\n:   prose\n\n    prose",
        "## Heading\n    CODE\n\nprose",
        "- a\nprose\n\n    prose",
        "prose\n- prose\n\nprose\n\n    CODE",
        "    CODE\n    - CODE\nprose\nprose",
    ],
)
def test_code_blocks_are_told_from_what_belongs_to_a_list_or_note(text: str) -> None:
    """Python-Markdown indents both by four; which it is depends on what the line belongs to."""
    left = scan(text).prose
    assert "CODE" not in left
    assert left.count("prose") == text.count("prose")


def test_a_code_block_left_open_is_said_with_what_would_close_it() -> None:
    """At the line, from 0, on which it begins."""
    assert scan("a\n\n  ~~~~ text\nb\n~~~\n").open_fence == OpenFence(2, "  ~~~~")
    assert scan("> ```\n> a").open_fence == OpenFence(0, "> ```")
    assert scan("```\n```\n").open_fence is None


def test_targets_are_found_with_their_places() -> None:
    """Of links, images, definitions and raw HTML, with brackets, spaces and titles; none in code."""
    text = (
        '[a](x.md "T") ![b](<i j.png>) [c]( y_(z).md#q )\n\n[d]: ../d.md "T"\n\n`[e](no.md)`\n\n'
        '<a class="x" href="raw.html">f</a> <img src=\'p.png\'>\n\n[^1]: no.md\n'
    )
    found = list(targets(text, scan(text).prose))
    assert [(one.text, one.raw) for one in found] == [
        ("x.md", False),
        ("i j.png", False),
        ("y_(z).md#q", False),
        ("../d.md", False),
        ("raw.html", True),
        ("p.png", True),
    ]
    assert all(text[one.start :].startswith(one.text) for one in found)


def test_headings_have_their_titles_and_places() -> None:
    """Without closing hashes and attribute lists, and none of other levels or in code."""
    text = "# A\n## B ##\n\n```\n## no\n```\n\n## C `d` {#c}\n### E\n ## no\n"
    found = headings(text, scan(text).prose)
    assert [(one.title, one.line) for one in found] == [("B", 1), ("C `d`", 7)]
    assert [text[one.start : one.end] for one in found] == ["## B ##", "## C `d` {#c}"]


@pytest.mark.parametrize(
    "text",
    [
        " ".join("`" * (number % 3_000 + 1) for number in range(3_000)),
        "``a" * 200_000,
        "`a\n\n" * 200_000,
        "\\`" * 200_000,
        '[a](b "' * 100_000,
        "[a](" + " " * 500_000,
        "](<" * 200_000,
        "[a" * 200_000 + "]:" * 100_000,
        '<a href="' * 100_000,
    ],
    ids=["ticks", "pairs", "paragraphs", "escapes", "titles", "spaces", "angles", "definitions", "html"],
)
def test_the_time_it_takes_grows_with_the_text_and_no_faster(text: str) -> None:
    """Patterns that try every way through would need hours for these."""
    begin = time.process_time()
    seen = scan(text)
    assert sum(1 for _ in targets(text, seen.prose)) >= 0
    assert time.process_time() - begin < 5
