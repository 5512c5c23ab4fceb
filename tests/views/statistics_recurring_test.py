"""What keeps coming back, as the statistics show it."""

from datetime import UTC, datetime

from incidentbook.views.statistics_recurring import MOST, Recurrences, Recurring, recurrences_of
from tests.views.statistics_book import AS_OF, book, known_issue, report

FIXED = """fixes:
  - {at: 2025-03-01, kind: permanent}
  - {at: 2025-01-15, kind: permanent}
  - {at: 2026-03-01, kind: workaround}
occurrences: [{at: 2025-02-01, lasted: 2h}, {at: 2025-03-11 10:00}]
"""


def came(*times: str, issue: str = "KI-0001", first: int = 1) -> dict[str, str]:
    linked = f"known_issues: [{issue}]\n"
    return {
        f"incidents/{number:02}.md": report(number, f"started: {time}, mitigated: {time[:-5]}12:00", linked)
        for number, time in enumerate(times, first)
    }


def found(texts: dict[str, str], as_of: datetime = AS_OF) -> Recurrences:
    return recurrences_of(book(texts, as_of))


def first(texts: dict[str, str]) -> Recurring:
    return found(texts).often[0]


def test_occurrences_are_counted_with_those_of_late_and_those_without_a_report() -> None:
    """Two of five began in the 365 days before the moment; the first at their very beginning."""
    row = first(
        {
            "known-issues/a.md": known_issue("0001", FIXED),
            **came("2025-08-21 00:00", "2025-08-20 10:00", "2026-08-20 10:00"),
        }
    )
    assert (row.occurrences, row.unreported, row.lately) == (5, 2, 2)
    assert row.last is not None
    assert row.last.date == "20 Aug 2026"


def test_intervals_stand_with_their_trend() -> None:
    """Seven occurrences, ever closer: of the 720 orders of six intervals two lean so far, which is p = 0.003."""
    days = ["2026-01-01", "2026-02-20", "2026-04-01", "2026-05-01", "2026-05-21", "2026-05-31", "2026-06-05"]
    row = first({"known-issues/a.md": known_issue("0001"), **came(*(f"{day} 10:00" for day in days))})
    assert row.days == (50, 40, 30, 20, 10, 5)
    assert row.median_days == 25
    assert row.trend == "shorter, and by more than chance would give (p = 0.003)"


def test_a_trend_within_chance_is_said_in_few_words() -> None:
    """Intervals of 10 and 20 days by turns."""
    days = ["2026-01-01", "2026-01-11", "2026-01-31", "2026-02-10", "2026-03-02", "2026-03-12", "2026-04-01"]
    row = first({"known-issues/a.md": known_issue("0001"), **came(*(f"{day} 10:00" for day in days))})
    assert row.days == (10, 20, 10, 20, 10, 20)
    assert row.trend.startswith("neither shorter nor longer (p = ")


def test_hours_lost_are_at_least_what_is_known() -> None:
    """Two hours of each of the incidents and of one without a report; of the other nothing is known."""
    row = first({"known-issues/a.md": known_issue("0001", FIXED), **came("2025-08-21 10:00", "2026-08-20 10:00")})
    assert (row.lost, row.lost_known, row.occurrences) == ("6 h", 3, 4)


def test_the_last_permanent_fix_says_whether_it_came_back() -> None:
    """By its date, wherever it stands; it came back after the one before it as well, and the workaround is none."""
    row = first({"known-issues/a.md": known_issue("0001", FIXED)})
    assert row.fix is not None
    assert row.fix.fix.at is not None
    assert (row.fix.fix.at.date, row.fix.days, row.fix.times) == ("1 Mar 2025", 10, 1)
    assert row.earlier_back == 1


def test_a_workaround_is_judged_where_there_is_no_fix() -> None:
    """And an issue without either has none."""
    said = "fixes: [{at: 2025-03-01, kind: workaround}]\noccurrences: [{at: 2025-02-01}, {at: 2025-03-11}]\n"
    row = first({"known-issues/a.md": known_issue("0001", said)})
    assert row.fix is not None
    assert (row.fix.fix.kind, row.fix.days) == ("workaround", 10)
    assert first({"known-issues/a.md": known_issue("0001", said.partition("\n")[2])}).fix is None


def test_what_is_not_known_to_have_cost_anything_is_not_among_the_costly() -> None:
    """However often it came."""
    said = "occurrences: [{at: 2025-02-01}, {at: 2025-03-11}]\n"
    again = found({"known-issues/a.md": known_issue("0001", said)})
    assert (len(again.often), again.often[0].lost, again.costly) == (1, "", ())


def test_the_most_frequent_and_the_most_costly_stand_apart() -> None:
    """Three times for two hours each cost less than twice for four; one that came once is counted alone."""
    texts = {
        **{f"known-issues/{n}.md": known_issue(f"000{n}", title=f"Issue {n}") for n in (1, 2, 3)},
        **came("2026-01-01 10:00", "2026-02-01 10:00", "2026-03-01 10:00"),
        **came("2026-01-02 08:00", "2026-02-02 08:00", issue="KI-0002", first=11),
        **came("2026-01-02 08:00", issue="KI-0003", first=21),
    }
    again = found(texts)
    assert [row.issue.name for row in again.often] == ["KI-0001", "KI-0002"]
    assert [(row.issue.name, row.lost, row.lost_share) for row in again.costly] == [
        ("KI-0002", "8 h", "100"),
        ("KI-0001", "6 h", "75"),
    ]
    assert (again.issues, again.once) == (2, 1)
    assert [(line.name, line.times) for line in again.lines.lines] == [
        ("KI-0001", "3 occurrences"),
        ("KI-0002", "2 occurrences"),
    ]


def test_tables_and_lines_end_after_the_first() -> None:
    """And how many there are in all is known."""
    texts: dict[str, str] = {}
    for number in range(1, MOST + 3):
        texts[f"known-issues/{number}.md"] = known_issue(f"{number:04}")
        texts |= came("2026-01-01 10:00", "2026-02-01 10:00", issue=f"KI-{number:04}", first=10 * number)
    again = found(texts)
    assert (len(again.often), len(again.costly), len(again.lines.lines), again.issues) == (MOST, MOST, MOST, MOST + 2)


def test_the_line_of_an_issue_has_its_fixes_and_says_that_one_did_not_hold() -> None:
    """The axis ends at the moment that is spoken of."""
    line = found({"known-issues/a.md": known_issue("0001", FIXED)}, datetime(2026, 8, 21, tzinfo=UTC)).lines.lines[0]
    assert line.note == "came back after the fix"
    assert [mark.said for mark in line.fixes] == [
        "1 Mar 2025: permanent fix", "15 Jan 2025: permanent fix", "1 Mar 2026: workaround",
    ]  # fmt: skip
    assert [dot.path for dot in line.dots] == ["", ""]
    assert float(line.fixes[2].x) < 98


def test_nothing_that_came_back_makes_no_table() -> None:
    """One occurrence is no recurrence."""
    again = found({"known-issues/a.md": known_issue("0001"), **came("2026-01-01 10:00")})
    assert (again.often, again.costly, again.issues, again.once) == ((), (), 0, 1)
