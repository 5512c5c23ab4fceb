"""What keeps coming back, what it costs, whether fixes hold, and what may be an occurrence nobody has confirmed."""

import random
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.definitions import Definition
from incidentbook.durations import Preference
from incidentbook.recurrence import (
    DEFINITIONS,
    IssueRecurrence,
    RepeatRate,
    Suggestion,
    recurrences,
    repeat_rate,
    repeats_of,
    suggestions,
    time_lost,
    top,
)
from incidentbook.settings import Settings
from tests.books import Texts, article, incident, issue, opened

LAW = settings(deadline=None, max_examples=40)
LINKED = "known_issues: [KI-0001]"


def report(number: int, times: str, front_matter: str = LINKED, body: str = "") -> dict[str, str]:
    """Return an incident, by default one of KI-0001, as a file."""
    text = incident(front_matter, body, id=f"INC-2026-{number:04}", times=f"times: {{{times}}}")
    return {f"incidents/{number}.md": text}


def found(*reports: Mapping[str, str], known: str = "", preference: Preference = "derived-first") -> IssueRecurrence:
    """Return how KI-0001 keeps coming back; `known` are lines of its front matter."""
    texts: dict[str, str] = {"known-issues/1.md": issue(known)}
    for one in reports:
        texts |= one
    book = opened(texts)
    assert book.diagnostics == []
    return recurrences(book.book, book.graph, time_lost(book.book, preference))["KI-0001"]


def test_an_issue_that_never_occurred_has_no_figures() -> None:
    """No interval, no last, no hours."""
    nothing = IssueRecurrence(0, 0, 0, (), "", None, 0, 0, 0, ())
    assert found() == nothing
    assert (nothing.median_days, nothing.shortest_days, nothing.intervals_days, nothing.reported) == (None, None, (), 0)


def test_occurrences_without_a_report_are_counted_and_marked() -> None:
    """With their place among the others."""
    one = found(
        report(1, "detected: 2026-01-05 10:00"),
        report(2, "detected: 2026-03-01 10:00"),
        known="occurrences: [2025-11, {at: 2026-01-15, lasted: 3h}]",
    )
    assert (one.count, one.reported, one.unreported, one.undated) == (4, 2, 2, 0)
    assert one.intervals_days == (65, 9, 45)
    assert (one.median_days, one.shortest_days) == (45, 9)
    assert str(one.last) == "1 Mar 2026, 10:00 UTC"


def test_second_reports_and_suspicions_are_no_occurrences() -> None:
    """A duplicate, a continuation, a suspected link."""
    one = found(
        report(1, "detected: 2026-01-05 10:00"),
        report(2, "detected: 2026-01-06 10:00", f"{LINKED}\nduplicate_of: INC-2026-0001"),
        report(3, "detected: 2026-01-07 10:00", f"{LINKED}\ncontinues: INC-2026-0001"),
        report(4, "detected: 2026-01-08 10:00", "known_issues: [{id: KI-0001, link: suspected}]"),
    )
    assert one.count == 1


HOUR = "started: 2026-01-05 10:00, mitigated: 2026-01-05 11:00"


@pytest.mark.parametrize(
    ("times", "front_matter", "hours", "exact"),
    [
        (HOUR, "", 1, True),
        (f"{HOUR}, resolved: 2026-01-05 19:00", "", 1, True),
        ("started: 2026-01-05 10:00, resolved: 2026-01-05 19:00", "", None, False),
        ("detected: 2026-01-05 10:00, mitigated: 2026-01-05 11:00", "", 1, False),
        ("started: 2026-01-04, mitigated: 2026-01-05 11:00", "", 11, False),
        ("detected: 2026-01-05 10:00", "stated: {mitigate: 2h}", 2, True),
        ("detected: 2026-01-05 10:00", "stated: {resolve: 2h}", None, False),
        (HOUR, "reopened: [{at: 2026-01-05 12:00, mitigated: 2026-01-05 14:00}]", 4, True),
        (HOUR, "reopened: [{at: 2026-01-05 12:00}]", None, False),
        (HOUR, "type: near-miss", 0, True),
        (HOUR, "type: near-miss\nservices: [{id: web, level: down}]", 1, True),
    ],
)
def test_hours_are_lost_until_users_can_work_again(
    times: str, front_matter: str, hours: float | None, exact: bool
) -> None:
    """Where the start is unknown or coarse they are a lower bound; the time to resolve does not stand in."""
    book = opened({"known-issues/1.md": issue(), **report(1, times, f"{LINKED}\n{front_matter}")})
    one = recurrences(book.book, book.graph, time_lost(book.book, "derived-first"))["KI-0001"]
    assert one.lost_seconds == (hours or 0) * 3600
    assert (one.lost_known, one.lost_bounded) == (int(exact), int(hours is not None and not exact))


