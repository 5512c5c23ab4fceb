from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.distributions import distribution_of
from incidentbook.views.plots.durations_by_quarter import (
    MOST_POINTS,
    MOST_POINTS_IN_ALL,
    DurationsByQuarter,
    Point,
    Quarter,
    durations_by_quarter,
)

MINUTE = 60.0


def quarter(minutes: list[float], *, number: int = 0) -> Quarter:
    points = tuple(
        Point(value * MINUTE, f"INC-{place}", "It broke", f"incidents/{place}.md")
        for place, value in enumerate(minutes)
    )
    spread = distribution_of([point.seconds for point in points], len(points) + 1)
    return Quarter(f"{2020 + number // 4}-Q{number % 4 + 1}", f"Quarter {number}", points, spread)


def plot(*quarters: Quarter) -> DurationsByQuarter:
    return durations_by_quarter(quarters, "Time to mitigate")


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_every_incident_is_a_point_that_names_it_and_leads_to_it() -> None:
    """Two of them."""
    (column,) = plot(quarter([5, 90])).drawn
    assert [(plain(dot.said), dot.path) for dot in column.dots] == [
        ("INC-0 · It broke · 5 min", "incidents/0.md"),
        ("INC-1 · It broke · 1 h 30 min", "incidents/1.md"),
    ]
    assert float(column.dots[0].y) > float(column.dots[1].y)


def test_fewer_than_five_have_no_median() -> None:
    """In the table stand the values themselves."""
    figure = plot(quarter([5, 1, 2, 3]))
    (column,) = figure.drawn
    assert (column.median, column.band, column.p90) == ("", None, "")
    assert figure.marks == ()
    assert plain(figure.rows[0].reach) == "1 min, 2 min, 3 min, 5 min"
    assert figure.rows[0].median == ""


def test_five_have_a_median() -> None:
    """And the title says the last one and the one before; an interval needs six."""
    figure = plot(quarter([1, 2, 3, 4, 9]), quarter([1, 2, 4, 4, 5, 9], number=1))
    assert figure.marks == ("median", "band", "p90")
    assert [plain(row.interval) for row in figure.rows] == ["", "1 min to 9 min"]
    assert plain(figure.caption.title) == "Time to mitigate: median 4 min in Quarter 1, 3 min in Quarter 0"
    assert (figure.rows[0].n, figure.rows[0].of) == (5, 6)


def test_a_quarter_with_very_many_shows_its_extremes_only_and_says_so() -> None:
    """Beside one with few, whose points are all there."""
    figure = plot(quarter([float(n + 1) for n in range(MOST_POINTS + 1)]), quarter([1, 2], number=1))
    many, few = figure.drawn
    assert [plain(dot.said.rsplit("· ", 1)[1]) for dot in many.dots] == [
        "1 min", "2 min", "3 min", "59 min", "1 h", "1 h 1 min",
    ]  # fmt: skip
    assert many.reach is not None
    assert few.reach is None
    assert len(few.dots) == 2
    assert "only the 3 shortest and the 3 longest are points" in figure.caption.note


def test_points_of_the_same_duration_stand_beside_each_other() -> None:
    """Five of them have five places."""
    (column,) = plot(quarter([10] * 5)).drawn
    assert len({dot.x for dot in column.dots}) == 5


def test_nothing_and_one_thing_are_figures() -> None:
    """Quarters without incidents, and the title where there are few."""
    assert plot().columns is None
    assert plot(quarter([])).caption.title == "Time to mitigate: no incident has it"
    assert plot(quarter([])).rows == ()
    assert plain(plot(quarter([90])).caption.title) == "Time to mitigate: known of 1 of 2 incidents, 1 h 30 min"
    assert plain(plot(quarter([9, 2])).caption.title) == "Time to mitigate: known of 2 of 3 incidents, 2 min to 9 min"


def test_old_quarters_are_in_the_table_only() -> None:
    """Where all that has a duration is that old, there is the table alone."""
    figure = plot(quarter([5]), *(quarter([], number=number) for number in range(1, 50)))
    assert figure.columns is None
    assert len(figure.rows) == 50
    assert figure.caption.note == "Drawn since Quarter 10; 1 earlier incident in the table only."


@settings(max_examples=30)
@given(st.lists(st.lists(st.integers(0, 100_000), max_size=90), min_size=1, max_size=30), st.randoms())
def test_the_order_of_incidents_does_not_matter_and_points_stay_few(counts: list[list[int]], random: object) -> None:
    """However many there are."""
    quarters = [quarter([float(n) for n in minutes], number=place) for place, minutes in enumerate(counts)]
    figure = plot(*quarters)
    assert figure.links <= max(MOST_POINTS_IN_ALL, 6 * len(quarters))
    shuffled = []
    for one in quarters:
        points = list(one.points)
        random.shuffle(points)  # type: ignore[attr-defined]
        shuffled.append(one._replace(points=tuple(points)))
    assert plot(*shuffled) == figure
