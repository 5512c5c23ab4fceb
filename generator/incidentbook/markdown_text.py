"""Markdown as written, seen without rendering it: what is code and what is prose, links, sections, open ends."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# One that follows the mark of a list item is no block to Python-Markdown, but its author meant one.
_FENCE = re.compile(r"(?P<indent>[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)*+)(?P<fence>`{3,}+|~{3,}+)(?P<info>[^`\n]*)$")
_LIST_MARK = re.compile(r"[^\s>]")
_CONTAINER = re.compile(r"(?:[-*+]|\d{1,9}[.)]|!!!|\?\?\?\+?|===\+?|:|\[\^[^\]]+\]:)(?:[ \t]|$)")
# A list begins only in a new paragraph; the others begin wherever they stand.
_LIST_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
_BEGINS_CONTAINER = frozenset("-*+0123456789!?=:[")
_HEADING = re.compile(r"^## .*$", re.MULTILINE)
_TICKS = re.compile(r"`+")
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")
# Only up to the end of the target: a pattern for the title behind it could be made to take for ever.
_WORD = r"[^()\s<>]*+(?:\([^()\s]*+\)[^()\s<>]*+)*+"
_LINK = re.compile(rf"\]\(\s{{0,9}}+(?:<(?P<angled>[^<>\n]*+)>|<?(?P<target>{_WORD}(?: (?=[^()\s<>\"']){_WORD})*+))")
_REFERENCE = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:\s*<?(?P<target>[^\s>]+)>?", re.MULTILINE)
_SOURCE = re.compile(
    r"""<(?:img|a|source|video|audio)\b[^<>]*?\b(?:src|href|poster)\s*=\s*["'](?P<target>[^"'\n]*)["']"""
)


class OpenFence(NamedTuple):
    """A code block that is never closed: its line (from 0) and what would close it."""

    line: int
    closing: str


class Scan(NamedTuple):
    """A Markdown text with all its code blanked out, of the same length, and a code block left open, if any."""

    prose: str
    open_fence: OpenFence | None


def scan(text: str) -> Scan:
    """Blank out code blocks, fenced or indented, and code spans; every other character stays at its place."""
    if "`" not in text and "~~~" not in text and "    " not in text and "\t" not in text:
        return Scan(text, None)
    lines = text.split("\n")
    open_fence: OpenFence | None = None
    blocks = _Blocks()
    for number, line in enumerate(lines):
        if open_fence is not None:
            if line.strip(" \t>") == open_fence.closing.strip(" \t>"):
                open_fence = None
                blocks.end_fence(len(line) - len(line.lstrip()))
        elif ("```" in line or "~~~" in line) and (fence := _FENCE.match(line)) is not None:
            open_fence = OpenFence(number, _LIST_MARK.sub(" ", fence["indent"]) + fence["fence"])
        elif not blocks.holds_code(line):
            continue
        lines[number] = " " * len(line)
    prose = "\n".join(lines)
    return Scan(_without_code_spans(prose) if "`" in prose else prose, open_fence)


class _Container(NamedTuple):
    """A list item, note, definition or footnote that lines may belong to."""

    indent: int
    lazy: bool
    """Whether it goes on in lines that are not indented, as a list item does until a blank line."""


class _Blocks:
    """Reads line after line whether it is indented code, which depends on the list items and notes it may be in."""

    def __init__(self) -> None:
        self._containers: list[_Container] = []
        self._new_paragraph = True
        self._in_code = False
        self._code_indent = _code_indent(())

    def end_fence(self, indent: int) -> None:
        """Go on behind a fenced block, in the list or note that it was part of."""
        self._end(indent, only_lazy=False)
        self._new_paragraph = self._in_code = False

    def holds_code(self, line: str) -> bool:
        """Whether the line, which follows those asked for before, is indented code."""
        stripped = line.lstrip()
        if not stripped:
            self._new_paragraph = True
            return False
        indent = len(line) - len(stripped)
        if "\t" in line[:indent]:
            indent = len(line[:indent].expandtabs(4))
        if self._in_code and not self._new_paragraph and indent < self._code_indent:
            self._in_code, self._new_paragraph = False, True
        if self._new_paragraph or (not self._in_code and stripped[0] in _BEGINS_CONTAINER):
            self._begin(stripped, indent)
        elif self._containers and not self._in_code:
            self._end(indent, only_lazy=True)
        self._new_paragraph = stripped[0] == "#"  # what follows a heading begins anew
        return self._in_code

    def _begin(self, stripped: str, indent: int) -> None:
        is_list = _LIST_ITEM.match(stripped) is not None
        begins = _CONTAINER.match(stripped) is not None if stripped[0] in _BEGINS_CONTAINER else False
        if is_list and not self._new_paragraph and not self._containers:
            begins = False  # in the middle of a paragraph
        self._end(indent, only_lazy=not (self._new_paragraph or begins))
        self._in_code = self._new_paragraph and indent >= self._code_indent
        if begins and not self._in_code:
            self._containers.append(_Container(indent, is_list))
            self._code_indent = _code_indent(self._containers)

    def _end(self, indent: int, *, only_lazy: bool) -> None:
        """Leave what a line so far indented is no part of; a lazy line stays in a list."""
        while self._containers and indent <= self._containers[-1].indent:
            if only_lazy and self._containers[-1].lazy:
                break
            self._containers.pop()
        self._code_indent = _code_indent(self._containers)


def _code_indent(containers: Sequence[_Container]) -> int:
    return (containers[-1].indent + 4 if containers else 0) + 4


def _without_code_spans(prose: str) -> str:
    """Blank out what stands between as many backticks on either side, within one paragraph."""
    ticks = [match.span() for match in _TICKS.finditer(prose)]
    by_length: dict[int, list[int]] = defaultdict(list)
    for number, (start, end) in enumerate(ticks):
        by_length[end - start].append(number)
    paragraph_ends = [match.start() for match in _PARAGRAPH_END.finditer(prose)]
    pieces, position, number = [], 0, 0
    while number < len(ticks):
        start, end = ticks[number]
        if _escaped(prose, start):
            start += 1
        alike = by_length.get(end - start, [])
        following = bisect_right(alike, number)
        closing = alike[following] if following < len(alike) else None
        number += 1
        if closing is None or start == end:
            continue
        until = ticks[closing][1]
        paragraph = bisect_right(paragraph_ends, end - 1)
        if paragraph < len(paragraph_ends) and paragraph_ends[paragraph] < until:
            continue
        blank = "\n".join(" " * len(line) for line in prose[start:until].split("\n"))
        pieces += [prose[position:start], blank]
        position, number = until, closing + 1
    return "".join([*pieces, prose[position:]])


def _escaped(text: str, position: int) -> bool:
    """Whether the character at a position has an odd number of backslashes before it."""
    start = position
    while start and text[start - 1] == "\\":
        start -= 1
    return (position - start) % 2 == 1


class Target(NamedTuple):
    """Where a link or image leads, as written, where that stands in the text, and whether it is in raw HTML."""

    text: str
    start: int
    raw: bool = False


def targets(text: str, prose: str) -> Iterator[Target]:
    """Yield the targets of links and images, in Markdown and in raw HTML, without those inside code."""
    for pattern, needle in ((_LINK, "]("), (_REFERENCE, "]:"), (_SOURCE, "<")):
        if needle in prose:
            for match in pattern.finditer(prose):
                group = "angled" if pattern is _LINK and match["angled"] is not None else "target"
                start, end = match.span(group)
                yield Target(text[start:end], start, pattern is _SOURCE)


class Heading(NamedTuple):
    """A `##` heading: its title, its line (from 0) and where its line begins and ends in the text."""

    title: str
    line: int
    start: int
    end: int


def headings(text: str, prose: str) -> list[Heading]:
    """Return the second-level headings, without those inside code."""
    found, line, counted = [], 0, 0
    for match in _HEADING.finditer(prose) if "## " in prose else ():
        start, end = match.span()
        line, counted = line + prose.count("\n", counted, start), start
        title = text[start + 3 : end].strip()
        if title.endswith("}") and "{" in title:  # an attribute list: `## Workaround {#workaround}`
            title = title[: title.rindex("{")].rstrip()
        found.append(Heading(title.rstrip("#").rstrip(), line, start, end))
    return found
