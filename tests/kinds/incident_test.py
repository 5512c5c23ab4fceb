"""Incidents."""

import pytest

from incidentbook.kinds import KINDS
from incidentbook.kinds.incident.model import Incident
from tests.books import incident, opened

LONG = """\
type: incident
severity: sev2
status: resolved
review: {state: in-review, due: 2026-04-01}
zone: Europe/London
services:
  - checkout
  - id: payments-db
    role: cause
    level: down
    share: 34 %
    region: eu
    periods: [{from: 2026-03-04 10:00, to: 2026-03-04 11:00, level: degraded}]
impact: {summary: 12 % of checkouts failed, users: 4200, requests: 12}
detection: alert
detections: [{at: 2026-03-04 10:12, by: alert, ref: x}]
trigger: {type: deployment, ref: https://x, summary: y}
factors: [config, missing-alert]
symptoms: [checkout-504]
alerts: [CheckoutLatencyHigh]
known_issues: [KI-0007, {id: KI-0008, link: suspected, fix: failed, took: 38m}]
runbooks: [RB-0003, {id: RB-0004, fix: worked, took: 12m}]
actions:
  - Write it down
  - {do: Alert, type: detect, owner: payments, due: 2026-03-20, done: 2026-03-18, ref: PAY-311, id: A1, priority: high}
  - {do: Nothing, dropped: no time}
related: [INC-2026-0002]
stated: {mitigate: 1h 50m, resolve: {value: 33h 15m, from: detected, to: resolved, hours: always}}
reopened: [{at: 2026-03-05, mitigated: 2026-03-05 10:00, resolved: 2026-03-05 11:00, why: x}]
severity_history: [{at: 2026-03-04 10:12, severity: sev1}]
provider: {service: cloud, ref: x, started: 2026-03-04, restored: 2026-03-04}
exposed: 2026-03
contained: 2026-03-04
roles: {incident commander: me}
versions: {api: 2.10}
links: [{title: Chat, url: https://x}]
aliases: [incidents/old/]
extra: {anything: [1, {a: b}]}
"""
TIMES = """\
times:
  started: 2026-03-04 10:00
  detected: 2026-03-04 10:12
  acknowledged: 2026-03-04 10:15
  declared: 2026-03-04 10:20
  mitigated: 2026-03-04 11:02
  resolved: ~ 2026-03-04 12:40
  closed: 2026-03
  paused: [{from: 2026-03-04 10:30, to: 2026-03-04 10:40, why: z}]"""


def read(front_matter: str, times: str = TIMES) -> Incident:
    found = opened({"incidents/a.md": incident(front_matter, times=times)})
    assert {one.code for one in found.diagnostics} <= {"KB301"}
    return found.book.incidents[0].fields


def test_everything_that_the_format_knows_can_be_said() -> None:
    """In its long form."""
    fields = read(LONG)
    assert [name for name, _ in fields.times.milestones()] == [
        "started",
        "detected",
        "acknowledged",
        "declared",
        "mitigated",
        "resolved",
        "closed",
    ]
    assert (fields.times.resolved is not None, fields.times.resolved and fields.times.resolved.approximate) == (
        True,
        True,
    )
    assert fields.services[1].periods[0].from_.clock == "10:00 GMT"
    assert (fields.services[1].share, fields.actions[0].do, fields.versions) == (0.34, "Write it down", {"api": "2.10"})
    assert [(one.id, one.link, one.fix) for one in fields.known_issues] == [
        ("KI-0007", "confirmed", None),
        ("KI-0008", "suspected", "failed"),
    ]
    assert fields.extra == {"anything": ["1", {"a": "b"}]}


def test_everything_can_be_said_in_one_word_where_one_is_enough() -> None:
    """It is the same as the long form with that word."""
    short = read(
        "services: a\n"
        "impact: b\n"
        "trigger: config\n"
        "review: draft\n"
        "known_issues: KI-0007\n"
        "runbooks: RB-0003\n"
        "actions: c\n"
        "provider: d\n"
        "stated: {mitigate: 1h}"
    )
    long = read(
        "services: [{id: a}]\n"
        "impact: {summary: b}\n"
        "trigger: {type: config}\n"
        "review: {state: draft}\n"
        "known_issues: [{id: KI-0007}]\n"
        "runbooks: [{id: RB-0003}]\n"
        "actions: [{do: c}]\nprovider: {service: d}\nstated: {mitigate: {value: 1h}}"
    )
    assert short == long


