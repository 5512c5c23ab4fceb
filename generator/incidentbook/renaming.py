"""Names that become others, wherever a text of the book refers to them: in the values of its front matter, in its prose
and in its links. Comments of the front matter, code, file names and addresses elsewhere stay as they are.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml

from incidentbook.markdown_text import scan, targets
from incidentbook.parsing import is_trusted
from incidentbook.source import Source, read_source

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LINE_END = re.compile("\r\n|\r|\n")
_RULE = re.compile(r"-{3,}\s*")
_ELSEWHERE = re.compile(r"\b[a-zA-Z][a-zA-Z0-9+.-]{1,20}://[^\s<>]+|\bwww\.[^\s<>]+")
_REFERENCES = frozenset(
    "related duplicate_of continues parent caused_by superseded_by known_issues runbooks symptoms".split()
)


@dataclass(frozen=True)
class Renaming:
    """What becomes what in one text."""

    ids: Mapping[str, str] = field(default_factory=dict)
    """IDs that are certain."""
    symptoms: Mapping[str, str] = field(default_factory=dict)
    """Names of symptoms, which are made from the ID of the known issue that describes them."""
    unclear: Collection[str] = ()
    """Names of which nobody can tell which article is meant."""
    own: str = ""
    """The ID that the article has until now …"""
    becomes: str = ""
    """… and the one that it gets."""


class Replacement(NamedTuple):
    """A name at a place, and what stands there afterwards."""

    line: int
    """From 1."""
    column: int
    """From 1, in characters."""
    name: str
    by: str
    """Empty where it is unclear which article is meant."""


class Unreadable(Exception):  # noqa: N818 - it says what the text is
    """A text that names something to be renamed, and cannot be taken apart with certainty."""


def replacements(path: str, content: bytes, renaming: Renaming, *, article: bool) -> list[Replacement]:
    """Return what is to be replaced in a text, by place. Raises `Unreadable` with the reason."""
    names = {*renaming.ids, *renaming.symptoms, *renaming.unclear, *filter(None, [renaming.own])}
    if not any(name.encode() in content for name in names):
        return []
    try:
        text = _LINE_END.sub("\n", content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unreadable("it is not UTF-8") from error
    source = read_source(path, content, front_matter=article)
    if not is_trusted(source):
        raise Unreadable("its front matter is broken")
    spot = re.compile(
        rf"(?<![^\W_])(?<!-)(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})(?![^\W_])(?!-)"
    )
    lines = text.split("\n")
    found = [*_in_front_matter(lines, source, spot, renaming), *_in_body(lines, source, spot, renaming)]
    return sorted(set(found))


def replaced(content: bytes, found: Iterable[Replacement]) -> bytes:
    """Return a text with everything replaced; not one other byte is changed."""
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    parts = re.split("(\r\n|\r|\n)", content[len(mark) :].decode())
    for line, column, name, by in sorted(found, reverse=True):
        at = 2 * (line - 1)
        parts[at] = f"{parts[at][: column - 1]}{by}{parts[at][column - 1 + len(name) :]}"
    return mark + "".join(parts).encode()


def _in_front_matter(
    lines: list[str], source: Source, spot: re.Pattern[str], renaming: Renaming
) -> Iterator[Replacement]:
    if source.yaml is None:
        return
    first = source.yaml_line - 1
    first += bool(_RULE.fullmatch(lines[first]))
    last = next((at for at in range(first, len(lines)) if _RULE.fullmatch(lines[at])), len(lines))
    text = "\n".join(lines[first:last])
    for key, node in _scalars(yaml.compose(text, Loader=_Loader)):
        begin = node.start_mark.index
        written = text[begin : node.end_mark.index]
        elsewhere = [match.span() for match in _ELSEWHERE.finditer(written)]
        for match in spot.finditer(written):
            name = match[0]
            if _is_within(match.start(), elsewhere) or (name in renaming.symptoms and node.value != name):
                continue
            # No article refers to itself in these keys: with a name that several have, another is meant.
            own = name == renaming.own and not (name in renaming.unclear and key in _REFERENCES)
            by = renaming.becomes if own else _by(name, renaming)
            yield _at(text, begin + match.start(), first, name, by)


def _scalars(root: yaml.Node | None) -> Iterator[tuple[str, yaml.ScalarNode]]:
    """Yield the values of a front matter with the key at its top; `aliases` are addresses, which stay."""
    if not isinstance(root, yaml.MappingNode):
        return
    for key, value in root.value:
        if key.value == "aliases":
            continue
        pending, seen = [value], set[int]()
        while pending:
            node = pending.pop()
            if id(node) in seen:  # an alias repeats what stands elsewhere
                continue
            seen.add(id(node))
            if isinstance(node, yaml.ScalarNode):
                yield str(key.value), node
            elif isinstance(node, yaml.MappingNode):
                pending += [one for _, one in node.value]
            else:
                pending += node.value


def _in_body(lines: list[str], source: Source, spot: re.Pattern[str], renaming: Renaming) -> Iterator[Replacement]:
    first = source.body_line - 1
    text = "\n".join(lines[first:])
    prose = scan(text).prose
    links = [(target.start, target.start + len(target.text)) for target in targets(text, prose)]
    elsewhere = [match.span() for match in _ELSEWHERE.finditer(prose)]
    for match in spot.finditer(prose):
        name, start = match[0], match.start()
        if _is_within(start, elsewhere):
            continue
        if _is_within(start, links):
            # A file keeps its name, and only these addresses are made from an ID.
            folders = ("id/", "symptoms/") if name in renaming.symptoms else ("id/",)
            if not prose.endswith(folders, 0, start):
                continue
        elif name in renaming.symptoms:
            continue
        by = renaming.becomes if name == renaming.own else _by(name, renaming)
        yield _at(text, start, first, name, by)


def _by(name: str, renaming: Renaming) -> str:
    if name in renaming.unclear:
        return ""
    return renaming.ids[name] if name in renaming.ids else renaming.symptoms[name]


def _is_within(position: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _at(text: str, position: int, line: int, name: str, by: str) -> Replacement:
    column = position - text.rfind("\n", 0, position)
    return Replacement(line + 1 + text.count("\n", 0, position), column, name, by)
