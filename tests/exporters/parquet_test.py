"""Tables as Parquet."""

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from pyarrow import parquet

from incidentbook.errors import IncidentbookError
from incidentbook.exporters.parquet import files
from incidentbook.exporters.tables import tables_of
from tests.books import incident
from tests.exporters.exported import shown


def test_a_file_has_the_columns_and_rows_of_its_table() -> None:
    """With their types; those without rows, too."""
    written = files(shown())
    for table in tables_of(shown()):
        found = parquet.read_table(BytesIO(written[f"{table.name}.parquet"]))
        assert found.column_names == [column.name for column in table.columns]
        assert found.num_rows == len(table.rows)
    assert len(written) == len(tables_of(shown()))


def test_times_are_moments_and_numbers_numbers() -> None:
    """Keys are never null."""
    found = parquet.read_table(BytesIO(files(shown())["incidents.parquet"]))
    assert found.schema.field("started").type == pa.timestamp("us", tz="UTC")
    assert found.schema.field("open").type == pa.bool_()
    assert not found.schema.field("id").nullable
    started = [one for one in found["started"].to_pylist() if one is not None]
    assert started == [datetime(2026, 3, 4, 10, tzinfo=UTC)]


def test_columns_say_what_they_are() -> None:
    schema = parquet.read_schema(BytesIO(files(shown())["incidents.parquet"]))
    assert schema.field("started").metadata[b"description"] == b"The impact began."
    assert schema.metadata[b"description"] == b"An incident."


def test_a_database_reads_and_joins_them(tmp_path: Path) -> None:
    for name, content in files(shown()).items():
        (tmp_path / name).write_bytes(content)
    incidents, links, issues = (
        duckdb.read_parquet(str(tmp_path / f"{name}.parquet"))
        for name in ("incidents", "incident_known_issues", "known_issues")
    )
    joined = incidents.set_alias("i").join(links.set_alias("l"), "l.incident = i.id AND l.link = 'confirmed'")
    found = joined.join(issues.set_alias("k"), "k.id = l.known_issue").project("i.id, k.title")
    assert found.fetchall() == [("INC-2026-0001", "Issue KI-0001")]


def test_times_at_the_ends_of_the_calendar_have_room() -> None:
    texts = {"incidents/a.md": incident("zone: Europe/Amsterdam\nreopened: [{at: 9997-12-31 10:00}]",
                                        times="times: {detected: 0002-01}")}  # fmt: skip
    assert files(shown(texts))


def test_it_is_the_same_every_time() -> None:
    assert files(shown()) == files(shown())


def test_without_the_package_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(IncidentbookError, match=r"pip install 'incidentbook\[parquet\]'"):
        files(shown())
