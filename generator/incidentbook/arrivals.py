"""Imported articles made fit for a book: nothing that a file cannot hold, no path that leads out of the book, and IDs
where the source names its own articles.
"""

import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import NamedTuple

from incidentbook.errors import IncidentbookError
from incidentbook.importers.imported import Imported, Remark, Written
from incidentbook.kinds import KINDS
from incidentbook.kinds.kind import Kind
from incidentbook.sensitive import addresses_in, cards_in
from incidentbook.source import MAX_BYTES
from incidentbook.text import CONTROL, counted, digest, shortened, slug

REFERENCES = frozenset(
    "related duplicate_of continues parent caused_by superseded_by known_issues runbooks symptoms".split()
)
"""Keys in which an article names others."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n|\r|\u2028|\u2029|\x85")
_HIDDEN = {"card number": "card numbers", "email address": "email addresses"}
_ADDRESS = re.compile(r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)*")
_CARD = re.compile(r"\d(?:[ -]?\d){11,18}")
_PAGES = ("index.md", "readme.md")
_NOT_ATTACHED = (".md", ".markdown", ".yml", ".yaml", ".html", ".htm")
"""What would become a page of the book, or one of its catalogues."""
_LONGEST_NAME = 180
"""Bytes: file systems have 255, and a file is written beside its place under a longer name first."""
_LONGEST_KEY = 200
"""Characters; YAML takes a key of a thousand."""
_SUFFIX = 60


class Resolved(NamedTuple):
    """Front matter with IDs in it, and the articles it names that nobody knows."""

    front_matter: dict[str, Written]
    unknown: list[str]


def tidied(imported: Imported, contacts: Collection[str] = ()) -> Imported:
    """Return an imported article as a file can hold it, without keys that are empty, and without addresses of persons
    and numbers of cards; `contacts` are the addresses at which services are reached.

    Raises IncidentbookError for a path that an article cannot have.
    """
    kind = KINDS.get(imported.kind)
    if kind is None:
        raise IncidentbookError(f"`{_clean(imported.key)}` is of the kind `{imported.kind}`, which there is not.")
    _check_name(imported.name, imported.key)
    remarks = list(imported.remarks)
    hidden = list[str]()
    body = _hidden(_text(imported.body), contacts, hidden)
    at = Remark(imported.remarks[0].file if imported.remarks else imported.key, 0, "")
    if len(body.encode()) > MAX_BYTES // 2:
        size = f"the text has {len(body):,} characters, more than an article should: link to it instead"
        remarks.append(Remark(at.file, at.line, size))
    front_matter = {
        _clean(key)[:_LONGEST_KEY]: said
        for key, value in imported.front_matter.items()
        if (said := _each_text(_value(value), lambda text: _hidden(text, contacts, hidden))) not in ("", [], {})
    }
    remarks += [
        Remark(at.file, at.line, f"{counted(hidden.count(what), what, several)} left out: none belongs into a report")
        for what, several in _HIDDEN.items()
        if what in hidden
    ]
    title = front_matter.get("title")
    front_matter = {**front_matter, "title": _clean(title)} if isinstance(title, str) else _titled(kind, front_matter)
    cleaned = [Remark(_clean(one.file), one.line, _clean(one.message), one.lost) for one in remarks]
    folder, _, last = imported.name.rpartition("/")
    if last.lower() in _PAGES:  # these names are those of ordinary pages
        last = f"{kind.name}-{slug(str(front_matter['title'])) or digest(imported.key)[:8]}.md"
    name = f"{folder}/{last}" if folder else last
    return replace(
        imported,
        key=_clean(imported.key),
        name=name,
        front_matter=front_matter,
        body=body.strip("\n"),
        remarks=tuple(cleaned),
    )


def _titled(kind: Kind, front_matter: dict[str, Written]) -> dict[str, Written]:
    """Give an article a title that has none; what stands there instead is kept."""
    others = {key: one for key, one in front_matter.items() if key != "title"}
    extra = {"extra": {"title": front_matter["title"]}} if "title" in front_matter else {}
    return {"title": kind.singular, **extra, **others}


def _value(value: object) -> Written:
    """Return a value as text, lists and mappings, whatever an importer made of it."""
    if isinstance(value, Mapping):
        pairs = {_clean(str(key))[:_LONGEST_KEY]: _value(one) for key, one in value.items()}
        return {key: one for key, one in pairs.items() if one not in ("", [], {})}
    if isinstance(value, (list, tuple)):
        return [one for one in map(_value, value) if one not in ("", [], {})]
    return "" if value is None else _text(str(value)).strip()


def _each_text(value: Written, change: Callable[[str], str]) -> Written:
    if isinstance(value, dict):
        return {key: _each_text(one, change) for key, one in value.items()}
    return [_each_text(one, change) for one in value] if isinstance(value, list) else change(value)


def _hidden(text: str, contacts: Collection[str], hidden: list[str]) -> str:
    """Return a text with `[email address]` for those of persons; a check would refuse them."""
    content = text.encode()
    places = sorted({*addresses_in(content, contacts), *cards_in(content)}, reverse=True)
    if not places:
        return text
    lines = text.split("\n")
    for line, column, what in places:
        before, found = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
        match = (_ADDRESS if what == "email address" else _CARD).match(found)
        if match is not None:
            lines[line - 1] = f"{before}[{what}]{found[match.end() :]}"
            hidden.append(what)
    return "\n".join(lines)


def _text(text: str) -> str:
    return CONTROL.sub("\ufffd", _LINE_END.sub("\n", _SURROGATE.sub("\ufffd", text)))


def _clean(text: str) -> str:
    return " ".join(_text(text).split())


def _check_name(name: str, key: str) -> None:
    """Refuse the path of an article that is none, or leads out of the folder of its kind."""
    if not is_inside(name) or not name.endswith(".md"):
        raise IncidentbookError(
            f"`{shortened(_clean(key))}` would become the file `{shortened(_clean(name))}`, which is no article inside "
            "the book; nothing was written."
        )


def is_inside(path: str) -> bool:
    """Whether a path leads to a file below the folder that it is seen from, and no hidden one."""
    parts = path.split("/")
    return (
        "\\" not in path
        and CONTROL.search(path) is None
        and _SURROGATE.search(path) is None
        and not any(part.startswith(".") or not part.strip() for part in parts)
        and all(len(part.encode()) <= _LONGEST_NAME for part in parts)
        and re.match(r"[A-Za-z]:", path) is None
    )


def attachments(imported: Imported, path: str) -> tuple[dict[str, bytes], list[Remark]]:
    """Return the files that come with an article by their paths in the book, and what is left out of them."""
    found, remarks = dict[str, bytes](), list[Remark]()
    for name, content in sorted(imported.attachments.items()):
        place = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
        if is_inside(place) and not place.lower().endswith(_NOT_ATTACHED):
            found[place] = content
        else:
            said = f"The attached file `{shortened(_clean(name))}` has no place in the book; it was left out"
            remarks.append(Remark(_clean(imported.key), 0, said, lost=True))
    return found, remarks


def resolved(front_matter: Mapping[str, Written], ids: Mapping[str, str], sources: Collection[str]) -> Resolved:
    """Put IDs where a source names its own articles; `ids` are those of all that were imported, by their keys.

    One that nobody knows, told by the source that its key begins with, is taken out: it may come with a later import.
    """
    unknown = list[str]()

    def put(value: Written) -> Written | None:
        if isinstance(value, dict):
            name = value.get("id")
            known = put(name) if isinstance(name, str) else name
            return {**value, "id": known} if known is not None else None if "id" in value else value
        if isinstance(value, list):
            return [one for one in map(put, value) if one is not None] or None
        if value in ids:
            return ids[value]
        if value.partition(":")[0] in sources and ":" in value:
            unknown.append(value)
            return None
        return value

    found = {key: put(value) if key in REFERENCES else value for key, value in front_matter.items()}
    return Resolved({key: value for key, value in found.items() if value is not None}, unknown)


def placeholder(imported: Imported, taken: Collection[str]) -> str:
    """Return an ID until there is a number, made from what identifies the article at its source."""
    prefix = f"{KINDS[imported.kind].id_prefix}-NEW"
    telling = slug(imported.key, limit=_SUFFIX)
    whole = f"{prefix}-{telling or digest(imported.key)[:8]}"
    if whole not in taken and len(imported.key) <= _SUFFIX:
        return whole
    return f"{prefix}-{slug(imported.key, limit=_SUFFIX - 9)}-{digest(imported.key)[:8]}".replace("--", "-")
