"""The record of a known issue: how it is told, how to get out of it, how often it came back."""

from collections.abc import Iterable
from typing import Literal

from incidentbook.articles import Article
from incidentbook.evidence import FixEvidence, trials_of_issue, weigh
from incidentbook.fixes import FixHeld
from incidentbook.freshness import freshness
from incidentbook.graph import Occurrence
from incidentbook.kinds.incident.model import FixOutcome
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.parsing import symptom_name
from incidentbook.records.shape import (
    ArticleRecord,
    Moment,
    NamedService,
    Record,
    id_or_none,
    ids_of,
    moment_or_none,
    said_of,
    seconds_or_none,
    services_of,
)
from incidentbook.recurrence import IssueRecurrence
from incidentbook.views.view import Shown


class IssueSymptomRecord(Record):
    """A symptom of a known issue."""

    id: str
    """Its name."""
    text: str | None
    """What an observer sees, where it is described in the known issue; null where it has an article of its own."""
    signatures: tuple[str, ...]
    """Error messages with what varies replaced by `<*>`, where it is described in the known issue."""
    alerts: tuple[str, ...]
    """Alerts that fire, where it is described in the known issue."""


class AffectedVersions(Record):
    """Versions that have the problem."""

    package: str
    """The package."""
    ranges: tuple[str, ...]
    """Version ranges: `>=2.3,<2.5`."""


class FixRecord(Record):
    """A fix that was made, and whether it held."""

    at: Moment | None
    """When it came into effect."""
    kind: Literal["workaround", "permanent"]
    """Whether it restores service or removes the cause."""
    summary: str
    """What was done."""
    versions: dict[str, str]
    """The first fixed version, by package."""
    ref: str
    """The change."""
    came_back: bool | None
    """Whether the issue came back after it; null where that cannot be said."""
    came_back_days: int | None
    """After how many full days it first did."""


class OccurrenceRecord(Record):
    """A time it happened."""

    incident: str | None
    """ID of its report; null where it has none of its own."""
    at: Moment | None
    """When it began."""
    fix: FixOutcome | None
    """Whether the fix worked."""
    took_seconds: float | None
    """How long the fix took."""
    lasted_seconds: float | None
    """How long it lasted, where it has no report."""
    ref: str
    """How it is known, where it has no report."""


class EvidenceRecord(Record):
    """How well a fix is known to work, counted from confirmed incidents."""

    cases: int
    """Incidents in which it was the explanation, or was followed."""
    worked: int
    """How often it worked."""
    partly: int
    """How often it worked in part."""
    failed: int
    """How often it failed."""
    held: int
    """How often it worked and the problem stayed away."""
    median_took_seconds: float | None
    """How long it took where it worked, in the middle."""
    last_worked: str | None
    """ID of the incident in which it worked last."""


class RecurrenceRecord(Record):
    """How a known issue keeps coming back."""

    occurrences: int
    """How often it happened."""
    unreported: int
    """Of these, how many have no report of their own."""
    median_days: float | None
    """Full days from one to the next, in the middle."""
    shortest_days: int | None
    """The shortest of these intervals."""
    last: Moment | None
    """When it last happened."""
    lost_seconds: float
    """For how long users could not work, all occurrences together: at least so long, or exactly."""
    lost_exact: bool
    """Whether that is known exactly of every occurrence."""


