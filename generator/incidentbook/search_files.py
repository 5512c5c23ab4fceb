"""What the browser searches: the index in small files, of which a question fetches a few.

All are below `search/`, JSON or shards, and compressed, as most servers do not compress what they do not know. Which
files there are and what is in them depends on the book alone; `engine.js` reads them.
"""

import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache as cache_of
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from incidentbook.articles import Article
from incidentbook.book import Book
from incidentbook.facets import Facets, all_facets, facets_of, other_facets
from incidentbook.graph import Graph
from incidentbook.postings import shard_of, term_hash
from incidentbook.search_index import SearchIndex, joined
from incidentbook.search_overviews import OVERVIEWS, TOGETHER, day_of, overviews
from incidentbook.searchable import Searchable, all_searchable
from incidentbook.templating import address_of
from incidentbook.text import digest

FOLDER = "search"
FIX_LINES = 40
"""Of a workaround as much as fits a result."""
_STEP = 8


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
        articles = list(all_searchable(self._book))
        unknown = index.begin(articles)
        yield
        aliases = digest(*chain.from_iterable(sorted(self._book.service_aliases.items())))
        together: dict[int, list[Searchable]] = {}
        for article in articles:
            together.setdefault(index.slots[article.path] // TOGETHER, []).append(article)
        for number in sorted(together):
            # Copies, so that no more than a few texts are in memory at once.
            some = {index.slots[article.path]: replace(article) for article in together[number]}
            for article in some.values():
                if article.path in unknown:
                    index.put(article)
            key = digest(aliases, *(f"{slot} {article.digest}" for slot, article in some.items()))
            put(f"articles/{number}.bin", key, self._articles, some)
            yield
        yield from index.finish()
        made = cache_of(lambda: overviews(self._book, self._graph, index, dict(self._facets())))
        key = self._key_of_all(index)
        for name in OVERVIEWS:
            put(f"{name}.bin", key, lambda name: _json(made()[name]), name)
            yield
        yield from _shards(index, put)

    def _facets(self) -> Iterator[tuple[str, Facets]]:
        """Yield what filters ask of each article, by its path."""
        return ((found.path, found) for found in all_facets(self._book))

    def _articles(self, articles: Mapping[int, Searchable]) -> bytes:
        """Return the file of a few articles, by slot."""
        facets = {one.path: one for one in other_facets(self._book)}
        return _json({
            slot: _article(found, facets.get(found.path) or facets_of(self._by_path[found.path], self._book))
            for slot, found in articles.items()
        })  # fmt: skip

    @cached_property
    def _by_path(self) -> dict[str, Article[Any]]:
        return {article.path: article for article in self._book.articles()}

    def _key_of_all(self, index: SearchIndex) -> str:
        """Return a digest of all that `overviews` depends on: no article's text, and every one's front matter."""
        book = self._book
        return digest(
            *(f"{article.path} {article.said} {article.id}" for article in book.articles()),
            *(page.path for page in book.pages),
            repr(sorted(book.services.items())),
            repr(book.policy.severities),
            repr(index.frequent),
        )


def _article(article: Searchable, facets: Facets) -> dict[str, Any]:
    """Return what results say of an article, and its text."""
    return {
        "path": article.path,
        "url": address_of(article.path),
        "kind": article.kind,
        "id": article.id,
        "title": article.title,
        "severity": facets.severity,
        "status": facets.status,
        "date": day_of(facets.date),
        "services": facets.services,
        "lines": article.lines,
        "fix": article.texts.fix[:FIX_LINES],
    }


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
