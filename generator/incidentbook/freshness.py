"""How fresh an article is: when it was last reviewed and by when it must be looked at again."""

from datetime import UTC, date, timedelta
from typing import NamedTuple

from incidentbook.instants import Instant, Precision, parse_instant

_MONTH_MINUTES = 43830


class Freshness(NamedTuple):
    """Who keeps an article true, and when."""

    owner: str
    last_reviewed: Instant | None
    due: Instant | None


def freshness(owner: str | None, last_reviewed: Instant | None, review_in: timedelta | None) -> Freshness:
    """Return when the next review is due; months and years are those of the calendar."""
    if last_reviewed is None or review_in is None:
        return Freshness(owner or "", last_reviewed, None)
    try:
        return Freshness(owner or "", last_reviewed, _due(last_reviewed, review_in))
    except (OverflowError, ValueError):  # after the last year of the calendar
        return Freshness(owner or "", last_reviewed, None)


def _due(last_reviewed: Instant, review_in: timedelta) -> Instant:
    start = last_reviewed.earliest.date()
    months, rest = divmod(round(review_in.total_seconds() / 60), _MONTH_MINUTES)
    written = (start + review_in if rest else _months_later(start, months)).isoformat()
    length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(last_reviewed.precision, 10)
    return parse_instant(written[:length], last_reviewed.earliest.tzinfo or UTC)


def _months_later(start: date, months: int) -> date:
    month = start.year * 12 + start.month - 1 + months
    year, month = month // 12, month % 12 + 1
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(year, month, min(start.day, last))
