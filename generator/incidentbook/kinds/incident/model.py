"""The front matter of an incident report."""

from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Literal, get_args

from pydantic import Field

from incidentbook.articles import ArticleFields, Services
from incidentbook.fields import Duration, Fields, Many, OneOf, Text, Time, Word
from incidentbook.instants import Instant

FixOutcome = Literal["worked", "partly", "failed", "not-tried"]
Milestone = Literal["started", "detected", "acknowledged", "declared", "mitigated", "resolved", "closed"]
# In the order in which an incident usually passes them.
MILESTONES: tuple[Milestone, ...] = get_args(Milestone)


class Pause(Fields):
    """A stretch in which the clocks rest."""

    from_: Time = Field(alias="from")
    """When the clocks stopped."""
    to: Time | None = None
    """When they went on."""
    why: str = ""
    """What was waited for."""


class Times(Fields):
    """The milestones of an incident; none is mandatory, one must exist."""

    started: Time | None = None
    """The impact began. Leave it out when it is not known; never copy it from `detected`."""
    detected: Time | None = None
    """The first signal that reached the team, noticed or not."""
    acknowledged: Time | None = None
    """The first human response."""
    declared: Time | None = None
    """Someone said: this is an incident."""
    mitigated: Time | None = None
    """Users could work normally again, by any means."""
    resolved: Time | None = None
    """The danger of return was removed or handed to a known issue."""
    closed: Time | None = None
    """The paperwork was done; in no duration."""
    paused: Many[Pause] = ()
    """When the clocks rested, and why."""

    def milestones(self) -> list[tuple[str, Instant]]:
        """Return the milestones that are known, in their usual order."""
        named = [(name, getattr(self, name)) for name in MILESTONES]
        return [(name, instant) for name, instant in named if instant is not None]


class Review(Fields):
    """How far the report has been reviewed."""

    state: Literal["draft", "in-review", "reviewed"]
    """`draft`, `in-review` or `reviewed`."""
    due: Time | None = None
    """When the review shall be done."""
    at: Time | None = None
    """When it was done."""


class Impact(Fields):
    """What users noticed."""

    summary: str = ""
    """In one sentence."""
    users: int | None = Field(default=None, ge=0)
    """How many people."""
    requests: int | None = Field(default=None, ge=0)
    """How many requests failed."""


class Detection(Fields):
    """One signal among several."""

    at: Time
    """When it came."""
    by: Annotated[Text, OneOf("detection")]
    """How."""
    ref: str = ""
    """Where it can be seen."""


class Trigger(Fields):
    """What set the incident off."""

    type: Annotated[Text, OneOf("trigger")]
    """Of what sort it was."""
    ref: str = ""
    """The change, for example."""
    summary: str = ""
    """In one sentence."""


class KnownIssueLink(Fields):
    """That this incident is, or may be, a case of a known issue, and how its fix did."""

    id: Text
    """The known issue."""
    link: Literal["confirmed", "suspected"] = "confirmed"
    """Suspected links are shown and never counted."""
    fix: FixOutcome | None = None
    """Whether its fix worked here."""
    took: Duration | None = None
    """How long the fix took."""


class RunbookUse(Fields):
    """A runbook that was followed, and how it did."""

    id: Text
    """The runbook."""
    fix: FixOutcome | None = None
    """Whether its mitigation worked here."""
    took: Duration | None = None
    """How long it took."""


class Action(Fields):
    """Follow-up work."""

    do: Text
    """What is to be done."""
    type: Literal["prevent", "mitigate", "detect", "process", "repair", "investigate"] | None = None
    """What it is good for."""
    id: Text | None = None
    """A name of its own."""
    owner: Text | None = None
    """The team that does it."""
    priority: Text | None = None
    """As the team's tracker says it."""
    due: Time | None = None
    """When it shall be done."""
    done: Time | None = None
    """When it was done."""
    dropped: Text | None = None
    """Why it will not be done."""
    ref: Text | None = None
    """The ticket. One ticket in several incidents is one action."""


class StatedDuration(Fields):
    """A duration that a person wrote down, and by which clock."""

    value: Duration
    """As it was written."""
    from_: Milestone | None = Field(default=None, alias="from")
    """The milestone it counts from."""
    to: Milestone | None = None
    """The milestone it counts to."""
    hours: Annotated[Text, OneOf("calendar")] | None = None
    """The calendar it was counted by; default: the clock on the wall."""


class Reopening(Fields):
    """That the incident came back after it was thought to be over."""

    at: Time
    """When it came back."""
    mitigated: Time | None = None
    """When users could work again."""
    resolved: Time | None = None
    """When it was over."""
    why: str = ""
    """Why the first end was none."""


