"""What can be put right without asking: for each code whose findings may have exactly one right answer, a function
that gives the spans to replace. Where there is any doubt it gives none.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import cached_property
from typing import NamedTuple

import yaml

from incidentbook.diagnostics import Diagnostic
from incidentbook.instants import parse_instant
from incidentbook.parsing import is_trusted
from incidentbook.schemas import SCHEMAS, schema_of
from incidentbook.settings import Settings
from incidentbook.source import Source, read_source, read_yaml

_LINE_END = re.compile("\r\n|\r|\n")
_SUGGESTED = re.compile(r"Did you mean `(?P<word>[^`]+)`\?")
_DATE = re.compile(r"(?P<before>(?:~\s*)?\d{4})(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?P<after>\D.*)?")
_RULE = re.compile(r"-{3,}\s*")
_READ_WITH_OTHER_COLUMNS = ("KB103", "KB104")
"""Where front matter or a line of it is indented otherwise than it should be."""
_SHORTEST_KEY = 4
"""Letters. A shorter word is near too many others."""
_MOST_ROUNDS = 1_000
"""A key that is put right may show that its value is wrong, and of very many mistakes only the first are found. As each
round puts something right there is an end; this is for the case that somebody adds a repair that does not.
"""


class Repair(NamedTuple):
    """A span of a text, in characters, what stands there afterwards, and the finding that this is for."""

    start: int
    end: int
    by: str
    found: Diagnostic
    said: str
    """What it does, in words."""


class Repaired(NamedTuple):
    """A text after its repairs, and what each did, in order."""

    content: bytes
    repairs: tuple[Repair, ...]


class _Scalar(NamedTuple):
    """A key or a value."""

    value: str
    quoted: bool
    beside: frozenset[str]
    """Of a key: all keys of its mapping."""


@dataclass(frozen=True)
class _Text:
    """A file's text, taken apart as findings see it."""

    path: str
    content: bytes
    text: str
    """With its byte order mark and its line ends."""
    found: Sequence[Diagnostic]
    keys: Collection[str]
    """All keys that any file of a book may have."""

    @cached_property
    def lines(self) -> list[int]:
        """Where each line begins. Columns of the first do not count a byte order mark."""
        return [int(self.text.startswith("\ufeff")), *(match.end() for match in _LINE_END.finditer(self.text))]

    @cached_property
    def source(self) -> Source:
        return _read(self.path, self.content)

    @cached_property
    def scalars(self) -> Mapping[tuple[int, int], _Scalar]:
        """Keys and values of the front matter by line and column; none where it cannot be read with certainty."""
        source = self.source
        if source.yaml is None or source.yaml.faults or not is_trusted(source):
            return {}
        if any(found.code in _READ_WITH_OTHER_COLUMNS for found in source.diagnostics):
            return {}
        lines = _LINE_END.sub("\n", self.text.removeprefix("\ufeff")).split("\n")[source.yaml_line - 1 :]
        first = int(_RULE.fullmatch(lines[0]) is not None)
        end = next((at for at in range(first, len(lines)) if _RULE.fullmatch(lines[at])), len(lines))
        try:
            root = yaml.compose("\n".join([*[""] * first, *lines[first:end]]), Loader=yaml.SafeLoader)
        except yaml.YAMLError:
            return {}
        return {(mark.line + source.yaml_line, mark.column + 1): one for mark, one in _scalars(root)}


def repaired(
    path: str, content: bytes, keys: Collection[str], find: Callable[[bytes], Sequence[Diagnostic]]
) -> Repaired:
    """Put right what can be. `find` says what is wrong with the file when it has some content; `keys` are all keys
    that any file may have.
    """
    done: list[Repair] = []
    for _ in range(_MOST_ROUNDS):
        repairs = _repairs(path, content, keys, find(content))
        if not repairs:
            break
        content = _replaced(content, repairs)
        done += repairs
    return Repaired(content, tuple(done))


def _repairs(path: str, content: bytes, keys: Collection[str], found: Sequence[Diagnostic]) -> list[Repair]:
    try:
        text = _Text(path, content, content.decode("utf-8"), found, keys)
    except UnicodeDecodeError:
        return []  # what is not text has no certain spans
    repairs = sorted(
        repair
        for code, function in REPAIRS.items()
        if any(one.code == code for one in found)
        for repair in function(text)
    )
    # Of two that touch the same characters the first goes ahead, the other in the next round if it is still needed.
    kept: list[Repair] = []
    for repair in repairs:
        if not kept or repair.start >= kept[-1].end:
            kept.append(repair)
    return kept


def _replaced(content: bytes, repairs: Sequence[Repair]) -> bytes:
    text = content.decode("utf-8")
    parts, end = [], 0
    for repair in repairs:
        parts += [text[end : repair.start], repair.by]
        end = repair.end
    return "".join([*parts, text[end:]]).encode("utf-8")


def _of(text: _Text, code: str) -> Iterator[Diagnostic]:
    return (found for found in text.found if found.code == code)


def _byte_order_mark(text: _Text) -> Iterator[Repair]:
    for found in _of(text, "KB105"):
        yield Repair(0, 1, "", found, "the byte order mark is gone")


def _line_ends(text: _Text) -> Iterator[Repair]:
    """Every CRLF; but none where carriage returns stand alone, which may be no line ends at all."""
    if re.search("\r(?!\n)", text.text):
        return
    for found in _of(text, "KB113"):
        for match in re.finditer("\r\n", text.text):
            yield Repair(match.start(), match.end(), "\n", found, "lines end with LF")


