"""A folder of articles, services and agreements into a `Book` and everything that is wrong with them.

One broken article never stops the others. What the audience may not see is taken out here, so that nothing further
down the line can show it.
"""

from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from incidentbook.articles import AUDIENCES, Article, OrdinaryPage
from incidentbook.book import Book
from incidentbook.catalogue import POLICY, SERVICES, read_policy, read_services, site_zone
from incidentbook.diagnostics import Diagnostic, diagnostic, in_order
from incidentbook.errors import IncidentbookError
from incidentbook.fields import Reading
from incidentbook.files import Files, Folder, Texts
from incidentbook.instants import zone_named
from incidentbook.kinds import BY_FOLDER, KINDS
from incidentbook.kinds.incident.model import Incident
from incidentbook.kinds.kind import Kind
from incidentbook.parsing import Parsed, audience_of, parse
from incidentbook.redaction import redacted
from incidentbook.settings import Settings
from incidentbook.source import Source, read_source
from incidentbook.text import closest, digest, slug
from incidentbook.validation import validated
from incidentbook.yaml_text import Data

_ARTICLE_LIKE = (".markdown", ".mdown", ".mkd", ".mdx", ".txt", ".text", "")


class ParseCache(Protocol):
    """Remembers parsed files by path and content."""

    def get(self, path: str, key: str) -> Parsed | None:
        """Return what was remembered of this very content."""

    def put(self, path: str, key: str, parsed: Parsed) -> None:
        """Remember it."""


class _File(NamedTuple):
    path: str
    kind: Kind | None
    parsed: Parsed
    key: str


def load(folder: Path, settings: Settings, cache: ParseCache | None = None) -> tuple[Book, list[Diagnostic]]:
    """Load a book from its folder. Raises IncidentbookError where there is no such folder."""
    if not folder.is_dir():
        raise IncidentbookError(f"There is no folder {folder}; say where the articles are.")
    return load_files(Folder(folder), settings, cache)


def load_text(
    texts: Mapping[str, str | bytes], settings: Settings | None = None
) -> tuple[Book, list[Diagnostic]]:
    """Load a book from texts by path."""
    return load_files(Texts(texts), settings or Settings(audience="restricted"))


def load_files(
    files: Files, settings: Settings, cache: ParseCache | None = None
) -> tuple[Book, list[Diagnostic]]:
    """Load a book; without an audience in the settings it is for `internal` readers."""
    found: list[Diagnostic] = []
    parsed, others = _parsed(files, found, cache)
    audience = AUDIENCES.index(settings.audience or "internal")
    visible = [file for file in parsed if AUDIENCES.index(audience_of(file.parsed)) <= audience]
    services, hidden_services = read_services(files, others, audience, found)
    policy = read_policy(files, others, settings, found)
    if len(visible) < len(parsed) or hidden_services:
        visible = _without_hidden(parsed, visible, hidden_services)
    articles: dict[str, list[Article[Any]]] = {name: [] for name in KINDS}
    pages = []
    for file in visible:
        found += file.parsed.diagnostics
        if file.kind is None:
            pages.append(_page(file))
        else:
            articles[file.kind.name].append(_article(file, file.kind, files, settings, found))
    book = Book(
        incidents=tuple(articles["incident"]),
        known_issues=tuple(articles["known-issue"]),
        symptoms=tuple(articles["symptom"]),
        runbooks=tuple(articles["runbook"]),
        maintenance=tuple(articles["maintenance"]),
        pages=tuple(pages),
        services=services,
        policy=policy,
        files=frozenset(others) - {SERVICES, POLICY},
        withheld=len(parsed) - len(visible),
        read=files.read,
    )
    return book, in_order(found)


def _parsed(files: Files, found: list[Diagnostic], cache: ParseCache | None) -> tuple[list[_File], list[str]]:
    parsed, others = [], []
    for path in files.paths():
        kind = _kind_of_folder(path)
        markdown = path.lower().endswith(".md")
        if not markdown and not _looks_like_article(path, kind, files):
            others.append(path)
            continue
        try:
            content = files.read(path)
        except OSError as error:
            reason = error.strerror or str(error)
            found.append(diagnostic(path, 1, 1, "KB117", f"The file cannot be read: {reason}"))
            continue
        if not markdown:
            stem = path.rsplit(".", 1)[0] if "." in path.rpartition("/")[2] else path.removesuffix("md")
            found.append(
                diagnostic(
                    path, 1, 1, "KB108", "This looks like an article, but its name does not end in `.md`",
                    f"Rename it to `{stem}.md`.",
                )
            )  # fmt: skip
            continue
        key = digest(content, kind.name if kind else "")
        known = cache.get(path, key) if cache is not None else None
        if known is None:
            known, _ = parse(path, content, article=kind is not None)
            if cache is not None:
                cache.put(path, key, known)
        parsed.append(_File(path, _kind_said(path, kind, known, found), known, key))
    return parsed, others


def _kind_of_folder(path: str) -> Kind | None:
    folder, slash, name = path.partition("/")
    if not slash or name.lower() in ("index.md", "readme.md"):
        return None
    return BY_FOLDER.get(folder)


def _looks_like_article(path: str, kind: Kind | None, files: Files) -> bool:
    """Whether a file without the `.md` ending in a kind's folder was meant to be an article."""
    if kind is None:
        return False
    name = path.rpartition("/")[2]
    ending = f".{name.rpartition('.')[2]}".lower() if "." in name else ""
    if ending not in _ARTICLE_LIKE and not name.lower().endswith("md"):
        return False
    try:
        head = files.read(path)[:4096].lstrip(b"\xef\xbb\xbf \n\r\t")
    except OSError:
        return False
    return head.startswith((b"---", b"title:")) or ending in (".markdown", ".mdown", ".mkd", ".mdx")


