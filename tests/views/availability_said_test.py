"""Availability in words: shares never better than they were, marks, and what each incident took of the budget."""

import pytest

from incidentbook.views.availability_said import AvailabilitySaid, availabilities, periods_shown
from tests.views.list_book import incident, shown_book

SLA = """
calendars: {office: {zone: UTC, week: {mon-fri: "09:00-17:00"}}}
availability:
  - {service: checkout, objective: 99.9 %}
  - {service: search, objective: 99 %, hours: office}
"""


def report(number: str, times: str, services: str, more: str = "") -> str:
    head = f"---\nid: INC-{number}\ntitle: Report {number}\ntimes: {{{times}}}\nservices: [{services}]\n"
    return f"{head}{more}---\n"


def quarters(service: str, *reports: str, sla: str = SLA) -> dict[str, AvailabilitySaid]:
    """Return what is said of a service as of 21 August 2026, 12:00, by period."""
    texts = {f"incidents/{place}.md": text for place, text in enumerate(reports)}
    shown = shown_book({"sla.yml": sla, "services.yml": "checkout: {}\nsearch: {}\n", **texts})
    said = availabilities(service, periods_shown(shown), shown.numbers.accounts, shown.numbers.measured)
    return {one.title: one for one in said}


OUTAGE = report(
    "2026-0001", "started: 2026-05-05 10:00, detected: 2026-05-05 10:05, mitigated: 2026-05-05 11:30, "
    "resolved: 2026-05-05 12:00", "{id: checkout, level: down}",
)  # fmt: skip


def test_a_quarter_says_what_was_lost_of_what_was_allowed() -> None:
    """April to June has 91 days of 24 h; 90 min of them are 0.0687 %; a thousandth of them is 131 min."""
    said = quarters("checkout", OUTAGE)["Q2 2026"]
    assert (said.share, said.verdict, said.lost, said.budget, said.left) == (
        "99.93 %",
        "met",
        "1 h 30 min",
        "2 h 11 min",
        "41 min",
    )
    assert said.used == pytest.approx(90 / 131.04 * 100, abs=0.05)
    assert [taken.said for taken in said.incidents] == ["1 h 30 min, 69 % of the budget"]
    assert said.arithmetic == (
        "service hours (every hour): 91 d",
        "lost: 1 h 30 min",
        "availability: 1 − 1 h 30 min / 91 d = 99.93 %",
        "error budget: 0.1 % of the service hours = 2 h 11 min 2 s",
    )


def test_a_share_below_its_objective_is_never_rounded_up_to_it() -> None:
    """131 min 3 s are one second more than the budget of the quarter: 99.8999 %."""
    late = report(
        "2026-0002", "started: 2026-05-05 10:00:00, detected: 2026-05-05 10:05, mitigated: 2026-05-05 12:11:03, "
        "resolved: 2026-05-05 13:00", "{id: checkout, level: down}",
    )  # fmt: skip
    said = quarters("checkout", late)["Q2 2026"]
    assert (said.share, said.verdict, said.overdrawn, said.left) == ("99.89 %", "missed", True, "1 s")
    assert said.used == 100


def test_the_present_quarter_is_not_over_and_its_budget_is_that_of_the_whole() -> None:
    """From July to 21 August, 12:00, there are 51 days and 12 h; 92 days allow 132.48 min."""
    said = quarters("checkout", OUTAGE)["Q3 2026"]
    assert (said.running, said.provisional, said.share, said.verdict, said.lost) == (
        True, True, "100 %", "running", "nothing",
    )  # fmt: skip
    assert (said.budget, said.left, said.incidents) == ("2 h 12 min", "2 h 12 min", ())
    assert said.arithmetic == (
        "service hours (every hour) so far: 51 d 12 h",
        "lost: nothing",
        "error budget: 0.1 % of the service hours of the whole period = 2 h 12 min 29 s",
    )


def test_only_service_hours_count() -> None:
    """From 16:00 to 10:00 of the next morning there are two hours of the office's; the quarter has 65 days of eight."""
    late = report(
        "2026-0003", "started: 2026-05-05 16:00, detected: 2026-05-05 16:05, mitigated: 2026-05-06 10:00, "
        "resolved: 2026-05-06 10:00", "{id: search, level: down}",
    )  # fmt: skip
    said = quarters("search", late)["Q2 2026"]
    assert said.arithmetic == (
        "service hours (office): 520 h",
        "lost: 2 h",
        "availability: 1 − 2 h / 520 h = 99.61 %",
        "error budget: 1 % of the service hours = 5 h 12 min",
    )


def test_an_unknown_start_makes_the_share_an_upper_bound() -> None:
    """And what is left of the budget, too."""
    since = report(
        "2026-0004", "detected: 2026-05-05 10:00, mitigated: 2026-05-05 11:00, resolved: 2026-05-05 11:00",
        "{id: checkout, level: down}",
    )  # fmt: skip
    said = quarters("checkout", since)["Q2 2026"]
    assert (said.share, said.lost, said.left, said.verdict) == (
        "at most 99.95 %",
        "at least 1 h",
        "at most 1 h 11 min",
        "unknown",
    )


def test_an_unknown_mitigation_makes_the_share_a_lower_bound() -> None:
    """It may have ended before it was resolved."""
    until = report(
        "2026-0005", "started: 2026-05-05 10:00, detected: 2026-05-05 10:00, resolved: 2026-05-05 11:00",
        "{id: checkout, level: down}",
    )  # fmt: skip
    said = quarters("checkout", until)["Q2 2026"]
    assert (said.share, said.lost, said.left) == ("at least 99.95 %", "at most 1 h", "at least 1 h 11 min")


