"""A folder of articles, services and agreements into a `Book` and everything that is wrong with them.

One broken article never stops the others. What the audience may not see is taken out here, so that nothing further
down the line can show it.
"""

import posixpath
import re
from collections.abc import Mapping, Sequence
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from incidentbook.articles import Article, OrdinaryPage, PageFields
from incidentbook.beside import WORTH_STARTING, Start, here
from incidentbook.book import Book
from incidentbook.catalogue import POLICY, SERVICES, read_policy, read_services, site_zone
from incidentbook.collector import resting
from incidentbook.diagnostics import CODES, Diagnostic, diagnostic, in_order
from incidentbook.errors import IncidentbookError
from incidentbook.fields import Reading
from incidentbook.files import Files, Folder, Texts, printable
from incidentbook.instants import zone_named
from incidentbook.kinds import BY_FOLDER, KINDS
from incidentbook.kinds.incident.model import Incident
from incidentbook.kinds.kind import Kind
from incidentbook.parsing import UNTRUSTED, Parsed, parse
from incidentbook.settings import Settings
from incidentbook.source import Source, read_source
from incidentbook.tagged_milestones import supplied
from incidentbook.text import closest, digest, with_article
from incidentbook.validation import validated
from incidentbook.withholding import BookFile, identity, only_withheld, visible_to
from incidentbook.yaml_text import Data

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd", ".mdx")
_ARTICLE_LIKE = (*_MARKDOWN, ".txt", ".text", "")
_PAGES = ("index.md", "readme.md")


class ParseCache(Protocol):
    """Remembers parsed files by path and content."""

    def get(self, path: str, key: str, content: bytes) -> Parsed | None:
        """Return what was remembered of this very content."""

    def put(self, path: str, key: str, content: bytes, parsed: Parsed) -> None:
        """Remember it."""


class _Context(NamedTuple):
    """What reading an article needs beside the article."""

    files: Files
    zone: tzinfo
    lists: dict[str, tuple[str, ...]]
    lists_digest: str
    found: list[Diagnostic]


def load(
    folder: Path, settings: Settings, cache: ParseCache | None = None, start: Start = here
) -> tuple[Book, list[Diagnostic]]:
    """Load a book from its folder. Raises IncidentbookError where there is no such folder.

    Of many new files the half may be started in another process.
    """
    if not folder.is_dir():
        raise IncidentbookError(f"There is no folder {folder}; say where the articles are.")
    return load_files(Folder(folder), settings, cache, start)


def load_text(texts: Mapping[str, str | bytes], settings: Settings | None = None) -> tuple[Book, list[Diagnostic]]:
    """Load a book from texts by path."""
    return load_files(Texts(texts), settings or Settings(audience="restricted"))


@resting()
def load_files(
    files: Files, settings: Settings, cache: ParseCache | None = None, start: Start = here
) -> tuple[Book, list[Diagnostic]]:
    """Load a book; without an audience in the settings it is for `internal` readers."""
    found: list[Diagnostic] = []
    parsed, others = _parsed(files, found, cache, start)
    audience = settings.audience or "internal"
    services, hidden_services = read_services(files, others, audience, found)
    policy = read_policy(files, others, settings, hidden_services, found)
    lists = {**settings.lists, **policy.lists}
    context = _Context(files, site_zone(settings), lists, digest(repr(lists)), found)
    visible = visible_to(audience, parsed, hidden_services)
    articles: dict[str, list[Article[Any]]] = {name: [] for name in KINDS}
    pages = []
    for file in visible:
        found += file.parsed.diagnostics
        if "kind" in file.parsed.data:
            _check_kind(file, context)
        if file.kind is None:
            pages.append(_page(file, context))
        else:
            articles[file.kind.name].append(_article(file, file.kind, context))
    catalogues = frozenset(others) & {SERVICES, POLICY}
    published = frozenset(others) - catalogues
    if len(visible) < len(parsed):
        published -= only_withheld(parsed, visible, others)
        found += _left_out_in_doubt(parsed, visible)
    book = Book(
        incidents=tuple(articles["incident"]),
        known_issues=tuple(articles["known-issue"]),
        symptoms=tuple(articles["symptom"]),
        runbooks=tuple(articles["runbook"]),
        maintenance=tuple(articles["maintenance"]),
        pages=tuple(pages),
        services=services,
        policy=policy,
        files=published,
        catalogues=catalogues,
        covers_alerts=settings.covers_alerts,
        withheld=len(parsed) - len(visible),
        read=files.read,
    )
    return book, in_order(found)


def _left_out_in_doubt(parsed: list[BookFile], visible: list[BookFile]) -> list[Diagnostic]:
    """Report files that are withheld only because nobody can tell who may read them: a site must not lose one unseen.

    Of what is in them nothing is said, only where they are, and which rule they break at which line.
    """
    shown = {file.path for file in visible}
    return [
        _in_doubt(file.path, next(found for found in file.parsed.diagnostics if found.code in UNTRUSTED))
        for file in parsed
        if file.path not in shown and not file.parsed.trusted
    ]


