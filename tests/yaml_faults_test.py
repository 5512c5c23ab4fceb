"""YAML's faults in plain words."""

import pytest

from incidentbook.yaml_text import YamlText

FAULTS = [
    # text, line and column from 1, what is said, what to do
    ("title: A: b", 1, 9, "A value with a colon and a space in it must be quoted", '"first: second"'),
    ("title: [a", 1, 8, "A list opened with `[` is not closed", "Add the missing `]`"),
    ("a: {b: [", 1, 8, "A list opened with `[` is not closed", "Add the missing `]`"),
    ("a: {b: ['[', c]", 1, 4, "A mapping opened with `{` is not closed", "Add the missing `}`"),
    ("a: {chat: #pay}\n", 1, 11, "The rest of the line is a comment, with the brackets in it", "quotation marks"),
    ("a: {chat: #pay}", 1, 11, "The rest of the line is a comment, with the brackets in it", "quotation marks"),
    ("x: 1\ntitle: {a: b", 2, 8, "A mapping opened with `{` is not closed", "Add the missing `}`"),
    ('title: "a', 1, 8, "A quotation mark is opened here and never closed", "Close it"),
    ("title: 'it's'", 1, 12, "The value ended before this, at the `'`", "double quotes"),
    ('title: "a" b', 1, 12, 'The value ended before this, at the `"`', "single quotes"),
    ("title: [a] b", 1, 12, "The value ended before this, at the `]`", "whole value"),
    ('title: "a\\d"', 1, 8, "a backslash begins an escape", "single quotes"),
    ("title: *foo", 1, 8, "A value cannot begin with `*`", "quotation marks"),
    ("title: &co\nowner: &co y", 2, 8, "A value cannot begin with `&`", "quotation marks"),
    ("owner: &co rules", 1, 8, "A value cannot begin with `&`", "quotation marks"),
    ("title: %x", 1, 8, "A value cannot begin with `%`", "quotation marks"),
    ("title: @x", 1, 8, "A value cannot begin with `@`", "quotation marks"),
    ("title: `x`", 1, 8, "A value cannot begin with a backtick", "quotation marks"),
    ("title: }x", 1, 8, "A value cannot begin with `}`", "quotation marks"),
    ("title: !important x", 1, 8, "A value cannot begin with `!`", "quotation marks"),
    ("title: ? x", 1, 8, "A value cannot begin with `?`", "quotation marks"),
    ("title: - x", 1, 8, "A list cannot begin on the line of its key", "next line"),
    ("title: | x", 1, 10, "After `|` or `>` the text begins on the next line", "Move it"),
    ("title: x\n  id: y", 2, 5, "This line is indented, but the line above it has a value already", "Align"),
    ("times:\n  a: 1\n b: 2", 3, 2, "The indentation does not fit the lines around it", "Align"),
    ("  title: x\nid: y", 2, 1, "The indentation does not fit the lines around it", "Align"),
    ("actions:\n  - do: x\n   type: y", 3, 4, "The indentation does not fit the lines around it", "Align"),
    ("title: x\njust text", 2, 1, "This line is no `key: value` pair", "key: value"),
    ("title: x\nid:KI-0001", 2, 1, "There must be a space after the `:`", "key: value"),
    ("a:\n- b\n-c", 3, 1, "There must be a space after the `-`", "- item"),
    ("a: b\n---\nc: d", 2, 1, "A second document begins here", "Delete the line"),
    ("a: b\n...\nc: d", 3, 1, "A second document begins here", "Delete the line"),
    ("%YAML 1.2\na: b", 1, 1, "A line cannot begin with `%`", "Delete"),
    ("? [a]\n: b", 1, 3, "A key must be a word", "Quote"),
    ("a: {{ b }}", 1, 5, "A key must be a word", "Quote"),
]


@pytest.mark.parametrize(("text", "line", "column", "said", "hint"), FAULTS)
def test_a_fault_is_explained_where_it_is(text: str, line: int, column: int, said: str, hint: str) -> None:
    """Once, in words that someone knows who has never read the specification, with what to do."""
    (fault,) = YamlText(text).faults
    assert (fault.place.line + 1, fault.place.column + 1) == (line, column)
    assert said in fault.message
    assert hint in fault.hint


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("- a\n- b", "KB111", "a list without a key"),
        ("words", "KB111", "no `key: value` pair"),
        ("a:b", "KB111", "a space after the `:`"),
    ],
)
def test_what_is_no_mapping_at_all_is_said_so(text: str, code: str, said: str) -> None:
    """It is readable YAML all the same."""
    (fault,) = YamlText(text).faults
    assert fault.code == code
    assert said in fault.message


def test_several_faults_are_found_at_once_and_the_good_keys_are_kept() -> None:
    """One mistake hides neither the next one nor what is right, and what stands above it in its key counts."""
    read = YamlText("a: b: c\nd: ok\ne: [x\nf: 'y\ntimes:\n  g: 1\n   h: 2\nk: ok")
    assert [fault.place.line + 1 for fault in read.faults] == [1, 3, 4, 7]
    assert read.data == {"d": "ok", "times": {"g": "1"}, "k": "ok"}
