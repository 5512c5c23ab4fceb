"""From when to when a clock runs, in which hours, and where it rests."""

import pytest

from incidentbook.sla import judge
from tests.books import incident, opened
from tests.judged import BY_THE_CLOCK, IN_HOURS, judged, maintenance, moment, resolution, response


def test_only_support_hours_count_and_a_weekend_has_none() -> None:
    """From Friday 16:00 to Monday 11:30: one hour and an hour and a half."""
    judgement = resolution("detected: 2026-03-06 16:00, mitigated: 2026-03-09 11:30", targets=IN_HOURS)
    assert (judgement.verdict, judgement.least_seconds) == ("met", 2.5 * 3600)
    assert judgement.due == moment("2026-03-09 16:00")


def test_support_hours_follow_the_clocks_of_their_zone() -> None:
    """On 29 March 2026 London's clocks go forward: on Monday 10:00 is 09:00 UTC."""
    judgement = resolution("detected: 2026-03-27 16:00, mitigated: 2026-03-30 09:30", targets=IN_HOURS)
    assert judgement.least_seconds == 1.5 * 3600


def test_what_happens_outside_the_hours_makes_nothing_later() -> None:
    """Seven hours are used up at 17:00; whoever mitigates in the evening is still in time."""
    judgement = resolution("detected: 2026-03-04 10:00, mitigated: 2026-03-04 22:00", targets=IN_HOURS)
    assert (judgement.verdict, judgement.due) == ("met", moment("2026-03-04 17:00"))


def test_a_calendar_without_hours_uses_nothing_and_is_never_due() -> None:
    """However long it takes."""
    never = "[{severity: sev1, resolution: 1h, hours: never}]"
    judgement = resolution("detected: 2026-03-04 10:00, mitigated: 2026-03-14 10:00", targets=never)
    assert (judgement.verdict, judgement.least_seconds, judgement.due) == ("met", 0, None)
    running = resolution("detected: 2026-03-04 10:00", targets=never)
    assert (running.verdict, running.due, running.why) == ("running", None, "still open, and never due")


def test_declared_stands_in_for_acknowledged_and_says_so() -> None:
    """Only where acknowledged is missing."""
    judgement = response("detected: 2026-03-04 10:00, declared: 2026-03-04 10:20")
    assert (judgement.verdict, judgement.end) == ("missed", "declared")
    assert judgement.arithmetic == (
        "detected 4 Mar 2026, 10:00 UTC → declared 4 Mar 2026, 10:20 UTC: 20 min on the clock",
        "declared stands in for acknowledged",
        "target 15 min: missed by 5 min",
    )
    both = response("detected: 2026-03-04 10:00, acknowledged: 2026-03-04 10:05, declared: 2026-03-04 10:20")
    assert (both.verdict, both.end, both.notes) == ("met", "acknowledged", ())


def test_pauses_are_taken_off_once_and_move_the_due_moment() -> None:
    """Two that overlap, from 11:00 to 12:00 and 11:30 to 13:00, are two hours."""
    judgement = resolution(
        "detected: 2026-03-04 10:00, mitigated: 2026-03-04 16:00, "
        "paused: [{from: 2026-03-04 11:30, to: 2026-03-04 13:00, why: lunch}, "
        "{from: 2026-03-04 11:00, to: 2026-03-04 12:00}]"
    )
    assert (judgement.verdict, judgement.least_seconds, judgement.due) == ("met", 4 * 3600, moment("2026-03-04 16:00"))
    assert [(rest.seconds, rest.why) for rest in judgement.rests] == [(3600, "paused"), (3600, "lunch")]


def test_a_pause_outside_the_hours_or_the_run_takes_nothing_off() -> None:
    """And is not shown."""
    pauses = "[{from: 2026-03-04 17:00, to: 2026-03-05 10:00}, {from: 2026-03-05 12:00, to: 2026-03-05 13:00}]"
    judgement = resolution(
        f"detected: 2026-03-04 16:00, mitigated: 2026-03-05 11:00, paused: {pauses}", targets=IN_HOURS
    )
    assert (judgement.least_seconds, judgement.rests) == (2 * 3600, ())
    assert judgement.due == moment("2026-03-05 17:00"), "the pause at noon would have moved it from 16:00"


