"""The first lines of a section, fit to be shown on another page: whole blocks, links rewritten, IDs linked."""

import posixpath
import re
from typing import Any

from incidentbook.articles import Article
from incidentbook.graph import Graph
from incidentbook.html_balance import balance
from incidentbook.linking import linked
from incidentbook.markdown_text import scan, targets
from incidentbook.mentions import prose_of
from incidentbook.parsing import sections_of

LINES = 14
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:[^\n]*$", re.MULTILINE)
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/")


def opening_of(article: Article[Any], section: str, path: str, graph: Graph) -> tuple[str, bool]:
    """Return how a section of an article begins, as Markdown for the page at `path`, and whether that is all of it.

    It ends after the first code block, or after about a dozen lines; without the section it is empty.
    """
    found = next((one for one in sections_of(article.body, article.kind) if one.name == section), None)
    if found is None:
        return "", False
    whole = found.text.partition("\n")[2].strip("\n")
    text = _opening(whole)
    if balance(text, scan(text).prose)[1]:
        return "", False
    complete = len(text) == len(whole)
    if "[" in text:
        text = "\n\n".join([text, *_definitions(article.body, text)])
    text = _moved(text, article.path, path)
    return linked(text, prose_of(text, scan(text)).mentions, path, graph.targets), complete


def _opening(text: str) -> str:
    """Cut after a block: at a blank line that is outside code and is not followed by more of a list or note."""
    lines, fence, fences = text.split("\n"), "", 0
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if match is not None and not fence:
            fence = match[0].strip()
        elif match is not None and line.strip() == fence:
            fence, fences = "", fences + 1
        following = lines[number + 1] if number + 1 < len(lines) else ""
        ends = not fence and (not line.strip() or match is not None) and not following.startswith((" ", "\t"))
        if ends and (fences or number >= LINES):
            return "\n".join(lines[: number + 1]).rstrip()
    return text


def _definitions(body: str, text: str) -> list[str]:
    return [match[0] for match in _DEFINITION.finditer(scan(body).prose) if match[0] not in text]


def _moved(text: str, path: str, to: str) -> str:
    """Return the text with its relative links as they must be on another page."""
    pieces, position = [], 0
    for target in sorted(targets(text, scan(text).prose), key=lambda one: one.start):
        if _ELSEWHERE.match(target.text) or not target.text:
            continue
        place, mark, anchor = target.text.partition("#")
        there = posixpath.normpath(posixpath.join(posixpath.dirname(path), place)) if place else path
        related = posixpath.relpath(there, posixpath.dirname(to) or ".")
        pieces += [text[position : target.start], f"{related}{mark}{anchor}"]
        position = target.start + len(target.text)
    return "".join([*pieces, text[position:]])
