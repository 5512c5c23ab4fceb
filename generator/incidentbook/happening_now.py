"""Open incidents that something may be a part of: those that share a known issue, an alert, a symptom or a service."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from incidentbook.articles import Article
from incidentbook.book import Book
from incidentbook.kinds.incident.model import Incident


class OpenIncident(NamedTuple):
    """An open incident, and what it shares."""

    incident: Article[Incident]
    because: str
    """`KI-0007`, `alert X`, `symptom X`, `service X`, or `X, which it needs` for a service."""
    service: bool
    """Whether it shares no more than a service."""


class Shared(NamedTuple):
    """What an open incident may share, by ID or key."""

    known_issues: Collection[str] = ()
    alerts: Collection[str] = ()
    symptoms: Collection[str] = ()
    services: Collection[str] = ()


def open_incidents(book: Book, shared: Shared) -> list[OpenIncident]:
    """Return the open incidents that share something, what shares more than a service first, then the newest."""
    services = set(shared.services)
    needed = {key for name in services & book.services.keys() for key in book.services[name].depends_on}
    found = []
    for incident in book.incidents:
        fields = incident.fields
        if not fields.open:
            continue
        own = [book.service_key(service.id) for service in fields.services]
        becauses = (
            _first("{}", (said.id for said in fields.known_issues), shared.known_issues),
            _first("alert {}", fields.alerts, shared.alerts),
            _first("symptom {}", fields.symptoms, shared.symptoms),
            _first("service {}", own, services),
            _first("{}, which it needs", own, needed),
        )
        rank = next((at for at, because in enumerate(becauses) if because), None)
        if rank is not None:
            began = fields.earliest.earliest.timestamp() if fields.earliest is not None else 0.0
            found.append(((rank, -began, incident.path), OpenIncident(incident, becauses[rank], rank >= 3)))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _first(said: str, own: Iterable[str], wanted: Collection[str]) -> str:
    return next((said.format(name) for name in own if name in wanted), "")
