"""Statistics as text and as JSON."""

import json
from datetime import UTC, datetime

import click
import pytest

from incidentbook.figures import _brief, figures_json, figures_text
from incidentbook.settings import Settings
from incidentbook.statistics import By, Statistics, rows, statistics_of, total
from tests.books import incident, opened

AS_OF = datetime(2026, 7, 1, tzinfo=UTC).timestamp()


def statistics(*reports: str) -> Statistics:
    found = opened({f"incidents/{number}.md": text for number, text in enumerate(reports)})
    return statistics_of(found.book, found.graph, Settings(), AS_OF)


def report(number: int, detected: str, mitigated: str = "", front_matter: str = "status: resolved") -> str:
    times = f"started: 2026-02-03 10:00, detected: {detected}{f', mitigated: {mitigated}' if mitigated else ''}"
    return incident(front_matter, id=f"INC-2026-{number:04}", times=f"times: {{{times}}}")


def text(found: Statistics, by: By = "quarter", width: int = 80) -> str:
    return click.unstyle(figures_text(found, rows(found, by), total(found), by, title="Title", width=width))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0s"), (59, "59s"), (60, "1m"), (3569, "59m"), (3599, "1h00"), (3600, "1h00"), (86_340, "23h59"),
        (86_399, "1d0h"), (90_000, "1d1h"), (10 * 86_400 - 1, "10d"), (40_414 * 60, "28d"),
    ],
)  # fmt: skip
def test_a_length_in_a_cell_is_brief(seconds: float, said: str) -> None:
    """Rounded to what it shows."""
    assert _brief(seconds) == said


def test_few_values_are_in_brackets_and_enough_are_not() -> None:
    """The digits stand below each other, on the right."""
    some = [report(number, "2026-02-03 10:05") for number in range(5)]
    lines = text(
        statistics(*some, report(9, "2026-02-03 10:07", front_matter="severity: sev1")), "severity"
    ).splitlines()
    assert lines[2:5] == [
        "Severity         n     TTD  TTA  TTM  TTR  Resp.  Resol.  Again  Down",
        "sev1, critical*  1  (7m) 1    –    –    –      –       –     0%     –",
        "no severity      5   5m  5    –    –    –      –       –     0%     –",
    ]


def test_all_figures_of_enough_values_are_said_together() -> None:
    """Median with its interval, p90, mean and range; a number and its unit on one line."""
    minutes = (1, 2, 3, 4, 5, 6, 7, 65)
    found = statistics(*[report(m, f"2026-02-03 {10 + m // 60}:{m % 60:02}") for m in minutes])
    said = " ".join(text(found).split())
    assert (
        "TTD median 4 min (95 %: 1 min to 1 h 5 min), p90 1 h 5 min, mean 12 min, from 1 min to 1 h 5 min (n 8 of 8)"
        in said
    )
    for width in range(40, 100):
        assert all(not line.rstrip().endswith(" 1 h") for line in text(found, width=width).splitlines())


def test_ranges_and_lower_bounds_are_counted_beside_the_values() -> None:
    """As they are none."""
    coarse = incident(
        "status: resolved", id="INC-2026-0001", times="times: {started: 2026-02-03, mitigated: 2026-02-03 10:30}"
    )
    assert "TTM         – (n 0 of 1; of 1 more only a range or a lower bound)" in text(statistics(coarse))
    values = json.loads(figures_json(rows(statistics(coarse), "year"), "year"))[0]["ttm"]
    assert (values["n"], values["inexact"], values["values"], values["median"]) == (0, 1, [], None)


def test_what_may_change_is_marked() -> None:
    """With the reason below the table."""
    said = text(statistics(report(1, "2026-02-03 10:05", front_matter="")))
    assert "\nQ1 2026*  1" in said
    assert "*: not over, or with an open incident" in said
    assert "*:" not in text(statistics(report(1, "2026-02-03 10:05", "2026-02-03 10:07")))


def test_what_is_left_out_is_named_by_kind() -> None:
    """Each kind with its number."""
    said = " ".join(
        text(
            statistics(
                report(1, "2026-02-03 10:05"),
                *[report(n, "2026-02-03 10:05", front_matter="duplicate_of: INC-2026-0001") for n in (2, 3)],
                report(4, "2026-02-03 10:05", front_matter="continues: INC-2026-0001"),
                report(5, "2026-02-03 10:05", front_matter="type: near-miss"),
                report(6, "2026-02-03 10:05", front_matter="type: security"),
                incident("status: resolved", id="INC-2026-0007", times="review: draft"),
            )
        ).split()
    )
    assert said.endswith(
        "Left out: 2 duplicates, 1 continuation, 1 near miss that impaired no service, 1 security report that impaired "
        "no service and 1 report without a date."
    )


def test_long_names_are_shortened_and_wide_terminals_show_them_whole() -> None:
    """The numbers stay where they are."""
    name = "a-service-with-a-name-of-more-than-forty-letters"
    found = statistics(report(1, "2026-02-03 10:05", "2026-02-03 10:30", f"status: resolved\nservices: [{name}]"))
    narrow, wide = text(found, "service", 80).splitlines()[3], text(found, "service", 160).splitlines()[3]
    assert narrow.startswith("a-service-")
    assert "…" in narrow
    assert len(narrow) <= 80
    assert wide.startswith(f"{name}  1")


def test_an_incident_in_several_rows_is_said() -> None:
    """Where that can be."""
    found = statistics(report(1, "2026-02-03 10:05", front_matter="services: [a, b]\nfactors: [config, data]"))
    assert "An incident with several services stands in the row of each." in text(found, "service")
    assert "An incident with several factors" in text(found, "factor")
    assert "several" not in text(found, "severity")


@pytest.mark.parametrize(("missed", "said"), [(0, "100 %"), (1, "99 %"), (299, "1 %"), (300, "0 %")])
def test_only_all_is_100_percent_and_only_none_is_0(missed: int, said: str) -> None:
    """Of 300 incidents one is less than half a percent."""
    reports = {
        f"incidents/{number}.md": incident(
            "severity: sev1\nstatus: resolved",
            id=f"INC-2026-{number:04}",
            times=f"times: {{detected: 2026-02-03 10:00, mitigated: 2026-02-03 {12 if number < missed else 11}:00}}",
        )
        for number in range(300)
    }
    found = opened({**reports, "sla.yml": "targets: [{severity: sev1, resolution: 90m}]"})
    counted = statistics_of(found.book, found.graph, Settings(), AS_OF)
    assert f"{said} met" in " ".join(text(counted, width=100).split())