def _kind_said(path: str, kind: Kind | None, parsed: Parsed, found: list[Diagnostic]) -> Kind | None:
    said = parsed.data.get("kind")
    if not isinstance(said, str):
        return kind
    named = KINDS.get(said)
    if named is None and kind is None:
        return None  # an ordinary page may have a key of that name
    if named is None or (kind is not None and named is not kind):
        source = read_source(path, b"")
        folder = kind.singular.lower() if kind else ""
        near = closest(said, KINDS)
        hint = f"Did you mean `{near}`?" if named is None and near else "Move the file, or delete the key."
        message = f"`kind: {said}` contradicts the folder, which holds the kind `{folder}`"
        found.append(diagnostic(path, source.yaml_line, 1, "KB208", message, hint))
        return kind
    return named


def _without_hidden(parsed: list[_File], visible: list[_File], hidden_services: set[str]) -> list[_File]:
    shown = {file.path for file in visible}
    hidden = [file for file in parsed if file.path not in shown]
    paths = {file.path for file in hidden}
    ids = set(hidden_services)
    for file in hidden:
        ids |= _names_of(file)
    for file in visible:
        ids -= _names_of(file)
    return [
        file._replace(parsed=cleaned, key=digest(file.key, "redacted", cleaned.body, repr(cleaned.data)))
        if (cleaned := redacted(file.path, file.parsed, ids, paths)) != file.parsed
        else file
        for file in visible
    ]


def _names_of(file: _File) -> set[str]:
    """Return the names under which other articles may refer to this one and to the symptoms described in it."""
    if file.kind is None:
        return set()
    name = _identity(file.kind, file.path, file.parsed.data)
    names = {name, file.path.rpartition("/")[2].removesuffix(".md")}
    symptoms = file.parsed.data.get("symptoms")
    if file.kind.name == "known-issue" and isinstance(symptoms, list):
        for symptom in symptoms:
            if isinstance(symptom, dict) and isinstance(symptom.get("text"), str):
                said = symptom.get("id")
                names.add(said if isinstance(said, str) else slug(f"{name} {symptom['text']}"))
    return names


def _identity(kind: Kind, path: str, data: dict[str, Data]) -> str:
    said = data.get("id")
    if isinstance(said, str) and kind.id_pattern.fullmatch(said):
        return said
    return path.rpartition("/")[2].removesuffix(".md")


def _page(file: _File) -> OrdinaryPage:
    data = file.parsed.data
    name = file.path.rpartition("/")[2].removesuffix(".md")
    title = data.get("title")
    passed = tuple((key, value) for key in ("description",) if isinstance(value := data.get(key), str))
    heading = next((line[2:].strip() for line in file.parsed.body.split("\n") if line.startswith("# ")), "")
    return OrdinaryPage(
        path=file.path,
        title=title if isinstance(title, str) else heading or name.replace("-", " ").capitalize(),
        body=file.parsed.body,
        body_line=file.parsed.body_line,
        front_matter=passed,
        prose=file.parsed.prose,
        digest=file.key,
    )


def _article(
    file: _File, kind: Kind, files: Files, settings: Settings, found: list[Diagnostic]
) -> Article[Any]:
    name = file.path.rpartition("/")[2].removesuffix(".md")
    fallback: dict[str, Data] = {"title": name.replace("-", " ").capitalize()}
    source = _LazySource(file.path, files)
    reading = Reading(_zone(file.parsed.data, settings, source), settings.lists)
    data = dict(file.parsed.data)
    if not file.parsed.trusted and "title" not in data:
        data.update(fallback)  # the fault is said already; a missing title would only repeat it
    fields = validated(kind.model, data, source, reading, defaults=fallback)
    identity = _identity(kind, file.path, file.parsed.data)
    said = data.get("id")
    if isinstance(said, str) and said != identity:
        line, column = source.place_of(("id",))
        number = "2026-0042" if kind.name in ("incident", "maintenance") else "0007"
        example = f"{kind.id_prefix}-{number}"
        hint = f"Write it as `{example}`." if kind.id_prefix else "Use lower-case words joined by hyphens."
        source.report(line, column, "KB207", f"`{said}` is no ID of a {kind.singular.lower()}", hint)
    if isinstance(fields, Incident) and fields.earliest is None and not data.get("times"):
        line, column = source.place_of(("title",), of_key=True)
        hint = "Add one milestone: `times: {detected: 2026-03-04 10:12}`."
        source.report(line, column, "KB202", "The incident has no time at all", hint)
    found += source.diagnostics
    return Article(
        path=file.path, kind=kind.name, id=identity, fields=fields, body=file.parsed.body,
        body_line=file.parsed.body_line, prose=file.parsed.prose,
        digest=digest(file.key, str(reading.zone), repr(settings.lists)),
    )  # fmt: skip


class _LazySource(Source):
    """The source of a file, read again only when the place of a value is asked for: most files have no fault."""

    def __init__(self, path: str, files: Files) -> None:
        super().__init__(path)
        self._files = files

    def place_of(self, location: tuple[str | int, ...], *, of_key: bool = False) -> tuple[int, int]:
        if self.yaml is None:
            again = read_source(self.path, self._files.read(self.path))
            self.yaml, self.yaml_line = again.yaml, again.yaml_line
        return super().place_of(location, of_key=of_key)


def _zone(data: dict[str, Data], settings: Settings, source: Source) -> tzinfo:
    said = data.get("zone")
    if isinstance(said, str):
        try:
            return zone_named(said)
        except ValueError as error:
            line, column = source.place_of(("zone",))
            source.report(line, column, "KB210", f"{error}", "Write an IANA name, `Europe/London`.")
    return site_zone(settings)
