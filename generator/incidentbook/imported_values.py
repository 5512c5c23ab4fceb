"""Values of imported articles that a check would refuse: they are taken out of the front matter, kept in the text, and
said, so that a book is as right after an import as before.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from incidentbook.article_edits import new_file
from incidentbook.articles import Article
from incidentbook.book import Book
from incidentbook.diagnostics import Diagnostic
from incidentbook.importers.imported import Written
from incidentbook.kinds import KINDS
from incidentbook.load import load_text
from incidentbook.mentions import Prose
from incidentbook.merging import shown
from incidentbook.settings import Settings
from incidentbook.source import Source, read_source

HEADING = "## As imported"
"""Above what could not stay in the front matter."""
_VALUES = "KB2"
"""The codes of keys and values that cannot be."""
_MOST_ROUNDS = 8
"""A value that is taken out may show that the next one is wrong."""
_AT_ONCE = 500
"""Articles that are in memory as loaded at the same time."""
_NO_PROSE = Prose((), ())
_TICKS = re.compile(r"`+")

_Location = tuple[str, str | int | None]


class Fitted(NamedTuple):
    """An article whose values can be what they are."""

    front_matter: Mapping[str, Written]
    body: str
    moved: tuple[str, ...] = ()
    """What was taken out of the front matter, and why, in words."""


def fitted(
    articles: Mapping[str, Fitted], beside: Mapping[str, bytes], settings: Settings, step: Callable[[], None]
) -> tuple[Book, dict[str, Fitted]]:
    """Return articles, by path, without values that are none; and as a book what they say, but not their texts.

    `beside` are the catalogues that they are read with. `step` is called for every article.
    """
    done: dict[str, Fitted] = {}
    loaded: dict[str, list[Article[Any]]] = {kind.folder.replace("-", "_"): [] for kind in KINDS.values()}
    paths = sorted(articles)
    for start in range(0, len(paths), _AT_ONCE):
        some = {path: articles[path] for path in paths[start : start + _AT_ONCE]}
        book = _fit(some, beside, settings)
        done |= some
        for article in book.articles():
            loaded[KINDS[article.kind].folder.replace("-", "_")].append(replace(article, body="", prose=_NO_PROSE))
        for _ in some:
            step()
    by_kind: dict[str, Any] = {name: tuple(of_kind) for name, of_kind in loaded.items()}
    return Book(**by_kind), done


def _fit(articles: dict[str, Fitted], beside: Mapping[str, bytes], settings: Settings) -> Book:
    """Put articles right, and return them as loaded."""
    texts = {path: new_file(one.front_matter, one.body) for path, one in articles.items()}
    rounds = 0
    while True:
        rounds += 1
        book, found = load_text({**texts, **beside}, settings)
        faults = _by_path(one for one in found if one.code.startswith(_VALUES) and one.severity == "error")
        changed = False
        for path, said in faults.items():
            if path in articles:
                fit = _without(articles[path], read_source(path, texts[path]), said)
                changed |= fit != articles[path]
                articles[path] = fit
                texts[path] = new_file(fit.front_matter, fit.body)
        if not changed or rounds == _MOST_ROUNDS:
            return book


def _by_path(found: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
    by_path: dict[str, list[Diagnostic]] = {}
    for one in found:
        by_path.setdefault(one.path, []).append(one)
    return by_path


def _without(article: Fitted, source: Source, faults: Iterable[Diagnostic]) -> Fitted:
    places = [*_places(source, article.front_matter)]
    reasons: dict[_Location, str] = {}
    for fault in faults:
        before = [(place, location) for place, location in places if place <= (fault.line, fault.column)]
        location = max(before, key=lambda one: one[0])[1] if before else ("", None)
        if location[0] not in ("", "id", "title"):
            reasons.setdefault(location, fault.message)
    front_matter = dict(article.front_matter)
    lines, moved = list[str](), list[str]()
    for (key, below), reason in reasons.items():
        name = key if below is None else f"{key}.{below}" if isinstance(below, str) else key
        value = front_matter[key] if below is None else _part(front_matter[key], below)
        lines.append(f"- {name}: {_code(shown(value) or '')}")
        moved.append(f"{reason}; `{name}` is kept in the text")
    for key in dict.fromkeys(key for key, _ in reasons):
        rest = _rest(front_matter[key], [below for one, below in reasons if one == key])
        if rest:
            front_matter[key] = rest
        else:
            del front_matter[key]
    if not reasons:
        return article
    heading = "" if HEADING in article.body.split("\n") else f"{HEADING}\n\n"
    body = f"{article.body}\n{'' if not heading else chr(10)}{heading}{chr(10).join(lines)}".strip("\n")
    return Fitted(front_matter, body, (*article.moved, *moved))


def _places(source: Source, front_matter: Mapping[str, Written]) -> Iterable[tuple[tuple[int, int], _Location]]:
    for key, value in front_matter.items():
        yield source.place_of((key,), of_key=True), (key, None)
        if isinstance(value, dict):
            yield from ((source.place_of((key, name), of_key=True), (key, name)) for name in value)
        elif isinstance(value, list):
            yield from ((source.place_of((key, at)), (key, at)) for at in range(len(value)))


def _part(value: Written, below: str | int) -> Written:
    if isinstance(value, dict):
        return value[str(below)]
    return value[below] if isinstance(value, list) and isinstance(below, int) else value


def _rest(value: Written, without: list[str | int | None]) -> Written:
    if None in without:
        return ""
    if isinstance(value, dict):
        return {name: one for name, one in value.items() if name not in without}
    return [one for at, one in enumerate(value) if at not in without] if isinstance(value, list) else ""


def _code(text: str) -> str:
    line = " ".join(text.split())
    longest = max((len(match[0]) for match in _TICKS.finditer(line)), default=0)
    ticks = "`" * (longest + 1)
    return f"{ticks} {line} {ticks}" if longest else f"`{line}`"
