"""What two states of a book make of each quarter, where they differ: incidents, targets, repeats, medians, downtime."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from incidentbook.catalogue import site_zone
from incidentbook.distributions import Distribution
from incidentbook.durations import MEASURES, Measure
from incidentbook.judgements import Compliance
from incidentbook.periods import period_of
from incidentbook.recurrence import RepeatRate
from incidentbook.sla import CLOCKS, Clock
from incidentbook.statistics import Row, Statistics, rows


class Measurements(NamedTuple):
    """The durations of one measure, and of how many more incidents only a range or a lower bound is known."""

    found: Distribution
    inexact: int


class Figures(NamedTuple):
    """The figures of a quarter."""

    incidents: int
    open: int
    not_counted: int
    """Reports that began in it and enter no figure: duplicates, continuations, near misses that impaired nothing."""
    compliance: Mapping[Clock, Compliance]
    repeats: RepeatRate
    durations: Mapping[Measure, Measurements]
    downtime_seconds: int
    """Of all services, added up."""


_NOTHING = Figures(
    incidents=0,
    open=0,
    not_counted=0,
    compliance={clock: Compliance() for clock in CLOCKS},
    repeats=RepeatRate(0, 0, 0, 0),
    durations={measure: Measurements(Distribution((), 0), 0) for measure in MEASURES},
    downtime_seconds=0,
)


class Quarter(NamedTuple):
    """A quarter in one state of a book."""

    title: str
    provisional: bool
    figures: Figures


class QuarterChange(NamedTuple):
    """A quarter of which some figure differs."""

    key: str
    """`2026-Q1`"""
    title: str
    provisional: bool
    before: Figures
    after: Figures


def quarters(statistics: Statistics) -> dict[str, Quarter]:
    """Return the figures of every quarter, by its key, in order of time."""
    zone = site_zone(statistics.settings)
    not_counted = Counter(
        period_of(one.moment, "quarter", zone).key for one in statistics.left_out if one.moment is not None
    )
    return {
        row.key: Quarter(row.title, row.provisional, _figures(row, not_counted[row.key]))
        for row in rows(statistics, "quarter")
    }


def quarter_changes(before: Mapping[str, Quarter], after: Mapping[str, Quarter]) -> tuple[QuarterChange, ...]:
    """Return the quarters of which some figure differs, the newest first."""
    found = []
    for key in sorted({*before, *after}, reverse=True):
        was, now = before.get(key), after.get(key)
        one = now or was
        if one is not None and (was is None or now is None or was.figures != now.figures):
            old, new = (state.figures if state is not None else _NOTHING for state in (was, now))
            if old != new:
                found.append(QuarterChange(key, one.title, one.provisional, old, new))
    return tuple(found)


def _figures(row: Row, not_counted: int) -> Figures:
    return Figures(
        incidents=row.incidents,
        open=row.open,
        not_counted=not_counted,
        compliance=row.compliance,
        repeats=row.repeat_rate,
        durations={measure: Measurements(row.durations[measure], row.inexact.get(measure, 0)) for measure in MEASURES},
        downtime_seconds=round(row.downtime_seconds),
    )
