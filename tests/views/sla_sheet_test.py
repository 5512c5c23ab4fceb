"""The sheet of all verdicts: one line each, which a spreadsheet reads as it is meant."""

import csv
from datetime import UTC
from io import StringIO

import pytest

from incidentbook.views.incident_list import Rows
from incidentbook.views.sla_sheet import COLUMNS, plain, sla_sheet
from tests.views.list_book import shown_book

SLA = """
calendars: {office: {zone: UTC, week: {mon-fri: "09:00-17:00"}}}
targets: [{severity: sev1, response: 15m, resolution: 4h, hours: office, objective: 95 %}]
"""


def lines(*reports: str, suppliers: frozenset[str] = frozenset()) -> list[dict[str, str]]:
    texts = {f"incidents/{place}.md": text for place, text in enumerate(reports)}
    shown = shown_book({"sla.yml": SLA, **texts})
    sheet = sla_sheet(shown.numbers.statistics.measured, Rows(shown), suppliers, UTC)
    return list(csv.DictReader(StringIO(sheet, newline="")))


def report(times: str, more: str = "", title: str = "Report") -> str:
    return f"---\nid: INC-2026-0001\ntitle: {title}\nseverity: sev1\ntimes: {{{times}}}\n{more}---\n"


def test_a_verdict_is_a_line_with_its_numbers() -> None:
    """From 16:00 to 10:30 there are 60 and 90 minutes of the office's; four hours of them end at noon."""
    found = lines(
        report("detected: 2026-05-05 16:00, acknowledged: 2026-05-05 16:05, mitigated: 2026-05-06 10:30",
               "services: [checkout]\n"),
        suppliers=frozenset({"incidents/0.md"}),
    )  # fmt: skip
    assert found[1] == {
        "incident": "INC-2026-0001",
        "title": "Report",
        "url": "incidents/0/",
        "severity": "sev1",
        "services": "checkout",
        "supplier": "yes",
        "quarter": "2026-Q2",
        "clock": "resolution",
        "verdict": "met",
        "target_minutes": "240",
        "hours": "office",
        "objective": "0.95",
        "used_minutes": "150",
        "used_at_most_minutes": "150",
        "from": "detected",
        "from_at": "2026-05-05T16:00:00+00:00",
        "to": "mitigated",
        "to_at": "2026-05-06T10:30:00+00:00",
        "due": "2026-05-06T12:00:00+00:00",
        "open": "",
        "why": "",
        "arithmetic": "",
    }
    assert [(one["clock"], one["used_minutes"]) for one in found] == [("response", "5"), ("resolution", "150")]


def test_a_miss_has_its_arithmetic() -> None:
    """On one line."""
    (response, _) = lines(
        report("detected: 2026-05-05 10:00, acknowledged: 2026-05-05 10:20, mitigated: 2026-05-05 11:00")
    )
    assert response["arithmetic"] == (
        "detected 5 May 2026, 10:00 UTC → acknowledged 5 May 2026, 10:20 UTC: 20 min on the clock; "
        "counted in office: 20 min; target 15 min: missed by 5 min"
    )


def test_what_is_not_known_is_empty_and_says_why() -> None:
    """A coarse time stands in the words of the pages."""
    (response, resolution) = lines(report("detected: 2026-05-05, resolved: 2026-05-06 10:00"))
    assert (response["verdict"], response["used_minutes"], response["why"]) == (
        "unknown",
        "",
        "acknowledged is missing",
    )
    assert (resolution["from_at"], resolution["to_at"], resolution["due"]) == ("5 May 2026", "", "")


def test_an_open_clock_is_counted_up_to_the_moment() -> None:
    """From 11:00 to 12:00 of 21 August 2026."""
    (_, resolution) = lines(report("detected: 2026-08-21 11:00, acknowledged: 2026-08-21 11:01"))
    said = [resolution[column] for column in ("verdict", "open", "used_minutes", "used_at_most_minutes")]
    assert said == ["running", "yes", "60", ""]


def test_what_is_not_counted_is_there_and_says_so() -> None:
    """Nothing is lost; a report without any time stands in no quarter."""
    found = lines(
        report("detected: 2026-05-05 10:00", "duplicate_of: INC-2026-0009\n"),
        "---\nid: INC-2026-0002\ntitle: No time\nseverity: sev1\n---\n",
    )
    assert [(one["quarter"], one["verdict"], one["why"]) for one in found[:2]] == [
        ("2026-Q2", "excluded", "a second report of INC-2026-0009")
    ] * 2
    assert [one["quarter"] for one in found[2:]] == ["", ""]


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_title_becomes_a_formula(title: str) -> None:
    """A report is no program for whoever opens the sheet."""
    (one, _) = lines(report("detected: 2026-05-05 10:00", title=f"'{title}'"))
    assert one["title"] == f"'{title}"
    assert plain("Report") == "Report"


def test_a_title_with_commas_and_quotes_stays_one_cell() -> None:
    """As RFC 4180 has it."""
    (one, _) = lines(report("detected: 2026-05-05 10:00", title="'A \"b\", c'"))
    assert one["title"] == 'A "b", c'


def test_a_sheet_without_verdicts_has_its_header() -> None:
    """Once."""
    shown = shown_book({"sla.yml": SLA})
    assert sla_sheet((), Rows(shown), frozenset(), UTC) == ",".join(COLUMNS) + "\r\n"
