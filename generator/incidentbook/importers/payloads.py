"""JSON as tools and their users hand it over: one document, several behind each other or a line each. What is not
whole is refused as a whole, with the place.
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from incidentbook.errors import IncidentbookError
from incidentbook.text import listed, shortened

MAX_BYTES = 64_000_000
"""Of a file: parsed, it takes several times as much memory."""
MAX_DEPTH = 48
"""Levels of lists and objects in each other; no tool nests a tenth of them."""

_WHITE = re.compile(r"[ \t\n\r]*")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_COMPRESSED = {
    b"\x1f\x8b": "gunzip", b"PK\x03\x04": "unzip", b"BZh": "bunzip2", b"\xfd7zXZ": "unxz", b"(\xb5/\xfd": "unzstd",
}  # fmt: skip
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Document(NamedTuple):
    """One JSON value of a file: texts, numbers, true, false, null, lists and objects."""

    file: str
    """As it was named to the importer."""
    line: int
    """Where it begins, from 1; 0 where it is the only one of its file."""
    value: Any

    def path_of(self, part: object) -> str:
        """Return where a list or object of the document is, as `incidents[3].service`; empty for the whole of it and
        for what is not part of it.
        """
        return next((_path(steps) for value, steps in _walked(self.value) if value is part), "")

    def place(self, path: str) -> str:
        """Return the place of a path in words that a message begins with."""
        return ", ".join(filter(None, (self.file, f"line {self.line}" if self.line else "", path and f"`{path}`")))


class _Repeated(dict[str, Any]):
    """An object in which a key is written twice."""

    key = ""


class _NoNumber:
    """What stands for `NaN` and `Infinity`, which are no JSON."""


_Steps = tuple[Any, ...] | None
"""The way to a value, the last step first: a key or position, and the steps before it."""


def read_documents(file: str, content: bytes) -> list[Document]:
    """Return the JSON values of a file.

    IncidentbookError says what keeps it from being read as a whole, with its place: no JSON, cut off, compressed, too
    large or nested too deeply, a key written twice, a number that is none.
    """
    text = _decoded(file, content)
    found: list[Document] = []
    position, line, last = _white(text, 0), 1, 0
    while position < len(text):
        line, last = line + text.count("\n", last, position), position
        value, position = _value(file, text, position)
        position = _white(text, position)
        alone = not found and position == len(text)
        found.append(Document(file, 0 if alone else line, value))
        _check(found[-1])
    return found


def _decoded(file: str, content: bytes) -> str:
    if len(content) > MAX_BYTES:
        size = f"{len(content) / 1e6:,.0f} MB; {MAX_BYTES / 1e6:.0f} MB are read at once"
        raise IncidentbookError(f"{file} has {size}. Fetch it from the tool in smaller pages, and name them all.")
    program = next((program for mark, program in _COMPRESSED.items() if content.startswith(mark)), None)
    if program is not None:
        raise IncidentbookError(f"{file} is compressed; unpack it with {program} first.")
    encoding = "utf-16" if content[:2] in _UTF_16 else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise IncidentbookError(f"{file}, line {line}: this is no UTF-8; fetch the file again, as JSON.") from error
    begins = text.lstrip()[:200].lower()
    if not begins:
        raise IncidentbookError(f"{file} is empty; fetch it from the tool again.")
    if begins.startswith(("<!doctype html", "<html")):
        raise IncidentbookError(f"{file} is a web page, often one to log in at; fetch the JSON with a valid token.")
    if begins.startswith("<"):
        raise IncidentbookError(f"{file} is XML; ask the tool for JSON.")
    return text


def _white(text: str, position: int) -> int:
    match = _WHITE.match(text, position)
    return match.end() if match is not None else position


def _value(file: str, text: str, position: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, position)
    except json.JSONDecodeError as error:
        at = min(error.pos, len(text))
        reason = error.msg[:1].lower() + error.msg[1:].removesuffix(" at").removesuffix(" starting")
        if at >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            reason += "; the file seems to be cut off"
        where = _place(file, text, at)
        raise IncidentbookError(f"{where} is no JSON: {reason}. Fetch it from the tool again.") from error
    except RecursionError as error:
        raise IncidentbookError(f"{_place(file, text, position)} is nested too deeply to be read.") from error
    except ValueError as error:  # a whole number of more digits than Python takes
        where = _place(file, text, position)
        raise IncidentbookError(f"{where} begins something with a number of too many digits.") from error


def _place(file: str, text: str, position: int) -> str:
    line = text.count("\n", 0, position) + 1
    return f"{file}, line {line}, column {position - text.rfind(chr(10), 0, position)},"


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    whole = dict(pairs)
    if len(whole) == len(pairs):
        return whole
    repeated = _Repeated(whole)
    names = [name for name, _ in pairs]
    repeated.key = next(name for name in names if names.count(name) > 1)
    return repeated


_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_constant=lambda _: _NoNumber())


def _check(document: Document) -> None:
    for value, steps in _walked(document.value, MAX_DEPTH):
        if steps is not None and steps[2] > MAX_DEPTH:
            path = shortened(_path(steps))
            raise IncidentbookError(f"{document.place(path)} is nested more than {MAX_DEPTH} levels deep.")
        if isinstance(value, _Repeated):
            again = f"the key `{shortened(value.key)}` is written twice in one object"
            raise IncidentbookError(f"{document.place(_path(steps))}: {again}; nobody can tell which is meant.")
        if isinstance(value, _NoNumber):
            where = document.place(_path(steps))
            raise IncidentbookError(f"{where} is `NaN` or `Infinity`, which are no JSON; write `null` instead.")


def _walked(root: Any, deepest: int | None = None) -> Iterator[tuple[Any, _Steps]]:
    """Yield every value of a document that has parts or is none, with the way to it, in order; not by recursion."""
    waiting: list[tuple[Any, _Steps]] = [(root, None)]
    while waiting:
        value, steps = waiting.pop()
        depth = steps[2] if steps is not None else 0
        if isinstance(value, dict):
            parts = list(value.items())
        elif isinstance(value, list):
            parts = list(enumerate(value))
        else:
            if isinstance(value, _NoNumber):
                yield value, steps
            continue
        yield value, steps
        if deepest is None or depth <= deepest:
            waiting += [
                (part, (key, steps, depth + 1))
                for key, part in reversed(parts)
                if isinstance(part, (dict, list, _NoNumber))
            ]


def _path(steps: _Steps) -> str:
    parts: list[str] = []
    while steps is not None:
        key, steps, _ = steps
        parts.append(f"[{key}]" if isinstance(key, int) else f".{key}" if _NAME.fullmatch(key) else f'."{key}"')
    return "".join(reversed(parts)).removeprefix(".")


def kind_of(value: object) -> str:
    """Return what sort of JSON value this is, for a message: `a list`, `an object`, `text`."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "an object"


def keys_of(value: object) -> str:
    """Return the first keys of a document, to say what it holds instead of what was looked for."""
    if isinstance(value, list):
        return f"a list of {len(value):,}" + (f", the first of which is {keys_of(value[0])}" if value else "")
    if not isinstance(value, dict):
        return kind_of(value)
    names = [f"`{shortened(name, limit=30)}`" for name in list(value)[:6]]
    return f"an object with {listed(names)}" if names else "an empty object"
