"""What the plots of the statistics are drawn from."""

from datetime import UTC, datetime

import pytest

from incidentbook.statistics import total
from incidentbook.views import statistics_plots
from incidentbook.views.plots.incidents_by_month import IncidentsByMonth
from incidentbook.views.statistics_groups import quarters_until_now
from incidentbook.views.statistics_plots import Times, calendar_plot, months_plot, times
from tests.views.statistics_book import AS_OF, at_times, report, statistics_of


def months(texts: dict[str, str]) -> IncidentsByMonth:
    statistics = statistics_of(texts)
    return months_plot(quarters_until_now(statistics), statistics)


def measured(texts: dict[str, str]) -> dict[str, Times]:
    statistics = statistics_of(texts)
    return {one.name: one for one in times(quarters_until_now(statistics), total(statistics))}


def test_months_go_from_the_first_incident_to_the_present_one() -> None:
    """Without those of its quarter that were before it or are yet to come; the last one may still change."""
    found = months(at_times("2026-05-10 10:00", "2026-05-11 10:00", "2026-07-01 10:00"))
    assert [(row.title, row.total) for row in found.rows] == [
        ("May 2026", 2), ("June 2026", 0), ("July 2026", 1), ("August 2026", 0),
    ]  # fmt: skip
    assert found.caption.note == "August 2026 is not over."


def test_months_count_by_severity_and_leave_nothing_out() -> None:
    """What has none is there, too, and last."""
    said = ["severity: sev2\n", "severity: sev2\n", "severity: sev1\n", ""]
    found = months({f"incidents/{n}.md": report(n, "2026-08-10 10:00", one) for n, one in enumerate(said)})
    assert (found.words, found.rows[0].counts) == (("sev1", "sev2", "no severity"), (1, 2, 1))
    assert [key.style for key in found.legend] == [1, 2, 0]


def test_an_incident_of_a_year_stands_in_january_and_on_no_day() -> None:
    """Both plots say so."""
    texts = at_times("2026", "2026-02", "2026-03-04", "2026-03-05 10:00")
    assert "1 incident stands in January, as only the year is known." in months(texts).caption.note
    calendar = calendar_plot(statistics_of(texts), AS_OF)
    assert [(row.year, row.incidents) for row in calendar.rows[:1]] == [(2026, 2)]
    assert calendar.caption.note == "2 incidents left out, as the day is not known."


def test_the_calendar_has_the_last_three_years() -> None:
    """Unless there is nothing in them."""
    texts = at_times("2023-12-31 10:00", "2024-01-01 10:00", "2026-08-20 10:00")
    calendar = calendar_plot(statistics_of(texts), AS_OF)
    assert [row.year for row in calendar.rows] == [2026, 2025, 2024]
    assert calendar.caption.note == "1 incident of earlier years left out."
    old = calendar_plot(statistics_of(at_times("2021-12-31 10:00")), AS_OF)
    assert (old.rows[-1].year, old.rows[-1].incidents, old.caption.note) == (2021, 1, "")


def test_a_day_is_one_of_the_site_and_not_of_the_moment() -> None:
    """Whatever zone the moment is written in."""
    late = datetime.fromisoformat("2026-08-21T23:30:00-05:00")
    calendar = calendar_plot(statistics_of(at_times("2026-08-22 01:00"), late.astimezone(UTC)), late)
    assert calendar.links == 1


def test_times_say_of_how_many_incidents_they_are_known() -> None:
    """One is known exactly, of one there is a lower bound, of one nothing."""
    texts = {
        "incidents/1.md": report(1, "started: 2026-08-01 10:00, mitigated: 2026-08-01 10:25"),
        "incidents/2.md": report(2, "detected: 2026-05-01 10:00, mitigated: 2026-05-01 11:00"),
        "incidents/3.md": report(3, "2026-05-02 10:00"),
    }
    ttm = measured(texts)["ttm"]
    assert (ttm.said.n, ttm.said.of, ttm.said.inexact, ttm.unknown, ttm.coverage) == (1, 3, 1, 1, "33 %")
    assert ttm.plot.caption.note.startswith(
        "Known exactly of 1 of 3 incidents; of 1 only a range or a lower bound, not drawn."
    )
    assert [(row.title, row.n, row.of) for row in ttm.plot.rows] == [("Q2 2026", 0, 2), ("Q3 2026", 1, 1)]
    dots = [dot for column in ttm.plot.drawn for dot in column.dots]
    assert [(dot.path, dot.said.replace("\N{NO-BREAK SPACE}", " ")) for dot in dots] == [
        ("incidents/1.md", "INC-2026-0001 · Number 1 · 25 min")
    ]


def test_of_many_incidents_the_last_quarters_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three, or as many as have no more points than can be told apart; the caption says so."""
    monkeypatch.setattr(statistics_plots, "QUARTERS", 3)
    monkeypatch.setattr(statistics_plots, "MOST_POINTS", 2)
    days = ("2025-02-01", "2025-05-01", "2026-02-01", "2026-08-01")
    texts = {
        f"incidents/{n}.md": report(n, f"started: {day} 10:00, mitigated: {day} 10:30") for n, day in enumerate(days)
    }
    plot = measured(texts)["ttm"].plot
    assert [row.title for row in plot.rows] == ["Q3 2025", "Q4 2025", "Q1 2026", "Q2 2026", "Q3 2026"]
    assert "Drawn since Q3 2025; earlier quarters are in the table below." in plot.caption.note
    monkeypatch.setattr(statistics_plots, "MOST_POINTS", 0)
    assert [row.title for row in measured(texts)["ttm"].plot.rows] == ["Q1 2026", "Q2 2026", "Q3 2026"]
    monkeypatch.setattr(statistics_plots, "MOST_POINTS", 4)
    assert len(measured(texts)["ttm"].plot.rows) == 7


def test_stated_values_are_counted() -> None:
    """They are values of their quarter, where the milestones give none."""
    texts = {"incidents/1.md": report(1, "2026-08-01 10:00", "stated: {mitigate: 45m}\n")}
    ttm = measured(texts)["ttm"]
    assert (ttm.said.n, ttm.said.stated, len(ttm.plot.drawn[0].dots)) == (1, 1, 1)
