"""How much of a period each service was available, which incident took how much of it, and what that leaves of its
error budget.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from incidentbook.announced import announced_windows
from incidentbook.book import Book
from incidentbook.calendars import ALWAYS, Calendar
from incidentbook.definitions import Definition
from incidentbook.downtime import Downtime, downtimes
from incidentbook.periods import Period
from incidentbook.policies import AvailabilityObjective, Policy
from incidentbook.spans import Span, merged

_SAME_SECONDS = 0.001
"""Sums closer than this are equal: no time is written to less than a second."""

DEFINITIONS = (
    Definition(
        "availability",
        "Availability",
        "1 − downtime / service hours, by service and period. The service hours are those of the calendar of the "
        "service's objective in `sla.yml`, up to the moment the page speaks of; without an objective every hour "
        "counts. Downtime counts only in service hours, and hours in which a maintenance announced the whole service "
        "as down are no service hours. The objective is the one in force when the period begins. A period with open "
        "incidents is provisional. Downtime of incidents with a `provider` is the supplier's, and is shown apart.",
    ),
    Definition(
        "error-budget",
        "Error budget",
        "(1 − objective) × the service hours of the whole period, announced downtime left out: how long the service "
        "may be down in it. The objective is missed as soon as more is used up; until then it is running, and it is "
        "met when the period is over, its incidents are closed and no more was used up. It is unknown, not met, where "
        'downtime is marked "at least" or an incident makes no number; and unknown, not missed, where downtime is '
        'marked "at most".',
    ),
)


@dataclass(frozen=True, eq=False)
class Accounts:
    """What availability is made from, up to `as_of`: put in order once, for any number of services and periods."""

    as_of: float
    """In POSIX seconds."""
    policy: Policy
    downtimes: Mapping[str, Downtime]
    """By service."""
    announced_down: Mapping[str, tuple[Span, ...]]
    """By service: when all of it was announced to be down."""
    objectives: Mapping[str, tuple[AvailabilityObjective, ...]]
    """By service, in the order in which they come into force."""


@dataclass(frozen=True, slots=True)
class Availability:
    """How available a service was in a period, with what it is made of."""

    service: str
    period: Period
    hours: str
    """The name of the calendar of its service hours."""
    counted_to: float
    """The POSIX second up to which it is known: the period's end, or `as_of` before that."""
    open_seconds: float
    """Service hours up to there."""
    lost_seconds: float
    """Weighted downtime in them."""
    supplier_seconds: float
    """The part of it that suppliers' outages took."""
    incidents: tuple[tuple[str, float], ...]
    """Paths and the seconds each took, most first; they add up to `lost_seconds`. Zero: in the shadow of another,
    outside the service hours, or not certain."""
    objective: float | None
    budget_seconds: float | None
    """What the objective allows to be lost in the whole period."""
    at_least: bool
    """Whether more was lost, or may have been."""
    at_most: bool
    """Whether less was lost, or may have been."""
    approximate: bool
    """Whether a time that it is made of was written with `~`."""
    provisional: bool
    """Whether an incident in it is still open, or was at `as_of`."""
    unknown: tuple[str, ...]
    """Paths of incidents that would count and make no number."""
    excused: tuple[str, ...]
    """Paths of incidents some of which lies in an announced maintenance."""

    @property
    def share(self) -> float | None:
        """Which part of its service hours the service worked: 0 to 1; None where there were no service hours."""
        if self.open_seconds <= 0:
            return None
        return min(max(1 - self.lost_seconds / self.open_seconds, 0.0), 1.0)

    @property
    def running(self) -> bool:
        """Whether the period was not over at `as_of`."""
        return self.counted_to < self.period.end

    @property
    def left_seconds(self) -> float | None:
        """What is left of the error budget; negative when it is overdrawn."""
        return None if self.budget_seconds is None else self.budget_seconds - self.lost_seconds

    @property
    def mark(self) -> Literal["", "at least", "at most", "about"]:
        """How the seconds lost are to be read; of the share the opposite holds."""
        if self.approximate or (self.at_least and self.at_most):
            return "about"
        return "at least" if self.at_least else "at most" if self.at_most else ""

    @property
    def verdict(self) -> Literal["met", "missed", "unknown", "running"] | None:
        """Whether the objective is met; None without an objective, or without service hours."""
        if self.budget_seconds is None or (self.open_seconds <= 0 and not self.running):
            return None
        if self.lost_seconds > self.budget_seconds + _SAME_SECONDS:
            return "unknown" if self.at_most else "missed"
        if self.running or self.provisional:
            return "running"
        return "unknown" if self.at_least or self.unknown else "met"


