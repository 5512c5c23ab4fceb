"""The index of a book: in which articles a term is, kept in the user's cache folder and brought up to date by articles.

It is what the browser's files are written from and what the terminal asks, so that both know the same. Two files are
kept: the *shards*, the postings of terms by the terms' hash, and each article's own postings, by which it is taken out
of the shards again. What is damaged, or was left by another version of this program, is made anew.
"""

import json
from array import array
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from incidentbook.cache import read_sealed, write_sealed
from incidentbook.postings import (
    NOWHERE,
    Postings,
    amended,
    decoded,
    encoded,
    number_at,
    postings_of,
    shard_count,
    shard_of,
    slots_of,
    table_size,
    varint,
)
from incidentbook.ranking import NOT_FREQUENT, class_of
from incidentbook.searchable import Searchable
from incidentbook.text import digest

ID_MARK = "#"
"""Stands before an ID that is looked up like a term; no term of a text has it."""
_FEW = 4
"""A fourth of the articles: when more have changed it takes less time to begin anew."""
_STEP = 256

Shard = dict[str, bytes]
"""The encoded postings of terms."""


class _Own(NamedTuple):
    """What is kept of an article: its terms, parted by spaces, and two bytes for each."""

    path: str
    digest: str
    terms: str
    two: bytes

    def postings(self) -> Iterator[tuple[str, int]]:
        return zip(self.terms.split(), array("H", self.two), strict=True)


class SearchIndex:
    """The postings of all terms of a book.

    To bring it up to date, `begin` says which articles it does not know, `put` takes each of them, and `finish` does
    the rest, step by step.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Read what is kept in a folder, if there is one."""
        self._folder = folder
        self.slots: Mapping[str, int] = {}
        """By path of the page."""
        self.frequent: Mapping[str, int] = {}
        """Terms that more than one of sixteen articles have, sorted, with their class."""
        self.digests: Mapping[int, str] = {}
        """Of each shard that has terms."""
        self._articles: dict[int, tuple[str, str]] = {}
        self._shards: dict[int, bytes] = {}
        self._own: dict[int, _Own] | None = None
        self._new: dict[int, _Own] = {}
        if folder is not None and (content := read_sealed(folder / "shards.bin")) is not None:
            self._read(content)

    @property
    def count(self) -> int:
        """How many articles there are."""
        return len(self.slots)

    @property
    def size(self) -> int:
        """How many slots there are."""
        return table_size(self.count)

    @property
    def shards(self) -> int:
        """How many shards there are."""
        return shard_count(self.count)

    @property
    def paths(self) -> dict[int, str]:
        """Paths by slot."""
        return {slot: path for path, slot in self.slots.items()}

    def begin(self, found: Iterable[Searchable]) -> frozenset[str]:
        """Take all articles that there are; return the paths of those that must be put."""
        self._now = {article.path: article.digest for article in found}
        self.slots = slots_of(self._now)
        known = dict(self._articles.values())
        if known != self._now and not self._kept_own():
            self._articles, known = {}, {}
        return frozenset(path for path, now in self._now.items() if known.get(path) != now)

    def put(self, article: Searchable) -> None:
        """Take in an article."""
        postings = postings_of(article.fields)
        if article.id and not any(map(str.isspace, article.id)):
            postings[ID_MARK + article.id.lower()] = 1 << 8
        terms = sorted(postings)
        two = array("H", map(postings.__getitem__, terms)).tobytes()
        self._new[self.slots[article.path]] = _Own(article.path, article.digest, " ".join(terms), two)

    def finish(self) -> Iterator[None]:
        """Bring everything up to date, in steps of a few milliseconds."""
        now = {slot: (path, self._now[path]) for path, slot in self.slots.items()}
        if now == self._articles:
            return
        before = self._kept_own()
        places = {entry: slot for slot, entry in self._articles.items()}
        own = self._new | {
            slot: before[places[entry]] for slot, entry in now.items() if slot not in self._new and entry in places
        }
        gone = [slot for slot, entry in self._articles.items() if now.get(slot) != entry]
        come = [slot for slot, entry in now.items() if self._articles.get(slot) != entry]
        yield
        if table_size(len(self._articles)) != self.size or len(gone) + len(come) > len(now) // _FEW:
            changed = yield from _inverted(own, self.shards)
            self._shards, self.digests = {}, {}
        else:
            changed = self._amended({slot: before[slot] for slot in gone}, {slot: own[slot] for slot in come})
            yield
        for number, shard in changed.items():
            self._shards[number] = joined(shard)
            if number % _STEP == 0:
                yield
        self.digests = {
            number: digest(data) if number in changed else self.digests[number]
            for number, data in sorted(self._shards.items())
            if data
        }
        self.frequent = yield from self._frequent(None if len(now) != len(self._articles) else changed)
        self._articles, self._own, self._new = now, own, {}
        yield
        self._keep(own)

    def postings(self, term: str) -> Postings | None:
        """Return in which articles a term is; None for one that is in none."""
        data = self.shard(shard_of(term, self.shards)).get(term)
        return decoded(data) if data is not None else None

    def shard(self, number: int) -> Shard:
        """Return the terms of a shard, sorted, with their encoded postings."""
        return _parted(self._shards.get(number, b""))

    def terms_of(self, path: str) -> list[str]:
        """Return the terms of an article, sorted."""
        return self._kept_own()[self.slots[path]].terms.split()

    def _amended(self, gone: Mapping[int, _Own], come: Mapping[int, _Own]) -> dict[int, Shard]:
        """Return the shards that change when some articles are taken out and others put in."""
        changes: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for slot, own in gone.items():
            for term, _ in own.postings():
                changes[term][slot] = 0
        for slot, own in come.items():
            for term, two in own.postings():
                changes[term][slot] = two
        shards: dict[int, Shard] = {}
        for term, slots in changes.items():
            number = shard_of(term, self.shards)
            if number not in shards:
                shards[number] = self.shard(number)
            data = shards[number].get(term)
            left = amended(decoded(data) if data is not None else NOWHERE, slots)
            if left.slots:
                shards[number][term] = encoded(left)
            else:
                del shards[number][term]
        return {number: dict(sorted(shard.items())) for number, shard in shards.items()}

    def _frequent(self, changed: Mapping[int, Shard] | None) -> Generator[None, None, dict[str, int]]:
        """Return the frequent terms; only those of changed shards are counted again, if it is known which these are."""
        frequent = {}
        if changed is not None:
            unchanged = (term for term in self.frequent if shard_of(term, self.shards) not in changed)
            frequent = {term: self.frequent[term] for term in unchanged}
        for number in self._shards if changed is None else changed:
            for term, data in self.shard(number).items():
                class_ = class_of(number_at(data, 0)[0], self.count)
                if class_ < NOT_FREQUENT and not term.startswith(ID_MARK):
                    frequent[term] = class_
            if number % _STEP == 0:
                yield
        return dict(sorted(frequent.items()))

    def _kept_own(self) -> Mapping[int, _Own]:
        """Return what is kept of each article that is in the shards."""
        if self._own is None:
            content = (
                read_sealed(self._folder / "articles.bin") if self._folder is not None and self._articles else None
            )
            own = _own_of(content) if content is not None else {}
            if {slot: (one.path, one.digest) for slot, one in own.items()} != self._articles:
                own = {}
            self._own = own
        return self._own

    def _keep(self, own: Mapping[int, _Own]) -> None:
        if self._folder is None:
            return
        head = {
            "articles": [[slot, *entry] for slot, entry in self._articles.items()],
            "frequent": self.frequent,
            "shards": [[number, digest, len(self._shards[number])] for number, digest in self.digests.items()],
        }
        write_sealed(self._folder / "shards.bin", _with_head(head, [self._shards[number] for number in self.digests]))
        rows = [[slot, one.path, one.digest, len(one.terms.encode()), len(one.two)] for slot, one in own.items()]
        blobs = [blob for one in own.values() for blob in (one.terms.encode(), one.two)]
        write_sealed(self._folder / "articles.bin", _with_head(rows, blobs))

    def _read(self, content: bytes) -> None:
        head, at = _head_of(content)
        self._articles = {slot: (path, digest) for slot, path, digest in head["articles"]}
        self.frequent = head["frequent"]
        digests = {}
        for number, shard_digest, length in head["shards"]:
            self._shards[number] = content[at : at + length]
            digests[number] = shard_digest
            at += length
        self.digests = digests


