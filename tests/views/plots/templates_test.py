"""The templates of plots: HTML blocks with a table that names what is drawn, and links that can be reached."""

import re
from datetime import UTC, date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from incidentbook.distributions import distribution_of
from incidentbook.judgements import Compliance
from incidentbook.templating import Templates
from incidentbook.views.plots.action_ages import Age, action_ages
from incidentbook.views.plots.durations_by_quarter import Point, durations_by_quarter
from incidentbook.views.plots.durations_by_quarter import Quarter as Durations
from incidentbook.views.plots.incident_calendar import Began, incident_calendar
from incidentbook.views.plots.incidents_by_month import Month, Series, incidents_by_month
from incidentbook.views.plots.recurrence_lines import Happened, KnownIssue, Made, recurrence_lines
from incidentbook.views.plots.sla_by_quarter import Quarter as Verdicts
from incidentbook.views.plots.sla_by_quarter import sla_by_quarter

NASTY = 'A "quoted" <title> & more'
POINTS = tuple(Point(60.0 * n, f"INC-{n}", NASTY, f"incidents/{n}.md") for n in range(70))
PLOTS: dict[str, tuple[Any, Any]] = {
    "incidents-by-month": (
        incidents_by_month([Month("2026-01", NASTY, (1, 2, 3))], [Series(NASTY, 1), Series("b", 3), Series("c", 0)]),
        incidents_by_month([], []),
    ),
    "durations-by-quarter": (
        durations_by_quarter(
            [
                Durations("2025-Q4", NASTY, POINTS[:7], distribution_of([point.seconds for point in POINTS[:7]], 9)),
                Durations("2026-Q1", "Q1", POINTS, distribution_of([point.seconds for point in POINTS], 70)),
            ],
            "Time",
        ),
        durations_by_quarter([], "Time"),
    ),
    "sla-by-quarter": (
        sla_by_quarter([Verdicts("2026-Q1", NASTY, Compliance(3, 2, 1, 1, 1), 0.9)], "target"),
        sla_by_quarter([], "target"),
    ),
    "recurrence-lines": (
        recurrence_lines(
            [
                KnownIssue(
                    "KI-1", NASTY, "known-issues/a.md",
                    (Happened(1e9, "then", "INC-1", NASTY, "incidents/1.md"), Happened(1.1e9, "later")),
                    (Made(1.05e9, "between", NASTY),),
                )
            ],
            UTC,
        ),
        recurrence_lines([], UTC),
    ),
    "incident-calendar": (
        incident_calendar(
            [Began(date(2026, 1, day), "INC-1", NASTY, "incidents/1.md") for day in range(1, 13)], date(2026, 6, 1)
        ),
        incident_calendar([], date(2026, 6, 1)),
    ),
    "action-ages": (action_ages([Age(NASTY, 3, 1), Age("b", 2, 2)]), action_ages([])),
}  # fmt: skip
LINKED = ("durations-by-quarter", "recurrence-lines", "incident-calendar")


def drawn(name: str, plot: object, own: Path) -> str:
    """Render a plot as the only thing on a page in a folder, without the page's front matter."""
    macro, url = name.replace("-", "_"), "url, " if name in LINKED else ""
    (own / "pages").mkdir(exist_ok=True)
    (own / "pages" / "one.jinja").write_text(
        f'{{% from "plots/{name}.jinja" import {macro} %}}{{{{ {macro}({url}plot) }}}}', encoding="utf-8"
    )
    page = Templates(own).page("one.jinja", "statistics/index.md", {}, {"plot": plot})
    return page.removeprefix("---\n---\n").strip("\n")


@pytest.fixture(params=PLOTS)
def figure(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str, ET.Element]:
    text = drawn(request.param, PLOTS[request.param][0], tmp_path)
    return request.param, text, ET.fromstring(text)  # noqa: S314 - our own


def test_a_plot_is_one_block_at_the_beginning_of_a_line(figure: tuple[str, str, ET.Element]) -> None:
    """Without a blank line, which would end it, and well-formed whatever authors write."""
    _, text, root = figure
    assert text.startswith("<figure")
    assert "\n\n" not in text
    assert root.tag == "figure"
    assert "style=" not in text


def test_a_plot_has_its_title_and_its_table(figure: tuple[str, str, ET.Element]) -> None:
    """The table is closed at first and there without any script."""
    _, _, root = figure
    title = root.find("figcaption/p")
    assert title is not None
    assert title.text
    summary = root.find("details/summary")
    assert summary is not None
    assert summary.text == "The numbers"
    rows = root.findall("details//tbody/tr")
    assert rows
    assert all(row.find("th") is not None for row in rows)


def test_a_plot_with_links_is_no_image(figure: tuple[str, str, ET.Element]) -> None:
    """A reader of the screen would not find them in one; without links it is one, with the title for a name."""
    name, text, root = figure
    inside = root.findall(".//svg//a")
    assert bool(inside) == (name in LINKED)
    assert ('role="img"' in text) == (name not in LINKED)
    for link in inside:
        assert re.fullmatch(r"\.\./incidents/\d+/", link.get("href", ""))
        assert link.get("tabindex") is None
        assert "".join(link.itertext())


def test_many_links_can_be_skipped(figure: tuple[str, str, ET.Element]) -> None:
    """The way leads to the table."""
    _, _, root = figure
    skip = root.find("a[@class='ib-plot-skip']")
    if len(root.findall(".//svg//a")) > 9:
        assert skip is not None
        assert root.find(f".//*[@id='{skip.get('href', '')[1:]}']") is not None
    else:
        assert skip is None


def test_no_place_is_named_twice(figure: tuple[str, str, ET.Element]) -> None:
    """Patterns that the drawing refers to are there."""
    _, text, root = figure
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", text)) <= set(ids)


@pytest.mark.parametrize("name", PLOTS)
def test_nothing_to_draw_is_a_sentence(name: str, tmp_path: Path) -> None:
    """And neither axes nor an empty table."""
    root = ET.fromstring(drawn(name, PLOTS[name][1], tmp_path))  # noqa: S314 - our own
    assert "".join(root.itertext()).strip()
    assert root.find(".//svg") is None
    assert root.find(".//table") is None
