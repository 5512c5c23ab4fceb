"""Which target an incident is judged by."""

import pytest

from tests.judged import judged, resolution, response

TWO_TARGETS = (
    "[{severity: sev1, response: 1h, resolution: 4h, hours: support-hours}, "
    "{severity: sev1, service: checkout, response: 5m}]"
)
QUICK = "detected: 2026-03-04 10:00, acknowledged: 2026-03-04 10:20, mitigated: 2026-03-04 11:00"


def test_a_services_target_goes_before_the_general_one_for_the_clocks_it_names() -> None:
    """Checkout has a response target of its own; its resolution is that of all."""
    found = judged(QUICK, "severity: sev1\nservices: [shop.example.org]", targets=TWO_TARGETS)
    assert [(one.verdict, one.target_seconds, one.hours) for one in found.values()] == [
        ("missed", 300, "always"),
        ("met", 4 * 3600, "support-hours"),
    ]
    assert found["response"].notes == ("target for sev1 of checkout",)
    by_alias = TWO_TARGETS.replace("service: checkout", "service: shop.example.org")
    assert response(QUICK, "severity: sev1\nservices: [checkout]", targets=by_alias).target_seconds == 300
    elsewhere = judged(QUICK, "severity: sev1\nservices: [payments]", targets=TWO_TARGETS)
    assert elsewhere["response"].target_seconds == 3600


@pytest.mark.parametrize(
    "said", ["{id: checkout, role: cause}", "{id: checkout, role: at-risk}", "{id: checkout, level: none}"]
)
def test_a_service_that_did_not_suffer_brings_no_target(said: str) -> None:
    """What caused it or was only in danger."""
    assert response(QUICK, f"severity: sev1\nservices: [payments, {said}]", targets=TWO_TARGETS).verdict == "met"


def test_of_several_services_the_shortest_target_decides() -> None:
    """A lax target of one service does not excuse what another suffered."""
    targets = (
        "[{severity: sev1, response: 1h}, {severity: sev1, service: checkout, response: 5m}, "
        "{severity: sev1, service: payments, response: 10m}, {severity: sev1, service: batch, response: 8h}]"
    )

    def seconds(services: str) -> float | None:
        return response(QUICK, f"severity: sev1\nservices: {services}", targets=targets).target_seconds

    assert seconds("[payments, checkout]") == seconds("[checkout, payments, batch]") == 300
    assert seconds("[batch]") == 8 * 3600
    assert seconds("[batch, payments]") == 600


def test_of_targets_in_different_hours_the_one_that_fares_worst_decides() -> None:
    """Four support hours end later than eight hours when it is Friday evening."""
    targets = (
        "[{severity: sev1, service: checkout, resolution: 4h, hours: support-hours}, "
        "{severity: sev1, service: payments, resolution: 8h}]"
    )
    said = "severity: sev1\nservices: [checkout, payments]"
    evening = resolution("detected: 2026-03-06 16:00, mitigated: 2026-03-07 01:00", said, targets=targets)
    assert (evening.verdict, evening.target_seconds) == ("missed", 8 * 3600)
    coarse = resolution("detected: 2026-03-06, mitigated: 2026-03-07 23:00", said, targets=targets)
    assert (coarse.verdict, coarse.target_seconds) == ("missed", 8 * 3600), "rather than unknown by support hours"
    morning = resolution("detected: 2026-03-06 10:00, mitigated: 2026-03-06 13:00", said, targets=targets)
    assert (morning.verdict, morning.target_seconds) == ("met", 4 * 3600)


def test_the_target_in_force_when_it_was_detected_decides() -> None:
    """Later ones, and those that came into force while it lasted, do not matter."""
    targets = (
        "[{severity: sev1, resolution: 2h, from: 2026-03-05}, {severity: sev1, resolution: 8h}, "
        "{severity: sev1, resolution: 1h, from: 2026-04-01}]"
    )
    before = resolution("detected: 2026-03-04 23:00, mitigated: 2026-03-05 04:00", targets=targets)
    assert (before.verdict, before.target_seconds, before.notes) == ("met", 8 * 3600, ())
    after = resolution("detected: 2026-03-05 00:00, mitigated: 2026-03-05 05:00", targets=targets)
    assert (after.verdict, after.target_seconds) == ("missed", 2 * 3600)
    assert after.notes == ("target for sev1, in force since 5 Mar 2026",)
    overnight = "started: 2026-03-04 23:00, detected: 2026-03-05 01:00, mitigated: 2026-03-05 02:00"
    assert resolution(overnight, targets=targets).target_seconds == 2 * 3600, "not when the impact began"
    on_the_day_before = resolution("detected: 2026-03-04, mitigated: 2026-03-06", targets=targets)
    assert (on_the_day_before.verdict, on_the_day_before.target_seconds) == ("missed", 8 * 3600)
    undetected = resolution("started: 2026-03-05 01:00, mitigated: 2026-03-05 05:00", targets=targets)
    assert (undetected.verdict, undetected.target_seconds) == ("unknown", 2 * 3600), "by the earliest milestone"


