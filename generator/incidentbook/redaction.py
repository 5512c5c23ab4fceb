"""Taking out of a readable article what it says of what its readers may not see."""

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from incidentbook.markdown_text import scan, targets
from incidentbook.mentions import prose_of
from incidentbook.parsing import Parsed, loose_ids, loose_paths
from incidentbook.yaml_text import Data

INSTEAD = "(not public)"
_ARTICLE_KEYS = frozenset(
    "related known_issues runbooks duplicate_of continues parent caused_by superseded_by".split(),
)
_SERVICE_KEYS = frozenset(("services", "depends_on", "provider", "service"))
_LINK_END = re.compile(r"[^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)(?P<label>[^\]\n]+)\]:[^\n]*$", re.MULTILINE)
_PAGE_ENDINGS = (".md", ".html", "/index", "/")


@dataclass(frozen=True)
class Hidden:
    """What readers may not see: the names and addresses by which it could be recognised."""

    articles: frozenset[str] = frozenset()
    """Names under which articles are referred to, IDs and others."""
    symptoms: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    """Keys and aliases."""
    paths: frozenset[str] = frozenset()
    """Of pages, relative to the book, without `.md`: `incidents/2026/a`."""
    shown_articles: frozenset[str] = frozenset()
    """Names of articles that the readers may see: a hidden file may be named after one."""
    shown_paths: frozenset[str] = frozenset()
    """Of pages that they may see."""

    @cached_property
    def related(self) -> frozenset[str]:
        """Names of everything that `related` may name."""
        return self.articles | self.symptoms

    @cached_property
    def ids(self) -> frozenset[str]:
        """Everything to be found in running text, in capitals."""
        return _ids_in(self.articles) - _ids_in(self.shown_articles)

    @cached_property
    def telling(self) -> frozenset[str]:
        """Ends of paths that say which page is meant: `2026/a`, and `a-page-of-several-words` alone."""
        return frozenset(_endings(self.paths) - _endings(self.shown_paths))

    @cached_property
    def spaced(self) -> tuple[str, ...]:
        """Names of files with spaces in them, which no pattern can tell from the words around them."""
        names = {path.rpartition("/")[2] for path in self.paths if "/" in path}
        return tuple(sorted(name for name in names if " " in name.strip()))

    def holds(self, place: str) -> bool:
        """Whether something written as a path or address leads to, or names, what is hidden."""
        plain = _plain(place)
        last = plain.rpartition("/")[2]
        return (
            plain in self.paths
            or last in self.telling
            or "/".join(plain.split("/")[-2:]) in self.telling
            or not self.ids.isdisjoint(loose_ids(place))
        )


def _ids_in(names: Iterable[str]) -> frozenset[str]:
    return frozenset(found for name in names for found in loose_ids(name))


def _endings(paths: Iterable[str]) -> set[str]:
    tails = {"/".join(path.split("/")[-2:]) for path in paths if "/" in path}
    names = {path.rpartition("/")[2] for path in paths}
    return tails | {name for name in names if "-" in name}


def redacted(path: str, parsed: Parsed, hidden: Hidden) -> Parsed:
    """Return the file without what is hidden; the same value where it says nothing of it."""
    in_text = not hidden.ids.isdisjoint(parsed.ids) or any(map(hidden.holds, parsed.paths))
    in_text = in_text or any(name in parsed.body or name in repr(parsed.data) for name in hidden.spaced)
    data = _pruned(parsed.data, hidden, in_text=in_text)
    body = parsed.body
    if in_text or any(_leads_to_hidden(path, target.text, hidden) for target in parsed.prose.targets):
        body = _without_names(_without_links(path, body, hidden), hidden)
    if body != parsed.body:
        return parsed._replace(data=data, body=body, prose=prose_of(body, scan(body)))
    return parsed if data == parsed.data else parsed._replace(data=data)


def _plain(place: str) -> str:
    """Return an address as a path without ending, anchor and query."""
    path = unquote(place.partition("#")[0].partition("?")[0]).removesuffix("/")
    for ending in _PAGE_ENDINGS:
        path = path.removesuffix(ending)
    return path.lstrip("/")


def _leads_to_hidden(path: str, target: str, hidden: Hidden) -> bool:
    if not target or target.startswith("#"):
        return False
    folder = "" if target.startswith("/") else posixpath.dirname(path)
    # In raw HTML an address is seen from the page, which is a folder of its own.
    bases = (folder, path.removesuffix(".md"))
    plain = _plain(target)
    return hidden.holds(target) or any(
        posixpath.normpath(posixpath.join(base, plain)) in hidden.paths for base in bases
    )


