import re
from collections.abc import Mapping

from incidentbook.views import known_issue as page
from tests.views.article_book import incident, page_of, shown, view_of

FRONT = """---
id: KI-0007
title: The pool is exhausted
status: fixed
symptoms: [{text: It hangs, signatures: ["timed out after <*>ms"]}]
fixes:
  - {at: 2026-01-15, kind: workaround, summary: Doubled}
  - {at: 2026-04-02, summary: Leak closed, versions: {api: "2.5"}}
  - {summary: Nobody knows when}
occurrences: [{at: 2025-11, lasted: 24h, ref: chat log}]
owner: payments
last_reviewed: 2026-04-02
review_in: 6 months
---
"""
BODY = """Before all.

## Cause
A leak.

## Notes
More.

## Solution
Restart it.

## Permanent fix
Upgrade.
"""
PATH = "known-issues/pool.md"


def book(*dates: str) -> dict[str, str]:
    reports = {
        f"incidents/{number}.md": incident(
            number, f"detected: {date}", "known_issues: [{id: KI-0007, fix: worked, took: 30m}]"
        )
        for number, date in enumerate(dates, 1)
    }
    return {PATH: FRONT + BODY, **reports}


def test_the_ways_out_come_before_everything_else() -> None:
    """The author wrote the cause first, and calls the workaround a solution."""
    text = page_of(page.views, PATH, book("2026-01-01 10:00"))
    parts = [
        "Before all.",
        'id="ib-fix"',
        "## Solution",
        "## Permanent fix",
        "## Symptoms",
        "## Occurrences",
        "## Cause",
    ]
    places = [text.index(part) for part in [*parts, "## Notes"]]
    assert places == sorted(places)


def test_a_body_that_cannot_be_taken_apart_stays_as_it_is() -> None:
    """An element that reaches over two sections."""
    text = page_of(page.views, PATH, {PATH: FRONT + "## Cause\n<div>\n\n## Workaround\nx\n</div>\n"})
    assert "## Cause\n<div>\n\n## Workaround\nx\n</div>" in text


def test_each_fix_says_whether_the_issue_came_back() -> None:
    """After the first it did, after the second it did not, of the third nobody can tell."""
    first, second, third = view_of(page.views, PATH, book("2026-01-01 10:00", "2026-02-01 10:00")).values["fixes"]
    assert (first.back.name, first.days) == ("INC-2026-0002", 17)
    assert (second.back, second.days, second.judged) == (None, None, True)
    assert not third.judged
    assert "No occurrence recorded since" in page_of(page.views, PATH, book("2026-01-01 10:00"))


def test_an_incident_on_the_day_of_the_fix_is_not_after_it() -> None:
    """The fix was made in it."""
    fixes = view_of(page.views, PATH, book("2026-04-02 14:00")).values["fixes"]
    assert [fix.days for fix in fixes] == [77, None, None]


def test_coming_back_after_the_last_permanent_fix_is_said_at_the_top() -> None:
    """Twelve days after it."""
    text = page_of(page.views, PATH, book("2026-04-14 14:00"))
    assert "<b>Came back after the fix</b>" in text.partition("</header>")[0]
    assert "12 days later" in text


def test_intervals_are_between_neighbours() -> None:
    """The occurrence without a report counts too."""
    recurrence = view_of(page.views, PATH, book("2025-11-11 00:00", "2026-01-10 00:00")).values["recurrence"]
    assert (recurrence.count, recurrence.days, recurrence.median_days) == (3, (10, 60), 35)


def test_the_time_axis_names_and_links_each_incident() -> None:
    """One of three has no report."""
    view = view_of(page.views, PATH, book("2025-12-01 00:00", "2026-01-10 00:00"))
    chart = view.texts()["chart"]
    assert [dot.path for dot in chart.dots] == ["", "incidents/1.md", "incidents/2.md"]
    assert chart.dots[1].said == "INC-2026-0001 · Number 1 · 1 Dec 2025, 00:00 UTC"
    assert len(chart.fixes) == 2


