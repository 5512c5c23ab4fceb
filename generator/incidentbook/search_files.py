"""What the browser searches: the index in small files, of which a question fetches a few.

All are below `search/`, JSON or shards, and compressed, as most servers do not compress what they do not know. Which
files there are and what is in them depends on the book alone; `engine.js` reads them.
"""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from incidentbook import weights
from incidentbook.addresses import service_path
from incidentbook.articles import Article
from incidentbook.asking import signature_leads
from incidentbook.book import Book
from incidentbook.graph import Graph
from incidentbook.instants import Instant
from incidentbook.kinds import KINDS
from incidentbook.kinds.incident.model import Incident
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.kinds.maintenance.model import Maintenance
from incidentbook.kinds.runbook.model import Runbook
from incidentbook.matching import alert_leads
from incidentbook.named_services import NamedServices
from incidentbook.postings import MOST, shard_of, term_hash
from incidentbook.search_index import SearchIndex, joined
from incidentbook.searchable import Searchable, all_searchable
from incidentbook.signatures import filing_words
from incidentbook.templating import address_of
from incidentbook.terms import LEFT_OUT
from incidentbook.text import digest

FOLDER = "search"
FORMAT = 1
TOGETHER = 4
"""Slots whose articles share a file: making files takes more time than fetching a little more."""
FIX_LINES = 40
"""Of a workaround as much as fits a result."""
EARLIER_INCIDENTS = 5
"""With the same alert, shown for it."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_STEP = 8
_WEIGHTS = (
    "REPEATED", "PAIR", "PAIRS", "PHRASE", "MOST_TERMS", "FEWEST_TERMS", "CHECKED", "LEAST_SHARE", "KIND_QUARTERS",
)  # fmt: skip
_OTHER_KINDS = {"service": "Services", "page": "Pages"}


Keep = Callable[[str, str], bool]
"""Asked, by the path and key of a file, whether it is there already."""


def keep_nothing(path: str, key: str) -> bool:
    """Write every file."""
    del path, key
    return False


class SearchFiles:
    """The files of a book's search."""

    def __init__(self, book: Book, graph: Graph) -> None:
        self._book = book
        self._graph = graph
        self.keys: dict[str, str] = {}
        """Of every file, once the steps are done: by its path in the site what it depends on, as a digest."""

    def steps(self, cache: Path | None, keep: Keep, write: Callable[[str, bytes], None]) -> Iterator[None]:
        """Bring the index up to date and write every file that is not there, in steps of a few milliseconds."""
        self.keys = {}

        def put(path: str, key: str, make: Callable[..., bytes], *of: Any) -> None:
            path = f"{FOLDER}/{path}"
            self.keys[path] = key
            if not keep(path, key):
                write(path, zlib.compress(make(*of), 6))

        index = SearchIndex(cache)
        unknown = index.begin(all_searchable(self._book))
        facts = dict(self._facts())
        yield
        together: dict[int, list[Searchable]] = {}
        for article in all_searchable(self._book):
            together.setdefault(index.slots[article.path] // TOGETHER, []).append(article)
        for number in sorted(together):
            # Copies, so that no more than a few texts are in memory at once.
            articles = {index.slots[article.path]: replace(article) for article in together[number]}
            for article in articles.values():
                if article.path in unknown:
                    index.put(article)
            about = [facts[article.path] for article in articles.values()]
            key = digest(*(article.digest for article in articles.values()), json.dumps(about))
            put(f"articles/{number}.bin", key, _articles, articles, about)
            yield
        yield from index.finish()
        for name, found in self._overviews(index, facts).items():
            content = _json(found)
            put(f"{name}.bin", digest(content), bytes, content)
            yield
        yield from _shards(index, put)

    def _overviews(self, index: SearchIndex, facts: Mapping[str, dict[str, Any]]) -> dict[str, object]:
        """Return the files that speak of all articles, by name."""
        articles = {article.path: article for article in all_searchable(self._book)}
        leads = list(signature_leads(self._graph, articles))
        services = sorted({key for about in facts.values() for key in about["services"]})
        labels: dict[str, list[tuple[str, str]]] = {
            "kind": [(kind.name, kind.plural) for kind in KINDS.values()] + list(_OTHER_KINDS.items()),
            "severity": list(self._book.policy.severities.items()),
            "status": [(status, status) for status in sorted({about["status"] for about in facts.values()} - {""})],
            "year": [
                (year, year) for year in sorted({about["date"][:4] for about in facts.values()} - {""}, reverse=True)
            ],
            "service": [
                (key, self._book.services[key].name or key if key in self._book.services else key) for key in services
            ],
        }
        return {
            "index": {
                "format": FORMAT,
                "count": index.count,
                "slots": index.size,
                "shards": index.shards,
                "together": TOGETHER,
                "frequent": index.frequent,
                "left_out": sorted(LEFT_OUT),
                "weights": {"MOST": MOST} | {name: getattr(weights, name) for name in _WEIGHTS},
                "kinds": labels["kind"],
                "severities": labels["severity"],
                "statuses": labels["status"],
                "years": [year for year, _ in labels["year"]],
                "services": labels["service"],
                "signature_words": filing_words(lead.signature for lead in leads),
            },
            "facets": _facets(index, facts, articles, {name: [key for key, _ in of] for name, of in labels.items()}),
            "match": {
                "together": TOGETHER,
                "alerts": [
                    [alert, *([index.slots[path] for path in paths] for paths in self._led_to(alert, facts))]
                    for alert in self._graph.alerts
                ],
                "services": NamedServices(self._book).by_name,
                "needs": {
                    key: service.depends_on for key, service in self._book.services.items() if service.depends_on
                },
            },
            "signatures": [[lead.signature, lead.title, [index.slots[path] for path in lead.paths]] for lead in leads],
            "open": [
                {
                    "id": incident.id,
                    "title": incident.title,
                    "url": address_of(incident.path),
                    **{key: facts[incident.path][key] for key in ("severity", "services")},
                    "started": str(incident.fields.earliest or ""),
                    "known_issues": [said.id for said in incident.fields.known_issues],
                    "alerts": incident.fields.alerts,
                    "symptoms": incident.fields.symptoms,
                }
                for incident in sorted(self._book.incidents, key=_newest_first)
                if incident.fields.open
            ],
        }

    def _led_to(self, alert: str, facts: Mapping[str, dict[str, Any]]) -> tuple[list[str], list[str]]:
        """Return what an alert leads to, and the newest incidents in which it fired."""
        fired = {self._graph.targets[name].path for name in self._graph.alerts[alert].incidents}
        found = [path for path in alert_leads(alert, self._graph) if path in facts and path not in fired]
        return found, sorted(fired, key=lambda path: (facts[path]["date"], path), reverse=True)[:EARLIER_INCIDENTS]

    def _facts(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield what filters and results say of each article, by its path."""
        for article in self._book.articles():
            yield article.path, _about(self._book, article)
        for page in self._book.pages:
            yield page.path, dict(_NOTHING)
        for key in self._book.services:
            yield service_path(key), {**_NOTHING, "services": [key]}


_NOTHING: dict[str, Any] = {"severity": "", "status": "", "date": "", "services": []}


def _about(book: Book, article: Article[Any]) -> dict[str, Any]:
    fields = article.fields
    about = dict(_NOTHING)
    if isinstance(fields, Incident):
        about |= {"severity": fields.severity or "", "status": fields.state, "date": _day(fields.earliest)}
    elif isinstance(fields, Maintenance):
        about |= {"status": fields.status, "date": _day(fields.begins)}
    elif isinstance(fields, KnownIssue):
        about |= {"status": fields.status, "date": _day(fields.last_reviewed)}
    elif isinstance(fields, Runbook):
        about["date"] = _day(fields.last_reviewed)
    services = getattr(fields, "services", ())
    about["services"] = list(dict.fromkeys(book.service_key(service.id) for service in services))
    return about


def _day(at: Instant | None) -> str:
    """Return a date in ISO form, as far as it was written."""
    if at is None:
        return ""
    return at.earliest.date().isoformat()[: {"YEAR": 4, "MONTH": 7}.get(at.precision.name, 10)]


def _articles(articles: Mapping[int, Searchable], about: Iterable[Mapping[str, Any]]) -> bytes:
    return _json(
        {slot: _article(*of) for slot, of in zip(articles, zip(articles.values(), about, strict=True), strict=True)}
    )


def _article(article: Searchable, about: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "path": article.path,
        "url": address_of(article.path),
        "kind": article.kind,
        "id": article.id,
        "title": article.title,
        **about,
        "lines": article.lines,
        "fix": article.texts.fix[:FIX_LINES],
    }


def _newest_first(incident: Article[Incident]) -> tuple[float, str]:
    earliest = incident.fields.earliest
    return -earliest.earliest.timestamp() if earliest is not None else 0.0, incident.path


def _facets(
    index: SearchIndex,
    facts: Mapping[str, Mapping[str, Any]],
    articles: Mapping[str, Searchable],
    labels: Mapping[str, list[str]],
) -> dict[str, Any]:
    """Return what filters ask of each slot: a digit of base 36 for a label, or a hyphen for none."""
    places = {name: {key: _base_36(at) for at, key in enumerate(keys)} for name, keys in labels.items()}
    columns = {name: ["-"] * index.size for name in ("kind", "severity", "status", "year")}
    services = [""] * index.size
    for path, slot in index.slots.items():
        about = facts[path]
        said = {
            "kind": articles[path].kind,
            "severity": about["severity"],
            "status": about["status"],
            "year": about["date"][:4],
        }
        for name, value in said.items():
            place = places[name].get(value, "-")
            columns[name][slot] = place if len(place) == 1 else "-"
        services[slot] = " ".join(places["service"][key] for key in about["services"])
    return {name: "".join(column) for name, column in columns.items()} | {"services": services}


def _base_36(number: int) -> str:
    return (_base_36(number // 36) if number >= 36 else "") + _DIGITS[number % 36]


def _shards(index: SearchIndex, put: Callable[..., None]) -> Iterator[None]:
    """Write the shards without their frequent terms, and of these each by itself."""
    frequent: dict[int, list[str]] = {}
    for term in index.frequent:
        frequent.setdefault(shard_of(term, index.shards), []).append(term)
    alone: dict[str, list[str]] = {}
    for number in range(index.shards):
        often = frequent.get(number, [])
        of_shard = index.digests.get(number, "")  # one without terms has a file, too: what is missing is a mistake
        put(f"words/{number:03x}.bin", digest(of_shard, *often), _shard, index, number, often)
        for term in often:
            alone.setdefault(f"{term_hash(term):08x}", []).append(term)
        if number % _STEP == 0:
            yield
    for name, terms in alone.items():
        key = digest(*(index.digests[shard_of(term, index.shards)] for term in terms))
        put(f"frequent/{name}.bin", key, _alone, index, terms)
        yield


def _shard(index: SearchIndex, number: int, without: list[str]) -> bytes:
    return joined({term: data for term, data in index.shard(number).items() if term not in without})


def _alone(index: SearchIndex, terms: list[str]) -> bytes:
    return joined({term: index.shard(shard_of(term, index.shards))[term] for term in terms})


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
