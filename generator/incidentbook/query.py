"""The query language: filters, words that must stand as they are, beginnings and misspellings; all else is text.

- `service:checkout`, `severity:sev1,sev2` (either), `severity:sev1..sev2`, `year:2025`, `resolved:2026-01..2026-03`,
  `resolved:2026-01..` and `severity:..sev2` let through what is so, `-service:checkout` what is not so. Of a service
  any of its names will do. `status:open` is an incident that is not resolved or a known issue that is not fixed. A
  value with spaces is put in quotation marks, one that ends in `*` is a beginning: `alert:Kube*`.
- The words of one filter said twice are alternatives; everything else must hold together.
- `"connection pool"` must stand there word for word, `conn*` is any word that begins so, `conection~` any that is
  written much like it.
- What looks like a filter and is none is text: an unknown key, a value that the book does not know (of which a hint
  says more), a quotation mark or star in the middle of a word. A text of several lines, or a long one, was pasted, and
  nothing in it is anything but text. So there is no wrong query.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache
from itertools import chain
from typing import NamedTuple

from incidentbook.book import Book
from incidentbook.facets import OPEN, TIMES, Facets
from incidentbook.instants import Instant, parse_instant
from incidentbook.kinds import KINDS
from incidentbook.terms import UNSPACED, tokens, words_of
from incidentbook.text import CONTROL, closest, did_you_mean, shortened

NAMES = ("kind", "id", "service", "severity", "status", "owner", "alert", "factor", "year")
"""Keys whose values are names."""
STATUSES = (
    *(OPEN, "investigating", "identified", "monitoring", "resolved"),  # incidents
    *("workaround", "fixed", "wont-fix", "retired"),  # known issues
    *("planned", "in-progress", "completed", "cancelled"),  # maintenance
)
LONGEST = 500
"""Letters of a query. Longer texts are pasted."""

_SAME = {"services": "service", "alerts": "alert", "factors": "factor", "owners": "owner"}
_IN_ORDER = ("severity", "year")
_RANGE = ".."
_QUOTED = re.compile('["“„]([^"“”„]*)["“”](?!\\S)')
_FILTER = re.compile('(-?)([A-Za-z]+):(?:"([^"]*)"|([^\\s"]+))(?!\\S)')
_WORD = re.compile(r"\S+")
_BEGINNING = re.compile(r"(.*?)([^\W_]{2,})\*")
_LIKE = re.compile(r"([^\W_]{3,})~[12]?")
_RUN = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"[0-9]{4}")

Span = tuple[int | None, int | None]
"""The first and the last minute of a stretch of time, as `minutes` counts them; None where it is open."""


class Filter(NamedTuple):
    """What an article must be, or must not be; any of the values will do."""

    key: str
    names: tuple[str, ...] = ()
    """In small letters."""
    beginnings: tuple[str, ...] = ()
    """Of names, in small letters."""
    spans: tuple[Span, ...] = ()
    excluded: bool = False


class Query(NamedTuple):
    """A query taken apart."""

    text: str
    """What is asked in words, with the words in quotation marks."""
    filters: tuple[Filter, ...] = ()
    quoted: tuple[str, ...] = ()
    """What must stand there word for word."""
    beginnings: tuple[str, ...] = ()
    """Of words, in small letters."""
    like: tuple[str, ...] = ()
    """Words in small letters that may be misspelt."""
    hints: tuple[str, ...] = ()
    """Sentences about what was perhaps meant otherwise."""


@dataclass(frozen=True)
class Vocabulary:
    """What filters can be set to."""

    names: Mapping[str, Mapping[str, str]]
    """By key: what may be written, in small letters, and what that stands for. The order of severities is theirs."""
    zone: tzinfo
    """Of times."""


def vocabulary(book: Book, facets: Iterable[Facets], zone: tzinfo) -> Vocabulary:
    """Return the vocabulary of a book."""
    known: dict[str, dict[str, str]] = {key: {} for key in NAMES}
    for key, said, value in chain(_said(book), *map(_values, facets), _said_otherwise(book)):
        known[key].setdefault(said.lower(), value)
    return Vocabulary(known, zone)


def _said(book: Book) -> Iterator[tuple[str, str, str]]:
    """Yield keys, and the names that the book or this program knows for them, twice."""
    kinds = [*KINDS, "service", "page"]
    severities, services = book.policy.severities, book.services
    for key, names in (("kind", kinds), ("severity", severities), ("status", STATUSES), ("service", services)):
        yield from ((key, name, name) for name in names)


def _values(facets: Facets) -> Iterator[tuple[str, str, str]]:
    for key, values in named(facets):
        yield from ((key, value, value) for value in values)


def _said_otherwise(book: Book) -> Iterator[tuple[str, str, str]]:
    """Yield keys, what people may write for a name, and the name."""
    for kind in KINDS.values():
        yield from (("kind", said, kind.name) for said in (kind.folder, kind.singular, kind.plural))
    yield from (("kind", f"{kind}s", kind) for kind in ("service", "page"))
    yield from (("severity", meaning, severity) for severity, meaning in book.policy.severities.items())
    yield from (("service", alias, key) for alias, key in book.service_aliases.items())
    yield from (("service", service.name, key) for key, service in book.services.items() if service.name)


def named(facets: Facets) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what an article is by each of `NAMES`."""
    yield "kind", (facets.kind,)
    yield "id", (facets.id,) if facets.id else ()
    yield "service", facets.services
    yield "severity", (facets.severity,) if facets.severity else ()
    yield "status", (*((facets.status,) if facets.status else ()), *((OPEN,) if facets.open else ()))
    yield "owner", facets.owners
    yield "alert", facets.alerts
    yield "factor", facets.factors
    yield "year", (facets.year,) if facets.year else ()


