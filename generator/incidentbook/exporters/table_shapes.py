"""The tables that records become: what a model says once is a column, what it says several times a table of its own.

A table of a list is named after its parent and the list, `incident_actions`, and its rows by their parent and their
position in it; of a mapping, by their parent and their name.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from incidentbook.records.incident import IncidentRecord
from incidentbook.records.incident_parts import DurationsRecord, IssueLinkRecord, RunbookLinkRecord, TimesRecord
from incidentbook.records.known_issue import EvidenceRecord, IssueSymptomRecord, KnownIssueRecord, OccurrenceRecord
from incidentbook.records.runbook import RunbookRecord
from incidentbook.records.service import ServiceRecord
from incidentbook.records.shape import Moment, NamedService, Record
from incidentbook.records.symptom import SymptomRecord

Type = Literal["text", "integer", "real", "boolean", "time", "json"]
"""Times are ISO 8601 with an offset, JSON is text."""
Value = str | int | float | bool | None
Read = Callable[[Any], Any]


class Column(NamedTuple):
    """One column of a table."""

    name: str
    type: Type
    description: str
    references: str = ""
    """The table whose `id` this is; empty where it is no foreign key."""


class Cell(NamedTuple):
    """A column, and how a row's value is read from its record."""

    column: Column
    read: Read


class Shape(NamedTuple):
    """A table without its rows."""

    name: str
    description: str
    key: tuple[Column, ...]
    """The columns that name a row; all but the last are those that name its parent."""
    parent: str
    """The table of the rows that these belong to; empty where they stand for themselves."""
    cells: tuple[Cell, ...]
    parts: "tuple[Part, ...]"


class Part(NamedTuple):
    """A table of parts, and how the parts of a record are read: each with its position or its name."""

    shape: Shape
    read: Callable[[Any], Iterable[tuple[int | str, Any]]]


_SPREAD = (TimesRecord,)
"""Their columns bear no prefix."""
_ROWS = (DurationsRecord,)
"""Records of equal records, which become rows."""
_REFERENCES: dict[tuple[type[Record], str], str] = {
    (IncidentRecord, "symptoms"): "symptoms",
    (IncidentRecord, "duplicate_of"): "incidents",
    (IncidentRecord, "continues"): "incidents",
    (IncidentRecord, "parent"): "incidents",
    (NamedService, "id"): "services",
    (IssueLinkRecord, "id"): "known_issues",
    (RunbookLinkRecord, "id"): "runbooks",
    (KnownIssueRecord, "runbooks"): "runbooks",
    (KnownIssueRecord, "superseded_by"): "known_issues",
    (IssueSymptomRecord, "id"): "symptoms",
    (OccurrenceRecord, "incident"): "incidents",
    (EvidenceRecord, "last_worked"): "incidents",
    (RunbookRecord, "symptoms"): "symptoms",
    (SymptomRecord, "described_in"): "known_issues",
    (SymptomRecord, "services"): "services",
    (ServiceRecord, "depends_on"): "services",
}
_OTHER_ENDS = {
    ServiceRecord: {
        "dependants", "incidents", "open_incidents", "known_issues", "symptoms", "runbooks", "maintenance",
    },
    SymptomRecord: {"incidents", "known_issues", "runbooks"},
    RunbookRecord: {"known_issues", "uses"},
    KnownIssueRecord: {"suspected"},
}  # fmt: skip
"""Links that another table has from where they are written."""


def shape_of(name: str, model: type[Record]) -> Shape:
    """Return the table, with all tables of its parts, for the records of a model that stand for themselves."""
    key = (Column("id", "text", _descriptions(model)["id"]),)
    found = list(_members(model, name, key, without=frozenset({"id", "kind"})))
    return _shape(name, str(model.__doc__), key, "", found)


def all_shapes(shape: Shape) -> Iterator[Shape]:
    """Yield a table, then the tables of its parts."""
    yield shape
    for part in shape.parts:
        yield from all_shapes(part.shape)


def singular(name: str) -> str:
    """Return the name of one of many: `incident` of `incidents`."""
    return name.removesuffix("es") if name.endswith("xes") else name.removesuffix("s")


def _shape(name: str, said: str, key: tuple[Column, ...], parent: str, found: Iterable[Cell | Part]) -> Shape:
    members = list(found)
    cells = tuple(one for one in members if isinstance(one, Cell))
    return Shape(name, said, key, parent, cells, tuple(one for one in members if isinstance(one, Part)))


