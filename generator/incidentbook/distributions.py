"""Distributions of durations: median with its interval, p90, mean; and whether two of them differ by more than chance.

Nothing here assumes a shape: durations of incidents are skewed, few, and full of ties.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from math import comb, erfc, exp, fsum, lgamma, log, sqrt

from incidentbook.definitions import Definition
from incidentbook.written_durations import spoken

FEW = 5
"""Below so many values no statistic says more than the values themselves."""
CHANCE = 0.05
"""A difference that chance alone gives more often than this is no finding."""
_EXACT = 2_000
"""Up to this size of the smaller set times the size of both, all ways to divide them are counted."""

DEFINITIONS = (
    Definition(
        "values",
        "n",
        "How many values a figure is made of: the incidents whose two milestones are known to the minute. A range "
        "(a time known to the day only) and a lower bound (the start is not known) are shown with their incident and "
        "are no values: any number that stood for them would be invented.",
    ),
    Definition(
        "coverage",
        "Coverage",
        "n of all counted incidents of the group, with or without the milestones. The less is covered, the less the "
        "other figures say of the group as a whole.",
    ),
    Definition(
        "few",
        "Few values",
        f"With fewer than {FEW} values the values themselves are shown: a median or a mean of them would look more "
        "certain than it is.",
    ),
    Definition(
        "median",
        "Median",
        "Half of the values are not longer. Of an even number of values it is the mean of the two in the middle. "
        "One very long incident does not move it.",
    ),
    Definition(
        "interval",
        "95 % interval",
        f"Where the median of incidents like these lies with a confidence of at least {100 * (1 - CHANCE):g} %: from "
        "the k-th shortest to the k-th longest value, with the largest k for which the binomial distribution gives "
        "that confidence (order statistics). It assumes no shape of the distribution. Fewer than 6 values reach no "
        "such confidence, and have no interval.",
    ),
    Definition(
        "p90",
        "p90",
        "The shortest value that at least 90 % of the values do not exceed (nearest rank: the value at place 0.9 n, "
        "rounded up). It is always the duration of an incident that happened.",
    ),
    Definition(
        "mean",
        "Mean",
        "The sum of the values by their number. One typing error or one very long incident can multiply it, so it "
        "stands beside the median, never alone.",
    ),
    Definition(
        "trend",
        "Trend",
        "Two sets of durations are compared by the order of their values (Mann-Whitney test, two-sided; all ways to "
        "divide the values are counted while the sets are small, with ties as they are; the normal approximation with "
        "corrections for ties and continuity otherwise). Two numbers of incidents are compared as parts of their sum, "
        "each with its share of the days (exact binomial test), as if incidents came independently of one another. "
        f"p is how often chance alone would give at least such a difference; from p = {CHANCE:g} on it is called "
        "within what chance would give. Who compares twenty pairs will find one below it by chance.",
    ),
)


@dataclass(frozen=True, slots=True)
class Distribution:
    """Durations in seconds, shortest first, and of how many incidents. Figures are None where there is no value."""

    values: tuple[float, ...]
    of: int
    """All counted incidents of the group, those without a value included."""

    @property
    def n(self) -> int:
        """How many values there are."""
        return len(self.values)

    @property
    def few(self) -> bool:
        """Whether the values themselves say more than any figure made of them."""
        return len(self.values) < FEW

    @property
    def median(self) -> float | None:
        """The value in the middle, or the mean of the two there."""
        if not self.values:
            return None
        half = len(self.values) // 2
        return self.values[half] if len(self.values) % 2 else (self.values[half - 1] + self.values[half]) / 2

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % confidence interval of the median from order statistics; None when n is too small for one."""
        place = _interval_place(len(self.values))
        return (self.values[place - 1], self.values[-place]) if place else None

    @property
    def p90(self) -> float | None:
        """The nearest-rank 90th percentile: the value at place 0.9 n, rounded up."""
        return self.values[-(-9 * len(self.values) // 10) - 1] if self.values else None

    @property
    def mean(self) -> float | None:
        """The arithmetic mean."""
        return fsum(self.values) / len(self.values) if self.values else None

    @property
    def least(self) -> float | None:
        """The shortest."""
        return self.values[0] if self.values else None

    @property
    def most(self) -> float | None:
        """The longest."""
        return self.values[-1] if self.values else None


@dataclass(frozen=True, slots=True)
class Change:
    """What a comparison says."""

    p: float | None
    """How often chance alone would give at least such a difference; None where nothing can be compared."""
    within_chance: bool
    """Whether that is not rare."""
    words: str
    """The comparison for a person, without a full stop."""


def distribution_of(values: Iterable[float], of: int) -> Distribution:
    """Return the distribution of durations in seconds, in whatever order they come."""
    return Distribution(tuple(sorted(values)), of)


@cache
def _interval_place(n: int) -> int:
    """Return the largest k with P(Binomial(n, 1/2) < k) <= 2.5 %, or 0 when there is none.

    The median then lies between the k-th and the (n + 1 - k)-th value with 95 % confidence. It walks down from the
    middle, where the sum of probabilities is known by symmetry.
    """
    if n == 0:
        return 0
    count = n // 2
    probability = exp(lgamma(n + 1) - lgamma(count + 1) - lgamma(n - count + 1) - n * log(2))
    at_most = 0.5 if n % 2 else 0.5 + probability / 2
    while count >= 0 and at_most > CHANCE / 2:
        at_most -= probability
        probability *= count / (n - count + 1)
        count -= 1
    return count + 1


def compare(before: Distribution, after: Distribution) -> Change:
    """Compare two distributions by the Mann-Whitney test, two-sided."""
    sizes = f"{before.n} before, {after.n} after"
    if before.median is None or after.median is None or 2 / comb(before.n + after.n, after.n) > CHANCE:
        return Change(None, True, f"too few values to compare ({sizes})")
    p, shift = _mann_whitney(before.values, after.values)
    medians = f"{_said(after.median)} (median of {after.n}) after {_said(before.median)} (of {before.n})"
    return Change(p, p >= CHANCE, f"{medians}: {_judged(p, 'longer' if shift > 0 else 'shorter')}")


def compare_counts(before: int, after: int, before_exposure: float, after_exposure: float) -> Change:
    """Compare two numbers of events that were counted over two exposures, such as days (exact binomial test)."""
    total, exposure = before + after, before_exposure + after_exposure
    if not total or before_exposure <= 0 or after_exposure <= 0:
        return Change(None, True, f"nothing to compare ({before} before, {after} after)")
    share = after_exposure / exposure
    chances = [
        exp(
            lgamma(total + 1) - lgamma(count + 1) - lgamma(total - count + 1)
            + count * log(share) + (total - count) * log(1 - share)
        )
        for count in range(total + 1)
    ]  # fmt: skip
    # As probable as the one seen, but for rounding, counts as at least so rare.
    p = min(1.0, fsum(chance for chance in chances if chance <= chances[after] * (1 + 1e-7)))
    more = after / after_exposure > before / before_exposure
    return Change(p, p >= CHANCE, f"{after} after {before}: {_judged(p, 'more' if more else 'fewer')}")


def _mann_whitney(before: Sequence[float], after: Sequence[float]) -> tuple[float, float]:
    """Return p, and above 0 when the values of `after` tend to be the longer ones."""
    ranks, ties = _doubled_ranks([*before, *after])
    smaller, sign = (ranks[len(before) :], 1) if len(after) <= len(before) else (ranks[: len(before)], -1)
    few, both = len(smaller), len(ranks)
    shift = sum(smaller) - few * (both + 1)  # of the doubled rank sum from what it is on average
    if few * both <= _EXACT:
        return _exact(ranks, few, abs(shift)), sign * shift
    variance = few * (both - few) / 12 * (both + 1 - ties / (both * (both - 1)))
    if variance <= 0:
        return 1.0, 0.0
    deviation = max(abs(shift) / 2 - 0.5, 0.0) / sqrt(variance)
    return erfc(deviation / sqrt(2)), sign * shift


def _doubled_ranks(values: Sequence[float]) -> tuple[list[int], int]:
    """Return twice the rank of each value, equal ones sharing their mean rank, and the sum of t³ - t over ties."""
    ordered = sorted(range(len(values)), key=values.__getitem__)
    ranks, ties, start = [0] * len(values), 0, 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and values[ordered[end]] == values[ordered[start]]:
            end += 1
        for place in ordered[start:end]:
            ranks[place] = start + end + 1
        ties += (end - start) ** 3 - (end - start)
        start = end
    return ranks, ties


def _exact(ranks: Sequence[int], few: int, shift: int) -> float:
    """Return the share of all ways to choose `few` ranks whose sum is at least `shift` from the mean sum.

    The ways to choose j ranks are a polynomial in which the exponent is the sum. Each is one whole number with
    `width` bytes for a coefficient, so that adding a rank is a shift and an addition.
    """
    all_ways, middle = comb(len(ranks), few), few * (len(ranks) + 1)
    width = (all_ways.bit_length() + 7) // 8
    ways = [1] + [0] * few
    for rank in ranks:
        for chosen in range(few, 0, -1):
            ways[chosen] += ways[chosen - 1] << (rank * width * 8)
    counts = ways[few].to_bytes((ways[few].bit_length() + 7) // 8, "little")
    found = sum(
        int.from_bytes(counts[place : place + width], "little")
        for place in range(0, len(counts), width)
        if abs(place // width - middle) >= shift
    )
    return found / all_ways


def _judged(p: float, direction: str) -> str:
    said = "p < 0.001" if p < 0.001 else f"p = {p:.3f}" if p < 0.1 else f"p = {p:.2f}"
    if p >= CHANCE:
        return f"within what chance would give ({said})"
    return f"{direction}, and by more than chance would give ({said})"


def _said(seconds: float) -> str:
    return spoken(timedelta(seconds=seconds))