def test_hours_lost_say_of_how_many_occurrences_they_are() -> None:
    """One of them has no report; what continues an incident is part of it; the setting for stated durations counts."""
    reports = (
        report(1, HOUR, f"{LINKED}\nstated: {{mitigate: 30m}}"),
        report(2, "detected: 2026-02-05 10:00, mitigated: 2026-02-05 12:00"),
        report(3, "started: 2026-01-06 10:00, mitigated: 2026-01-06 12:00", "continues: INC-2026-0001"),
    )
    known = "occurrences: [2025-11, {at: 2026-01-15, lasted: 3h}]"
    one = found(*reports, known=known)
    assert (one.lost_seconds, one.lost_known, one.lost_bounded, one.count) == ((26 + 2 + 3) * 3600, 2, 1, 4)
    stated = found(*reports, known=known, preference="stated")
    assert (stated.lost_seconds, stated.lost_known, stated.lost_bounded) == (3.5 * 3600, 2, 0)


def rate(texts: Texts, window: int = 90) -> RepeatRate:
    book = opened(texts)
    return repeat_rate(book.book.incidents, repeats_of(book.graph, window))


KNOWN = {"known-issues/1.md": issue()}


@pytest.mark.parametrize(
    ("second", "repeats"),
    [("2026-01-01 10:00", 1), ("2026-04-01 10:00", 1), ("2026-04-01 10:01", 0), ("2026-04-02 10:00", 0)],
)
def test_a_repeat_begins_at_most_a_window_after_the_last_occurrence(second: str, repeats: int) -> None:
    """Ninety days after 1 January is 1 April; a minute later is too late."""
    texts = KNOWN | report(1, "detected: 2026-01-01 10:00") | report(2, f"detected: {second}")
    assert rate(texts) == RepeatRate(incidents=2, repeats=repeats, unlinked=0, unreviewed=2)
    assert rate(texts).share == repeats / 2


def test_the_occurrence_before_need_not_have_a_report() -> None:
    """Nor be an incident that counts; but it must be confirmed, and of the same known issue."""
    later = report(2, "detected: 2026-01-20 10:00")
    assert rate({"known-issues/1.md": issue("occurrences: [2026-01-05]")} | later).repeats == 1
    near_miss = report(1, "detected: 2026-01-05 10:00", f"{LINKED}\ntype: near-miss")
    assert rate(KNOWN | near_miss | later) == RepeatRate(incidents=1, repeats=1, unlinked=0, unreviewed=1)
    suspected = report(1, "detected: 2026-01-05 10:00", "known_issues: [{id: KI-0001, link: suspected}]")
    assert rate(KNOWN | suspected | later) == RepeatRate(incidents=2, repeats=0, unlinked=1, unreviewed=2)
    other = KNOWN | {"known-issues/2.md": issue(id="KI-0002")}
    assert rate(other | report(1, "detected: 2026-01-05 10:00", "known_issues: [KI-0002]") | later).repeats == 0
    both = report(2, "detected: 2026-01-20 10:00", "known_issues: [KI-0001, KI-0002]")
    assert rate(other | report(1, "detected: 2026-01-05 10:00", "known_issues: [KI-0002]") | both).repeats == 1


def test_what_may_hide_repeats_stands_beside_the_rate() -> None:
    """Reports that nobody linked, and those whose review is not finished; a link to nothing is none."""
    texts = KNOWN | report(1, "detected: 2026-01-01", "review: reviewed") | report(2, "detected: 2026-01-02")
    texts |= report(3, "detected: 2026-01-03", "review: in-review\nknown_issues: [KI-0099]")
    texts |= report(4, "detected: 2026-01-03", f"{LINKED}\nduplicate_of: INC-2026-0002")
    assert rate(texts) == RepeatRate(incidents=3, repeats=0, unlinked=2, unreviewed=2)


