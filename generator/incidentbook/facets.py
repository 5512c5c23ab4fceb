"""What articles are told apart by beside their words, the same for every kind: services, severity, status, dates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from incidentbook.addresses import service_path
from incidentbook.articles import Article
from incidentbook.book import Book
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import Incident
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.kinds.maintenance.model import Maintenance
from incidentbook.kinds.runbook.model import Runbook
from incidentbook.kinds.symptom.model import Symptom

OPEN = "open"
"""A status that stands for all in which there is something left to do."""
TIMES = ("started", "detected", "mitigated", "resolved", "reviewed")


@dataclass(frozen=True, slots=True)
class Facets:
    """What filters ask of an article or page. What it does not say is empty."""

    path: str
    """Of its page."""
    kind: str
    """A kind of article, `service` or `page`."""
    id: str = ""
    services: tuple[str, ...] = ()
    """Keys, as in the catalogue."""
    severity: str = ""
    status: str = ""
    open: bool = False
    """Whether an incident is not resolved, or a known issue not fixed."""
    date: Instant | None = None
    """When it began; of a known issue or a runbook, when it was reviewed last."""
    times: dict[str, Instant] = field(default_factory=dict)
    """Those of `TIMES` that are known."""
    owners: tuple[str, ...] = ()
    """Who looks after it, or else after its services."""
    factors: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()

    @property
    def year(self) -> str:
        """Of the date."""
        return f"{self.date.earliest.year:04}" if self.date is not None else ""


def all_facets(book: Book) -> Iterator[Facets]:
    """Yield the facets of everything in a book that can be found."""
    for article in book.articles():
        yield facets_of(article, book)
    yield from other_facets(book)


def other_facets(book: Book) -> Iterator[Facets]:
    """Yield the facets of what is no article: ordinary pages and services."""
    for page in book.pages:
        yield Facets(page.path, "page")
    for key, service in book.services.items():
        yield Facets(service_path(key), "service", key, (key,), owners=(service.owner,) if service.owner else ())


def facets_of(article: Article[Any], book: Book) -> Facets:
    """Return the facets of an article."""
    fields = article.fields
    services = _each(book.service_key(service.id) for service in getattr(fields, "services", ()))
    owner = getattr(fields, "owner", None)
    owners = [owner] if owner else [book.services[key].owner or "" for key in services if key in book.services]
    date = _date(fields)
    return Facets(
        article.path,
        article.kind,
        article.id,
        services,
        severity=(fields.severity or "") if isinstance(fields, Incident) else "",
        status=_status(fields),
        open=_open(fields),
        date=date,
        times={name: at for name, at in _times(fields) if at is not None},
        owners=_each(filter(None, owners)),
        factors=fields.factors if isinstance(fields, Incident) else (),
        alerts=_each(_alerts(fields)),
    )


def _date(fields: object) -> Instant | None:
    if isinstance(fields, Incident):
        return fields.earliest
    if isinstance(fields, Maintenance):
        return fields.begins
    return fields.last_reviewed if isinstance(fields, (KnownIssue, Runbook)) else None


def _status(fields: object) -> str:
    if isinstance(fields, Incident):
        return fields.state
    return fields.status if isinstance(fields, (KnownIssue, Maintenance)) else ""


def _open(fields: object) -> bool:
    if isinstance(fields, KnownIssue):
        return fields.status not in {"fixed", "retired"}
    return isinstance(fields, Incident) and fields.open


def _times(fields: object) -> Iterator[tuple[str, Instant | None]]:
    """Yield its times by their names in `TIMES`."""
    if isinstance(fields, Incident):
        yield from ((name, getattr(fields.times, name)) for name in TIMES[:-1])
        yield "reviewed", fields.review.at if fields.review is not None else None
    elif isinstance(fields, Maintenance):
        yield "started", fields.actual.from_
        yield "resolved", fields.actual.to
    elif isinstance(fields, (KnownIssue, Runbook, Symptom)):
        yield "reviewed", fields.last_reviewed


def _alerts(fields: object) -> Iterator[str]:
    if isinstance(fields, (Incident, KnownIssue, Runbook, Symptom)):
        yield from fields.alerts
    for symptom in fields.symptoms if isinstance(fields, KnownIssue) else ():
        yield from symptom.alerts


def _each(values: Iterable[str]) -> tuple[str, ...]:
    """Return values in their order, each once."""
    return tuple(dict.fromkeys(values))
