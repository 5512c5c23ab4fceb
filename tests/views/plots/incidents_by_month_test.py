from incidentbook.views.plots.incidents_by_month import (
    MOST_MONTHS,
    IncidentsByMonth,
    Month,
    Series,
    incidents_by_month,
)

SERIES = (Series("critical", 1), Series("high", 2), Series("none given", 0))


def plot(*counts: tuple[int, ...], series: tuple[Series, ...] = SERIES) -> IncidentsByMonth:
    months = [Month(f"2026-{number:02}", f"Month {number}", counted) for number, counted in enumerate(counts, 1)]
    return incidents_by_month(months, series)


def test_segments_stand_on_each_other_with_the_most_severe_at_the_bottom() -> None:
    """One critical and two high ones on a scale up to four."""
    figure = plot((1, 2, 0))
    assert [(one.style, one.said) for one in figure.segments] == [
        (1, "Month 1: 1 critical of 3"),
        (2, "Month 1: 2 high of 3"),
    ]
    below, above = figure.segments
    assert float(below.y) + float(below.height) == figure.base - 1
    assert float(above.y) + float(above.height) == float(below.y) - 1
    assert float(above.height) > float(below.height)


def test_a_severity_that_never_occurs_is_left_out() -> None:
    """Of the legend and of the table."""
    figure = plot((0, 1, 0), (0, 0, 2))
    assert [key.words for key in figure.legend] == ["high", "none given"]
    assert figure.words == ("high", "none given")
    assert [row.counts for row in figure.rows] == [(1, 0), (0, 2)]


def test_severities_after_the_fourth_look_like_it() -> None:
    """There are no more textures that can be told apart; the table has each."""
    series = tuple(Series(f"sev{rank}", rank) for rank in range(1, 7))
    figure = plot((1, 1, 1, 1, 1, 1), series=series)
    assert [key.words for key in figure.legend] == ["sev1", "sev2", "sev3", "sev4, sev5, sev6"]
    assert len(figure.words) == 6


def test_the_title_says_what_there_is() -> None:
    """No incident, one, one in each month, several in one."""
    assert plot((0, 0, 0)).caption.title == "No incidents in this time"
    assert plot((0, 0, 0)).columns is None
    assert plot((1, 0, 0)).caption.title == "1 incident in Month 1"
    assert plot((1, 0, 0), (0, 1, 0)).caption.title == "2 incidents from Month 1 to Month 2"
    assert plot((1, 0, 0), (0, 3, 0)).caption.title == "4 incidents from Month 1 to Month 2, most in Month 2 (3)"


def test_many_months_are_drawn_as_far_as_they_can_be_read() -> None:
    """What is left out is said, and in the table."""
    months = [Month(f"{2010 + n // 12}-{n % 12 + 1:02}", f"Month {n}", (1, 0, 0)) for n in range(MOST_MONTHS + 2)]
    figure = incidents_by_month(months, SERIES)
    assert len(figure.segments) == MOST_MONTHS
    assert len(figure.rows) == MOST_MONTHS + 2
    assert figure.caption.note == "Drawn since Month 2; 2 earlier incidents in the table only."
