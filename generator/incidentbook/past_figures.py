"""The figures of a period as they stood before earlier days, beside those of now."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import fsum, inf
from typing import NamedTuple

from incidentbook.changes import Histories, Stood
from incidentbook.definitions import Definition
from incidentbook.downtime import Loss
from incidentbook.judgements import VERDICTS, Compliance, Verdict
from incidentbook.periods import Period
from incidentbook.statistics import Measured, Statistics
from incidentbook.targets import CLOCKS, Clock

DEFINITIONS = (
    Definition(
        "earlier-figures",
        "Figures before a date",
        "The figures of a period before a date are made of the incidents that had begun by then, with the verdicts "
        "that they had then, of the repeats among them, and of the downtime that there had been by then.",
    ),
)


class Figures(NamedTuple):
    """The figures of a period."""

    incidents: int
    response: Compliance
    resolution: Compliance
    repeats: int
    downtime_seconds: float


class Before(NamedTuple):
    """What the figures were before each of several days in a row: their places among the days asked for."""

    first: int
    last: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class PastFigures:
    """A period with its figures of now, and what they were."""

    period: Period
    provisional: bool
    now: Figures
    before: tuple[Before, ...]
    """Oldest first, without the days at which the period had not begun."""


def past_figures(
    statistics: Statistics, histories: Histories, period: Period, midnights: Sequence[float]
) -> PastFigures:
    """Return the figures of a period as they stood at the beginning of each of some days: POSIX seconds, in order.

    `histories` reach back to the first of them.
    """
    members = statistics.between(period.start, period.end).members
    incidents = _begun(members, midnights)
    repeats = _begun([one for one in members if one.article.path in statistics.repeats.repeated], midnights)
    judged = [_compliance(clock, members, histories, midnights) for clock in CLOCKS]
    losses = [
        loss for downtime in statistics.downtimes.values() for loss in downtime.losses_between(period.start, period.end)
    ]
    lost = _lost(losses, midnights)
    figures = [Figures(*said) for said in zip(incidents, *judged, repeats, lost, strict=True)]
    begun = bisect_right(midnights, period.start)
    days = enumerate(figures[begun:-1], begun)
    alike = (list(same) for _, same in groupby(days, key=lambda day: day[1]))
    return PastFigures(
        period=period,
        provisional=statistics.as_of < period.end or any(member.open for member in members),
        now=figures[-1],
        before=tuple(Before(same[0][0], same[-1][0], same[0][1]) for same in alike),
    )


def _begun(members: Iterable[Measured], midnights: Sequence[float]) -> list[int]:
    """Count those that had begun before each day, and at the end all."""
    moments = sorted(one.moment for one in members if one.moment is not None)
    return [bisect_left(moments, midnight) for midnight in (*midnights, inf)]


def _compliance(
    clock: Clock, members: Iterable[Measured], histories: Histories, midnights: Sequence[float]
) -> list[Compliance]:
    """Count the verdicts of each day, and at the end those of now: each is added where it begins, and taken away where
    another takes its place.
    """
    changes: list[Counter[Verdict]] = [Counter() for _ in (*midnights, inf)]
    for member in members:
        for verdict in _verdicts(clock, member, histories):
            changes[bisect_right(midnights, verdict.begin)][verdict.verdict] += 1
            if verdict.end < inf:
                changes[bisect_right(midnights, verdict.end)][verdict.verdict] -= 1
    found, counts = [], Counter[Verdict]()
    for change in changes:
        counts.update(change)
        found.append(Compliance(*(counts[verdict] for verdict in VERDICTS)))
    return found


def _verdicts(clock: Clock, member: Measured, histories: Histories) -> Iterable[Stood]:
    known = histories.get((member.article.path, clock))
    if known is not None:
        return known
    begin = -inf if member.moment is None else member.moment
    return [Stood(begin, inf, one.verdict) for one in member.judgements if one.clock == clock]


def _lost(losses: Sequence[Loss], midnights: Sequence[float]) -> list[float]:
    """Add up what had been lost before each day, and at the end all."""
    first = midnights[0] if midnights else inf
    over = fsum((loss.end - loss.start) * loss.weight for loss in losses if loss.end <= first)
    later = [loss for loss in losses if loss.end > first]
    return [
        fsum((over, *((min(loss.end, at) - loss.start) * loss.weight for loss in later if loss.start < at)))
        for at in (*midnights, inf)
    ]