def _in_doubt(path: str, fault: Diagnostic) -> Diagnostic:
    broken = f"its front matter is broken ({fault.code}, {CODES[fault.code].name})"
    message = f"This file is left out: {broken}, so it is not certain who may read it"
    hint = "`incidentbook check` says what is wrong with it."
    return diagnostic(path, fault.line, fault.column, "KB121", message, hint)


class _Read(NamedTuple):
    """A file as it was read."""

    path: str
    content: bytes
    kind: Kind | None
    key: str


def _parsed(
    files: Files, found: list[Diagnostic], cache: ParseCache | None, start: Start
) -> tuple[list[BookFile], list[str]]:
    """Take apart all Markdown files; return them, and the paths of the other files."""
    read, others = list[_Read](), list[str]()
    listing = files.listed()
    for path in listing.leading_out:
        said = "This is a link to a file outside the book"
        found.append(diagnostic(printable(path), 1, 1, "KB117", said, "Copy the file here instead."))
    for path in listing.paths:
        if printable(path) != path:
            said = "The name of this file is not UTF-8"
            found.append(diagnostic(printable(path), 1, 1, "KB117", said, "Rename it."))
            continue
        kind = _kind_of_folder(path)
        if not path.endswith(".md"):
            if _was_meant_as_markdown(path, kind, files):
                found.append(_missing_ending(path, kind))
            else:
                others.append(path)
            continue
        try:
            content = files.read(path)
        except OSError as error:
            reason = error.strerror or str(error)
            found.append(diagnostic(path, 1, 1, "KB117", f"The file cannot be read: {reason}"))
            continue
        read.append(_Read(path, content, kind, digest(content, kind.name if kind else "")))
    known = {file.path: cache.get(file.path, file.key, file.content) if cache is not None else None for file in read}
    new = [file for file in read if known[file.path] is None]
    half = new[: len(new) // 2] if len(new) >= WORTH_STARTING else []
    wait = start(partial(_parse, half)) if half else list[Parsed]
    rest = _parse(new[len(half) :])
    for file, taken_apart in zip(new, [*wait(), *rest], strict=True):
        known[file.path] = taken_apart
        if cache is not None:
            cache.put(file.path, file.key, file.content, taken_apart)
    return [
        BookFile(file.path, file.kind or _kind_said(parsed), parsed, file.key)
        for file in read
        if (parsed := known[file.path]) is not None
    ], others


def _parse(files: Sequence[_Read]) -> list[Parsed]:
    return [parse(file.path, file.content, article=file.kind is not None) for file in files]


def _kind_of_folder(path: str) -> Kind | None:
    folder, slash, _ = path.partition("/")
    if not slash or posixpath.basename(path).lower() in _PAGES:
        return None
    return BY_FOLDER.get(folder)


def _kind_said(parsed: Parsed) -> Kind | None:
    """Return the kind that a file outside the kinds' folders says it is of."""
    said = parsed.data.get("kind")
    return KINDS.get(said) if isinstance(said, str) else None


def _check_kind(file: BookFile, context: _Context) -> None:
    """Report a `kind` that contradicts the folder. An ordinary page may have a key of that name."""
    said = file.parsed.data["kind"]
    if file.kind is None or not isinstance(said, str) or said == file.kind.name:
        return
    line, column = _LazySource(file.path, context.files).place_of(("kind",))
    near = closest(said, KINDS) if said not in KINDS else None
    message = f"`kind: {said}` contradicts the folder, which is for {file.kind.plural.lower()}"
    hint = f"Did you mean `{near}`?" if near is not None else "Move the file, or delete the key."
    context.found.append(diagnostic(file.path, line, column, "KB208", message, hint))


def _was_meant_as_markdown(path: str, kind: Kind | None, files: Files) -> bool:
    """Whether a file whose name does not end in `.md` should have one that does."""
    ending = posixpath.splitext(path)[1].lower()
    if ending in _MARKDOWN:
        return True
    if kind is None or (ending not in _ARTICLE_LIKE and not path.lower().endswith("md")):
        return False
    try:
        head = files.read(path)[:4096].lstrip(b"\xef\xbb\xbf \n\r\t")
    except OSError:
        return False
    if head.startswith((b"---", b"title:")):
        return True
    named_like_an_article = not ending and not posixpath.basename(path).startswith(".")
    return named_like_an_article and head.startswith(b"# ") and b"\n## " in head  # one `#` begins a comment, too


def _missing_ending(path: str, kind: Kind | None) -> Diagnostic:
    stem, ending = posixpath.splitext(path)
    if not ending and path.lower().endswith("md"):
        stem = path[:-2]
    what = with_article(kind.singular.lower()) if kind is not None else "a page"
    message = f"This looks like {what}, but its name does not end in `.md`; it is left out"
    return diagnostic(path, 1, 1, "KB108", message, f"Rename it to `{stem}.md`.")


def _page(file: BookFile, context: _Context) -> OrdinaryPage:
    path, _, parsed, key = file
    source = _LazySource(path, context.files)
    said = {name: parsed.data[name] for name in PageFields.model_fields if name in parsed.data}
    fields = validated(PageFields, said, source, Reading())
    for name in parsed.data:
        if name != "audience" and closest(name, ("audience",)):
            line, column = source.place_of((name,), of_key=True)
            source.report(line, column, "KB201", f"There is no key `{name}` here", "Did you mean `audience`?")
    context.found.extend(source.diagnostics)
    heading = next((line[2:].strip() for line in parsed.body.split("\n") if line.startswith("# ")), "")
    return OrdinaryPage(
        path=path,
        title=fields.title or heading or _title_of(path),
        body=parsed.body,
        body_line=parsed.body_line,
        front_matter=(("description", fields.description),) if fields.description is not None else (),
        prose=parsed.prose,
        digest=key,
        audience=parsed.audience,
    )


def _title_of(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md").replace("-", " ").capitalize()


def _article(file: BookFile, kind: Kind, context: _Context) -> Article[Any]:
    path, _, parsed, key = file
    fallback: dict[str, Data] = {"title": _title_of(path)}
    source = _LazySource(path, context.files)
    reading = Reading(_zone(parsed.data, context.zone), context.lists)
    data = parsed.data
    if not parsed.trusted and "title" not in data:
        data = {**data, **fallback}  # the fault is said already; a missing title would only repeat it
    added = supplied(parsed.tagged, data.get("times"), reading.zone) if kind.model is Incident and parsed.tagged else {}
    if added:
        times = data.get("times")
        said = times if isinstance(times, dict) else {}
        data = {**data, "times": {**said, **{name: one.written for name, one in added.items()}}}
    fields = validated(kind.model, data, source, reading, defaults=fallback)
    name = identity(kind, path, data)
    _check_id(data.get("id"), name, kind, source)
    if isinstance(fields, Incident) and fields.earliest is None and parsed.trusted and _says_no_time(data):
        line, column = source.place_of(("times",) if "times" in data else ("title",), of_key=True)
        hint = "Add one milestone: `times: {detected: 2026-03-04 10:12}`."
        source.report(line, column, "KB202", "The incident has no time at all", hint)
    context.found.extend(source.diagnostics)
    read_with = f"{reading.zone} {context.lists_digest}"
    return Article(
        path=path, kind=kind.name, id=name, fields=fields, body=parsed.body, body_line=parsed.body_line,
        prose=parsed.prose, digest=f"{key} {read_with}", said=f"{parsed.said} {read_with}",
        from_timeline={name: (one.line, one.column) for name, one in added.items()},
    )  # fmt: skip


def _says_no_time(data: dict[str, Data]) -> bool:
    """Whether an incident has no times at all; a misspelt key, or a time that is none, is another finding."""
    return not data.get("times") and all(key == "times" or closest(key, ("times",)) is None for key in data)


def _check_id(said: Data, name: str, kind: Kind, source: Source) -> None:
    if not isinstance(said, str) or not said or said == name:
        return
    line, column = source.place_of(("id",))
    hint = "Use lower-case words joined by hyphens."
    if kind.id_prefix is not None:
        number = "2026-0042" if kind.name in ("incident", "maintenance") else "0042"
        hint = f"Write it as `{_proper_id(said, kind) or f'{kind.id_prefix}-{number}'}`."
    source.report(line, column, "KB207", f"`{said}` is no ID of {with_article(kind.singular.lower())}", hint)


def _proper_id(said: str, kind: Kind) -> str | None:
    """Return what an ID that is nearly one was meant to be: `INC-2026-42`, `ki7`."""
    numbers = re.findall(r"[0-9]+", said)
    year = [numbers[0]] if len(numbers) == 2 and len(numbers[0]) == 4 else []
    if not 1 <= len(numbers) <= 1 + len(year):
        return None
    proper = "-".join([str(kind.id_prefix), *year, f"{int(numbers[-1]):04}"])
    return proper if kind.id_pattern.fullmatch(proper) and len(year) == (kind.name in _BY_YEAR) else None


_BY_YEAR = ("incident", "maintenance")


class _LazySource(Source):
    """The source of a file, read again only when the place of a value is asked for: most files have no fault."""

    def __init__(self, path: str, files: Files) -> None:
        super().__init__(path)
        self._files = files

    def place_of(self, location: tuple[str | int, ...], *, of_key: bool = False, value: str = "") -> tuple[int, int]:
        if self.yaml is None:
            again = read_source(self.path, self._files.read(self.path))
            self.yaml, self.yaml_line = again.yaml, again.yaml_line
        return super().place_of(location, of_key=of_key, value=value)


def _zone(data: dict[str, Data], site_zone: tzinfo) -> tzinfo:
    said = data.get("zone")
    if not isinstance(said, str):
        return site_zone
    try:
        return zone_named(said)
    except ValueError:
        return site_zone  # the model reports it
