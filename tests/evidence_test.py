"""How well a fix is known to work."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.evidence import FixEvidence, fixes_of_symptom, trials_of_issue
from tests.books import article, incident, issue, opened, runbook


class Tried(NamedTuple):
    """An incident that showed the symptom, on a day, and what was tried in it."""

    day: int
    issue: str = ""
    fix: str = ""
    link: str = "confirmed"
    runbook: str = ""
    used: str = ""
    took: int = 0
    extra: str = ""


def text_of(number: int, tried: Tried) -> str:
    """Return the incident's article."""
    took = f", took: {tried.took}m" if tried.took else ""
    lines = ["symptoms: [slow]", tried.extra]
    if tried.issue:
        fix = f", fix: {tried.fix}" if tried.fix else ""
        lines.append(f"known_issues: [{{id: {tried.issue}, link: {tried.link}{fix}{took}}}]")
    if tried.runbook:
        fix = f", fix: {tried.used}" if tried.used else ""
        lines.append(f"runbooks: [{{id: {tried.runbook}{fix}{took}}}]")
    at = date(2026, 1, 1) + timedelta(days=tried.day)
    return incident("\n".join(lines), id=f"INC-2026-{number:04}", times=f"times: {{detected: {at} 10:00}}")


FIXED = {
    "symptoms/slow.md": article("title: Slow"),
    "known-issues/1.md": issue(id="KI-0001"),
    "known-issues/2.md": issue(id="KI-0002"),
    "runbooks/1.md": runbook(id="RB-0001"),
    "known-issues/3.md": issue("symptoms: [slow]", id="KI-0003"),
    "runbooks/2.md": runbook("symptoms: [slow]", id="RB-0002"),
}


def ranked(trials: Sequence[Tried], names: Sequence[int] | None = None, window: int = 90) -> list[FixEvidence]:
    """Rank the fixes of the symptom; `names` are the numbers of the incidents' files."""
    numbers = names or range(1, len(trials) + 1)
    texts = {
        f"incidents/{number}.md": text_of(at, tried)
        for at, (number, tried) in enumerate(zip(numbers, trials, strict=True), 1)
    }
    found = opened({**FIXED, **texts})
    assert found.diagnostics == []
    return fixes_of_symptom("slow", found.graph, repeat_window_days=window)


def order(trials: Sequence[Tried]) -> list[str]:
    return [fix.target.name for fix in ranked(trials)]


def evidence(name: str, trials: Sequence[Tried], window: int = 90) -> FixEvidence:
    return next(fix for fix in ranked(trials, window=window) if fix.target.name == name)


def test_without_trials_those_that_name_the_symptom_are_listed_by_name() -> None:
    """With no evidence at all."""
    fixes = ranked([])
    assert [(fix.target.name, fix.cases, fix.tried, fix.score, fix.last_worked, fix.median_took) for fix in fixes] == [
        ("KI-0003", 0, 0, 0.5, None, None),
        ("RB-0002", 0, 0, 0.5, None, None),
    ]


def test_what_worked_stands_above_what_was_never_tried_and_that_above_what_failed() -> None:
    """One success beats none, one failure falls behind."""
    trials = [Tried(1, "KI-0001", "failed"), Tried(2, "KI-0002", "worked"), Tried(3, runbook="RB-0001", used="partly")]
    assert order(trials) == ["KI-0002", "RB-0001", "KI-0003", "RB-0002", "KI-0001"]


def test_worked_three_times_of_three_is_better_than_once_of_once() -> None:
    """And than three of four."""
    trials = [*[Tried(day, "KI-0001", "worked") for day in (1, 200, 400)], Tried(2, "KI-0002", "worked")]
    assert order(trials)[:2] == ["KI-0001", "KI-0002"]
    trials = [
        *[Tried(day, "KI-0001", "worked") for day in (1, 200, 400)],
        Tried(500, "KI-0001", "failed"),
        *[Tried(day, "KI-0002", "worked") for day in (1, 200, 400)],
    ]
    assert order(trials)[:2] == ["KI-0002", "KI-0001"]


def test_a_worked_out_example() -> None:
    """Six incidents with the symptom: in four it was the known issue, whose fix worked three times."""
    trials = [
        Tried(0, "KI-0001", "worked", took=60),
        Tried(30, "KI-0001", "worked", took=20),
        Tried(200, "KI-0001", "failed"),
        Tried(210, "KI-0001", "worked", took=38),
        Tried(250, "KI-0001", "worked", link="suspected"),
        Tried(300, runbook="RB-0001", used="worked"),
    ]
    fix = evidence("KI-0001", trials)
    assert (fix.cases, fix.worked, fix.partly, fix.failed, fix.tried) == (4, 3, 0, 1, 4)
    assert fix.held == 2, "after the first it came back within 30 days"
    assert fix.score == pytest.approx(4 / 6)
    assert fix.median_took == timedelta(minutes=38)
    assert fix.last_worked is not None
    assert (fix.last_worked.incident.id, fix.last_worked.took) == ("INC-2026-0004", timedelta(minutes=38))
    assert evidence("KI-0001", trials, window=20).held == 3


def test_of_equal_shares_the_one_that_held_then_the_later_then_the_faster_one_is_better() -> None:
    """And in the end the name decides, so that there is one order."""
    held = [Tried(0, "KI-0001", "worked"), Tried(100, "KI-0001"), Tried(0, "KI-0002", "worked"), Tried(50, "KI-0002")]
    assert order(held)[:2] == ["KI-0001", "KI-0002"]
    later = [Tried(0, "KI-0001", "worked"), Tried(1, "KI-0002", "worked")]
    assert order(later)[:2] == ["KI-0002", "KI-0001"]
    faster = [Tried(0, "KI-0001", "worked", took=60), Tried(0, "KI-0002", "worked", took=10)]
    assert order(faster)[:2] == ["KI-0002", "KI-0001"]
    assert order([Tried(0, "KI-0002", "worked"), Tried(0, "KI-0001", "worked")])[:2] == ["KI-0001", "KI-0002"]


