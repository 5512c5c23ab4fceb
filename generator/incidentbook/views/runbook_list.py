"""The list of runbooks: the alerts each answers, and how often it was followed."""

from collections.abc import Iterator
from typing import NamedTuple

from incidentbook.addresses import COVERAGE, RUNBOOKS
from incidentbook.articles import Article
from incidentbook.kinds.runbook.model import Runbook
from incidentbook.views.coverage import covers
from incidentbook.views.hub import LIST_SCRIPTS, hub
from incidentbook.views.incident_list import iso_date
from incidentbook.views.service_names import ServiceNames
from incidentbook.views.view import Shown, View


class RunbookRow(NamedTuple):
    """One runbook in a list."""

    path: str
    id: str
    title: str
    alerts: tuple[str, ...]
    services: str
    reviewed: str
    """The date of the last review, as far as it was written."""
    used: int


def views(shown: Shown) -> Iterator[View]:
    """Yield the list."""
    names = ServiceNames(shown.book)
    rows = sorted(
        (_row(runbook, shown, names) for runbook in shown.book.runbooks),
        key=lambda row: (-row.used, row.title.lower(), row.path),
    )
    used = [key for key, links in shown.graph.services.items() if links.runbooks]
    coverage = COVERAGE if covers(shown) else ""
    yield hub(
        shown, RUNBOOKS, "runbook-list.jinja", "Runbooks",
        {"rows": tuple(rows), "services": names.choices(used), "coverage": coverage},
        description="What to do when an alert fires.", scripts=LIST_SCRIPTS,
    )  # fmt: skip


def _row(runbook: Article[Runbook], shown: Shown, names: ServiceNames) -> RunbookRow:
    fields = runbook.fields
    return RunbookRow(
        path=runbook.path,
        id=runbook.id,
        title=runbook.title,
        alerts=fields.alerts,
        services=" · ".join(names.listed(fields.services)),
        reviewed=iso_date(fields.last_reviewed) if fields.last_reviewed is not None else "",
        used=len(shown.graph.uses.get(runbook.id, ())),
    )
