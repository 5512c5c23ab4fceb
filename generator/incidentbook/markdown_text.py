"""Markdown as written, seen without rendering it: what is code and what is prose, links, sections, open ends."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})(?P<info>[^`\n]*)$")
_CONTAINER = re.compile(r"(?:[-*+]|\d{1,9}[.)]|!!!|\?\?\?\+?|===\+?|:|\[\^[^\]]+\]:)(?:[ \t]|$)")
_CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
# Only up to the end of the target: a pattern for the title behind it could be made to take for ever.
_WORD = r"[^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*"
_LINK = re.compile(rf"\]\(\s*<?(?P<target>{_WORD}(?: (?=[^()\s<>\"']){_WORD})*)")
_REFERENCE = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:\s*<?(?P<target>[^\s>]+)>?", re.MULTILINE)
_SOURCE = re.compile(
    r"""<(?:img|a|source|video|audio)\b[^<>]*?\b(?:src|href)\s*=\s*["'](?P<target>[^"'\n]*)["']"""
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
    after_blank, container, previous_code = True, -1, False
    for number, line in enumerate(lines):
        if open_fence is not None:
            lines[number] = " " * len(line)
            if line.strip() == open_fence.closing.strip():
                open_fence = None
            after_blank, previous_code = False, False
            continue
        fence = _FENCE.match(line)
        if fence is not None:
            open_fence = OpenFence(number, fence["indent"] + fence["fence"])
            lines[number] = " " * len(line)
            continue
        if not line.strip():
            after_blank = True
            continue
        stripped = line.expandtabs(4).lstrip(" ")
        indent = len(line.expandtabs(4)) - len(stripped)
        if container >= 0 and indent <= container and not _CONTAINER.match(stripped):
            container = -1 if after_blank or indent == 0 else container
        allowed = container + 4 if container >= 0 else 0
        if indent >= allowed + 4 and (after_blank or previous_code):
            lines[number] = " " * len(line)
            previous_code = True
        else:
            previous_code = False
            if _CONTAINER.match(stripped):
                container = indent
        after_blank = False
    prose = "\n".join(lines)
    return Scan(_CODE_SPAN.sub(_blanked, prose) if "`" in prose else prose, open_fence)


def _blanked(match: re.Match[str]) -> str:
    if "\n\n" in match[0]:  # a code span ends with its paragraph
        return match[0]
    return "".join("\n" if character == "\n" else " " for character in match[0])


class Target(NamedTuple):
    """Where a link or image leads, as written, and where that stands in the text."""

    text: str
    start: int


def targets(text: str, prose: str) -> Iterator[Target]:
    """Yield the targets of links and images, in Markdown and in raw HTML, without those inside code."""
    for pattern, needle in ((_LINK, "]("), (_REFERENCE, "]:"), (_SOURCE, "=")):
        if needle in prose:
            for match in pattern.finditer(prose):
                yield Target(text[match.start("target") : match.end("target")], match.start("target"))


class Heading(NamedTuple):
    """A `##` heading: its title, its line (from 0) and where its line begins and ends in the text."""

    title: str
    line: int
    start: int
    end: int


def headings(text: str, prose: str) -> list[Heading]:
    """Return the second-level headings, without those inside code."""
    if "## " not in prose:
        return []
    found, start = [], 0
    for number, line in enumerate(prose.split("\n")):
        if line.startswith("## "):
            title = text[start + 3 : start + len(line)].strip()
            if title.endswith("}") and "{" in title:  # an attribute list: `## Workaround {#workaround}`
                title = title[: title.rindex("{")].rstrip()
            found.append(Heading(title.rstrip("#").rstrip(), number, start, start + len(line)))
        start += len(line) + 1
    return found
