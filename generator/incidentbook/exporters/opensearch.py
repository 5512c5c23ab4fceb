"""What can be searched, for an index of OpenSearch or Elasticsearch: its mapping, and a file for the bulk interface.

https://docs.opensearch.org/latest/api-reference/document-apis/bulk/
"""

import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from incidentbook.facets import TIMES, Facets, all_facets
from incidentbook.instants import Instant
from incidentbook.records.shape import url_of
from incidentbook.searchable import FIELDS, Searchable, all_searchable
from incidentbook.text import digest
from incidentbook.views.view import Shown

SUMMARY = "What can be searched: a mapping, and a file for the bulk interface."
IS_FOLDER = True

_LONGEST_ID_BYTES = 512
_KEYWORDS = ("kind", "id", "services", "severity", "status", "owners", "factors", "alerts")
Json = dict[str, Any]


def files(shown: Shown) -> Mapping[str, bytes]:
    """Return the mapping to create an index with, and two lines for each document.

    The lines name no index, so that the address they are sent to does: `POST /<index>/_bulk`.
    """
    facets = {one.path: one for one in all_facets(shown.book)}
    lines = []
    for found in sorted(all_searchable(shown.book), key=lambda one: one.path):
        lines += [{"index": {"_id": _document_id(found.path)}}, _document(found, facets[found.path], shown)]
    bulk = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
    return {"bulk.ndjson": bulk.encode(), "mapping.json": f"{json.dumps(_mapping(), indent=2)}\n".encode()}


def _document_id(path: str) -> str:
    return path if len(path.encode()) <= _LONGEST_ID_BYTES else digest(path)


def _document(found: Searchable, facets: Facets, shown: Shown) -> Json:
    document: Json = {
        "kind": found.kind,
        "id": found.id,
        "url": url_of(found.path, shown.site_url),
        "services": facets.services,
        "severity": facets.severity,
        "status": facets.status,
        "open": facets.open,
        "owners": facets.owners,
        "factors": facets.factors,
        "alerts": facets.alerts,
        "date": _moment(facets.date) if facets.date is not None else None,
        "times": {name: _moment(at) for name, at in facets.times.items()},
        "text": dict(found.fields),
    }
    return {key: value for key, value in document.items() if value not in (None, "", (), {})}


def _moment(instant: Instant) -> str:
    """Return when something happened, or the first moment of when it may have."""
    return instant.earliest.astimezone(UTC).isoformat(timespec="seconds")


def _mapping() -> Json:
    properties: Json = {key: {"type": "keyword", "ignore_above": 1024} for key in _KEYWORDS}
    properties |= {"url": {"type": "keyword", "index": False}, "open": {"type": "boolean"}, "date": {"type": "date"}}
    properties["times"] = {"properties": {name: {"type": "date"} for name in TIMES}}
    properties["text"] = {"properties": {name: {"type": "text"} for name in FIELDS}}
    properties["text"]["properties"]["title"] = {
        "type": "text",
        "fields": {"raw": {"type": "keyword", "ignore_above": 1024}},
    }
    return {"mappings": {"dynamic": "strict", "properties": properties}}
