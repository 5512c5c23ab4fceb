"""The list of symptoms: what is seen, its error signatures, and the fix that the incidents speak for."""

from collections.abc import Iterator
from typing import NamedTuple

from incidentbook.addresses import SYMPTOMS
from incidentbook.evidence import FixEvidence, fixes_of_symptom
from incidentbook.graph import SymptomNode
from incidentbook.views.hub import LIST_SCRIPTS, hub
from incidentbook.views.incident_list import iso_date
from incidentbook.views.service_names import ServiceNames
from incidentbook.views.view import Shown, View


class Fix(NamedTuple):
    """The best known fix of a symptom."""

    id: str
    path: str
    title: str
    cases: int
    worked: int
    tried: int
    last_date: str
    """When it last worked."""


class SymptomRow(NamedTuple):
    """One symptom in a list."""

    path: str
    title: str
    signatures: tuple[str, ...]
    alerts: tuple[str, ...]
    services: str
    fix: Fix | None
    others: int
    """Further explanations."""
    incidents: int


def views(shown: Shown) -> Iterator[View]:
    """Yield the list."""
    names = ServiceNames(shown.book)
    rows = sorted(
        (_row(node, shown, names) for node in shown.graph.symptoms.values()),
        key=lambda row: (-row.incidents, row.title.lower(), row.path),
    )
    used = [key for key, links in shown.graph.services.items() if links.symptoms]
    yield hub(
        shown, SYMPTOMS, "symptom-list.jinja", "Symptoms",
        {"rows": tuple(rows), "services": names.choices(used)},
        description="What is seen when something breaks, and what fixed it before.", scripts=LIST_SCRIPTS,
    )  # fmt: skip


def _row(node: SymptomNode, shown: Shown, names: ServiceNames) -> SymptomRow:
    fixes = fixes_of_symptom(node.name, shown.graph, repeat_window_days=shown.settings.repeat_window_days)
    return SymptomRow(
        path=node.path,
        title=node.title,
        signatures=node.signatures,
        alerts=node.alerts,
        services=" · ".join(dict.fromkeys(names.name(key) for key in node.services)),
        fix=_fix(fixes[0]) if fixes else None,
        others=max(len(fixes) - 1, 0),
        incidents=len(shown.graph.incidents_by_symptom.get(node.name, ())),
    )


def _fix(best: FixEvidence) -> Fix:
    last = best.last_worked.incident.fields.earliest if best.last_worked is not None else None
    return Fix(
        best.target.name, best.target.path, best.target.title, best.cases, best.worked, best.tried,
        iso_date(last) if last is not None else "",
    )  # fmt: skip
