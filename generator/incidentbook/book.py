"""A book as loaded: all articles a reader may see, the services, the policy, and the files behind them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from incidentbook.articles import Article, OrdinaryPage
from incidentbook.diagnostics import Diagnostic, diagnostic
from incidentbook.kinds.incident.model import Incident
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.kinds.maintenance.model import Maintenance
from incidentbook.kinds.runbook.model import Runbook
from incidentbook.kinds.symptom.model import Symptom
from incidentbook.policies import Policy
from incidentbook.services import Service
from incidentbook.source import Source, read_source, read_yaml

Location = tuple[str | int, ...]


class Finding(NamedTuple):
    """A finding about a front matter value, or about a line where `line` is given, before its place is looked up."""

    path: str
    location: Location
    code: str
    message: str
    hint: str = ""
    line: int = 0
    column: int = 1
    value: str = ""
    """What is written at the location. Where entries before it have been left out it is looked for further down."""


def _no_file(path: str) -> bytes:
    raise FileNotFoundError(path)


@dataclass(frozen=True)
class Book:
    """Everything that the chosen audience may see; what it may not see is not in here."""

    incidents: tuple[Article[Incident], ...] = ()
    known_issues: tuple[Article[KnownIssue], ...] = ()
    symptoms: tuple[Article[Symptom], ...] = ()
    runbooks: tuple[Article[Runbook], ...] = ()
    maintenance: tuple[Article[Maintenance], ...] = ()
    pages: tuple[OrdinaryPage, ...] = ()
    services: Mapping[str, Service] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)
    files: frozenset[str] = frozenset()
    """All other files: images, logs, data."""
    catalogues: frozenset[str] = frozenset()
    """Those of `services.yml` and `sla.yml` that there are."""
    covers_alerts: bool = False
    """Whether the site has a page of alerts."""
    withheld: int = 0
    """How many articles and pages are above the audience."""
    read: Callable[[str], bytes] = _no_file
    """Reads a file of the book again, by its path."""

    @cached_property
    def service_aliases(self) -> Mapping[str, str]:
        """Services by their other names; of two with the same the first by key has it, and no key is an alias."""
        aliases: dict[str, str] = {}
        for key, service in sorted(self.services.items()):
            for alias in service.aliases:
                if alias not in self.services:
                    aliases.setdefault(alias, key)
        return aliases

    @cached_property
    def timeline_places(self) -> Mapping[tuple[str | int, ...], tuple[int, int]]:
        """Line and column of each milestone that only a timeline says, by path and location in the front matter."""
        return {
            (article.path, "times", name): place
            for article in self.incidents
            for name, place in article.from_timeline.items()
        }

    def service_key(self, said: str) -> str:
        """Return a service's key for its key or one of its aliases; a name that is neither, as it is."""
        return said if said in self.services else self.service_aliases.get(said, said)

    def articles(self) -> Iterable[Article[Any]]:
        """Iterate over the articles of all kinds, each kind by path."""
        yield from self.incidents
        yield from self.known_issues
        yield from self.symptoms
        yield from self.runbooks
        yield from self.maintenance


def _source(path: str, content: bytes) -> Source:
    return read_source(path, content) if path.endswith(".md") else read_yaml(path, content)


def placed(book: Book, findings: Iterable[Finding]) -> Iterator[tuple[Finding, int, int]]:
    """Yield each finding with line and column, by path; each file concerned is read once more."""
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        by_path.setdefault(finding.path, []).append(finding)
    for path, group in sorted(by_path.items()):
        source = None
        for finding in group:
            line, column = finding.line, finding.column
            if not line:
                place = book.timeline_places.get((path, *finding.location))
                if place is None:
                    source = source or _source(path, book.read(path))
                    place = source.place_of(finding.location, value=finding.value)
                line, column = place
            yield finding, line, column


def located(book: Book, findings: Iterable[Finding]) -> list[Diagnostic]:
    """Look up where each finding stands."""
    return [
        diagnostic(finding.path, line, column, finding.code, finding.message, finding.hint)
        for finding, line, column in placed(book, findings)
    ]
