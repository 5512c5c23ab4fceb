"""What a text refers to: IDs typed in prose, and the targets of its links."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from incidentbook.html_balance import opaque_spans
from incidentbook.markdown_text import Scan, Target, targets

# An ID is found by its hyphen and then looked at backwards: few places have one, and a search for a fixed character
# is many times faster. An underscore beside it is emphasis: `_KI-0007_`.
_AFTER_PREFIX = re.compile(r"-(?:[0-9]{4}-)?(?:[0-9]{3,6}|NEW(?:-[a-z0-9]+)*)(?![^\W_])(?!-)")
_PREFIX = re.compile(r"(?<![^\W_])(?<!-)[A-Z]{2,6}\Z")
_LONGEST_PREFIX = 6
_BRACKET = re.compile(r"\\.|[\[\]]|\n[ \t]*\n", re.DOTALL)
_LEADS_TO = re.compile(r"\([^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)*+\)|\[[^\[\]\n]*+\]")
# What is an address, a heading, a definition or a list of attributes stays as the author wrote it.
_LEFT: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("://", re.compile(r"\b[a-zA-Z][a-zA-Z0-9+.-]{1,20}://[^\s<>]+")),
    ("www.", re.compile(r"\bwww\.[^\s<>]+")),
    ("<", re.compile(r"<[a-zA-Z][a-zA-Z0-9+.-]*:[^<>\s]*>")),
    ("#", re.compile(r"^[ \t>]*#.*$", re.MULTILINE)),
    ("]:", re.compile(r"^[ \t]*(?:\[(?!\^)|\*\[)[^\]\n]+\]:.*$", re.MULTILINE)),
    ("{", re.compile(r"\{[^{}\n]*+\}")),
    ("\n==", re.compile(r"^.*\n={2,}[ \t]*$", re.MULTILINE)),
    ("\n--", re.compile(r"^.*\n-{2,}[ \t]*$", re.MULTILINE)),
)


class Mention(NamedTuple):
    """An ID in a text and where it stands."""

    name: str
    start: int


class Prose(NamedTuple):
    """What a text refers to."""

    mentions: tuple[Mention, ...] = ()
    """What looks like an ID, in order; not in code, links, addresses, headings and raw HTML."""
    targets: tuple[Target, ...] = ()
    """Where links and images lead."""


def ids_in(text: str) -> Iterator[Mention]:
    """Yield what looks like an ID."""
    for after in _AFTER_PREFIX.finditer(text):
        prefix = _PREFIX.search(text, max(after.start() - _LONGEST_PREFIX, 0), after.start())
        if prefix is not None:
            yield Mention(text[prefix.start() : after.end()], prefix.start())


def prose_of(text: str, seen: Scan) -> Prose:
    """Read what a text refers to; `seen` is its scan."""
    prose = seen.prose
    leads_to = tuple(targets(text, prose))
    found = list(ids_in(prose))
    if not found:
        return Prose((), leads_to)
    left = [match.span() for needle, form in _LEFT if needle in prose for match in form.finditer(prose)]
    left += _links(prose)
    if "<" in prose:
        left += opaque_spans(prose)
    return Prose(tuple(_outside(found, left)), leads_to)


def _links(prose: str) -> list[tuple[int, int]]:
    """Return where links and images stand. Brackets are counted: a pattern would take for ever on `[[[[…`."""
    if "](" not in prose and "][" not in prose:
        return []
    links: list[tuple[int, int]] = []
    opened: list[int] = []
    for bracket in _BRACKET.finditer(prose):
        if bracket[0] == "[":
            opened.append(bracket.start())
        elif bracket[0] == "]" and opened:
            start = opened.pop()
            if (target := _LEADS_TO.match(prose, bracket.end())) is not None:
                links.append((start, target.end()))
        elif bracket[0][0] == "\n":
            opened.clear()
    return links


def _outside(found: list[Mention], spans: list[tuple[int, int]]) -> list[Mention]:
    """Return the mentions that stand in none of the spans."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    starts = [start for start, _ in merged]
    kept = []
    for mention in found:
        before = bisect_right(starts, mention.start) - 1
        if before < 0 or merged[before][1] <= mention.start:
            kept.append(mention)
    return kept