def test_an_approximate_time_makes_all_of_it_approximate() -> None:
    """What was lost, what is left, and the share."""
    about = report(
        "2026-0010", "started: ~2026-05-05 10:00, detected: 2026-05-05 10:00, mitigated: 2026-05-05 11:00, "
        "resolved: 2026-05-05 11:00", "{id: checkout, level: down}",
    )  # fmt: skip
    said = quarters("checkout", about)["Q2 2026"]
    assert (said.share, said.lost, said.left) == ("about 99.95 %", "about 1 h", "about 1 h 11 min")
    assert said.arithmetic[1] == "lost: about 1 h (a time was written as approximate)"


def test_what_was_overdrawn_by_at_least_so_much_is_marked_the_other_way_round() -> None:
    """Three hours at least of 131 min."""
    since = report(
        "2026-0011", "detected: 2026-05-05 10:00, mitigated: 2026-05-05 13:00, resolved: 2026-05-05 13:00",
        "{id: checkout, level: down}",
    )  # fmt: skip
    said = quarters("checkout", since)["Q2 2026"]
    assert (said.share, said.overdrawn, said.left, said.verdict) == (
        "at most 99.86 %",
        True,
        "at least 49 min",
        "missed",
    )


def test_an_incident_without_a_level_makes_no_number_and_says_why() -> None:
    """Nobody knows then how available the service was."""
    said = quarters(
        "checkout", incident("2026-0006", "services: [checkout]\nstatus: resolved\n", detected="2026-05-05")
    )
    unknown = said["Q2 2026"].unknown
    assert [(one.incident.name, one.why) for one in unknown] == [("INC-2026-0006", "it is not said when it ended")]
    assert said["Q2 2026"].share == "not known"


def test_a_suppliers_part_is_said_apart() -> None:
    """Half an hour of the ninety minutes."""
    theirs = report(
        "2026-0007", "started: 2026-06-01 10:00, detected: 2026-06-01 10:00, mitigated: 2026-06-01 10:30, "
        "resolved: 2026-06-01 11:00", "{id: checkout, level: down}", "provider: Cloudhost\n",
    )  # fmt: skip
    said = quarters("checkout", OUTAGE, theirs)["Q2 2026"]
    assert (said.lost, said.supplier) == ("2 h", "30 min")
    assert [taken.supplier for taken in said.incidents] == [False, True]


def test_what_was_announced_is_named_and_costs_nothing() -> None:
    """All of one incident, and a part of another."""
    shown = shown_book(
        {
            "sla.yml": SLA,
            "services.yml": "checkout: {}\n",
            "maintenance/m.md": "---\nid: MNT-2026-0001\ntitle: Move\n"
            "planned: {from: 2026-05-05 09:00, to: 2026-05-05 11:00}\nservices: [{id: checkout, level: down}]\n---\n",
            "incidents/1.md": OUTAGE,
            "incidents/2.md": report(
                "2026-0008", "started: 2026-05-05 09:10, detected: 2026-05-05 09:10, mitigated: 2026-05-05 09:20, "
                "resolved: 2026-05-05 09:20", "{id: checkout, level: down}",
            ),
        }
    )  # fmt: skip
    said = availabilities("checkout", periods_shown(shown), shown.numbers.accounts, shown.numbers.measured)
    quarter = next(one for one in said if one.title == "Q2 2026")
    assert [(taken.incident.name, taken.said) for taken in quarter.incidents] == [
        ("INC-2026-0001", "30 min, 23 % of the budget; what lay in announced maintenance does not count")
    ]
    assert [one.name for one in quarter.excused] == ["INC-2026-0008"]


def test_quarters_before_the_first_incident_are_not_shown() -> None:
    """Of them nobody knows anything; the year is there all the same."""
    shown = shown_book({"incidents/1.md": OUTAGE})
    assert [period.title for period in periods_shown(shown)] == ["Q3 2026", "Q2 2026", "2026"]


def test_five_quarters_are_shown_however_old_the_book_is() -> None:
    """The present one and four."""
    shown = shown_book({"incidents/1.md": incident("2020-0001")})
    assert [period.title for period in periods_shown(shown)] == [
        "Q3 2026", "Q2 2026", "Q1 2026", "Q4 2025", "Q3 2025", "2026",
    ]  # fmt: skip


@pytest.mark.parametrize("texts", [{}, {"incidents/1.md": "---\ntitle: No time\n---\n"}])
def test_without_a_time_there_is_no_period(texts: dict[str, str]) -> None:
    """Of an empty book, and of reports without a time."""
    assert periods_shown(shown_book(texts)) == ()


def test_a_book_of_the_future_shows_the_present() -> None:
    """As of a moment before its first incident."""
    shown = shown_book({"incidents/1.md": incident("2031-0001")})
    assert [period.title for period in periods_shown(shown)] == ["Q3 2026", "2026"]


def test_without_an_objective_there_is_no_budget() -> None:
    """But the share."""
    said = quarters("checkout", OUTAGE, sla="")["Q2 2026"]
    assert (said.share, said.objective, said.verdict, said.budget, said.left, said.used) == (
        "99.93 %", "", "", "", "", 0.0,
    )  # fmt: skip
