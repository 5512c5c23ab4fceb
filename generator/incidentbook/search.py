"""What Whoosh does for search: articles by what they are, words by how they begin or are misspelt.

It does not rank (`asking` does). Its index is kept in a folder of the user's cache and brought up to date by articles.
Its table of contents is a pickle, and opening that runs what somebody wrote into it. So it is opened only where nobody
but this user can write to the folder, and only if the files in it are exactly those of the manifest that this very
program has left beside them, digests included. Anything else, and anything that Whoosh stumbles over, is thrown away
and made anew. Where the folder cannot be written, or another process holds it for long, the index is made in memory.
"""

import contextlib
import json
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import whoosh
from whoosh.fields import ID, KEYWORD, NUMERIC, Schema
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.formats import Existence
from whoosh.query import And, NumericRange, Or, Prefix, Term

from incidentbook.cache import read_sealed, write_sealed
from incidentbook.collector import resting
from incidentbook.facets import TIMES, Facets
from incidentbook.locks import locked
from incidentbook.query import NAMES, Filter, Span, named, span_of, words_in
from incidentbook.searchable import Searchable
from incidentbook.terms import LONGEST
from incidentbook.text import digest

PATIENCE_SECONDS = 60.0
"""Making the index of the largest book anew takes less, and who waits for that has it at once."""
_AT_ONCE = 1000
"""Articles that are written together."""
_FEW = 4
"""A fourth of the articles: when more have changed it takes less time to begin anew."""
_NEAREST, _FARTHEST = 1, 2
"""Letters in which a misspelt word differs."""
_SHORT = 5
"""In a word of so many letters two others make another word."""
_MANIFEST = "manifest.json"
_WHOOSH_LOCK = "MAIN_WRITELOCK"
_MEMORY_MB = 512


class Entry(NamedTuple):
    """An article as it is indexed."""

    searchable: Searchable
    facets: Facets

    @property
    def digest(self) -> str:
        """Changes whenever what is indexed does."""
        # The catalogue says which services and owners they are; all else is the article's own.
        return digest(self.searchable.digest, *self.facets.services, "", *self.facets.owners)


Each = Callable[[Sequence[Entry]], Iterable[Entry]]
"""Goes through entries, and tells somebody who waits how far it has come."""


class Finder:
    """The index, opened."""

    def __init__(self, index: Any) -> None:
        """Read an index of Whoosh as it is now; what is done to its files later does not matter."""
        self._searcher = index.searcher()
        self._reader = self._searcher.reader()

    def matching(self, filters: Iterable[Filter]) -> frozenset[str]:
        """Return the paths of all articles that filters let through."""
        found = set(self._reader.all_doc_ids())
        for one in filters:
            these = set(self._searcher.docs_for_query(_query(one)))
            found = found - these if one.excluded else found & these
        return frozenset(self._reader.stored_fields(number)["path"] for number in found)

    def beginning(self, letters: str) -> list[str]:
        """Return the words of the book that begin with some letters, the most frequent first."""
        return self._by_frequency(set(self._reader.expand_prefix("words", letters)))

    def like(self, word: str) -> list[str]:
        """Return the words of the book that one may be misspelt for, the nearest first, of these the most frequent."""
        found: dict[str, None] = {}
        if len(word) > LONGEST:  # no word is, and Whoosh takes a long time to see that
            return []
        for letters in (_NEAREST, _FARTHEST) if len(word) > _SHORT else (_NEAREST,):
            # One part of the index after the other: asked for all together Whoosh takes fifty times as long.
            these = {
                near for part, _ in self._reader.leaf_readers() for near in part.terms_within("words", word, letters)
            }
            found |= dict.fromkeys(self._by_frequency(these - found.keys()))
        return list(found)

    def _by_frequency(self, words: Iterable[str | bytes]) -> list[str]:
        said = {word.decode() if isinstance(word, bytes) else word for word in words}
        found_in = {word: self._found_in(word) for word in said}
        return sorted(filter(found_in.get, said), key=lambda word: (-found_in[word], word))

    def _found_in(self, word: str) -> int:
        """Return in how many articles a word is. Whoosh counts what was deleted until it rewrites that part."""
        if not self._reader.has_deletions():
            return int(self._reader.doc_frequency("words", word))
        return sum(1 for _ in self._reader.postings("words", word).all_ids())


def finder_of(entries: Sequence[Entry], folder: Path | None = None, each: Each = iter) -> Finder:
    """Return the index of articles, brought up to date if one is kept in the folder; `None` is in memory."""
    with resting():
        if folder is not None:
            with contextlib.suppress(OSError):
                folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                with locked(folder.with_name(f"{folder.name}.lock"), PATIENCE_SECONDS):
                    return Finder(_kept(folder, entries, each))
        return Finder(_made(RamStorage(), entries, each))


