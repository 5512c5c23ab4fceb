"""What the browser must know of all articles at once: the labels of filters, what leads to what, what is open."""

from collections.abc import Iterable, Mapping
from typing import Any

from incidentbook import weights
from incidentbook.articles import Article
from incidentbook.asking import signature_leads
from incidentbook.book import Book
from incidentbook.facets import Facets
from incidentbook.graph import Graph
from incidentbook.instants import Instant, Precision
from incidentbook.kinds import KINDS
from incidentbook.kinds.incident.model import Incident
from incidentbook.matching import alert_leads
from incidentbook.named_services import NamedServices
from incidentbook.postings import MOST
from incidentbook.search_index import SearchIndex
from incidentbook.signatures import filing_words
from incidentbook.templating import address_of

OVERVIEWS = ("index", "facets", "match", "signatures", "open")
"""The names of these files."""
FORMAT = 2
"""Another number tells a page that was loaded before that it must be loaded again."""
TOGETHER = 4
"""Slots whose articles share a file: making files takes more time than fetching a little more."""
EARLIER_INCIDENTS = 5
"""With the same alert, shown for it."""
_WEIGHTS = (
    "REPEATED", "PAIR", "PAIRS", "PHRASE", "MOST_TERMS", "FEWEST_TERMS", "CHECKED", "LEAST_SHARE", "LEAST_OF_ALL",
    "LEAST_OF_LINE", "FEWEST_OF_LINE", "KIND_QUARTERS",
)  # fmt: skip
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_DAY_LETTERS = {Precision.YEAR: 4, Precision.MONTH: 7}

Labels = Mapping[str, list[tuple[str, str]]]
"""By facet the keys that articles have, in the order in which they are shown, each with what it is called."""


def overviews(book: Book, graph: Graph, index: SearchIndex, facets: Mapping[str, Facets]) -> dict[str, object]:
    """Return these files by name; `facets` are those of each article by its path."""
    labels = _labels(book, facets.values())
    leads = list(signature_leads(graph, facets))
    return {
        "index": {
            "format": FORMAT,
            "count": index.count,
            "slots": index.size,
            "shards": index.shards,
            "together": TOGETHER,
            "frequent": index.frequent,
            "weights": {"MOST": MOST} | {name: getattr(weights, name) for name in _WEIGHTS},
            "kinds": labels["kind"],
            "severities": labels["severity"],
            "statuses": labels["status"],
            "years": [year for year, _ in labels["year"]],
            "services": labels["service"],
            "signature_words": filing_words(lead.signature for lead in leads),
        },
        "facets": _columns(index, facets, labels),
        "match": {
            "together": TOGETHER,
            "alerts": [[alert, *_slots_of_alert(alert, graph, index, facets)] for alert in graph.alerts],
            "services": NamedServices(book).by_name,
            "needs": {key: service.depends_on for key, service in book.services.items() if service.depends_on},
        },
        "signatures": [[lead.signature, lead.title, [index.slots[path] for path in lead.paths]] for lead in leads],
        "open": [
            _open(incident, facets[incident.path])
            for incident in sorted(book.incidents, key=_newest_first)
            if incident.fields.open
        ],
    }


def day_of(at: Instant | None) -> str:
    """Return a date in ISO form, as far as it was written."""
    return at.earliest.date().isoformat()[: _DAY_LETTERS.get(at.precision, 10)] if at is not None else ""


def _labels(book: Book, facets: Iterable[Facets]) -> Labels:
    found = list(facets)
    services = sorted({key for one in found for key in one.services})
    named = {key: service.name or key for key, service in book.services.items()}
    return {
        "kind": [*((kind.name, kind.plural) for kind in KINDS.values()), ("service", "Services"), ("page", "Pages")],
        "severity": list(book.policy.severities.items()),
        "status": [(status, status) for status in sorted({one.status for one in found} - {""})],
        "year": [(year, year) for year in sorted({one.year for one in found} - {""}, reverse=True)],
        "service": [(key, named.get(key, key)) for key in services],
    }


def _columns(index: SearchIndex, facets: Mapping[str, Facets], labels: Labels) -> dict[str, Any]:
    """Return what filters ask of each slot: a digit of base 36 for a label, or a hyphen for none."""
    places = {name: {key: _base_36(at) for at, (key, _) in enumerate(of)} for name, of in labels.items()}
    columns = {name: ["-"] * index.size for name in ("kind", "severity", "status", "year")}
    services = [""] * index.size
    for path, slot in index.slots.items():
        for name, column in columns.items():
            place = places[name].get(getattr(facets[path], name), "-")
            column[slot] = place if len(place) == 1 else "-"
        services[slot] = " ".join(places["service"][key] for key in facets[path].services)
    return {name: "".join(column) for name, column in columns.items()} | {"services": services}


def _base_36(number: int) -> str:
    return (_base_36(number // 36) if number >= 36 else "") + _DIGITS[number % 36]


def _slots_of_alert(
    alert: str, graph: Graph, index: SearchIndex, facets: Mapping[str, Facets]
) -> tuple[list[int], list[int]]:
    """Return what an alert leads to, and the newest incidents in which it fired."""
    fired = {graph.targets[name].path for name in graph.alerts[alert].incidents}
    found = [path for path in alert_leads(alert, graph) if path in facets and path not in fired]
    newest = sorted(fired, key=lambda path: (day_of(facets[path].date), path), reverse=True)
    return [index.slots[path] for path in found], [index.slots[path] for path in newest[:EARLIER_INCIDENTS]]


def _open(incident: Article[Incident], facets: Facets) -> dict[str, Any]:
    fields = incident.fields
    return {
        "id": incident.id,
        "title": incident.title,
        "url": address_of(incident.path),
        "severity": facets.severity,
        "services": facets.services,
        "started": str(fields.earliest or ""),
        "known_issues": [said.id for said in fields.known_issues],
        "alerts": fields.alerts,
        "symptoms": fields.symptoms,
    }


def _newest_first(incident: Article[Incident]) -> tuple[float, str]:
    earliest = incident.fields.earliest
    return -earliest.earliest.timestamp() if earliest is not None else 0.0, incident.path
