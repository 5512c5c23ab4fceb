"""What an import is going to do, gathered before anything is written; what was imported last; and the files that
articles bring.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from incidentbook.arrivals import attachments
from incidentbook.errors import IncidentbookError
from incidentbook.import_places import Place
from incidentbook.import_records import FOLDER, Records, begun_name, read_records, record_name, written_records
from incidentbook.importers.imported import Imported, Remark
from incidentbook.merging import Conflict, SectionName
from incidentbook.project import Project
from incidentbook.report import found_from_here
from incidentbook.source import read_source, read_yaml
from incidentbook.text import digest


class Entry(NamedTuple):
    """An article of the book that an import concerns."""

    key: str
    """What identifies it at its source."""
    id: str
    path: str
    """In the book."""


class Clash(NamedTuple):
    """Something that the source and an author have both changed, in a file; the author's stayed."""

    path: str
    line: int
    conflict: Conflict


class Untouched(NamedTuple):
    """A file that the source has changed, and in which nothing can be replaced with certainty."""

    path: str
    reason: str


@dataclass
class Effects:
    """What an import is going to do, ready to be written."""

    new: list[Entry] = field(default_factory=list)
    changed: list[Entry] = field(default_factory=list)
    same: list[Entry] = field(default_factory=list)
    deleted: list[Entry] = field(default_factory=list)
    """Of the source, but deleted from the book by somebody: left out."""
    clashes: list[Clash] = field(default_factory=list)
    untouched: list[Untouched] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    services: list[str] = field(default_factory=list)
    """Services that are added to the catalogue."""
    owned: list[str] = field(default_factory=list)
    """Those of them of which the source says who owns them."""
    contents: dict[Path, bytes] = field(default_factory=dict)
    """Of files that are there and change."""
    made: dict[Path, bytes] = field(default_factory=dict)
    """Of files that are not there yet."""
    begun: tuple[Path, bytes] | None = None
    """Where it stands what is going to be remembered, until all is written."""

    @property
    def needs_a_person(self) -> bool:
        """Whether something is left for somebody to decide."""
        return bool(self.clashes or self.untouched) or any(remark.lost for remark in self.remarks)


def inside(folder: Path, path: str) -> Path:
    """Return where a path below a folder is. IncidentbookError where a link leads out of it."""
    place, real = folder / path, os.path.realpath(folder / path)
    within = os.path.realpath(folder)
    if os.path.commonpath((real, within)) != within:
        raise IncidentbookError(
            f"{found_from_here(place)} is a link that leads to {real}, outside {found_from_here(folder)}; nothing was "
            "written. Put a file or folder of its own there."
        )
    return place


def content_of(path: Path) -> bytes | None:
    """Return what a file holds; None where there is none. IncidentbookError where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise IncidentbookError(f"{found_from_here(path)} cannot be read ({reason}); nothing was written.") from error


def attach(book: Path, imported: Imported, place: Place, effects: Effects) -> dict[str, str]:
    """Put the files that come with an article beside it, and return their digests.

    One that somebody has changed, or deleted, stays so.
    """
    files, remarks = attachments(imported, place.path)
    effects.remarks += remarks
    before = place.record.files if place.record is not None else {}
    digests = {name: digest(content)[:12] for name, content in files.items()}
    for name, content in files.items():
        path = inside(book, name)
        prepared = effects.made.get(path, effects.contents.get(path))
        there = prepared if prepared is not None else content_of(path)
        if there == content or (there is None and before.get(name) == digests[name]):
            continue
        if there is None:
            effects.made[path] = content
        elif prepared is None and digest(there)[:12] == before.get(name):
            effects.contents[path] = content
        elif before.get(name) != digests[name]:
            message = f"The attached file `{name}` is in the book with another content, which stays"
            effects.remarks.append(Remark(imported.key, 0, message, lost=True))
    return digests


def all_records(project: Project) -> dict[str, Records]:
    """Return what was imported last, by source. Raises IncidentbookError where that is damaged."""
    paths = sorted((project.folder / FOLDER).glob("*.json"))
    return {path.stem: read_records(found_from_here(path), content_of(path) or b"") for path in paths}


def remember(project: Project, source: str, records: Records, done: Effects) -> None:
    """Remember what was imported from a source."""
    path = inside(project.folder, record_name(source))
    before, content = content_of(path), written_records(records)
    if content != before and (records or before is not None):
        (done.made if before is None else done.contents)[path] = content
        done.begun = inside(project.folder, begun_name(source)), content


def begun_records(project: Project, source: str) -> Records:
    """Return what an import of a source that was broken off was going to remember."""
    name = begun_name(source)
    content = content_of(inside(project.folder, name))
    return read_records(name, content) if content is not None else {}


def line_of(path: str, content: bytes, conflict: Conflict) -> int:
    """Return the line of a file on which a conflict is, from 1."""
    if not isinstance(conflict.at, SectionName):
        source = read_source(path, content) if path.endswith(".md") else read_yaml(path, content)
        return source.place_of(conflict.at, of_key=True)[0]
    lines = content.decode("utf-8", "replace").splitlines()
    found = [number for number, line in enumerate(lines, 1) if line.startswith(f"## {conflict.at.title}")]
    return found[min(conflict.at.number, len(found) - 1)] if found and conflict.at.title else 1
