"""What a mapping says of a record becomes an article: its kind, its name, its front matter, its text."""

from typing import Any

import pytest

from incidentbook.errors import IncidentbookError
from incidentbook.importers.imported import Imported
from incidentbook.importers.payloads import Document
from incidentbook.importers.tool_articles import Importing, article_of
from incidentbook.importers.tool_mapping import Mapping
from incidentbook.importers.tool_records import gathered

BARE: dict[str, Any] = {
    "title": "T", "files": "x", "records": ["rows"], "key": ["id"], "kinds": [{"kind": "incident"}],
    "fields": {"title": "name", "times.detected": {"from": ["at"], "as": "moment"}},
}  # fmt: skip


def made(record: dict[str, Any], *, private: bool = False, **said: Any) -> Imported:
    mapping = Mapping.model_validate({**BARE, **said})
    (one,) = gathered(mapping, [Document("a.json", 0, {"rows": [{"id": 1, "name": "Name", **record}]})])
    return article_of(mapping, one, "tool", Importing(private=private))


def test_the_first_kind_that_fits_is_taken() -> None:
    """Its own keys go before those of all kinds; none that fits is a mistake of the mapping."""
    own = {"kind": "known-issue", "when": "problem", "fields": {"title": "other"}}
    kinds = [own, {"kind": "incident", "when": "at"}]
    assert made({"problem": True, "other": "Other"}, kinds=kinds).front_matter["title"] == "Other"
    assert made({"at": "2026-03-04T10:00:00Z"}, kinds=kinds).kind == "incident"
    with pytest.raises(IncidentbookError, match="nothing says what kind of article"):
        made({}, kinds=kinds)


def test_keys_are_in_the_order_in_which_people_write_them() -> None:
    """Whatever the order of the mapping; an incident is a draft, and its times are in UTC."""
    fields = {"extra.team": "team", **BARE["fields"], "severity": {"value": "sev1"}}
    article = made({"team": "A", "at": "2026-03-04T10:00:00Z"}, fields=fields)
    assert list(article.front_matter) == ["title", "severity", "review", "zone", "times", "extra"]


def test_a_file_is_named_by_the_day_and_the_title() -> None:
    """Only where there is a day, and in a folder for its year."""
    assert made({"at": "2026-03-04T23:59:00-05:00"}).name == "2026/2026-03-05-name.md"
    assert made({}).name == "name.md"
    assert made({"at": "2026-03-04T10:00:00Z"}, kinds=[{"kind": "known-issue"}]).name == "name.md"


def test_a_timeline_is_in_order_and_says_a_date_once() -> None:
    """Several lists make one; what has no time or says nothing is left out, what is told twice comes once."""
    line = {"at": {"from": ["t"], "as": "moment"}, "say": {"from": ["s"], "as": "plain"}}
    body = [{"heading": "Timeline", "lines": [{"each": "a", **line}, {"each": "b", **line}]}]
    second = {"t": "2026-03-05T00:10:00Z", "s": "Two\n\nlines"}
    first = [{"t": "2026-03-04T23:50:59Z", "s": "One"}, {"s": "Nowhen"}, {"t": "2026-03-04T23:55:00Z", "s": ""}]
    article = made({"a": [second, *first], "b": [second, {"t": "2026-03-05T00:11:00Z", "s": "Three"}]}, body=body)
    assert article.body == (
        "## Timeline\n\n- 2026-03-04 23:50 One\n- 2026-03-05 00:10 Two\n\n    lines\n- 00:11 Three\n"
    )  # fmt: skip


def test_parts_with_one_heading_are_one_section() -> None:
    """And a part of which nothing is known has no heading."""
    body = [
        {"heading": "Summary", "say": {"from": ["a"]}}, {"heading": "Summary", "say": {"from": ["b"]}},
        {"heading": "Impact", "say": {"from": ["c"]}}, {"heading": "Notes", "say": {"from": ["d"], "private": True}},
    ]  # fmt: skip
    record = {"a": "One", "b": "Two", "c": "", "d": "Hush"}
    assert made(record, body=body).body == "## Summary\n\nOne\n\nTwo\n"
    assert made(record, body=body, private=True).body.endswith("## Notes\n\nHush\n")
