"""Comments that silence a rule: what they say, and for which lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.ignores import Ignore, ignores_in

WHOLE = 1_000_000_000


def comments(text: str) -> list[Ignore]:
    """Return the comments of a file that is YAML."""
    return list(ignores_in(text.encode(), markdown=False))


@pytest.mark.parametrize(
    ("comment", "codes", "reason"),
    [
        ("# incidentbook: ignore KB309 two clocks", ("KB309",), "two clocks"),
        ("# incidentbook: ignore KB309, KB404 two clocks", ("KB309", "KB404"), "two clocks"),
        ("# incidentbook: ignore KB309 KB404: two clocks", ("KB309", "KB404"), "two clocks"),
        ("#incidentbook:ignore kb309 two clocks", ("KB309",), "two clocks"),
        ("# incidentbook: ignore KB309", ("KB309",), ""),
        ("# incidentbook: ignore KB309 --", ("KB309",), ""),
        ("# incidentbook: ignore KB999 x", ("KB999",), "x"),
        ("# incidentbook: ignore everything", (), "everything"),
        ("# incidentbook: KB309 x", (), "KB309 x"),
    ],
)
def test_a_comment_names_codes_and_a_reason(comment: str, codes: tuple[str, ...], reason: str) -> None:
    """Written as people write them."""
    (said,) = comments(comment)
    assert (said.codes, said.reason) == (codes, reason)


@pytest.mark.parametrize(
    "text", ["# incidentbook is a program", "a: b#incidentbook: ignore KB309 x", "title: incidentbook: ignore KB309 x"]
)
def test_what_is_no_such_comment_is_none(text: str) -> None:
    assert comments(text) == []


YAML = """\
# incidentbook: ignore KB101 the whole file
title: x
times:  # incidentbook: ignore KB102 all of it
  started: 2026-03-04

  resolved: 2026-03-04  # incidentbook: ignore KB103 this line
actions:
  # incidentbook: ignore KB104 the next entry
  # and another comment
  - do: x
    done: y
  - do: z
services:  # incidentbook: ignore KB105 the list, too
- a
- b
stated: {  # incidentbook: ignore KB106 to the bracket
  mitigate: 1h
}
status: resolved
  # incidentbook: ignore KB107 nothing follows"""


def test_where_a_comment_stands_says_what_it_is_for() -> None:
    """The file, an entry with what is below it, or a line."""
    assert {said.codes[0]: (said.line, said.column, said.first, said.last) for said in comments(YAML)} == {
        "KB101": (1, 1, 1, WHOLE),
        "KB102": (3, 9, 3, 6),
        "KB103": (6, 25, 6, 6),
        "KB104": (8, 3, 10, 11),
        "KB105": (13, 12, 13, 15),
        "KB106": (16, 12, 16, 18),
        "KB107": (20, 3, 20, 20),
    }


def test_only_a_reason_makes_it_effective() -> None:
    """And only for its codes and lines."""
    with_reason, without = comments("a: b  # incidentbook: ignore KB309 x\nc: d  # incidentbook: ignore KB309")
    assert with_reason.covers("KB309", 1)
    assert not with_reason.covers("KB309", 2)
    assert not with_reason.covers("KB310", 1)
    assert not without.covers("KB309", 2)


def test_of_a_markdown_file_only_the_front_matter_is_read() -> None:
    """What stands in its text is text."""
    article = b"\xef\xbb\xbf---\r\n# incidentbook: ignore KB309 x\r\n---\r\n# incidentbook: ignore KB404 y\r\n"
    assert [said.codes for said in ignores_in(article, markdown=True)] == [("KB309",)]
    assert ignores_in(b"# incidentbook: ignore KB309 x", markdown=True) == ()
    assert ignores_in(b"---\n# incidentbook: ignore KB309 x", markdown=True) == ()


@given(st.lists(st.sampled_from(["# incidentbook: ignore KB309 x", "  ", "a:", "- ", "\t", "\n", "---", "]", "é"])))
def test_whatever_stands_around_it_a_comment_is_for_lines_that_there_are(parts: list[str]) -> None:
    """Its own or following ones, or the whole file."""
    text = "".join(parts)
    for said in comments(text):
        assert said.line <= text.count("\n") + 1
        assert said.last == WHOLE or said.line <= said.first <= said.last <= text.count("\n") + 1
