"""YAML as written: every scalar stays text, every node keeps its place, and no input is too hostile to read."""

import contextlib
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import yaml

from incidentbook.text import CONTROL, shortened
from incidentbook.yaml_faults import Fault, Place, explained, no_mapping

_Parser: Any = getattr(yaml, "CLoader", yaml.Loader)

MAX_CHARACTERS = 200_000
MAX_DEPTH = 40
MAX_NODES = 20_000
MAX_ITEMS = 1_000
MAX_FAULTS = 100
_END = Place(sys.maxsize, 0)
_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_COMMENT = re.compile(r"[ \t]+#(?=[^\s#!])(?P<said>.*)")
_ANCHOR = re.compile(r"(?:^|[:\-,\[{][ \t]+)&(?P<name>[\w-]+)[ \t]+[^\s\[{|>&*]", re.MULTILINE)

_DOCUMENT_MARK = re.compile(r"^(?:---|\.\.\.)(?=[ \t]|$)[ \t]*(?:#.*)?", re.MULTILINE)

Data = str | None | list["Data"] | dict[str, "Data"]


class Bounds(NamedTuple):
    """How much of a text is read, and how it is looked at. The usual ones are those of front matter."""

    characters: int = MAX_CHARACTERS
    nodes: int = MAX_NODES
    items: int = MAX_ITEMS
    lenient: bool = False
    """Whether all of YAML is meant as it is; in front matter comments behind values, anchors and tags are pointed at,
    as they are hardly meant."""


def documents(text: str) -> Iterator[tuple[int, str]]:
    """Yield the documents of a text, each with the line, from 0, that it begins on."""
    line = start = 0
    for mark in _DOCUMENT_MARK.finditer(text):
        yield line, text[start : mark.start()]
        line += text.count("\n", start, mark.end())
        start = mark.end()
    yield line, text[start:]


class _TextLoader(_Parser):  # type: ignore[misc]
    """Resolves nothing: YAML 1.1 would read `10:00` as 600, `2.10` as 2.1 and `NO` as false."""

    def resolve(self, kind: type[yaml.Node], value: object, implicit: object) -> str:  # noqa: ARG002 - PyYAML's own
        """Return the tag of a node that has none: text, list or mapping."""
        return _TAGS[kind]


_TAGS = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}


