"""What the record of an incident is made of: its times, links, actions, durations and verdicts."""

from typing import Literal

from incidentbook.durations import Origin
from incidentbook.judgements import Verdict
from incidentbook.kinds.incident.model import FixOutcome
from incidentbook.records.shape import Moment, Record
from incidentbook.targets import Clock


class TimesRecord(Record):
    """The milestones of an incident; null where one is not known or has not come."""

    started: Moment | None
    """The impact began."""
    detected: Moment | None
    """The first signal that reached the team."""
    acknowledged: Moment | None
    """The first human response."""
    declared: Moment | None
    """Someone said: this is an incident."""
    mitigated: Moment | None
    """Users could work normally again."""
    resolved: Moment | None
    """The danger of return was removed or handed to a known issue."""
    closed: Moment | None
    """The paperwork was done."""


class PauseRecord(Record):
    """A stretch in which the clocks rested."""

    start: Moment
    """When they stopped."""
    end: Moment | None
    """When they went on."""
    why: str
    """What was waited for."""


class ImpactRecord(Record):
    """What users noticed."""

    summary: str
    """In one sentence."""
    users: int | None
    """How many people."""
    requests: int | None
    """How many requests failed."""


class DetectionRecord(Record):
    """One signal among several."""

    at: Moment
    """When it came."""
    by: str
    """How."""
    ref: str
    """Where it can be seen."""


class TriggerRecord(Record):
    """What set the incident off."""

    type: str
    """Of what sort it was."""
    ref: str
    """The change, for example."""
    summary: str
    """In one sentence."""


class IssueLinkRecord(Record):
    """A known issue that the incident is, or may be, a case of."""

    id: str
    """The known issue."""
    link: Literal["confirmed", "suspected"]
    """Only what is confirmed is counted."""
    fix: FixOutcome | None
    """Whether its fix worked here."""
    took_seconds: float | None
    """How long the fix took."""


class RunbookLinkRecord(Record):
    """A runbook that was followed."""

    id: str
    """The runbook."""
    fix: FixOutcome | None
    """Whether its mitigation worked here."""
    took_seconds: float | None
    """How long it took."""


class ActionRecord(Record):
    """Follow-up work."""

    do: str
    """What is to be done."""
    type: str | None
    """What it is good for."""
    id: str | None
    """A name of its own."""
    owner: str | None
    """The team that does it."""
    priority: str | None
    """As the team's tracker says it."""
    due: Moment | None
    """When it shall be done."""
    done: Moment | None
    """When it was done."""
    dropped: str | None
    """Why it will not be done."""
    ref: str | None
    """The ticket; one ticket in several incidents is one action."""


class ReopeningRecord(Record):
    """That the incident came back after it was thought to be over."""

    at: Moment
    """When it came back."""
    mitigated: Moment | None
    """When users could work again."""
    resolved: Moment | None
    """When it was over."""
    why: str
    """Why the first end was none."""


class SeverityRecord(Record):
    """A severity and from when it held."""

    at: Moment
    """From when."""
    severity: str
    """Which."""


class ProviderRecord(Record):
    """Someone else's outage behind the incident."""

    service: str
    """The supplier's service."""
    ref: str
    """Their report."""
    started: Moment | None
    """When it began on their side."""
    restored: Moment | None
    """When it ended on their side."""


class StatedRecord(Record):
    """A duration that a person wrote down."""

    seconds: float
    """Its length."""
    start: str | None
    """The milestone it counts from, where that is said."""
    end: str | None
    """The milestone it counts to, where that is said."""
    hours: str | None
    """The calendar it was counted by, where that is said."""


class DurationRecord(Record):
    """How long something took, as exactly as its times are known."""

    least_seconds: float
    """At least so long."""
    most_seconds: float | None
    """At most so long; null where only a lower bound is known. Equal to the least where it is known exactly."""
    approximate: bool
    """Whether one of its times is approximate."""
    origin: Origin
    """Whether it follows from milestones, or a person stated it."""
    start: str
    """The milestone it is counted from; empty where a stated one does not say."""
    end: str
    """The milestone it is counted to."""
    note: str
    """What stands in for what, what is unknown."""


class DurationsRecord(Record):
    """The four durations; null where nothing is known of one."""

    ttd: DurationRecord | None
    """To detect: from started to detected."""
    tta: DurationRecord | None
    """To acknowledge: from detected to acknowledged."""
    ttm: DurationRecord | None
    """To mitigate: from started to mitigated."""
    ttr: DurationRecord | None
    """To resolve: from started to resolved."""


class VerdictRecord(Record):
    """Whether a target was met, in seconds of the hours that count."""

    clock: Clock
    """Which target: of the response, or of the resolution."""
    verdict: Verdict
    """Met, missed, unknown, running or excluded."""
    target_seconds: float | None
    """How long was allowed; null where it is not known which target was in force."""
    hours: str
    """The calendar in whose hours it counts."""
    least_seconds: float
    """How long the clock ran at least, without rests."""
    most_seconds: float | None
    """How long it may have run; null while it runs, or where nothing can be said."""
    start: str
    """The milestone that started the clock."""
    end: str
    """The milestone that ends it."""
    due: Moment | None
    """Up to when an end meets the target."""
    open: bool
    """Whether the end is still to come, so that the verdict speaks of the moment of the build."""
    why: str
    """Why it is unknown, running or excluded."""