def test_a_pause_without_an_end_lasts_while_the_incident_is_open() -> None:
    """The clock stands at one hour, and nothing is due."""
    paused = "detected: 2026-03-04 10:00, paused: [{from: 2026-03-04 11:00}]"
    running = resolution(paused)
    assert (running.verdict, running.least_seconds, running.due) == ("running", 3600, None)
    assert running.arithmetic[-1] == "target 4 h: running, still open, and its clock rests"
    over = resolution(f"{paused}, mitigated: 2026-03-04 20:00, resolved: 2026-03-04 20:00")
    assert (over.verdict, over.why) == ("unknown", "it is not known exactly how long it rested: paused")
    assert (over.least_seconds, over.most_seconds) == (3600, 10 * 3600)
    in_any_case = resolution(f"{paused}, mitigated: 2026-03-04 13:30, resolved: 2026-03-04 20:00")
    assert in_any_case.verdict == "met"
    missed_before = resolution("detected: 2026-03-04 10:00, paused: [{from: 2026-03-04 15:00}]")
    assert (missed_before.verdict, missed_before.due) == ("missed", moment("2026-03-04 14:00"))
    assert missed_before.spare_seconds == -3600


def test_between_a_false_end_and_the_reopening_the_clock_rests() -> None:
    """Mitigated after two hours, back after another three, over an hour later: three hours on the clock."""
    judgement = resolution(
        "detected: 2026-03-04 10:00, mitigated: 2026-03-04 12:00, resolved: 2026-03-04 13:00",
        "severity: sev1\nreopened: [{at: 2026-03-04 15:00, mitigated: 2026-03-04 16:00, resolved: 2026-03-04 16:00, "
        "why: the old version was still running}]",
    )
    assert (judgement.verdict, judgement.least_seconds) == ("met", 3 * 3600)
    assert judgement.due == moment("2026-03-04 17:00")
    assert judgement.arithmetic == (
        "detected 4 Mar 2026, 10:00 UTC → mitigated 4 Mar 2026, 16:00 UTC: 6 h on the clock",
        "to the last end, as it came back",
        "rests 3 h: over until it came back (the old version was still running)",
        "used 3 h",
        "target 4 h: met with 1 h to spare",
    )


def test_a_reopening_without_an_end_runs_on() -> None:
    """Two hours were used before, one since."""
    again = "severity: sev1\nreopened: [{at: 2026-03-05 15:00}]"
    times = "detected: 2026-03-04 10:00, mitigated: 2026-03-04 12:00, resolved: 2026-03-04 12:00"
    running = resolution(times, again, as_of="2026-03-05 16:00")
    assert (running.verdict, running.least_seconds, running.due) == ("running", 3 * 3600, moment("2026-03-05 17:00"))
    assert resolution(times, again, as_of="2026-03-05 17:01").verdict == "missed"
    over = resolution(times, f"{again}\nstatus: resolved")
    assert (over.verdict, over.why) == ("unknown", "mitigated is missing")


def test_an_incident_that_was_closed_and_came_back_is_open_again() -> None:
    """The paperwork was done too early."""
    times = "detected: 2026-03-04 10:00, mitigated: 2026-03-04 11:00, closed: 2026-03-04 12:00"
    running = resolution(times, "severity: sev1\nreopened: [{at: 2026-03-05 15:00}]", as_of="2026-03-05 16:00")
    assert (running.verdict, running.least_seconds) == ("running", 2 * 3600)


def test_a_clock_up_to_resolved_rests_from_then_on() -> None:
    """Not from the mitigation before: four hours of work, then the reopening's two."""
    judgement = resolution(
        "detected: 2026-03-04 10:00, mitigated: 2026-03-04 11:00, resolved: 2026-03-04 14:00",
        "severity: sev1\nreopened: [{at: 2026-03-05 15:00, mitigated: 2026-03-05 16:00, resolved: 2026-03-05 17:00}]",
        sla="clocks: {resolution: resolved}",
    )
    assert (judgement.verdict, judgement.least_seconds) == ("missed", 6 * 3600)