def _pruned(data: dict[str, Data], hidden: Hidden, *, in_text: bool) -> dict[str, Data]:
    """Return keys and values without references to what is hidden, and without its names in running text."""
    pruned: dict[str, Data] = {}
    for key, value in data.items():
        names = _reference(hidden, key)
        if _is_hidden(value, names) or (in_text and _without_names(key, hidden) != key):
            continue
        pruned[key] = _pruned_value(value, hidden, key, names, in_text=in_text) if names or in_text else value
    return pruned


def _pruned_value(value: Data, hidden: Hidden, key: str, names: frozenset[str], *, in_text: bool) -> Data:
    if isinstance(value, str):
        return _without_names(value, hidden) if in_text else value
    if isinstance(value, dict):
        return _pruned(value, hidden, in_text=in_text)
    if isinstance(value, list):
        kept = (item for item in value if not _is_hidden(item, names))
        if key == "links":
            kept = (item for item in kept if not _link_is_hidden(item, hidden))
        return [_pruned_value(item, hidden, key, names, in_text=in_text) for item in kept]
    return value


def _reference(hidden: Hidden, key: str) -> frozenset[str]:
    """Return the hidden names that the values of a key may refer to."""
    if key == "related":
        return hidden.related
    if key in _ARTICLE_KEYS:
        return hidden.articles
    if key == "symptoms":
        return hidden.symptoms
    return hidden.services if key in _SERVICE_KEYS else frozenset()


def _is_hidden(item: Data, names: frozenset[str]) -> bool:
    if not names:
        return False
    if isinstance(item, dict):
        item = item.get("id", item.get("service"))
    return isinstance(item, str) and (item in names or item.upper() in names)


def _link_is_hidden(item: Data, hidden: Hidden) -> bool:
    url = item.get("url") if isinstance(item, dict) else None
    return isinstance(url, str) and hidden.holds(url)


def _without_links(path: str, body: str, hidden: Hidden) -> str:
    """Return the text with links to hidden pages as their words alone."""
    labels = set()

    def undefined(match: re.Match[str]) -> str:
        target = match[0].partition("]:")[2].strip().split(" ", 1)[0].strip("<>")
        if not _leads_to_hidden(path, target, hidden):
            return match[0]
        labels.add(match["label"].lower())
        return ""

    body = _DEFINITION.sub(undefined, body)
    for target in sorted(targets(body, body), key=lambda one: one.start, reverse=True):
        if not _leads_to_hidden(path, target.text, hidden):
            continue
        end = target.start + len(target.text)
        opening, closing = body.rfind("](", 0, target.start), _LINK_END.match(body, end)
        text_start = None if target.raw or opening < 0 else _opening_bracket(body, opening)
        if text_start is None or closing is None:
            body = f"{body[: target.start]}#{body[end:]}"
        else:
            before = text_start - 1 if body[text_start - 1 : text_start] == "!" else text_start
            body = f"{body[:before]}{body[text_start + 1 : opening]}{body[closing.end() :]}"
    return _without_labels(body, labels)


def _opening_bracket(text: str, closing: int) -> int | None:
    """Return where the bracket begins that is closed at a position."""
    depth, start = 0, max(closing - 2_000, 0)
    for position in range(closing, start - 1, -1):
        depth += {"]": 1, "[": -1}.get(text[position], 0)
        if not depth:
            return position
    return None


def _without_labels(body: str, labels: Iterable[str]) -> str:
    for label in sorted(labels):
        said = re.escape(label)
        body = re.sub(rf"!?\[(?P<text>[^\[\]\n]*)\]\[{said}\]", r"\g<text>", body, flags=re.IGNORECASE)
        body = re.sub(rf"!?\[(?P<text>{said})\](?:\[\])?", r"\g<text>", body, flags=re.IGNORECASE)
    return body


def _without_names(text: str, hidden: Hidden) -> str:
    """Return the text with `(not public)` for every hidden ID and path that stands in it."""
    found = [one for one in loose_paths(text) if hidden.holds(one)] if "/" in text or ".md" in text else []
    found += [one for one in hidden.spaced if one in text]
    if "-" in text:
        found += [one for one in loose_ids(text) if one in hidden.ids]
    if not found:
        return text
    forms = (
        rf"{'(?<![A-Za-z])' if one[0].isalpha() else ''}{re.escape(one)}(?![0-9])"
        for one in sorted(found, key=len, reverse=True)
    )
    return re.sub("|".join(forms), INSTEAD, text, flags=re.IGNORECASE)
