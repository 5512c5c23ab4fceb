"""The figures of one incident: each worked out by hand from its times."""

from collections.abc import Mapping
from datetime import datetime

from incidentbook.links import link
from incidentbook.load import load_text
from incidentbook.settings import Settings
from incidentbook.views.incident_figures import FiguresSaid, figures_of
from incidentbook.views.verdict_grounds import VerdictGrounds
from incidentbook.views.view import Shown
from tests.books import article, incident

SLA = """
calendars: {office: {zone: Europe/London, week: {mon-fri: "09:00-17:00"}}}
targets:
  - {severity: sev1, response: 15m, resolution: 4h}
  - {severity: sev2, response: 30m, resolution: 8h, hours: office}
"""
# 4 March 2026 is a Wednesday.
DAY = "2026-03-04"
USUAL = f"started: {DAY} 10:00, detected: {DAY} 10:12, acknowledged: {DAY} 10:15, mitigated: {DAY} 11:02"


def figures(
    times: str,
    front_matter: str = "severity: sev1",
    *,
    others: Mapping[str, str] | None = None,
    as_of: str = "2026-03-20 12:00+00:00",
    **options: object,
) -> FiguresSaid:
    """Return the figures of one incident, given by its times in UTC and further keys."""
    texts = {
        "sla.yml": SLA,
        "services.yml": "checkout: {aliases: [shop]}\npayments: {}\n",
        "incidents/1.md": incident(front_matter, times=f"times: {{{times}}}"),
        **(others or {}),
    }
    settings = Settings.model_validate({"audience": "restricted", **options})
    book, diagnostics = load_text(texts, settings)
    assert diagnostics == []
    shown = Shown(book, link(book), settings, datetime.fromisoformat(as_of))
    (asked,) = (one for one in book.incidents if one.path == "incidents/1.md")
    return figures_of(asked, shown, VerdictGrounds(shown))


def durations(found: FiguresSaid) -> list[tuple[str, str]]:
    return [(one.said, one.note) for one in found.durations]


def test_the_four_durations_stand_with_their_arithmetic() -> None:
    """Resolved is missing, so the last of them is not known."""
    found = figures(f"{USUAL}")
    assert [one.name for one in found.durations] == ["ttd", "tta", "ttm", "ttr"]
    assert durations(figures(USUAL, "status: resolved")) == [
        ("12 min", ""),
        ("3 min", ""),
        ("1 h 2 min", ""),
        ("", "resolved is not known"),
    ]
    assert found.arithmetic == (
        "TTD: started 4 Mar 2026, 10:00 UTC → detected 4 Mar 2026, 10:12 UTC = 12 min",
        "TTA: detected 4 Mar 2026, 10:12 UTC → acknowledged 4 Mar 2026, 10:15 UTC = 3 min",
        "TTM: started 4 Mar 2026, 10:00 UTC → mitigated 4 Mar 2026, 11:02 UTC = 1 h 2 min",
    )


def test_a_long_duration_is_said_to_the_minute() -> None:
    """A day, an hour and a minute."""
    found = figures(f"started: {DAY} 10:00, mitigated: 2026-03-05 11:01, resolved: 2026-03-05 11:01:30")
    assert [one.said for one in found.durations] == ["", "", "1 d 1 h 1 min", "1 d 1 h 1 min 30 s"]


def test_what_is_not_known_says_why() -> None:
    """Missing, still to come, or impossible."""
    assert durations(figures(f"detected: {DAY} 10:12, mitigated: {DAY} 11:02", "status: resolved")) == [
        ("", "started is not known"),
        ("", "acknowledged is not known"),
        ("at least 50 min", "the start is not known"),
        ("", "started and resolved are not known"),
    ]
    begun = figures(f"started: {DAY} 10:00, detected: {DAY} 10:12")
    assert [one.note for one in begun.durations] == [
        "",
        "not acknowledged yet",
        "not mitigated yet",
        "not resolved yet",
    ]
    backwards = figures(f"started: {DAY} 10:00, detected: {DAY} 10:12, resolved: {DAY} 09:00")
    assert backwards.durations[3].note == "resolved is before started"


def test_what_stands_in_for_what_is_said() -> None:
    """Declared for acknowledged, and a signal before the impact."""
    found = figures(f"started: {DAY} 10:05, detected: {DAY} 10:00, declared: {DAY} 10:20, mitigated: {DAY} 11:00")
    assert durations(found)[:2] == [
        ("0 min", "detected 5 min before impact"),
        ("20 min", "declared stands in for acknowledged"),
    ]


