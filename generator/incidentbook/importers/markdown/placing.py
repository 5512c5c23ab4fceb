"""Where imported documents come to stand: their keys, their files' names, and the links between them."""

import posixpath
import re
from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import unquote

from incidentbook.importers.markdown.documents import plain_name
from incidentbook.kinds import KINDS
from incidentbook.markdown_text import scan, targets
from incidentbook.text import slug

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BY_YEAR = ("incident", "maintenance")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}\b")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/|#|\{[{%]|<%|$", re.IGNORECASE)


def key_of(root_label: str, path: str, part: str = "") -> str:
    """Return what identifies an article at its source: `markdown:incidents/2020-02-25.md#redis-overload`."""
    place = posixpath.join(root_label, path) if root_label else path
    return f"markdown:{place}" + (f"#{part}" if part else "")


def common_folder(paths: Sequence[str]) -> str:
    """Return the folder that all files are in, with a slash, or nothing."""
    folders = [posixpath.dirname(path) for path in paths]
    shared = posixpath.commonpath(folders) if folders else ""
    return f"{shared}/" if shared else ""


def file_name(kind: str, path: str, within: str, dated: date | None, title: str = "") -> str:
    """Return the file of an article below the folder of its kind; `title` names one of several of a document."""
    stem = slug(title or _HUMP.sub("-", plain_name(path)), limit=80) or "untitled"
    if kind in _BY_YEAR:
        if dated is None:
            return f"{stem}.md"
        stem = stem if _DATED.match(stem) else f"{dated}-{stem}"
        return f"{dated.year:04}/{stem}.md"
    folders = [slug(part) or "folder" for part in posixpath.dirname(path.removeprefix(within)).split("/") if part]
    return "/".join([*folders, f"{stem}.md"])


def unique(name: str, taken: set[str]) -> str:
    """Return a name that is not taken yet, and take it."""
    stem, number, free = name.removesuffix(".md"), 2, name
    while free in taken:
        free, number = f"{stem}-{number}.md", number + 1
    taken.add(free)
    return free


class Moved:
    """Where each file of a source has come to stand, for the links between them."""

    def __init__(self, files: Mapping[str, bytes], places: Mapping[str, tuple[str, str]]) -> None:
        """Take the files, and by the path of a document the kind and the name of its article."""
        self._files, self._places = files, dict(places)
        for path, place in places.items():  # sites are linked by the pages that are made of the files
            self._places.setdefault(posixpath.join(posixpath.dirname(path), plain_name(path)), place)

    def relinked(self, path: str, kind: str, name: str, body: str) -> tuple[str, dict[str, bytes], list[str]]:
        """Return a body with its links led to where their targets are, the files it shows, and links to nothing."""
        attached: dict[str, bytes] = {}
        lost: list[str] = []
        pieces, position = [], 0
        here = posixpath.dirname(f"{KINDS[kind].folder}/{name}")
        for target in sorted(targets(body, scan(body).prose), key=lambda one: one.start):
            if _ELSEWHERE.match(target.text) or target.start < position:
                continue
            plain, mark, anchor = target.text.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(plain.partition("?")[0])))
            leads = self._leads(path, there, here, name, attached)
            if leads is None:
                lost.append(target.text)
                continue
            pieces += [body[position : target.start], leads + mark + anchor]
            position = target.start + len(target.text)
        return "".join([*pieces, body[position:]]), attached, lost

    def _leads(self, path: str, there: str, here: str, name: str, attached: dict[str, bytes]) -> str | None:
        for candidate in (there, there.removesuffix(".html"), f"{there}/index"):
            if candidate in self._places:
                kind, moved = self._places[candidate]
                return posixpath.relpath(f"{KINDS[kind].folder}/{moved}", here)
        if there not in self._files or there == path or there.startswith(".."):
            return None
        place = f"{posixpath.basename(name).removesuffix('.md')}/{posixpath.basename(there)}"
        attached[place] = self._files[there]
        return place
