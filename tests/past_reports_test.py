"""A report as it stood before a moment: what came later is not in it, and nothing else is missing."""

from datetime import UTC, datetime

import pytest

from incidentbook.kinds.incident.model import Incident
from incidentbook.past_reports import as_it_stood, moments_of
from tests.books import incident, opened

TIMES = (
    "times: {started: 2026-03-04 10:00, detected: 2026-03-04 10:12, mitigated: 2026-03-04 11:00, "
    "resolved: 2026-03-05 09:00}"
)


def moment(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


def report(front_matter: str = "", times: str = TIMES) -> Incident:
    found = opened(
        {"sla.yml": "severities: {sev1: high, sev2: low}\n", "incidents/a.md": incident(front_matter, times=times)}
    )
    assert found.diagnostics == []
    return found.book.incidents[0].fields


def stood(incident: Incident, at: str) -> Incident:
    found = as_it_stood(incident, moment(at))
    assert found is not None
    return found


def names(incident: Incident) -> list[str]:
    return [name for name, _ in incident.times.milestones()]


def test_milestones_that_had_not_come_are_taken_out() -> None:
    """What happened at the very moment had not come before it."""
    assert names(stood(report(), "2026-03-04 11:00")) == ["started", "detected"]
    assert names(stood(report(), "2026-03-04 11:01")) == ["started", "detected", "mitigated"]


def test_a_report_of_which_nothing_is_later_is_the_same() -> None:
    """Not a copy of it."""
    whole = report("status: resolved\n")
    assert as_it_stood(whole, moment("2026-03-05 09:01")) is whole


def test_an_incident_that_had_not_begun_is_not_there() -> None:
    """Up to the moment of its first milestone."""
    assert as_it_stood(report(), moment("2026-03-04 10:00")) is None
    assert as_it_stood(report(), moment("2026-03-04 10:01")) is not None


@pytest.mark.parametrize(
    ("at", "state"),
    [("2026-03-04 10:30", "investigating"), ("2026-03-04 12:00", "monitoring"), ("2026-03-06 00:00", "resolved")],
)
def test_the_status_is_that_of_the_milestones_of_then(at: str, state: str) -> None:
    """Also where the report of now says that it is resolved."""
    assert stood(report("status: resolved\n"), at).state == state


def test_an_incident_that_came_back_was_resolved_before_it_did() -> None:
    """And open again once it had, and until that ended, too."""
    back = "status: resolved\nreopened: [{at: 2026-03-06 08:00, mitigated: 2026-03-06 09:00, resolved: 2026-03-07}]\n"
    incident = report(back)
    assert [stood(incident, at).state for at in ("2026-03-06 08:00", "2026-03-06 08:30", "2026-03-06 10:00")] == [
        "resolved", "investigating", "monitoring",
    ]  # fmt: skip
    assert stood(incident, "2026-03-06 08:30").reopened[0].mitigated is None


def test_a_pause_that_had_begun_had_no_end_yet() -> None:
    """And one that had not begun is not there."""
    paused = TIMES.replace("}", ", paused: [{from: 2026-03-04 10:20, to: 2026-03-04 10:50, why: waiting}]}")
    assert stood(report(times=paused), "2026-03-04 10:20").times.paused == ()
    (pause,) = stood(report(times=paused), "2026-03-04 10:30").times.paused
    assert pause.to is None
    (pause,) = stood(report(times=paused), "2026-03-04 10:51").times.paused
    assert pause.to is not None


def test_the_severity_is_that_of_then() -> None:
    """As the history tells; before its first entry that one's."""
    history = (
        "severity: sev1\n"
        "severity_history: [{at: 2026-03-04 10:12, severity: sev2}, {at: 2026-03-04 10:40, severity: sev1}]\n"
    )
    assert stood(report(history), "2026-03-04 10:05").severity == "sev2"
    assert stood(report(history), "2026-03-04 10:30").severity == "sev2"
    assert stood(report(history), "2026-03-04 10:41").severity == "sev1"


def test_a_day_comes_at_its_beginning() -> None:
    """As it does in every figure."""
    assert names(stood(report(times="times: {detected: 2026-03-04, resolved: 2026-03-05}"), "2026-03-05 00:01")) == [
        "detected",
        "resolved",
    ]


def test_the_moments_are_those_at_which_a_report_says_more() -> None:
    """Milestones, pauses, reopenings, changes of severity."""
    front_matter = (
        "severity: sev1\nseverity_history: [{at: 2026-03-04 10:40, severity: sev1}]\n"
        "reopened: [{at: 2026-03-06 08:00, resolved: 2026-03-07 08:00}]\n"
    )
    times = "times: {detected: 2026-03-04 10:12, resolved: 2026-03-05 09:00, paused: [{from: 2026-03-04 12:00}]}"
    assert moments_of(report(front_matter, times)) == {
        moment(at)
        for at in (
            "2026-03-04 10:12", "2026-03-04 10:40", "2026-03-04 12:00", "2026-03-05 09:00", "2026-03-06 08:00",
            "2026-03-07 08:00",
        )
    }  # fmt: skip
