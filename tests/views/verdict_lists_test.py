"""Lists of verdicts: in the order in which a reader needs them, and none of them lost."""

from datetime import UTC

from incidentbook.views import verdict_lists
from incidentbook.views.incident_list import Rows
from incidentbook.views.verdict_lists import VerdictLists
from tests.views.list_book import shown_book

SLA = "targets:\n- {severity: sev1, response: 15m, resolution: 4h}\n"
MAINTENANCE = """---
id: MNT-2026-0001
title: Move
planned: {from: 2026-05-02 20:00, to: 2026-05-02 22:00}
services: [{id: checkout, level: down}]
---
"""


def report(number: int, times: str, more: str = "") -> str:
    return f"---\nid: INC-2026-{number:04}\ntitle: Report {number}\nseverity: sev1\ntimes: {{{times}}}\n{more}---\n"


def lists_of(*reports: str, suppliers: frozenset[str] = frozenset()) -> VerdictLists:
    texts = {f"incidents/{place:04}.md": text for place, text in enumerate(reports)}
    shown = shown_book({"sla.yml": SLA, "maintenance/m.md": MAINTENANCE, **texts})
    return VerdictLists(shown.numbers.statistics.members, Rows(shown), suppliers, UTC)


def test_open_clocks_begin_with_the_missed_ones_and_those_due_next() -> None:
    """As of 21 August 2026, 12:00. What was acknowledged too late is a miss that is over."""
    lists = lists_of(
        report(1, "detected: 2026-08-21 09:30, acknowledged: 2026-08-21 09:40"),
        report(2, "detected: 2026-08-21 08:30, acknowledged: 2026-08-21 09:40"),
        report(3, "detected: 2026-08-20 09:00, acknowledged: 2026-08-20 09:01"),
        report(4, "detected: 2026-08-21 11:50"),
    )
    assert [(one.incident.id, one.clock, one.verdict, str(one.due)) for one in lists.open()] == [
        ("INC-2026-0003", "resolution", "missed", "20 Aug 2026, 13:00 UTC"),
        ("INC-2026-0004", "response", "running", "21 Aug 2026, 12:05 UTC"),
        ("INC-2026-0002", "resolution", "running", "21 Aug 2026, 12:30 UTC"),
        ("INC-2026-0001", "resolution", "running", "21 Aug 2026, 13:30 UTC"),
        ("INC-2026-0004", "resolution", "running", "21 Aug 2026, 15:50 UTC"),
    ]
    assert [(one.incident.id, one.clock) for one in lists.missed().shown] == [("INC-2026-0002", "response")]


def test_a_miss_comes_with_its_arithmetic() -> None:
    """From 10:00 to 15:30 are 5 h 30 min, of which it rested half an hour."""
    missed = lists_of(
        report(
            1, "detected: 2026-05-05 10:00, acknowledged: 2026-05-05 10:00, mitigated: 2026-05-05 15:30, "
            "paused: [{from: 2026-05-05 12:00, to: 2026-05-05 12:30, why: waited}]",
        ),
        suppliers=frozenset({"incidents/0000.md"}),
    ).missed()  # fmt: skip
    (one,) = missed.shown
    assert one.said == "target 4 h: missed by 1 h"
    assert one.arithmetic == (
        "detected 5 May 2026, 10:00 UTC → mitigated 5 May 2026, 15:30 UTC: 5 h 30 min on the clock",
        "rests 30 min: waited",
        "used 5 h",
    )
    assert one.supplier


def test_a_clock_that_began_after_the_moment_says_so() -> None:
    """A site speaks of the beginning of its day; what is detected in the morning is later."""
    (response, _) = lists_of(report(1, "detected: 2026-08-21 13:00")).open()
    assert response.arithmetic == ("detected 21 Aug 2026, 13:00 UTC, after the moment this page speaks of",)


def test_what_is_unknown_names_what_is_missing_once() -> None:
    """For both clocks, where both lack it; the newest incident first."""
    unknown = lists_of(
        report(1, "started: 2026-05-04 10:00, acknowledged: 2026-05-04 10:00, mitigated: 2026-05-04 11:00"),
        report(2, "detected: 2026-05-05 10:00, mitigated: 2026-05-05 11:00"),
        report(3, "detected: 2026-05-06, acknowledged: 2026-05-06 11:00, resolved: 2026-05-06 12:00"),
    ).unknown()
    assert [(one.incident.id, one.reasons) for one in unknown.shown] == [
        ("INC-2026-0003", (("response", "detected is known to the day only"), ("resolution", "mitigated is missing"))),
        ("INC-2026-0002", (("response", "acknowledged is missing"),)),
        ("INC-2026-0001", (("response and resolution", "detected is missing"),)),
    ]
    assert (unknown.verdicts, unknown.incidents) == (5, 3)


def test_what_was_excluded_says_why() -> None:
    """Wholly within announced maintenance; what is not counted is in no list."""
    excluded = lists_of(
        report(
            1, "detected: 2026-05-02 20:10, acknowledged: 2026-05-02 20:20, mitigated: 2026-05-02 21:00",
            "services: [{id: checkout, level: down}]\n",
        ),
        report(2, "detected: 2026-05-02 20:10", "duplicate_of: INC-2026-0001\n"),
    ).excluded()  # fmt: skip
    assert [(one.incident.id, one.reasons) for one in excluded.shown] == [
        ("INC-2026-0001", (("response and resolution", "within announced maintenance MNT-2026-0001"),))
    ]


def test_of_more_than_a_hundred_the_newest_are_listed_and_the_others_counted_by_quarter() -> None:
    """130 misses, one a day from the first of January 2026: the newest hundred go back to the 31st."""
    days = [
        f"2026-{month:02}-{day:02}"
        for month, count in ((1, 31), (2, 28), (3, 31), (4, 30))
        for day in range(1, count + 1)
    ]
    days = [*(f"2025-12-{day:02}" for day in range(22, 32)), *days]
    missed = lists_of(
        *(report(place, f"detected: {day} 10:00, acknowledged: {day} 10:20, mitigated: {day} 11:00")
          for place, day in enumerate(days))
    ).missed()  # fmt: skip
    assert (missed.verdicts, missed.incidents, len(missed.shown)) == (130, 130, verdict_lists.MOST)
    assert (missed.shown[0].incident.date, missed.shown[-1].incident.date) == ("2026-04-30", "2026-01-21")
    assert [tuple(one) for one in missed.others] == [("Q1 2026", 20), ("Q4 2025", 10)]


def test_an_empty_book_has_empty_lists() -> None:
    """And no error."""
    lists = lists_of()
    assert lists.open() == ()
    assert [each().verdicts for each in (lists.missed, lists.unknown, lists.excluded)] == [0, 0, 0]
