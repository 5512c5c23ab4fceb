"""Announced maintenance: the windows in which users were told what to expect, and what of an impairment they excuse."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from incidentbook.articles import AffectedService
from incidentbook.book import Book
from incidentbook.definitions import Definition
from incidentbook.instants import Instant
from incidentbook.kinds.maintenance.model import Maintenance
from incidentbook.spans import Span, clipped, merged

_SEVEREST_FIRST = ("down", "degraded", "at-risk", "none")
_RANK = {level: -place for place, level in enumerate(_SEVEREST_FIRST)}
_UNSAID_RANK = min(_RANK.values()) - 1  # of a window: it excuses nothing

DEFINITIONS = (
    Definition(
        "announced-maintenance",
        "Announced maintenance",
        "Maintenance is announced when `announced` is not later than the beginning of its planned window or, where "
        "`announced` is left out, when it is no emergency; cancelled maintenance is not. It excuses what happens to "
        "the services it names, in the region it names if it names one, inside the planned window and up to the level "
        f"it announced ({', then '.join(_SEVEREST_FIRST)}); a service without a level is excused nothing. What "
        "overruns the window or is worse than the announced level counts, through the incident that reports it; "
        "maintenance by itself never counts. An incident of unknown level is excused by a window that announced "
        f"`{_SEVEREST_FIRST[0]}`. Of a window whose ends are coarse, only what is certain excuses.",
    ),
)


class AnnouncedWindow(NamedTuple):
    """What users of a service were told to expect, and when."""

    service: str
    span: Span
    level: str
    """The worst that was announced; empty where nothing was said."""
    path: str
    """Of the maintenance."""
    region: str = ""
    """Where; empty: everywhere."""


Windows = Mapping[str, tuple[AnnouncedWindow, ...]]
"""By the service's key, in order of time."""


def announced_windows(book: Book) -> Windows:
    """Return the announced windows of every service that has one."""
    found: dict[str, list[AnnouncedWindow]] = {}
    for article in book.maintenance:
        window = _announced_window(article.fields)
        if window is None:
            continue
        for said in article.fields.services:
            key = book.service_key(said.id)
            found.setdefault(key, []).extend(
                AnnouncedWindow(key, span, level, article.path, _plain(said.region))
                for span, level in _announced_levels(said, window)
            )
    return {key: tuple(sorted(set(windows), key=_by_time)) for key, windows in sorted(found.items()) if windows}


def excused(windows: Windows, service: str, level: str, region: str | None = None) -> tuple[Span, ...]:
    """Return when an impairment of a service is excused; one of unknown level (empty) counts as the worst.

    `region` is where the service is impaired: a window for one region excuses only that one.
    """
    rank, place = _RANK.get(level, _RANK[_SEVEREST_FIRST[0]]), _plain(region)
    return merged(
        window.span
        for window in windows.get(service, ())
        if _RANK.get(window.level, _UNSAID_RANK) >= rank and window.region in ("", place)
    )


def _announced_window(maintenance: Maintenance) -> Span | None:
    """Return the planned window, at its narrowest, of a maintenance that was announced."""
    begin, end = maintenance.planned.from_, maintenance.planned.to
    if begin is None or end is None or maintenance.status == "cancelled":
        return None
    announced = maintenance.announced
    in_time = announced.earliest <= begin.latest if announced is not None else not maintenance.emergency
    return _narrowest(begin, end) if in_time else None


def _announced_levels(said: AffectedService, window: Span) -> Iterator[tuple[Span, str]]:
    """Return when which level was announced: in the whole window, or in the service's own periods within it."""
    if not said.periods:
        yield from ((span, said.level or "") for span in merged([window]))
    for period in said.periods:
        end = _narrowest(period.from_, period.to) if period.to else Span(period.from_.latest.timestamp(), window.end)
        yield from ((span, period.level or said.level or "") for span in clipped([end], *window))


def _narrowest(begin: Instant, end: Instant) -> Span:
    return Span(begin.latest.timestamp(), end.earliest.timestamp())


def _plain(region: str | None) -> str:
    return (region or "").strip().casefold()


def _by_time(window: AnnouncedWindow) -> tuple[Span, str, str, str]:
    return window.span, window.path, window.level, window.region
