"""What announced maintenance excused: impairments that cost nothing, clocks that rested or were not judged."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from incidentbook.announced import AnnouncedWindow, announced_windows, excused
from incidentbook.articles import Article
from incidentbook.graph import Target
from incidentbook.kinds.incident.model import MILESTONES, Incident
from incidentbook.kinds.maintenance.model import Maintenance
from incidentbook.spans import common, length_seconds
from incidentbook.statistics import Measured
from incidentbook.views.figures_said import length
from incidentbook.views.service_names import ServiceNames
from incidentbook.views.track_record import article_target
from incidentbook.views.view import Shown

_LAST_FIRST = tuple(reversed(MILESTONES))


class Excuse(NamedTuple):
    """What a maintenance excused of one incident."""

    incident: Target
    services: tuple[tuple[str, str], ...]
    """Services and how long each was impaired without losing anything: `Checkout`, `40 min`."""
    clocks: tuple[str, ...]
    """`the response clock was not judged`, `the resolution clock rested for 40 min`."""


class MaintenanceExcuses:
    """Finds what maintenance excused; what all maintenance shares is made once, when a page first needs it."""

    def __init__(self, shown: Shown, names: ServiceNames) -> None:
        """Take the book and what its services are called."""
        self._shown = shown
        self._names = names

    @cached_property
    def _windows(self) -> dict[str, tuple[AnnouncedWindow, ...]]:
        """By maintenance."""
        found: dict[str, list[AnnouncedWindow]] = {}
        for windows in announced_windows(self._shown.book).values():
            for window in windows:
                found.setdefault(window.path, []).append(window)
        return {path: tuple(sorted(windows)) for path, windows in found.items()}

    def depends(self, article: Article[Maintenance]) -> tuple[str, ...]:
        """Return everything that the excuses of a maintenance depend on; nothing where no incident was near it."""
        near = self._near(article)
        if not near:
            return ()
        return (self._shown.numbers.inputs_of(near, as_of=any(one.fields.open for one in near)),)

    def of(self, article: Article[Maintenance]) -> tuple[Excuse, ...]:
        """Return what a maintenance excused, by incident."""
        windows = self._windows.get(article.path, ())
        found = []
        for incident in self._near(article):
            measured = self._shown.numbers.measured[incident.path]
            services = tuple(self._impaired(measured, windows))
            clocks = tuple(self._clocks(measured, article.id))
            if services or clocks:
                found.append(Excuse(article_target(incident), services, clocks))
        return tuple(found)

    def _near(self, article: Article[Maintenance]) -> tuple[Article[Incident], ...]:
        """Return the incidents of the services concerned that may have gone on in a window, with their other parts."""
        found: dict[str, Article[Incident]] = {}
        for window in self._windows.get(article.path, ()):
            links = self._shown.graph.services.get(window.service)
            for incident in links.incidents if links is not None else ():
                if any(_touches(part.fields, window) for part in self._shown.report_chains.parts(incident)):
                    found[incident.path] = incident
        return self._shown.report_chains.whole(found.values())

    def _impaired(self, measured: Measured, windows: Iterable[AnnouncedWindow]) -> Iterator[tuple[str, str]]:
        """Yield the services that were impaired as announced, and how long."""
        downtimes = self._shown.numbers.accounts.downtimes
        spans: dict[str, list[AnnouncedWindow]] = {}
        for window in windows:
            spans.setdefault(window.service, []).append(window)
        regions = self._regions(measured.article)
        for service, of_service in spans.items():
            impairments = downtimes[service].impairments if service in downtimes else ()
            seconds = sum(
                length_seconds(
                    common([one.span], excused({service: tuple(of_service)}, service, one.level, regions.get(service)))
                )
                for one in impairments
                if one.excused and one.path == measured.article.path
            )
            if seconds:
                yield self._names.name(service), length(seconds)

    def _regions(self, article: Article[Incident]) -> dict[str, str]:
        return {
            self._names.key(said.id): said.region
            for part in self._shown.report_chains.parts(article)
            for said in part.fields.services
            if said.region is not None
        }

    @staticmethod
    def _clocks(measured: Measured, name: str) -> Iterator[str]:
        """Yield what became of the incident's clocks; the reasons of rests name the maintenance."""
        if measured.left_out:
            return
        for judged in measured.judgements:
            rested = sum(rest.seconds for rest in judged.rests if _names(rest.why, name))
            if judged.verdict == "excluded" and _names(judged.why, name):
                yield f"the {judged.clock} clock was not judged"
            elif rested:
                yield f"the {judged.clock} clock rested for {length(rested)}"


def _touches(incident: Incident, window: AnnouncedWindow) -> bool:
    """Whether a report may speak of the time of a window; one that is open has no end yet."""
    periods = [period for said in incident.services if said.periods for period in said.periods]
    if not periods and (incident.earliest is None or incident.earliest.earliest.timestamp() >= window.span.end):
        return False  # as of most, and every maintenance asks
    if incident.open:
        return True
    times, back = incident.times, incident.reopened
    moments = [getattr(times, name) for name in _LAST_FIRST]
    moments += [at for again in back for at in (again.at, again.mitigated, again.resolved)]
    moments += [at for period in periods for at in (period.from_, period.to)]
    return any(at is not None and at.latest.timestamp() > window.span.start for at in moments)


def _names(why: str, name: str) -> bool:
    return "announced maintenance" in why and name in why.split()
