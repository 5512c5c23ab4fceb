"""Verdicts on response and resolution clocks, each rule with an example worked out by hand."""

import pytest

from incidentbook.sla import Clock, judge
from tests.books import incident, opened
from tests.judged import BY_THE_CLOCK, IN_HOURS, judged, moment, resolution


def test_a_target_is_met_up_to_its_last_second_and_missed_after_it() -> None:
    """Four hours from 10:12 are used up at 14:12."""
    met = resolution("detected: 2026-03-04 10:12, mitigated: 2026-03-04 14:12")
    assert (met.verdict, met.least_seconds, met.most_seconds, met.spare_seconds) == ("met", 14400, 14400, 0)
    assert met.due == moment("2026-03-04 14:12")
    missed = resolution("detected: 2026-03-04 10:12, mitigated: 2026-03-04 14:12:01")
    assert (missed.verdict, missed.why, missed.due) == ("missed", "", met.due)
    assert missed.arithmetic[-1] == "target 4 h: missed by 1 s"


def test_each_clock_has_its_own_verdict() -> None:
    """Acknowledged in time, mitigated too late."""
    found = judged("detected: 2026-03-04 10:00, acknowledged: 2026-03-04 10:10, mitigated: 2026-03-04 15:00")
    assert {clock: one.verdict for clock, one in found.items()} == {"response": "met", "resolution": "missed"}


def test_the_arithmetic_can_be_followed() -> None:
    """From when to when, the hours that count, rests, and what is left of the target."""
    judgement = resolution(
        "detected: 2026-03-04 10:12, mitigated: 2026-03-04 18:40, "
        "paused: [{from: 2026-03-04 11:00, to: 2026-03-04 11:30, why: waited for the supplier}]",
        "severity: sev1\nzone: Europe/London",
        targets=IN_HOURS,
    )
    assert judgement.arithmetic == (
        "detected 4 Mar 2026, 10:12 GMT → mitigated 4 Mar 2026, 18:40 GMT: 8 h 28 min on the clock",
        "counted in support-hours: 6 h 48 min",
        "rests 30 min: waited for the supplier",
        "used 6 h 18 min",
        "target 7 h: met with 42 min to spare",
    )
    assert str(judgement.due_at) == "5 Mar 2026, 10:42 GMT", "the 12 + 30 minutes that are left of the next morning"


def test_what_ended_before_it_was_detected_used_nothing() -> None:
    """Somebody else had put it right: zero, not less."""
    found = judged("detected: 2026-03-04 10:00, acknowledged: 2026-03-04 09:50, mitigated: 2026-03-04 09:40")
    assert [(one.verdict, one.least_seconds, one.most_seconds) for one in found.values()] == [("met", 0, 0)] * 2
    assert found["resolution"].arithmetic == (
        "detected 4 Mar 2026, 10:00 UTC → mitigated 4 Mar 2026, 09:40 UTC: 20 min before it, so nothing on the clock",
        "target 4 h: met with 4 h to spare",
    )


def test_an_end_before_the_impact_began_is_a_mistake_and_earns_no_verdict() -> None:
    """A typo in a date must not look like a quick recovery."""
    judgement = resolution("started: 2026-03-04 09:00, detected: 2026-03-04 10:00, mitigated: 2026-02-04 12:00")
    assert (judgement.verdict, judgement.why) == ("unknown", "mitigated is before started")


@pytest.mark.parametrize(
    ("times", "clock", "why"),
    [
        ("started: 2026-03-04 10:00, mitigated: 2026-03-04 11:00", "resolution", "detected is missing"),
        ("detected: 2026-03-04 10:00, resolved: 2026-03-04 11:00", "resolution", "mitigated is missing"),
        ("detected: 2026-03-04 10:00, mitigated: 2026-03-04 11:00", "response", "acknowledged is missing"),
        ("started: 2026-03-04 10:00, closed: 2026-03-04 11:00", "response", "detected and acknowledged are missing"),
    ],
)
def test_without_a_milestone_the_verdict_is_unknown_and_names_it(times: str, clock: Clock, why: str) -> None:
    """Nothing is guessed: not the start from the impact, not the mitigation from the resolution."""
    judgement = judged(times)[clock]
    assert (judgement.verdict, judgement.why, judgement.due) == ("unknown", why, None)
    assert (judgement.least_seconds, judgement.most_seconds) == (0, None)
    assert judgement.arithmetic[-1].endswith(f"unknown, as {why}")