def _tabs(text: _Text) -> Iterator[Repair]:
    """Tabs that indent, if the front matter says one and the same with all widths with which it can be read."""
    found = list(_of(text, "KB104"))
    readings: list[tuple[list[Repair], Source]] = []
    for width in (2, 4, 8):
        repairs = [_spaces(text, one, width) for one in found]
        source = _read(text.path, _replaced(text.content, repairs))
        if source.yaml is not None and not source.yaml.faults and not any(_is_tab(one) for one in source.diagnostics):
            readings.append((repairs, source))
    if readings and all(source.data == readings[0][1].data for _, source in readings):
        yield from readings[0][0]


def _is_tab(found: Diagnostic) -> bool:
    return found.code == "KB104"


def _spaces(text: _Text, found: Diagnostic, width: int) -> Repair:
    start = text.lines[found.line - 1]
    indentation = re.compile(r"[ \t]*").match(text.text, start)
    written = indentation[0] if indentation is not None else ""
    by = written.expandtabs(width)
    return Repair(start, start + len(written), by, found, f"{len(by)} spaces indent the line")


def _misspelt_keys(text: _Text) -> Iterator[Repair]:
    """Keys that are one slip away from one key, and from no other that there is anywhere.

    Where a mapping has that key already, only its author knows which of the two is right.
    """
    for found in _of(text, "KB201"):
        scalar, meant = text.scalars.get((found.line, found.column)), _suggested(found)
        if scalar is None or meant in scalar.beside or len(scalar.value) < _SHORTEST_KEY:
            continue
        if {key for key in text.keys if _one_slip_apart(scalar.value, key)} == {meant}:
            yield from _instead(text, scalar, meant, found)


def _other_case(text: _Text) -> Iterator[Repair]:
    """Words of a list that are right but for capital letters."""
    for found in _of(text, "KB204"):
        scalar, meant = text.scalars.get((found.line, found.column)), _suggested(found)
        if scalar is not None and scalar.value != meant and scalar.value.lower() == meant.lower():
            yield from _instead(text, scalar, meant, found)


def _dates(text: _Text) -> Iterator[Repair]:
    """Dates with the year first that lack a leading zero, or have other marks than hyphens."""
    for found in _of(text, "KB205"):
        scalar = text.scalars.get((found.line, found.column))
        match = _DATE.fullmatch(scalar.value) if scalar is not None else None
        if scalar is None or match is None:
            continue
        date = f"{match['before']}-{int(match['month']):02}-{int(match['day']):02}{match['after'] or ''}"
        try:
            parse_instant(date, UTC)
        except ValueError:
            continue
        yield from _instead(text, scalar, date, found)


REPAIRS: Mapping[str, Callable[[_Text], Iterator[Repair]]] = {
    "KB104": _tabs,
    "KB105": _byte_order_mark,
    "KB113": _line_ends,
    "KB201": _misspelt_keys,
    "KB204": _other_case,
    "KB205": _dates,
}
"""By code: what gives the spans to replace."""


def _suggested(found: Diagnostic) -> str:
    match = _SUGGESTED.fullmatch(found.hint)
    return match["word"] if match is not None else ""


def _instead(text: _Text, scalar: _Scalar, by: str, found: Diagnostic) -> Iterator[Repair]:
    """Replace what a scalar says and nothing around it, if it is written as it is read: on one line, unescaped."""
    start = text.lines[found.line - 1] + found.column - 1 + scalar.quoted
    end = start + len(scalar.value)
    if text.text[start:end] == scalar.value:
        yield Repair(start, end, by, found, f"`{scalar.value}` is now `{by}`")


def _scalars(root: yaml.Node | None) -> Iterator[tuple[yaml.Mark, _Scalar]]:
    """Yield all keys and values with where they begin."""
    pending, seen = [root], set[int]()
    while pending:
        node = pending.pop()
        if node is None or id(node) in seen:  # an alias repeats what stands elsewhere
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            keys = frozenset(str(key.value) for key, _ in node.value)
            yield from ((key.start_mark, _scalar(key, keys)) for key, _ in node.value)
            pending += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            pending += node.value
        else:
            yield node.start_mark, _scalar(node)


def _scalar(node: yaml.Node, beside: frozenset[str] = frozenset()) -> _Scalar:
    return _Scalar(str(node.value), getattr(node, "style", None) in ("'", '"'), beside)


def _one_slip_apart(one: str, other: str) -> bool:
    """Whether two words differ in a letter too many, missing, wrong or exchanged with the next, or in nothing."""
    shorter, longer = sorted((one.lower(), other.lower()), key=len)
    if len(longer) - len(shorter) > 1:
        return False
    same = next((at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if len(shorter) < len(longer):
        return shorter[same:] == longer[same + 1 :]
    exchanged = f"{shorter[same + 1 : same + 2]}{shorter[same : same + 1]}{shorter[same + 2 :]}"
    return longer[same:] == exchanged or longer[same + 1 :] == shorter[same + 1 :]


def _read(path: str, content: bytes) -> Source:
    return read_source(path, content) if path.endswith(".md") else read_yaml(path, content)


def known_keys(settings: Settings) -> frozenset[str]:
    """Return all keys that any file of a book may have, at any depth."""
    pending: list[object] = [schema_of(name, settings) for name in SCHEMAS]
    found = set[str]()
    while pending:
        part = pending.pop()
        if isinstance(part, dict):
            properties = part.get("properties")
            found.update(properties if isinstance(properties, dict) else ())
            pending += part.values()
        elif isinstance(part, list):
            pending += part
    return frozenset(found)