def accounts(book: Book, as_of: float) -> Accounts:
    """Return what the availability of a book's services is made from, up to a moment in POSIX seconds."""
    objectives: dict[str, list[AvailabilityObjective]] = {}
    for objective in book.policy.availability:
        objectives.setdefault(book.service_key(objective.service), []).append(objective)
    return Accounts(
        as_of,
        book.policy,
        downtimes(book, as_of),
        {
            service: merged(window.span for window in windows if window.level == "down" and not window.region)
            for service, windows in announced_windows(book).items()
        },
        {service: tuple(sorted(found, key=_in_force_from)) for service, found in objectives.items()},
    )


def availability(service: str, period: Period, accounts: Accounts) -> Availability:
    """Return a service's availability in a period; what lies after `as_of` is neither up nor down."""
    start, end = period.start, min(max(accounts.as_of, period.start), period.end)
    objective = _in_force(accounts.objectives.get(service, ()), start)
    calendar = accounts.policy.hours(objective.hours) if objective is not None else ALWAYS
    announced = accounts.announced_down.get(service, ())
    downtime = accounts.downtimes.get(service, _NO_DOWNTIME)
    budget_seconds = None
    if objective is not None:
        # Rounded, as 1 - 0.999 is a little more than a thousandth.
        budget_seconds = round(1 - objective.objective, 12) * _service_seconds(calendar, start, period.end, announced)
    found = list(downtime.impairments_between(start, end))
    lost = {impairment.path: 0.0 for impairment in found if impairment.weight}
    for loss in downtime.losses_between(start, end):
        seconds = calendar.seconds_between(loss.start, loss.end) * loss.weight
        lost[loss.path] = lost.get(loss.path, 0.0) + seconds
    suppliers = {impairment.path for impairment in found if impairment.supplier}
    incidents = tuple(sorted(lost.items(), key=lambda taken: (-taken[1], taken[0])))
    return Availability(
        service=service,
        period=period,
        hours=calendar.name,
        counted_to=end,
        open_seconds=_service_seconds(calendar, start, end, announced),
        lost_seconds=sum(seconds for _, seconds in incidents),
        supplier_seconds=sum(seconds for path, seconds in incidents if path in suppliers),
        incidents=incidents,
        objective=objective.objective if objective is not None else None,
        budget_seconds=budget_seconds,
        at_least=any(impairment.at_least for impairment in found),
        at_most=any(impairment.at_most for impairment in found),
        approximate=any(impairment.approximate for impairment in found),
        provisional=any(impairment.open for impairment in found),
        unknown=tuple(sorted({impairment.path for impairment in found if impairment.unknown})),
        excused=tuple(sorted({impairment.path for impairment in found if impairment.excused})),
    )


def _service_seconds(calendar: Calendar, start: float, end: float, announced: Sequence[Span]) -> float:
    """Return the service hours between two moments: the calendar's without what was announced to be down."""
    seconds = calendar.seconds_between(start, end)
    for at in range(bisect_right(announced, start, key=_span_end), len(announced)):
        span = announced[at]
        if span.start >= end:
            break
        seconds -= calendar.seconds_between(max(span.start, start), min(span.end, end))
    return seconds


def _in_force(objectives: Sequence[AvailabilityObjective], moment: float) -> AvailabilityObjective | None:
    """Return the last that holds at a moment: the latest to come into force, of several the one written last."""
    at = bisect_right(objectives, moment, key=_in_force_from)
    return objectives[at - 1] if at else None


def _in_force_from(objective: AvailabilityObjective) -> float:
    return objective.from_.earliest.timestamp() if objective.from_ is not None else float("-inf")


def _span_end(span: Span) -> float:
    return span.end


_NO_DOWNTIME = Downtime()
