"""Texts of Jira as Markdown: its wiki markup, which API version 2 gives, and the documents that version 3 gives."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from incidentbook.importers.converters.context import Context
from incidentbook.importers.converters.lookups import cleaned
from incidentbook.importers.converters.markup import as_markdown, fenced

# Bounded, so that a text of brackets that are never closed takes no longer than any other.
_BLOCK = re.compile(r"\{(code|noformat)(?::([^{}\n]{0,200}))?\}(.*?)(?:\{\1\}|\Z)", re.DOTALL)
_MARKS = re.compile(r"\{(?:(?:color|panel)(?::[^{}\n]{0,200})?|quote|anchor:[^{}\n]{0,200})\}")
_LINE = re.compile(r"(?P<sign>h[1-6]\.|bq\.|[*#-]+)\s+(?P<text>.*)")
_LINK = re.compile(r"\[(?:([^\[\]|\n]{1,500})\|)?(https?://[^\[\]|\s]{1,2000})(?:\|[^\[\]\n]{0,200})?\]")
_BOLD = re.compile(r"(?<![\w*])\*(\S(?:[^*\n]{0,500}\S)?)\*(?![\w*])")
_MONOSPACE = re.compile(r"\{\{([^{}\n]{1,500})\}\}")
_DEEPEST = 30


def jira(value: object, context: Context) -> str:  # noqa: ARG001 - all converters take both
    """Read a description or comment in either form."""
    if isinstance(value, dict):
        return "\n\n".join(filter(None, _blocks(value.get("content"), 0)))
    text, said, position = cleaned(value), [], 0
    for block in _BLOCK.finditer(text):
        said += [_wiki(text[position : block.start()]), fenced(block[3], _language(block[2] or ""))]
        position = block.end()
    return "\n\n".join(filter(None, [*said, _wiki(text[position:])]))


def _language(options: str) -> str:
    first = options.partition("|")[0].rpartition("title=")[0] or options.partition("|")[0]
    return first if re.fullmatch(r"[a-z0-9+#-]+", first) else ""


def _wiki(text: str) -> str:
    """Return wiki markup as Markdown: headings and lists stay, marks inside of lines are left out."""
    blocks: list[tuple[str, bool]] = []  # … and whether it is an item of a list
    paragraph: list[str] = []
    for line in _MARKS.sub("", text).strip().split("\n"):
        match = _LINE.fullmatch(line.strip())
        if match is None:
            paragraph.append(_inline(line))
            continue
        blocks += [(as_markdown("\n".join(paragraph)), False), _marked(match)]
        paragraph = []
    blocks.append((as_markdown("\n".join(paragraph)), False))
    said, after_item = "", False
    for block, item in blocks:
        if block:
            said += ("\n" if item and after_item else "\n\n") + block
            after_item = item
    return said.strip()


def _marked(line: re.Match[str]) -> tuple[str, bool]:
    sign, text = line["sign"], as_markdown(_inline(line["text"]))
    if sign.startswith("h"):
        return f"{'#' * min(int(sign[1]) + 2, 6)} {text}", False
    if sign == "bq.":
        return f"> {text}", False
    return f"{'    ' * min(len(sign) - 1, 5)}{'1.' if sign.endswith('#') else '-'} {text}", True


def _inline(line: str) -> str:
    line = _LINK.sub(lambda match: f"{match[1]} ({match[2]})" if match[1] else match[2], line)
    return _MONOSPACE.sub(r"\1", _BOLD.sub(r"\1", line))


def _blocks(nodes: object, depth: int) -> Iterable[str]:
    if nodes is None or depth > _DEEPEST:
        return
    if not isinstance(nodes, list):
        raise TypeError("a document of Jira")
    for node in nodes:
        if isinstance(node, dict):
            yield _block(node, depth + 1)


def _block(node: dict[str, Any], depth: int) -> str:
    kind, content = node.get("type"), node.get("content")
    said = node.get("attrs")
    attributes: dict[str, Any] = said if isinstance(said, dict) else {}
    if kind == "heading":
        level = attributes.get("level")
        return f"{'#' * min((level if isinstance(level, int) else 1) + 2, 6)} {as_markdown(_text(content, depth))}"
    if kind == "codeBlock":
        return fenced(_text(content, depth), _language(cleaned(attributes.get("language") or "")))
    if kind in ("bulletList", "orderedList"):
        sign = "-" if kind == "bulletList" else "1."
        return "\n".join(_item(sign, "\n".join(filter(None, _blocks([item], depth)))) for item in content or [])
    if kind in ("paragraph", "taskItem", "decisionItem"):
        return as_markdown(_text(content, depth))
    if kind == "tableRow":
        cells = (" ".join(_block(cell, depth + 1).split()) for cell in content or [] if isinstance(cell, dict))
        return " · ".join(cells)
    if kind == "rule":
        return ""
    if content is None:
        return as_markdown(_text([node], depth))
    joint = "\n" if kind in ("listItem", "table", "tableCell", "tableHeader") else "\n\n"
    return joint.join(filter(None, _blocks(content, depth)))


def _item(sign: str, text: str) -> str:
    first, _, rest = text.partition("\n")
    return f"{sign} {first}" + "".join(f"\n    {line}" for line in rest.split("\n") if rest)


_INLINE: dict[str, Callable[[dict[str, Any]], object]] = {
    "mention": lambda _: "@someone",  # a name of a person is no part of what happened
    "emoji": lambda attributes: attributes.get("text") or attributes.get("shortName"),
    "inlineCard": lambda attributes: attributes.get("url"),
    "status": lambda attributes: attributes.get("text"),
    "date": lambda attributes: attributes.get("timestamp"),
}


def _text(nodes: object, depth: int) -> str:
    said = ""
    for node in nodes if isinstance(nodes, list) and depth <= _DEEPEST else []:
        if not isinstance(node, dict):
            continue
        kind, attributes = node.get("type"), node.get("attrs")
        if kind == "text":
            said += cleaned(node.get("text") or "") + _target(node)
        elif kind == "hardBreak":
            said += "\n"
        elif kind in _INLINE:
            said += cleaned(_INLINE[kind](attributes if isinstance(attributes, dict) else {}) or "")
        else:
            said += _text(node.get("content"), depth + 1)
    return said


def _target(node: dict[str, Any]) -> str:
    for mark in node.get("marks") or []:
        attributes = mark.get("attrs") if isinstance(mark, dict) and mark.get("type") == "link" else None
        href = attributes.get("href") if isinstance(attributes, dict) else None
        if isinstance(href, str) and href.startswith(("http://", "https://")) and href != node.get("text"):
            return f" ({href})"
    return ""