def test_only_incidents_that_showed_the_symptom_count() -> None:
    """The known issue may have worked wonders elsewhere; that it came back there, it came back."""
    texts = {**FIXED, "incidents/1.md": text_of(1, Tried(0, "KI-0001", "worked"))}
    for number in range(2, 5):
        texts[f"incidents/{number}.md"] = text_of(number, Tried(number * 10, "KI-0001", "worked")).replace(
            "symptoms: [slow]", ""
        )
    (fix, *_) = fixes_of_symptom("slow", opened(texts).graph, repeat_window_days=90)
    assert (fix.cases, fix.worked, fix.held) == (1, 1, 0)


def test_duplicates_and_continuations_are_no_trials() -> None:
    """Of a known issue and of a runbook."""
    first = Tried(0, "KI-0001", "worked", runbook="RB-0001", used="worked")
    more = [
        first._replace(day=day, extra=f"{relation}: INC-2026-0001")
        for day, relation in ((1, "duplicate_of"), (2, "continues"))
    ]
    for name in ("KI-0001", "RB-0001"):
        assert evidence(name, [first, *more]).worked == evidence(name, [first]).worked == 1


def test_occurrences_without_a_report_say_that_it_came_back() -> None:
    """They are no trials themselves."""
    texts = {
        **FIXED,
        "known-issues/1.md": issue("occurrences: [2026-01-20]"),
        "incidents/1.md": text_of(1, Tried(0, "KI-0001", "worked")),
    }
    graph = opened(texts).graph
    assert [(one.incident.id, one.came_back_after) for one in trials_of_issue(graph.occurrences["KI-0001"])] == [
        ("INC-2026-0001", timedelta(days=18, hours=14))
    ]
    assert fixes_of_symptom("slow", graph, repeat_window_days=90)[0].held == 0
    assert fixes_of_symptom("slow", graph, repeat_window_days=17)[0].held == 1


def test_of_a_symptom_that_there_is_not_nothing_is_known() -> None:
    """Nor of one that nobody names."""
    graph = opened({"symptoms/slow.md": article("title: Slow")}).graph
    assert fixes_of_symptom("nope", graph, repeat_window_days=90) == []
    assert fixes_of_symptom("slow", graph, repeat_window_days=90) == []


OUTCOMES = st.sampled_from(["worked", "partly", "failed", "not-tried", ""])
TRIALS = st.lists(
    st.builds(
        Tried,
        day=st.integers(0, 600),
        issue=st.sampled_from(["KI-0001", "KI-0002", "KI-0003", ""]),
        fix=OUTCOMES,
        link=st.sampled_from(["confirmed", "confirmed", "suspected"]),
        runbook=st.sampled_from(["RB-0001", "RB-0002", ""]),
        used=OUTCOMES,
        took=st.sampled_from([0, 10, 60]),
        extra=st.just(""),
    ),
    max_size=7,
)
LAW = settings(deadline=None, max_examples=80)


@LAW
@given(TRIALS, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_files(trials: list[Tried], chance: random.Random) -> None:
    """However they are called."""
    names = chance.sample(range(1, 100), len(trials))
    assert [(fix.target.name, fix.score, fix.held, fix.cases) for fix in ranked(trials)] == [
        (fix.target.name, fix.score, fix.held, fix.cases) for fix in ranked(trials, names)
    ]


@LAW
@given(TRIALS, st.sampled_from(["KI-0001", "KI-0002", "KI-0003", "RB-0001", "RB-0002"]), st.integers(0, 600))
def test_one_more_success_never_ranks_a_fix_lower(trials: list[Tried], name: str, day: int) -> None:
    """And one more failure never higher."""

    def rank(more: str) -> tuple[int, float]:
        added = Tried(day, name, more) if name.startswith("KI") else Tried(day, runbook=name, used=more)
        fixes = ranked([*trials, added])
        at = [fix.target.name for fix in fixes].index(name)
        return at, fixes[at].score

    before = ranked(trials)
    places = [fix.target.name for fix in before]
    at, score = (places.index(name), before[places.index(name)].score) if name in places else (len(places), 0.5)
    (up, better), (down, worse) = rank("worked"), rank("failed")
    assert up <= at
    assert worse < score < better
    assert down >= min(at, up)


@LAW
@given(TRIALS, st.sampled_from(["KI-0001", "KI-0002", "KI-0003"]), OUTCOMES, st.integers(0, 600))
def test_suspected_links_change_nothing(trials: list[Tried], name: str, outcome: str, day: int) -> None:
    """Whatever they say of the fix."""
    added = [*trials, Tried(day, name, outcome, link="suspected")]
    assert [(fix.target.name, fix.cases, fix.score, fix.held) for fix in ranked(added)] == [
        (fix.target.name, fix.cases, fix.score, fix.held) for fix in ranked(trials)
    ]


@LAW
@given(TRIALS)
def test_numbers_fit_together(trials: list[Tried]) -> None:
    """What was tried is part of the cases, what held part of what worked, and shares are shares."""
    for fix in ranked(trials):
        assert 0 <= fix.held <= fix.worked <= fix.tried <= fix.cases
        assert 0 < fix.score < 1
        assert (fix.last_worked is None) == (fix.worked == 0)
        assert fix.median_took is None or fix.worked
