"""The catalogue files of Backstage, and what its API gives, as services: who owns them, and what they need."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from incidentbook.errors import IncidentbookError
from incidentbook.importers.imported import Remark, Written
from incidentbook.importers.payloads import read_documents
from incidentbook.text import shortened, slug
from incidentbook.yaml_text import Bounds, YamlText, documents

_AS_MEANT = Bounds(lenient=True)
"""Anchors and tags are no slips in these files."""
_KINDS = ("component", "resource")
"""What can break. Systems, domains, groups and users group them; an API is its provider's."""
_NOT_RUNNING = ("library", "documentation", "template")
_VERSIONS = re.compile(r"backstage\.io/v\d+(?:alpha\d+|beta\d+)?")


class Catalogue(NamedTuple):
    """Services by their keys, as an author would write them, and what is to be said of others."""

    services: dict[str, dict[str, Written]]
    remarks: tuple[Remark, ...]


class _Entity(NamedTuple):
    file: str
    line: int
    kind: str
    name: str
    metadata: Mapping[str, Any]
    spec: Mapping[str, Any]


def read_backstage(files: Iterable[tuple[str, bytes]]) -> Catalogue:
    """Read catalogue files, each with its name: YAML of one or several entities, or JSON.

    Raises IncidentbookError, with the place, for what is neither.
    """
    entities = [entity for file, content in files for entity in _entities(file, content)]
    providers = {api: one.name for one in entities for api in _names(one.spec.get("providesApis"))}
    remarks = list[Remark]()
    running = list(_running(entities, remarks))
    known = {one.name for one in running}
    services: dict[str, dict[str, Written]] = {}
    for one in sorted(running, key=lambda entity: (entity.name, entity.file, entity.line)):
        if one.name in services:
            remarks.append(Remark(one.file, one.line, f"`{one.name}` is described twice; the first by file was taken"))
            continue
        needs = [*_names(one.spec.get("dependsOn")), *_provided(one.spec.get("consumesApis"), providers)]
        needs = [name for name in dict.fromkeys(needs) if name != one.name]
        for name in needs:
            if name not in known:
                said = f"`{one.name}` depends on `{name}`, which is not among the services; that was left out"
                remarks.append(Remark(one.file, one.line, said))
        services[one.name] = _service(one, [name for name in needs if name in known])
    return Catalogue(services, tuple(sorted(remarks)))


def _entities(file: str, content: bytes) -> Iterator[_Entity]:
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{"):
        for document in read_documents(file, content):
            told = document.value if isinstance(document.value, list) else _items(document.value)
            yield from (_entity(file, document.line, one) for one in told)
        return
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise IncidentbookError(f"{file}, line {line}: this is not UTF-8; save the file as UTF-8.") from error
    for start, part in documents(text):
        read = YamlText(part, _AS_MEANT)
        if read.faults:
            fault = read.faults[0]
            place = f"{file}, line {start + fault.place.line + 1}, column {fault.place.column + 1}"
            raise IncidentbookError(f"{place}: {fault.message}. {fault.hint}".strip())
        if read.data:
            yield _entity(file, start + read.place_of(("kind",)).line + 1, read.data)


def _items(value: object) -> list[object]:
    """Return the entities of an answer of the API, or the one that it is."""
    items = value.get("items") if isinstance(value, dict) else None
    return items if isinstance(items, list) else [value]


def _entity(file: str, line: int, said: object) -> _Entity:
    place = f"{file}, line {line}" if line else file
    if not isinstance(said, Mapping) or not isinstance(said.get("kind"), str):
        raise IncidentbookError(
            f"{place}: this is no entity of Backstage: it must have `apiVersion`, `kind` and `metadata`."
        )
    version, metadata = said.get("apiVersion"), said.get("metadata")
    if not isinstance(version, str) or _VERSIONS.fullmatch(version) is None:
        raise IncidentbookError(
            f"{place}: `apiVersion: {shortened(str(version))}` is none of Backstage's, as `backstage.io/v1alpha1` is."
        )
    if not isinstance(metadata, Mapping) or not isinstance(metadata.get("name"), str) or not metadata["name"].strip():
        raise IncidentbookError(f"{place}: the entity has no `metadata.name`.")
    spec = said.get("spec")
    return _Entity(
        file, line, said["kind"].lower(), metadata["name"].strip(), metadata, spec if isinstance(spec, Mapping) else {}
    )


def _running(entities: Iterable[_Entity], remarks: list[Remark]) -> Iterator[_Entity]:
    for one in entities:
        sort = one.spec.get("type")
        if one.kind in _KINDS and sort not in _NOT_RUNNING:
            yield one
        elif one.kind in _KINDS:
            remarks.append(
                Remark(one.file, one.line, f"`{one.name}` is of the type {sort}, no service; it was left out")
            )


def _service(entity: _Entity, needs: list[str]) -> dict[str, Written]:
    metadata, spec = entity.metadata, entity.spec
    labels = metadata.get("labels")
    tier = str(labels.get("tier", "")) if isinstance(labels, Mapping) else ""
    title = _line(metadata.get("title"))
    said: dict[str, Written] = {
        "name": title if title != entity.name else "",
        "description": _line(metadata.get("description")),
        "owner": next(iter(_names([spec.get("owner")])), ""),
        "contacts": dict(_contacts(metadata.get("links"))),
        "tier": tier if tier.isascii() and tier.isdigit() and len(tier) < 4 else "",
        "depends_on": [*needs],
    }
    return {key: value for key, value in said.items() if value}


def _contacts(links: object) -> Iterator[tuple[str, Written]]:
    """Yield the links of an entity by their titles, each name once."""
    seen = set[str]()
    for link in links if isinstance(links, list) else []:
        url = _line(link.get("url")) if isinstance(link, Mapping) else ""
        if not url:
            continue
        name = slug(_line(link.get("title")) or _line(link.get("type"))) or "link"
        number = 2
        unique = name
        while unique in seen:
            unique, number = f"{name}-{number}", number + 1
        seen.add(unique)
        yield unique, url


def _provided(apis: object, providers: Mapping[str, str]) -> list[str]:
    """Return who provides APIs; of one that nobody does nothing is said."""
    return [providers[api] for api in _names(apis) if api in providers]


def _names(references: object) -> list[str]:
    """Return the names that references have: `payments` of `group:default/payments`."""
    told = references if isinstance(references, list) else [references]
    names = [re.split(r"[:/]", one)[-1].strip() for one in told if isinstance(one, str)]
    return [name for name in names if name]


def _line(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
