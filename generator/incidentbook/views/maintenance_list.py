"""The list of planned work; there is none while nothing was planned."""

from collections.abc import Iterator
from typing import NamedTuple

from incidentbook.addresses import MAINTENANCE
from incidentbook.articles import Article
from incidentbook.instants import Instant
from incidentbook.kinds.maintenance.model import Maintenance, Window
from incidentbook.views.hub import LIST_SCRIPTS, hub
from incidentbook.views.service_names import ServiceNames
from incidentbook.views.view import Shown, View

STATUSES = ("planned", "in-progress", "completed", "cancelled")


class MaintenanceRow(NamedTuple):
    """One maintenance in a list."""

    path: str
    id: str
    title: str
    status: str
    services: str
    begins: Instant | None
    ends: Instant | None
    emergency: bool
    overran: bool
    """Whether it really ended after the announced window."""


def views(shown: Shown) -> Iterator[View]:
    """Yield the list, newest first, where there is any maintenance."""
    if not shown.book.maintenance:
        return
    names = ServiceNames(shown.book)
    rows = sorted((maintenance_row(one, names) for one in shown.book.maintenance), key=_order)
    used = [key for key, links in shown.graph.services.items() if links.maintenance]
    values = {"rows": tuple(rows), "statuses": STATUSES, "services": names.choices(used)}
    yield hub(
        shown, MAINTENANCE, "maintenance-list.jinja", "Maintenance", values,
        description="Planned work.", scripts=LIST_SCRIPTS,
    )  # fmt: skip


def maintenance_row(article: Article[Maintenance], names: ServiceNames) -> MaintenanceRow:
    """Return a maintenance as a row."""
    fields = article.fields
    window = fields.actual if fields.actual.from_ is not None else fields.planned
    return MaintenanceRow(
        path=article.path,
        id=article.id,
        title=article.title,
        status=fields.status,
        services=" · ".join(names.listed(fields.services)),
        begins=window.from_,
        ends=window.to,
        emergency=fields.emergency,
        overran=_overran(fields.planned, fields.actual),
    )


def _overran(planned: Window, actual: Window) -> bool:
    return planned.to is not None and actual.to is not None and actual.to.earliest > planned.to.latest


def _order(row: MaintenanceRow) -> tuple[float, str]:
    return (-row.begins.earliest.timestamp() if row.begins is not None else float("inf"), row.path)
