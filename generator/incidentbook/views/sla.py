"""The page of agreements: what was agreed, what of it was kept, and every verdict that was not a met one."""

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from incidentbook.addresses import SLA, SLA_SHEET, service_path
from incidentbook.catalogue import site_zone
from incidentbook.periods import Unit, period_of
from incidentbook.targets import CLOCKS, Clock, targets_of
from incidentbook.views.agreements import agreements_of
from incidentbook.views.availability_said import AvailabilitySaid, availabilities, periods_shown
from incidentbook.views.compliance_lines import ComplianceLines
from incidentbook.views.compliance_said import Cell
from incidentbook.views.hub import hub, said_date
from incidentbook.views.incident_list import Rows
from incidentbook.views.plots.sla_by_quarter import sla_by_quarter
from incidentbook.views.service_names import ServiceNames
from incidentbook.views.sla_sheet import sla_sheet
from incidentbook.views.verdict_lists import VerdictLists
from incidentbook.views.view import Shown, View

"""The path of all verdicts as comma-separated values."""
_UNITS: tuple[Unit, ...] = ("quarter", "year", "month")


class Now(NamedTuple):
    """A clock in the present quarter and in the last days."""

    clock: Clock
    quarter: Cell
    recent: Cell


class ServiceBudget(NamedTuple):
    """A service with an objective, and its periods: this quarter, those before it, this year."""

    name: str
    path: str
    """Of its page; empty where nothing but the objective names it."""
    periods: tuple[AvailabilitySaid, ...]


def views(shown: Shown) -> Iterator[View]:
    """Yield the page, and its sheet where there is anything to judge by."""
    depends = (shown.numbers.inputs,)
    yield hub(
        shown, SLA, "sla.jinja", "SLA", {"as_of": said_date(shown), "sheet": SLA_SHEET},
        texts=partial(_texts, shown), depends=depends,
        description="Whether incidents were answered and ended as agreed, and services were there as promised.",
        as_of=True,
    )  # fmt: skip
    if shown.book.policy.targets:
        yield View(SLA_SHEET, "sheet.jinja", "All verdicts", {}, texts=partial(_sheet, shown), depends=depends)


def _texts(shown: Shown) -> dict[str, Any]:
    statistics, names, zone = shown.numbers.statistics, ServiceNames(shown.book), site_zone(shown.settings)
    known = targets_of(shown.book).clocks
    clocks = tuple(clock for clock in CLOCKS if clock in known)
    suppliers = _suppliers(shown)
    lines = ComplianceLines(statistics, clocks, names)
    lists = VerdictLists(statistics.members, Rows(shown), suppliers, zone)
    quarter = period_of(statistics.as_of, "quarter", zone)
    present, recent = lines.now(quarter)
    return {
        "clocks": clocks,
        "agreements": agreements_of(shown.book, shown.graph, names, statistics.as_of),
        "incidents": len(statistics.members),
        "left_out": len(statistics.left_out),
        "quarter": quarter.title,
        "now": tuple(Now(*one) for one in zip(clocks, present, recent, strict=True)),
        "plots": tuple(
            sla_by_quarter(lines.quarters(clock), f"{clock} target", name=f"sla-{clock}") for clock in clocks
        ),
        "periods": tuple((unit, lines.by_period(unit)) for unit in _UNITS),
        "groups": (
            ("severity", lines.by_severity()),
            ("service", lines.by_service()),
            ("origin", lines.by_origin(suppliers)),
        ),
        "open": lists.open(),
        "missed": lists.missed(),
        "unknown": lists.unknown(),
        "excluded": lists.excluded(),
        "budgets": _budgets(shown, names),
    }


def _suppliers(shown: Shown) -> frozenset[str]:
    return frozenset(one.path for one in shown.book.incidents if shown.report_chains.supplied(one))


def _budgets(shown: Shown, names: ServiceNames) -> tuple[ServiceBudget, ...]:
    """Return the services with an objective in any of the periods shown, by name."""
    periods, accounts = periods_shown(shown), shown.numbers.accounts
    found = (
        ServiceBudget(
            names.name(service),
            service_path(service),
            availabilities(service, periods, accounts, shown.numbers.measured),
        )
        for service in accounts.objectives
    )
    return tuple(sorted(found, key=lambda one: one.name.lower()))


def _sheet(shown: Shown) -> dict[str, Any]:
    return {
        "sheet": sla_sheet(shown.numbers.statistics.measured, Rows(shown), _suppliers(shown), site_zone(shown.settings))
    }