def test_of_no_incidents_there_is_no_rate() -> None:
    """Nothing is divided by nothing."""
    assert rate({}) == RepeatRate(0, 0, 0, 0)
    assert rate({}).share is None


def test_the_top_is_by_count_or_by_hours() -> None:
    """Only of what came back at all."""
    reports = report(1, HOUR, "known_issues: [KI-0001]") | report(2, HOUR, "known_issues: [KI-0001]")
    reports |= {
        "known-issues/1.md": issue(),
        "known-issues/2.md": issue("occurrences: [2025, 2025-02, 2025-03]", id="KI-0002"),
        "known-issues/3.md": issue("occurrences: [{at: 2025, lasted: 400h}]", id="KI-0003"),
    }
    book = opened(reports)
    every = recurrences(book.book, book.graph, time_lost(book.book, "derived-first"))
    assert list(every) == ["KI-0001", "KI-0002", "KI-0003"]
    assert [name for name, _ in top(every)] == ["KI-0002", "KI-0001"]
    assert [name for name, _ in top(every, "lost")] == ["KI-0001", "KI-0002"]


SEEN = {
    "symptoms/slow.md": article('title: Slow\nsignatures: ["request timed out after <*>ms"]'),
    "known-issues/1.md": issue("symptoms: [slow]"),
    "known-issues/2.md": issue('symptoms: [slow, {text: Full, signatures: ["no space left on <*>"]}]', id="KI-0002"),
}
ERROR = "## Summary\nIt was slow.\n\n    No space  left on /dev/sda1\n    Request timed out after 30001ms\n"


def suggested(texts: Texts) -> list[tuple[str, str, int]]:
    book = opened(texts)
    return [(one.incident.id, one.issue.name, one.line) for one in suggestions(book.book, book.graph)]


def test_a_report_nobody_linked_is_suggested_where_its_text_has_a_signature() -> None:
    """Once for each known issue, with the first line that says so and its number in the file."""
    texts = SEEN | report(1, "detected: 2026-01-01", "", ERROR)
    book = opened(texts)
    first, second = suggestions(book.book, book.graph)
    assert isinstance(first, Suggestion)
    assert (first.issue.name, first.signature, first.text) == (
        "KI-0001",
        "request timed out after <*>ms",
        "Request timed out after 30001ms",
    )
    assert (second.issue.name, second.signature, second.text) == (
        "KI-0002",
        "no space left on <*>",
        "No space left on /dev/sda1",
    )
    lines = str(texts["incidents/1.md"]).split("\n")
    assert "timed out" in lines[first.line - 1]
    assert "space" in lines[second.line - 1]


def test_a_title_can_say_it_too() -> None:
    """It has no line of its own."""
    texts = SEEN | {
        "incidents/1.md": article("id: INC-2026-0001\ntimes: {detected: 2026-01-01}\ntitle: No space left on disk")
    }
    assert suggested(texts) == [("INC-2026-0001", "KI-0002", 0)]


@pytest.mark.parametrize(
    ("front_matter", "issues"),
    [
        ("", ["KI-0001", "KI-0002"]),
        ("known_issues: [KI-0001]", []),
        ("known_issues: [{id: KI-0001, link: suspected}]", ["KI-0002"]),
        ("known_issues: [KI-0099]", ["KI-0001", "KI-0002"]),
        ("duplicate_of: INC-2026-0002", []),
        ("continues: INC-2026-0002", []),
        ("type: near-miss", ["KI-0001", "KI-0002"]),
    ],
)
def test_what_a_person_has_confirmed_or_suspects_already_is_not_suggested(front_matter: str, issues: list[str]) -> None:
    """Nor are second reports."""
    texts = SEEN | report(1, "detected: 2026-01-01", front_matter, ERROR) | report(2, "detected: 2026-01-01", "")
    assert [name for _, name, _ in suggested(texts)] == issues


def test_suggestions_stand_newest_first_and_are_in_no_figure() -> None:
    """A book without signatures has none."""
    texts = SEEN | report(1, "detected: 2026-01-01", "", ERROR) | report(2, "detected: 2026-02-01", "", ERROR)
    assert [(name, issue) for name, issue, _ in suggested(texts)] == [
        ("INC-2026-0002", "KI-0001"),
        ("INC-2026-0002", "KI-0002"),
        ("INC-2026-0001", "KI-0001"),
        ("INC-2026-0001", "KI-0002"),
    ]
    assert rate(texts) == RepeatRate(incidents=2, repeats=0, unlinked=2, unreviewed=2)
    assert suggested(KNOWN | report(1, "detected: 2026-01-01", "", ERROR)) == []


