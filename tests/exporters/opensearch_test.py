"""What can be searched, for OpenSearch: the mapping, and the bulk file by its documented grammar."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from incidentbook.articles import Audience
from incidentbook.exporters.opensearch import files
from tests.books import article, incident
from tests.exporters.exported import BOOK, shown


def mapping() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files(shown())["mapping.json"])
    return found


def documents(texts: Mapping[str, str | bytes] = BOOK, audience: Audience = "restricted") -> dict[str, dict[str, Any]]:
    """Read a bulk file as the interface does: an action, then its document, each on a line that ends."""
    content = files(shown(texts, audience))["bulk.ndjson"]
    assert not content or content.endswith(b"\n")
    lines = content.split(b"\n")[:-1]
    assert len(lines) % 2 == 0
    found = {}
    for action, document in zip(lines[::2], lines[1::2], strict=True):
        said = json.loads(action)
        assert list(said) == ["index"]
        assert list(said["index"]) == ["_id"]
        assert 0 < len(said["index"]["_id"].encode()) <= 512
        found[said["index"]["_id"]] = json.loads(document)
    return found


def fits(value: Any, properties: dict[str, Any]) -> bool:
    """Whether a document has only fields that the mapping knows, with values of their types."""
    return all(
        key in properties and of_type(one, properties[key]) for key, value in value.items() for one in each(value)
    )


def each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def of_type(value: Any, field: dict[str, Any]) -> bool:
    if "properties" in field:
        return fits(value, field["properties"])
    if field["type"] == "boolean":
        return isinstance(value, bool)
    if field["type"] == "date":
        return datetime.fromisoformat(value).utcoffset() is not None
    return isinstance(value, str) and field["type"] in ("keyword", "text")


def test_everything_that_can_be_found_is_a_document() -> None:
    """Articles of all kinds, services and pages."""
    kinds = [one["kind"] for one in documents().values()]
    assert sorted(set(kinds)) == [
        "incident", "known-issue", "maintenance", "page", "runbook", "service", "symptom",
    ]  # fmt: skip
    assert len(kinds) == 9


def test_documents_have_only_what_the_mapping_knows() -> None:
    """It is strict, so that a document with another field would be refused."""
    found = mapping()["mappings"]
    assert found["dynamic"] == "strict"
    assert all(fits(document, found["properties"]) for document in documents().values())


def test_a_document_says_what_filters_ask_and_what_is_searched() -> None:
    document = documents()["incidents/2026/pool.md"]
    assert document["url"] == "https://book.example.org/kb/incidents/2026/pool/"
    assert document["services"] == ["checkout", "orders-db"]
    assert (document["severity"], document["status"], document["open"]) == ("sev2", "resolved", False)
    assert document["times"]["mitigated"] == "2026-03-04T11:02:00+00:00"
    assert document["text"]["symptoms"] == "The pool was too small: pool exhausted."
    assert documents()["known-issues/pool.md"]["text"]["signatures"] == "request timed out after <*>ms"


def test_line_ends_in_a_text_end_no_line() -> None:
    """Nor do others that some programs take for one."""
    texts = {"about.md": article("title: About", "one\n\ntwo\x85three\u2028four\n")}
    (document,) = documents(texts).values()
    assert "\n" in document["text"]["symptoms"]


def test_a_path_that_is_longer_than_a_name_may_be_has_another() -> None:
    """Each its own."""
    folder = "/".join(["é" * 60] * 6)
    texts = {f"incidents/{folder}/{name}.md": incident(id=f"INC-2026-000{name}") for name in "12"}
    assert len(documents(texts)) == 2


def test_times_of_an_odd_zone_are_times() -> None:
    """Before there were zones, offsets had seconds, which dates of an index have not."""
    texts = {"incidents/a.md": incident("zone: Europe/Amsterdam", times="times: {detected: 1890-01-01 10:00}")}
    (document,) = documents(texts).values()
    assert document["date"] == "1890-01-01T09:40:28+00:00"


def test_what_an_audience_may_not_see_is_not_there() -> None:
    assert "incidents/2026/again.md" in documents()
    assert "incidents/2026/again.md" not in documents(audience="internal")


def test_it_is_the_same_every_time() -> None:
    assert files(shown()) == files(shown())
    assert documents({}) == {}
