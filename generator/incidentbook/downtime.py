"""What each service lost to incidents: overlapping impairments merged, at any moment at the one that weighs most."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import accumulate
from typing import NamedTuple

from incidentbook.book import Book
from incidentbook.definitions import Definition
from incidentbook.impairments import BACKWARDS, NO_END, NO_LEVEL, Impairment, impairments
from incidentbook.policies import Policy

_DEGRADED_SHARE = Policy.model_fields["degraded_share"].default

DEFINITIONS = (
    Definition(
        "downtime",
        "Downtime",
        "A service is impaired from the time an incident started until it was mitigated, or in the periods that the "
        "incident gives for this service; after a reopening again, until that was mitigated. Only services with the "
        "role `affected` and a level count, of incidents that are counted. Down weighs 1, degraded the service's "
        f"`share` or, without one, the `degraded_share` of `sla.yml` ({_DEGRADED_SHARE:g} unless it says otherwise), "
        "at-risk and none nothing. Where impairments of one service overlap, the one with the highest weight counts, "
        "and of several such the one that began first: so what the incidents took adds up to the whole. Downtime is "
        "split at the boundary of a period. Where the start is unknown it runs from the earliest milestone and is "
        'marked "at least"; where it is unknown when it was mitigated, until it was resolved, marked "at most"; while '
        "it lasts, until the moment the page speaks of. Of a time known only to the day, month or year what is "
        "certain counts, from the end of the one to the beginning of the other, marked "
        f'"at least". An incident makes no number, and is listed, where {NO_LEVEL}, where {NO_END}, or where '
        f"{BACKWARDS}. What an announced maintenance excuses does not count.",
    ),
)


class Loss(NamedTuple):
    """A stretch in which a service lost `weight` of itself to one incident. Moments are POSIX seconds."""

    start: float
    end: float
    weight: float
    path: str
    supplier: bool


@dataclass(frozen=True, slots=True)
class Downtime:
    """What one service lost, and to what: sorted once, so that a period costs no more than what lies in it."""

    losses: tuple[Loss, ...] = ()
    """Disjoint and in order of time."""
    impairments: tuple[Impairment, ...] = ()
    """In order of the earliest moment at which each may have begun."""
    reaches: tuple[float, ...] = ()
    """By impairment: the latest end of it and all before it."""

    def losses_between(self, start: float, end: float) -> Iterator[Loss]:
        """Iterate over what was lost between two moments."""
        if end <= start:
            return
        first = bisect_right(self.losses, start, key=_end)
        for at in range(first, bisect_left(self.losses, end, key=_start)):
            loss = self.losses[at]
            yield (
                loss
                if start <= loss.start and loss.end <= end
                else loss._replace(start=max(loss.start, start), end=min(loss.end, end))
            )

    def impairments_between(self, start: float, end: float) -> Iterator[Impairment]:
        """Iterate over what may have impaired the service between two moments."""
        if end <= start:
            return
        last = bisect_left(self.impairments, end, key=_begin)
        for at in range(bisect_left(self.reaches, start), last):
            widest = self.impairments[at].widest
            if widest.end > start or widest.start >= start:
                yield self.impairments[at]


def downtimes(book: Book, as_of: float) -> Mapping[str, Downtime]:
    """Return the downtime of every service that an incident impaired before a moment, by the service's key."""
    found: dict[str, list[Impairment]] = {}
    for impairment in impairments(book, as_of):
        found.setdefault(impairment.service, []).append(impairment)
    return {service: downtime(of_service) for service, of_service in found.items()}


def downtime(impairments: Iterable[Impairment]) -> Downtime:
    """Return what the impairments of one service took together, in whatever order they are given."""
    ordered = sorted(impairments, key=lambda impairment: (impairment.widest, impairment))
    reaches = accumulate((impairment.widest.end for impairment in ordered), max)
    return Downtime(tuple(_losses(ordered)), tuple(ordered), tuple(reaches))


def lost_by_incident(
    downtimes: Mapping[str, Downtime], start: float, end: float, service: str | None = None
) -> dict[str, float]:
    """Return the seconds that each incident, by its path, took of one service, or of all of them added up.

    By the wall clock: service hours play no part. At each moment a service counts once, at its highest weight.
    """
    lost: dict[str, float] = {}
    for key, found in downtimes.items():
        if service is None or key == service:
            for loss in found.losses_between(start, end):
                lost[loss.path] = lost.get(loss.path, 0.0) + (loss.end - loss.start) * loss.weight
    return lost


def _losses(impairments: Iterable[Impairment]) -> Iterator[Loss]:
    """Go through time once; what weighs most, and of that what began first, is what the service loses it to."""
    weighty = sorted(
        (impairment.span.start, -impairment.weight, impairment.path, impairment.span.end, impairment.supplier)
        for impairment in impairments
        if impairment.weight and impairment.span.start < impairment.span.end
    )
    active: list[tuple[float, float, str, float, bool]] = []
    at, now = 0, 0.0
    pending: Loss | None = None
    while at < len(weighty) or active:
        if not active:
            now = weighty[at][0]
        while at < len(weighty) and weighty[at][0] <= now:
            start, negative, path, end, supplier = weighty[at]
            heappush(active, (negative, start, path, end, supplier))
            at += 1
        negative, _, path, end, supplier = active[0]
        if end <= now:  # it ended in the shadow of another
            heappop(active)
            continue
        until = min(end, weighty[at][0]) if at < len(weighty) else end
        loss = Loss(now, until, -negative, path, supplier)
        if pending is not None and pending.end == now and pending[2:] == loss[2:]:
            loss = loss._replace(start=pending.start)
        elif pending is not None:
            yield pending
        pending, now = loss, until
    if pending is not None:
        yield pending


def _start(loss: Loss) -> float:
    return loss.start


def _end(loss: Loss) -> float:
    return loss.end


def _begin(impairment: Impairment) -> float:
    return impairment.widest.start
