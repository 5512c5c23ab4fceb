"""How everything in a book hangs together, as values: names and their pages, symptoms, occurrences, backlinks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple

from incidentbook.articles import Article
from incidentbook.book import Finding
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import FixOutcome, Incident, RunbookUse
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.kinds.maintenance.model import Maintenance
from incidentbook.kinds.runbook.model import Runbook


class Target(NamedTuple):
    """What a name leads to: the page's path and title, and the kind of thing it is."""

    name: str
    path: str
    title: str
    kind: str


class SymptomNode(NamedTuple):
    """A symptom, whether it has a file of its own or is described in a known issue."""

    name: str
    title: str
    path: str
    """Of its page, which for a symptom described in place is made for it."""
    signatures: tuple[str, ...]
    alerts: tuple[str, ...]
    services: tuple[str, ...]
    issue: str | None
    """The ID of the known issue that describes it, for a symptom described in place."""


class Occurrence(NamedTuple):
    """A time a known issue happened: a confirmed incident, or one that has no report of its own."""

    at: Instant | None
    incident: Article[Incident] | None
    fix: FixOutcome | None
    took: timedelta | None
    lasted: timedelta | None = None
    ref: str = ""

    @property
    def order(self) -> tuple[float, str]:
        """Sort key: oldest first, those without any time last."""
        moment = self.at.earliest.timestamp() if self.at is not None else float("inf")
        return moment, self.incident.path if self.incident is not None else ""


class Use(NamedTuple):
    """An incident in which a runbook was followed."""

    incident: Article[Incident]
    use: RunbookUse


class Backlink(NamedTuple):
    """A page that refers to another, and in which words it does so."""

    target: Target
    relation: str


@dataclass(frozen=True)
class AlertLinks:
    """Everything that names one alert."""

    symptoms: tuple[str, ...] = ()
    known_issues: tuple[str, ...] = ()
    runbooks: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()


@dataclass(frozen=True)
class ServiceLinks:
    """Everything that names one service, newest incidents first."""

    incidents: tuple[Article[Incident], ...] = ()
    known_issues: tuple[Article[KnownIssue], ...] = ()
    runbooks: tuple[Article[Runbook], ...] = ()
    maintenance: tuple[Article[Maintenance], ...] = ()
    symptoms: tuple[SymptomNode, ...] = ()
    dependants: tuple[str, ...] = ()


@dataclass(frozen=True)
class Graph:
    """All links of a book, each readable from both ends. Mappings are sorted, or keep the order of the book."""

    targets: Mapping[str, Target] = field(default_factory=dict)
    symptoms: Mapping[str, SymptomNode] = field(default_factory=dict)
    occurrences: Mapping[str, tuple[Occurrence, ...]] = field(default_factory=dict)
    """By known issue, oldest first."""
    suspected: Mapping[str, tuple[Article[Incident], ...]] = field(default_factory=dict)
    """By known issue: incidents that may be a case of it; shown, never counted."""
    incidents_by_symptom: Mapping[str, tuple[Article[Incident], ...]] = field(default_factory=dict)
    issues_by_symptom: Mapping[str, tuple[Article[KnownIssue], ...]] = field(default_factory=dict)
    symptoms_by_issue: Mapping[str, tuple[SymptomNode, ...]] = field(default_factory=dict)
    runbooks_by_symptom: Mapping[str, tuple[Article[Runbook], ...]] = field(default_factory=dict)
    issues_by_runbook: Mapping[str, tuple[Article[KnownIssue], ...]] = field(default_factory=dict)
    uses: Mapping[str, tuple[Use, ...]] = field(default_factory=dict)
    """By runbook, newest first."""
    services: Mapping[str, ServiceLinks] = field(default_factory=dict)
    alerts: Mapping[str, AlertLinks] = field(default_factory=dict)
    backlinks: Mapping[str, tuple[Backlink, ...]] = field(default_factory=dict)
    """By path: pages that relate to it in front matter or mention it in their text."""
    attachments: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()

    def leads_to(self, article: Article[Any]) -> bool:
        """Whether the ID of an article leads to it: of several with one ID, it leads to the first."""
        return self.targets[article.id].path == article.path
