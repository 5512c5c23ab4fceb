"""The two files beside the articles: services and what their teams agreed on."""

from collections.abc import Collection
from datetime import tzinfo

from incidentbook.articles import AUDIENCES
from incidentbook.diagnostics import Diagnostic, diagnostic
from incidentbook.errors import IncidentbookError
from incidentbook.fields import Reading
from incidentbook.files import Files
from incidentbook.instants import zone_named
from incidentbook.policies import Policy
from incidentbook.services import Service
from incidentbook.settings import Settings
from incidentbook.source import Source, read_source
from incidentbook.validation import validated

SERVICES, POLICY = "services.yml", "sla.yml"


def site_zone(settings: Settings) -> tzinfo:
    """Return the site's time zone. Raises IncidentbookError where the setting names none."""
    try:
        return zone_named(settings.zone)
    except ValueError as error:
        raise IncidentbookError(
            f"The setting `zone`: {error}; write an IANA name, `Europe/London`."
        ) from error


def read_services(
    files: Files, others: Collection[str], audience: int, found: list[Diagnostic]
) -> tuple[dict[str, Service], set[str]]:
    """Return the services that the audience may see, and the names of the others."""
    source = _yaml_file(files, others, SERVICES, found)
    services: dict[str, Service] = {}
    hidden = set()
    for name, data in sorted(source.data.items()):
        entry = data if isinstance(data, dict) else {}
        if data is not None and not isinstance(data, dict):
            line, column = source.place_of((name,))
            source.report(line, column, "KB203", f"The service `{name}` must be a mapping of keys to values")
        service = validated(Service, entry, source, Reading(), at=(name,))
        unclear = "audience" in entry and entry["audience"] != service.audience
        if unclear or AUDIENCES.index(service.audience) > audience:
            hidden.add(name)
        else:
            services[name] = service
    shown = {
        name: service.model_copy(
            update={"depends_on": tuple(n for n in service.depends_on if n not in hidden)}
        )
        if hidden
        else service
        for name, service in services.items()
    }
    found += source.diagnostics
    return shown, hidden


def read_policy(files: Files, others: Collection[str], settings: Settings, found: list[Diagnostic]) -> Policy:
    source = _yaml_file(files, others, POLICY, found)
    policy = validated(Policy, source.data, source, Reading(site_zone(settings), settings.lists))
    found += source.diagnostics
    return policy


def _yaml_file(files: Files, others: Collection[str], path: str, found: list[Diagnostic]) -> Source:
    if path not in others:
        return Source(path)
    try:
        content = files.read(path)
    except OSError as error:
        found.append(diagnostic(path, 1, 1, "KB117", f"The file cannot be read: {error.strerror or error}"))
        return Source(path)
    source = read_source(path, b"---\n" + content.removeprefix(b"\xef\xbb\xbf") + b"\n---\n")
    source.yaml_line -= 1
    source.diagnostics = [found._replace(line=max(found.line - 1, 1)) for found in source.diagnostics]
    return source
