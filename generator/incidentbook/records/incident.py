"""The record of an incident: its report, how long it took, and whether its targets were met."""

from typing import Literal

from incidentbook.articles import Article
from incidentbook.durations import Duration
from incidentbook.judgements import Judgement
from incidentbook.kinds.incident.model import Incident
from incidentbook.records.incident_parts import (
    ActionRecord,
    DetectionRecord,
    DurationRecord,
    DurationsRecord,
    ImpactRecord,
    IssueLinkRecord,
    PauseRecord,
    ProviderRecord,
    ReopeningRecord,
    RunbookLinkRecord,
    SeverityRecord,
    StatedRecord,
    TimesRecord,
    TriggerRecord,
    VerdictRecord,
)
from incidentbook.records.shape import (
    ArticleRecord,
    Moment,
    NamedService,
    moment_of,
    moment_or_none,
    said_of,
    seconds_or_none,
    services_of,
)
from incidentbook.views.view import Shown


class IncidentRecord(ArticleRecord):
    """An incident."""

    kind: Literal["incident"] = "incident"
    """What sort of record this is."""
    type: Literal["incident", "near-miss", "security"]
    """What sort of report it is."""
    severity: str | None
    """The final severity, out of the team's scale."""
    status: Literal["investigating", "identified", "monitoring", "resolved"]
    """How far it is."""
    open: bool
    """Whether responders are still at it, or at what continues it."""
    review: Literal["draft", "in-review", "reviewed"] | None
    """How far the report has been reviewed."""
    left_out: str
    """Why it enters no figures; empty if it does."""
    services: tuple[NamedService, ...]
    """The services it affected, endangered or came from."""
    times: TimesRecord
    """When what happened."""
    paused: tuple[PauseRecord, ...]
    """When the clocks rested."""
    durations: DurationsRecord
    """How long it took."""
    verdicts: tuple[VerdictRecord, ...]
    """Whether its targets were met; empty where it has none."""
    stated: dict[str, StatedRecord]
    """Durations that a person wrote down: `detect`, `acknowledge`, `mitigate`, `resolve` and others."""
    impact: ImpactRecord | None
    """What users noticed."""
    detection: str | None
    """How it was noticed first."""
    detections: tuple[DetectionRecord, ...]
    """Every signal, where there were several."""
    trigger: TriggerRecord | None
    """What set it off."""
    factors: tuple[str, ...]
    """What contributed to it."""
    symptoms: tuple[str, ...]
    """IDs of the symptoms that were seen."""
    alerts: tuple[str, ...]
    """Alerts that fired."""
    known_issues: tuple[IssueLinkRecord, ...]
    """The known issues it is a case of."""
    runbooks: tuple[RunbookLinkRecord, ...]
    """The runbooks that were followed."""
    actions: tuple[ActionRecord, ...]
    """Follow-up work."""
    reopened: tuple[ReopeningRecord, ...]
    """When it came back, and ended again."""
    severity_history: tuple[SeverityRecord, ...]
    """Earlier severities."""
    provider: ProviderRecord | None
    """The supplier whose outage it was."""
    exposed: Moment | None
    """Security: from when something was exposed."""
    contained: Moment | None
    """Security: when it no longer was."""
    related: tuple[str, ...]
    """IDs of other articles worth reading with it."""
    duplicate_of: str | None
    """ID of the incident this is a second report of."""
    continues: str | None
    """ID of the incident this goes on from."""
    parent: str | None
    """ID of the larger incident it is part of."""
    caused_by: str | None
    """ID of the incident or maintenance that led to it."""
    roles: dict[str, str]
    """Who did what."""
    versions: dict[str, str]
    """Versions in play, by package."""


