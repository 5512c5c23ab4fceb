"""The figures on a service's page: its availability, what it lost, targets kept, how long its incidents took."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from incidentbook.articles import Article
from incidentbook.distributions import distribution_of
from incidentbook.downtime import Downtime
from incidentbook.durations import MEASURES
from incidentbook.graph import ServiceLinks
from incidentbook.kinds.incident.model import Incident
from incidentbook.periods import Period
from incidentbook.statistics import Measured
from incidentbook.targets import CLOCKS, targets_of
from incidentbook.views.availability_said import availabilities, periods_shown
from incidentbook.views.compliance_said import RECENT_DAYS, Cell, cell, judged_by
from incidentbook.views.figures_said import DistributionSaid, distribution_said, length
from incidentbook.views.service_names import ServiceNames
from incidentbook.views.view import Shown

_DAY_SECONDS = 86_400


class Lost(NamedTuple):
    """What a service lost in the last days, by the wall clock."""

    said: str
    """With its mark: `at least 6 h 15 min`."""
    supplier: str
    """How much of it suppliers' outages took; empty where nothing was."""
    incidents: int
    unknown: int
    """How many incidents more make no number."""


class Kept(NamedTuple):
    """Targets of one clock: in the last days, and of all time."""

    clock: str
    recent: Cell
    ever: Cell


class Took(NamedTuple):
    """How long the service's incidents took by one measure."""

    measure: str
    said: DistributionSaid


@dataclass(frozen=True)
class ServiceFigures:
    """Makes the figures of services, each when its page is rendered; what they share is made once."""

    shown: Shown
    names: ServiceNames
    periods: tuple[Period, ...]
    objectives: frozenset[str]
    """The services with an objective for their availability."""

    def depends(self, key: str, links: ServiceLinks) -> tuple[str, ...]:
        """Return everything that the figures of a service depend on; nothing where it has none."""
        if not self.has(key, links):
            return ()
        periods = (f"{period.key} {period.start} {period.end}" for period in self.periods)
        return (self.shown.numbers.inputs_of(self.shown.report_chains.whole(links.incidents)), *periods)

    def has(self, key: str, links: ServiceLinks) -> bool:
        """Whether there is anything to reckon with."""
        return bool(self.periods and (links.incidents or key in self.objectives))

    def texts(self, key: str, links: ServiceLinks) -> dict[str, Any]:
        """Return the values that the section shows."""
        if not self.has(key, links):
            return {"figures": None}
        numbers = self.shown.numbers
        members = [
            numbers.measured[article.path]
            for article in reversed(links.incidents)
            if self._affects(article, key) and not numbers.measured[article.path].left_out
        ]
        return {
            "figures": {
                "availability": availabilities(key, self.periods, numbers.accounts, numbers.measured),
                "lost": self._lost(numbers.accounts.downtimes.get(key, Downtime())),
                "incidents": len(members),
                "kept": self._kept(members),
                "took": _took(members),
            }
        }

    def _affects(self, article: Article[Incident], key: str) -> bool:
        return any(said.role == "affected" and self.names.key(said.id) == key for said in article.fields.services)

    def _lost(self, found: Downtime) -> Lost:
        as_of = self.shown.as_of.timestamp()
        since = as_of - RECENT_DAYS * _DAY_SECONDS
        losses, impairments = list(found.losses_between(since, as_of)), list(found.impairments_between(since, as_of))
        whole = sum((loss.end - loss.start) * loss.weight for loss in losses)
        supplier = sum((loss.end - loss.start) * loss.weight for loss in losses if loss.supplier)
        least, most = any(one.at_least for one in impairments), any(one.at_most for one in impairments)
        about = any(one.approximate for one in impairments) or (least and most)
        mark = "about " if about else "at least " if least else "at most " if most else ""
        nothing = "nothing certain" if least or about else "nothing"
        unknown = {one.path for one in impairments if one.unknown}
        return Lost(
            said=f"{mark}{length(whole)}" if whole else nothing,
            supplier=length(supplier) if supplier else "",
            incidents=len({one.path for one in losses}),
            unknown=len(unknown),
        )

    def _kept(self, members: Sequence[Measured]) -> tuple[Kept, ...]:
        known = targets_of(self.shown.book).clocks
        since = self.shown.as_of.timestamp() - RECENT_DAYS * _DAY_SECONDS
        recent = [one for one in members if one.moment is not None and one.moment >= since]
        called: Mapping[str, str] = {
            one.service: self.names.name(one.service) for one in self.shown.book.policy.targets if one.service
        }
        return tuple(
            Kept(clock, *(cell(judged_by(clock, some), called) for some in (recent, members)))
            for clock in CLOCKS
            if clock in known
        )


def service_figures(shown: Shown, names: ServiceNames) -> ServiceFigures:
    """Return what makes the figures of a book's services."""
    objectives = frozenset(names.key(one.service) for one in shown.book.policy.availability)
    return ServiceFigures(shown, names, periods_shown(shown), objectives)


def _took(members: Sequence[Measured]) -> tuple[Took, ...]:
    """Return the measures of which any value is known."""
    found = []
    for measure in MEASURES:
        exact = [seconds for one in members for name, seconds in one.exact_seconds if name == measure]
        durations = [one.durations[measure] for one in members if measure in one.durations]
        stated = sum(one.origin == "stated" and one.exact_seconds is not None for one in durations)
        inexact = sum(one.exact_seconds is None for one in durations)
        if exact:
            found.append(
                Took(measure, distribution_said(distribution_of(exact, len(members)), stated=stated, inexact=inexact))
            )
    return tuple(found)