def test_without_any_duration_there_are_none_to_show() -> None:
    """One time is no duration."""
    found = figures(f"detected: {DAY} 10:12")
    assert (found.durations, found.arithmetic) == ((), ())


def test_an_incident_that_came_back_runs_to_its_last_end() -> None:
    """Its target rests in between: 30 min and another hour."""
    found = figures(
        f"started: {DAY} 10:00, detected: {DAY} 10:00, acknowledged: {DAY} 10:00, mitigated: {DAY} 10:30",
        f"severity: sev1\nreopened: [{{at: {DAY} 14:00, mitigated: {DAY} 15:00, resolved: {DAY} 15:00}}]",
    )
    assert durations(found)[2] == ("5 h", "to the last end, as it came back")
    assert [(one.verdict, one.said, one.left) for one in found.verdicts][1] == (
        "met",
        "1 h 30 min of 4 h",
        "2 h 30 min to spare",
    )


def test_while_it_has_come_back_it_is_not_mitigated_yet() -> None:
    """Although it was once."""
    found = figures(
        f"started: {DAY} 10:00, detected: {DAY} 10:00, mitigated: {DAY} 10:30, resolved: {DAY} 11:00",
        f"severity: sev1\nreopened: [{{at: {DAY} 14:00}}]",
    )
    assert [one.note for one in found.durations][2:] == ["not mitigated yet", "not resolved yet"]


def test_each_clock_has_its_verdict() -> None:
    """Three of 15 minutes, and 50 minutes of four hours."""
    response, resolution = figures(USUAL).verdicts
    assert response[:4] == ("response", "met", "3 min of 15 min", "12 min to spare")
    assert resolution[:4] == ("resolution", "met", "50 min of 4 h", "3 h 10 min to spare")
    assert (response.due, response.why) == (None, "")
    assert resolution.arithmetic == (
        "detected 4 Mar 2026, 10:12 UTC → mitigated 4 Mar 2026, 11:02 UTC: 50 min on the clock",
        "target 4 h: met with 3 h 10 min to spare",
    )


def test_a_miss_says_by_how_much_and_in_which_hours() -> None:
    """From Wednesday 16:00 to Friday 10:00 are 1 + 8 + 1 hours of the office: days would say something else."""
    times = f"detected: {DAY} 16:00, acknowledged: {DAY} 16:10, mitigated: 2026-03-06 10:00"
    found = figures(times, "severity: sev2").verdicts[1]
    assert found[:4] == ("resolution", "missed", "10 h of 8 h in office", "2 h over")


def test_a_verdict_that_is_not_known_says_what_is_missing() -> None:
    """And claims no time used."""
    response, resolution = figures(
        f"detected: {DAY}, mitigated: {DAY} 11:00", "severity: sev1\nstatus: resolved"
    ).verdicts
    assert response[1:4] == ("unknown", "", "")
    assert response.why == "acknowledged is missing"
    assert (resolution.verdict, resolution.why) == ("unknown", "detected is known to the day only")


def test_while_it_is_open_a_clock_says_when_it_is_due() -> None:
    """Two hours of four are used up by noon."""
    found = figures(f"detected: {DAY} 10:00, acknowledged: {DAY} 10:05", as_of=f"{DAY} 12:00+00:00")
    assert found.verdicts[1][:4] == ("resolution", "running", "2 h so far of 4 h", "2 h left")
    assert str(found.verdicts[1].due) == "4 Mar 2026, 14:00 UTC"
    assert str(found.as_of) == "4 Mar 2026, 12:00 UTC"
    late = figures(f"detected: {DAY} 10:00, acknowledged: {DAY} 10:05", as_of=f"{DAY} 15:00+00:00").verdicts[1]
    assert late[:4] == ("resolution", "missed", "5 h so far of 4 h", "1 h over")
    assert str(late.due) == "4 Mar 2026, 14:00 UTC"


def test_a_clock_that_began_after_the_moment_of_the_page_has_used_nothing() -> None:
    """Pages speak of the beginning of the day; this began at 10:00."""
    found = figures(f"detected: {DAY} 10:00", as_of=f"{DAY} 00:00+00:00").verdicts[1]
    assert found[:4] == ("resolution", "running", "target 4 h", "")
    assert str(found.due) == "4 Mar 2026, 14:00 UTC"
    assert found.arithmetic[0] == "detected 4 Mar 2026, 10:00 UTC, after the moment this page speaks of"


