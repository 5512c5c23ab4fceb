"""The figures of a book by period, service, severity, known issue, detection or contributing factor: every incident is
measured once, and each group adds up its own.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import pairwise
from math import fsum, inf
from typing import Literal, get_args

from incidentbook.announced import announced_windows
from incidentbook.articles import Article
from incidentbook.book import Book
from incidentbook.catalogue import site_zone
from incidentbook.counting import chains, left_out, moment_of
from incidentbook.definitions import Definition
from incidentbook.distributions import Distribution, distribution_of
from incidentbook.downtime import Downtime, downtime, downtimes
from incidentbook.durations import MEASURES, Duration, Measure, durations_of
from incidentbook.graph import Graph
from incidentbook.impairments import Impairment
from incidentbook.kinds.incident.model import Incident
from incidentbook.periods import UNITS, Period, Unit, period_of, periods_between
from incidentbook.recurrence import RepeatRate, Repeats, repeat_rate, repeats_of
from incidentbook.settings import Settings
from incidentbook.sla import CLOCKS, Clock, Compliance, Judgement, compliance, judge

By = Literal["quarter", "month", "year", "service", "severity", "known-issue", "detection", "factor"]
BY: tuple[By, ...] = get_args(By)

_LONGEST_GAP_SECONDS = 5 * 366 * 86_400
"""A longer time without an incident is rather a mistyped year than a quiet time, and its periods are left out."""

DEFINITIONS = (
    Definition(
        "left-out",
        "What is left out",
        "The figures are made of the counted incidents that have a date: what is not counted, and what has no time at "
        "all, is in none of them, and its number stands beside them. An incident above the audience of the site is "
        "not there at all.",
    ),
    Definition(
        "groups",
        "Groups",
        "An incident stands in the row of every service that it affected (not of those that caused it or were only at "
        "risk), of every known issue that it is confirmed to be a case of, and of every contributing factor: such "
        "rows do not add up to the whole. An incident of which nothing is said stands in a row of its own. Downtime "
        "of a service is that service's; of any other group it is what the group's incidents took, with overlaps "
        "within the group counted once. Only periods split downtime at their boundary.",
    ),
    Definition(
        "provisional",
        "Provisional figures",
        "Figures are marked as provisional while their period is not over at the moment the page speaks of, and while "
        "any of their incidents is open: incidents and verdicts will be added, and the figures will change.",
    ),
)


@dataclass(frozen=True, eq=False)
class Measured:
    """An incident with all that is measured of it. Verdicts are reached when they are first asked for."""

    article: Article[Incident]
    moment: float | None
    """The POSIX seconds that say which period it belongs to."""
    left_out: str
    """Why it is not counted; empty if it is."""
    open: bool
    """Whether it, or what continues it, is still open."""
    durations: Mapping[Measure, Duration]
    exact_seconds: tuple[tuple[Measure, float], ...]
    """The durations that are values of a distribution."""
    judge: Callable[[], tuple[Judgement, ...]]

    @cached_property
    def judgements(self) -> tuple[Judgement, ...]:
        """The verdict on each clock for which there is a target."""
        return self.judge()


@dataclass(frozen=True)
class Row:
    """The figures of one group of incidents."""

    key: str
    """Of the period, service, severity …; empty for the incidents of which nothing is said."""
    title: str
    period: Period | None
    """None where the group is no period."""
    members: tuple[Measured, ...]
    """The incidents it is made of, in order of time."""
    durations: Mapping[Measure, Distribution]
    repeat_rate: RepeatRate
    downtime_seconds: float
    """Weighted and merged by service, and then added up over services."""
    provisional: bool

    @cached_property
    def compliance(self) -> Mapping[Clock, Compliance]:
        """How many targets of each clock were met, missed and so on."""
        judgements: dict[Clock, list[Judgement]] = {clock: [] for clock in CLOCKS}
        for member in self.members:
            for judgement in member.judgements:
                judgements[judgement.clock].append(judgement)
        return {clock: compliance(found) for clock, found in judgements.items()}

    @property
    def incidents(self) -> int:
        """How many incidents there are."""
        return len(self.members)

    @property
    def open(self) -> int:
        """How many of them are still open."""
        return sum(member.open for member in self.members)

    @property
    def stated(self) -> Mapping[Measure, int]:
        """How many values of each measure were stated by a person, not derived from milestones."""
        return self._count(lambda duration: duration.origin == "stated" and duration.exact_seconds is not None)

    @property
    def inexact(self) -> Mapping[Measure, int]:
        """Of how many incidents only a range or a lower bound of each measure is known, which is no value."""
        return self._count(lambda duration: duration.exact_seconds is None)

    def _count(self, of: Callable[[Duration], bool]) -> Mapping[Measure, int]:
        return Counter(
            measure for member in self.members for measure, duration in member.durations.items() if of(duration)
        )


def measure(book: Book, settings: Settings, as_of: float) -> tuple[Measured, ...]:
    """Measure every incident of a book, counted or not; in order of time and path, those without a time last."""
    windows, continued_by = announced_windows(book), chains(book)
    found = []
    for article in book.incidents:
        incident, parts = article.fields, continued_by.get(article.path, ())
        durations = durations_of(incident, settings.durations, parts)
        exact = ((measure, duration.exact_seconds) for measure, duration in durations.items())
        found.append(
            Measured(
                article=article,
                moment=moment_of(incident),
                left_out=left_out(incident),
                open=incident.open or any(part.open for part in parts),
                durations=durations,
                exact_seconds=tuple((measure, seconds) for measure, seconds in exact if seconds is not None),
                judge=partial(judge, article, book, windows, as_of),
            )
        )
    return tuple(sorted(found, key=_in_order))


def _in_order(measured: Measured) -> tuple[float, str]:
    return (inf if measured.moment is None else measured.moment, measured.article.path)


@dataclass(frozen=True, eq=False)
class Statistics:
    """What the rows of a book are made from, within a stretch of time: POSIX seconds from `since` to before `until`."""

    book: Book
    graph: Graph
    settings: Settings
    as_of: float
    measured: tuple[Measured, ...]
    """All incidents of the book."""
    downtimes: Mapping[str, Downtime]
    """By service: what all incidents took of it, whenever they began."""
    since: float = -inf
    until: float = inf

    def between(self, since: float, until: float) -> "Statistics":
        """Return the same within another stretch of time."""
        return replace(self, since=since, until=until)

    @cached_property
    def members(self) -> tuple[Measured, ...]:
        """The incidents that count and began within the stretch of time."""
        return tuple(one for one in self.measured if not one.left_out and self._began_within(one.moment))

    @cached_property
    def left_out(self) -> tuple[Measured, ...]:
        """Those that do not count although they began within it, and those without any time."""
        return tuple(
            one for one in self.measured if one.moment is None or (one.left_out and self._began_within(one.moment))
        )

    @cached_property
    def repeats(self) -> Repeats:
        """Which incidents are repeats, whenever they began."""
        return repeats_of(self.graph, self.settings.repeat_window_days)

    @cached_property
    def impairments_by_path(self) -> Mapping[str, Sequence[Impairment]]:
        """What each incident impaired, by its path."""
        found: dict[str, list[Impairment]] = {}
        for of_service in self.downtimes.values():
            for impairment in of_service.impairments:
                found.setdefault(impairment.path, []).append(impairment)
        return found

    def _began_within(self, moment: float | None) -> bool:
        return moment is not None and self.since <= moment < self.until


def statistics_of(book: Book, graph: Graph, settings: Settings, as_of: float) -> Statistics:
    """Measure all incidents of a book and what its services lost to them, once for all rows."""
    return Statistics(book, graph, settings, as_of, measure(book, settings, as_of), downtimes(book, as_of))


def rows(statistics: Statistics, by: By) -> tuple[Row, ...]:
    """Return the figures of each group: periods and severities in their order, others by their number of incidents.

    Periods without an incident between two with one are rows, too. The row of those of which nothing is said is last.
    """
    if by in UNITS:
        return _period_rows(statistics, by)
    groups: dict[str, list[Measured]] = {}
    keys_of = _KEYS[by]
    for member in statistics.members:
        for key in dict.fromkeys(keys_of(member.article.fields, statistics)) or ("",):
            groups.setdefault(key, []).append(member)
    if by == "service":
        for key in statistics.downtimes:  # what an incident that began earlier took of it is lost all the same
            groups.setdefault(key, [])
    titles, order, lost = _titles(statistics, by), _order(statistics, by), _lost_by_group(statistics, by, groups)
    return tuple(
        _row(statistics, key, titles.get(key, key), None, tuple(groups[key]), lost[key])
        for key in sorted(groups, key=lambda key: (key == "", order.get(key, len(order)), -len(groups[key]), key))
        if groups[key] or lost[key]
    )


def total(statistics: Statistics) -> Row:
    """Return the figures of all incidents together."""
    lost = fsum(_lost_seconds(of_service, statistics) for of_service in statistics.downtimes.values())
    return _row(statistics, "all", "All", None, statistics.members, lost)


def _period_rows(statistics: Statistics, unit: Unit) -> tuple[Row, ...]:
    zone = site_zone(statistics.settings)
    groups: dict[Period, list[Measured]] = {}
    for member in statistics.members:
        if member.moment is not None:
            groups.setdefault(period_of(member.moment, unit, zone), []).append(member)
    lost: dict[Period, float] = {}
    for of_service in statistics.downtimes.values():
        for loss in of_service.losses_between(statistics.since, statistics.until):
            start = loss.start
            while start < loss.end:
                period = period_of(start, unit, zone)
                end = min(loss.end, period.end)
                lost[period] = lost.get(period, 0.0) + (end - start) * loss.weight
                start = end
    known = sorted(groups.keys() | lost.keys(), key=lambda period: period.start)
    return tuple(
        _row(statistics, period.key, period.title, period, tuple(groups.get(period, ())), lost.get(period, 0.0))
        for period in _without_gaps(known, unit, statistics)
    )


def _without_gaps(periods: Sequence[Period], unit: Unit, statistics: Statistics) -> list[Period]:
    zone = site_zone(statistics.settings)
    found = list(periods[:1])
    for before, after in pairwise(periods):
        gap_seconds = after.start - before.end
        if gap_seconds <= _LONGEST_GAP_SECONDS:
            found += periods_between(before.end, after.start, unit, zone)
        else:
            found.append(after)
    return found


def _row(
    statistics: Statistics,
    key: str,
    title: str,
    period: Period | None,
    members: tuple[Measured, ...],
    downtime_seconds: float,
) -> Row:
    seconds: dict[Measure, list[float]] = {measure: [] for measure in MEASURES}
    for member in members:
        for measure, exact_seconds in member.exact_seconds:
            seconds[measure].append(exact_seconds)
    return Row(
        key=key,
        title=title,
        period=period,
        members=members,
        durations={measure: distribution_of(values, len(members)) for measure, values in seconds.items()},
        repeat_rate=repeat_rate((member.article for member in members), statistics.repeats),
        downtime_seconds=downtime_seconds,
        provisional=any(member.open for member in members) or (period is not None and statistics.as_of < period.end),
    )


def _lost_by_group(statistics: Statistics, by: By, groups: Mapping[str, Sequence[Measured]]) -> dict[str, float]:
    """Return the seconds lost by group: of a service all that it lost, else what the group's incidents took."""
    if by == "service":
        return {key: _lost_seconds(statistics.downtimes.get(key, Downtime()), statistics) for key in groups}
    lost = {}
    by_path = statistics.impairments_by_path
    for key, members in groups.items():
        by_service: dict[str, list[Impairment]] = {}
        for member in members:
            for impairment in by_path.get(member.article.path, ()):
                by_service.setdefault(impairment.service, []).append(impairment)
        lost[key] = fsum(_lost_seconds(downtime(found), statistics) for found in by_service.values())
    return lost


