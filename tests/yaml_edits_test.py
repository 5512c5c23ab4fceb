"""Single values of a YAML text."""

import pytest

from incidentbook.yaml_edits import with_key, without_key


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", "b: x"),
        ("{}\n", "b: x"),
        ("# none yet\n{}", "# none yet\n\nb: x"),
        ("a: 1\nc: 2\n", "a: 1\nb: x\nc: 2\n"),
        ("c: 2\n", "b: x\nc: 2\n"),
        ("# about c\nc: 2\n", "b: x\n# about c\nc: 2\n"),
        ("d: 1\n\n# end\n", "d: 1\nb: x\n\n# end\n"),
        ("a:\n- 1\n# note\n- 2\n\nd: 1", "a:\n- 1\n# note\n- 2\nb: x\n\nd: 1"),
        ("d: 1\nc: 2", "d: 1\nb: x\nc: 2"),
        ("a: |\n  text\n\n  more\n\n# note\nd: 1", "a: |\n  text\n\n  more\nb: x\n\n# note\nd: 1"),
    ],
)
def test_a_key_is_added_where_it_belongs(text: str, after: str) -> None:
    """Behind those before it, else in front of the others with what is noted about them, else at the end."""
    assert with_key(text, ("b",), "x", ["a", "b", "c"]) == after


def test_a_key_that_nobody_orders_comes_last() -> None:
    """In front of what follows the last key."""
    assert with_key("a: 1\nc: 2\n\n# end\n", ("b",), {"x": "y"}) == "a: 1\nc: 2\nb:\n  x: y\n\n# end\n"


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("1  # why", "2", "2  # why"),
        ("'1'  # why", "a: b", '"a: b"  # why'),
        ("", "2", "2"),
        ("  # why", "2", "2"),
        ("[1, 2]  # why", ["3"], '["3"]  # why'),
        ("{x: 1}", {"x": "2"}, '{x: "2"}'),
        ("plain\n  text  # why", "2", "2"),
    ],
)
def test_a_value_is_replaced_in_its_line(before: str, value: str | list[str] | dict[str, str], after: str) -> None:
    """What is noted behind it stays there, or goes above it where it was one of several lines."""
    written = with_key(f"a: 0\nb: {before}\nc: 0", ("b",), value)
    expected = after.replace("2", '"2"') if after.startswith("2") else after
    kept = "# why\n" if "# why" in before and "# why" not in after else ""
    assert written == f"a: 0\n{kept}b: {expected}\nc: 0"


def test_comments_of_a_block_that_is_replaced_go_above_it() -> None:
    """And what only looks like one does not."""
    text = "times:\n  # by the pager\n  detected: '10:12 # no comment'  # UTC\n  resolved: 11:00\nz: 1"
    assert with_key(text, ("times",), "none") == "# by the pager\n# UTC\ntimes: none\nz: 1"
    assert without_key(text, ("times",)) == "# by the pager\n# UTC\nz: 1"


def test_a_key_of_a_mapping_is_set_and_removed() -> None:
    """At its own depth; a mapping that is empty then goes, and one between brackets is written anew."""
    text = "times:\n    detected: 10:12  # UTC\n    resolved: 11:00\nz: 1"
    assert "    detected: 10:13  # UTC\n" in with_key(text, ("times", "detected"), "10:13").replace('"', "")
    assert without_key(text, ("times", "resolved")) == "times:\n    detected: 10:12  # UTC\nz: 1"
    assert without_key("times:\n  detected: x\nz: 1", ("times", "detected")) == "z: 1"
    flow = "times: {detected: x, resolved: y} # UTC\nz: 1"
    assert with_key(flow, ("times", "closed"), "w") == "times: {detected: x, resolved: y, closed: w} # UTC\nz: 1"
    assert without_key(flow, ("times", "resolved")) == "times: {detected: x} # UTC\nz: 1"
    assert without_key(flow, ("nothing",)) == flow


@pytest.mark.parametrize("text", ["- a", "{a: 1}", "a: [", "a: 1\nb: c: d"])
def test_what_is_no_block_of_keys_is_refused(text: str) -> None:
    """With a reason."""
    with pytest.raises(ValueError, match=r"it (has|is)"):
        with_key(text, ("b",), "x")
    with pytest.raises(ValueError, match="no mapping"):
        with_key("a: 1", ("a", "b"), "x")
