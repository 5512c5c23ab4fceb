"""The list of services: who owns each, how much it matters, and how much trouble it has had."""

from collections.abc import Iterator
from typing import NamedTuple

from incidentbook.addresses import SERVICES, service_path
from incidentbook.graph import ServiceLinks
from incidentbook.views.hub import LIST_SCRIPTS, hub
from incidentbook.views.service_names import ServiceNames
from incidentbook.views.view import Shown, View


class ServiceRow(NamedTuple):
    """One service in a list."""

    path: str
    name: str
    owner: str
    tier: int | None
    external: bool
    in_catalogue: bool
    open: int
    incidents: int
    known_issues: int
    dependants: int


def views(shown: Shown) -> Iterator[View]:
    """Yield the list."""
    names = ServiceNames(shown.book)
    rows = sorted(
        (_row(key, links, shown, names) for key, links in shown.graph.services.items()),
        key=lambda row: (-row.open, row.tier or 99, -row.incidents, row.name.lower()),
    )
    values = {
        "rows": tuple(rows),
        "owners": tuple(sorted({row.owner for row in rows if row.owner}, key=str.lower)),
        "tiers": tuple(sorted({row.tier for row in rows if row.tier is not None})),
        "has_external": any(row.external for row in rows),
    }
    yield hub(
        shown, SERVICES, "service-list.jinja", "Services", values,
        description="What may break, and who owns it.", scripts=LIST_SCRIPTS,
    )  # fmt: skip


def _row(key: str, links: ServiceLinks, shown: Shown, names: ServiceNames) -> ServiceRow:
    service = shown.book.services.get(key)
    return ServiceRow(
        path=service_path(key),
        name=names.name(key),
        owner=(service.owner if service is not None else None) or "",
        tier=service.tier if service is not None else None,
        external=service is not None and service.external,
        in_catalogue=service is not None,
        open=sum(article.fields.open for article in links.incidents),
        incidents=len(links.incidents),
        known_issues=len(links.known_issues),
        dependants=len(links.dependants),
    )
