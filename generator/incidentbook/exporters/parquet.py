"""A book as Parquet, a file for each table, with what its columns mean in it. It needs `incidentbook[parquet]`."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from incidentbook.errors import IncidentbookError
from incidentbook.exporters.table_shapes import Type, Value
from incidentbook.exporters.tables import Table, tables_of
from incidentbook.views.view import Shown

SUMMARY = "A table a file, typed, for data tools."
IS_FOLDER = True


def files(shown: Shown) -> Mapping[str, bytes]:
    """Return the files. IncidentbookError where the package that writes them is not there."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - large, and no other format needs it
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        hint = "install it with `pip install 'incidentbook[parquet]'`"
        raise IncidentbookError(f"Parquet is written by the package `pyarrow`, which is not there; {hint}.") from error
    types = {
        "text": pa.string(),
        "json": pa.string(),
        "integer": pa.int64(),
        "real": pa.float64(),
        "boolean": pa.bool_(),
        "time": pa.timestamp("us", tz="UTC"),
    }

    def written(table: Table) -> bytes:
        fields = [
            pa.field(column.name, types[column.type], column.name not in table.key, {"description": column.description})
            for column in table.columns
        ]
        schema = pa.schema(fields, {"description": table.description})
        file = BytesIO()
        parquet.write_table(pa.table(list(_columns(table)), schema), file)
        return file.getvalue()

    return {f"{table.name}.parquet": written(table) for table in tables_of(shown)}


def _columns(table: Table) -> Iterator[list[Any]]:
    for at, column in enumerate(table.columns):
        yield [_value(row[at], column.type) for row in table.rows]


def _value(value: Value, kind: Type) -> Value | datetime:
    return datetime.fromisoformat(value).astimezone(UTC) if kind == "time" and isinstance(value, str) else value