class YamlText:
    """A parsed YAML text: its data as text, lists and mappings, and the place of every part of it."""

    def __init__(self, text: str, bounds: Bounds = Bounds()) -> None:  # noqa: B008 - a value that cannot change
        """Parse as much as can be parsed; what could not be is in `faults`."""
        self.faults: list[Fault] = []
        self._bounds = bounds
        self._blocks: list[tuple[yaml.MappingNode, int]] = []
        self._count = 0
        may_comment = not bounds.lenient and (" #" in text or "\t#" in text)
        self._lines = text.split("\n") if may_comment else None
        self._may_hide = "\\" in text or CONTROL.search(text) is not None
        self.data: dict[str, Data] = {}
        self._read(text)
        if "&" in text and not bounds.lenient:
            self._check_anchors(text)
        self.faults.sort(key=lambda fault: fault.place)
        if len(self.faults) > MAX_FAULTS:
            last = self.faults[MAX_FAULTS]
            message = f"There are {len(self.faults) - MAX_FAULTS:,} more such faults from here on"
            self.faults[MAX_FAULTS:] = [Fault(last.code, last.place, message, "Mend those before, then check again.")]

    def _read(self, text: str) -> None:
        fault = _too_much(text, self._bounds.characters)
        if fault is not None:
            self.faults.append(fault)
            return
        try:
            self._add(yaml.compose(text, Loader=_TextLoader), 0)
        except yaml.YAMLError as error:
            self._salvage(text, error)

    def _salvage(self, text: str, error: yaml.YAMLError) -> None:
        """Read a broken text key by key, so that one mistake hides neither the next nor the good keys."""
        before = len(self.faults)
        for start, block in _top_level_blocks(text):
            fault = _too_much(block, self._bounds.characters)
            if fault is not None:
                self.faults.append(fault._replace(place=Place(fault.place.line + start, fault.place.column)))
                continue
            try:
                self._add(yaml.compose(block, Loader=_TextLoader), start)
            except yaml.YAMLError as broken:
                fault = explained(broken, block)
                self.faults.append(fault._replace(place=Place(fault.place.line + start, fault.place.column)))
                self._add_beginning(block, start, fault.place.line)
        if len(self.faults) == before:
            self.faults.append(explained(error, text))

    def _add_beginning(self, block: str, start: int, lines: int) -> None:
        """Keep what a broken block says above the line with the mistake: that much is whole."""
        above = "\n".join(block.split("\n")[:lines])
        if above:
            with contextlib.suppress(yaml.YAMLError):
                self._add(yaml.compose(above, Loader=_TextLoader), start)

    def _add(self, node: yaml.Node | None, start: int) -> None:
        if node is None:
            return
        if not isinstance(node, yaml.MappingNode):
            place = Place(node.start_mark.line + start, node.start_mark.column)
            message, hint = no_mapping(node, str(node.value))
            self.faults.append(Fault("KB111", place, message, hint))
            return
        self._blocks.append((node, start))
        self.data.update(self._mapping(node, start, 0))

    def _mapping(self, node: yaml.MappingNode, start: int, depth: int) -> dict[str, Data]:
        data: dict[str, Data] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                place = Place(key_node.start_mark.line + start, key_node.start_mark.column)
                message, hint = "A key must be a word, not a list or mapping", "Quote what begins with `[` or `{`."
                self.faults.append(Fault("KB109", place, message, hint))
                continue
            key = self._visible(key_node, start)
            if key in data or (depth == 0 and key in self.data):
                self._report_again(key, key_node, node, start)
                continue
            data[key] = self._value(value_node, start, depth + 1)
        return data

    def _report_again(self, key: str, again: yaml.ScalarNode, node: yaml.MappingNode, start: int) -> None:
        place = Place(again.start_mark.line + start, again.start_mark.column)
        nodes = [*self._blocks, (node, start)] if node is not self._blocks[-1][0] else self._blocks
        first = next((at, pair[0]) for one, at in reversed(nodes) for pair in one.value if pair[0].value == again.value)
        line = first[1].start_mark.line + first[0]
        above = place.line - line
        where = "on this line" if not above else f"{above} line{'' if above == 1 else 's'} above"
        message = f"The key `{key}` is written twice: first {where}"
        self.faults.append(Fault("KB110", place, message, "Keep one of the two; the first is used until then."))

    def _value(self, node: yaml.Node, start: int, depth: int) -> Data:
        self._count += 1
        most = self._bounds.nodes
        if depth > MAX_DEPTH or self._count > most:  # an alias repeats a whole tree at no cost in text
            if self._count <= most + 1:
                place = Place(node.start_mark.line + start, node.start_mark.column)
                self.faults.append(Fault("KB118", place, "This is nested or repeated too often to be read"))
                self._count = most + 2
            return None
        if node.tag not in _PLAIN_TAGS and not self._bounds.lenient:
            self._report_tag(node, start)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, start, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, start, depth + 1) for item in self._items(node, start)]
        if not isinstance(node, yaml.ScalarNode):
            return None
        if not node.style:  # neither quoted nor a block
            if self._lines is not None:
                self._check_comment(node, start, self._lines)
            if node.value in _NULLS:
                return None
        return self._visible(node, start)

    def _items(self, node: yaml.SequenceNode, start: int) -> list[yaml.Node]:
        """Return the entries of a list. Each may become a page that shows all the others: their number is bounded."""
        most = self._bounds.items
        if len(node.value) > most:
            first = node.value[most].start_mark
            message = f"The list has {len(node.value):,} entries; the first {most:,} are read"
            self.faults.append(Fault("KB120", Place(first.line + start, first.column), message))
        items: list[yaml.Node] = node.value[:most]
        return items

    def _report_tag(self, node: yaml.Node, start: int) -> None:
        place = Place(node.start_mark.line + start, node.start_mark.column)
        hint = "Put quotation marks around it."
        self.faults.append(Fault("KB109", place, "A value cannot begin with `!` unless it is quoted", hint))

    def _check_comment(self, node: yaml.Node, start: int, lines: list[str]) -> None:
        """Point at a comment that was hardly meant as one: `chat: #payments`, `title: Outage of PR #42`."""
        line, column = node.end_mark.line + start, node.end_mark.column
        comment = _COMMENT.match(lines[line], column) if line < len(lines) else None
        if comment is not None:
            said = shortened(f"#{comment['said']}", limit=30)
            place = Place(line, comment.start("said") - 1)
            message = f"`{said}` is a comment and no part of the value"
            hint = "Put quotation marks around the value, or a space after the `#` if it is meant as a comment."
            self.faults.append(Fault("KB119", place, message, hint))

    def _check_anchors(self, text: str) -> None:
        """Point at a name that nothing refers to: `owner: &co` was hardly meant as one."""
        unused = [match for match in _ANCHOR.finditer(text) if f"*{match['name']}" not in text]
        quoted = sorted(self._quoted()) if unused else []
        for match in unused:
            start = match.start("name") - 1
            place = Place(text.count("\n", 0, start), start - text.rfind("\n", 0, start) - 1)
            before = bisect_right(quoted, (place, _END)) - 1
            is_text = before >= 0 and place < quoted[before][1]
            if not is_text and all(fault.place != place for fault in self.faults):
                message = "A value cannot begin with `&` unless it is quoted"
                self.faults.append(Fault("KB109", place, message, "Put quotation marks around it."))

    def _quoted(self) -> Iterator[tuple[Place, Place]]:
        """Yield where texts begin and end that stand between quotation marks or in a block of their own."""
        pending: list[tuple[yaml.Node, int]] = list(self._blocks)
        seen = set[int]()
        while pending:
            node, start = pending.pop()
            if id(node) in seen:  # an alias repeats what stands elsewhere
                continue
            seen.add(id(node))
            if isinstance(node, yaml.MappingNode):
                pending += [(one, start) for pair in node.value for one in pair]
            elif isinstance(node, yaml.SequenceNode):
                pending += [(one, start) for one in node.value]
            elif isinstance(node, yaml.ScalarNode) and node.style:
                begin, end = node.start_mark, node.end_mark
                yield Place(begin.line + start, begin.column), Place(end.line + start, end.column)

    def _visible(self, node: yaml.ScalarNode, start: int) -> str:
        """Return the text of a scalar; an escape can write what no file may hold."""
        value = str(node.value)
        match = CONTROL.search(value) if self._may_hide else None
        if match is None:
            return value
        place = Place(node.start_mark.line + start, node.start_mark.column)
        message = f"The invisible character U+{ord(match[0]):04X} is in this value"
        self.faults.append(Fault("KB116", place, message, "Delete it."))
        return CONTROL.sub("\ufffd", value)

    def place_of(self, location: Sequence[str | int], *, of_key: bool = False, value: str = "") -> Place:
        """Return where the value at a location is written, or its key; else the nearest part around it.

        With `value` the text to be found there, it is looked for in the whole list where the location is an entry of
        one that says something else.
        """
        for node, start in self._blocks:
            found = _descend(node, location, of_key=of_key, text=value)
            if found is not None:
                return Place(found.start_mark.line + start, found.start_mark.column)
        return Place(0, 0)


