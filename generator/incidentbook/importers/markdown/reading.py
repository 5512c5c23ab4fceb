"""A folder of Markdown as articles: which files are read, which hold several incidents, where each comes to stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from incidentbook.importers.converters import Context
from incidentbook.importers.converters.times import told
from incidentbook.importers.imported import Imported, Remark
from incidentbook.importers.markdown.articles import Draft, Reader
from incidentbook.importers.markdown.documents import Document, Line, read_document
from incidentbook.importers.markdown.finishing import finish
from incidentbook.importers.markdown.mapping import MarkdownMap
from incidentbook.importers.markdown.placing import Moved, common_folder, file_name, key_of, unique
from incidentbook.text import slug

_NO_ENDING_BEGINS = (b"#", b"---\n", b"\xef\xbb\xbf#")


@dataclass(frozen=True)
class ReadDocument:
    """A document with the articles that it became, and what of its lines stands elsewhere than in their bodies."""

    document: Document
    articles: tuple[Imported, ...]
    taken: Mapping[int, str]


@dataclass
class _Piece:
    """A text that is one article."""

    document: Document
    draft: Draft
    part: str
    """Which of several in its document, or nothing."""
    name: str = ""


def read_markdown(
    root_label: str, files: Mapping[str, bytes], mapping: MarkdownMap, context: Context | None = None
) -> Iterator[Imported]:
    """Yield the articles of a folder, by path. `files` may hold what is no document; links to such become attachments.

    Raises IncidentbookError, before it yields anything, for a file that is no text.
    """
    for read in read_documents(root_label, files, mapping, context):
        yield from read.articles


def read_documents(
    root_label: str, files: Mapping[str, bytes], mapping: MarkdownMap, context: Context | None = None
) -> Iterator[ReadDocument]:
    """Yield each document with its articles; see `read_markdown`."""
    reader = Reader(mapping, context or Context())
    paths = documents_of(files, mapping)
    documents = [read_document(path, files[path]) for path in paths]
    within = common_folder(paths)
    pieces = [piece for document in documents for piece in _pieces(reader, document, mapping)]
    taken: dict[str, set[str]] = {}
    places: dict[str, tuple[str, str]] = {}
    for piece in pieces:
        kind, path = piece.draft.values.kind, piece.document.path
        title = _undated(str(piece.draft.values.front.get("title", ""))) if piece.part else ""
        dated = piece.draft.values.day()
        piece.name = unique(file_name(kind, path, within, dated, title), taken.setdefault(kind, set()))
        places.setdefault(path, (kind, piece.name))
    moved = Moved(files, places)
    by_path: dict[str, list[_Piece]] = {}
    for piece in pieces:
        by_path.setdefault(piece.document.path, []).append(piece)
    for document in documents:
        own = by_path.get(document.path, [])
        articles = tuple(_imported(root_label, piece, own, moved) for piece in own)
        accounted = {line: where for piece in own for line, where in piece.draft.taken.items()}
        yield ReadDocument(document, articles, accounted)


def documents_of(files: Mapping[str, bytes], mapping: MarkdownMap) -> list[str]:
    """Return the sorted paths of the files that a mapping reads; one without an ending counts if it looks like one."""
    found = []
    for path in sorted(files):
        name = PurePosixPath(path).name.lower()
        wanted = any(fnmatchcase(name, form.lower()) for form in mapping.files) or (
            "." not in name and files[path].startswith(_NO_ENDING_BEGINS)
        )
        skip = any(fnmatchcase(name, form.lower()) or fnmatchcase(path, form) for form in mapping.skip)
        if wanted and not skip:
            found.append(path)
    return found


def _pieces(reader: Reader, document: Document, mapping: MarkdownMap) -> Iterator[_Piece]:
    """Yield the articles of a document: one, or one for each heading with a date."""
    heads = _dated_headings(document.lines) if mapping.split is not None else []
    ends = [_end(document.lines, start) for start, _ in heads]
    reports = sum(
        reader.is_report(document.lines[start + 1 : end]) for (start, _), end in zip(heads, ends, strict=True)
    )
    if len(heads) < 2 or reports * 2 < len(heads):
        title = _title(document.lines)
        draft = reader.draft(document, document.lines, title, document.dated)
        finish(draft, document, mapping)
        yield _Piece(document, draft, "")
        return
    own = {at for (start, _), end in zip(heads, ends, strict=True) for at in range(start, end)}
    shared = [line for at, line in enumerate(document.lines) if at not in own]
    names: set[str] = set()
    for number, ((start, dated), end) in enumerate(zip(heads, ends, strict=True)):
        heading = document.lines[start]
        lines = [*document.lines[start:end], *(shared if number == 0 else ())]
        draft = reader.draft(document, lines, heading, dated)
        finish(draft, document, mapping, whole=number == 0)
        yield _Piece(document, draft, unique(slug(heading.title) or "part", names))


def _title(lines: Sequence[Line]) -> Line | None:
    """Return the heading that names a document: its first, if no other is of that level or above."""
    heads = [line for line in lines if 0 < line.level < 7]
    if not heads:
        return None
    return heads[0] if heads[0].level == 1 else None


def _undated(title: str) -> str:
    """Return a title without the date that it begins with."""
    try:
        said = told(title)
    except ValueError:
        return title
    return said.rest.strip(" -–—:,") or title if said is not None else title


def _dated_headings(lines: Sequence[Line]) -> list[tuple[int, date]]:
    """Return where headings of one level begin with a date, each with that; nothing if fewer than two do."""
    dated: dict[int, list[tuple[int, date]]] = {}
    for at, line in enumerate(lines):
        if 1 < line.level < 7:
            try:
                said = told(line.title)
            except ValueError:
                continue
            if said is not None and said.on is not None and said.at is None:
                dated.setdefault(line.level, []).append((at, said.on))
    return next((heads for _, heads in sorted(dated.items()) if len(heads) > 1), [])


def _end(lines: Sequence[Line], start: int) -> int:
    level = lines[start].level
    return next((at for at in range(start + 1, len(lines)) if 0 < lines[at].level <= level), len(lines))


def _imported(root_label: str, piece: _Piece, siblings: Sequence[_Piece], moved: Moved) -> Imported:
    values, path = piece.draft.values, piece.document.path
    body = "\n".join(piece.draft.body).strip("\n")
    body, attached, lost = moved.relinked(path, values.kind, piece.name, f"{body}\n" if body else "")
    for target in lost:
        line = next((one.number for one in piece.document.lines if target in one.text), 0)
        values.remark(line, f"The link to `{target}` leads to nothing that is imported with it")
    others = [key_of(root_label, path, one.part) for one in siblings if one is not piece]
    if others:
        values.put("related", [*others])
    key = key_of(root_label, path, piece.part)
    remarks = tuple(sorted(set(values.remarks)))
    return Imported(key, values.kind, piece.name, values.finished(), body, remarks, attached)


def skipped(files: Mapping[str, bytes], mapping: MarkdownMap) -> tuple[Remark, ...]:
    """Return a remark for each file that looks like a document and is not read."""
    read = set(documents_of(files, mapping))
    looks = [path for path in sorted(files) if path.lower().endswith((".md", ".markdown", ".mdx", ".md.erb"))]
    return tuple(Remark(path, 0, "The file is not read, as the mapping skips it") for path in looks if path not in read)
