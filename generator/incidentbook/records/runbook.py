"""The record of a runbook: what it answers, and the incidents in which it was followed."""

from typing import Literal

from incidentbook.articles import Article
from incidentbook.freshness import freshness
from incidentbook.kinds.incident.model import FixOutcome
from incidentbook.kinds.runbook.model import Runbook
from incidentbook.records.shape import (
    ArticleRecord,
    Moment,
    NamedService,
    Record,
    ids_of,
    moment_or_none,
    said_of,
    seconds_or_none,
    services_of,
)
from incidentbook.views.view import Shown


class RunbookUseRecord(Record):
    """An incident in which the runbook was followed."""

    incident: str
    """ID of the incident."""
    fix: FixOutcome | None
    """Whether its mitigation worked there."""
    took_seconds: float | None
    """How long it took."""


class RunbookRecord(ArticleRecord):
    """A runbook."""

    kind: Literal["runbook"] = "runbook"
    """What sort of record this is."""
    services: tuple[NamedService, ...]
    """The services it is for."""
    alerts: tuple[str, ...]
    """The alerts it answers."""
    symptoms: tuple[str, ...]
    """IDs of the symptoms it helps with."""
    known_issues: tuple[str, ...]
    """IDs of the known issues that name it."""
    uses: tuple[RunbookUseRecord, ...]
    """The incidents in which it was followed, newest first."""
    owner: str | None
    """The team that looks after it."""
    last_reviewed: Moment | None
    """When someone last checked that it still works."""
    review_due: Moment | None
    """When that must be checked again."""
    related: tuple[str, ...]
    """IDs of other articles worth reading with it."""


def runbook_record(article: Article[Runbook], shown: Shown) -> RunbookRecord:
    """Return the record of a runbook."""
    fields, graph = article.fields, shown.graph
    return RunbookRecord.model_validate({
        **said_of(article, shown),
        "services": services_of(fields.services, shown.book),
        "alerts": fields.alerts,
        "symptoms": fields.symptoms,
        "known_issues": ids_of(graph.issues_by_runbook.get(article.id, ())),
        "uses": tuple(
            RunbookUseRecord(
                incident=used.incident.id, fix=used.use.fix, took_seconds=seconds_or_none(used.use.took)
            )
            for used in graph.uses.get(article.id, ())
        ),
        "owner": fields.owner,
        "last_reviewed": moment_or_none(fields.last_reviewed),
        "review_due": moment_or_none(freshness(fields.owner, fields.last_reviewed, fields.review_in).due),
        "related": fields.related,
    })  # fmt: skip
