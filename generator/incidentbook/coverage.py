"""Which alerts a book knows: from the rules of Prometheus to its runbooks, known issues and symptoms, and back."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from typing import NamedTuple

from incidentbook.addresses import MAX_SUGGESTIONS
from incidentbook.alert_rules import AlertRule, AlertRules
from incidentbook.articles import Article
from incidentbook.book import Book
from incidentbook.graph import AlertLinks, Graph
from incidentbook.kinds.runbook.model import Runbook
from incidentbook.runbook_addresses import Lead, LeadsTo, RunbookAddresses
from incidentbook.text import closest

_NOTHING = AlertLinks()


class Addressed(NamedTuple):
    """A rule, and where the address in it leads."""

    rule: AlertRule
    lead: Lead


class CoveredAlert(NamedTuple):
    """An alert, all rules that have its name, and what the book knows of it."""

    name: str
    rules: tuple[Addressed, ...]
    links: AlertLinks
    """The names of the articles that name it."""

    @property
    def named(self) -> bool:
        """Whether a runbook, a known issue or a symptom names it."""
        return bool(self.links.runbooks or self.links.known_issues or self.links.symptoms)

    @property
    def known(self) -> bool:
        """Whether whoever is called by it finds something in the book, by its name or by its address."""
        return self.named or "here" in self.leads

    @property
    def leads(self) -> frozenset[LeadsTo]:
        """Where its addresses lead."""
        return frozenset(one.lead.to for one in self.rules)

    @property
    def without_help(self) -> bool:
        """Whether neither the book nor any address says what to do."""
        return not self.known and self.leads <= {"none", "nowhere"}


class UnknownAlert(NamedTuple):
    """An alert that the book names and no rule has."""

    name: str
    links: AlertLinks
    nearest: str
    """The alert that was most likely meant; empty where none is like it."""

    @property
    def past(self) -> bool:
        """Whether only incidents name it: they tell what was, and alerts come and go."""
        return not (self.links.runbooks or self.links.known_issues or self.links.symptoms)


@dataclass(frozen=True)
class Coverage:
    """What the rules and the book know of one another. All lists are by name."""

    alerts: tuple[CoveredAlert, ...]
    unknown: tuple[UnknownAlert, ...]
    idle: tuple[Article[Runbook], ...]
    """Runbooks that no alert leads to: they name none of them, and no address leads there."""
    runbooks: int
    """How many there are."""
    ignored: int
    """How many alerts of the rules are left out, as the settings say."""
    roots: tuple[str, ...]
    """The addresses that the site is known to have."""
    read: AlertRules

    @property
    def known(self) -> int:
        """How many alerts the book knows."""
        return sum(alert.known for alert in self.alerts)

    @property
    def elsewhere(self) -> int:
        """How many it does not know, but their address may lead to a runbook that is not looked at here."""
        return len(self.alerts) - self.known - self.without_help

    @property
    def without_help(self) -> int:
        """How many nobody says anything of."""
        return sum(alert.without_help for alert in self.alerts)

    @property
    def rules(self) -> int:
        """How many rules the alerts have."""
        return sum(len(alert.rules) for alert in self.alerts)

    @cached_property
    def leads(self) -> Counter[LeadsTo]:
        """How many rules have an address that leads where."""
        return Counter(one.lead.to for alert in self.alerts for one in alert.rules)


def coverage_of(
    book: Book, graph: Graph, read: AlertRules, *, ignore: Iterable[str] = (), addresses: Iterable[str] = ()
) -> Coverage:
    """Compare rules with a book. `ignore` are patterns of names that are left out on both sides, `addresses` those
    that the site is read at.
    """
    patterns = tuple(ignore)
    known = RunbookAddresses(book, graph, addresses)
    by_name: dict[str, list[Addressed]] = defaultdict(list)
    for rule in read.rules:
        by_name[rule.name].append(Addressed(rule, known.lead(rule.runbook_url)))
    alerts = tuple(
        CoveredAlert(name, tuple(rules), graph.alerts.get(name, _NOTHING))
        for name, rules in sorted(by_name.items())
        if not _matches(name, patterns)
    )
    reached = {one.lead.path for rules in by_name.values() for one in rules if one.lead.to == "here"}
    return Coverage(
        alerts=alerts,
        unknown=tuple(_unknown(graph, by_name, patterns)),
        idle=tuple(
            runbook
            for runbook in sorted(book.runbooks, key=lambda one: (one.title.lower(), one.path))
            if runbook.path not in reached
            and not any(_leads(name, by_name, patterns) for name in runbook.fields.alerts)
        ),
        runbooks=len(book.runbooks),
        ignored=len(by_name) - len(alerts),
        roots=known.roots,
        read=read,
    )


def _unknown(graph: Graph, rules: dict[str, list[Addressed]], patterns: tuple[str, ...]) -> Iterator[UnknownAlert]:
    names = (name for name in graph.alerts if name not in rules and not _matches(name, patterns))
    for at, name in enumerate(names):
        yield UnknownAlert(name, graph.alerts[name], (closest(name, rules) or "") if at < MAX_SUGGESTIONS else "")


def _leads(name: str, rules: dict[str, list[Addressed]], patterns: tuple[str, ...]) -> bool:
    """Whether an alert leads to who names it; one that is left out may."""
    return name in rules or _matches(name, patterns)


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)