def test_a_clock_from_mitigated_starts_at_the_first_mitigation() -> None:
    """That it came back makes it longer."""
    judgement = resolution(
        "detected: 2026-03-04 10:00, mitigated: 2026-03-04 11:00, resolved: 2026-03-04 12:00",
        "severity: sev1\nreopened: [{at: 2026-03-05 15:00, mitigated: 2026-03-05 16:00, resolved: 2026-03-05 17:00}]",
        sla="clocks: {resolution: {from: mitigated, to: resolved}}",
    )
    assert judgement.least_seconds == 3 * 3600


@pytest.mark.parametrize(
    ("more", "verdict", "used_hours"),
    [
        ("", "running", 4),
        ("paused: [{from: 2026-03-04 15:00, to: 2026-03-04 15:30}]", "running", 3.5),
        ("resolved: 2026-03-04 17:00", "unknown", 0),
    ],
)
def test_an_open_continuation_keeps_the_clock_of_its_first_running(more: str, verdict: str, used_hours: float) -> None:
    """Although the first is resolved; its pauses count, and whether it is over is for it to say."""
    first = "detected: 2026-03-04 10:00, mitigated: 2026-03-04 12:00, resolved: 2026-03-04 12:00"
    part = incident(
        "severity: sev1\ncontinues: INC-2026-0001",
        id="INC-2026-0002",
        times=f"times: {{started: 2026-03-04 14:00{', ' * bool(more)}{more}}}",
    )
    for status in ("resolved", "monitoring"):
        said = f"severity: sev1\nstatus: {status}"
        judgement = resolution(first, said, others={"incidents/2.md": part}, as_of="2026-03-04 16:00")
        assert (judgement.verdict, judgement.least_seconds) == (verdict, used_hours * 3600)


def test_a_continuation_goes_on_with_the_clock_of_its_first_and_is_not_judged_itself() -> None:
    """It came back two hours after it was over, and took three more."""
    part = incident(
        "severity: sev1\ncontinues: INC-2026-0001",
        id="INC-2026-0002",
        times="times: {started: 2026-03-04 14:00, detected: 2026-03-04 14:00, mitigated: 2026-03-04 17:00}",
    )
    times = "detected: 2026-03-04 10:00, mitigated: 2026-03-04 12:00, resolved: 2026-03-04 12:00"
    judgement = resolution(times, others={"incidents/2.md": part})
    assert (judgement.verdict, judgement.least_seconds) == ("missed", 5 * 3600)
    assert judgement.rests[0].why == "over until it came back (continued as INC-2026-0002)"
    book = opened({"sla.yml": f"targets: {BY_THE_CLOCK}", "incidents/1.md": incident(), "incidents/2.md": part}).book
    second = judge(book.incidents[1], book, {}, 0.0)
    assert [(one.verdict, one.why) for one in second] == [
        ("excluded", "a part of INC-2026-0001, which it continues")
    ] * 2


def test_a_coarse_pause_is_taken_off_as_far_as_it_is_certain() -> None:
    """From some time on the fifth to some time on the sixth: nothing of it is certain, two days at most."""
    judgement = resolution(
        "detected: 2026-03-04 22:00, mitigated: 2026-03-07 01:00, "
        "paused: [{from: 2026-03-05, to: 2026-03-06, why: strike}]"
    )
    assert (judgement.verdict, judgement.least_seconds, judgement.most_seconds) == ("unknown", 3 * 3600, 51 * 3600)
    assert judgement.due is None
    assert judgement.arithmetic[1:] == (
        "rests up to 2 d: strike",
        "used 3 h to 2 d 3 h",
        "target 4 h: unknown, as it is not known exactly how long it rested: strike",
    )


def test_the_milestones_of_a_clock_can_be_others() -> None:
    """Response until declared, resolution from started until resolved."""
    clocks = "clocks: {response: declared, resolution: {from: started, to: resolved}}"
    found = judged(
        "started: 2026-03-04 09:00, detected: 2026-03-04 10:00, acknowledged: 2026-03-04 10:01, "
        "declared: 2026-03-04 10:10, mitigated: 2026-03-04 10:20, resolved: 2026-03-04 14:00",
        sla=clocks,
    )
    assert [(one.start, one.end, one.verdict, one.least_seconds) for one in found.values()] == [
        ("detected", "declared", "met", 600),
        ("started", "resolved", "missed", 5 * 3600),
    ]