def test_a_status_says_that_a_missing_milestone_was_passed() -> None:
    """Who monitors has mitigated, and whoever found the cause has responded: when, is not known."""
    said = judged("detected: 2026-03-04 10:00", "severity: sev1\nstatus: monitoring")
    assert {clock: (one.verdict, one.why) for clock, one in said.items()} == {
        "response": ("unknown", "acknowledged is missing"),
        "resolution": ("unknown", "mitigated is missing"),
    }
    said = judged("detected: 2026-03-04 10:00", "severity: sev1\nstatus: identified")
    assert [one.verdict for one in said.values()] == ["unknown", "missed"]
    said = judged("detected: 2026-03-04 10:00", "severity: sev1\nstatus: resolved")
    assert [one.verdict for one in said.values()] == ["unknown", "unknown"]


def test_an_open_incident_runs_until_it_is_due_and_is_missed_after() -> None:
    """Detected at 10:00, four hours: running at 14:00, missed a second later."""
    running = resolution("detected: 2026-03-04 10:00", as_of="2026-03-04 14:00")
    assert (running.verdict, running.due, running.most_seconds) == ("running", moment("2026-03-04 14:00"), None)
    assert running.why == "still open, due 4 Mar 2026, 14:00 UTC"
    missed = resolution("detected: 2026-03-04 10:00", as_of="2026-03-04 14:00:01")
    assert (missed.verdict, missed.why) == ("missed", "still open, was due 4 Mar 2026, 14:00 UTC")
    assert missed.arithmetic == (
        "detected 4 Mar 2026, 10:00 UTC → still open 4 Mar 2026, 14:00:01 UTC: 4 h 1 s on the clock",
        "target 4 h: missed by 1 s and still open",
    )
    half_way = resolution("detected: 2026-03-04 10:00", as_of="2026-03-04 12:30")
    assert half_way.arithmetic[-1] == "target 4 h: 1 h 30 min left, still open, due 4 Mar 2026, 14:00 UTC"
    assert half_way.spare_seconds == 5400


def test_an_incident_of_the_future_runs() -> None:
    """As of the day before, nothing of its clock is used; an end in the future counts as written."""
    running = resolution("detected: 2026-03-04 10:00", as_of="2026-03-03 10:00")
    assert (running.verdict, running.least_seconds, running.due) == ("running", 0, moment("2026-03-04 14:00"))
    done = resolution("detected: 2026-03-04 10:00, mitigated: 2026-03-04 11:00", as_of="2026-03-03 10:00")
    assert done.verdict == "met"


def test_an_open_incident_that_was_mitigated_is_judged() -> None:
    """Its status does not matter to a clock that has ended."""
    assert resolution("detected: 2026-03-04 10:00, mitigated: 2026-03-04 11:00").verdict == "met"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("duplicate_of: INC-2026-0007", "a second report of INC-2026-0007"),
        ("type: near-miss", "a near miss that impaired no service"),
        ("type: security", "a security report that impaired no service"),
    ],
)
def test_what_is_not_counted_is_excluded_and_says_why(more: str, why: str) -> None:
    """Whatever its times are."""
    others = {"incidents/7.md": incident(id="INC-2026-0007")}
    for times in ("detected: 2026-03-04 10:00, mitigated: 2026-03-09 11:00", "started: 2026-03"):
        found = judged(times, f"severity: sev1\n{more}", others=others)
        assert {(one.verdict, one.why, one.most_seconds) for one in found.values()} == {("excluded", why, None)}
    assert found["resolution"].arithmetic == (f"target 4 h: not judged, as it is {why}",)