def test_a_single_occurrence_needs_no_axis() -> None:
    """A row says it all."""
    assert view_of(page.views, PATH, {PATH: FRONT}).texts()["chart"] is None


def test_the_track_record_says_its_n() -> None:
    """Two successes of known length."""
    text = page_of(page.views, PATH, book("2026-01-01 10:00", "2026-02-01 10:00"))
    assert "<b>worked twice</b>, last time in <b>30 min</b>" in text
    assert "median of 2: 30 min" in text


def test_suspected_incidents_stand_apart() -> None:
    """Not in the table."""
    maybe = {"incidents/9.md": incident(9, "detected: 2026-05-01", "known_issues: [{id: KI-0007, link: suspected}]")}
    view = view_of(page.views, PATH, book("2026-01-01 10:00") | maybe)
    assert len(view.values["rows"]) == 2
    assert [target.name for target, _, _ in view.values["suspected"]] == ["INC-2026-0009"]


def test_a_signature_is_one_line_to_copy() -> None:
    """Its variable part marked, its text unchanged."""
    text = page_of(page.views, PATH, book())
    assert '<pre class="ib-copyable"><code>timed out after <i>&lt;*&gt;</i>ms</code></pre>' in text


def test_the_next_review_is_an_absolute_date() -> None:
    """Six months after the last."""
    fresh = view_of(page.views, PATH, book()).texts()["freshness"]
    assert (fresh.owner, str(fresh.due)) == ("payments", "2 Oct 2026")


def test_days_from_a_month_are_about_so_many() -> None:
    """And the sentence says from where they count."""
    view = view_of(page.views, PATH, book("2025-11-11 00:00", "2026-01-10 00:00"))
    assert [(row.days, row.about) for row in view.values["rows"]] == [(None, False), (10, True), (60, False)]
    text = page_of(page.views, PATH, book("2025-11-11 00:00", "2026-01-10 00:00"))
    assert ">about 10</td>" in text
    assert ">60</td>" in text
    assert "Days are counted from the beginning of a month" in text


def numbers_of(texts: Mapping[str, str]) -> str:
    """Return the figures above the table, as a reader sees them."""
    text = page_of(page.views, PATH, texts)
    block = text.partition('<div class="ib-numbers ib-recurs">')[2].partition("</dl>")[0]
    return " ".join(re.sub("<[^>]+>", " ", block).split())


def test_figures_mark_what_has_no_report_and_say_of_how_many_the_hours_are() -> None:
    """Of three occurrences the first has no report and lasted 24 hours; the others have no end."""
    found = numbers_of(book("2026-01-01 10:00", "2026-02-01 10:00"))
    assert "Occurrences 3 1 without a report of its own" in found
    assert "Intervals 61, 31 days" in found
    assert "Hours lost at least 24 h known exactly of 1 of 3" in found
    alone = numbers_of({PATH: FRONT})
    assert "Occurrences 1 none with a report of its own" in alone
    assert "Hours lost 24 h Came back" in alone
    assert "Interval" not in alone


def test_from_five_intervals_on_their_median_stands_for_them() -> None:
    """Ten, twenty, … fifty days after one that began on the first of November."""
    dates = ("2025-11-11", "2025-12-01", "2025-12-31", "2026-02-09", "2026-03-31")
    assert "Intervals 30 days median of 5; shortest 10 days, longest 50 days" in numbers_of(book(*dates))


def test_the_hours_lost_open_to_what_each_occurrence_cost() -> None:
    """One of two hours, one of which only so much is known, one that nobody ended."""
    reports = {
        f"incidents/{number}.md": incident(number, times, "known_issues: [KI-0007]", "status: resolved")
        for number, times in enumerate(
            (
                "started: 2026-01-01 10:00, mitigated: 2026-01-01 12:00",
                "detected: 2026-01-02 10:00, mitigated: 2026-01-02 10:30",
                "started: 2026-01-03 10:00",
            ),
            1,
        )
    }
    text = page_of(page.views, PATH, {PATH: FRONT} | reports)
    for line in (
        "Nov 2025, without a report: 24 h",
        "INC-2026-0001: 2 h",
        "INC-2026-0002: at least 30 min",
        "INC-2026-0003: not known",
        "together at least 26 h 30 min",
    ):
        assert f"<li>{line}</li>" in text
    assert "Hours lost at least 26 h 30 min known exactly of 2 of 4" in numbers_of({PATH: FRONT} | reports)


