"""What was imported last, as it is kept with a book."""

import json

import pytest
from hypothesis import given

from incidentbook.errors import IncidentbookError
from incidentbook.import_records import Record, read_records, record_name, written_records
from incidentbook.merging import Told, base_of
from tests.imported_versions import TOLD

NAME = ".imports/pagerduty.json"


@given(TOLD, TOLD)
def test_what_is_written_is_read_again(one: Told, other: Told) -> None:
    """In any order it is the same text."""
    records = {
        "pagerduty:P2": Record("incidents/b.md", "INC-2026-0002", base_of(other), {"images/a.png": "ab12"}),
        "pagerduty:“P1”": Record("incidents/a.md", "INC-NEW-a", base_of(one)),
    }
    content = written_records(records)
    assert read_records(NAME, content) == records
    assert written_records(dict(reversed(records.items()))) == content


def test_each_article_is_a_line_and_none_of_its_words_is_kept() -> None:
    """So a diff shows which ones changed, and the book is not written down twice."""
    base = base_of(Told({"title": "Checkout", "times": {"detected": "10:12"}}, {}))
    lines = written_records({"a": Record("x.md", "INC-2026-0001", base)}).decode().split("\n")
    assert len([line for line in lines if "x.md" in line]) == 1
    assert "Checkout" not in "".join(lines)
    assert json.loads("\n".join(lines))["articles"]["a"]["id"] == "INC-2026-0001"


def test_no_records_are_none() -> None:
    """A source of which nothing was taken."""
    assert read_records(NAME, written_records({})) == {}
    assert record_name("pagerduty") == NAME


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "line 1, column 1"),
        (b'{\n "version": 1,\n<<<<<<< HEAD\n', "line 3, column 1"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON|line 1"),
        (b"[]", "as a whole"),
        (b'{"version": 1, "articles": {"a": {"path": 1, "id": "", "keys": {}, "sections": []}}}', "articles.a.path"),
        (b'{"version": 99, "articles": {}}', "another version"),
    ],
)
def test_a_damaged_file_is_said_with_the_place(content: bytes, said: str) -> None:
    """And what to do about it."""
    with pytest.raises(IncidentbookError, match=said):
        read_records(NAME, content)
