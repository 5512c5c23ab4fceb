"""A book as an SQLite database, and the metadata with which Datasette shows it: `datasette FOLDER`."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing

from incidentbook.exporters.table_shapes import Column, Type
from incidentbook.exporters.tables import DOCUMENTS, Table, tables_of
from incidentbook.searchable import FIELDS
from incidentbook.views.view import Shown

SUMMARY = "A database with full-text search, and its metadata for Datasette."
IS_FOLDER = True

NAME = "incidentbook"
"""Of the database."""
_TYPES: Mapping[Type, str] = {
    "text": "TEXT", "integer": "INTEGER", "real": "REAL", "boolean": "INTEGER", "time": "TEXT", "json": "TEXT",
}  # fmt: skip
_ALSO_INDEXED = {"incidents": ("started", "detected", "severity", "status"), "known_issues": ("status",)}


def files(shown: Shown) -> Mapping[str, bytes]:
    """Return the database and its metadata."""
    tables = tables_of(shown)
    return {f"{NAME}.db": _database(tables), "metadata.json": _metadata(shown, tables)}


def _database(tables: Sequence[Table]) -> bytes:
    keys = {table.name: table.key for table in tables}
    with closing(sqlite3.connect(":memory:")) as database:
        for table in tables:
            database.execute(_definition(table, keys))
            places = ", ".join("?" * len(table.columns))
            database.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({places})", table.rows)  # noqa: S608 - ours
            for index in _indexes(table):
                database.execute(index)
        options = f'content="{DOCUMENTS}", content_rowid="number"'  # quoted, as Datasette looks for it
        database.execute(f"CREATE VIRTUAL TABLE {DOCUMENTS}_fts USING fts5({_listed(FIELDS)}, {options})")
        database.execute(f"INSERT INTO {DOCUMENTS}_fts({DOCUMENTS}_fts) VALUES ('rebuild')")  # noqa: S608
        database.commit()
        return database.serialize()


def _definition(table: Table, keys: Mapping[str, tuple[str, ...]]) -> str:
    lines = [_column(column, table) for column in table.columns]
    if len(table.key) > 1:
        lines.append(f"PRIMARY KEY ({_listed(table.key)})")
    if table.parent:
        above = f"{_quoted(table.parent)} ({_listed(keys[table.parent])})"
        lines.append(f"FOREIGN KEY ({_listed(table.key[:-1])}) REFERENCES {above}")
    return f"CREATE TABLE {_quoted(table.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def _column(column: Column, table: Table) -> str:
    said = f"{_quoted(column.name)} {_TYPES[column.type]}"
    if table.key == (column.name,):
        return f"{said} PRIMARY KEY NOT NULL"
    if column.name in table.key:
        return f"{said} NOT NULL"
    return f'{said} REFERENCES {_quoted(column.references)} ("id")' if column.references else said


def _indexes(table: Table) -> Iterator[str]:
    """Yield an index for each column by which rows are looked for; a primary key has its own."""
    for column in table.columns:
        if column.references or column.name in _ALSO_INDEXED.get(table.name, ()):
            name = _quoted(f"{table.name}_by_{column.name}")
            yield f"CREATE INDEX {name} ON {_quoted(table.name)} ({_quoted(column.name)})"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    return f'"{name}"'


def _metadata(shown: Shown, tables: Iterable[Table]) -> bytes:
    """Say what tables and columns mean; those without rows are there, and not in the way of the others."""
    said = {
        table.name: {
            "description": table.description,
            "columns": {column.name: column.description for column in table.columns},
            **({"label_column": "title"} if any(column.name == "title" for column in table.columns) else {}),
            **({} if table.rows else {"hidden": True}),
        }
        for table in tables
    }
    site = {"title": shown.site_name} if shown.site_name else {}
    source = {"source": shown.site_name or shown.site_url, "source_url": shown.site_url} if shown.site_url else {}
    whole = {**site, "databases": {NAME: {**source, "tables": said}}}
    return f"{json.dumps(whole, indent=2, ensure_ascii=False)}\n".encode()
