"""A book as an SQLite database."""

import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

import pytest

from incidentbook.exporters.sqlite import files
from incidentbook.exporters.tables import tables_of
from tests.books import article, incident
from tests.exporters.exported import BOOK, shown

Ask = Callable[..., list[tuple[Any, ...]]]


def asked(texts: Mapping[str, str | bytes], *questions: str) -> list[list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(files(shown(texts))["incidentbook.db"])
        return [database.execute(question).fetchall() for question in questions]


def test_it_has_the_rows_of_all_tables() -> None:
    for table in tables_of(shown()):
        (rows,) = asked(BOOK, f'SELECT * FROM "{table.name}"')  # noqa: S608 - a name of ours
        assert rows == [tuple(int(one) if isinstance(one, bool) else one for one in row) for row in table.rows]


@pytest.mark.parametrize(
    "texts",
    [
        BOOK,
        {},
        {"incidents/a.md": incident("known_issues: [KI-0009]\nservices: [x]\nduplicate_of: INC-2020-0001")},
        {"incidents/a.md": incident(id="INC-NEW"), "incidents/b.md": incident("actions: [x]", id="INC-NEW")},
    ],
)
def test_every_foreign_key_leads_to_a_row_and_the_database_is_sound(texts: dict[str, str]) -> None:
    """Also where the book has mistakes."""
    assert asked(texts, "PRAGMA foreign_key_check", "PRAGMA integrity_check") == [[], [("ok",)]]


def test_keys_are_declared_with_the_columns_they_lead_to() -> None:
    """So that programs that show a database make links of them."""
    services, periods = asked(
        BOOK, "PRAGMA foreign_key_list(incident_services)", "PRAGMA foreign_key_list(incident_service_periods)"
    )
    assert {key[2:5] for key in services} == {("incidents", "incident", "id"), ("services", "service", "id")}
    assert {key[2:5] for key in periods} == {
        ("incident_services", "incident", "incident"), ("incident_services", "service_position", "position"),
    }  # fmt: skip


def test_rows_are_found_by_their_keys_without_looking_at_all() -> None:
    (plan,) = asked(BOOK, "EXPLAIN QUERY PLAN SELECT * FROM incident_known_issues WHERE known_issue = 'KI-0001'")
    assert "USING INDEX" in plan[0][3]


def test_words_are_found_in_all_that_can_be_searched() -> None:
    """The best first; the index is that of its table, as programs look for it."""
    question = "SELECT documents.id FROM documents_fts JOIN documents ON documents.number = documents_fts.rowid "
    found, declared, same = asked(
        BOOK,
        f"{question} WHERE documents_fts MATCH 'pool exhausted' ORDER BY rank",
        "SELECT sql FROM sqlite_master WHERE name = 'documents_fts'",
        f"{question} WHERE documents_fts MATCH 'signatures: timed'",
    )
    assert {row[0] for row in found} == {"INC-2026-0001", "KI-0001"}
    assert same == [("KI-0001",)]
    assert 'content="documents"' in declared[0][0]


def test_whatever_an_author_writes_is_a_value() -> None:
    """Statements, zeros, quotation marks."""
    said = "'); DROP TABLE incidents; -- \""
    texts = {"incidents/a.md": incident(f"actions: [{{do: {json.dumps(said)}}}]"), "b.md": article("title: '\"'")}
    assert asked(texts, "SELECT do FROM incident_actions") == [[(said,)]]


def test_its_metadata_says_what_tables_and_columns_are() -> None:
    """In the form that Datasette reads beside the database."""
    said = json.loads(files(shown())["metadata.json"])
    tables = said["databases"]["incidentbook"]["tables"]
    assert said["title"] == "Our book"
    assert tables["incidents"]["columns"]["started"] == "The impact began."
    assert tables["incidents"]["label_column"] == "title"
    assert "hidden" not in tables["incidents"]
    assert tables["incident_roles"]["hidden"] is True
    assert set(tables) == {table.name for table in tables_of(shown())}


def test_it_is_the_same_every_time() -> None:
    assert files(shown()) == files(shown())
