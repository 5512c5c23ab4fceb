"""The record of a row of figures: those of a period, a service, a severity or another group of incidents."""

from incidentbook.distributions import Distribution
from incidentbook.durations import Measure
from incidentbook.judgements import Compliance
from incidentbook.periods import UNITS
from incidentbook.records.shape import Record
from incidentbook.statistics import By, Row


class DistributionRecord(Record):
    """How long something took, in minutes; only what is known exactly is a value."""

    n: int
    """How many values there are."""
    of: int
    """How many incidents."""
    stated: int
    """Of the values, how many a person stated."""
    inexact: int
    """Of how many incidents only a range or a lower bound is known."""
    median: float | None
    """The value in the middle."""
    low: float | None
    """Where the 95 % interval of the median begins."""
    high: float | None
    """Where it ends."""
    p90: float | None
    """What nine in ten do not exceed."""
    mean: float | None
    """The mean."""
    min: float | None
    """The shortest."""
    max: float | None
    """The longest."""
    values: tuple[float, ...] | None
    """All of them, where they are too few for the others to mean much."""


class ComplianceRecord(Record):
    """How many targets of a clock were met."""

    met: int
    """How many were met."""
    missed: int
    """How many were missed."""
    unknown: int
    """Of how many that is not known."""
    running: int
    """Of how many it is still to be seen."""
    excluded: int
    """How many are not counted."""
    compliance: float | None
    """Of those met or missed, the share that was met, from 0 to 1."""
    worst: float | None
    """The same if all that is unknown was missed."""


class ClocksRecord(Record):
    """The targets of both clocks."""

    response: ComplianceRecord
    """Of the response."""
    resolution: ComplianceRecord
    """Of the resolution."""


class RepeatsRecord(Record):
    """What the repeat rate is made from."""

    repeats: int
    """Incidents whose known issue had occurred shortly before."""
    unlinked: int
    """Incidents without a known issue."""
    unreviewed: int
    """Incidents whose review is not finished."""


class FiguresRecord(Record):
    """The figures of one group of incidents; lengths are in minutes."""

    by: By
    """What sort of group it is."""
    key: str | None
    """Which group; null for the incidents of which nothing is said."""
    title: str
    """The same for a person."""
    period: str | None
    """The key, where it is a period."""
    incidents: int
    """How many incidents there are."""
    open: int
    """How many of them are open."""
    provisional: bool
    """Whether the figures will change by themselves."""
    ttd: DistributionRecord
    """Time to detect."""
    tta: DistributionRecord
    """Time to acknowledge."""
    ttm: DistributionRecord
    """Time to mitigate."""
    ttr: DistributionRecord
    """Time to resolve."""
    sla: ClocksRecord
    """Whether targets were met."""
    repeat_rate: float | None
    """The share of the incidents that are repeats, from 0 to 1."""
    repeats: RepeatsRecord
    """What it is made from."""
    downtime_minutes: float
    """What services lost, weighted, all services added up."""


def figures_record(row: Row, by: By) -> FiguresRecord:
    """Return the record of a row of figures."""
    repeats = row.repeat_rate
    return FiguresRecord(
        by=by,
        key=row.key or None,
        title=row.title,
        period=row.key if by in UNITS else None,
        incidents=row.incidents,
        open=row.open,
        provisional=row.provisional,
        ttd=_distribution(row, "ttd"),
        tta=_distribution(row, "tta"),
        ttm=_distribution(row, "ttm"),
        ttr=_distribution(row, "ttr"),
        sla=ClocksRecord(
            response=_compliance(row.compliance["response"]), resolution=_compliance(row.compliance["resolution"])
        ),
        repeat_rate=_rounded(repeats.share),
        repeats=RepeatsRecord(repeats=repeats.repeats, unlinked=repeats.unlinked, unreviewed=repeats.unreviewed),
        downtime_minutes=_in_minutes(row.downtime_seconds),
    )


def _distribution(row: Row, measure: Measure) -> DistributionRecord:
    found: Distribution = row.durations[measure]
    low, high = found.interval or (None, None)
    return DistributionRecord(
        n=found.n,
        of=found.of,
        stated=row.stated[measure],
        inexact=row.inexact[measure],
        median=_minutes(found.median),
        low=_minutes(low),
        high=_minutes(high),
        p90=_minutes(found.p90),
        mean=_minutes(found.mean),
        min=_minutes(found.least),
        max=_minutes(found.most),
        values=tuple(map(_in_minutes, found.values)) if found.few else None,
    )


def _compliance(found: Compliance) -> ComplianceRecord:
    return ComplianceRecord(
        met=found.met,
        missed=found.missed,
        unknown=found.unknown,
        running=found.running,
        excluded=found.excluded,
        compliance=_rounded(found.share),
        worst=_rounded(found.worst),
    )


def _in_minutes(seconds: float) -> float:
    return round(seconds / 60, 3)


def _minutes(seconds: float | None) -> float | None:
    return None if seconds is None else _in_minutes(seconds)


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