def _descend(root: yaml.Node, location: Sequence[str | int], *, of_key: bool, text: str) -> yaml.Node | None:
    """Follow a location from the root; steps that do not exist in the text are passed over."""
    key: yaml.Node | None = None
    value, found = root, False
    for depth, step in enumerate(location):
        if isinstance(value, yaml.MappingNode):
            pair = next((pair for pair in value.value if pair[0].value == step), None)
            if pair is not None:
                (key, value), found = pair, True
            elif not found:
                return None
        elif isinstance(value, yaml.SequenceNode) and isinstance(step, int):
            entries = value.value[step : step + 1] or [value]
            if text and depth == len(location) - 1:
                entries = [one for one in (*entries, *value.value) if _says(one, text) is not None] or entries
            key, value = None, entries[0]
    if not found and location:
        return None
    empty = isinstance(value, yaml.ScalarNode) and not value.value
    if key is not None and (of_key or empty):
        return key
    return (_says(value, text) or value) if text else value


def _says(node: yaml.Node, text: str) -> yaml.Node | None:
    """Return the scalar that says the text: the node itself, or a value in it when it is a mapping."""
    if isinstance(node, yaml.MappingNode):
        return next((value for _, value in node.value if _says(value, text) is value), None)
    return node if isinstance(node, yaml.ScalarNode) and node.value == text else None


def _too_much(text: str, characters: int) -> Fault | None:
    if len(text) > characters:
        return Fault(
            "KB112", Place(0, 0), f"The front matter has {len(text):,} characters; {characters:,} are read",
            "Move long texts into the article's body.",
        )  # fmt: skip
    openers = text.count("[") + text.count("{") + sum(map(text.count, ("- ", "-\t", "-\n", "? ", "?\t", "?\n")))
    deepest = MAX_DEPTH - openers  # as far as lines may be indented: each further level takes a space at least
    if deepest > 0 and f"\n{' ' * deepest}" not in text and not text.startswith(" "):
        return None
    # The C composer recurses and dies of deep nesting; its events do not, so count on them first.
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_TextLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    mark = event.start_mark
                    place = Place(mark.line, mark.column) if mark is not None else Place(0, 0)
                    return Fault(
                        "KB118", place, f"This is nested more than {MAX_DEPTH} levels deep",
                        "Check for brackets that are never closed.",
                    )  # fmt: skip
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError:
        return None
    return None


def _top_level_blocks(text: str) -> list[tuple[int, str]]:
    """Cut a text before each line that starts a top-level key; return (first line, text) pairs."""
    blocks: list[tuple[int, list[str]]] = []
    for number, line in enumerate(text.split("\n")):
        starts = line[:1] not in (" ", "\t", "#", "-", "]", "}", "") and ":" in line
        if starts or not blocks:
            blocks.append((number, []))
        blocks[-1][1].append(line)
    return [(number, "\n".join(lines)) for number, lines in blocks]