def _lost_seconds(of_service: Downtime, statistics: Statistics) -> float:
    losses = of_service.losses_between(statistics.since, statistics.until)
    return fsum((loss.end - loss.start) * loss.weight for loss in losses)


def _services(incident: Incident, statistics: Statistics) -> Iterable[str]:
    return (statistics.book.service_key(said.id) for said in incident.services if said.role == "affected")


def _known_issues(incident: Incident, statistics: Statistics) -> Iterable[str]:
    known = statistics.graph.occurrences
    return (said.id for said in incident.known_issues if said.link == "confirmed" and said.id in known)


_KEYS: Mapping[By, Callable[[Incident, Statistics], Iterable[str]]] = {
    "service": _services,
    "severity": lambda incident, _: filter(None, [incident.severity]),
    "known-issue": _known_issues,
    "detection": lambda incident, _: filter(None, [incident.detection]),
    "factor": lambda incident, _: incident.factors,
}
_NOTHING_SAID: Mapping[By, str] = {
    "service": "no service affected",
    "severity": "no severity",
    "known-issue": "no known issue",
    "detection": "not said",
    "factor": "none said",
}


def _titles(statistics: Statistics, by: By) -> dict[str, str]:
    book = statistics.book
    titles: dict[str, str] = {"": _NOTHING_SAID[by]}
    if by == "service":
        titles |= {key: service.name or key for key, service in book.services.items()}
    elif by == "severity":
        titles |= {key: f"{key}, {name}" for key, name in book.policy.severities.items()}
    elif by == "known-issue":
        titles |= {issue.id: f"{issue.id}: {issue.fields.title}" for issue in book.known_issues}
    return titles


def _order(statistics: Statistics, by: By) -> dict[str, int]:
    """Return the place of keys that have an order of their own."""
    return {key: place for place, key in enumerate(statistics.book.policy.severities)} if by == "severity" else {}
