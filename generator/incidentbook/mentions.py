"""What a text refers to: IDs typed in prose, and the targets of its links."""

import re
from typing import NamedTuple

from incidentbook.markdown_text import Scan, targets

ID_LIKE = re.compile(r"(?<![\w-])[A-Z]{2,6}-(?:\d{4}-)?(?:\d{3,6}|NEW(?:-[a-z0-9]+)*)(?![\w-])")
# What is a link already, an address, a tag, a heading or a definition stays as the author wrote it.
_LEAVE = re.compile(
    r"!?\[(?:[^\[\]\n]|\[[^\]\n]*\])*\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])"
    r"|\bhttps?://[^\s<>]+|<[^<>\n]*>|^\s{0,3}#{1,6}\s.*$|^\s{0,3}\[[^\]\n]+\]:.*$|\{[^{}\n]*\}",
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
    prose = _LEAVE.sub(lambda match: " " * len(match[0]), seen.prose)
    return Prose(tuple(Mention(match[0], match.start()) for match in ID_LIKE.finditer(prose)), found)
