"""Tables as comma-separated values."""

import csv
from io import StringIO
from pathlib import Path

import duckdb
import pytest

from incidentbook.exporters.csv import files
from incidentbook.exporters.tables import tables_of
from tests.books import incident
from tests.exporters.exported import BOOK, shown


def table(name: str, texts: dict[str, str] | None = None) -> list[list[str]]:
    content = files(shown(texts if texts is not None else BOOK))[f"{name}.csv"]
    return list(csv.reader(StringIO(content.decode(), newline=""), strict=True))


def test_a_file_has_the_columns_and_rows_of_its_table() -> None:
    """All are there, those without rows, too."""
    written = files(shown())
    assert set(written) == {f"{one.name}.csv" for one in tables_of(shown())}
    for one in tables_of(shown()):
        header, *rows = table(one.name)
        assert header == [column.name for column in one.columns]
        assert len(rows) == len(one.rows)


def test_null_is_empty_and_a_boolean_a_word() -> None:
    header, *rows = table("incidents")
    pool = dict(zip(header, next(row for row in rows if row[0] == "INC-2026-0001"), strict=True))
    assert (pool["impact_users"], pool["open"], pool["severity"]) == ("", "false", "sev2")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t"])
def test_no_text_is_a_formula(sign: str) -> None:
    """A number that is less than nothing stays a number."""
    said = f'{sign}HYPERLINK(""x"")'.replace('"', '\\"').replace("\t", "\\t")
    _, row = table("incident_actions", {"incidents/a.md": incident(f'actions: [{{do: "{said}"}}]')})
    assert row[2].startswith(f"'{sign}HYPERLINK")


def test_commas_quotation_marks_and_line_ends_stay_in_their_cell() -> None:
    """Line ends between rows are those of the standard."""
    texts = {"incidents/a.md": incident('actions: [{do: "a, \\"b\\"\\nc\\r\\nd"}]')}
    _, row = table("incident_actions", texts)
    assert row[2] == 'a, "b"\nc\r\nd'
    assert files(shown(texts))["incident_actions.csv"].count(b"\r\n") == 3


def test_a_database_reads_them(tmp_path: Path) -> None:
    """With the types that it guesses: times are times."""
    for name, content in files(shown()).items():
        (tmp_path / name).write_bytes(content)
    incidents = duckdb.read_csv(str(tmp_path / "incidents.csv"))
    found = incidents.filter("started IS NOT NULL").project("id, mitigated - started")
    assert [(name, length.total_seconds()) for name, length in found.fetchall()] == [("INC-2026-0001", 3720.0)]