def test_a_clock_that_is_never_due_says_why() -> None:
    """It rests until someone ends the pause."""
    found = figures(
        f"detected: {DAY} 10:00, acknowledged: {DAY} 10:05, paused: [{{from: {DAY} 11:00, why: supplier}}]",
        as_of=f"{DAY} 12:00+00:00",
    ).verdicts[1]
    assert (found.verdict, found.due, found.why) == ("running", None, "still open, and its clock rests")


def test_what_is_over_depends_on_no_moment() -> None:
    """Nothing says as of when."""
    found = figures(USUAL, "severity: sev1\nstatus: resolved")
    assert found.as_of is None
    assert [one.due for one in found.verdicts] == [None, None]


def test_what_is_not_counted_says_why_and_is_not_judged() -> None:
    """A second report, and a near miss that impaired nothing."""
    assert figures(USUAL, "severity: sev1\nduplicate_of: INC-2026-0009").left_out == "a second report of INC-2026-0009"
    missed = figures(USUAL, "severity: sev1\ntype: near-miss")
    assert (missed.left_out, missed.verdicts) == ("a near miss that impaired no service", ())
    assert len(missed.durations) == 4
    impaired = figures(USUAL, "severity: sev1\ntype: near-miss\nservices: [{id: checkout, level: degraded}]")
    assert (impaired.left_out, len(impaired.verdicts)) == ("", 2)


def test_a_stated_duration_stands_beside_what_the_times_give() -> None:
    """A difference of more than five minutes is worth a word."""
    found = figures(USUAL, "stated: {mitigate: 1h 30m, acknowledge: 5m}").stated
    assert found[0] == ("mitigate", "1 h 30 min", "", "28 min more", "its times give 1 h 2 min")
    assert found[1] == ("acknowledge", "5 min", "", "", "its times give 3 min")


def test_a_stated_duration_is_compared_by_its_own_clock() -> None:
    """From Wednesday 16:00 to Thursday 10:00 are two hours of the office."""
    times = f"started: {DAY} 15:00, declared: {DAY} 16:00, mitigated: 2026-03-05 10:00"
    stated = "stated: {mitigate: {value: 1h, from: declared, to: mitigated, hours: office}}"
    (found,) = figures(times, stated).stated
    assert found[1:] == ("1 h", "from declared to mitigated, in office", "1 h less", "its times give 2 h")


def test_a_stated_duration_that_cannot_be_compared_says_why() -> None:
    """And may be the figure, where the setting has it so."""
    found = figures(f"started: {DAY} 10:00", "status: resolved\nstated: {resolve: 2h, triage: 10m}")
    assert [(one.key, one.differs, one.compared) for one in found.stated] == [
        ("resolve", "", "the times do not say when it was resolved"),
        ("triage", "", "it does not say between which milestones it was counted"),
    ]
    assert durations(found)[3] == ("2 h", "as stated")
    derived = figures(f"started: {DAY} 10:00", "status: resolved\nstated: {resolve: 2h}", durations="derived")
    assert derived.durations == ()


MOVE = article(
    f"id: MNT-2026-0001\ntitle: Move\nannounced: 2026-03-01\nplanned: {{from: {DAY} 09:00, to: {DAY} 12:00}}\n"
    "services: [{id: checkout, level: down}]"
)


def test_maintenance_at_its_time_is_named_whether_it_excuses_or_not() -> None:
    """It excuses the service that it announced, also by its other name, and no other."""
    others = {"maintenance/move.md": MOVE}
    found = figures(USUAL, "severity: sev1\nservices: [{id: shop, level: down}]", others=others)
    assert {(one.verdict, one.why) for one in found.verdicts} == {
        ("excluded", "within announced maintenance MNT-2026-0001")
    }
    ((target, begin, end),) = found.maintenance
    assert (target.name, str(begin), str(end)) == ("MNT-2026-0001", "4 Mar 2026, 09:00 UTC", "4 Mar 2026, 12:00 UTC")
    both = figures(USUAL, "severity: sev1\nservices: [{id: checkout, level: down}, payments]", others=others)
    assert ([one.verdict for one in both.verdicts], len(both.maintenance)) == (["met", "met"], 1)
    coarse = {"maintenance/move.md": MOVE.replace(f"from: {DAY} 09:00, to: {DAY} 12:00", f"from: {DAY}, to: {DAY}")}
    assert figures(USUAL, "services: [checkout]", others=coarse).maintenance == (), "no moment of it is certain"
    later = USUAL.replace(DAY, "2026-03-05")
    assert figures(later, "services: [checkout]", others=others).maintenance == ()
