from incidentbook.load import load_text
from incidentbook.views.milestone_bar import Bar, bar_of
from incidentbook.views.milestones import moments_of
from tests.views.article_book import incident


def bar(times: str, *lines: str) -> Bar | None:
    book, _ = load_text({"incidents/a.md": incident(1, times, *lines)})
    fields = book.incidents[0].fields
    return bar_of(fields, moments_of(fields))


def drawn(times: str, *lines: str) -> Bar:
    figure = bar(times, *lines)
    assert figure is not None
    return figure


def test_marks_are_to_scale() -> None:
    """A quarter of the way from start to end."""
    figure = drawn("started: 2026-03-04 10:00, detected: 2026-03-04 10:15, mitigated: 2026-03-04 11:00")
    assert [mark.x for mark in figure.marks] == ["0", "25", "100"]
    assert [(phase.name, phase.x, phase.width) for phase in figure.phases] == [
        ("unnoticed", "0", "25"),
        ("impact", "25", "75"),
    ]


def test_moments_at_the_same_time_share_a_mark() -> None:
    """Mitigated and resolved at once."""
    figure = drawn("started: 2026-03-04 10:00, mitigated: 2026-03-04 11:00, resolved: 2026-03-04 11:00")
    assert [mark.label for mark in figure.marks] == ["Started", "Mitigated, resolved"]


def test_an_unknown_start_is_drawn_as_unknown() -> None:
    """Only detected and mitigated."""
    figure = drawn("detected: 2026-03-04 10:00, mitigated: 2026-03-04 11:00")
    assert [phase.name for phase in figure.phases] == ["unknown", "impact"]


def test_a_coarse_time_is_an_interval() -> None:
    """Mitigated some time on the third of four days."""
    figure = drawn("started: 2026-03-01 00:00, mitigated: 2026-03-03, resolved: 2026-03-05 00:00")
    assert [(mark.x, mark.width) for mark in figure.marks] == [("0", ""), ("50", "25"), ("100", "")]


def test_an_end_that_is_far_away_stands_beyond_a_break() -> None:
    """Over after an hour, resolved after a week."""
    figure = drawn("started: 2026-03-04 10:00, mitigated: 2026-03-04 11:00, resolved: 2026-03-11 11:00")
    assert figure.broken
    assert [mark.x for mark in figure.marks] == ["0", "86", "100"]


def test_what_would_squeeze_the_rest_is_left_out_and_said() -> None:
    """Closed a month later."""
    figure = drawn("started: 2026-03-04 10:00, resolved: 2026-03-04 11:00, closed: 2026-04-04")
    assert figure.left_out == ("closed",)
    assert [mark.label for mark in figure.marks] == ["Started", "Resolved"]


def test_one_time_makes_no_bar() -> None:
    """Nothing to draw to scale."""
    assert bar("detected: 2026-03-04 10:00") is None
    assert bar("detected: 2026-03-04 10:00, acknowledged: 2026-03-04 10:00") is None


def test_the_bar_can_be_read_aloud() -> None:
    """All that it shows, in words."""
    figure = drawn("started: ~ 2026-03-04 10:00, mitigated: 2026-03-04 11:00")
    assert figure.said == "started about 4 Mar 2026, 10:00 UTC, mitigated 4 Mar 2026, 11:00 UTC"


def test_a_near_miss_has_no_impact() -> None:
    """Its bar says so, as its page does."""
    times = "started: 2026-03-04 10:00, mitigated: 2026-03-04 11:00"
    said = [drawn(times, f"type: {kind}").phases[0].said for kind in ("incident", "near-miss", "security")]
    assert said == ["impact", "danger", "until it was over"]