def parse(text: str, known: Vocabulary) -> Query:
    """Take a query apart. There is no text that is none."""
    stripped = text.strip()
    if len(stripped) > LONGEST or "\n" in stripped:
        return Query(stripped)
    words: list[str] = []
    quoted: list[str] = []
    beginnings: list[str] = []
    like: list[str] = []
    filters: list[Filter] = []
    hints: list[str] = []
    at = 0
    while word := _WORD.search(stripped, at):
        start = word.start()
        if found := _QUOTED.match(stripped, start):
            if _RUN.search(found[1]):
                quoted.append(found[1].strip())
            words.append(found[1])
        elif (found := _FILTER.match(stripped, start)) and (key := _key(found[2])):
            value = found[3] or found[4]
            try:
                filters.append(filter_of(key, value, known, excluded=bool(found[1])))
            except ValueError as error:
                hints.append(
                    f"{error} {'Nothing is left out.' if found[1] else f'`{_shown(value)}` is searched as text.'}"
                )
                words += [] if found[1] else [value]
        else:
            found = word
            if whole := _BEGINNING.fullmatch(word[0]):
                words += [whole[1]] if whole[1] else []
                beginnings.append(_small(whole[2]))
            elif whole := _LIKE.fullmatch(word[0]):
                like.append(_small(whole[1]))
            else:
                hints += _perhaps_a_filter(word[0], known)
                words.append(word[0])
        at = found.end()
    return Query(" ".join(words), tuple(_together(filters)), *map(_each, (quoted, beginnings, like, hints)))


def filter_of(key: str, said: str, known: Vocabulary, *, excluded: bool = False) -> Filter:
    """Return the filter that a key and its value, as it was written, stand for. ValueError says what is wrong."""
    names: list[str] = []
    beginnings: list[str] = []
    spans: list[Span] = []
    for part in filter(None, map(str.strip, said.split(","))):
        if key in TIMES:
            spans.append(_span(key, part, known.zone))
        elif len(part) > 1 and part.endswith("*"):
            beginnings.append(_small(part[:-1]))
        elif key in _IN_ORDER and _RANGE in part:
            names += _between(key, part, known)
        else:
            names.append(_name(key, part, known))
    if not (names or beginnings or spans):
        raise ValueError(f"`{key}:` says nothing.")
    return Filter(key, _each(name.lower() for name in names), _each(beginnings), tuple(spans), excluded)


@cache
def wording(quoted: str) -> re.Pattern[str]:
    """Return what finds words as they stand in quotation marks, in texts in Unicode's form NFKC."""
    runs = _RUN.findall(_normal(quoted))
    before = "" if UNSPACED.match(runs[0]) else r"(?<![^\W_])"
    after = "" if UNSPACED.match(runs[-1][-1]) else r"(?![^\W_])"
    return re.compile(before + r"[\W_]+".join(map(re.escape, runs)) + after, re.IGNORECASE)