class KnownIssueRecord(ArticleRecord):
    """A known issue."""

    kind: Literal["known-issue"] = "known-issue"
    """What sort of record this is."""
    status: Literal["investigating", "workaround", "fixed", "wont-fix", "retired"]
    """How far it is understood and mended."""
    services: tuple[NamedService, ...]
    """The services it concerns."""
    symptoms: tuple[IssueSymptomRecord, ...]
    """What is seen of it."""
    alerts: tuple[str, ...]
    """Alerts that point to it."""
    runbooks: tuple[str, ...]
    """IDs of runbooks that help."""
    affects: tuple[AffectedVersions, ...]
    """Versions that have it."""
    fixes: tuple[FixRecord, ...]
    """Fixes that were made; failed ones stay on the list."""
    occurrences: tuple[OccurrenceRecord, ...]
    """Each time it happened, oldest first."""
    suspected: tuple[str, ...]
    """IDs of incidents that may be a case of it; they are not counted."""
    evidence: EvidenceRecord
    """How well its fix is known to work."""
    recurrence: RecurrenceRecord
    """How it keeps coming back."""
    owner: str | None
    """The team that looks after it."""
    last_reviewed: Moment | None
    """When someone last checked that it is still true."""
    review_due: Moment | None
    """When that must be checked again."""
    superseded_by: str | None
    """ID of the known issue to read instead."""
    related: tuple[str, ...]
    """IDs of other articles worth reading with it."""


def known_issue_record(article: Article[KnownIssue], shown: Shown) -> KnownIssueRecord:
    """Return the record of a known issue."""
    fields, graph = article.fields, shown.graph
    occurrences = graph.occurrences.get(article.id, ())
    target = graph.targets[article.id]
    weighed = weigh(target, trials_of_issue(occurrences), repeat_window_days=shown.settings.repeat_window_days)
    recurrence = shown.numbers.recurrences[article.id]
    return KnownIssueRecord.model_validate({
        **said_of(article, shown),
        "status": fields.status,
        "services": services_of(fields.services, shown.book),
        "symptoms": tuple(
            IssueSymptomRecord(
                id=symptom_name(article.id, one), text=one.text, signatures=one.signatures, alerts=one.alerts
            )
            for one in fields.symptoms
        ),
        "alerts": fields.alerts,
        "runbooks": fields.runbooks,
        "affects": tuple(AffectedVersions(package=one.package, ranges=one.ranges) for one in fields.affects),
        "fixes": tuple(map(_fix, recurrence.fixes)),
        "occurrences": tuple(_occurrences(occurrences)),
        "suspected": ids_of(graph.suspected.get(article.id, ())),
        "evidence": evidence_record(weighed),
        "recurrence": _recurrence(recurrence),
        "owner": fields.owner,
        "last_reviewed": moment_or_none(fields.last_reviewed),
        "review_due": moment_or_none(freshness(fields.owner, fields.last_reviewed, fields.review_in).due),
        "superseded_by": fields.superseded_by,
        "related": fields.related,
    })  # fmt: skip


def evidence_record(found: FixEvidence) -> EvidenceRecord:
    """Return how well a fix is known to work, as records say it."""
    return EvidenceRecord(
        cases=found.cases,
        worked=found.worked,
        partly=found.partly,
        failed=found.failed,
        held=found.held,
        median_took_seconds=seconds_or_none(found.median_took),
        last_worked=id_or_none(found.last_worked.incident if found.last_worked is not None else None),
    )


def _fix(found: FixHeld) -> FixRecord:
    fix = found.fix
    return FixRecord(
        at=moment_or_none(fix.at), kind=fix.kind, summary=fix.summary, versions=fix.versions, ref=fix.ref,
        came_back=found.came_back, came_back_days=found.days,
    )  # fmt: skip


def _occurrences(occurrences: Iterable[Occurrence]) -> Iterable[OccurrenceRecord]:
    for one in occurrences:
        yield OccurrenceRecord(
            incident=id_or_none(one.incident),
            at=moment_or_none(one.at),
            fix=one.fix,
            took_seconds=seconds_or_none(one.took),
            lasted_seconds=seconds_or_none(one.lasted),
            ref=one.ref,
        )


def _recurrence(found: IssueRecurrence) -> RecurrenceRecord:
    return RecurrenceRecord(
        occurrences=found.count,
        unreported=found.unreported,
        median_days=found.median_days,
        shortest_days=found.shortest_days,
        last=moment_or_none(found.last),
        lost_seconds=found.lost_seconds,
        lost_exact=found.lost_known == found.count,
    )
