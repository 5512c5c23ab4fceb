"""Bodies are read as lines without markup."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.plain_text import Line, plain, plain_lines


def test_a_body_is_paragraphs_headings_items_rows_and_lines_of_code() -> None:
    """What the author only wrapped is one line; fences, rules of tables and blank lines are none."""
    body = (
        "# Title\n\nA paragraph that\nwas wrapped.\n\n## Cause ## {#cause}\n- first\n  goes on\n- second\n\n"
        "| a | b |\n| --- | ---: |\n| 1 | 2 |\n\n> quoted\n\n```console\n$ kubectl get pods\n\n  indented\n```\nEnd.\n"
    )
    assert list(plain_lines(body)) == [
        Line("Title", 1),
        Line("A paragraph that was wrapped."),
        Line("Cause", 2),
        Line("first goes on"),
        Line("second"),
        Line("a · b"),
        Line("1 · 2"),
        Line("quoted"),
        Line("$ kubectl get pods", code=True),
        Line("  indented", code=True),
        Line("End."),
    ]


def test_of_a_box_only_its_title_is_text() -> None:
    """Notes, folded ones and tabs; what stands in them is text as elsewhere."""
    boxes = '!!! note "Our addition"\n    Inside.\n\n??? warning\n    Folded.\n\n=== "Linux"\n\n    Tab.\n!= is none'
    body = f"Before.\n{boxes}"
    assert [line.text for line in plain_lines(body)] == [
        "Before.", "Our addition", "Inside.", "Folded.", "Linux", "Tab. != is none",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('See [the log](a_b.log "x") and ![a graph](g.png){width=300}', "See the log and a graph"),
        ("[one][ref], <https://example.org/x>, <b>bold</b><!-- no -->", "one, https://example.org/x, bold"),
        ("**bold**, *slanted*, __also__, _this_, `code`", "bold, slanted, also, this, code"),
        ("sp_replcmds, 2 * 3 * 4, __init__.py, a_b_c, *.log", "sp_replcmds, 2 * 3 * 4, init.py, a_b_c, *.log"),
        (r"\*not slanted\*, C:\Windows\system32, a &amp; b", r"*not slanted*, C:\Windows\system32, a & b"),
        ("if a < b and c > d", "if a < b and c > d"),
        ("java.util.List<String> x", "java.util.List x"),
        ("Session Id: \\<Session ID\\>", "Session Id: <Session ID>"),
    ],
)
def test_markup_goes_and_what_only_looks_like_it_stays(written: str, read: str) -> None:
    """As far as one line shows; what errors are made of is most often not markup."""
    assert plain(written) == read


def test_a_fence_ends_only_at_its_like() -> None:
    """A code block that holds another's fence goes on, and one that is left open ends with the text."""
    body = "~~~~\n```\n~~~\nx\n~~~~\nprose\n```\nopen"
    assert list(plain_lines(body)) == [
        Line("```", code=True),
        Line("~~~", code=True),
        Line("x", code=True),
        Line("prose"),
        Line("open", code=True),
    ]


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet=st.sampled_from("ab #|-*_`~<>[]()!&\\\n\t1.:{}é\u3042"), max_size=60))
def test_any_text_is_read(body: str) -> None:
    """Lines come out whatever is written, none of them empty or of two lines."""
    for line in plain_lines(body):
        assert line.text.strip()
        assert "\n" not in line.text