def has_all(text: str, quoted: Iterable[str]) -> bool:
    """Whether all that was put in quotation marks stands in a text word for word."""
    text = _normal(text)
    return all(wording(one).search(text) for one in quoted)


def words_in(text: str) -> list[str]:
    """Return the words of a text in small letters, each once."""
    return list(dict.fromkeys(word for token in tokens(text) if token for word in words_of(token)))


def minutes(at: datetime) -> int:
    """Return a moment as minutes since 1970."""
    return int(at.timestamp() // 60)


def span_of(instant: Instant) -> tuple[int, int]:
    """Return the first and the last minute that a time may be in."""
    first, end = minutes(instant.earliest), minutes(instant.latest)
    return first, end if instant.has_clock else end - 1


def _key(said: str) -> str:
    """Return the key that was written; nothing where there is no such key."""
    small = said.lower()
    small = _SAME.get(small, small)
    return small if small in NAMES or small in TIMES else ""


def _name(key: str, said: str, known: Vocabulary) -> str:
    names = known.names[key]
    small = _small(said)
    if small in names:
        return names[small]
    if key == "year" and _YEAR.fullmatch(small):
        return small
    raise ValueError(f"There is no {key} `{_shown(said)}`. {_meant(small, names)}".rstrip())


def _meant(said: str, names: Mapping[str, str]) -> str:
    """Return a hint what was meant by a name that is none: one like it, or all where they are few."""
    return did_you_mean(said, list(dict.fromkeys(names.values()))) or did_you_mean(said, list(names))


def _between(key: str, said: str, known: Vocabulary) -> Iterator[str]:
    """Yield the names from one to another."""
    ends = [_name(key, end, known) if end else "" for end in said.split(_RANGE, 1)]
    if not any(ends):
        raise ValueError(f"`{key}:{said}` has no end; write one, as `{key}:{_example(key, known)}`.")
    ordered = list(dict.fromkeys(known.names[key].values()))
    if key == "year":
        ordered = sorted({*ordered, *filter(None, ends)})
    places = [ordered.index(end) if end else default for end, default in zip(ends, (0, len(ordered) - 1), strict=True)]
    yield from ordered[min(places) : max(places) + 1]


def _example(key: str, known: Vocabulary) -> str:
    names = list(dict.fromkeys(known.names[key].values())) or ["2025"]
    return f"{names[0]}{_RANGE}"


def _span(key: str, said: str, zone: tzinfo) -> Span:
    """Return the stretch of time that is meant by one time, or by two with dots between them."""
    first, dots, last = said.partition(_RANGE)
    try:
        begin, end = (span_of(parse_instant(one, zone)) if one else None for one in (first, last if dots else first))
    except ValueError as error:
        raise ValueError(f"`{key}:{_shown(said)}` cannot be read: {error}.") from error
    if begin is None and end is None:
        raise ValueError(f"`{key}:{said}` has no end; write one, as `{key}:2026-01{_RANGE}2026-03`.")
    if begin is not None and end is not None and begin[0] > end[1]:
        begin, end = end, begin
    return begin[0] if begin is not None else None, end[1] if end is not None else None


def _together(filters: Iterable[Filter]) -> Iterator[Filter]:
    """Yield filters, of one key with names a single one: what is said twice is said of either."""
    by_key: dict[tuple[str, bool], Filter] = {}
    for one in filters:
        if one.spans:
            yield one
            continue
        before = by_key.get((one.key, one.excluded), one._replace(names=(), beginnings=()))
        by_key[one.key, one.excluded] = before._replace(
            names=_each((*before.names, *one.names)), beginnings=_each((*before.beginnings, *one.beginnings))
        )
    yield from by_key.values()


def _perhaps_a_filter(word: str, known: Vocabulary) -> Iterator[str]:
    """Yield a hint where only the key is wrong: the value is one that a key much like it has."""
    key, colon, value = word.partition(":")
    if colon and not _key(key) and (near := closest(key, NAMES)) and _small(value) in known.names[near]:
        yield f"There is no filter `{_shown(key)}:`. Did you mean `{near}:{_shown(value)}`? It is searched as text."


def _small(text: str) -> str:
    return _normal(text).lower()


def _normal(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _shown(text: str) -> str:
    return shortened(CONTROL.sub("", text))


def _each(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
