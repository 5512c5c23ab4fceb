"""The records of everything in a book, in one."""

from incidentbook.articles import Audience
from incidentbook.records.incident import IncidentRecord, incident_record
from incidentbook.records.known_issue import KnownIssueRecord, known_issue_record
from incidentbook.records.maintenance import MaintenanceRecord, maintenance_record
from incidentbook.records.runbook import RunbookRecord, runbook_record
from incidentbook.records.service import ServiceRecord, service_record
from incidentbook.records.shape import VERSION, Record
from incidentbook.records.symptom import SymptomRecord, symptom_record
from incidentbook.views.view import Shown


class BookRecord(Record):
    """A book as one document."""

    version: int
    """Of this shape; another one means that programs must be changed."""
    as_of: str
    """The moment that is spoken of, as ISO 8601."""
    audience: Audience
    """Whom it is for; what others may not see is not in it."""
    site_name: str
    """What the site is called; empty where nobody says it."""
    site_url: str
    """Where the site is; empty where nobody says it."""
    services: tuple[ServiceRecord, ...]
    """The services of the catalogue, and others that articles name."""
    incidents: tuple[IncidentRecord, ...]
    """The incidents."""
    known_issues: tuple[KnownIssueRecord, ...]
    """The known issues."""
    symptoms: tuple[SymptomRecord, ...]
    """The symptoms, also those that known issues describe."""
    runbooks: tuple[RunbookRecord, ...]
    """The runbooks."""
    maintenance: tuple[MaintenanceRecord, ...]
    """The maintenance."""


def book_record(shown: Shown) -> BookRecord:
    """Return the record of a book, each kind by path or by name."""
    book, graph = shown.book, shown.graph
    return BookRecord(
        version=VERSION,
        as_of=shown.as_of.isoformat(),
        audience=shown.settings.audience or "internal",
        site_name=shown.site_name,
        site_url=shown.site_url,
        services=tuple(service_record(key, shown) for key in graph.services),
        incidents=tuple(incident_record(article, shown) for article in book.incidents),
        known_issues=tuple(known_issue_record(article, shown) for article in book.known_issues),
        symptoms=tuple(symptom_record(node, shown) for node in graph.symptoms.values()),
        runbooks=tuple(runbook_record(article, shown) for article in book.runbooks),
        maintenance=tuple(maintenance_record(article, shown) for article in book.maintenance),
    )
