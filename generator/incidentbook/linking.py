"""IDs typed in prose, turned into links that name their target."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from incidentbook.graph import Target
from incidentbook.mentions import Mention

_SPECIAL = re.compile(r"[\\`*_\[\]{}<>|~^=$&\"']|:(?=[\w+-]+:)")


def linked(
    text: str, mentions: Iterable[Mention], path: str, targets: Mapping[str, Target], *, without: str = ""
) -> str:
    """Return the text with the IDs mentioned as Markdown links, relative to `path`.

    The first mention of each says its target's title, the later ones carry it as their tooltip. The ID `without` is
    left alone: a page does not link to itself.
    """
    pieces: list[str] = []
    position = 0
    named: set[str] = set()
    folder = posixpath.dirname(path) or "."
    for name, start in mentions:
        target = targets.get(name)
        if target is None or name == without:
            continue
        label, tooltip = name, ""
        if text[text.rfind("\n", 0, start) + 1 : start].lstrip().startswith("|"):
            pass  # a table's columns are narrow, and a bar in a title would end one
        elif name in named:
            tooltip = f' "{_literal(target.title)}"'
        else:
            label = f"{name} · {_literal(target.title)}"
        named.add(name)
        # After an exclamation mark a link would be an image.
        before = f"{text[position : start - 1]}\\!" if text[position:start].endswith("!") else text[position:start]
        address = quote(posixpath.relpath(target.path, folder))
        pieces += [before, f"[{label}]({address}{tooltip})"]
        position = start + len(name)
    return "".join([*pieces, text[position:]])


def _literal(title: str) -> str:
    """Return a title as Markdown in which every character stands for itself, whatever extensions are in use.

    Not every backslash is taken away again; a character reference always is.
    """
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", title)
