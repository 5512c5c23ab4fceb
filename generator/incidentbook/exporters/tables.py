"""A book as tables with typed columns, keys and foreign keys; what databases and sheets are made from."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from incidentbook.exporters.book_record import BookRecord, book_record
from incidentbook.exporters.table_shapes import Column, Shape, Value, all_shapes, shape_of
from incidentbook.records.incident import IncidentRecord
from incidentbook.records.known_issue import KnownIssueRecord
from incidentbook.records.maintenance import MaintenanceRecord
from incidentbook.records.runbook import RunbookRecord
from incidentbook.records.service import ServiceRecord
from incidentbook.records.shape import Record, url_of
from incidentbook.records.symptom import SymptomRecord
from incidentbook.searchable import FIELDS, all_searchable
from incidentbook.views.view import Shown

Row = tuple[Value, ...]

ROOTS: Mapping[str, type[Record]] = {
    "services": ServiceRecord,
    "symptoms": SymptomRecord,
    "known_issues": KnownIssueRecord,
    "runbooks": RunbookRecord,
    "incidents": IncidentRecord,
    "maintenance": MaintenanceRecord,
}
"""By the name of their field in the record of a book."""
DOCUMENTS = "documents"
"""The table of all that can be searched."""
_LARGEST = 2**63 - 1
_METADATA_COLUMNS = (
    Column("name", "text", "What is said."),
    Column("value", "text", "What it is."),
)
_DOCUMENT_COLUMNS = (
    Column("number", "integer", "A number of its own, of no meaning."),
    Column("kind", "text", "A kind of article, `service` or `page`."),
    Column("id", "text", "The name by which articles refer to it."),
    Column("url", "text", "Of its page."),
    *(Column(field, "text", f"What is searched as its {field}.") for field in FIELDS),
)


class Table(NamedTuple):
    """A table with its rows."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """The columns that name a row."""
    parent: str
    """The table of the rows that these belong to, named by the first columns; empty where there is none."""
    rows: tuple[Row, ...]


def tables_of(shown: Shown) -> tuple[Table, ...]:
    """Return all tables, each after those that it refers to, as far as they are others."""
    record = book_record(shown)
    rows: dict[str, list[Row]] = {shape.name: [] for shape in shapes()}
    for root in ROOTS:
        for name, one in _named(getattr(record, root)):
            _fill(_root(root), one, (name,), rows)
    ids = {root: {row[0] for row in rows[root]} for root in ROOTS}
    return (
        Table("metadata", "What this is an export of.", _METADATA_COLUMNS, ("name",), "", tuple(_metadata(record))),
        *(_table(shape, rows[shape.name], ids) for shape in shapes()),
        Table(DOCUMENTS, "All that can be searched.", _DOCUMENT_COLUMNS, ("number",), "", tuple(_documents(shown))),
    )


def shapes() -> Iterator[Shape]:
    """Yield the shapes of the tables that records become."""
    for root in ROOTS:
        yield from all_shapes(_root(root))


@cache
def _root(name: str) -> Shape:
    return shape_of(name, ROOTS[name])


def _named(records: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Yield records with their IDs; of several with one (`INC-NEW`) all but the first are known by their paths."""
    seen: set[str] = set()
    for one in records:
        name = one.id if one.id not in seen else str(one.path)
        seen.add(name)
        yield name, one


def _fill(shape: Shape, record: Any, key: Row, rows: dict[str, list[Row]]) -> None:
    rows[shape.name].append((*key, *(cell.read(record) for cell in shape.cells)))
    for part in shape.parts:
        for name, one in part.read(record):
            _fill(part.shape, one, (*key, name), rows)


def _table(shape: Shape, rows: Iterable[Row], ids: Mapping[str, set[Value]]) -> Table:
    """Make a table. What cannot be in it is null: the name of something that there is not, which `incidentbook check`
    reports, and a number that has no room.
    """
    columns = (*shape.key, *(cell.column for cell in shape.cells))
    known = [ids.get(column.references) for column in columns]

    def fits(value: Value, there: set[Value] | None) -> bool:
        return (there is None or value in there) and not (isinstance(value, int) and value > _LARGEST)

    right = (
        tuple(value if fits(value, there) else None for value, there in zip(row, known, strict=True)) for row in rows
    )
    key = tuple(column.name for column in shape.key)
    return Table(shape.name, shape.description, columns, key, shape.parent, tuple(right))


def _metadata(record: BookRecord) -> Iterator[Row]:
    for name in ("version", "as_of", "audience", "site_name", "site_url"):
        yield name, str(getattr(record, name))


def _documents(shown: Shown) -> Iterator[Row]:
    for number, found in enumerate(sorted(all_searchable(shown.book), key=lambda one: one.path), 1):
        texts = (found.fields.get(field, "") for field in FIELDS)
        yield (number, found.kind, found.id, url_of(found.path, shown.site_url), *texts)
