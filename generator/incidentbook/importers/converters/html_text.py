"""HTML as Markdown: what it shows, and nothing of what it does. Read by hand, as `html.parser` takes minutes for some
hundred kilobytes of tags that are never closed.
"""

import re
from html import unescape

from incidentbook.importers.converters.context import Context
from incidentbook.importers.converters.lookups import cleaned
from incidentbook.importers.converters.markup import as_markdown, fenced

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?P<attributes>(?:[\s/][^<>]*)?)>")
_TARGET = re.compile(r"\bhref\s*=\s*[\"']?(https?://[^\s\"'<>]+)", re.IGNORECASE)
_UNSEEN = frozenset("script style head title template iframe object svg".split())
_LINE = frozenset("br tr dd dt".split())
_BLOCK = frozenset("p div ul ol table h1 h2 h3 h4 h5 h6 blockquote section article hr dl".split())
_GAP = re.compile(r"\n{3,}")


def html(value: object, context: Context) -> str:  # noqa: ARG001 - all converters take both
    """Read HTML, or plain text with some HTML in it, as Markdown: paragraphs, lists, code and the targets of links."""
    shown = _Shown()
    text = _without_comments(cleaned(value))
    position = 0
    for tag in _TAG.finditer(text):
        shown.say(text[position : tag.start()])
        position = tag.end()
        if tag["end"]:
            shown.end(tag["name"].lower())
        else:
            shown.begin(tag["name"].lower(), tag["attributes"])
    shown.say(text[position:])
    return shown.blocks()


def _without_comments(text: str) -> str:
    parts, position = [], 0
    while (begins := text.find("<!--", position)) >= 0 and (ends := text.find("-->", begins)) >= 0:
        parts.append(text[position:begins])
        position = ends + len("-->")
    return "".join([*parts, text[position:]])


class _Shown:
    """What is shown so far: blocks that are done, and the parts of the one that is not."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._parts: list[str] = []
        self._code = False
        self._unseen = 0
        self._target = ""

    def say(self, text: str) -> None:
        """Take up text, unless it is in something that is not shown."""
        if text and not self._unseen:
            self._parts.append(unescape(text))

    def begin(self, name: str, attributes: str) -> None:
        """Begin a line, a block of code, a link."""
        if name in _UNSEEN:
            self._unseen += 1
        elif name == "pre":
            self._end_block()
            self._code = True
        elif name == "a":
            target = _TARGET.search(attributes)
            self._target = unescape(target[1]) if target is not None else ""
        elif name == "li":
            self._parts.append("\n• ")
        elif name in ("td", "th"):
            self._parts.append(" ")
        elif name in _LINE or name in _BLOCK:
            self._parts.append("\n" if name in _LINE or self._code else "\n\n")

    def end(self, name: str) -> None:
        """End what was begun; the target of a link is said behind its text."""
        if name in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif name == "pre":
            self._end_block()
            self._code = False
        elif name == "a":
            if self._target and self._parts[-1:] != [self._target]:
                self._parts.append(f" ({self._target})")
            self._target = ""
        elif name in _BLOCK and not self._code:
            self._parts.append("\n\n")

    def blocks(self) -> str:
        """Return all of it as Markdown."""
        self._end_block()
        return "\n\n".join(self._done)

    def _end_block(self) -> None:
        text = "".join(self._parts)
        if text.strip():
            lines = "\n".join(" ".join(line.split()) for line in text.split("\n"))
            self._done.append(fenced(text) if self._code else as_markdown(_GAP.sub("\n\n", lines)))
        self._parts = []
