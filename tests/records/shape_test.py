"""What records have in common."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from incidentbook.instants import parse_instant
from incidentbook.records.shape import Moment, moment_of, moment_or_none, seconds_or_none, services_of, url_of
from tests.books import incident, opened

LONDON = ZoneInfo("Europe/London")


def said(written: str) -> tuple[str, str | None, str, bool]:
    moment = moment_of(parse_instant(written, LONDON))
    return moment.at, moment.until, moment.precision, moment.approximate


def test_a_time_has_its_offset_and_says_how_exactly_it_is_known() -> None:
    assert said("2026-03-04 10:12") == ("2026-03-04T10:12:00+00:00", None, "minute", False)
    assert said("2026-07-04 10:12:30") == ("2026-07-04T10:12:30+01:00", None, "second", False)
    assert said("~ 2026-07-04 10:12 -05:00") == ("2026-07-04T10:12:00-05:00", None, "minute", True)


def test_a_coarse_time_reaches_up_to_where_it_ends() -> None:
    assert said("2026-03-04") == ("2026-03-04T00:00:00+00:00", "2026-03-05T00:00:00+00:00", "day", False)
    assert said("2026-03") == ("2026-03-01T00:00:00+00:00", "2026-04-01T00:00:00+01:00", "month", False)
    assert said("2026") == ("2026-01-01T00:00:00+00:00", "2027-01-01T00:00:00+00:00", "year", False)


def test_a_clock_time_that_was_shown_twice_is_either_of_the_two() -> None:
    assert said("2026-10-25 01:30") == ("2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+00:00", "minute", False)


def test_what_there_is_not_is_nothing() -> None:
    assert moment_or_none(None) is None
    assert seconds_or_none(None) is None
    assert seconds_or_none(timedelta(minutes=38)) == 2280


def test_a_record_is_frozen_and_has_no_other_keys() -> None:
    moment = moment_of(parse_instant("2026", LONDON))
    with pytest.raises(ValidationError, match="frozen"):
        moment.at = ""  # type: ignore[misc] # which is the point
    with pytest.raises(ValidationError, match="Extra inputs"):
        Moment.model_validate({**moment.model_dump(), "other": 1})


def test_the_address_of_a_page_is_absolute_where_that_is_known() -> None:
    """And always one that programs can read, whatever a file is called."""
    assert url_of("incidents/a.md", "") == "incidents/a/"
    assert url_of("incidents/ä b.md", "https://books.example.org/") == "https://books.example.org/incidents/%C3%A4%20b/"


def test_services_are_named_by_their_keys() -> None:
    """An alias stands for the service; what is said of it stays with it."""
    front_matter = """\
services:
  - {id: shop.example.org, level: degraded, share: 34 %, region: eu, periods: [{from: 2026-03-04 10:00}]}
  - other
"""
    book = opened(
        {"services.yml": "shop: {aliases: [shop.example.org]}\n", "incidents/a.md": incident(front_matter)}
    ).book
    shop, other = services_of(book.incidents[0].fields.services, book)
    assert (shop.id, shop.role, shop.level, shop.share, shop.region) == ("shop", "affected", "degraded", 0.34, "eu")
    assert [(period.start.at, period.end) for period in shop.periods] == [("2026-03-04T10:00:00+00:00", None)]
    assert (other.id, other.level, other.periods) == ("other", None, ())
