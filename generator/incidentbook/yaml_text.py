"""YAML as written: every scalar stays text, every node keeps its place, and no input is too hostile to read."""

import contextlib
from collections.abc import Sequence
from typing import Any, NamedTuple

import yaml

from incidentbook.text import CONTROL

_Parser: Any = getattr(yaml, "CLoader", yaml.Loader)

MAX_CHARACTERS = 200_000
MAX_DEPTH = 40
MAX_NODES = 20_000

Data = str | None | list["Data"] | dict[str, "Data"]


class Place(NamedTuple):
    """A line and a column of the YAML text, both from 0."""

    line: int
    column: int


class Fault(NamedTuple):
    """Something wrong with the YAML text: the code of the finding, where, and the words for it."""

    code: str
    place: Place
    message: str
    hint: str = ""


class _TextLoader(_Parser):  # type: ignore[misc]
    """Resolves nothing: YAML 1.1 would read `10:00` as 600, `2.10` as 2.1 and `NO` as false."""

    yaml_implicit_resolvers: dict[str, Any] = {}


class YamlText:
    """A parsed YAML text: its data as text, lists and mappings, and the place of every part of it."""

    def __init__(self, text: str) -> None:
        """Parse as much as can be parsed; what could not be is in `faults`."""
        self.faults: list[Fault] = []
        self._blocks: list[tuple[yaml.MappingNode, int]] = []
        self._count = 0
        self.data: dict[str, Data] = {}
        self._read(text)

    def _read(self, text: str) -> None:
        fault = _too_much(text)
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
            fault = _too_much(block)
            if fault is not None:
                self.faults.append(fault._replace(place=Place(fault.place.line + start, fault.place.column)))
                continue
            try:
                self._add(yaml.compose(block, Loader=_TextLoader), start)
            except yaml.YAMLError as broken:
                self.faults.append(_explained(broken, block, start))
                self._first_line(block, start)
        if len(self.faults) == before:
            self.faults.append(_explained(error, text, 0))

    def _first_line(self, block: str, start: int) -> None:
        """Keep what the first line of a broken block says by itself: often the mistake is in the lines below."""
        line, _, below = block.partition("\n")
        if below:
            with contextlib.suppress(yaml.YAMLError):
                self._add(yaml.compose(line, Loader=_TextLoader), start)

    def _add(self, node: yaml.Node | None, start: int) -> None:
        if node is None:
            return
        if not isinstance(node, yaml.MappingNode):
            place = Place(node.start_mark.line + start, node.start_mark.column)
            self.faults.append(
                Fault("KB111", place, "This must be a list of keys with values", "Write `key: value` lines.")
            )
            return
        self._blocks.append((node, start))
        self.data.update(self._mapping(node, start, 0))

    def _mapping(self, node: yaml.MappingNode, start: int, depth: int) -> dict[str, Data]:
        data: dict[str, Data] = {}
        for key_node, value_node in node.value:
            place = Place(key_node.start_mark.line + start, key_node.start_mark.column)
            if not isinstance(key_node, yaml.ScalarNode):
                self.faults.append(
                    Fault(
                        "KB109", place, "A key must be a word, not a list or mapping",
                        "Quote a value that begins with `[` or `{`.",
                    )
                )  # fmt: skip
                continue
            key = self._visible(key_node, place)
            if key in data or (depth == 0 and key in self.data):
                hint = "Keep one of the two."
                self.faults.append(Fault("KB110", place, f"The key `{key}` is written twice", hint))
                continue
            data[key] = self._value(value_node, start, depth + 1)
        return data

    def _value(self, node: yaml.Node, start: int, depth: int) -> Data:
        self._count += 1
        if depth > MAX_DEPTH or self._count > MAX_NODES:  # an alias repeats a whole tree at no cost in text
            if self._count <= MAX_NODES + 1:
                place = Place(node.start_mark.line + start, node.start_mark.column)
                self.faults.append(Fault("KB118", place, "This is nested or repeated too often to be read"))
                self._count = MAX_NODES + 2
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, start, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, start, depth + 1) for item in node.value]
        assert isinstance(node, yaml.ScalarNode)
        if node.style is None and node.value in ("", "~", "null"):
            return None
        return self._visible(node, Place(node.start_mark.line + start, node.start_mark.column))

    def _visible(self, node: yaml.ScalarNode, place: Place) -> str:
        """Return the text of a scalar; an escape can write what no file may hold."""
        value = str(node.value)
        match = CONTROL.search(value)
        if match is None:
            return value
        self.faults.append(
            Fault("KB116", place, f"The invisible character U+{ord(match[0]):04X} is in this value", "Delete it.")
        )
        return CONTROL.sub("\ufffd", value)

    def place_of(self, location: Sequence[str | int], *, of_key: bool = False) -> Place:
        """Return where the value at a location is written, or its key; else the nearest part around it."""
        for node, start in self._blocks:
            found = _descend(node, location, of_key=of_key)
            if found is not None:
                return Place(found.start_mark.line + start, found.start_mark.column)
        return Place(0, 0)


