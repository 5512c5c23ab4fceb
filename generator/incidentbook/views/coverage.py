"""The page of alerts: which of them the book knows, where their addresses lead, and what no alert leads to."""

from collections.abc import Iterator
from typing import NamedTuple

from incidentbook.addresses import COVERAGE, RUNBOOKS
from incidentbook.coverage import CoveredAlert, UnknownAlert, coverage_of
from incidentbook.graph import AlertLinks, Target
from incidentbook.runbook_addresses import LeadsTo
from incidentbook.templating import address_of
from incidentbook.views.figures_said import percent
from incidentbook.views.hub import LIST_SCRIPTS, hub
from incidentbook.views.references import Elsewhere, elsewhere, targets_of
from incidentbook.views.track_record import article_target
from incidentbook.views.view import Shown, View

KNOWN = ("in the book", "perhaps elsewhere", "nothing")


class Part(NamedTuple):
    """Some of the alerts: how many, and which share of them all, in words."""

    number: int
    said: str


class Leading(NamedTuple):
    """Where an address of an alert leads: to a page, or elsewhere; neither, where that is not known or nowhere."""

    to: LeadsTo
    page: Target | None
    place: Elsewhere | None
    why: str


class AlertRow(NamedTuple):
    """An alert of the rules."""

    name: str
    severities: tuple[str, ...]
    known: str
    articles: tuple[Target, ...]
    """That say what to do, runbooks first."""
    leads: tuple[Leading, ...]
    """Where its addresses lead besides."""
    incidents: int
    places: tuple[str, ...]
    """Where its rules are: file and line."""


class UnknownRow(NamedTuple):
    """An alert of the book that no rule has."""

    name: str
    nearest: str
    articles: tuple[Target, ...]
    past: bool


def covers(shown: Shown) -> bool:
    """Whether the site has the page."""
    return shown.book.covers_alerts and shown.alert_rules is not None


def views(shown: Shown) -> Iterator[View]:
    """Yield the page, where the site has it."""
    if shown.alert_rules is None or not covers(shown):
        return
    said = shown.settings.coverage
    coverage = coverage_of(
        shown.book, shown.graph, shown.alert_rules, ignore=said.ignore, addresses=(shown.site_url, *said.addresses)
    )
    alerts = len(coverage.alerts)
    pages = {target.path: target for target in shown.graph.targets.values()}
    values = {
        "rows": tuple(sorted((_row(one, shown, pages) for one in coverage.alerts), key=_urgent_first)),
        "states": KNOWN,
        "severities": tuple(sorted({one.rule.severity for alert in coverage.alerts for one in alert.rules} - {""})),
        "known": _part(coverage.known, alerts),
        "elsewhere": _part(coverage.elsewhere, alerts),
        "without_help": _part(coverage.without_help, alerts),
        "rules": coverage.rules,
        "ignored": coverage.ignored,
        "addresses": coverage.rules - coverage.leads["none"],
        "nowhere": coverage.leads["nowhere"],
        "roots": coverage.roots,
        "unknown": tuple(_unknown(one, shown) for one in coverage.unknown),
        "idle": tuple(article_target(one) for one in coverage.idle),
        "runbooks": coverage.runbooks,
        "runbooks_page": RUNBOOKS,
        "files": len(coverage.read.paths),
        "holding": len(coverage.read.holding),
        "faults": tuple((f"{one.path}:{one.line}", one.message) for one in coverage.read.faults),
    }
    yield hub(
        shown, COVERAGE, "coverage.jinja", "Alert coverage", values,
        description="Which alerts have a runbook, and which runbooks an alert leads to.", scripts=LIST_SCRIPTS,
    )  # fmt: skip


def _part(number: int, of: int) -> Part:
    return Part(number, f"{percent(number / of)} of {of:,}" if of else "")


def _row(alert: CoveredAlert, shown: Shown, pages: dict[str, Target]) -> AlertRow:
    articles = _helpful(alert.links, shown)
    known = KNOWN[0] if alert.known else KNOWN[2] if alert.without_help else KNOWN[1]
    leads: dict[Leading, None] = {}
    for rule, lead in alert.rules:
        if lead.to == "here":
            page = pages.get(lead.path) or Target("", lead.path, address_of(lead.path) or "home", "page")
            if page not in articles:
                leads[Leading(lead.to, page, None, "")] = None
        elif lead.to == "elsewhere":
            leads[Leading(lead.to, None, elsewhere(rule.runbook_url), "")] = None
        elif lead.to != "none":
            # What leads nowhere is not shown: it may be the address of something that these readers may not see.
            leads[Leading(lead.to, None, None, lead.why)] = None
    return AlertRow(
        name=alert.name,
        severities=tuple(dict.fromkeys(one.rule.severity for one in alert.rules if one.rule.severity)),
        known=known,
        articles=articles,
        leads=tuple(leads),
        incidents=len(alert.links.incidents),
        places=tuple(f"{one.rule.path}:{one.rule.line}" for one in alert.rules),
    )


def _urgent_first(row: AlertRow) -> tuple[int, int, str, str]:
    """Sort what is missing first, and of that what there were most incidents of."""
    broken = any(one.to == "nowhere" for one in row.leads)
    return 0 if broken else KNOWN[::-1].index(row.known) + 1, -row.incidents, row.name.lower(), row.name


def _helpful(links: AlertLinks, shown: Shown) -> tuple[Target, ...]:
    return targets_of((*links.runbooks, *links.known_issues, *links.symptoms), shown.graph)


def _unknown(alert: UnknownAlert, shown: Shown) -> UnknownRow:
    incidents = targets_of(alert.links.incidents, shown.graph)
    return UnknownRow(alert.name, alert.nearest, (*_helpful(alert.links, shown), *incidents), alert.past)
