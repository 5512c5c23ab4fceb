"""Single values of a YAML text set, added and removed; every other line, every comment and the order stay."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from incidentbook.merging import At
from incidentbook.written_yaml import WIDTH, Value, flow_text, key_lines, plain_text

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")
_Pair = tuple[yaml.Node, yaml.Node]


def with_key(text: str, at: At, value: Value, order: Sequence[str] = ()) -> str:
    """Set the value of a key, which is added behind those that come before it in `order`, else in front of the others.

    A mapping between brackets is written anew as a whole. Raises ValueError where the text is no block of keys.
    """
    root = _root(text)
    if root.flow_style and not root.value:
        without = f"{text[: root.start_mark.index]}{text[root.end_mark.index :]}"
        return with_key(without if without.strip() else "", at, value, order)
    holder, pair = _found(root, at)
    if len(at) > 1 and holder.flow_style:
        return with_key(text, at[:1], {**_written(holder), at[-1]: value})
    if pair is None:
        return _added(text, holder, at[-1], value, order)
    return _replaced(text, pair, at[-1], value)


def without_key(text: str, at: At) -> str:
    """Remove a key with its value; comments inside stay. A mapping that is empty then goes, too."""
    holder, pair = _found(_root(text), at)
    if pair is None:
        return text
    if len(at) > 1 and len(holder.value) == 1:
        return without_key(text, at[:1])
    if len(at) > 1 and holder.flow_style:
        return with_key(text, at[:1], {key: one for key, one in _written(holder).items() if key != at[-1]})
    lines = text.split("\n")
    first, last = pair[0].start_mark.line, _last_line(pair, lines)
    lines[first : last + 1] = _comments(text, first, last, pair[0].start_mark.column)
    return "\n".join(lines)


def _root(text: str) -> yaml.MappingNode:
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise ValueError("it is not valid YAML") from error
    if root is None:
        return yaml.MappingNode("", [], flow_style=False)
    if not isinstance(root, yaml.MappingNode) or (root.flow_style and root.value):
        raise ValueError("it has no keys, each on a line of its own")
    return root


def _found(root: yaml.MappingNode, at: At) -> tuple[yaml.MappingNode, _Pair | None]:
    """Return the mapping that a key belongs to, and the key with its value if they are there."""
    holder, pair = root, _pair(root, at[0])
    if len(at) == 1:
        return holder, pair
    if pair is None or not isinstance(pair[1], yaml.MappingNode):
        raise ValueError(f"`{at[0]}` is no mapping")
    return pair[1], _pair(pair[1], at[1])


def _pair(holder: yaml.MappingNode, key: str) -> _Pair | None:
    return next((pair for pair in holder.value if pair[0].value == key), None)


def _replaced(text: str, pair: _Pair, key: str, value: Value) -> str:
    name, node = pair
    start, end, column = node.start_mark, node.end_mark, name.start_mark.column
    inline = plain_text(value) if isinstance(value, str) else flow_text(value)
    in_line = start.index < end.index and name.start_mark.line == end.line
    fits = isinstance(value, str) or len(inline) + start.column <= WIDTH
    is_flow = isinstance(node, yaml.CollectionNode) and node.flow_style
    if in_line and fits and (is_flow or not isinstance(value, Mapping)):
        return f"{text[: start.index]}{inline}{text[end.index :]}"
    lines = text.split("\n")
    first, last = name.start_mark.line, _last_line(pair, lines)
    new = [f"{' ' * column}{line}" for line in key_lines(key, value)]
    lines[first : last + 1] = [*_comments(text, first, last, column), *new]
    return "\n".join(lines)


def _added(text: str, holder: yaml.MappingNode, key: str, value: Value, order: Sequence[str]) -> str:
    lines = text.split("\n")
    if not holder.value:
        return "\n".join([*(lines if text.strip() else []), *key_lines(key, value)])
    place = order.index(key) if key in order else len(order)
    earlier, later = set(order[:place]), set(order[place + 1 :])
    before = [pair for pair in holder.value if pair[0].value in earlier]
    after = next((pair for pair in holder.value if pair[0].value in later), None)
    if not before and after is not None:
        line = after[0].start_mark.line
        while line and lines[line - 1].lstrip().startswith("#"):  # what is noted above a key is about it
            line -= 1
    else:
        line = _last_line(max(before or holder.value, key=lambda one: one[0].start_mark.line), lines) + 1
    column = holder.value[0][0].start_mark.column
    lines[line:line] = [f"{' ' * column}{one}" for one in key_lines(key, value)]
    return "\n".join(lines)


def _last_line(pair: _Pair, lines: Sequence[str]) -> int:
    """Return the line on which a value ends; the end of a block, as the parser says it, is behind comments."""
    last = _end(pair[1], pair[0].end_mark.line)
    while last > pair[0].start_mark.line and not lines[last].strip():
        last -= 1
    return last


def _end(node: yaml.Node, at_least: int) -> int:
    if isinstance(node, yaml.ScalarNode):
        mark = node.end_mark
        return max(mark.line - (mark.column == 0 and node.style in ("|", ">")), at_least)
    if isinstance(node, yaml.CollectionNode) and node.flow_style:
        return int(node.end_mark.line)
    children = [one for pair in node.value for one in pair] if isinstance(node, yaml.MappingNode) else node.value
    return max((_end(one, at_least) for one in children), default=at_least)


def _comments(text: str, first: int, last: int, column: int) -> list[str]:
    """Return the comments on some lines, each on a line of its own: nothing that somebody noted is to be lost."""
    masked = list(text)
    for node in _scalars(_root(text)):
        begin, end = node.start_mark.index, node.end_mark.index
        masked[begin:end] = "\n".join("x" * len(line) for line in text[begin:end].split("\n"))
    lines = "".join(masked).split("\n")[first : last + 1]
    written = text.split("\n")[first : last + 1]
    found = (
        (line, match.start()) for line, mask in zip(written, lines, strict=True) for match in _COMMENT.finditer(mask)
    )
    return [f"{' ' * column}{line[at:].rstrip()}" for line, at in found]


def _scalars(root: yaml.Node) -> Iterator[yaml.ScalarNode]:
    pending, seen = [root], set[int]()
    while pending:
        node = pending.pop()
        if id(node) in seen:
            raise ValueError("it repeats a value by its name, as in `*name`")
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            yield node
        elif isinstance(node, yaml.MappingNode):
            pending += [one for pair in node.value for one in pair]
        else:
            pending += node.value


def _written(node: yaml.Node) -> Mapping[str, Value]:
    """Return the entries of a mapping as they could be written."""
    return {str(key.value): _value(one) for key, one in node.value}


def _value(node: yaml.Node) -> Value:
    if isinstance(node, yaml.MappingNode):
        return _written(node)
    return [_value(one) for one in node.value] if isinstance(node, yaml.SequenceNode) else str(node.value)
