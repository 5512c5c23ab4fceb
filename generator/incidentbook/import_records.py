"""What was imported last, as text to be kept with a book: which article of the book each one of a source became, and
digests of what the source said. With it a later import knows what an author has changed since.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import TypeAdapter, ValidationError

from incidentbook.errors import IncidentbookError
from incidentbook.merging import WHOLE, Base, SectionName

FOLDER = ".imports"
"""Beside `mkdocs.yml`; each source has a file in it."""
_VERSION = 1


@dataclass(frozen=True)
class Record:
    """What became of one article of a source."""

    path: str
    """Where it was put in the book, relative to the folder of the articles."""
    id: str
    base: Base
    files: Mapping[str, str] = field(default_factory=dict)
    """Digests of the files that came with it, by their paths relative to the article."""


Records = Mapping[str, Record]
"""By what identifies an article at its source."""


@dataclass(frozen=True)
class _Entry:
    """A record as JSON has it."""

    path: str
    id: str
    keys: dict[str, str | dict[str, str]]
    sections: list[tuple[str, int, str]]
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _File:
    version: int
    articles: dict[str, _Entry]


_READER = TypeAdapter(_File)


def record_name(source: str) -> str:
    """Return the path of a source's file, relative to the project."""
    return f"{FOLDER}/{source}.json"


def begun_name(source: str) -> str:
    """Return the path of what stands there while a source is imported, so that a broken-off run can be gone on with."""
    return f"{FOLDER}/.{source}.begun"


def read_records(name: str, content: bytes) -> Records:
    """Read a file. Raises IncidentbookError where it is damaged, as a merge of two branches may leave it."""
    try:
        read = _READER.validate_json(content)
    except ValidationError as error:
        raise IncidentbookError(
            f"{name} cannot be read ({_reason(error, content)}). It says what was imported last: take it back from the "
            "last commit, or delete it, and then everything that differs from the source counts as an edit."
        ) from error
    if read.version != _VERSION:
        raise IncidentbookError(f"{name} was written by another version of incidentbook; use that one, or a newer one.")
    return {key: _record(entry) for key, entry in read.articles.items()}


def _reason(error: ValidationError, content: bytes) -> str:
    try:
        json.loads(content)
    except json.JSONDecodeError as fault:
        return f"line {fault.lineno}, column {fault.colno}: it is not JSON"
    except (UnicodeDecodeError, RecursionError):
        return "it is not JSON"
    detail = error.errors()[0]
    return f"{'.'.join(map(str, detail['loc'])) or 'as a whole'}: {detail['msg'][:80]}"


def written_records(records: Records) -> bytes:
    """Return the text of a file: sorted, an article a line, so that a diff shows which ones changed."""
    lines = [f"  {_json(key)}: {_json(_entry(record))}" for key, record in sorted(records.items())]
    return "\n".join(["{", f' "version": {_VERSION},', ' "articles": {', ",\n".join(lines), " }", "}", ""]).encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _record(entry: _Entry) -> Record:
    keys = {key: said if isinstance(said, dict) else {WHOLE: said} for key, said in entry.keys.items()}
    sections = {SectionName(title, number): said for title, number, said in entry.sections}
    return Record(entry.path, entry.id, Base(keys, sections), entry.files)


def _entry(record: Record) -> dict[str, object]:
    base = record.base
    entry: dict[str, object] = {
        "path": record.path,
        "id": record.id,
        "keys": {key: said if len(said) > 1 else said[WHOLE] for key, said in sorted(base.front_matter.items())},
        "sections": [[*name, said] for name, said in base.sections.items()],
    }
    return {**entry, "files": dict(sorted(record.files.items()))} if record.files else entry
