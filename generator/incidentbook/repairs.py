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
from incidentbook.source import Source, read_source, read_yaml
from incidentbook.text import one_typo_apart

_LINE_END = re.compile("\r\n|\r|\n")
_SUGGESTED = re.compile(r"Did you mean `(?P<word>[^`]+)`\?")
_DATE = re.compile(r"(?P<before>(?:~\s*)?\d{4})(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?P<after>\D.*)?")
_SHORTEST_KEY = 4
"""Letters. A shorter word is near too many others."""
_ROUNDS = 5
"""A key that is put right may show that its value is not. Each round puts something right, so few are needed."""


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
    def scalars(self) -> Mapping[tuple[int, int], yaml.ScalarNode]:
        """Keys and values of the front matter by line and column; none where it cannot be read with certainty."""
        source = self.source
        if source.yaml is None or source.yaml.faults or not is_trusted(source):
            return {}
        if any(found.code in ("KB103", "KB104") for found in source.diagnostics):
            return {}  # read with another indentation, so that columns are not those of the file
        lines = _LINE_END.sub("\n", self.text.removeprefix("\ufeff")).split("\n")[source.yaml_line - 1 :]
        if self.path.endswith(".md"):
            first = int(lines[0].strip() == "---")
            end = next((at for at in range(first, len(lines)) if lines[at].strip() == "---"), len(lines))
            lines = ["" if at < first else line for at, line in enumerate(lines[:end])]
        elif lines[0].strip() == "---":
            lines[0] = ""
        try:
            root = yaml.compose("\n".join(lines), Loader=yaml.SafeLoader)
        except yaml.YAMLError:
            return {}
        return {
            (node.start_mark.line + source.yaml_line, node.start_mark.column + 1): node for node in _scalars_in(root)
        }

    def offset(self, line: int, column: int) -> int:
        return self.lines[line - 1] + column - 1


def repaired(
    path: str, content: bytes, keys: Collection[str], find: Callable[[bytes], Sequence[Diagnostic]]
) -> Repaired:
    """Put right what can be. `find` says what is wrong with the file when it has some content; `keys` are all keys
    that any file may have.
    """
    done: list[Repair] = []
    for _ in range(_ROUNDS):
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
        repair for code, function in REPAIRS.items() if any(one.code == code for one in found) for repair in function(text)
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
    """Keys that one slip away from one key, and from no other that there is anywhere."""
    for found in _of(text, "KB201"):
        node, meant = text.scalars.get((found.line, found.column)), _suggested(found)
        if node is None or not meant or len(node.value) < _SHORTEST_KEY:
            continue
        near = {key for key in text.keys if one_typo_apart(node.value, key)}
        if near == {meant} and not _is_there(text, found, meant):
            yield from _instead(text, node, meant, found)


def _is_there(text: _Text, found: Diagnostic, key: str) -> bool:
    """Whether a mapping has the key already beside the misspelt one: then only its author knows which is right."""
    for mapping in _mappings_in(text.source):
        places = {(one.start_mark.line + text.source.yaml_line, one.start_mark.column + 1): one for one, _ in mapping}
        if (found.line, found.column) in places:
            return any(one.value == key for one, _ in mapping)
    return True


def _other_case(text: _Text) -> Iterator[Repair]:
    """Words of a list that are right but for capital letters."""
    for found in _of(text, "KB204"):
        node, meant = text.scalars.get((found.line, found.column)), _suggested(found)
        if node is not None and node.value != meant and node.value.lower() == meant.lower():
            yield from _instead(text, node, meant, found)


def _dates(text: _Text) -> Iterator[Repair]:
    """Dates with the year first that lack a leading zero, or have other marks than hyphens."""
    for found in _of(text, "KB205"):
        node = text.scalars.get((found.line, found.column))
        match = _DATE.fullmatch(node.value) if node is not None else None
        if node is None or match is None:
            continue
        date = f"{match['before']}-{int(match['month']):02}-{int(match['day']):02}{match['after'] or ''}"
        try:
            parse_instant(date, UTC)
        except ValueError:
            continue
        yield from _instead(text, node, date, found)


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


def _instead(text: _Text, node: yaml.ScalarNode, by: str, found: Diagnostic) -> Iterator[Repair]:
    """Replace what a scalar says and nothing around it, if it is written as it is read: on one line, unescaped."""
    quoted = int(node.style in ("'", '"'))
    start = text.offset(found.line, found.column) + quoted
    end = start + len(node.value)
    if text.text[start:end] == node.value:
        yield Repair(start, end, by, found, f"`{node.value}` is now `{by}`")


def _read(path: str, content: bytes) -> Source:
    return read_source(path, content) if path.endswith(".md") else read_yaml(path, content)
