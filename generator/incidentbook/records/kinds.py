"""Which record each kind of article has."""

from collections.abc import Callable, Mapping
from typing import Any

from incidentbook.articles import Article
from incidentbook.records.incident import IncidentRecord, incident_record
from incidentbook.records.known_issue import KnownIssueRecord, known_issue_record
from incidentbook.records.maintenance import MaintenanceRecord, maintenance_record
from incidentbook.records.runbook import RunbookRecord, runbook_record
from incidentbook.records.service import ServiceRecord
from incidentbook.records.shape import Record
from incidentbook.records.symptom import SymptomRecord, symptom_record
from incidentbook.views.view import Shown

RECORDS: Mapping[str, type[Record]] = {
    "incident": IncidentRecord,
    "known-issue": KnownIssueRecord,
    "symptom": SymptomRecord,
    "runbook": RunbookRecord,
    "maintenance": MaintenanceRecord,
    "service": ServiceRecord,
}
"""The shapes of records by their kind."""


def _symptom(article: Article[Any], shown: Shown) -> SymptomRecord:
    return symptom_record(shown.graph.symptoms[article.id], shown)


_RECORD_OF: Mapping[str, Callable[[Article[Any], Shown], Record]] = {
    "incident": incident_record,
    "known-issue": known_issue_record,
    "symptom": _symptom,
    "runbook": runbook_record,
    "maintenance": maintenance_record,
}


def has_record(article: Article[Any], shown: Shown) -> bool:
    """Whether an article has a record: all but a symptom whose name is that of another."""
    return article.kind != "symptom" or shown.graph.leads_to(article)


def record_of(article: Article[Any], shown: Shown) -> Record:
    """Return the record of an article that has one."""
    return _RECORD_OF[article.kind](article, shown)
