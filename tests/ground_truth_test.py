"""The quarterly means that a team published of its incidents, rebuilt from the demo book, which restates them."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from incidentbook.links import link
from incidentbook.load import load
from incidentbook.settings import Settings
from incidentbook.statistics import rows, statistics_of

CHECKOUT = Path(__file__).parents[1]
PUBLISHED = CHECKOUT.parent / "shared/data/ground-truth/moj-quarterly-and-incident-times.json"

Means = dict[str, tuple[int, int]]

# Minutes: the means of the times to repair and to resolve that the reports state, as their team published them.
AS_PUBLISHED: Means = {
    "2020-Q1": (82, 156),
    "2020-Q2": (169, 432),
    "2020-Q3": (59, 433),
    "2020-Q4": (128, 526),
    "2021-Q2": (152, 164),
    "2021-Q3": (208, 664),
    "2021-Q4": (77, 77),
    "2022-Q1": (65, 84),
    "2022-Q3": (387, 387),
    "2022-Q4": (27, 27),
    "2023-Q1": (13510, 13528),
    "2023-Q2": (55, 55),
    "2023-Q3": (655, 1161),
    "2023-Q4": (2136, 2136),
    "2024-Q2": (201, 1280),
    "2024-Q3": (99, 134),
}
# Where the published ones are wrong, what the reports give: one was added up wrongly, and an incident of
# 4 August 2020 stands in the quarter before its own.
WRONG_AS_PUBLISHED: Means = {
    "2020-Q1": (60 + 40, 2 * 60 + 42),
    "2020-Q2": (30, 5 * 60 + 9),
    "2020-Q3": (60 + 34, 7 * 60 + 31),
}


@cache
def means(zone: str) -> Means:
    """Return the means of the stated times by quarter, floored to the minute as the team does it."""
    settings = Settings.model_validate({"audience": "restricted", "durations": "stated", "zone": zone})
    book, _ = load(CHECKOUT / "kb", settings)
    found = {}
    for row in rows(statistics_of(book, link(book), settings, datetime(2026, 9, 1, tzinfo=UTC).timestamp()), "quarter"):
        repair, resolve = row.durations["ttm"].mean, row.durations["ttr"].mean
        if repair is not None and resolve is not None:
            found[row.key] = (int(repair // 60), int(resolve // 60))
    return found


@pytest.mark.parametrize("zone", ["UTC", "Europe/London"])
def test_every_published_quarter_is_what_the_reports_give(zone: str) -> None:
    """To the minute: thirteen as published, three as they should have been; no incident is near a boundary."""
    expected = AS_PUBLISHED | WRONG_AS_PUBLISHED
    assert {quarter: means(zone)[quarter] for quarter in expected} == expected
    assert sum(means(zone)[quarter] == published for quarter, published in AS_PUBLISHED.items()) == 13


def test_quarters_that_were_never_published_are_those_after_the_last_one() -> None:
    """In the first quarter of 2025 one incident states its times; that of leaked credentials is a security report."""
    assert {quarter: mean for quarter, mean in means("UTC").items() if quarter not in AS_PUBLISHED} == {
        "2025-Q1": (97, 2969)
    }


def test_the_table_here_is_the_published_one() -> None:
    """As it was collected from the team's index."""
    if not PUBLISHED.is_file():
        pytest.skip("the published means are not beside this checkout, in ../shared")
    quarters = json.loads(PUBLISHED.read_text(encoding="utf-8"))["quarters"]
    found = {}
    for quarter in quarters:
        number, year = quarter["quarter"].split()
        if quarter["published_repair_min"] is not None:
            found[f"{year}-{number}"] = (quarter["published_repair_min"], quarter["published_resolve_min"])
    assert found == AS_PUBLISHED
