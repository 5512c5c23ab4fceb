"""The record of a symptom: how to tell it, and what explained and fixed it before, the best first."""

from typing import Literal

from incidentbook.evidence import fixes_of_symptom
from incidentbook.graph import SymptomNode
from incidentbook.records.known_issue import EvidenceRecord, evidence_record
from incidentbook.records.shape import Record, ids_of, url_of
from incidentbook.views.view import Shown


class SymptomFixRecord(Record):
    """Something that explained or fixed the symptom, or is said to."""

    id: str
    """The known issue or runbook."""
    kind: Literal["known-issue", "runbook"]
    """Which of the two it is."""
    score: float
    """From 0 to 1: the share of tries in which it worked, drawn towards one half while there are few."""
    evidence: EvidenceRecord
    """What it is counted from: confirmed incidents that showed this symptom."""


class SymptomRecord(Record):
    """A symptom, whether it has an article of its own or is described in a known issue."""

    kind: Literal["symptom"] = "symptom"
    """What sort of record this is."""
    id: str
    """Its name."""
    title: str
    """What an observer sees."""
    url: str
    """Of its page: absolute where the site knows its own address, else as seen from the site's root."""
    path: str | None
    """Of its file in the book; null where it is described in a known issue."""
    described_in: str | None
    """ID of the known issue that describes it; null where it has an article of its own."""
    signatures: tuple[str, ...]
    """Error messages with what varies replaced by `<*>`."""
    alerts: tuple[str, ...]
    """Alerts that fire."""
    services: tuple[str, ...]
    """Keys of the services where it is seen."""
    incidents: tuple[str, ...]
    """IDs of the incidents that showed it, newest first."""
    known_issues: tuple[str, ...]
    """IDs of the known issues that name it."""
    runbooks: tuple[str, ...]
    """IDs of the runbooks that name it."""
    fixes: tuple[SymptomFixRecord, ...]
    """What explained and fixed it before, the best evidence first."""


def symptom_record(node: SymptomNode, shown: Shown) -> SymptomRecord:
    """Return the record of a symptom."""
    graph = shown.graph
    fixes = fixes_of_symptom(node.name, graph, repeat_window_days=shown.settings.repeat_window_days)
    return SymptomRecord(
        id=node.name,
        title=node.title,
        url=url_of(node.path, shown.site_url),
        path=node.path if node.issue is None else None,
        described_in=node.issue,
        signatures=node.signatures,
        alerts=node.alerts,
        services=node.services,
        incidents=ids_of(graph.incidents_by_symptom.get(node.name, ())),
        known_issues=ids_of(graph.issues_by_symptom.get(node.name, ())),
        runbooks=ids_of(graph.runbooks_by_symptom.get(node.name, ())),
        fixes=tuple(
            SymptomFixRecord(
                id=found.target.name,
                kind="runbook" if found.target.kind == "runbook" else "known-issue",
                score=round(found.score, 4),
                evidence=evidence_record(found),
            )
            for found in fixes
        ),
    )
