"""The stretches of time that the headline compares."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from incidentbook.views.statistics_stretches import four_quarters, running_quarter, years

LONDON = ZoneInfo("Europe/London")


def test_years_follow_one_another() -> None:
    """By the calendar of the moment's own zone, whatever the clocks did."""
    now, before = years(datetime(2026, 8, 21, tzinfo=LONDON))
    assert now.said(LONDON) == "21 Aug 2025, 00:00 BST up to 21 Aug 2026, 00:00 BST (365 days)"
    assert before.said(LONDON) == "21 Aug 2024, 00:00 BST up to 21 Aug 2025, 00:00 BST (365 days)"


def test_a_quarter_in_which_the_clocks_change_is_an_hour_short() -> None:
    """The first of a year in London; its title has full days."""
    _, before = running_quarter(datetime(2026, 4, 2, tzinfo=LONDON).timestamp(), LONDON)
    assert before.title == "Q1 2026, 90 days"
    assert before.said(LONDON) == "1 Jan 2026, 00:00 GMT up to 1 Apr 2026, 00:00 BST (89.96 days)"


def test_on_the_first_day_of_a_quarter_it_has_had_no_day() -> None:
    """And the four that are over end at that moment."""
    moment = datetime(2026, 4, 1, tzinfo=UTC).timestamp()
    now, _ = running_quarter(moment, UTC)
    assert (now.title, now.days) == ("Q2 2026 so far, 0 days", 0)
    lately, before = four_quarters(moment, UTC)
    assert (lately.title, lately.end) == ("Q2 2025 to Q1 2026", moment)
    assert (before.title, before.end) == ("Q2 2024 to Q1 2025", lately.start)