def incident_record(article: Article[Incident], shown: Shown) -> IncidentRecord:
    """Return the record of an incident; the first that is asked for measures all incidents of the book."""
    fields, measured = article.fields, shown.numbers.measured[article.path]
    times, impact, trigger, provider = fields.times, fields.impact, fields.trigger, fields.provider
    return IncidentRecord.model_validate({
        **said_of(article, shown),
        "type": fields.type,
        "severity": fields.severity,
        "status": fields.state,
        "open": measured.open,
        "review": fields.review.state if fields.review is not None else None,
        "left_out": measured.left_out,
        "services": services_of(fields.services, shown.book),
        "times": TimesRecord(
            started=moment_or_none(times.started),
            detected=moment_or_none(times.detected),
            acknowledged=moment_or_none(times.acknowledged),
            declared=moment_or_none(times.declared),
            mitigated=moment_or_none(times.mitigated),
            resolved=moment_or_none(times.resolved),
            closed=moment_or_none(times.closed),
        ),
        "paused": tuple(
            PauseRecord(start=moment_of(one.from_), end=moment_or_none(one.to), why=one.why) for one in times.paused
        ),
        "durations": DurationsRecord(
            ttd=_duration(measured.durations.get("ttd")),
            tta=_duration(measured.durations.get("tta")),
            ttm=_duration(measured.durations.get("ttm")),
            ttr=_duration(measured.durations.get("ttr")),
        ),
        "verdicts": tuple(map(_verdict, measured.judgements)),
        "stated": {
            key: StatedRecord(seconds=one.value.total_seconds(), start=one.from_, end=one.to, hours=one.hours)
            for key, one in fields.stated.items()
        },
        "impact": ImpactRecord(summary=impact.summary, users=impact.users, requests=impact.requests)
        if impact is not None
        else None,
        "detection": fields.detection,
        "detections": tuple(
            DetectionRecord(at=moment_of(one.at), by=one.by, ref=one.ref) for one in fields.detections
        ),
        "trigger": TriggerRecord(type=trigger.type, ref=trigger.ref, summary=trigger.summary)
        if trigger is not None
        else None,
        "factors": fields.factors,
        "symptoms": fields.symptoms,
        "alerts": fields.alerts,
        "known_issues": tuple(
            IssueLinkRecord(id=one.id, link=one.link, fix=one.fix, took_seconds=seconds_or_none(one.took))
            for one in fields.known_issues
        ),
        "runbooks": tuple(
            RunbookLinkRecord(id=one.id, fix=one.fix, took_seconds=seconds_or_none(one.took))
            for one in fields.runbooks
        ),
        "actions": tuple(
            ActionRecord(
                do=one.do, type=one.type, id=one.id, owner=one.owner, priority=one.priority,
                due=moment_or_none(one.due), done=moment_or_none(one.done), dropped=one.dropped, ref=one.ref,
            )
            for one in fields.actions
        ),
        "reopened": tuple(
            ReopeningRecord(
                at=moment_of(one.at), mitigated=moment_or_none(one.mitigated), resolved=moment_or_none(one.resolved),
                why=one.why,
            )
            for one in fields.reopened
        ),
        "severity_history": tuple(
            SeverityRecord(at=moment_of(one.at), severity=one.severity) for one in fields.severity_history
        ),
        "provider": ProviderRecord(
            service=provider.service, ref=provider.ref, started=moment_or_none(provider.started),
            restored=moment_or_none(provider.restored),
        )
        if provider is not None
        else None,
        "exposed": moment_or_none(fields.exposed),
        "contained": moment_or_none(fields.contained),
        "related": fields.related,
        "duplicate_of": fields.duplicate_of,
        "continues": fields.continues,
        "parent": fields.parent,
        "caused_by": fields.caused_by,
        "roles": fields.roles,
        "versions": fields.versions,
    })  # fmt: skip


def _duration(found: Duration | None) -> DurationRecord | None:
    if found is None:
        return None
    return DurationRecord(
        least_seconds=found.least_seconds, most_seconds=found.most_seconds, approximate=found.approximate,
        origin=found.origin, start=found.start, end=found.end, note=found.note,
    )  # fmt: skip


def _verdict(judged: Judgement) -> VerdictRecord:
    return VerdictRecord(
        clock=judged.clock, verdict=judged.verdict, target_seconds=judged.target_seconds, hours=judged.hours,
        least_seconds=judged.least_seconds, most_seconds=judged.most_seconds, start=judged.start, end=judged.end,
        due=moment_or_none(judged.due_at), open=judged.open_at is not None, why=judged.why,
    )  # fmt: skip
