"""The quarter that is running, in a few figures, beside the same time of the quarter before."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from incidentbook.catalogue import site_zone
from incidentbook.distributions import compare_counts
from incidentbook.periods import period_of
from incidentbook.statistics import total
from incidentbook.views.figures_said import ComplianceSaid, compliance_said, length, percent
from incidentbook.views.view import Shown

_DAY_SECONDS = 86_400


class ThisQuarter(NamedTuple):
    """Its figures so far, of the incidents that count."""

    title: str
    days: int
    """Which day of it the site speaks of, from 1."""
    incidents: int
    open: int
    previous: str
    previous_incidents: int
    """Within as many days of the quarter before."""
    change: str
    """Whether that is a difference: `more than chance would give`; empty where nothing can be compared."""
    notable: bool
    response: ComplianceSaid
    resolution: ComplianceSaid
    repeats: str
    repeats_of: str
    downtime: str
    """Empty where there was none."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to say of it."""
        return not self.incidents and not self.downtime


def this_quarter(shown: Shown) -> ThisQuarter:
    """Return the quarter that holds the moment the site speaks of, up to the end of that day."""
    statistics, zone = shown.numbers.statistics, site_zone(shown.settings)
    quarter = period_of(statistics.as_of, "quarter", zone)
    before = period_of(quarter.start - 1, "quarter", zone)
    first, today = (datetime.fromtimestamp(moment, zone).date() for moment in (quarter.start, statistics.as_of))
    days = (today - first).days + 1
    row = total(statistics.between(quarter.start, quarter.end))
    same_day = datetime.fromtimestamp(before.start, zone).date() + timedelta(days=days)
    until = min(datetime.combine(same_day, time(), zone).timestamp(), before.end)
    earlier = len(statistics.between(before.start, until).members)
    change = compare_counts(earlier, row.incidents, until - before.start, days * _DAY_SECONDS)
    return ThisQuarter(
        title=quarter.title,
        days=days,
        incidents=row.incidents,
        open=row.open,
        previous=before.title,
        previous_incidents=earlier,
        change="" if change.p is None else _judged(row.incidents, earlier, within_chance=change.within_chance),
        notable=not change.within_chance,
        response=compliance_said(row.compliance["response"]),
        resolution=compliance_said(row.compliance["resolution"]),
        repeats=percent(row.repeat_rate.share),
        repeats_of=f"{row.repeat_rate.repeats} of {row.incidents}; {row.repeat_rate.unlinked} without a known issue",
        downtime=length(row.downtime_seconds) if row.downtime_seconds else "",
    )


def _judged(now: int, before: int, *, within_chance: bool) -> str:
    if within_chance:
        return "within what chance would give"
    return f"{'more' if now > before else 'fewer'}, and by more than chance would give"