def test_a_clock_up_to_closed_runs_after_resolution() -> None:
    """The paperwork of a resolved incident may still come."""
    clocks = "clocks: {resolution: {from: mitigated, to: closed}}"
    times = "detected: 2026-03-04 09:00, mitigated: 2026-03-04 10:00, resolved: 2026-03-04 11:00"
    assert resolution(times, sla=clocks, as_of="2026-03-04 13:00").verdict == "running"
    assert resolution(f"{times}, closed: 2026-03-04 12:00", sla=clocks).verdict == "met"


WINDOW = "from: 2026-03-04 10:00, to: 2026-03-04 12:00"
PERIOD = "{from: 2026-03-04 11:00, to: 2026-03-04 11:30, level: down}"
DOWN = "severity: sev1\nservices: [{id: checkout, level: down}]"


def announced(services: str = "[{id: checkout, level: down}]", more: str = "") -> dict[str, str]:
    return {"maintenance/1.md": maintenance(WINDOW, services, more)}


def test_a_clock_rests_in_announced_maintenance_and_its_overrun_counts() -> None:
    """From 11:00 to 14:00 two hours are beyond the window."""
    judgement = resolution("detected: 2026-03-04 11:00, mitigated: 2026-03-04 14:00", DOWN, others=announced())
    assert (judgement.verdict, judgement.least_seconds) == ("met", 2 * 3600)
    assert judgement.due == moment("2026-03-04 16:00")
    assert judgement.arithmetic[1] == "rests 1 h: announced maintenance MNT-2026-0001"


def test_what_lay_wholly_within_announced_maintenance_is_excluded() -> None:
    """It is neither a success nor a failure."""
    judgement = resolution("detected: 2026-03-04 10:00, mitigated: 2026-03-04 12:00", DOWN, others=announced())
    assert (judgement.verdict, judgement.why) == ("excluded", "within announced maintenance MNT-2026-0001")
    assert judgement.arithmetic[-1] == ("target 4 h: not judged, as it is within announced maintenance MNT-2026-0001")
    running = resolution("detected: 2026-03-04 10:00", DOWN, others=announced(), as_of="2026-03-04 11:00")
    assert (running.verdict, running.due) == ("running", moment("2026-03-04 16:00"))


@pytest.mark.parametrize(
    ("said", "others"),
    [
        (DOWN, announced("[{id: checkout, level: degraded}]")),
        (DOWN, announced("[{id: payments, level: down}]")),
        (DOWN, announced(more="status: cancelled")),
        (DOWN, announced(more="emergency: true")),
        (DOWN, announced(more="announced: 2026-03-04 10:01")),
        ("severity: sev1\nservices: [checkout]", announced("[{id: checkout, level: degraded}]")),
        ("severity: sev1\nservices: [{id: checkout, level: down}, payments]", announced()),
        ("severity: sev1", announced()),
        (
            f"severity: sev1\nservices: [{{id: checkout, level: degraded, periods: [{PERIOD}]}}]",
            announced("[{id: checkout, level: degraded}]"),
        ),
    ],
)
def test_maintenance_excuses_only_what_it_announced(said: str, others: dict[str, str]) -> None:
    """Another service, a worse level, one service more, unannounced, cancelled: nothing is excused."""
    judgement = resolution("detected: 2026-03-04 10:30, mitigated: 2026-03-04 11:30", said, others=others)
    assert (judgement.verdict, judgement.least_seconds, judgement.rests) == ("met", 3600, ())


@pytest.mark.parametrize(
    "said",
    [
        "[{id: checkout, level: down}]",
        "[checkout]",
        "[{id: checkout, level: degraded}, {id: payments, role: cause}, {id: batch, level: none}]",
    ],
)
def test_maintenance_excuses_what_is_no_worse_than_it_announced(said: str) -> None:
    """A level that nobody wrote down may have been the worst, which was announced."""
    judgement = resolution(
        "detected: 2026-03-04 10:30, mitigated: 2026-03-04 12:30",
        f"severity: sev1\nservices: {said}",
        others=announced(),
    )
    assert judgement.least_seconds == 1800
