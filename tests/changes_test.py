"""How verdicts changed: from running to met or missed, back again when an incident came back, and when."""

from collections.abc import Mapping
from datetime import UTC, datetime
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.announced import announced_windows
from incidentbook.changes import DEFINITIONS, Stood, histories
from incidentbook.past_reports import as_it_stood
from incidentbook.settings import Settings
from incidentbook.sla import judge
from incidentbook.statistics import measure
from tests.books import incident, opened

SLA = """targets:
  - {severity: sev1, response: 15m, resolution: 4h}
"""
SINCE, AS_OF = "2026-03-01 00:00", "2026-03-20 00:00"


def moment(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


def changed(
    times: str,
    front_matter: str = "",
    *,
    since: str = SINCE,
    as_of: str = AS_OF,
    others: Mapping[str, str] | None = None,
) -> dict[tuple[str, str], list[tuple[str, str, str]]]:
    """Return the histories of a book with one incident, or more, as text: from when, until when, which verdict."""
    front_matter = f"severity: sev1\n{front_matter}"
    texts = {"sla.yml": SLA, "incidents/a.md": incident(front_matter, times=f"times: {{{times}}}"), **(others or {})}
    found = opened(texts)
    assert found.diagnostics == []
    measured = measure(found.book, Settings(), moment(as_of))
    said = histories(found.book, measured, moment(since), moment(as_of))
    return {key: [_said(one) for one in stood] for key, stood in said.items()}


def resolution(times: str, front_matter: str = "", **given_: str) -> list[tuple[str, str, str]]:
    return changed(times, front_matter, **given_)["incidents/a.md", "resolution"]  # type: ignore[arg-type]


def _said(stood: Stood) -> tuple[str, str, str]:
    def text(at: float) -> str:
        return "" if abs(at) == inf else f"{datetime.fromtimestamp(at, UTC):%m-%d %H:%M}"

    return text(stood.begin), text(stood.end), stood.verdict


def test_a_target_was_running_until_it_was_met() -> None:
    """From the beginning of the incident to the milestone."""
    assert resolution("detected: 2026-03-04 10:00, mitigated: 2026-03-04 11:00, resolved: 2026-03-05 09:00") == [
        ("03-04 10:00", "03-04 11:00", "running"),
        ("03-04 11:00", "", "met"),
    ]


def test_a_target_is_missed_from_the_moment_it_ran_out() -> None:
    """Not from the milestone that came too late."""
    assert resolution("detected: 2026-03-04 10:00, mitigated: 2026-03-06 11:00, resolved: 2026-03-06 12:00") == [
        ("03-04 10:00", "03-04 14:00", "running"),
        ("03-04 14:00", "", "missed"),
    ]


def test_a_target_of_an_open_incident_ran_out_by_itself() -> None:
    """Although the report says nothing of that day."""
    assert resolution("detected: 2026-03-19 22:00", as_of="2026-03-20 12:00") == [
        ("03-19 22:00", "03-20 02:00", "running"),
        ("03-20 02:00", "", "missed"),
    ]


def test_what_stood_before_the_time_in_question_has_no_beginning_there() -> None:
    """The incident began in February."""
    times = "detected: 2026-02-28 22:00, mitigated: 2026-03-01 01:00, resolved: 2026-03-01 02:00"
    assert resolution(times) == [("", "03-01 01:00", "running"), ("03-01 01:00", "", "met")]


def test_a_target_that_was_met_runs_again_when_the_incident_comes_back() -> None:
    """Its clock rested meanwhile: half an hour was used before, and three and a half are left."""
    times = "detected: 2026-03-04 10:00, mitigated: 2026-03-04 10:30, resolved: 2026-03-04 11:00"
    back = "reopened: [{at: 2026-03-06 08:00, mitigated: 2026-03-06 13:00, resolved: 2026-03-06 14:00}]\n"
    assert resolution(times, back) == [
        ("03-04 10:00", "03-04 10:30", "running"),
        ("03-04 10:30", "03-06 08:00", "met"),
        ("03-06 08:00", "03-06 11:30", "running"),
        ("03-06 11:30", "", "missed"),
    ]


def test_a_response_of_which_no_milestone_tells_became_unknown() -> None:
    """When it was mitigated without an acknowledgement."""
    times = "detected: 2026-03-04 10:00, mitigated: 2026-03-04 10:10, resolved: 2026-03-04 11:00"
    assert changed(times)["incidents/a.md", "response"] == [
        ("03-04 10:00", "03-04 10:10", "running"),
        ("03-04 10:10", "", "unknown"),
    ]


def test_a_report_that_continues_an_incident_changes_its_verdict() -> None:
    """It was met until it went on."""
    times = "detected: 2026-03-04 10:00, mitigated: 2026-03-04 11:00, resolved: 2026-03-04 12:00"
    more = incident(
        "continues: INC-2026-0001\n",
        id="INC-2026-0002",
        times="times: {detected: 2026-03-06 08:00, mitigated: 2026-03-06 10:00, resolved: 2026-03-06 11:00}",
    )
    found = changed(times, others={"incidents/b.md": more})
    assert found["incidents/a.md", "resolution"] == [
        ("03-04 10:00", "03-04 11:00", "running"),
        ("03-04 11:00", "03-06 08:00", "met"),
        ("03-06 08:00", "03-06 10:00", "running"),
        ("03-06 10:00", "", "met"),
    ]
    assert {path for path, _ in found} == {"incidents/a.md"}


def test_of_a_start_known_to_the_day_the_change_is_found_all_the_same() -> None:
    """Due at no moment that is known: it may have been missed from 4:00 on, and surely was at 4:00 of the next day."""
    running, doubtful, missed = resolution("detected: 2026-03-04")
    assert running == ("03-04 00:00", "03-04 04:00", "running")
    assert (doubtful[2], missed[1:]) == ("unknown", ("", "missed"))
    assert doubtful[1] in ("03-05 04:00", "03-05 04:01")  # it is looked for to the minute


def test_an_incident_that_was_over_has_no_history() -> None:
    """Nor has one that is not counted, or that has no target."""
    over = "detected: 2026-02-01 10:00, mitigated: 2026-02-01 11:00, resolved: 2026-02-01 12:00"
    assert changed(over) == {}
    assert changed("detected: 2026-03-04 10:00", "type: near-miss\n") == {}


def test_the_last_verdict_is_that_of_now() -> None:
    """And verdicts follow one another without a gap."""
    times = "started: 2026-03-04 09:00, detected: 2026-03-04 10:00, acknowledged: 2026-03-04 10:20"
    for stood in changed(times).values():
        assert stood[-1][1] == ""
        assert [end for _, end, _ in stood[:-1]] == [begin for begin, _, _ in stood[1:]]
        assert stood[-1][2] == "missed"


MINUTES = st.integers(min_value=0, max_value=19 * 24 * 60)


def _at(minutes: int) -> str:
    return f"{datetime.fromtimestamp(moment(SINCE) + minutes * 60, UTC):%Y-%m-%d %H:%M}"


@settings(max_examples=60, deadline=None)
@given(st.lists(MINUTES, min_size=2, max_size=4, unique=True), MINUTES)
def test_the_history_says_at_any_moment_what_the_report_of_then_would_be_judged(moments: list[int], asked: int) -> None:
    """Whatever the order of its milestones."""
    names = ("detected", "acknowledged", "mitigated", "resolved")
    said = ", ".join(f"{name}: {_at(at)}" for name, at in zip(names, moments, strict=False))
    book = opened({"sla.yml": SLA, "incidents/a.md": incident("severity: sev1\n", times=f"times: {{{said}}}")}).book
    (article,) = book.incidents
    as_of, then = moment(AS_OF), moment(SINCE) + asked * 60 + 30
    found = histories(book, measure(book, Settings(), as_of), moment(SINCE), as_of)
    past = as_it_stood(article.fields, then)
    if past is None:
        assert all(stood[0].begin >= then for stood in found.values())
        return
    windows = announced_windows(book)
    copy = type(article)(**{**{name: getattr(article, name) for name in article.__dataclass_fields__}, "fields": past})
    for judged in judge(copy, book, windows, then):
        stood = found[article.path, judged.clock]
        assert [one.verdict for one in stood if one.begin < then <= one.end] == [judged.verdict]


def test_the_definition_is_whole() -> None:
    """It stands on the page of definitions."""
    (definition,) = DEFINITIONS
    assert definition.name == "earlier-verdict"
    assert definition.text.format() == definition.text
    assert definition.text.endswith(".")


@pytest.mark.parametrize("as_of", ["2026-03-04 00:00", "2026-03-04 10:30"])
def test_times_later_than_the_moment_of_the_site_are_judged_as_they_are(as_of: str) -> None:
    """A report of today is in a site that speaks of the beginning of today."""
    times = "detected: 2026-03-04 10:00, mitigated: 2026-03-04 11:00, resolved: 2026-03-04 12:00"
    assert resolution(times, as_of=as_of)[-1] == ("03-04 11:00", "", "met")