def test_the_end_of_an_incident_changes_the_page_of_its_known_issue_and_of_no_other() -> None:
    """A milestone that costs nothing changes neither; that of a report which goes on from it does."""
    other = "known-issues/other.md"
    texts = {PATH: FRONT, other: FRONT.replace("KI-0007", "KI-0008")}
    texts |= {"incidents/1.md": incident(1, "started: 2026-01-01 10:00", "known_issues: [KI-0007]")}

    def changed_by(changed: Mapping[str, str]) -> list[str]:
        before, after = (
            {view.path: (view.values, view.depends) for view in page.views(shown(one))} for one in (texts, changed)
        )
        return [path for path in before if before[path] != after[path]]

    for more, pages in ((", mitigated: 2026-01-01 11:00", [PATH]), (", acknowledged: 2026-01-01 10:05", [])):
        assert changed_by(texts | {"incidents/1.md": texts["incidents/1.md"].replace("10:00", f"10:00{more}")}) == pages
    part = incident(2, "started: 2026-01-02 10:00, mitigated: 2026-01-02 11:00", "continues: INC-2026-0001")
    assert PATH in changed_by(texts | {"incidents/2.md": part})


def test_whether_the_last_fix_held_stands_among_the_figures() -> None:
    """The permanent one of 2 April goes before the workaround of January."""
    back = numbers_of(book("2026-04-14 14:00"))
    assert "Came back after the fix after 12 days permanent fix of 2 Apr 2026" in back
    held = numbers_of(book("2026-01-01 10:00"))
    assert "Came back after the fix no permanent fix of 2 Apr 2026 : nothing recorded since" in held


def test_a_trend_is_said_beside_the_intervals() -> None:
    """Six that shrink; of two nothing is said."""
    dates = ("2026-04-01", "2026-07-01", "2026-09-01", "2026-10-01", "2026-10-11", "2026-10-12")
    text = page_of(page.views, PATH, book(*dates))
    assert "The intervals get shorter, and by more than chance would give (p = 0.003): <a" in text
    assert "The intervals" not in page_of(page.views, PATH, book(*dates[:2]))


def test_an_incident_on_an_older_version_does_not_count_against_the_fix() -> None:
    """It stands beside it; one on a fixed version counts, and says so."""
    known = "versions: {{api: '{}'}}\nknown_issues: [KI-0007]"
    older = {"incidents/1.md": incident(1, "detected: 2026-05-01", known.format("2.4"))}
    newer = {"incidents/2.md": incident(2, "detected: 2026-05-11", known.format("2.5.1"))}
    _, fix, _ = view_of(page.views, PATH, {PATH: FRONT} | older).values["fixes"]
    assert (fix.back_at, [(one.incident.name, one.said) for one in fix.still_on]) == (
        None,
        [("INC-2026-0001", "api 2.4")],
    )
    text = page_of(page.views, PATH, {PATH: FRONT} | older)
    assert "No occurrence recorded since on a fixed version" in text
    assert "Without it, still on an older version:" in text
    assert "Came back after the fix no permanent fix" in numbers_of({PATH: FRONT} | older)
    assert "ib-strip-back" not in text
    both = page_of(page.views, PATH, {PATH: FRONT} | older | newer)
    assert "Came back 39 days later on api 2.5.1 in" in both
    assert "still on an older version:" in both


def test_how_often_it_came_back_is_said_beside_the_first_time() -> None:
    """Twice after the last permanent fix, at the top and with the fix."""
    text = page_of(page.views, PATH, book("2026-04-14 14:00", "2026-04-20 14:00"))
    assert "and twice in all.</p>" in text.partition("</header>")[0]
    assert "(twice in all)</p>" in text.partition("</header>")[2]
