"""For each known issue a small file: how often its fix worked, when last, and whom to call. Scripts show it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic_core import to_json

from incidentbook.articles import Article
from incidentbook.evidence import trials_of_issue, weigh
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.services import Service
from incidentbook.templating import address_of
from incidentbook.views.contacts import Contact, contacts_of
from incidentbook.views.incident_list import iso_date
from incidentbook.views.service_names import ServiceNames
from incidentbook.views.track_record import article_target
from incidentbook.views.view import Shown, View


@dataclass(frozen=True, slots=True)
class LastSuccess:
    """The incident in which a fix worked last."""

    id: str
    url: str
    """From the root of the site."""
    date: str
    """As far as it is known: 2026-03-04, 2026-03, or nothing."""
    took_minutes: float | None


@dataclass(frozen=True, slots=True)
class Newer:
    """The known issue to read instead."""

    id: str
    url: str
    """From the root of the site."""
    title: str


@dataclass(frozen=True, slots=True)
class FixRecord:
    """What who has the problem now wants to know of a known issue's fix."""

    status: str
    worked: int
    partly: int
    tried: int
    """How often its outcome is known."""
    last: LastSuccess | None
    owner: str
    """Of the known issue, or else of its services."""
    contacts: tuple[Contact, ...]
    """Of its services."""
    superseded_by: Newer | None


def views(shown: Shown) -> Iterator[View]:
    """Yield a file for every known issue."""
    names = ServiceNames(shown.book)
    for issue in shown.book.known_issues:
        if shown.graph.leads_to(issue):
            record = fix_record(issue, shown, names)
            yield View(record_path(issue.id), "sheet.jinja", issue.id, {"sheet": to_json(record).decode()})


def record_path(issue_id: str) -> str:
    """Return the path of a known issue's file in the site."""
    return f"search/fixes/{issue_id.lower()}.json"


def fix_record(issue: Article[KnownIssue], shown: Shown, names: ServiceNames) -> FixRecord:
    """Return the record of a known issue."""
    fields, graph = issue.fields, shown.graph
    trials = trials_of_issue(graph.occurrences.get(issue.id, ()))
    evidence = weigh(article_target(issue), trials, repeat_window_days=shown.settings.repeat_window_days)
    last = None
    if evidence.last_worked is not None:
        incident, took = evidence.last_worked.incident, evidence.last_worked.took
        earliest = incident.fields.earliest
        last = LastSuccess(
            incident.id,
            address_of(incident.path),
            iso_date(earliest) if earliest is not None else "",
            took.total_seconds() / 60 if took is not None else None,
        )
    newer = graph.targets.get(fields.superseded_by or "")
    services = _services(issue, shown, names)
    owners = dict.fromkeys(service.owner for service in services.values() if service.owner)
    return FixRecord(
        status=fields.status,
        worked=evidence.worked,
        partly=evidence.partly,
        tried=evidence.tried,
        last=last,
        owner=fields.owner or ", ".join(owners),
        contacts=contacts_of_all(services),
        superseded_by=Newer(newer.name, address_of(newer.path), newer.title) if newer is not None else None,
    )


def _services(issue: Article[KnownIssue], shown: Shown, names: ServiceNames) -> dict[str, Service]:
    """Return the services of a known issue that the catalogue has, by what they are called."""
    keys = dict.fromkeys(names.key(used.id) for used in issue.fields.services)
    return {names.name(key): shown.book.services[key] for key in keys if key in shown.book.services}


def contacts_of_all(services: Mapping[str, Service]) -> tuple[Contact, ...]:
    """Return how to reach those who look after services, by what these are called; what is the same is said once."""
    found: dict[Contact, list[str]] = defaultdict(list)
    for name, service in services.items():
        for contact in contacts_of(service):
            found[contact].append(name)
    return tuple(
        contact if len(of) == len(services) else contact._replace(label=f"{contact.label} ({', '.join(of)})")
        for contact, of in found.items()
    )
