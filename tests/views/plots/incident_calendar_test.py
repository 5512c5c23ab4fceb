from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.views.plots.incident_calendar import WEEKS, Began, IncidentCalendar, incident_calendar

UNTIL = date(2026, 6, 1)


def began(day: str, name: str = "INC-1") -> Began:
    return Began(date.fromisoformat(day), name, "It broke", f"incidents/{name}.md")


def plot(*incidents: Began, until: date = UNTIL) -> IncidentCalendar:
    return incident_calendar(incidents, until)


def test_a_day_stands_in_its_week_and_leads_to_its_incident() -> None:
    """2026 began on a Thursday, so that its fifth day is the Monday of the second week."""
    ((year,), (row,)) = plot(began("2026-01-01"), began("2026-01-05", "INC-2")).years, plot(began("2026-01-01")).rows
    first, second = year.halves[0].days
    assert (first.week, first.weekday, first.path) == (0, 3, "incidents/INC-1.md")
    assert (second.week, second.weekday, second.said) == (1, 0, "5 Jan 2026: INC-2 It broke")
    assert (row.year, row.incidents, row.days, row.months[0]) == (2026, 1, 1, 1)


def test_a_day_with_several_incidents_names_all_and_leads_to_the_first() -> None:
    """Two of them are the second shade."""
    (day,) = plot(began("2026-03-04", "INC-2"), began("2026-03-04")).years[0].halves[0].days
    assert day.said == "4 Mar 2026: INC-1 It broke; INC-2 It broke"
    assert (day.path, day.shade) == ("incidents/INC-1.md", 2)


def test_a_day_with_very_many_names_some() -> None:
    """And says how many more there were."""
    (day,) = plot(*(began("2026-03-04", f"INC-{n}") for n in range(9))).years[0].halves[0].days
    assert day.said.endswith("; and 3 more")
    assert day.shade == 4


def test_the_legend_says_what_the_shades_stand_for() -> None:
    """Only those that occur."""
    figure = plot(began("2026-01-01"), *(began("2026-03-04", f"INC-{n}") for n in range(3)))
    assert figure.legend == ((1, "1"), (3, "3 to 4"))


def test_days_to_come_are_not_drawn_and_what_is_dated_later_is_left_out() -> None:
    """On the first Monday of June."""
    figure = plot(began("2026-01-01"), began("2027-01-01"))
    (year,) = figure.years
    assert year.halves[1].outline == ""
    assert year.halves[0].outline == "M1 0H23V1H22V7H0V3H1Z"
    assert figure.caption.note == "1 incident dated after 1 Jun 2026 left out."


def test_years_without_incidents_are_drawn_up_to_today() -> None:
    """Newest first; an old one far from all others is in the table only."""
    figure = plot(began("1970-01-01"), began("2024-02-29"))
    assert [year.year for year in figure.years] == [2026, 2025, 2024, 2023, 2022, 2021, 2020, 2019]
    assert [row.year for row in figure.rows][-2:] == [2019, 1970]
    assert figure.caption.note == "1970 (1 incident) in the table only."


def test_very_many_days_are_drawn_as_far_as_a_page_bears_them() -> None:
    """Of three years with an incident every day, the newest and what there is of this one."""
    days = [UNTIL - timedelta(days=number) for number in range(1000)]
    figure = plot(*(Began(day, "INC-1", "It broke", "a.md") for day in days))
    assert [year.year for year in figure.years] == [2026, 2025]
    assert [row.year for row in figure.rows] == [2026, 2025, 2024, 2023]


def test_the_title_says_how_they_are_spread() -> None:
    """No incident, one, two days, two on a day."""
    assert plot().caption.title == "No incident has a date"
    assert plot().years == ()
    assert plot(began("2026-01-01")).caption.title == "1 incident on 1 day"
    assert plot(began("2026-01-01"), began("2026-01-02")).caption.title == "2 incidents on 2 days, never two on one"
    assert plot(began("2026-01-01"), began("2026-01-01", "INC-2")).caption.title == (
        "2 incidents on 1 day, at most 2 on one (1 Jan 2026)"
    )


@settings(max_examples=60)
@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_every_day_has_a_cell_of_its_own(until: date) -> None:
    """All days of a year, whatever day it begins on."""
    days = [until - timedelta(days=number) for number in range(until.timetuple().tm_yday)]
    (year, *_) = plot(*(Began(day, "INC-1", "It broke", "a.md") for day in days), until=until).years
    for half, weeks in zip(year.halves, WEEKS, strict=True):
        cells = [(day.week, day.weekday) for day in half.days]
        assert cells == sorted(set(cells))
        assert all(week < weeks for week, _ in cells)
    assert sum(len(half.days) for half in year.halves) == len(days)