def test_a_near_miss_that_impaired_a_service_is_judged() -> None:
    """It is counted, as its level says so."""
    said = "severity: sev1\ntype: near-miss\nservices: [{id: checkout, level: degraded}]"
    assert resolution("detected: 2026-03-04 10:00, mitigated: 2026-03-04 11:00", said).verdict == "met"


def test_a_suppliers_outage_is_judged_as_ours() -> None:
    """Views can split them."""
    said = "severity: sev1\nprovider: aws"
    assert resolution("detected: 2026-03-04 10:00, mitigated: 2026-03-04 15:00", said).verdict == "missed"


def test_coarse_times_give_a_verdict_only_where_both_ends_agree() -> None:
    """Detected on the fourth, at any hour."""
    at_noon = resolution("detected: 2026-03-04, mitigated: 2026-03-04 12:00")
    assert (at_noon.verdict, at_noon.why) == ("unknown", "detected is known to the day only")
    assert (at_noon.least_seconds, at_noon.most_seconds, at_noon.due) == (0, 12 * 3600, None)
    assert at_noon.arithmetic[0] == "detected 4 Mar 2026 → mitigated 4 Mar 2026, 12:00 UTC: up to 12 h on the clock"
    at_night = resolution("detected: 2026-03-04, mitigated: 2026-03-04 03:30")
    assert (at_night.verdict, at_night.arithmetic[-1]) == ("met", "target 4 h: met with at least 30 min to spare")
    days_later = resolution("detected: 2026-03-04, mitigated: 2026-03-06")
    assert (days_later.verdict, days_later.arithmetic[-1]) == ("missed", "target 4 h: missed by at least 20 h")
    both = resolution("detected: 2026-03, mitigated: 2026-03-04")
    assert both.why == "detected is known to the month only and mitigated is known to the day only"


def test_a_coarse_start_of_an_open_incident_is_judged_as_far_as_it_can_be() -> None:
    """Running while even the earliest start would do, missed when even the latest would not."""
    times = "detected: 2026-03-04"
    running = resolution(times, as_of="2026-03-04 04:00")
    assert (running.verdict, running.due) == ("running", None)
    assert running.arithmetic[-1] == "target 4 h: running, still open, and detected is known to the day only"
    assert resolution(times, as_of="2026-03-04 12:00").verdict == "unknown"
    assert resolution(times, as_of="2026-03-05 04:01").verdict == "missed"


def test_a_clock_time_that_was_shown_twice_is_either() -> None:
    """At 02:00 BST on 25 October 2026 London's clocks went back to 01:00 GMT."""
    said = "severity: sev1\nzone: Europe/London"
    doubtful = resolution("detected: 2026-10-25 01:30, mitigated: 2026-10-25 05:00", said)
    assert (doubtful.verdict, doubtful.least_seconds, doubtful.most_seconds) == ("unknown", 3.5 * 3600, 4.5 * 3600)
    assert doubtful.why == "detected may be either 25 Oct 2026, 01:30 BST or GMT"
    assert resolution("detected: 2026-10-25 01:30+01:00, mitigated: 2026-10-25 05:00", said).verdict == "missed"
    assert resolution("detected: 2026-10-25 01:30Z, mitigated: 2026-10-25 05:00", said).verdict == "met"


def test_an_approximate_time_is_taken_as_written_and_marked() -> None:
    """About is about."""
    judgement = resolution("detected: ~2026-03-04 10:00, mitigated: 2026-03-04 11:00")
    assert (judgement.verdict, judgement.arithmetic[0]) == (
        "met",
        "detected about 4 Mar 2026, 10:00 UTC → mitigated 4 Mar 2026, 11:00 UTC: about 1 h on the clock",
    )


def test_a_report_without_any_time_is_unknown() -> None:
    """It is a finding, and no reason to fail."""
    texts = {"sla.yml": f"targets: {BY_THE_CLOCK}", "incidents/1.md": incident("severity: sev1", times="")}
    book = opened(texts).book
    assert [(one.verdict, one.why) for one in judge(book.incidents[0], book, {}, 0.0)] == [
        ("unknown", "detected is missing")
    ] * 2