def _kept(folder: Path, entries: Sequence[Entry], each: Each) -> Any:
    """Return the index of a folder that nobody else writes to meanwhile. Raises OSError where it cannot be written."""
    now = {entry.searchable.path: entry.digest for entry in entries}
    index, known = None, _trusted(folder)
    if known is not None:
        with contextlib.suppress(Exception):  # whatever is wrong with it: it is made anew
            index = _updated(FileStorage(folder).open_index(schema=_schema()), known, now, entries, each)
    if index is None:
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)
        else:
            folder.unlink(missing_ok=True)
        folder.mkdir(mode=0o700)
        index, known = _made(FileStorage(folder), entries, each), None
    if now != known:
        files = {path.name: digest(path.read_bytes()) for path in _files(folder)}
        manifest = {"whoosh": whoosh.versionstring(), "files": files, "articles": now}
        write_sealed(folder / _MANIFEST, json.dumps(manifest).encode())
    return index


def _trusted(folder: Path) -> dict[str, str] | None:
    """Return the digests of the articles in an index that may be opened; None where it may not."""
    try:
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or (hasattr(os, "getuid") and not _only_ours(status)):
            return None
        manifest = json.loads(read_sealed(folder / _MANIFEST) or b"{}")
        if manifest.get("whoosh") != whoosh.versionstring():
            return None
        if {path.name: digest(path.read_bytes()) for path in _files(folder)} != manifest["files"]:
            return None
    except (OSError, ValueError):
        return None
    articles: dict[str, str] = manifest["articles"]
    return articles


def _only_ours(status: os.stat_result) -> bool:
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _files(folder: Path) -> Iterator[Path]:
    """Yield what Whoosh may read. It opens the newest table of contents that it finds, so none may be left out."""
    yield from (path for path in folder.iterdir() if path.name not in {_MANIFEST, _WHOOSH_LOCK})


def _made(storage: Any, entries: Sequence[Entry], each: Each) -> Any:
    """Make an index anew."""
    index = storage.create_index(_schema())
    rest = iter(each(entries))
    for _ in range(0, len(entries), _AT_ONCE):
        writer = index.writer(limitmb=_MEMORY_MB)
        for _, entry in zip(range(_AT_ONCE), rest, strict=False):
            _add(writer, entry)
        writer.commit(merge=False)
    return index


def _updated(
    index: Any, known: dict[str, str], now: dict[str, str], entries: Sequence[Entry], each: Each
) -> Any | None:
    """Bring an index up to date; None where it is better made anew."""
    gone = [path for path, before in known.items() if now.get(path) != before]
    come = [entry for entry in entries if known.get(entry.searchable.path) != now[entry.searchable.path]]
    if not gone and not come:
        return index
    # Whoosh only marks what is deleted, and goes on reading it.
    if len(gone) + len(come) + index.doc_count_all() - index.doc_count() > len(now) // _FEW:
        return None
    writer = index.writer(limitmb=_MEMORY_MB)
    for path in gone:
        writer.delete_by_term("path", path)
    for entry in each(come):
        _add(writer, entry)
    writer.commit()
    return index


def _add(writer: Any, entry: Entry) -> None:
    facets = entry.facets
    fields: dict[str, Any] = {key: [value.lower() for value in values] for key, values in named(facets) if values}
    for name, at in facets.times.items():
        fields[f"{name}_first"], fields[f"{name}_last"] = span_of(at)
    words = dict.fromkeys(word for text in entry.searchable.fields.values() for word in words_in(text))
    writer.add_document(path=facets.path, words=list(words), **fields)


def _schema() -> Any:
    minutes = {f"{name}_{end}": NUMERIC(int, bits=64, shift_step=0) for name in TIMES for end in ("first", "last")}
    return Schema(path=ID(unique=True, stored=True), words=_given(), **{name: _given() for name in NAMES}, **minutes)


def _given() -> Any:
    """Return the type of a field whose words are given as they are, of which nothing is kept but that they are there.

    It is called scorable because Whoosh looks for the file of lengths once for every word, if there is none.
    """
    field = KEYWORD(scorable=True)
    field.format = Existence()
    return field


def _query(one: Filter) -> Any:
    return Or([
        *(Term(one.key, name) for name in one.names),
        *(Prefix(one.key, letters) for letters in one.beginnings),
        *(_within(one.key, span) for span in one.spans),
    ])  # fmt: skip


def _within(name: str, span: Span) -> Any:
    """Return what finds times that may be in a stretch: those that do not end before it and do not begin after it."""
    first, last = span
    return And([NumericRange(f"{name}_last", first, None), NumericRange(f"{name}_first", None, last)])
