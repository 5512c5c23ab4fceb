"""What a search found, on a terminal or for a machine."""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import click

from incidentbook.facets import Facets
from incidentbook.kinds import KINDS
from incidentbook.policies import Policy
from incidentbook.searchable import Searchable
from incidentbook.templating import address_of
from incidentbook.terms import terms
from incidentbook.text import CONTROL

Marked = Sequence[tuple[str, bool]]
"""A text in pieces, each with whether it is marked."""

FIX_LINES = 5
"""Of a fix, on a terminal; of a command that goes on for longer, all."""
_INDENT = "    "
_REASONS = {"signature": "known by its signature", "phrase": "word for word"}
_MOST_SERVICES = 3
_SPACE = re.compile(r"\s+")


class Result(NamedTuple):
    """An article that was found, and what is shown of it."""

    article: Searchable
    facets: Facets
    score: float
    reason: str
    asked: frozenset[str]
    """Terms."""
    passage: Marked
    file: str
    """Where it can be read: its file as a terminal here finds it, or the page."""
    services: tuple[str, ...] = ()
    """As people call them."""

    @property
    def fields(self) -> list[str]:
        """The fields in which asked terms stand."""
        named = ["id"] if self.reason == "id" else []
        return named + [name for name, text in self.article.fields.items() if not self.asked.isdisjoint(terms(text))]


def results_json(results: Sequence[Result]) -> str:
    """Write results as a JSON list of objects."""
    return json.dumps([_values(result) for result in results], indent=2, ensure_ascii=False)


def _values(result: Result) -> dict[str, object]:
    article = result.article
    return {
        "id": article.id,
        "kind": article.kind,
        "title": article.title,
        "path": article.path,
        "url": address_of(article.path),
        "score": result.score,
        "fields": result.fields,
        "reason": result.reason,
        "passage": "".join(text for text, _ in result.passage),
    }


def results_text(results: Sequence[Result], total: int, policy: Policy, width: int) -> str:
    """Write results for a person, the first ones of so many."""
    parts = ["\n".join(_lines(result, policy, max(width, 40))) for result in results]
    if total > len(results):
        parts.append(f"{len(results):,} of {total:,} results; --limit {total} shows all.")
    return "\n\n".join(parts)


def _lines(result: Result, policy: Policy, width: int) -> Iterator[str]:
    article = result.article
    numbered = article.kind in KINDS and KINDS[article.kind].id_prefix is not None
    heading = f"{article.id}  {article.title}" if numbered else article.title
    yield from wrapped([(heading, True)], width, "", _INDENT)
    yield from wrapped([(_facts(result, policy), False)], width)
    yield f"{_INDENT}{_clean(result.file)}"
    yield from wrapped(result.passage, width)
    if article.kind == "known-issue":
        yield from _fix(article.texts.fix, width)


def _facts(result: Result, policy: Policy) -> str:
    facets = result.facets
    said = [KINDS[facets.kind].singular if facets.kind in KINDS else facets.kind.capitalize()]
    if facets.severity:
        said.append(f"{facets.severity} ({policy.severities[facets.severity]})")
    if facets.status:
        said.append(facets.status.replace("-", " "))
    if result.services and facets.kind != "service":
        more = len(result.services) - _MOST_SERVICES
        said.append(", ".join([*result.services[:_MOST_SERVICES], *([f"{more} more"] if more > 0 else [])]))
    if facets.date is not None:
        reviewed = facets.date is facets.times.get("reviewed")
        said.append(f"reviewed {facets.date.date}" if reviewed else facets.date.date)
    if result.reason in _REASONS:
        said.append(_REASONS[result.reason])
    return " · ".join(said)


def _fix(fix: Sequence[tuple[str, bool]], width: int) -> Iterator[str]:
    """Yield the first lines of a fix. Commands stay as they are, to be copied."""
    if not fix:
        return
    yield f"{_INDENT}{click.style('Fix', bold=True)}"
    shown = min(len(fix), FIX_LINES)
    while shown < len(fix) and fix[shown - 1][0].endswith("\\"):
        shown += 1
    for text, code in fix[:shown]:
        if code:
            yield f"{_INDENT * 2}{_clean(text)}"
        else:
            yield from wrapped([(text, False)], width, _INDENT * 2)
    if more := len(fix) - shown:
        yield f"{_INDENT * 2}… {more:,} more {'line' if more == 1 else 'lines'}"


def wrapped(pieces: Marked, width: int, first: str = _INDENT, indent: str | None = None) -> Iterator[str]:
    """Yield the lines of a text, what is marked in bold; `first` is before the first, `indent` before the others."""
    indent = first if indent is None else indent
    line, column = first, len(first)
    for word in chain.from_iterable(_cut(word, width - len(indent)) for word in _words(pieces)):
        columns = sum(_columns(text) for text, _ in word)
        if line.strip() and column + 1 + columns > width:
            yield line
            line, column = indent, len(indent)
        if line.strip():
            line, column = f"{line} ", column + 1
        line += "".join(click.style(text, bold=True) if marked else text for text, marked in word)
        column += columns
    if line.strip():
        yield line


def _words(pieces: Marked) -> Iterator[list[tuple[str, bool]]]:
    """Yield words, each in pieces."""
    word: list[tuple[str, bool]] = []
    for text, marked in pieces:
        for at, part in enumerate(_SPACE.split(_clean(text))):
            if at and word:
                yield word
                word = []
            if part:
                word.append((part, marked))
    if word:
        yield word


def _cut(word: list[tuple[str, bool]], room: int) -> Iterator[list[tuple[str, bool]]]:
    """Yield a word, or parts of it where it is wider than there is room."""
    part, left = list[tuple[str, bool]](), room
    for text, marked in word:
        start = 0
        for at, letter in enumerate(text):
            columns = _columns(letter)
            if columns > left:
                yield [*part, (text[start:at], marked)]
                part, left, start = [], room, at
            left -= columns
        part.append((text[start:], marked))
    yield part


def _columns(text: str) -> int:
    """Return the columns of a terminal that a text takes."""
    return len(text) if text.isascii() else sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _clean(text: str) -> str:
    """Return a text without what could make a terminal do something."""
    return CONTROL.sub("", text)