def test_before_any_target_is_in_force_there_is_nothing_to_judge() -> None:
    """Nor for a severity or a clock without a target."""
    assert judged(QUICK, targets="[{severity: sev1, response: 1h, from: 2027}]") == {}
    assert judged(QUICK, targets="[{severity: sev2, response: 1h}]") == {}
    assert judged(QUICK, targets="[]") == {}
    assert list(judged(QUICK, targets="[{severity: sev1, resolution: 1h}]")) == ["resolution"]


def test_a_coarse_detection_is_judged_by_all_targets_it_may_fall_under() -> None:
    """Where they agree there is a verdict."""
    targets = "[{severity: sev1, response: 40d}, {severity: sev1, response: 3d, from: 2026-03-15}]"
    late = response("detected: 2026-03, acknowledged: 2026-06-04 15:00", targets=targets)
    assert (late.verdict, late.target_seconds) == ("missed", 3 * 86400)
    apart = response("detected: 2026-03, acknowledged: 2026-04-04 15:00", targets=targets)
    assert (apart.verdict, apart.target) == ("unknown", None)
    assert apart.why == (
        "it is not known which target was in force: targets changed in the time that may be when it was detected"
    )
    assert apart.arithmetic[-1] == f"unknown: {apart.why}"


BY_SEVERITY = "[{severity: sev1, response: 15m, resolution: 1h}, {severity: sev3, response: 1h, resolution: 8h}]"


def changed(*changes: str) -> str:
    """Return a sev1 that had other severities, each a time and a word."""
    entries = (change.rpartition(" ") for change in changes)
    history = ", ".join(f"{{at: {time}, severity: {severity}}}" for time, _, severity in entries)
    return f"severity: sev1\nseverity_history: [{history}]"


def test_the_response_is_judged_by_the_severity_of_its_time_and_the_resolution_by_the_final_one() -> None:
    """At 10:20 it was a sev3, in the end a sev1."""
    history = changed("2026-03-04 10:40 sev1", "2026-03-04 10:05 sev3")
    found = judged(QUICK, history, targets=BY_SEVERITY)
    assert [(one.verdict, one.target_seconds) for one in found.values()] == [("met", 3600), ("met", 3600)]
    assert found["response"].notes == ("judged as sev3, in force when it was acknowledged; in the end it was sev1",)
    only_earlier = judged(QUICK, changed("2026-03-04 10:05 sev3"), targets=BY_SEVERITY)
    assert [one.target_seconds for one in only_earlier.values()] == [3600, 3600]
    not_yet = changed("2026-03-04 10:30 sev3")
    assert response(QUICK, not_yet, targets=BY_SEVERITY).target_seconds == 3600, "the first that was given"
    escalated = changed("2026-03-04 10:00 sev3", "2026-03-04 10:20 sev1")
    assert response(QUICK, escalated, targets=BY_SEVERITY).verdict == "missed", "from that minute on"


def test_where_it_is_not_known_which_severity_was_in_force_both_must_agree() -> None:
    """It changed on the day of the acknowledgement."""
    history = changed("2026-03-03 sev3", "2026-03-04 sev1")
    doubtful = response(QUICK, history, targets=BY_SEVERITY)
    assert doubtful.why == (
        "it is not known which target was in force: the severity changed at about the time when it was acknowledged"
    )
    quick = QUICK.replace("10:20", "10:10")
    assert response(quick, history, targets=BY_SEVERITY).verdict == "met"


def test_while_nobody_has_responded_the_present_severity_counts() -> None:
    """Raised to sev1, its response is overdue at once."""
    history = changed("2026-03-04 10:00 sev3", "2026-03-04 10:30 sev1")
    found = response("detected: 2026-03-04 10:00", history, targets=BY_SEVERITY, as_of="2026-03-04 10:31")
    assert (found.verdict, found.target_seconds) == ("missed", 900)


def test_without_a_severity_the_verdict_is_unknown() -> None:
    """It belongs in the worst case; and in no case where no severity has a target."""
    found = judged(QUICK, "")
    assert {(one.verdict, one.why, one.target) for one in found.values()} == {
        ("unknown", "the severity is missing", None)
    }
    assert found["response"].arithmetic[-1] == "unknown: the severity is missing"
    only_later = judged(QUICK, "", targets="[{severity: sev1, response: 15m, from: 2027}]")
    assert only_later == {}
    by_history = judged(QUICK, "severity_history: [{at: 2026-03-04 10:00, severity: sev1}]")
    assert by_history["resolution"].verdict == "met"
