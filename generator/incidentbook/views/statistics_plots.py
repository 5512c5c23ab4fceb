"""What the plots of the statistics are drawn from: incidents by month and by day, and how long they took."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple

from incidentbook.catalogue import site_zone
from incidentbook.durations import MEASURES, Measure
from incidentbook.instants import Instant, Precision
from incidentbook.intervals import vague
from incidentbook.periods import Period, period_of, periods_between
from incidentbook.statistics import Row, Statistics
from incidentbook.text import counted
from incidentbook.views.figures_said import DistributionSaid, distribution_said, percent
from incidentbook.views.plots.caption import sentences
from incidentbook.views.plots.durations_by_quarter import DurationsByQuarter, Point, Quarter, durations_by_quarter
from incidentbook.views.plots.incident_calendar import Began, IncidentCalendar, incident_calendar
from incidentbook.views.plots.incidents_by_month import IncidentsByMonth, Month, Series, incidents_by_month

CALENDAR_YEARS = 3
QUARTERS = 8
MOST_POINTS = 240
"""The last so many quarters are drawn, and earlier ones as long as all incidents together are no more points than that:
with every point there is room for what happened lately, and few points need years to show anything.
"""

TITLES: dict[Measure, str] = {
    "ttd": "Time to detect",
    "tta": "Time to acknowledge",
    "ttm": "Time to mitigate",
    "ttr": "Time to resolve",
}


class Times(NamedTuple):
    """One measure of all incidents, in words, and its plot."""

    name: Measure
    title: str
    said: DistributionSaid
    coverage: str
    unknown: int
    """Of how many incidents nothing is known of it."""
    plot: DurationsByQuarter


def months_plot(quarters: Sequence[Row], statistics: Statistics) -> IncidentsByMonth:
    """Draw the incidents of each month of quarters, oldest first, by severity."""
    zone = site_zone(statistics.settings)
    words = (*statistics.book.policy.severities, "")
    counts: Counter[tuple[str, str]] = Counter()
    for one in statistics.members:
        if one.moment is not None:
            counts[period_of(one.moment, "month", zone).key, one.article.fields.severity or ""] += 1
    months = _months(quarters, {key for key, _ in counts}, statistics.as_of, zone)
    coarse = sum(_only_year(one.article.fields.earliest) for one in statistics.members)
    return incidents_by_month(
        [Month(month.key, month.title, tuple(counts[month.key, word] for word in words)) for month in months],
        [Series(word or "no severity", rank if word else 0) for rank, word in enumerate(words, 1)],
        note=sentences(
            f"{months[-1].title} is not over." if months and statistics.as_of < months[-1].end else "",
            f"{_stand(coarse)} in January, as only the year is known." if coarse else "",
        ),
    )


def _months(quarters: Sequence[Row], used: Collection[str], as_of: float, zone: tzinfo) -> list[Period]:
    """Return the months of quarters, from the first that is used to the present one or a later one that is used."""
    months = [
        month
        for quarter in quarters
        if quarter.period is not None
        for month in periods_between(quarter.period.start, quarter.period.end - 1, "month", zone)
    ]
    first, last = min(used, default=""), max(used, default="")
    return [month for month in months if first <= month.key and (month.key <= last or month.start <= as_of)]


def calendar_plot(statistics: Statistics, as_of: datetime) -> IncidentCalendar:
    """Draw the days of the last years on which incidents began, as far as the day is known."""
    zone = site_zone(statistics.settings)
    until = as_of.astimezone(zone).date()
    known, coarse = [], 0
    for one in statistics.members:
        if one.moment is None or _vague(one.article.fields.earliest):
            coarse += 1
        else:
            on = datetime.fromtimestamp(one.moment, zone).date()
            known.append(Began(on, one.article.id, one.article.title, one.article.path))
    lately = [one for one in known if one.on.year > until.year - CALENDAR_YEARS] or known
    earlier = len(known) - len(lately)
    return incident_calendar(
        lately,
        until,
        note=sentences(
            f"{counted(earlier, 'incident')} of earlier years left out." if earlier else "",
            f"{counted(coarse, 'incident')} left out, as the day is not known." if coarse else "",
        ),
    )


def times(quarters: Sequence[Row], whole: Row) -> tuple[Times, ...]:
    """Return how long incidents took, by measure; `whole` is the row of all of them."""
    stated, inexact = whole.stated, whole.inexact
    drawn, since, found = _drawn(quarters), "", []
    if len(drawn) < len(quarters):
        since = f"Drawn since {drawn[0].title}; earlier quarters are in the table below."
    for measure in MEASURES:
        said = distribution_said(whole.durations[measure], stated[measure], inexact[measure])
        plot = durations_by_quarter(
            [Quarter(row.key, row.title, _points(row, measure), row.durations[measure]) for row in drawn],
            TITLES[measure],
            name=f"by-quarter-{measure}",
            note=sentences(_known_of(said), since),
        )
        coverage = percent(said.n / said.of) if said.of else ""
        found.append(Times(measure, TITLES[measure], said, coverage, said.of - said.n - said.inexact, plot))
    return tuple(found)


def _drawn(quarters: Sequence[Row]) -> Sequence[Row]:
    points = 0
    for place in range(len(quarters) - 1, -1, -1):
        points += quarters[place].incidents
        if points > MOST_POINTS and len(quarters) - place > QUARTERS:
            return quarters[place + 1 :]
    return quarters


def _points(row: Row, measure: Measure) -> tuple[Point, ...]:
    return tuple(
        Point(seconds, one.article.id, one.article.title, one.article.path)
        for one in row.members
        for known, seconds in one.exact_seconds
        if known == measure
    )


def _known_of(said: DistributionSaid) -> str:
    drawn = f"Known exactly of {said.n:,} of {counted(said.of, 'incident')}"
    return f"{drawn}; of {said.inexact:,} only a range or a lower bound, not drawn." if said.inexact else f"{drawn}."


def _stand(incidents: int) -> str:
    return f"{counted(incidents, 'incident')} {'stands' if incidents == 1 else 'stand'}"


def _only_year(instant: Instant | None) -> bool:
    return instant is not None and instant.precision is Precision.YEAR


def _vague(instant: Instant | None) -> bool:
    return instant is None or vague(instant)
