"""What two states of a book make of each quarter."""

from datetime import UTC, datetime

from incidentbook.quarter_changes import QuarterChange, quarter_changes, quarters
from incidentbook.settings import Settings
from incidentbook.statistics import statistics_of
from tests.books import incident, opened

AS_OF = datetime(2026, 5, 1, tzinfo=UTC).timestamp()
POLICY = "targets: [{severity: sev1, response: 15m, resolution: 4h}]"


def report(number: int, times: str, front_matter: str = "") -> str:
    said = f"severity: sev1\nstatus: resolved\n{front_matter}"
    return incident(said, id=f"INC-2026-{number:04}", times=f"times: {{{times}}}")


def between(before: list[str], after: list[str]) -> tuple[QuarterChange, ...]:
    states = []
    for texts in (before, after):
        found = opened({f"incidents/{number}.md": text for number, text in enumerate(texts)} | {"sla.yml": POLICY})
        states.append(quarters(statistics_of(found.book, found.graph, Settings(), AS_OF)))
    return quarter_changes(*states)


ONE = report(1, "detected: 2026-02-03 10:00, acknowledged: 2026-02-03 10:05, mitigated: 2026-02-03 11:00")
LATE = report(2, "detected: 2026-02-04 10:00, acknowledged: 2026-02-04 10:45, mitigated: 2026-02-04 11:00")


def test_only_quarters_that_differ_are_said() -> None:
    """The newest first; of one that is new all that was is nothing."""
    old = report(3, "detected: 2025-12-03 10:00")
    new = report(4, "detected: 2026-04-03 10:00")
    found = between([ONE, old], [ONE, LATE, old, new])
    assert [(one.key, one.provisional) for one in found] == [("2026-Q2", True), ("2026-Q1", False)]
    assert [(one.before.incidents, one.after.incidents) for one in found] == [(0, 1), (1, 2)]
    assert (found[1].before.compliance["response"].missed, found[1].after.compliance["response"].missed) == (0, 1)
    assert between([ONE, old], [ONE, old]) == ()


def test_an_edit_that_no_figure_is_made_of_changes_no_quarter() -> None:
    """A title, or another order of files."""
    assert between([ONE, LATE], [LATE.replace("title: Incident", "title: An incident"), ONE]) == ()


def test_what_is_left_out_is_counted() -> None:
    """A second report is none, and a time that is known to the day gives no value."""
    twice = LATE.replace("severity", "duplicate_of: INC-2026-0001\nseverity", 1)
    (found,) = between([ONE], [ONE, twice])
    assert (found.before.not_counted, found.after.not_counted, found.after.incidents) == (0, 1, 1)
    (found,) = between([ONE], [report(1, "started: 2026-02-03, mitigated: 2026-02-03 11:00")])
    assert (found.after.durations["ttm"].found.n, found.after.durations["ttm"].inexact) == (0, 1)


def test_an_earlier_occurrence_makes_a_later_one_a_repeat() -> None:
    """In a quarter of which no article changed."""
    later = report(5, "detected: 2026-04-03 10:00", "known_issues: [KI-0001]")
    first = report(6, "detected: 2026-03-03 10:00")
    texts = {"incidents/later.md": later, "known-issues/1.md": "---\nid: KI-0001\ntitle: T\n---\n"}
    states = []
    for text in (first, first.replace("severity", "known_issues: [KI-0001]\nseverity", 1)):
        found = opened({**texts, "incidents/first.md": text})
        states.append(quarters(statistics_of(found.book, found.graph, Settings(), AS_OF)))
    changes = quarter_changes(*states)
    assert [(one.key, one.before.repeats.repeats, one.after.repeats.repeats) for one in changes] == [
        ("2026-Q2", 0, 1), ("2026-Q1", 0, 0),
    ]  # fmt: skip
