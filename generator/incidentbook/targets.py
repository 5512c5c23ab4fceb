"""Which response and resolution targets an incident is judged by: those of its severity and its services that were in
force at the moment.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf
from typing import Literal, NamedTuple, get_args

from incidentbook.articles import AffectedService
from incidentbook.book import Book
from incidentbook.definitions import Definition
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import Incident
from incidentbook.policies import Target

Clock = Literal["response", "resolution"]
CLOCKS: tuple[Clock, ...] = get_args(Clock)

DEFINITIONS = (
    Definition(
        "targets",
        "Response and resolution targets",
        "A response target says how soon after an incident was detected it is to be acknowledged, a resolution target "
        "how soon it is to be mitigated; `clocks` in `sla.yml` can name other milestones. An incident is judged by the "
        "targets of its severity that were in force (`from`) when it was detected or, where that is not known, at its "
        "earliest milestone; of several the one that came into force last. The response is judged by the severity that "
        "was in force when it came, as `severity_history` says, everything else by the final one. For a service with a "
        "target of its own that one holds, for any other the general one; where several services suffered, all their "
        "targets bind, and the verdict is on the one that fared worst. Services that caused an incident or were only "
        "in danger do not matter here. A supplier's outage is judged like our own.",
    ),
)

_WORST_FIRST = ("down", "degraded", "at-risk", "none")
_UNHARMED = frozenset(_WORST_FIRST[2:])


class _Since(NamedTuple):
    """A target and the POSIX timestamp from which it holds."""

    start: float
    target: Target


@dataclass(frozen=True, eq=False)
class Targets:
    """All targets of a book, looked up by clock, severity and service (empty: all services)."""

    by_scope: dict[tuple[Clock, str, str], list[_Since]]
    """Each list oldest first; of two that hold from the same moment the one written later comes later."""
    starts: tuple[float, ...]
    """The moments at which any target comes into force, in order."""
    clocks: frozenset[Clock]
    """The clocks for which there is a target at all."""
    _found: dict[tuple[Clock, str, tuple[str, ...], int], tuple[Target, ...]] = field(default_factory=dict)

    def in_force(self, clock: Clock, severity: str, services: tuple[str, ...], moment: float) -> tuple[Target, ...]:
        """Return the targets that bind a clock: for each service its own, where it has none the general one.

        All of them bind. `moment` is a POSIX timestamp; the newest target that holds at it counts. A target that says
        nothing of this clock leaves an older or more general one in force for it.
        """
        key = (clock, severity, services, bisect_right(self.starts, moment))
        if key not in self._found:
            general = self._newest(clock, severity, "", moment)
            binding = [self._newest(clock, severity, service, moment) or general for service in services] or [general]
            self._found[key] = tuple(dict.fromkeys(target for target in binding if target is not None))
        return self._found[key]

    def _newest(self, clock: Clock, severity: str, service: str, moment: float) -> Target | None:
        held = [since.target for since in self.by_scope.get((clock, severity, service), ()) if since.start <= moment]
        return held[-1] if held else None

    def moments(self, at: Instant) -> tuple[float, ...]:
        """Return the moments that a time may stand for, as far as other targets were in force at them."""
        first, last = bounds(at)
        return (first, *(start for start in self.starts if first < start < last)) if first < last else (first,)


def targets_of(book: Book) -> Targets:
    """Return the targets of a book's agreement."""
    by_scope: dict[tuple[Clock, str, str], list[_Since]] = {}
    for target in book.policy.targets:
        since = _Since(target.from_.earliest.timestamp() if target.from_ is not None else -inf, target)
        service = book.service_key(target.service) if target.service is not None else ""
        for clock in CLOCKS:
            if seconds_of(target, clock) is not None:
                by_scope.setdefault((clock, target.severity, service), []).append(since)
    for listed in by_scope.values():
        listed.sort(key=lambda since: since.start)
    starts = {since.start for listed in by_scope.values() for since in listed} - {-inf}
    return Targets(by_scope, tuple(sorted(starts)), frozenset(clock for clock, _, _ in by_scope))


def seconds_of(target: Target, clock: Clock) -> float | None:
    """Return the seconds a target gives a clock, where it says anything of it."""
    duration = target.response if clock == "response" else target.resolution
    return duration.total_seconds() if duration is not None else None


class Harm(NamedTuple):
    """A service that suffered, how badly at worst (empty: not said) and where (empty: not said)."""

    service: str
    level: str
    region: str


def harms_of(incident: Incident, book: Book) -> tuple[Harm, ...]:
    """Return what services suffered: their targets bind, and a maintenance excuses only what it announced for all.

    Services that caused the incident, were only in danger, or came to no harm are left out.
    """
    return tuple(
        Harm(book.service_key(said.id), level, said.region or "")
        for said in incident.services
        if said.role == "affected" and (level := _worst_level(said)) not in _UNHARMED
    )


def _worst_level(said: AffectedService) -> str:
    """Return the worst level of a service; what is not said may have been the worst."""
    levels = {period.level or said.level for period in said.periods} or {said.level}
    return "" if None in levels else next(level for level in _WORST_FIRST if level in levels)


def severities_at(incident: Incident, at: Instant) -> tuple[str, ...]:
    """Return the severities that may have been in force at a time, as far as the history says; usually one.

    Before the first entry of the history its severity holds; after the last, that one. Without a history it is the
    incident's own. More than one is returned where it is not known whether the severity changed before or after.
    """
    if not incident.severity_history:
        return _known([incident.severity])
    first, last = bounds(at)
    history = sorted((*bounds(change.at), change.severity) for change in incident.severity_history)
    settled = [severity for _, latest, severity in history if latest <= first]
    in_doubt = [severity for earliest, latest, severity in history if earliest <= last and latest > first]
    return _known([*settled[-1:], *in_doubt] or [history[0][2]])


def bounds(at: Instant) -> tuple[float, float]:
    """Return the POSIX timestamps between which a time lies."""
    earliest = at.earliest.timestamp()
    return earliest, earliest if at.latest is at.earliest else at.latest.timestamp()


def _known(severities: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(severity for severity in severities if severity is not None))
