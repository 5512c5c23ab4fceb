"""The zones that people name."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.importers.converters.zones import ZONES, contradiction, zone_said
from incidentbook.instants import zone_named


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("PST", "America/Los_Angeles"),
        ("CEST (UTC+2)", "Europe/Paris"),
        ("UTC+1 (Zurich time)", "Etc/GMT-1"),
        ("GMT+2", "Etc/GMT-2"),
        ("UTC-07:00", "Etc/GMT+7"),
        ("Central European Time (CET)", "Europe/Paris"),
        ("UC/Pacific", "America/Los_Angeles"),
        ("US/Pacific", "US/Pacific"),
        ("Pacific Time", "America/Los_Angeles"),
        ("UTC.", "UTC"),
        ("GMT", "UTC"),
        ("{{ most convenient timezone }}", ""),
        ("IST", ""),
        ("local time", ""),
        ("UTC+5:30", ""),
    ],
)
def test_a_zone_is_known_by_its_usual_names(said: str, zone: str) -> None:
    """A place counts before an offset, and what stands for several zones or none is not guessed."""
    assert zone_said(said) == zone


@pytest.mark.parametrize("zone", sorted(set(ZONES.values())))
def test_every_zone_of_the_table_exists(zone: str) -> None:
    assert zone_named(zone) is not None


def test_an_abbreviation_is_doubted_only_when_clocks_showed_another() -> None:
    july, january = date(2024, 7, 1), date(2024, 1, 1)
    assert "BST" not in contradiction("BST", july, time(10), "Europe/London")
    assert "showed GMT, not BST" in contradiction("BST", january, time(10), "Europe/London")
    assert contradiction("ET", july, time(10), "America/New_York") == ""
    assert contradiction("UTC", july, time(10), "UTC") == ""


@given(st.text(max_size=80))
def test_what_is_said_is_a_zone_or_nothing(text: str) -> None:
    zone = zone_said(text)
    assert zone == "" or zone_named(zone) is not None
