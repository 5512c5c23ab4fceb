"""JSON files are read whole or refused, and what is wrong with one is said with its place."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.errors import IncidentbookError
from incidentbook.importers.payloads import MAX_BYTES, MAX_DEPTH, Document, keys_of, kind_of, read_documents

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def refused(content: bytes) -> str:
    with pytest.raises(IncidentbookError) as caught:
        read_documents("a.json", content)
    return str(caught.value)


def deep(value: Any) -> int:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(deep, parts), default=0)


@given(st.lists(VALUES, min_size=1, max_size=4), st.sampled_from(["\n", "\n\n", " ", "\r\n"]))
def test_documents_come_out_as_they_went_in(values: list[Any], between: str) -> None:
    """One document, several behind each other and a line each are all read, in order."""
    content = between.join(json.dumps(value) for value in values).encode("utf-8", "surrogatepass")
    assert [one.value for one in read_documents("a.json", content)] == values


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    """Nothing else than documents or a sentence about the file comes of any bytes."""
    try:
        documents = read_documents("a.json", content)
    except IncidentbookError as error:
        documents, message = [], str(error)
    assert documents or "a.json" in message


def test_the_line_of_each_of_several_documents_is_known() -> None:
    """Lines count from 1, empty ones too; a document that is alone has none."""
    assert [one.line for one in read_documents("a", b'{"a": 1}\n\n{\n"b": 2}\n{}')] == [1, 3, 5]
    assert read_documents("a", b'\n\n{"a": 1}\n')[0].line == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b'{"a": [1,\n 2', "line 2, column 3, is no JSON"),
        (b'{"a": "x', "cut off"),
        (b"{'a': 1}", "line 1, column 2, is no JSON"),
        (b'{"a": 1,}', "is no JSON"),
        (b'{"a": 1} {"b"', "cut off"),
        (b"when,what\n1,2\n", "is no JSON"),
        (b"<!DOCTYPE html><html>log in</html>", "is a web page"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "&b;&b;">]><x>&a;</x>', "is XML"),
        (b"\x1f\x8b\x08\x00" + b"\x00" * 50, "compressed; unpack it with gunzip"),
        (b"PK\x03\x04" + b"\x00" * 50, "compressed; unpack it with unzip"),
        (b'{"a": "\xff"}', "line 1: this is no UTF-8"),
        (b'{"a": [1, {"b": 1, "b": 2}]}', "`a[1]`: the key `b` is written twice"),
        (b'{"a": {"b": [0, NaN]}}', "`a.b[1]` is `NaN`"),
        (b'{"a b": -Infinity}', '`"a b"` is `NaN` or `Infinity`'),
        (b'{"a": ' + b"9" * 5000 + b"}", "too many digits"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 20_000, "nested too deeply"),
        (b"[" * 60 + b"]" * 60, f"nested more than {MAX_DEPTH} levels deep"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(content: bytes, said: str) -> None:
    """One sentence or two name the file, the place in it and what is wrong."""
    message = refused(content)
    assert message.startswith("a.json")
    assert said in message
    assert "\n" not in message


def test_a_file_that_is_too_large_is_refused_before_it_is_parsed() -> None:
    """Its size is said, and what to do."""
    assert "smaller pages" in refused(b" " * (MAX_BYTES + 1))


def test_a_gigabyte_of_nesting_is_refused_by_its_beginning() -> None:
    """As many brackets as fit into a file are refused without a trace of recursion."""
    assert "nested too deeply" in refused(b"[" * (MAX_BYTES - 1))


def test_byte_order_marks_and_utf_16_are_read() -> None:
    """What a Windows tool saves is JSON all the same."""
    assert read_documents("a", b'\xef\xbb\xbf{"a": 1}')[0].value == {"a": 1}
    assert read_documents("a", '{"a": "ä"}'.encode("utf-16"))[0].value == {"a": "ä"}


def test_the_deepest_that_is_allowed_is_read() -> None:
    """The limit itself is no fault."""
    assert deep(read_documents("a", b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1))[0].value) == MAX_DEPTH + 1


def test_the_path_of_a_part_leads_to_it() -> None:
    """Keys that are no words are quoted; what is not of the document has no path."""
    part = {"id": 1}
    document = Document("a.json", 3, {"x": [{}, {"y z": {"w": part}}]})
    assert document.path_of(part) == 'x[1]."y z".w'
    assert document.path_of({"id": 1}) == ""
    assert document.place("x[1]") == "a.json, line 3, `x[1]`"


def test_values_are_called_by_their_sort() -> None:
    """For messages that say what is there instead of what was looked for."""
    values: list[object] = [None, True, 1, 1.5, "", [], {}]
    assert [kind_of(one) for one in values] == [
        "null", "true or false", "a number", "a number", "text", "a list", "an object",
    ]  # fmt: skip
    assert keys_of([{"a": 1, "b": 2}, 3]) == "a list of 2, the first of which is an object with `a` and `b`"
    assert keys_of({}) == "an empty object"
