"""The two files beside the articles: services and what their teams agreed on."""

from collections.abc import Collection
from datetime import tzinfo
from typing import NamedTuple

from incidentbook.articles import AUDIENCES, Audience
from incidentbook.diagnostics import Diagnostic, diagnostic
from incidentbook.errors import IncidentbookError
from incidentbook.fields import Reading
from incidentbook.files import Files
from incidentbook.instants import zone_named
from incidentbook.parsing import audience_of, is_trusted
from incidentbook.policies import SCALE, Policy, lists_of
from incidentbook.services import Service
from incidentbook.settings import Settings
from incidentbook.source import Source, read_yaml
from incidentbook.validation import validated

SERVICES, POLICY = "services.yml", "sla.yml"


def site_zone(settings: Settings) -> tzinfo:
    """Return the site's time zone. Raises IncidentbookError where the setting names none."""
    try:
        return zone_named(settings.zone)
    except ValueError as error:
        raise IncidentbookError(f"The setting `zone`: {error}; write an IANA name, `Europe/London`.") from error


class Catalogue(NamedTuple):
    """The services that the audience may see, and the names of the others."""

    services: dict[str, Service]
    hidden: frozenset[str]
    """Keys and aliases."""


def read_services(files: Files, others: Collection[str], audience: Audience, found: list[Diagnostic]) -> Catalogue:
    """Read `services.yml` for an audience."""
    source = _yaml_file(files, others, SERVICES, found)
    services: dict[str, Service] = {}
    hidden: set[str] = set()
    whole, rank = is_trusted(source), AUDIENCES.index(audience)
    for name, data in sorted(source.data.items()):
        entry = data if isinstance(data, dict) else {}
        if data is not None and not isinstance(data, dict):
            line, column = source.place_of((name,))
            hint = f"Write `{name}: {{owner: …}}`, or keys below it."
            source.report(line, column, "KB203", f"The service `{name}` must be a mapping of keys to values", hint)
        service = validated(Service, entry, source, Reading(), at=(name,))
        if AUDIENCES.index(audience_of(entry, trusted=whole or "audience" in entry)) > rank:
            hidden |= {name, *service.aliases}
        else:
            services[name] = service
    found += source.diagnostics
    if not hidden:
        return Catalogue(services, frozenset())
    shown = {
        name: service.model_copy(
            update={
                "depends_on": tuple(one for one in service.depends_on if one not in hidden),
                "aliases": tuple(one for one in service.aliases if one not in hidden),
            }
        )
        for name, service in services.items()
    }
    return Catalogue(shown, frozenset(hidden - services.keys()))


def read_policy(
    files: Files, others: Collection[str], settings: Settings, hidden: Collection[str], found: list[Diagnostic]
) -> Policy:
    """Read `sla.yml`, without the agreements on services that are hidden."""
    source = _yaml_file(files, others, POLICY, found)
    said, calendars = source.data.get("severities"), source.data.get("calendars")
    lists = lists_of(
        said if isinstance(said, dict) and said else SCALE, calendars if isinstance(calendars, dict) else ()
    )
    policy = validated(Policy, source.data, source, Reading(site_zone(settings), {**settings.lists, **lists}))
    found += source.diagnostics
    if not hidden:
        return policy
    return policy.model_copy(
        update={
            "targets": tuple(target for target in policy.targets if target.service not in hidden),
            "availability": tuple(one for one in policy.availability if one.service not in hidden),
        }
    )


def _yaml_file(files: Files, others: Collection[str], path: str, found: list[Diagnostic]) -> Source:
    if path not in others:
        return Source(path)
    try:
        return read_yaml(path, files.read(path))
    except OSError as error:
        found.append(diagnostic(path, 1, 1, "KB117", f"The file cannot be read: {error.strerror or error}"))
        return Source(path)