def _descend(root: yaml.Node, location: Sequence[str | int], *, of_key: bool) -> yaml.Node | None:
    """Follow a location from the root; steps that do not exist in the text are passed over."""
    key: yaml.Node | None = None
    value, found = root, False
    for step in location:
        if isinstance(value, yaml.MappingNode):
            pair = next((pair for pair in value.value if pair[0].value == step), None)
            if pair is not None:
                (key, value), found = pair, True
            elif not found:
                return None
        elif isinstance(value, yaml.SequenceNode) and isinstance(step, int) and step < len(value.value):
            key, value = None, value.value[step]
    if not found and location:
        return None
    empty = isinstance(value, yaml.ScalarNode) and not value.value
    return key if key is not None and (of_key or empty) else value


def _too_much(text: str) -> Fault | None:
    if len(text) > MAX_CHARACTERS:
        return Fault(
            "KB112", Place(0, 0), f"The front matter has {len(text):,} characters; {MAX_CHARACTERS:,} are read",
            "Move long texts into the article's body.",
        )  # fmt: skip
    openers = text.count("[") + text.count("{") + text.count("- ") + text.count("? ") + text.count("-\n")
    deepest_indent = max((len(line) - len(line.lstrip(" ")) for line in text.split("\n")), default=0)
    if openers + deepest_indent <= MAX_DEPTH:
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


# What libyaml and PyYAML say, and what they mean by it. The first that occurs in the message is used.
_EXPLANATIONS: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "A value with a colon and a space in it must be quoted",
        'Write it as `key: "first: second"`, or check the indentation.',
    ),
    ("expected ':'", "This line is no `key: value` pair", "Write `key: value`, or indent it under its key."),
    (
        "escape",
        "Between double quotes a backslash begins an escape, and this one is unknown",
        "Use single quotes, or write the backslash twice.",
    ),
    ("quoted scalar", "A quotation mark is opened here and never closed", "Close it, or double it inside."),
    ("expected ',' or ']'", "A list opened with `[` is not closed", "Add the missing `]` or comma."),
    ("expected ',' or '}'", "A mapping opened with `{` is not closed", "Add the missing `}` or comma."),
    ("expected the node content", "A bracket is opened here and never closed, or a value is missing", ""),
    ("undefined alias", "A value cannot begin with `*` unless it is quoted", 'Write `"*…"`.'),
    ("alphabetic or numeric character", "A value cannot begin with `*` or `&` unless it is quoted", ""),
    ("character '%'", "A value cannot begin with `%` unless it is quoted", 'Write `"%…"`.'),
    ("tab character", "A tab is used to indent this line", "Indent with spaces."),
    ("cannot start any token", "A value cannot begin with this character unless it is quoted", ""),
    ("expected key", "The indentation does not fit the lines around it", "Align it with its neighbours."),
    ("block end", "The indentation does not fit the lines around it", "Align it with its neighbours."),
    ("tag", "A value cannot begin with `!` unless it is quoted", ""),
    ("block scalar", "After `|` or `>` the text begins on the next line", ""),
    ("control characters", "There is a character here that YAML does not allow", "Delete it."),
    ("another document", "A second `---` document begins here", "Keep one."),
    ("document start", "A second `---` document begins here", "Keep one."),
    ("directive", "A line cannot begin with `%`", "Quote the value."),
)


def _explained(error: yaml.YAMLError, text: str, start: int) -> Fault:
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    context = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if "quoted scalar" in context or "flow" in context:
        mark = getattr(error, "context_mark", None) or mark
    place = Place(mark.line, mark.column) if mark is not None else Place(0, 0)
    last = text.count("\n")
    place = Place(min(place.line, last) + start, place.column)
    said = f"{context} {problem}"
    for fragment, message, hint in _EXPLANATIONS:
        if fragment in said:
            return Fault("KB109", place, message, hint)
    return Fault("KB109", place, f"This is not valid YAML: {problem}")
