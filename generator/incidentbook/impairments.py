"""When which service was impaired, how badly and by which incident: as incidents say it, less what was announced."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from incidentbook.announced import announced_windows, excused
from incidentbook.articles import AffectedService, ImpactPeriod
from incidentbook.book import Book
from incidentbook.counting import chains, counted
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import Incident
from incidentbook.policies import Policy
from incidentbook.spans import Span, common, without
from incidentbook.stints import Stint, stints_of

NO_LEVEL = "no level is said"
NO_END = "it is not said when it ended"
BACKWARDS = "it ends before it begins"


class Impairment(NamedTuple):
    """A stretch in which an incident impaired a service, up to `as_of`. Moments are POSIX seconds."""

    service: str
    """Its key in `services.yml`, or the name that was written where there is none."""
    span: Span
    """What is certain: from the latest of the beginning to the earliest of the end; empty where nothing is."""
    weight: float
    """Which part of the service counts as lost: from 0 to 1."""
    path: str
    """Of the incident that it counts for."""
    level: str
    """`down` or `degraded`; empty when it is not known."""
    widest: Span
    """The most that it may have been, where times are coarse."""
    at_least: bool
    """Whether it was longer, or may have been: the start is unknown, or a time is coarse."""
    at_most: bool
    """Whether it was shorter, or may have been: when it was mitigated is not known."""
    approximate: bool
    """Whether a time was written with `~`."""
    open: bool
    """Whether its incident is still open, or was at `as_of`."""
    supplier: bool
    """Whether someone else's outage caused it."""
    excused: bool = False
    """Whether it lies in an announced maintenance, for which it weighs nothing."""
    unknown: str = ""
    """Why there is no number, where there is none; it then weighs nothing."""


class _Stretch(NamedTuple):
    """From when to when something was impaired, whatever the level."""

    begin: Instant
    end: Instant | None
    """None: it lasts, or `unknown` says why not."""
    at_least: bool = False
    at_most: bool = False
    unknown: str = ""


class _Part(NamedTuple):
    """A report, which incident it counts for, and when that says it was."""

    path: str
    supplier: bool
    open: bool
    services: Sequence[AffectedService]
    stretches: Sequence[_Stretch]


def impairments(book: Book, as_of: float) -> tuple[Impairment, ...]:
    """Return every impairment that began before `as_of`, by service and in order of time; overlaps are not merged.

    Only services with the role `affected` are in it, whose level is down, degraded or not known, of incidents that
    are counted; what a continuation impaired counts for the incident that it continues.
    """
    windows = announced_windows(book)
    holes: dict[tuple[str, str, str | None], tuple[Span, ...]] = {}
    found: list[Impairment] = []
    for part in _parts(book):
        for said in part.services:
            service = book.service_key(said.id)
            for level, stretch in _levels(said, part) if said.role == "affected" else ():
                weight = _weight(level, said.share, book.policy)
                if not weight or stretch.begin.earliest.timestamp() >= as_of:
                    continue
                impairment = _impairment(service, level or "", weight, stretch, part, as_of)
                if service not in windows:
                    found.append(impairment)
                    continue
                key = service, impairment.level, said.region
                if key not in holes:
                    holes[key] = excused(windows, *key)
                found += _less_excused(impairment, holes[key])
    return tuple(sorted(found))


def _parts(book: Book) -> Iterator[_Part]:
    """Iterate over the counted incidents that name a service, each followed by its continuations."""
    continued_by = chains(book)
    for article in book.incidents:
        if not counted(article.fields):
            continue
        reports = (article.fields, *continued_by.get(article.path, ()))
        supplier = any(report.provider is not None for report in reports)
        for place, report in enumerate(reports, 1):
            if report.services:
                following = stints_of(reports[place])[0] if place < len(reports) else None
                stretches = _stretches(report, following)
                lasting = any(stretch.end is None and not stretch.unknown for stretch in stretches)
                yield _Part(article.path, supplier, lasting or report.open, report.services, stretches)


