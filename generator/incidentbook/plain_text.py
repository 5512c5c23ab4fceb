"""A Markdown body as lines without markup: what is searched, shown as a passage and compared with what people paste."""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_FENCE = re.compile(r"[ \t>]*(?:[-*+] +)?(`{3,}|~{3,})")
_BEGINS = re.compile(r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+|>[ \t]*|(?=[|<]))")
_BOX = re.compile(r"(?:!!!|\?\?\?\+?|===[+!]?)[ \t][^\"]*(?:\"(?P<title>[^\"]*)\")?")
_OPENS_BLOCK = frozenset("`~>-*+0123456789#!?=")
_BEGINS_LINE = frozenset("-*+0123456789>|<")
_TABLE_RULE = re.compile(r"[\s|:+-]+")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]*\])(?:\{[^{}\n]*\})?")
_AUTOMATIC = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_TAG = re.compile(r"(?<!\\)</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>\n]*)?/?>|<!--.*?-->")
_EMPHASIS = re.compile(
    r"\*\*|__(?=\w)|(?<=\w)__|(?<![\w*\\])\*(?=\w)|(?<=[\w.,!?])\*(?![\w*])|(?<!\w)_(?=\w)|(?<=\w)_(?!\w)"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!<>|-])")
_ENDING = re.compile(r"[ \t]+#*[ \t]*(?:\{[^{}]*\})?$")


class Line(NamedTuple):
    """A paragraph, list item, row of a table, heading or line of code."""

    text: str
    level: int = 0
    """1 to 6 for a heading."""
    code: bool = False


def plain_lines(body: str) -> Iterator[Line]:
    """Yield the lines of a body without markup; those that the author only wrapped are put together again.

    It reads Markdown roughly: what it takes for text wrongly is found and shown with a sign too many, no more.
    """
    closing = ""
    paragraph: list[str] = []
    for line in body.split("\n"):
        if closing:
            if line.strip(" \t>") == closing:
                closing = ""
            elif line.strip():
                yield Line(line.rstrip(), code=True)
            continue
        stripped = line.strip()
        begins = stripped[:1]
        alone: Iterator[Line] | None = None
        if begins in _OPENS_BLOCK:
            if (fence := _FENCE.match(line)) and "`" not in line[fence.end() :]:
                closing, alone = fence[1], iter(())
            else:
                alone = _alone(stripped)
        if paragraph and (alone is not None or not begins or (begins in _BEGINS_LINE and _BEGINS.match(line))):
            yield from _plain(" ".join(paragraph))
            paragraph = []
        if alone is not None:
            yield from alone
        elif stripped:
            paragraph.append(stripped)
    if paragraph:
        yield from _plain(" ".join(paragraph))


def _alone(stripped: str) -> Iterator[Line] | None:
    """Return what a line that is no part of a paragraph says: a heading, or the title of a box."""
    if stripped[0] == "#":
        text = stripped.lstrip("#")
        return _plain(_ENDING.sub("", text), min(len(stripped) - len(text), 6)) if text[:1] in " \t" else None
    box = _BOX.match(stripped)
    return _plain(box["title"] or "") if box is not None else None


def plain(text: str) -> str:
    """Return one line without its markup."""
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    if "<" in text:
        text = _TAG.sub("", _AUTOMATIC.sub(r"\1", text))
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub("", text)
    if "`" in text:
        text = text.replace("`", "")
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if "&" in text:
        text = unescape(text)
    return text.strip()


def _plain(text: str, level: int = 0) -> Iterator[Line]:
    if text.startswith("|"):
        if _TABLE_RULE.fullmatch(text):
            return
        text = " · ".join(filter(None, map(str.strip, text.strip("|").split("|"))))
    elif not level and (begins := _BEGINS.match(text)) and "<" not in begins[0]:
        text = text[begins.end() :]
    text = plain(text)
    if text:
        yield Line(text, level)
