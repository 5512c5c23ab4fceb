"""Lines of compliance: by period, severity, service, and by whose outage it was.

Of the figures that rows have, these need the verdicts alone; so they are grouped here, which takes a tenth of the time.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from incidentbook.addresses import service_path
from incidentbook.catalogue import site_zone
from incidentbook.judgements import compliance, objective_of
from incidentbook.periods import Period, Unit, period_of, periods_between
from incidentbook.statistics import Measured, Statistics
from incidentbook.targets import Clock
from incidentbook.views.compliance_said import RECENT_DAYS, Cell, cell, judged_by
from incidentbook.views.plots.sla_by_quarter import Quarter
from incidentbook.views.service_names import ServiceNames

_DAY_SECONDS = 86_400
_LONGEST_GAP_SECONDS = 5 * 366 * _DAY_SECONDS
"""A longer time without an incident is rather a mistyped year than a quiet time."""

Members = tuple[Measured, ...]


class Line(NamedTuple):
    """A line of a table: a period, or a group in two stretches of time."""

    title: str
    path: str
    """Of the page of what it is about, where there is one."""
    incidents: int
    provisional: bool
    cells: tuple[Cell, ...]
    """By clock; of a group those of the last days first, then those of all time."""


class ComplianceLines:
    """Makes the lines of a book."""

    def __init__(self, statistics: Statistics, clocks: Sequence[Clock], names: ServiceNames) -> None:
        """Take the verdicts, the clocks that there are targets for, and what services are called."""
        self._statistics = statistics
        self._clocks = clocks
        self._names = names
        said = (target.service for target in statistics.book.policy.targets)
        self._called = {service: names.name(service) for service in said if service}

    def now(self, period: Period) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
        """Return the compliance of each clock in a period, and in the last days."""
        present = [one for one in self._statistics.members if period.start <= (one.moment or 0.0) < period.end]
        return self._cells([present]), self._cells([self._recent(self._statistics.members)])

    def by_period(self, unit: Unit) -> tuple[Line, ...]:
        """Return a line for every period from the first with an incident up to the present one, newest first."""
        lines = (
            Line(
                period.title, "", len(members),
                self._statistics.as_of < period.end or any(one.open for one in members), self._cells([members]),
            )
            for period, members in self._periods(unit)
        )  # fmt: skip
        return tuple(lines)[::-1]

    def quarters(self, clock: Clock) -> tuple[Quarter, ...]:
        """Return the same quarters, oldest first, for the plot of one clock."""
        judged = ((period, judged_by(clock, members)) for period, members in self._periods("quarter"))
        return tuple(Quarter(one.key, one.title, compliance(found), objective_of(found)) for one, found in judged)

    def by_severity(self) -> tuple[Line, ...]:
        """Return a line for every severity with a verdict, in the order of the scale."""
        policy = self._statistics.book.policy
        groups: dict[str, list[Measured]] = {severity: [] for severity in policy.severities}
        for one in self._statistics.members:
            groups.setdefault(one.article.fields.severity or "", []).append(one)
        titles = {"": "no severity", **{word: f"{word}, {meaning}" for word, meaning in policy.severities.items()}}
        none = groups.pop("", [])
        return tuple(self._groups((titles.get(key, key), "", found) for key, found in (*groups.items(), ("", none))))

    def by_service(self) -> tuple[Line, ...]:
        """Return a line for every affected service with a verdict, those with the most incidents first."""
        groups: dict[str, list[Measured]] = {}
        for one in self._statistics.members:
            said = (used.id for used in one.article.fields.services if used.role == "affected")
            for key in dict.fromkeys(map(self._names.key, said)) or ("",):
                groups.setdefault(key, []).append(one)
        none = groups.pop("", [])
        ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), self._names.name(group[0]).lower()))
        named = [(self._names.name(key), service_path(key), found) for key, found in ordered]
        return tuple(self._groups([*named, ("no service affected", "", none)]))

    def by_origin(self, suppliers: frozenset[str]) -> tuple[Line, ...]:
        """Return our own incidents and suppliers' outages, which are given by path; nothing where there are none."""
        ours = [one for one in self._statistics.members if one.article.path not in suppliers]
        theirs = [one for one in self._statistics.members if one.article.path in suppliers]
        return tuple(self._groups((("Our own", "", ours), ("Suppliers’", "", theirs)))) if theirs else ()

    def _groups(self, groups: Iterable[tuple[str, str, Sequence[Measured]]]) -> Iterator[Line]:
        for title, path, members in groups:
            if any(one.judgements for one in members):
                cells = self._cells([self._recent(members), members])
                yield Line(title, path, len(members), any(one.open for one in members), cells)

    def _recent(self, members: Sequence[Measured]) -> Sequence[Measured]:
        """Return what began in the last days, and what began after the moment that the page speaks of."""
        since = self._statistics.as_of - RECENT_DAYS * _DAY_SECONDS
        return [one for one in members if one.moment is not None and one.moment >= since]

    def _cells(self, stretches: Iterable[Sequence[Measured]]) -> tuple[Cell, ...]:
        return tuple(cell(judged_by(clock, some), self._called) for some in stretches for clock in self._clocks)

    def _periods(self, unit: Unit) -> list[tuple[Period, Sequence[Measured]]]:
        zone, as_of = site_zone(self._statistics.settings), self._statistics.as_of
        groups: dict[Period, list[Measured]] = {}
        for one in self._statistics.members:
            if one.moment is not None:
                groups.setdefault(period_of(one.moment, unit, zone), []).append(one)
        known = sorted({*groups, *([period_of(as_of, unit, zone)] if groups else [])}, key=lambda period: period.start)
        found = dict.fromkeys(known[:1])
        for before, after in pairwise(known):
            if after.start - before.end <= _LONGEST_GAP_SECONDS:
                found |= dict.fromkeys(periods_between(before.end, after.start, unit, zone))
            found[after] = None
        return [(period, groups.get(period, ())) for period in found]
