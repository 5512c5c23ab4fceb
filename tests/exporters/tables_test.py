"""A book as tables."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from incidentbook.exporters.tables import ROOTS, Table, shapes, tables_of
from tests.books import incident, issue
from tests.exporters.exported import BOOK, shown

TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,), "json": (str,), "time": (str,), "integer": (int,), "real": (float, int), "boolean": (bool,),
}  # fmt: skip


def tables(texts: Mapping[str, str | bytes] = BOOK) -> dict[str, Table]:
    return {table.name: table for table in tables_of(shown(texts))}


def rows(table: Table) -> list[dict[str, Any]]:
    return [dict(zip([column.name for column in table.columns], row, strict=True)) for row in table.rows]


def test_every_kind_has_a_table_and_every_list_one_of_its_own() -> None:
    """Named after what it belongs to; the tables are the same whatever is in a book."""
    assert set(ROOTS) <= set(tables())
    assert {"incident_actions", "incident_service_periods", "known_issue_fix_versions"} <= set(tables())
    assert [(table.name, table.columns) for table in tables({}).values()] == [
        (table.name, table.columns) for table in tables().values()
    ]


def test_what_an_incident_says_stands_in_its_row() -> None:
    """A time with the end of what it may be, where it was not written exactly."""
    pool = next(row for row in rows(tables()["incidents"]) if row["id"] == "INC-2026-0001")
    assert pool["severity"] == "sev2"
    assert (pool["started"], pool["started_until"]) == ("2026-03-04T10:00:00+00:00", None)
    assert (pool["resolved"], pool["resolved_until"]) == ("2026-03-01T00:00:00+00:00", "2026-04-01T00:00:00+00:00")
    assert pool["impact_users"] is None
    assert pool["open"] is False


def test_lists_keep_their_order_and_mappings_their_names() -> None:
    found = tables()
    assert [row["do"] for row in rows(found["incident_actions"])][1:3] == [
        "Alert on the pool",
        "Read, again; and \\ once more",
    ]
    assert found["incident_factors"].rows == (
        ("INC-2026-0001", 1, "config"), ("INC-2026-0001", 2, "missing-alert"),
    )  # fmt: skip
    assert found["incident_extra"].rows == (("INC-2026-0001", "ward", '["north", "south"]'),)
    assert found["known_issue_fix_versions"].rows == (("KI-0001", 1, "payments-api", "2.5"),)


def test_a_duration_is_a_row_by_its_name() -> None:
    found = [row for row in rows(tables()["incident_durations"]) if row["incident"] == "INC-2026-0001"]
    assert {row["name"]: (row["least_seconds"], row["most_seconds"]) for row in found} == {
        "ttd": (720.0, 720.0), "ttm": (3720.0, 3720.0), "ttr": pytest.approx((0, 2383200.0), abs=1),
    }  # fmt: skip


def test_a_part_of_a_part_names_both_that_it_belongs_to() -> None:
    (period,) = rows(tables()["incident_service_periods"])
    assert (period["incident"], period["service_position"], period["position"]) == ("INC-2026-0001", 1, 1)
    assert tables()["incident_service_periods"].parent == "incident_services"


def test_values_are_of_the_type_of_their_column() -> None:
    for table in tables().values():
        for row in table.rows:
            for column, value in zip(table.columns, row, strict=True):
                assert value is None or isinstance(value, TYPES[column.type]), (table.name, column, value)
                if column.type == "time" and value is not None:
                    assert datetime.fromisoformat(str(value)).utcoffset() is not None


def test_no_two_rows_have_one_name_and_every_part_belongs_to_one() -> None:
    """Not in a book with two reports without a number, or two with one number."""
    said = {"a": "INC-NEW", "b": "INC-NEW", "c": "INC-2026-0001", "d": "INC-2026-0001"}
    report = "services: [a, a]\nfactors: [config]"
    texts = {f"incidents/{name}.md": incident(report, id=number) for name, number in said.items()}
    for book in (BOOK, texts):
        found = tables(book)
        for table in found.values():
            width = len(table.key)
            names = [row[:width] for row in table.rows]
            assert [column.name for column in table.columns[:width]] == list(table.key)
            assert len(names) == len(set(names))
            if table.parent:
                above = {row[: width - 1] for row in found[table.parent].rows}
                assert {name[:-1] for name in names} <= above
    assert [row[0] for row in tables(texts)["incidents"].rows] == [
        "INC-NEW", "incidents/b.md", "INC-2026-0001", "incidents/d.md",
    ]  # fmt: skip


def test_a_reference_to_nothing_is_null_and_its_row_stays() -> None:
    """A service that no catalogue has is no mistake of a book without one."""
    said = "known_issues: [{id: KI-0009, fix: worked}]\nservices: [shop]\nduplicate_of: INC-2020-0001"
    found = tables({"incidents/a.md": incident(said)})
    (link,) = rows(found["incident_known_issues"])
    assert (link["known_issue"], link["fix"]) == (None, "worked")
    assert rows(found["incidents"])[0]["duplicate_of"] is None
    assert rows(found["incident_services"])[0]["service"] == "shop"
    assert [row["id"] for row in rows(found["services"])] == ["shop"]


def test_a_number_beyond_all_reason_is_null() -> None:
    found = tables({"incidents/a.md": incident(f"impact: {{users: {10**30}, requests: {2**63 - 1}}}")})
    (row,) = rows(found["incidents"])
    assert (row["impact_users"], row["impact_requests"]) == (None, 2**63 - 1)


def test_every_column_says_what_it_is_and_foreign_keys_lead_to_tables() -> None:
    for shape in shapes():
        columns = [*shape.key, *(cell.column for cell in shape.cells)]
        names = [column.name for column in columns]
        assert len(names) == len(set(names)), shape.name
        assert all(column.description for column in columns)
        assert {column.references for column in columns} <= {"", *ROOTS}
        assert shape.parent in {"", *(other.name for other in shapes())}


def test_what_is_searched_is_in_one_table() -> None:
    """With one row for all that search can find."""
    found = rows(tables()["documents"])
    assert [row["number"] for row in found] == list(range(1, 10))
    assert "request timed out after <*>ms" in {row["signatures"] for row in found}


def test_it_is_said_what_the_tables_are_of() -> None:
    assert {row["name"]: row["value"] for row in rows(tables()["metadata"])} == {
        "version": "1", "as_of": "2026-06-01T00:00:00+00:00", "audience": "restricted", "site_name": "Our book",
        "site_url": "https://book.example.org/kb/",
    }  # fmt: skip


def test_symptoms_that_an_issue_describes_are_rows_too() -> None:
    texts = {"known-issues/a.md": issue("symptoms: [{id: hangs, text: It hangs}]")}
    (row,) = rows(tables(texts)["symptoms"])
    assert (row["id"], row["path"], row["described_in"]) == ("hangs", None, "KI-0001")
