"""How a verdict is put into words, and how verdicts are counted."""

from dataclasses import replace
from datetime import UTC
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.judgements import Compliance, Verdict, compliance, in_full, instant_of, objective_of
from tests.judged import moment, resolution


@pytest.mark.parametrize(
    ("seconds", "days", "said"),
    [
        (0, True, "0 min"),
        (45, True, "45 s"),
        (3600, True, "1 h"),
        (3661, False, "1 h 1 min 1 s"),
        (266_400, True, "3 d 2 h"),
        (266_400, False, "74 h"),
        (30 * 86_400 + 60, True, "30 d 1 min"),
        (-90, True, "-1 min 30 s"),
    ],
)
def test_lengths_are_said_in_full(seconds: float, days: bool, said: str) -> None:
    """To the second, as the lines of the arithmetic shall add up; a day of support hours is no day."""
    assert in_full(seconds, days=days) == said


@given(st.integers(0, 10**9), st.booleans())
def test_a_length_in_words_is_the_length(seconds: int, days: bool) -> None:
    """Read back it is the same."""
    words = in_full(seconds, days=days).split()
    each = {"d": 86400, "h": 3600, "min": 60, "s": 1}
    assert sum(int(number) * each[unit] for number, unit in zip(words[::2], words[1::2], strict=True)) == seconds


def test_a_moment_is_said_as_the_rest_of_the_book_says_times() -> None:
    """In the zone of the report; to the second only where that matters."""
    assert str(instant_of(moment("2026-07-04 10:12"), ZoneInfo("Europe/London"))) == "4 Jul 2026, 11:12 BST"
    assert str(instant_of(moment("2026-07-04 10:12") + 5.5, UTC)) == "4 Jul 2026, 10:12:05 UTC"
    assert instant_of(1e15, UTC).earliest.year == 9998, "an absurd target is no reason to fail"


def test_an_absurd_target_is_never_due() -> None:
    """A thousand years from the end of the calendar."""
    judgement = resolution("detected: 9990-03-04 10:00", targets="[{severity: sev1, resolution: 1000 y}]")
    assert (judgement.verdict, judgement.due_at) == ("running", None)
    assert judgement.arithmetic


def counts(met: int = 0, missed: int = 0, unknown: int = 0, running: int = 0, excluded: int = 0) -> Compliance:
    one = resolution("detected: 2026-03-04 10:00, mitigated: 2026-03-04 11:00")
    verdicts: dict[Verdict, int] = {
        "met": met, "missed": missed, "unknown": unknown, "running": running, "excluded": excluded,
    }  # fmt: skip
    return compliance(replace(one, verdict=verdict) for verdict, number in verdicts.items() for _ in range(number))


def test_compliance_is_the_share_that_was_met_of_those_met_or_missed() -> None:
    """Unknown, running and excluded ones are counted beside it, and the worst case takes the unknown for missed."""
    found = counts(met=6, missed=2, unknown=4, running=1, excluded=3)
    assert found == (6, 2, 4, 1, 3)
    assert (found.share, found.worst, found.best) == (6 / 8, 6 / 12, 10 / 12)
    assert found.provisional
    assert not counts(met=1, unknown=1).provisional


def test_without_a_verdict_there_is_no_share() -> None:
    """Nothing is divided by zero."""
    assert (counts().share, counts().worst, counts().reaches(0.9), counts().surely_reaches(0.9)) == (None,) * 4
    open_or_excluded = counts(running=3, excluded=2)
    assert (open_or_excluded.share, open_or_excluded.worst) == (None, None)
    unknown = counts(unknown=2)
    assert (unknown.share, unknown.worst, unknown.best) == (None, 0, 1)


def test_an_objective_is_reached_by_a_share_as_high() -> None:
    """Also where the share has no exact binary form; and surely only if the unknown cannot change it."""
    assert counts(met=19, missed=1).reaches(0.95)
    assert not counts(met=18, missed=1).reaches(0.95)
    assert Compliance(met=999, missed=1).reaches(99.9 / 100)
    assert counts(met=19, missed=1, unknown=1).reaches(0.95)
    assert counts(met=19, missed=1, unknown=1).surely_reaches(0.95) is None
    assert counts(met=38, missed=1, unknown=1).surely_reaches(0.95) is True
    assert counts(met=1, missed=2, unknown=1).surely_reaches(0.95) is False


def test_the_objective_is_that_of_the_targets_if_they_have_the_same() -> None:
    """Of different ones there is none for all."""
    times = "detected: 2026-03-04 10:00, mitigated: 2026-03-04 11:00"
    high = resolution(times, targets="[{severity: sev1, resolution: 1h, objective: 95 %}]")
    low = resolution(times, targets="[{severity: sev1, resolution: 1h, objective: 80 %}]")
    assert objective_of([high, high]) == 0.95
    assert objective_of([high, low]) is None
    assert objective_of([]) is None


@given(*[st.integers(0, 30)] * 5)
def test_shares_lie_between_the_worst_and_the_best(met: int, missed: int, unknown: int, running: int, out: int) -> None:
    """And all are shares."""
    found = Compliance(met, missed, unknown, running, out)
    if found.share is None:
        assert met + missed == 0
    else:
        assert found.worst is not None
        assert found.best is not None
        assert 0 <= found.worst <= found.share <= found.best <= 1
