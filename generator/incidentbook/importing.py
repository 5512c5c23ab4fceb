"""What an import does to a book: which files it makes, which it changes and how, and what only a person can decide.

Everything is prepared before the first file is written.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, cast

from incidentbook.arrivals import resolved, tidied
from incidentbook.article_edits import Uneditable, edited, new_file, told_by
from incidentbook.book import Book
from incidentbook.catalogue import POLICY, SERVICES
from incidentbook.files import Folder
from incidentbook.import_effects import (
    Clash,
    Effects,
    Entry,
    Untouched,
    all_records,
    attach,
    begun_records,
    content_of,
    inside,
    line_of,
    remember,
)  # fmt: skip
from incidentbook.import_places import Place, Places
from incidentbook.import_records import Record
from incidentbook.imported_services import add_services
from incidentbook.imported_values import Fitted, fitted
from incidentbook.importers.imported import Imported, Remark
from incidentbook.kinds import KINDS
from incidentbook.merging import Told, base_of, merge, sections_of_text
from incidentbook.numbering import GivenNumbers, waiting
from incidentbook.project import Project
from incidentbook.rules.subject import contacts_of
from incidentbook.settings import Settings
from incidentbook.written_files import replacing, write_new
from incidentbook.yaml_text import Data


class Unnumbered(NamedTuple):
    """Why new articles get no numbers."""

    reason: str


@dataclass(frozen=True)
class Wanted:
    """How to import."""

    source: str
    """`pagerduty`; what is remembered about it has this name."""
    earlier: Callable[[], Iterable[bytes]] | Unnumbered = tuple
    """Gives articles of former times, whose numbers are not given again."""
    restore: bool = False
    """Whether what was deleted from the book comes back."""


Begin = Callable[[str, int], Callable[[], None]]
"""Is told what begins and how many steps that has, and returns what is called at each."""


def _nobody_looks(_: str, __: int) -> Callable[[], None]:
    return lambda: None


class _Arrival(NamedTuple):
    """An imported article that has its place in the book."""

    imported: Imported
    place: Place


def prepare(
    project: Project,
    settings: Settings,
    book: Book,
    imported: Iterable[Imported],
    wanted: Wanted,
    begin: Begin = _nobody_looks,
) -> Effects:
    """Find out what an import does. Nothing is written.

    `book` is the project's, as whoever may read everything sees it. `begin` is told of each stage. Raises
    IncidentbookError where something leads out of the book or what was imported last cannot be read.
    """
    done = Effects()
    articles = _each_once(imported, contacts_of(book), done.remarks)
    others = all_records(project)
    records = others.pop(wanted.source, {})
    begun = begun_records(project, wanted.source)
    places = Places(book, lambda path: os.path.lexists(project.book / path), records, others.values(), begun)
    arrivals = list(_arrivals(articles, places, done, restore=wanted.restore))
    ids = {one.imported.key: one.place.id for one in arrivals}
    for told in (*others.values(), records):
        ids = {**{key: name for key, record in told.items() if (name := places.id_of(record))}, **ids}
    fits, loaded = _fits(project, settings, arrivals, ids, done.remarks, begin("Preparing", len(arrivals)))
    given = [record.id for one in (*others.values(), records) for record in one.values()]
    numbers = _numbers(book, loaded, arrivals, given, wanted)
    kept = dict(records)
    step = begin("Comparing", len(arrivals))
    for one, fit in zip(arrivals, fits, strict=True):
        front_matter = resolved(fit.front_matter, numbers, ()).front_matter
        entry = Entry(one.imported.key, numbers.get(one.place.id, one.place.id), one.place.path)
        kept[entry.key] = _settle(project, one, entry, fit._replace(front_matter=front_matter), done)
        step()
    add_services(project.book, book, loaded, done)
    remember(project, wanted.source, kept, done)
    done.remarks[:] = sorted(set(done.remarks))
    return done


def write(effects: Effects) -> None:
    """Write what was prepared: all of it, or nothing. What a killed run has begun, the next one finishes."""
    with replacing(effects.contents, effects.made) as put:
        if effects.begun is not None:
            path, content = effects.begun
            path.unlink(missing_ok=True)
            write_new(path, content)
        put()
    if effects.begun is not None:
        effects.begun[0].unlink(missing_ok=True)


def _each_once(imported: Iterable[Imported], contacts: Collection[str], remarks: list[Remark]) -> list[Imported]:
    """Return the articles in order of their keys. Of what the source tells several times the last one counts."""
    found: dict[str, Imported] = {}
    for one in imported:
        tidy = tidied(one, contacts)
        remarks += tidy.remarks
        if tidy.key in found and found[tidy.key] != tidy:
            remarks.append(Remark(tidy.key, 0, "The source tells this several times; the last one was taken"))
        found[tidy.key] = tidy
    return [one for _, one in sorted(found.items())]


def _arrivals(articles: Iterable[Imported], places: Places, done: Effects, *, restore: bool) -> Iterator[_Arrival]:
    for one in articles:
        place = places.of(one, restore=restore)
        if place is not None:
            yield _Arrival(one, place)
        else:
            record = places.record_of(one)
            done.deleted.append(Entry(one.key, record.id, record.path))


def _fits(
    project: Project,
    settings: Settings,
    arrivals: list[_Arrival],
    ids: Mapping[str, str],
    remarks: list[Remark],
    step: Callable[[], None],
) -> tuple[list[Fitted], Book]:
    """Return the articles with IDs for references, and without values that cannot be; and the book that they make."""
    sources = {one.imported.key.partition(":")[0] for one in arrivals}
    articles = {}
    for one in arrivals:
        said, unknown = resolved(one.imported.front_matter, ids, sources)
        remarks += [
            _about(one.imported, f"`{name}` is not in the book; the reference was left out") for name in unknown
        ]
        others = {key: value for key, value in said.items() if key != "id"}
        given = {"id": one.place.id} if KINDS[one.imported.kind].id_prefix is not None else {}
        articles[one.place.path] = Fitted({**given, **others}, one.imported.body)
    folder = Folder(project.book)
    beside = {name: folder.read(name) for name in (SERVICES, POLICY) if (project.book / name).is_file()}
    loaded, fits = fitted(articles, beside, settings, step)
    for one in arrivals:
        remarks += [_about(one.imported, reason) for reason in fits[one.place.path].moved]
    return [fits[one.place.path] for one in arrivals], loaded


def _about(imported: Imported, message: str) -> Remark:
    """Return a remark about an article as a whole, at the file that it comes from where that is known."""
    at = imported.remarks[0] if imported.remarks else Remark(imported.key, 0, "")
    return Remark(at.file, 0, message)


def _numbers(
    book: Book, loaded: Book, arrivals: list[_Arrival], given_before: Iterable[str], wanted: Wanted
) -> dict[str, str]:
    """Return the numbers of new articles, by the IDs that stand for them; none for those of which no year is known.

    `given_before` are IDs of what was imported, and may have been deleted since.
    """
    new = {one.place.path for one in arrivals if one.place.is_new}
    rows = [(article.id, row) for article, row in waiting(loaded) if row is not None and article.path in new]
    if not rows or isinstance(wanted.earlier, Unnumbered):
        return {}
    said = [book.read(path) for path in sorted(article.path for article in book.articles())]
    bodies = (one.imported.body.encode() for one in arrivals)
    ids = [*given_before, *(one.place.id for one in arrivals)]
    given = GivenNumbers([*said, *bodies, *(f"id: {name}".encode() for name in ids), *wanted.earlier()])
    return {name: given.next(row) for name, row in rows}


def _settle(project: Project, arrival: _Arrival, entry: Entry, fit: Fitted, done: Effects) -> Record:
    """Decide what happens to the file of an article; return what is to be remembered of it."""
    place = arrival.place
    theirs = Told(cast("Mapping[str, Data]", fit.front_matter), sections_of_text(fit.body))
    record = Record(entry.path, entry.id, base_of(theirs), attach(project.book, arrival.imported, place, done))
    path = inside(project.book, entry.path)
    if place.is_new:
        front_matter = {**fit.front_matter, "id": entry.id} if "id" in fit.front_matter else fit.front_matter
        done.made[path] = new_file(front_matter, fit.body)
        done.new.append(entry)
        return record
    if place.record is not None and place.record.base == record.base:
        done.same.append(entry)
        return record
    content = content_of(path) or b""
    try:
        merged = merge(place.record.base if place.record is not None else None, told_by(entry.path, content), theirs)
        after = edited(entry.path, content, merged, theirs)
    except Uneditable as error:
        done.untouched.append(Untouched(entry.path, str(error)))
        done.same.append(entry)
        return place.record or record
    done.clashes += [Clash(entry.path, line_of(entry.path, content, one), one) for one in merged.conflicts]
    (done.same if after == content else done.changed).append(entry)
    if after != content:
        done.contents[path] = after
    return record
