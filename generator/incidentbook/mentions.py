"""What a text refers to: IDs typed in prose, and the targets of its links."""

import re
from typing import NamedTuple

from incidentbook.markdown_text import Scan, targets

ID_LIKE = re.compile(r"(?<![\w-])[A-Z]{2,6}-(?:\d{4}-)?(?:\d{3,6}|NEW(?:-[a-z0-9]+)*)(?![\w-])")
# What is a link already, an address, a tag, a heading or a definition stays as the author wrote it.
_BRACKET = re.compile(r"[\[\]\n]")
_LEADS_TO = re.compile(r"\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]*\]")
_LEAVE = re.compile(
    r"\bhttps?://[^\s<>]+|<[^<>\n]*>|^\s{0,3}#{1,6}\s.*$|^\s{0,3}\[[^\]\n]+\]:.*$|\{[^{}\n]*\}",
    re.MULTILINE,
)


class Mention(NamedTuple):
    """An ID in a text and where it stands."""

    name: str
    start: int


class Prose(NamedTuple):
    """What a text refers to."""

    mentions: tuple[Mention, ...] = ()
    """What looks like an ID, in order; not in code, links, addresses and headings."""
    targets: tuple[str, ...] = ()
    """Where links and images lead, as written, each once."""


def prose_of(text: str, seen: Scan) -> Prose:
    """Read what a text refers to; `seen` is its scan."""
    found = tuple(dict.fromkeys(target.text for target in targets(text, seen.prose)))
    if not ID_LIKE.search(seen.prose):
        return Prose((), found)
    prose = _LEAVE.sub(lambda match: " " * len(match[0]), _without_links(seen.prose))
    return Prose(tuple(Mention(match[0], match.start()) for match in ID_LIKE.finditer(prose)), found)


def _without_links(prose: str) -> str:
    """Blank out links and images. Brackets are counted: a pattern that tries each would take for ever on `[[[[…`."""
    if "](" not in prose and "][" not in prose:
        return prose
    links: list[tuple[int, int]] = []
    opened: list[int] = []
    for bracket in _BRACKET.finditer(prose):
        if bracket[0] == "[":
            opened.append(bracket.start())
        elif bracket[0] == "\n":
            opened.clear()
        elif opened:
            start = opened.pop()
            if (target := _LEADS_TO.match(prose, bracket.end())) is not None:
                links.append((start, target.end()))
    pieces, position = [], 0
    for start, end in sorted(links):
        if end > position:
            start = max(start, position)
            pieces += [prose[position:start], " " * (end - start)]
            position = end
    return "".join([*pieces, prose[position:]])
