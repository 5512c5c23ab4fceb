"""Whatever stands in articles, every export ends well, and its own programs read it."""

import csv
import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from pyarrow import parquet

from incidentbook.exporters import EXPORTERS
from incidentbook.views.view import Shown
from tests.books import incident, issue
from tests.exporters.exported import shown
from tests.hostile_articles import made, named_cases

Files = Mapping[str, bytes]


def _json(files: Files) -> int:
    return sum(len(json.loads(content)) for content in files.values())


def _csv(files: Files) -> int:
    csv.field_size_limit(1 << 30)  # of the reader; a text may be longer than what it takes by itself
    return sum(len(list(csv.reader(StringIO(text.decode(), newline=""), strict=True))) for text in files.values())


def _sqlite(files: Files) -> int:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(files["incidentbook.db"])
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (found,) = database.execute("SELECT count(*) FROM documents").fetchone()
    return int(found)


def _parquet(files: Files) -> int:
    return sum(int(parquet.read_table(BytesIO(content)).num_rows) for content in files.values())


def _opensearch(files: Files) -> int:
    return len([json.loads(line) for line in files["bulk.ndjson"].split(b"\n")[:-1]])


def _calendar(files: Files) -> int:
    return len(list(Calendar.from_ical(files["incidentbook.ics"]).walk()))


READERS: Mapping[str, Callable[[Files], int]] = {
    "json": _json, "csv": _csv, "sqlite": _sqlite, "parquet": _parquet, "opensearch": _opensearch, "osv": _json,
    "calendar": _calendar,
}  # fmt: skip


@pytest.fixture(scope="module")
def hostile() -> Shown:
    """Return what is left of hostile articles once they are loaded."""
    cases = [*named_cases("incidents/2026"), *named_cases("known-issues", 4000), *made(100, start_at=2026)]
    return shown({broken.path: broken.content for broken in cases})


@pytest.mark.slow
@pytest.mark.parametrize("name", EXPORTERS)
def test_hostile_articles_are_exported_and_read_back(hostile: Shown, name: str) -> None:
    assert READERS[name](EXPORTERS[name].files(hostile)) >= (name != "osv")


texts = st.text(st.characters(codec="utf-8"), min_size=1).map(lambda text: json.dumps(text, ensure_ascii=True))


@pytest.mark.parametrize("name", EXPORTERS)
@settings(max_examples=30)
@given(action=texts, owner=texts, ref=texts, package=texts, written=texts, version=texts, key=texts)
def test_any_text_stays_in_its_place(
    name: str, action: str, owner: str, ref: str, package: str, written: str, version: str, key: str
) -> None:
    """As an action, an owner, a ticket, a package, a range, a version or a key of a team's own."""
    report = f"actions: [{{do: {action}, owner: {owner}, ref: {ref}, due: 2026-07-01}}]\nextra: {{{key}: {action}}}"
    said = f"affects: [{{package: {package}, ranges: [{written}]}}]\nfixes: [{{versions: {{{package}: {version}}}}}]"
    files = EXPORTERS[name].files(shown({"incidents/a.md": incident(report), "known-issues/a.md": issue(said)}))
    assert READERS[name](files) >= 0
    if name == "calendar":
        assert _calendar(files) in (1, 3)