def index_of(found: Iterable[Searchable], folder: Path | None = None) -> SearchIndex:
    """Return the index of articles, brought up to date if one is kept in the folder."""
    articles = list(found)
    index = SearchIndex(folder)
    unknown = index.begin(articles)
    for article in articles:
        if article.path in unknown:
            index.put(article)
    for _ in index.finish():
        pass
    return index


def _inverted(own: Mapping[int, _Own], shards: int) -> Generator[None, None, dict[int, Shard]]:
    """Return all shards, made anew."""
    slots: defaultdict[str, list[int]] = defaultdict(list)
    impacts: defaultdict[str, bytearray] = defaultdict(bytearray)
    near: defaultdict[str, bytearray] = defaultdict(bytearray)
    for done, slot in enumerate(sorted(own)):
        for term, two in own[slot].postings():
            slots[term].append(slot)
            impacts[term].append(two >> 8)
            near[term].append(two & 255)
        if done % _STEP == 0:
            yield
    found: dict[int, Shard] = {number: {} for number in range(shards)}
    for done, term in enumerate(sorted(slots)):
        postings = Postings(slots[term], bytes(impacts[term]), bytes(near[term]))
        found[shard_of(term, shards)][term] = encoded(postings)
        if done % (8 * _STEP) == 0:
            yield
    return found


def joined(shard: Mapping[str, bytes]) -> bytes:
    """Return a shard as the browser reads it: each term and its postings, both with their length before them."""
    parts = []
    for term, data in shard.items():
        name = term.encode()
        parts += [varint(len(name)), name, varint(len(data)), data]
    return b"".join(parts)


def _parted(data: bytes) -> Shard:
    shard, at = {}, 0
    while at < len(data):
        length, at = number_at(data, at)
        term, at = data[at : at + length].decode(), at + length
        length, at = number_at(data, at)
        shard[term], at = data[at : at + length], at + length
    return shard


def _with_head(head: object, blobs: Iterable[bytes]) -> bytes:
    written = json.dumps(head, separators=(",", ":")).encode()
    return b"".join([len(written).to_bytes(8, "big"), written, *blobs])


def _head_of(content: bytes) -> tuple[Any, int]:
    end = 8 + int.from_bytes(content[:8], "big")
    return json.loads(content[8:end]), end


def _own_of(content: bytes) -> dict[int, _Own]:
    rows, at = _head_of(content)
    own = {}
    for slot, path, digest_, terms, two in rows:
        middle, end = at + terms, at + terms + two
        own[slot] = _Own(path, digest_, content[at:middle].decode(), content[middle:end])
        at = end
    return own
