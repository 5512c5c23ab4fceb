"""How far apart occurrences are, and whether they come faster and faster."""

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import cache
from itertools import pairwise
from math import erfc, sqrt
from typing import NamedTuple

from incidentbook.definitions import Definition
from incidentbook.distributions import CHANCE
from incidentbook.instants import Instant, Precision

FEWEST = 6
"""With fewer intervals no order of them is rare enough to mean something."""
_EXACT = 30
"""Up to so many intervals, all their orders are counted."""
_DAY = timedelta(days=1)
_DAY_SECONDS = 86_400

DEFINITIONS = (
    Definition(
        "occurrence-interval",
        "Interval between occurrences",
        "Full days from the beginning of one occurrence of a known issue to the beginning of the next. A time known to "
        "the day, month or year only stands at its beginning, and the interval is “about” so long where it is known to "
        "the month or year only. An occurrence without a date has no interval.",
    ),
    Definition(
        "interval-trend",
        "Trend of the intervals",
        f"Whether the later intervals of a known issue are shorter or longer than the earlier ones (Mann-Kendall test, "
        f"two-sided). Every interval is compared with every later one. p is how often the same intervals in random "
        f"order would lean as far to one side: up to {_EXACT} intervals all orders are counted, equal intervals as "
        f"equal; beyond, the normal approximation serves. From p = {CHANCE:g} on it is within what chance would give. "
        f"Fewer than {FEWEST} intervals are not judged. The time since the last occurrence is no interval yet.",
    ),
)


class Interval(NamedTuple):
    """From one occurrence to the next, in full days, by the beginning of each: what was written of it, or of its day,
    month or year.
    """

    length: timedelta
    least_days: int
    """As far as the two times are known: not less, and not more."""
    most_days: int

    @property
    def days(self) -> int:
        """Its length in full days."""
        return self.length // _DAY


def apart(first: Instant, second: Instant) -> timedelta:
    """Return the time from one beginning to another, less than 0 where that was before it.

    Within one time zone it is what calendar and clock show, so that 90 days are 90 dates whatever the clocks did.
    """
    return second.earliest - first.earliest


def within(gap: timedelta, days: int) -> bool:
    """Whether a time is at most so many days long."""
    return gap.total_seconds() <= days * _DAY_SECONDS


def days_between(first: Instant | None, second: Instant | None) -> int | None:
    """Return the full days between two beginnings, whichever comes first; None where one is not known."""
    return abs(apart(first, second)) // _DAY if first is not None and second is not None else None


def intervals_of(moments: Iterable[Instant]) -> tuple[Interval, ...]:
    """Return the intervals between moments, which stand oldest first."""
    return tuple(
        Interval(
            length=max(apart(first, second), timedelta()),  # a clock put back between them
            least_days=max(second.earliest - first.latest, timedelta()) // _DAY,
            most_days=max(second.latest - first.earliest, timedelta()) // _DAY,
        )
        for first, second in pairwise(moments)
    )


def vague(moment: Instant) -> bool:
    """Whether a time is known to the month or year only, so that days counted from it are “about” so many."""
    return moment.precision in (Precision.YEAR, Precision.MONTH)


def trend_of(intervals: Sequence[Interval]) -> str:
    """Say whether intervals get shorter or longer, in a sentence without a full stop; nothing of fewer than six."""
    if len(intervals) < FEWEST:
        return ""
    lengths = [interval.length.total_seconds() for interval in intervals]
    lean = _lean(lengths)
    p = _chance_of(abs(lean), tuple(sorted(Counter(lengths).values())))
    said = "p < 0.001" if p < 0.001 else f"p = {p:.3f}" if p < 0.1 else f"p = {p:.2f}"
    if p >= CHANCE:
        return f"The intervals get neither shorter nor longer beyond what chance would give ({said})"
    return f"The intervals get {'longer' if lean > 0 else 'shorter'}, and by more than chance would give ({said})"


def _lean(lengths: Sequence[float]) -> int:
    """Return how many pairs have the longer one later, less those that have it earlier (Kendall's S)."""
    seen: list[float] = []
    lean = 0
    for length in lengths:
        lean += bisect_left(seen, length) - (len(seen) - bisect_right(seen, length))
        insort(seen, length)
    return lean


@cache
def _chance_of(lean: int, ties: tuple[int, ...]) -> float:
    """Return the share of orders that lean at least so far to either side; `ties` are how many share each length."""
    count = sum(ties)
    if count > _EXACT:
        variance = _spread(count) - sum(map(_spread, ties))
        return erfc(max(lean - 1, 0) / sqrt(2 * variance)) if variance > 0 else 1.0
    ways = _ways(ties)
    unequal = len(ways) - 1
    return sum(number for down, number in enumerate(ways) if abs(unequal - 2 * down) >= lean) / sum(ways)


def _spread(count: int) -> float:
    return count * (count - 1) * (2 * count + 5) / 18


@cache
def _ways(ties: tuple[int, ...]) -> tuple[int, ...]:
    """Return in how many orders so many pairs have the longer one earlier, for every number of pairs.

    It is the Gaussian multinomial coefficient: the product of 1 - q^k for k up to n, divided by the same for every
    group of equal ones, where the exponent counts pairs.
    """
    count = sum(ties)
    unequal = (count * (count - 1) - sum(tie * (tie - 1) for tie in ties)) // 2
    ways = [1] + [0] * unequal
    for factor in range(1, count + 1):
        for pairs in range(unequal, factor - 1, -1):
            ways[pairs] -= ways[pairs - factor]
    for tie in ties:
        for factor in range(1, tie + 1):
            for pairs in range(factor, unequal + 1):
                ways[pairs] += ways[pairs - factor]
    return tuple(ways)
