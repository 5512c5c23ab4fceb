"""What was agreed, in words: targets, the milestones and hours of their clocks, and objectives for availability."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from incidentbook.addresses import service_path
from incidentbook.book import Book
from incidentbook.calendars import ALWAYS
from incidentbook.graph import Graph
from incidentbook.instants import Instant
from incidentbook.judgements import in_full
from incidentbook.policies import AvailabilityObjective, Clock, Policy, Target, WeeklyHours
from incidentbook.targets import CLOCKS, seconds_of
from incidentbook.text import listed
from incidentbook.views.figures_said import percent_as_written
from incidentbook.views.references import Scale, Severity
from incidentbook.views.service_names import ServiceNames

_MOST_DAYS = 3


class Promise(NamedTuple):
    """How long a clock may run."""

    said: str
    """Empty where the target does not speak of the clock."""
    standing: str
    """`replaced` where a newer target holds, `to come` where it does not hold yet; else empty."""


class TargetSaid(NamedTuple):
    """A target."""

    severity: Severity
    service: str
    path: str
    """Of the service's page; empty where nothing but the agreement names it."""
    promises: tuple[Promise, ...]
    """Of response and resolution."""
    hours: str
    objective: str
    since: Instant | None


class CalendarSaid(NamedTuple):
    """When time counts."""

    name: str
    said: str


class ObjectiveSaid(NamedTuple):
    """Which share of the time a service shall work."""

    service: str
    path: str
    objective: str
    hours: str
    since: Instant | None


class Agreements(NamedTuple):
    """All that was agreed."""

    clocks: tuple[str, ...]
    """`from detected to acknowledged`, of response and resolution."""
    targets: tuple[TargetSaid, ...]
    calendars: tuple[CalendarSaid, ...]
    objectives: tuple[ObjectiveSaid, ...]
    degraded: str
    """How much of the time counts in which a service was degraded: `50 %`."""


def agreements_of(book: Book, graph: Graph, names: ServiceNames, as_of: float) -> Agreements:
    """Put a book's policy into words, as it stands at a moment in POSIX seconds."""
    policy = book.policy
    scale, order = Scale(policy), list(policy.severities)

    def path(said: str) -> str:
        return service_path(names.key(said)) if names.key(said) in graph.services else ""

    targets = sorted(
        policy.targets,
        key=lambda target: (
            order.index(target.severity) if target.severity in order else len(order),
            names.name(target.service).lower() if target.service else "",
            _since(target.from_),
        ),
    )
    return Agreements(
        clocks=tuple(_pair(clock) for clock in (policy.clocks.response, policy.clocks.resolution)),
        targets=tuple(_target(target, targets, names, scale, path, as_of) for target in targets),
        calendars=tuple(_calendars(policy)),
        objectives=tuple(
            ObjectiveSaid(
                names.name(one.service), path(one.service),
                percent_as_written(one.objective), one.hours, one.from_,
            )
            for one in sorted(policy.availability, key=lambda one: (names.name(one.service).lower(), _since(one.from_)))
        ),
        degraded=percent_as_written(policy.degraded_share),
    )  # fmt: skip


def _pair(clock: Clock) -> str:
    return f"from {clock.from_} to {clock.to}"


def _since(begin: Instant | None) -> float:
    return begin.earliest.timestamp() if begin is not None else float("-inf")


def _target(
    target: Target,
    targets: Sequence[Target],
    names: ServiceNames,
    scale: Scale,
    path: Callable[[str], str],
    as_of: float,
) -> TargetSaid:
    service = target.service or ""
    alike = [one for one in targets if one.severity == target.severity and _key(one, names) == _key(target, names)]
    promises = []
    for clock in CLOCKS:
        seconds = seconds_of(target, clock)
        said = "" if seconds is None else in_full(seconds, days=target.hours == ALWAYS.name)
        holding = [one for one in alike if seconds_of(one, clock) is not None and _since(one.from_) <= as_of]
        standing = "to come" if _since(target.from_) > as_of else ""
        if said and not standing and holding[-1] is not target:
            standing = "replaced"
        promises.append(Promise(said, standing if said else ""))
    return TargetSaid(
        severity=scale.severity(target.severity) or Severity(target.severity, 0, ""),
        service=names.name(service) if service else "",
        path=path(service) if service else "",
        promises=tuple(promises),
        hours=target.hours,
        objective="" if target.objective is None else percent_as_written(target.objective),
        since=target.from_,
    )


def _key(target: Target, names: ServiceNames) -> str:
    return names.key(target.service) if target.service else ""


def _calendars(policy: Policy) -> Iterable[CalendarSaid]:
    """Yield the calendars by which something is counted; others may be those of services that are not shown."""
    used: Iterable[Target | AvailabilityObjective] = (*policy.targets, *policy.availability)
    named = {one.hours for one in used}
    if ALWAYS.name in named:
        yield CalendarSaid(ALWAYS.name, "every hour of every day")
    yield from (CalendarSaid(name, _hours(hours)) for name, hours in policy.calendars.items() if name in named)


def _hours(said: WeeklyHours) -> str:
    words = [*_week(said.week), f"in the time zone {said.zone}"] if said.week else ["never open"]
    without = [f"the public holidays of {said.holidays}"] if said.holidays else []
    days = [day.date for day in said.closed[:_MOST_DAYS]]
    if len(said.closed) > _MOST_DAYS:
        days.append(f"{len(said.closed) - _MOST_DAYS} more days")
    if without or days:
        words.append(f"without {listed([*without, *days])}")
    return ", ".join(words)


def _week(week: Mapping[str, str]) -> Iterable[str]:
    for days, hours in week.items():
        yield f"{days.title().replace('-', '–')} {hours.replace('-', '–')}"