def test_an_incident_belongs_to_its_earliest_milestone() -> None:
    """Whichever that is; the first signal may precede the impact."""
    assert (
        str(read("", "times: {started: 2026-03-04 10:00, detected: 2026-03-04 09:55}").earliest)
        == "4 Mar 2026, 09:55 UTC"
    )
    assert str(read("", "times: {resolved: 2026-03-05, closed: 2026-02}").earliest) == "Feb 2026"


@pytest.mark.parametrize(
    ("front_matter", "times", "state"),
    [
        ("", "times: {detected: 2026}", "investigating"),
        ("", "times: {detected: 2026, mitigated: 2026}", "monitoring"),
        ("", "times: {resolved: 2026}", "resolved"),
        ("", "times: {closed: 2026}", "resolved"),
        ("status: identified", "times: {resolved: 2026}", "identified"),
    ],
)
def test_the_state_is_as_written_else_as_the_milestones_say(front_matter: str, times: str, state: str) -> None:
    """Open is whatever is not resolved."""
    fields = read(front_matter, times)
    assert (fields.state, fields.open) == (state, state != "resolved")


@pytest.mark.parametrize(
    ("ends", "reopened", "state"),
    [
        ("mitigated: 2026-03-04 11:00", "{at: 2026-03-04 12:00}", "investigating"),
        ("resolved: 2026-03-04 11:00", "{at: 2026-03-04 12:00}", "investigating"),
        ("resolved: 2026-03-04 11:00", "{at: 2026-03-04 12:00, mitigated: 2026-03-04 13:00}", "monitoring"),
        ("mitigated: 2026-03-04 11:00", "{at: 2026-03-04 12:00, resolved: 2026-03-04 13:00}", "resolved"),
        ("resolved: 2026-03-04 15:00", "{at: 2026-03-04 12:00}", "resolved"),
        ("resolved: 2026-03-04 15:00", "{at: 2026-03-04 12:00, mitigated: 2026-03-04 13:00}", "resolved"),
        ("mitigated: 2026-03-04 13:00", "{at: 2026-03-04 12:00}", "monitoring"),
        ("closed: 2026-03-07", "{at: 2026-03-04 12:00, mitigated: 2026-03-04 13:00}", "resolved"),
        ("closed: 2026-03-04 11:30", "{at: 2026-03-04 12:00, mitigated: 2026-03-04 13:00}", "monitoring"),
        (
            "resolved: 2026-03-04 11:00",
            "{at: 2026-03-06 12:00}, {at: 2026-03-04 12:00, resolved: 2026-03-04 15:00}",
            "investigating",
        ),
    ],
)
def test_an_incident_that_came_back_is_open_until_it_has_ended_again(ends: str, reopened: str, state: str) -> None:
    """Whether that end stands with the reopening or is the last of its times, as for the clocks of targets."""
    fields = read(f"reopened: [{reopened}]", f"times: {{detected: 2026-03-04 10:00, {ends}}}")
    assert (fields.state, fields.open) == (state, state != "resolved")


def test_a_second_report_or_a_part_of_an_incident_is_counted_elsewhere() -> None:
    """A parent and a cause are other incidents."""
    assert [
        read(f"{key}: INC-2026-0009").counted_elsewhere for key in ("duplicate_of", "continues", "parent", "caused_by")
    ] == [True, True, False, False]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Summary", "summary"),
        ("ROOT CAUSE:", "factors"),
        ("Lessons learned", "follow-up"),
        ("Fix ", "resolution"),
        ("My own", None),
    ],
)
def test_usual_headings_are_known_by_other_names_too(heading: str, name: str | None) -> None:
    """In any case, with or without a colon."""
    assert KINDS["incident"].section_name(heading) == name
