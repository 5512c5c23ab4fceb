"""Which file of a book each imported article is, or becomes."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from incidentbook.arrivals import placeholder
from incidentbook.article_edits import Uneditable, told_by
from incidentbook.book import Book
from incidentbook.import_records import Record, Records
from incidentbook.importers.imported import Imported
from incidentbook.kinds import KINDS
from incidentbook.numbering import NEW

_NONE: Records = {}


class Place(NamedTuple):
    """The file of an imported article."""

    path: str
    """In the book."""
    id: str
    """Until it has a number, one that stands for it."""
    is_new: bool
    record: Record | None
    """Of the last import."""


class Places:
    """The files of a book, of which each is at most one imported article."""

    def __init__(
        self,
        book: Book,
        exists: Callable[[str], bool],
        records: Records,
        others: Iterable[Records] = (),
        begun: Records = _NONE,
    ) -> None:
        """Look at a book, whose `exists` tells which paths are taken, with the records of this source and of others;
        `begun` is what an import that was broken off was going to remember.
        """
        self._book = book
        self._exists = exists
        self._records = records
        self._begun = begun
        self._ids = {article.path: article.id for article in book.articles()}
        self._paths = {name: path for path, name in reversed(self._ids.items())}
        self._taken = {*self._ids.values()}
        self._next: dict[str, int] = {}
        # That of a deleted article stays its own: another one there would be taken for it.
        self._claimed = {
            path.casefold()
            for one in (records, *others)
            for record in one.values()
            for path in (record.path, self._now(record) or record.path)
        }

    def id_of(self, record: Record) -> str:
        """Return the ID that an article has by now; empty where it was deleted from the book."""
        path = self._now(record)
        return self._ids.get(path, record.id) if path is not None else ""

    def of(self, imported: Imported, *, restore: bool = False) -> Place | None:
        """Return the file of an imported article; None if it was deleted from the book, unless it is to come back."""
        record = self._records.get(imported.key)
        if record is not None:
            path = self._now(record)
            if path is not None:
                return Place(path, self._ids.get(path, record.id), False, record)
            if not restore:
                return None
            return self._as_before(record) or self._unrecorded(imported)
        begun = self._begun.get(imported.key)
        if begun is not None and begun.path.casefold() not in self._claimed and (place := self._as_before(begun)):
            return place
        return self._unrecorded(imported)

    def record_of(self, imported: Imported) -> Record:
        """Return what is remembered of an article that was imported before."""
        return self._records[imported.key]

    def _now(self, record: Record) -> str | None:
        """Return where an article is now: where it was put, or wherever its ID has moved to."""
        moved = self._paths.get(record.id)
        there = self._ids.get(record.path)
        if there is None and moved is None:
            return record.path if self._exists(record.path) else None
        stays = there is not None and (there == record.id or moved is None or NEW.fullmatch(record.id) is not None)
        return record.path if stays else moved

    def _as_before(self, begun: Record) -> Place | None:
        """Return the place that an article had before it was deleted, or an import broken off, if that is free."""
        written = self._ids.get(begun.path) == begun.id
        if not written and (self._exists(begun.path) or begun.id in self._taken):
            return None
        self._claimed.add(begun.path.casefold())
        self._taken.add(begun.id)
        return Place(begun.path, begun.id, not written, begun if written else None)

    def _unrecorded(self, imported: Imported) -> Place:
        """Return a free path; or one that is there, no other imported article's, and looks like this very one."""
        first = f"{KINDS[imported.kind].folder}/{imported.name}"
        number = self._next.get(first, 1)  # of very many with one name each looks only at what is left
        while True:
            self._next[first] = number
            path = first if number == 1 else f"{first.removesuffix('.md')}-{number}.md"
            if path.casefold() not in self._claimed:
                if not self._exists(path):
                    self._claimed.add(path.casefold())
                    return Place(path, self._new_id(imported, path), True, None)
                if path in self._ids and self._may_be(path, imported):
                    self._claimed.add(path.casefold())
                    return Place(path, self._ids[path], False, None)
            number += 1

    def _may_be(self, path: str, imported: Imported) -> bool:
        """Whether a file says the same title or, if both have times, one of the same times."""
        try:
            said = told_by(path, self._book.read(path)).front_matter
        except (Uneditable, OSError):
            return False
        own, theirs = said.get("times"), imported.front_matter.get("times")
        if isinstance(own, dict) and isinstance(theirs, dict):
            return any(own.get(name) == value for name, value in theirs.items())
        return said.get("title") == imported.front_matter.get("title")

    def _new_id(self, imported: Imported, path: str) -> str:
        kind, said = KINDS[imported.kind], imported.front_matter.get("id")
        if kind.id_prefix is None:
            return path.rpartition("/")[2].removesuffix(".md")
        fits = isinstance(said, str) and kind.id_pattern.fullmatch(said) is not None and said not in self._taken
        name = said if fits and isinstance(said, str) else placeholder(imported, self._taken)
        self._taken.add(name)
        return name
