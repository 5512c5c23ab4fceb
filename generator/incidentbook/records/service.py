"""The record of a service: who looks after it, what it hangs on, and what the book knows of it."""

from typing import Literal

from incidentbook.addresses import service_path
from incidentbook.records.shape import Record, ids_of, url_of
from incidentbook.services import Service
from incidentbook.views.view import Shown


class ServiceRecord(Record):
    """A service of the catalogue, or one that an article names."""

    kind: Literal["service"] = "service"
    """What sort of record this is."""
    id: str
    """Its key."""
    name: str
    """What people call it."""
    url: str
    """Of its page: absolute where the site knows its own address, else as seen from the site's root."""
    in_catalogue: bool
    """Whether the catalogue has it."""
    description: str
    """What it does."""
    owner: str | None
    """The team that looks after it."""
    contacts: dict[str, str]
    """How to reach the owner and where to look."""
    tier: int | None
    """How important it is; 1 is most."""
    aliases: tuple[str, ...]
    """Other names it appears under."""
    external: bool
    """Whether someone else runs it."""
    depends_on: tuple[str, ...]
    """Keys of the services it needs."""
    dependants: tuple[str, ...]
    """Keys of the services that need it."""
    incidents: tuple[str, ...]
    """IDs of the incidents that name it, newest first."""
    open_incidents: tuple[str, ...]
    """IDs of those that are open."""
    known_issues: tuple[str, ...]
    """IDs of the known issues that concern it."""
    symptoms: tuple[str, ...]
    """IDs of the symptoms that are seen in it."""
    runbooks: tuple[str, ...]
    """IDs of the runbooks for it."""
    maintenance: tuple[str, ...]
    """IDs of the maintenance that touches it."""


def service_record(key: str, shown: Shown) -> ServiceRecord:
    """Return the record of a service, which the catalogue or an article names."""
    book, links = shown.book, shown.graph.services[key]
    service = book.services.get(key, Service())
    return ServiceRecord(
        id=key,
        name=service.name or key,
        url=url_of(service_path(key), shown.site_url),
        in_catalogue=key in book.services,
        description=service.description,
        owner=service.owner,
        contacts=service.contacts,
        tier=service.tier,
        aliases=service.aliases,
        external=service.external,
        depends_on=tuple(map(book.service_key, service.depends_on)),
        dependants=links.dependants,
        incidents=ids_of(links.incidents),
        open_incidents=ids_of(one for one in links.incidents if one.fields.open),
        known_issues=ids_of(links.known_issues),
        symptoms=tuple(one.name for one in links.symptoms),
        runbooks=ids_of(links.runbooks),
        maintenance=ids_of(links.maintenance),
    )
