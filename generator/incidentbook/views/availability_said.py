"""The availability of a service as pages say it: of each period what was lost to which incident, and what is left."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from incidentbook.availability import Accounts, Availability, availability
from incidentbook.catalogue import site_zone
from incidentbook.downtime import Downtime
from incidentbook.graph import Target
from incidentbook.periods import Period, period_of
from incidentbook.statistics import Measured
from incidentbook.views.availability_words import (
    arithmetic,
    marked_left,
    marked_lost,
    marked_share,
    taken_words,
    used_percent,
)
from incidentbook.views.figures_said import length, percent_as_written
from incidentbook.views.track_record import article_target
from incidentbook.views.view import Shown

EARLIER_QUARTERS = 4


class Taken(NamedTuple):
    """What an incident took of a service in a period."""

    incident: Target
    seconds: float
    said: str
    """`1 h 30 min, 68 % of the budget`."""
    supplier: bool


class NoNumber(NamedTuple):
    """An incident that would count and makes no number, and why."""

    incident: Target
    why: str


class AvailabilitySaid(NamedTuple):
    """How available a service was in a period."""

    title: str
    """Of the period."""
    whole_year: bool
    """Whether it is a year, whose quarters are shown beside it."""
    running: bool
    """Whether it is not over."""
    provisional: bool
    share: str
    """With its mark: `at most 99.93 %`."""
    verdict: str
    """Empty without an objective."""
    objective: str
    hours: str
    """The calendar of the service hours."""
    lost: str
    """With its mark: `at least 1 h 30 min`."""
    supplier: str
    """How much of it suppliers' outages took; empty where nothing was."""
    budget: str
    """Empty without an objective."""
    left: str
    """With its mark; where it is overdrawn, by how much."""
    overdrawn: bool
    used: float
    """How much of the budget is used up, in percent and no more than all of it."""
    incidents: tuple[Taken, ...]
    unknown: tuple[NoNumber, ...]
    excused: tuple[Target, ...]
    """Incidents that took nothing, as all of it had been announced."""
    arithmetic: tuple[str, ...]


def periods_shown(shown: Shown) -> tuple[Period, ...]:
    """Return this quarter and those before it, newest first, and this year; none that lies before the first incident.

    Of a time of which there are no reports nobody knows whether services were available.
    """
    moments = [one.fields.earliest.earliest for one in shown.book.incidents if one.fields.earliest is not None]
    if not moments:
        return ()
    zone, as_of = site_zone(shown.settings), shown.as_of.timestamp()
    first = min(min(moments).timestamp(), as_of)
    quarters = [period_of(as_of, "quarter", zone)]
    while len(quarters) <= EARLIER_QUARTERS and quarters[-1].start > first:
        quarters.append(period_of(quarters[-1].start - 1, "quarter", zone))
    return (*quarters, period_of(as_of, "year", zone))


def availabilities(
    service: str, periods: Iterable[Period], accounts: Accounts, measured: Mapping[str, Measured]
) -> tuple[AvailabilitySaid, ...]:
    """Return a service's availability in each period; `measured` are the book's incidents by path."""
    of_service = accounts.downtimes.get(service, Downtime())
    return tuple(_said(availability(service, period, accounts), of_service, measured) for period in periods)


def _said(found: Availability, of_service: Downtime, measured: Mapping[str, Measured]) -> AvailabilitySaid:
    impairments = list(of_service.impairments_between(found.period.start, found.counted_to))
    reasons = {one.path: one.unknown for one in impairments if one.unknown}
    supplied = {one.path for one in impairments if one.supplier}
    took = {path for path, _ in found.incidents}

    def target(path: str) -> Target:
        return article_target(measured[path].article)

    return AvailabilitySaid(
        title=found.period.title,
        whole_year="-" not in found.period.key,
        running=found.running,
        provisional=found.provisional or found.running,
        share=marked_share(found),
        verdict=found.verdict or "",
        objective="" if found.objective is None else percent_as_written(found.objective),
        hours=found.hours,
        lost=marked_lost(found),
        supplier=length(found.supplier_seconds) if found.supplier_seconds else "",
        budget="" if found.budget_seconds is None else length(found.budget_seconds),
        left=marked_left(found),
        overdrawn=found.left_seconds is not None and found.left_seconds < 0,
        used=used_percent(found),
        incidents=tuple(
            Taken(target(path), seconds, taken_words(path, seconds, found), path in supplied)
            for path, seconds in found.incidents
        ),
        unknown=tuple(NoNumber(target(path), reasons.get(path, "")) for path in found.unknown),
        excused=tuple(target(path) for path in found.excused if path not in took),
        arithmetic=arithmetic(found),
    )
