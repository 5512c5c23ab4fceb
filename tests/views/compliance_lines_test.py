"""Lines of compliance: each counts its own incidents, and quiet periods are there."""

from incidentbook.targets import CLOCKS
from incidentbook.views.compliance_lines import ComplianceLines, Line
from incidentbook.views.service_names import ServiceNames
from tests.views.list_book import shown_book

SLA = "targets:\n- {severity: sev1, response: 15m, resolution: 4h}\n- {severity: sev2, response: 30m}\n"
DONE = "status: resolved\n"


def report(number: str, day: str, *, severity: str = "sev1", late: bool = False, more: str = DONE) -> str:
    """Return an incident detected at noon, acknowledged after 10 or 40 minutes and mitigated at one o'clock."""
    times = f"detected: {day} 12:00, acknowledged: {day} 12:{'40' if late else '10'}, mitigated: {day} 13:00"
    return f"---\nid: INC-{number}\ntitle: Report\nseverity: {severity}\ntimes: {{{times}}}\n{more}---\n"


def lines_of(*reports: str, sla: str = SLA) -> ComplianceLines:
    texts = {f"incidents/{place}.md": text for place, text in enumerate(reports)}
    shown = shown_book({"sla.yml": sla, "services.yml": "checkout: {name: Checkout, aliases: [shop]}\n", **texts})
    return ComplianceLines(shown.numbers.statistics, CLOCKS, ServiceNames(shown.book))


def counts(line: Line) -> list[tuple[int, int]]:
    """Return met and judged of each cell."""
    return [(one.said.met, one.said.judged) for one in line.cells]


def test_every_period_up_to_the_present_has_a_line() -> None:
    """As of August 2026, newest first; the quarter without an incident is there, and that which is not over."""
    lines = lines_of(report("1", "2026-02-03"), report("2", "2026-02-04", late=True)).by_period("quarter")
    assert [(line.title, line.incidents, line.provisional, counts(line)) for line in lines] == [
        ("Q3 2026", 0, True, [(0, 0), (0, 0)]),
        ("Q2 2026", 0, False, [(0, 0), (0, 0)]),
        ("Q1 2026", 2, False, [(1, 2), (2, 2)]),
    ]


def test_an_open_incident_makes_its_periods_provisional() -> None:
    """However long ago they were."""
    lines = lines_of(report("1", "2025-12-31", more="status: monitoring\n"))
    assert [(line.title, line.provisional) for line in lines.by_period("year")] == [("2026", True), ("2025", True)]
    assert [line.title for line in lines.by_period("month") if line.provisional] == ["August 2026", "December 2025"]


def test_a_mistyped_year_makes_no_thousand_lines() -> None:
    """Between periods that are far apart there are none, before the first and after the last."""
    lines = lines_of(report("1", "1026-03-04"), report("2", "2026-03-04"), report("3", "2206-03-04"))
    assert [line.title for line in lines.by_period("year")] == ["2206", "2026", "1026"]


def test_the_plot_has_the_same_quarters_oldest_first() -> None:
    """With their verdicts and the objective that their targets share."""
    lines = lines_of(
        report("1", "2026-02-03"), report("2", "2026-04-04", late=True),
        sla="targets: [{severity: sev1, response: 15m, objective: 90 %}]",
    )  # fmt: skip
    assert [(one.key, one.verdicts.met, one.verdicts.missed, one.objective) for one in lines.quarters("response")] == [
        ("2026-Q1", 1, 0, 0.9),
        ("2026-Q2", 0, 1, 0.9),
        ("2026-Q3", 0, 0, None),
    ]


def test_severities_are_in_the_order_of_the_scale() -> None:
    """Those without a target are left out; what has no severity is last. The last 365 days stand first."""
    none = "---\nid: INC-9\ntitle: No severity\ntimes: {detected: 2026-02-03 12:00}\n---\n"
    lines = lines_of(
        none, report("1", "2026-02-03", severity="sev2"), report("2", "2020-02-03", late=True),
        report("3", "2026-02-03", severity="sev4"),
    ).by_severity()  # fmt: skip
    assert [(line.title, counts(line)) for line in lines] == [
        ("sev1, critical", [(0, 0), (0, 0), (0, 1), (1, 1)]),
        ("sev2, high", [(1, 1), (0, 0), (1, 1), (0, 0)]),
        ("no severity", [(0, 0)] * 4),
    ]


def test_an_incident_stands_in_the_line_of_every_service_that_it_affected() -> None:
    """Once, by whatever names; not of one that caused it. The one with the most incidents is first."""
    lines = lines_of(
        report("1", "2026-02-03", more=f"services: [shop, checkout, {{id: net, role: cause}}, search]\n{DONE}"),
        report("2", "2026-02-03", late=True, more=f"services: [checkout]\n{DONE}"),
        report("3", "2026-02-03"),
    ).by_service()
    assert [(line.title, line.path, line.incidents, counts(line)[0]) for line in lines] == [
        ("Checkout", "services/checkout.md", 2, (1, 2)),
        ("search", "services/search.md", 1, (1, 1)),
        ("no service affected", "", 1, (1, 1)),
    ]


def test_our_own_and_suppliers_outages_are_split() -> None:
    """Where there are any of suppliers."""
    lines = lines_of(report("1", "2026-02-03"), report("2", "2026-02-03", late=True))
    assert lines.by_origin(frozenset()) == ()
    split = lines.by_origin(frozenset({"incidents/1.md"}))
    assert [(line.title, counts(line)[0]) for line in split] == [("Our own", (1, 1)), ("Suppliers’", (0, 1))]


def test_an_empty_book_has_no_line() -> None:
    """Not even of the present."""
    lines = lines_of()
    assert (lines.by_period("quarter"), lines.quarters("response"), lines.by_severity(), lines.by_service()) == (
        (), (), (), (),
    )  # fmt: skip
