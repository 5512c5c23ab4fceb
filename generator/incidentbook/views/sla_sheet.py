"""Every verdict of a book as comma-separated values (RFC 4180), for who reckons on."""

import csv
from collections.abc import Iterable, Iterator
from datetime import tzinfo
from io import StringIO

from incidentbook.instants import Instant
from incidentbook.judgements import Judgement
from incidentbook.periods import period_of
from incidentbook.statistics import Measured
from incidentbook.templating import address_of
from incidentbook.views.incident_list import Rows

COLUMNS = (
    "incident", "title", "url", "severity", "services", "supplier", "quarter", "clock", "verdict", "target_minutes",
    "hours", "objective", "used_minutes", "used_at_most_minutes", "from", "from_at", "to", "to_at", "due", "open",
    "why", "arithmetic",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def sla_sheet(measured: Iterable[Measured], rows: Rows, suppliers: frozenset[str], zone: tzinfo) -> str:
    """Return a line for each clock of each incident, those that are not counted included, oldest first."""
    file = StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for one in measured:
        for judged in one.judgements:
            writer.writerow(plain(value) for value in _values(one, judged, rows, suppliers, zone))
    return file.getvalue()


def plain(value: str) -> str:
    """Return a value that no spreadsheet takes for a formula, whoever wrote it."""
    return f"'{value}" if value.startswith(_FORMULA) else value


def _values(one: Measured, judged: Judgement, rows: Rows, suppliers: frozenset[str], zone: tzinfo) -> Iterator[str]:
    row, target = rows.row(one.article), judged.target
    yield from (row.id, row.title, address_of(row.path), row.severity, row.services)
    yield "yes" if row.path in suppliers else ""
    yield period_of(one.moment, "quarter", zone).key if one.moment is not None else ""
    yield from (judged.clock, judged.verdict, _minutes(judged.target_seconds), judged.hours)
    yield f"{target.objective:.6g}" if target is not None and target.objective is not None else ""
    known = judged.most_seconds is not None or judged.open_at is not None
    yield _minutes(judged.least_seconds if known else None)
    yield _minutes(judged.most_seconds)
    yield from (judged.start, _machine_time(judged.start_at), judged.end, _machine_time(judged.end_at))
    yield _machine_time(judged.due_at)
    yield "yes" if judged.open_at is not None else ""
    yield judged.why
    yield "; ".join(judged.arithmetic) if judged.verdict != "met" else ""


def _minutes(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds / 60:.10g}"


def _machine_time(instant: Instant | None) -> str:
    """Write a time that is known exactly as ISO 8601, and any other in the words of the pages."""
    if instant is None:
        return ""
    return instant.earliest.isoformat() if instant.exact and not instant.approximate else str(instant)