class SeverityChange(Fields):
    """A severity and from when it held."""

    at: Time
    """From when."""
    severity: Annotated[Text, OneOf("severity")]
    """Which."""


class Provider(Fields):
    """Someone else's outage behind this incident."""

    service: Text
    """The supplier's service."""
    ref: str = ""
    """Their report."""
    started: Time | None = None
    """When it began on their side."""
    restored: Time | None = None
    """When it ended on their side."""


class Incident(ArticleFields):
    """The front matter of an incident report."""

    id: Text | None = None
    """`INC-2026-0042`; `INC-NEW` until one is assigned."""
    type: Literal["incident", "near-miss", "security"] = "incident"
    """What sort of report this is."""
    severity: Annotated[Text, OneOf("severity")] | None = None
    """The final severity, out of the scale in `sla.yml`."""
    status: Literal["investigating", "identified", "monitoring", "resolved"] | None = None
    """How far it is; default: read from the milestones."""
    review: Annotated[Review, Word("state")] | None = None
    """How far the report has been reviewed."""
    services: Services = ()
    """The services it affected, endangered or came from."""
    times: Times = Times()
    """When what happened. What is not said here, a line of the timeline may say: `- 10:44 [mitigated] …`."""
    impact: Annotated[Impact, Word("summary")] | None = None
    """What users noticed."""
    detection: Annotated[Text, OneOf("detection")] | None = None
    """How it was noticed first."""
    detections: Many[Detection] = ()
    """Every signal, when there were several."""
    trigger: Annotated[Trigger, Word("type")] | None = None
    """What set it off."""
    factors: Many[Annotated[Text, OneOf("factors")]] = ()
    """What contributed to it; a person's action is never the cause."""
    symptoms: Many[Text] = ()
    """What was seen: names of symptoms."""
    alerts: Many[Text] = ()
    """Alerts that fired."""
    known_issues: Many[Annotated[KnownIssueLink, Word("id")]] = ()
    """The known issues it is a case of."""
    runbooks: Many[Annotated[RunbookUse, Word("id")]] = ()
    """The runbooks that were followed."""
    actions: Many[Annotated[Action, Word("do")]] = ()
    """Follow-up work."""
    related: Many[Text] = ()
    """Other articles worth reading with it."""
    duplicate_of: Text | None = None
    """The incident this is a second report of; it is never counted."""
    continues: Text | None = None
    """The incident this goes on from."""
    parent: Text | None = None
    """The larger incident it is part of."""
    caused_by: Text | None = None
    """The incident or maintenance that led to it."""
    stated: dict[str, Annotated[StatedDuration, Word("value")]] = Field(default_factory=dict)
    """Durations that a person wrote down, kept beside those derived from the times."""
    reopened: Many[Reopening] = ()
    """When it came back, and ended again."""
    severity_history: Many[SeverityChange] = ()
    """Earlier severities."""
    provider: Annotated[Provider, Word("service")] | None = None
    """The supplier whose outage it was."""
    exposed: Time | None = None
    """Security: from when something was exposed."""
    contained: Time | None = None
    """Security: when it no longer was."""
    roles: dict[str, str] = Field(default_factory=dict)
    """Who did what: `incident commander` and others."""
    versions: dict[str, str] = Field(default_factory=dict)
    """Versions in play, by package."""

    @cached_property
    def earliest(self) -> Instant | None:
        """The earliest milestone: the moment that says which period the incident belongs to."""
        known = [instant for _, instant in self.times.milestones()]
        return min(known, key=lambda instant: instant.earliest, default=None)

    @property
    def counted_elsewhere(self) -> bool:
        """Whether it is the second report of an incident, or a part of one, that is counted already."""
        return self.duplicate_of is not None or self.continues is not None

    @property
    def state(self) -> str:
        """The status as written, else as the milestones say."""
        if self.status is not None:
            return self.status
        if self.reopened:
            return self._state_since_it_came_back()
        if self.times.resolved or self.times.closed:
            return "resolved"
        return "monitoring" if self.times.mitigated else "investigating"

    def _state_since_it_came_back(self) -> str:
        """Go by the ends since it came back last: its own, and those of before that are later than that."""
        times, last = self.times, max(self.reopened, key=lambda back: back.at.earliest)

        def since(own: Instant | None, others: Iterable[Instant | None]) -> bool:
            return own is not None or any(end is not None and end.earliest > last.at.latest for end in others)

        if since(last.resolved, (times.resolved, *(back.resolved for back in self.reopened))):
            return "resolved"
        if times.closed is not None and times.closed.latest >= last.at.earliest:
            return "resolved"
        ended = since(last.mitigated, (times.mitigated, *(back.mitigated for back in self.reopened)))
        return "monitoring" if ended else "investigating"

    @property
    def open(self) -> bool:
        """Whether responders are still at it."""
        return self.state != "resolved"
