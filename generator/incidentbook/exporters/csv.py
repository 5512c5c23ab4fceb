"""A book as comma-separated values (RFC 4180), a file for each table.

Text that a spreadsheet would take for a formula begins with an apostrophe.
"""

import csv
from collections.abc import Mapping
from io import StringIO

from incidentbook.exporters.table_shapes import Value
from incidentbook.exporters.tables import Table, tables_of
from incidentbook.views.sla_sheet import plain
from incidentbook.views.view import Shown

SUMMARY = "A table a file, for spreadsheets."
IS_FOLDER = True


def files(shown: Shown) -> Mapping[str, bytes]:
    """Return the files; what is null is empty, and so is an empty text."""
    return {f"{table.name}.csv": _written(table).encode() for table in tables_of(shown)}


def _written(table: Table) -> str:
    file = StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(column.name for column in table.columns)
    writer.writerows(map(_said, row) for row in table.rows)
    return file.getvalue()


def _said(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return plain(value)
    return "" if value is None else str(value)