def _stretches(report: Incident, following: Stint | None) -> list[_Stretch]:
    """Return the stretches of a report, where `following` is the first one of the report that continues it."""
    stints = stints_of(report)
    stretches = []
    for place, stint in enumerate(stints, 1):
        if stint.begin is None:
            continue
        after = stints[place] if place < len(stints) else following
        stretch = _Stretch(stint.begin, stint.mitigated, at_least=place == 1 and report.times.started is None)
        if stint.mitigated is None:
            if stint.resolved is not None:
                stretch = stretch._replace(end=stint.resolved, at_most=True)
            elif after is not None and after.begin is not None:
                stretch = stretch._replace(end=after.begin, at_most=True)
            elif _lasts(report, stint.begin):
                stretch = stretch._replace(at_most=report.status == "monitoring")  # mitigated, but who knows when
            else:
                stretch = stretch._replace(unknown=NO_END)
        stretches.append(stretch)
    return stretches


def _lasts(report: Incident, since: Instant) -> bool:
    """Say whether a stretch without an end still lasts; a report that was closed before it has come back."""
    if report.status is not None:
        return report.open
    closed = report.times.closed
    return closed is None or closed.earliest.timestamp() < since.earliest.timestamp()


def _levels(said: AffectedService, part: _Part) -> Iterator[tuple[str | None, _Stretch]]:
    """Iterate over what is said of a service: its own periods where it has some, else the report's stretches."""
    if not said.periods:
        yield from ((said.level, stretch) for stretch in part.stretches)
    for period in said.periods:
        yield period.level or said.level, _own_stretch(period, part)


def _own_stretch(period: ImpactPeriod, part: _Part) -> _Stretch:
    """Return a service's own period; one without an end lasts as long as the stretch of the report that it is in."""
    if period.to is not None:
        return _Stretch(period.from_, period.to)
    for stretch in part.stretches:
        if stretch.end is None or stretch.end.latest.timestamp() >= period.from_.earliest.timestamp():
            return stretch._replace(begin=period.from_, at_least=False)
    return _Stretch(period.from_, None, unknown="" if part.open else NO_END)


def _weight(level: str | None, share: float | None, policy: Policy) -> float:
    """Return how much of a service counts as lost at a level: from 0 to 1. One that is not known counts once it is."""
    if level == "degraded":
        return policy.degraded_share if share is None else share
    return 0.0 if level in ("at-risk", "none") else 1.0


def _impairment(service: str, level: str, weight: float, stretch: _Stretch, part: _Part, as_of: float) -> Impairment:
    begin, end = stretch.begin, stretch.end
    begin_least = begin.earliest.timestamp()
    begin_most = begin_least if begin.exact else begin.latest.timestamp()
    end_least = end_most = as_of
    if end is not None:
        end_least = end.earliest.timestamp()
        end_most = end_least if end.exact else end.latest.timestamp()
    no_length = stretch.unknown or (BACKWARDS if end_most < begin_least else "")
    span = widest = Span(begin_least, begin_least)
    if not no_length:
        widest = Span(begin_least, min(end_most, as_of))
        if begin_most < min(end_least, as_of):
            span = Span(begin_most, min(end_least, as_of))
    unknown = no_length or ("" if level else NO_LEVEL)
    return Impairment(
        service=service,
        span=span,
        weight=0.0 if unknown else weight,
        path=part.path,
        level=level,
        widest=widest,
        at_least=stretch.at_least or span != widest,
        at_most=stretch.at_most,
        approximate=begin.approximate or (end is not None and end.approximate),
        open=part.open or end_most > as_of,
        supplier=part.supplier,
        unknown=unknown,
    )


def _less_excused(impairment: Impairment, holes: Sequence[Span]) -> list[Impairment]:
    """Return what is left of an impairment beside the holes, and what lies in them, which then weighs nothing."""
    span, widest = impairment.span, impairment.widest
    near = holes[
        bisect_right(holes, span.start, key=lambda hole: hole.end) : bisect_left(
            holes, span.end, key=lambda hole: hole.start
        )
    ]
    if not near or span.start >= span.end:
        return [impairment]
    kept = without([span], near)
    if not kept and impairment.at_least:
        kept = (Span(widest.start, widest.start),)  # nothing of it is certain any more, but it may have been more
    last = len(kept) - 1
    return [
        *(
            impairment._replace(
                span=piece,
                widest=Span(
                    widest.start if place == 0 else piece.start,
                    widest.end if place == last else piece.end,
                ),
            )
            for place, piece in enumerate(kept)
        ),
        *(
            impairment._replace(
                span=piece, widest=piece, weight=0.0, at_least=False, at_most=False, excused=True, unknown=""
            )
            for piece in common([span], near)
        ),
    ]
