"""Whether fixes hold."""

from collections.abc import Mapping

import pytest

from incidentbook.fixes import FixHeld, held
from tests.books import incident, issue, opened

LINKED = "known_issues: [KI-0001]"


def report(number: int, times: str, front_matter: str = LINKED) -> dict[str, str]:
    text = incident(front_matter, id=f"INC-2026-{number:04}", times=f"times: {{{times}}}")
    return {f"incidents/{number}.md": text}


def judged(fix: str, *reports: Mapping[str, str], known: str = "") -> FixHeld:
    """Judge the only fix of KI-0001; `known` are further lines of its front matter."""
    texts: dict[str, str] = {"known-issues/1.md": issue(f"fixes: [{{{fix}}}]\n{known}")}
    for one in reports:
        texts |= one
    book = opened(texts)
    assert book.diagnostics == []
    (made,) = book.book.known_issues[0].fields.fixes
    return held(made, book.graph.occurrences.get("KI-0001", ()))


def test_a_fix_without_a_date_is_not_judged() -> None:
    """Whatever came later."""
    one = judged("summary: x", report(1, "detected: 2026-05-01 10:00"))
    assert (one.judged, one.came_back, one.back, one.days, one.times) == (False, None, None, None, 0)


def test_the_first_occurrence_after_a_fix_says_when_the_issue_came_back() -> None:
    """Reported or not, and how often in all."""
    reports = report(1, "detected: 2026-04-01 10:00"), report(2, "detected: 2026-04-20 10:00")
    one = judged("at: 2026-04-02", *reports, known="occurrences: [2026-04-12, 2026-05-01]")
    assert (one.judged, one.came_back, one.days, one.times) == (True, True, 10, 3)
    assert one.back is not None
    assert one.back.incident is None
    assert judged("at: 2026-05-02", *reports).came_back is False


@pytest.mark.parametrize(
    ("fix", "detected", "came_back"),
    [
        ("2026-04-02", "2026-04-02 23:59", False),
        ("2026-04-02", "2026-04-03 00:00", True),
        ("2026-04-02 12:00", "2026-04-02 11:59", False),
        ("2026-04-02 12:00", "2026-04-02 12:00", True),
        ("2026-04-02 12:00", "2026-04-02", False),
        ("2026-04", "2026-04-30 10:00", False),
        ("2026-04", "2026-05-01 10:00", True),
        ("2026-04-02", "2026-04", False),
    ],
)
def test_what_may_have_been_before_the_fix_is_not_after_it(fix: str, detected: str, came_back: bool) -> None:
    """A fix of a day is often made in that day's incident."""
    assert judged(f"at: {fix}", report(1, f"detected: {detected}")).came_back is came_back


@pytest.mark.parametrize(
    ("detected", "there", "came_back", "said"),
    [
        ("2026-05-01", "{api: 2.4.9}", False, "api 2.4.9"),
        ("2026-05-01", "{api: 2.5rc1}", False, "api 2.5rc1"),
        ("2026-05-01", "{api: '2.5'}", True, "api 2.5"),
        ("2026-05-01", "{api: '2.10'}", True, "api 2.10"),
        ("2026-05-01", "{api: main}", True, ""),
        ("2026-05-01", "{other: '1.0'}", True, ""),
        ("2026-05-01", "{api: '2.6', worker: '1.2'}", False, "worker 1.2"),
        ("2026-05-01", "{api: main, worker: '1.4'}", True, "worker 1.4"),
        ("2026-04-01 10:00", "{api: '2.6'}", True, "api 2.6"),
        ("2026-04-01 10:00", "{api: '2.4'}", False, ""),
        ("2026-03-01 10:00", "{api: '2.6'}", False, ""),
    ],
)
def test_versions_say_whether_the_fix_was_in_force(detected: str, there: str, came_back: bool, said: str) -> None:
    """The fix is of 1 April: before it they change nothing, on that day they decide, later an older one excuses."""
    one = judged(
        "at: 2026-04-01, versions: {api: '2.5', worker: '1.3'}",
        report(1, f"detected: {detected}", f"{LINKED}\nversions: {there}"),
    )
    assert one.came_back is came_back
    assert one.back_on == (said if came_back else "")
    assert [other.said for other in one.still_on] == ([said] if said and not came_back else [])


def test_an_occurrence_on_an_older_version_does_not_hide_a_later_one() -> None:
    """The second is the first that counts."""
    versions = "versions: {{api: '{}'}}"
    one = judged(
        "at: 2026-04-01, versions: {api: '2.5'}",
        report(1, "detected: 2026-04-11", f"{LINKED}\n{versions.format('2.4')}"),
        report(2, "detected: 2026-04-21", f"{LINKED}\n{versions.format('2.5.1')}"),
    )
    assert (one.days, one.times, one.back_on, len(one.still_on)) == (20, 1, "api 2.5.1", 1)


def test_the_days_since_a_fix_are_never_less_than_none() -> None:
    """The report knows the month only, which began before the fix; its version says that it was after."""
    one = judged(
        "at: 2026-04-10, versions: {api: '2.5'}", report(1, "detected: 2026-04", f"{LINKED}\nversions: {{api: '2.5'}}")
    )
    assert (one.came_back, one.days) == (True, 0)
