"""What the review says has changed: verdicts on earlier incidents, and the figures of the quarters."""

from collections.abc import Iterator
from datetime import timedelta
from math import inf
from typing import NamedTuple

from incidentbook.changes import Histories, histories
from incidentbook.graph import Target
from incidentbook.judgements import Compliance, Verdict
from incidentbook.past_figures import Before, Figures, PastFigures, past_figures
from incidentbook.periods import Period, period_of, periods_between
from incidentbook.views.figures_said import NONE, length, percent
from incidentbook.views.review_days import Days, Since
from incidentbook.views.track_record import article_target
from incidentbook.views.view import Shown


class ChangedVerdict(NamedTuple):
    """A verdict of now, and another that stood before each of some days."""

    after: str
    """The day after which it had begun to stand; empty where that is before all days."""
    at: str
    """The last day before which it stood."""
    incident: Target
    clock: str
    was: Verdict
    now: Verdict
    changed: str
    """The day since which the verdict is that of now."""
    arithmetic: tuple[str, ...]


class ShareSaid(NamedTuple):
    """A share, and what it is made from."""

    share: str
    of: str


class FiguresSaid(NamedTuple):
    """The figures of a period."""

    incidents: str
    response: ShareSaid
    resolution: ShareSaid
    repeats: ShareSaid
    downtime: str


class FiguresBefore(NamedTuple):
    """What the figures were before each of some days."""

    after: str
    at: str
    figures: FiguresSaid
    changed: tuple[str, ...]
    """The names of those that are others now."""


class PeriodFigures(NamedTuple):
    """A quarter, its figures of now and what they were."""

    key: str
    title: str
    provisional: bool
    now: FiguresSaid
    before: Since[FiguresBefore]


class Changes:
    """What changed since any of the days."""

    def __init__(self, shown: Shown, days: Days) -> None:
        """Judge the incidents of these days as they stood."""
        self._days = days
        self._statistics = shown.numbers.statistics
        self._measured = shown.numbers.measured
        self._histories: Histories = histories(
            shown.book, self._statistics.measured, days.midnights[0], self._statistics.as_of
        )

    def verdicts(self) -> Iterator[ChangedVerdict]:
        """Iterate over verdicts that were others before any of the days."""
        for (path, clock), (*others, last) in self._histories.items():
            measured = self._measured[path]
            judgement = next(one for one in measured.judgements if one.clock == clock)
            for stood in others:
                after = "" if stood.begin == -inf else self._days.day_of(stood.begin)
                at = self._days.day_of(stood.end)
                if after < at and stood.verdict != last.verdict:  # else it stood before no day
                    yield ChangedVerdict(
                        after=after,
                        at=at,
                        incident=article_target(measured.article),
                        clock=clock,
                        was=stood.verdict,
                        now=last.verdict,
                        changed=self._days.day_of(last.begin),
                        arithmetic=judgement.arithmetic,
                    )

    def figures(self) -> tuple[PeriodFigures, ...]:
        """Return the figures of the quarters in question, the latest first; without those of which there are none."""
        found = (past_figures(self._statistics, self._histories, one, self._days.midnights) for one in self._quarters())
        said = (self._said(one) for one in found if one.now.incidents or one.now.downtime_seconds)
        return tuple(one for one in said if one.before.rows or one.before.others)

    def _quarters(self) -> list[Period]:
        """Return the quarters of the days, and older ones with an incident whose verdict changed in them."""
        zone, (first, *_, last) = self._days.zone, self._days.midnights
        touched = set(periods_between(first, last, "quarter", zone))
        for (path, _), stood in self._histories.items():
            moment = self._measured[path].moment
            if len(stood) > 1 and moment is not None:
                touched.add(period_of(moment, "quarter", zone))
        return sorted(touched, key=lambda period: period.start, reverse=True)

    def _said(self, past: PastFigures) -> PeriodFigures:
        now, over = figures_said(past.now), past.period.end <= self._days.midnights[-1]
        rows = (self._before(before, now) for before in past.before)
        # Of a quarter that is over, what has not changed is not worth a line.
        worth = [row for row in rows if row.changed or not over]
        return PeriodFigures(
            past.period.key, past.period.title, past.provisional, now, self._days.split_standing(worth)
        )

    def _before(self, before: Before, now: FiguresSaid) -> FiguresBefore:
        days, figures = self._days.all, figures_said(before.figures)
        names = FiguresSaid._fields
        return FiguresBefore(
            after=(days[before.first] - timedelta(days=1)).isoformat(),
            at=days[before.last].isoformat(),
            figures=figures,
            changed=tuple(name for name, was, has in zip(names, figures, now, strict=True) if was != has),
        )


def figures_said(figures: Figures) -> FiguresSaid:
    """Put the figures of a period into words."""
    share = figures.repeats / figures.incidents if figures.incidents else None
    return FiguresSaid(
        incidents=f"{figures.incidents:,}",
        response=_judged(figures.response),
        resolution=_judged(figures.resolution),
        repeats=ShareSaid(percent(share), f"{figures.repeats} of {figures.incidents}" if figures.incidents else ""),
        downtime=length(figures.downtime_seconds) if figures.downtime_seconds else NONE,
    )


def _judged(found: Compliance) -> ShareSaid:
    judged = found.met + found.missed
    said = [f"{found.met} of {judged}"] if judged else []
    said += [f"{count} {name}" for name, count in (("unknown", found.unknown), ("running", found.running)) if count]
    return ShareSaid(percent(found.share), ", ".join(said))