def _members(
    model: type[Record],
    table: str,
    key: tuple[Column, ...],
    *,
    without: frozenset[str] = frozenset(),
    prefix: str = "",
    record: Read | None = None,
) -> Iterator[Cell | Part]:
    """Yield the columns and the tables that the fields of a model become."""
    left_out = without | _OTHER_ENDS.get(model, set())
    for field, said in _descriptions(model).items():
        if field in left_out:
            continue
        read = _reader(record or _itself, field)
        name, references = f"{prefix}{field}", _REFERENCES.get((model, field), "")
        several, inner = _annotated(model.model_fields[field].annotation)
        if several or inner in _ROWS:
            yield _part(f"{prefix}{field}", said, inner, table, key, read, references, named=several is not tuple)
        elif inner is Moment:
            yield from _moment(name, said, read)
        elif isinstance(inner, type) and issubclass(inner, Record):
            yield from _members(inner, table, key, prefix="" if inner in _SPREAD else f"{name}_", record=read)
        else:
            own = singular(references) if references and field == "id" else name
            yield _cell(Column(own, _type(inner), said, references), read)


def _part(
    field: str,
    said: str,
    inner: Any,
    table: str,
    key: tuple[Column, ...],
    read: Read,
    references: str,
    *,
    named: bool,
) -> Part:
    """Return the table of a field that has several values."""
    own = Column("name", "text", "What it is the value of.") if named else Column("position", "integer", "From 1 on.")
    name, keys = f"{singular(table)}_{field}", (*_inherited(key, table), own)
    if inner in _ROWS:
        inner = _annotated(next(iter(inner.model_fields.values())).annotation)[1]
    if isinstance(inner, type) and issubclass(inner, Record):
        members = list(_members(inner, name, keys))
    else:
        members = [_cell(Column("value" if named else singular(field), _type(inner), said, references), _itself)]
    return Part(_shape(name, said, keys, table, members), lambda record: _pairs(read(record)))


def _inherited(key: tuple[Column, ...], table: str) -> tuple[Column, ...]:
    """Return the columns that name a row, as its parts have them: `incident`, `service_position`."""
    *above, own = key
    one = singular(table)
    name = one if own.name == "id" else f"{one.rpartition('_')[2]}_{own.name}"
    said = f"Of the row of `{table}` that it belongs to."
    return tuple(column._replace(description=said) for column in (*above, own._replace(name=name)))


def _pairs(values: Any) -> Iterable[tuple[int | str, Any]]:
    """Yield several values, each with its position or its name."""
    if values is None:
        return ()
    if isinstance(values, Record):
        return ((name, value) for name, value in values if value is not None)
    return values.items() if isinstance(values, dict) else enumerate(values, 1)


def _moment(name: str, said: str, read: Read) -> Iterator[Cell]:
    until = f"The latest that `{name}` may be, where that is not known exactly."
    yield Cell(Column(name, "time", said), _reader(read, "at"))
    yield Cell(Column(f"{name}_until", "time", until), _reader(read, "until"))
    approximate = f"Whether the author marked `{name}` as approximate."
    yield Cell(Column(f"{name}_approximate", "boolean", approximate), _reader(read, "approximate"))


def _reader(read: Read, field: str) -> Read:
    def value(record: Any) -> Any:
        found = read(record)
        return None if found is None else getattr(found, field)

    return value


def _itself(value: Any) -> Any:
    return value


def _cell(column: Column, read: Read) -> Cell:
    if column.type != "json":
        return Cell(column, read)
    return Cell(column, lambda record: json.dumps(read(record), ensure_ascii=False, sort_keys=True))


def _annotated(annotation: Any) -> tuple[Any, Any]:
    """Return whether there are several, `tuple` or `dict`, and of what."""
    if get_origin(annotation) in (Union, UnionType):
        (annotation,) = [one for one in get_args(annotation) if one is not NoneType]
    origin = get_origin(annotation)
    if origin is tuple:
        return tuple, get_args(annotation)[0]
    if origin is dict:
        return dict, get_args(annotation)[1]
    return None, annotation


def _type(annotation: Any) -> Type:
    if get_origin(annotation) is Literal or (isinstance(annotation, type) and issubclass(annotation, str)):
        return "text"
    types: dict[Any, Type] = {bool: "boolean", int: "integer", float: "real"}
    return types.get(annotation, "json")


@cache
def _descriptions(model: type[Record]) -> dict[str, str]:
    """Return what a model says of each of its fields."""
    properties = model.model_json_schema()["properties"]
    return {name: properties[name]["description"] for name in model.model_fields}