REPORTS = st.lists(
    st.tuples(
        st.integers(0, 400),
        st.sampled_from(["", "known_issues: [KI-0001]", "known_issues: [KI-0001, KI-0002]", "type: near-miss"]),
        st.sampled_from(["", ERROR]),
    ),
    max_size=7,
)


def written(reports: list[tuple[int, str, str]], names: list[int]) -> dict[str, str]:
    texts = dict(SEEN)
    texts["known-issues/1.md"] = issue(
        "symptoms: [slow]\nfixes: [{at: 2026-05-01}]\noccurrences: [2026-02, 2026-05-03]"
    )
    for number, (name, (day, front_matter, body)) in enumerate(zip(names, reports, strict=True), 1):
        # A clock time of its own: two that began in the same minute stand by path, and either may be the repeat.
        at = f"{date(2026, 1, 1) + timedelta(days=day)} {number:02}:00"
        text = incident(front_matter, body, id=f"INC-2026-{number:04}", times=f"times: {{started: {at}}}")
        texts[f"incidents/{name}.md"] = text
    return texts


def figures(texts: Texts) -> tuple[object, ...]:
    """Return all that is said of a book, without the names of files."""
    book = opened(texts)
    every = recurrences(book.book, book.graph, time_lost(book.book, "derived-first"))
    said = [
        (name, one.count, one.unreported, one.intervals, one.trend, str(one.last), one.lost_seconds, one.lost_known,
         [(fix.days, fix.times, fix.back and fix.back.incident and fix.back.incident.id) for fix in one.fixes])
        for name, one in every.items()
    ]  # fmt: skip
    repeats = repeats_of(book.graph, 90)
    repeated = sorted(one.id for one in book.book.incidents if one.path in repeats.repeated)
    return said, repeated, repeat_rate(book.book.incidents, repeats), suggested(texts)


@LAW
@given(REPORTS, st.randoms(use_true_random=False))
def test_nothing_depends_on_the_order_of_files(reports: list[tuple[int, str, str]], chance: random.Random) -> None:
    """Nor on what they are called."""
    plain = list(range(1, len(reports) + 1))
    wanted = figures(written(reports, plain))
    renamed = written(reports, chance.sample(range(1, 100), len(reports)))
    assert figures(renamed) == wanted
    assert figures(dict(chance.sample(list(renamed.items()), len(renamed)))) == wanted


@LAW
@given(REPORTS, st.integers(1, 400))
def test_numbers_fit_together(reports: list[tuple[int, str, str]], window: int) -> None:
    """Parts are no larger than the whole, and a longer window finds no fewer repeats."""
    book = opened(written(reports, list(range(1, len(reports) + 1))))
    shorter, longer = (repeat_rate(book.book.incidents, repeats_of(book.graph, days)) for days in (window, window + 30))
    assert 0 <= shorter.repeats <= longer.repeats <= longer.incidents - longer.unlinked
    for one in recurrences(book.book, book.graph, time_lost(book.book, "derived-first")).values():
        assert one.reported + one.unreported == one.count
        assert one.lost_known + one.lost_bounded <= one.count
        assert len(one.intervals) == max(one.count - one.undated - 1, 0)
        assert all(interval.least_days <= interval.days <= interval.most_days for interval in one.intervals)
        assert all(fix.times <= one.count and (fix.back is None) == (fix.times == 0) for fix in one.fixes)


def test_every_term_is_defined_once_and_fits_the_settings() -> None:
    """Their names are anchors on the page of definitions."""
    names = [definition.name for definition in DEFINITIONS]
    assert len(set(names)) == len(names)
    assert {"occurrence", "recurrence", "hours-lost", "repeat-rate"} < set(names)
    options = Settings().model_dump()
    for definition in DEFINITIONS:
        assert isinstance(definition, Definition)
        assert "{" not in definition.text.format(**options)
    assert "at most 90 days earlier" in DEFINITIONS[names.index("repeat-rate")].text.format(**options)
