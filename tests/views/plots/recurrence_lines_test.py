from datetime import UTC, datetime

from incidentbook.views.plots.recurrence_lines import (
    MOST_DOTS,
    Happened,
    KnownIssue,
    Made,
    RecurrenceLines,
    recurrence_lines,
)


def at(day: str) -> float:
    return datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()


def report(day: str) -> Happened:
    return Happened(at(day), day, f"INC {day}", "It broke", f"incidents/{day}.md")


def issue(*occurrences: Happened, name: str = "KI-0001", fixes: tuple[Made, ...] = ()) -> KnownIssue:
    return KnownIssue(name, "It breaks", "known-issues/a.md", occurrences, fixes)


def plot(*issues: KnownIssue) -> RecurrenceLines:
    return recurrence_lines(issues, UTC)


def test_occurrences_are_dots_that_lead_to_their_reports() -> None:
    """One of them has none."""
    figure = plot(issue(report("2024-01-01"), Happened(at("2025-01-01"), "2025-01-01")))
    (line,) = figure.lines
    assert [(dot.said, dot.path) for dot in line.dots] == [
        ("INC 2024-01-01 · It broke · 2024-01-01", "incidents/2024-01-01.md"),
        ("2025-01-01: no report of its own", ""),
    ]
    assert (figure.links, figure.unreported, figure.fixed) == (1, True, False)


def test_all_lines_have_one_axis() -> None:
    """The same day is at the same place."""
    figure = plot(
        issue(report("2024-01-01"), report("2025-01-01")),
        issue(report("2025-01-01"), name="KI-0002", fixes=(Made(at("2024-01-01"), "2024-01-01", "Workaround"),)),
    )
    first, second = figure.lines
    assert first.dots[1].x == second.dots[0].x
    assert first.dots[0].x == second.fixes[0].x
    assert second.fixes[0].said == "2024-01-01: Workaround"


def test_dots_that_would_hide_each_other_stand_above_and_below_the_line() -> None:
    """Three on one day."""
    (line,) = plot(issue(report("2024-01-01"), *[report("2025-01-01")] * 3)).lines
    assert [dot.rise for dot in line.dots] == [0, 0, -7, 7]


def test_of_very_many_occurrences_the_earlier_ones_are_a_bar() -> None:
    """It says how many and since when."""
    days = [f"20{year}-{month:02}-01" for year in range(10, 17) for month in range(1, 13)]
    figure = plot(issue(*(report(day) for day in reversed(days))))
    (line,) = figure.lines
    assert len(line.dots) == MOST_DOTS
    assert line.earlier is not None
    assert line.earlier.said == f"24 earlier occurrences, {days[0]} to {days[23]}"
    assert line.times == "84 occurrences"


def test_the_title_says_what_came_back_most() -> None:
    """One of several, the only one, one that did not."""
    one, other = issue(report("2024-01-01"), report("2025-01-01")), issue(report("2024-01-01"), name="KI-0002")
    assert plot(other, one).caption.title == "KI-0001 came back most often: 2 occurrences, the last 2025-01-01"
    assert plot(one).caption.title == "KI-0001 occurred 2 times, last 2025-01-01"
    assert plot(other).caption.title == "KI-0002 was not seen twice"


def test_nothing_to_draw_is_a_figure() -> None:
    """No issue, and one with a fix only."""
    assert plot().lines == ()
    assert plot().caption.title == "No known issue has a dated occurrence"
    (line,) = plot(issue(fixes=(Made(at("2024-01-01"), "2024-01-01", "Workaround"),))).lines
    assert (line.reach, line.dots, line.times) == (None, (), "0 occurrences")


def test_the_axis_can_go_on_until_today() -> None:
    """So that a reader sees how long it has been quiet."""
    issues = [issue(report("2024-01-01"), report("2025-01-01"))]
    until = recurrence_lines(issues, UTC, until=at("2026-01-01"))
    assert float(until.lines[0].dots[1].x) < 55
