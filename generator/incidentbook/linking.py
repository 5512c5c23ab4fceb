"""IDs typed in prose, turned into links that name their target."""

import posixpath
import re
from collections.abc import Iterable, Mapping

from incidentbook.graph import Target
from incidentbook.mentions import Mention

_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")


def linked(
    text: str, mentions: Iterable[Mention], path: str, targets: Mapping[str, Target], *, without: str = ""
) -> str:
    """Return the text with the IDs mentioned as Markdown links, relative to `path`.

    The first mention of each says its target's title, the later ones carry it as their tooltip. The ID `without` is
    left alone: a page does not link to itself.
    """
    pieces, position, named = [], 0, set()
    folder = posixpath.dirname(path) or "."
    for name, start in mentions:
        target = targets.get(name)
        if target is None or name == without:
            continue
        title = _SPECIAL.sub(r"\\\1", target.title)
        label = f"{name} · {title}" if name not in named else name
        tooltip = "" if name not in named else ' "' + target.title.replace("\\", "").replace('"', "'") + '"'
        in_table = text[text.rfind("\n", 0, start) + 1 : start].lstrip().startswith("|")
        if in_table:
            label, tooltip = name, ""
        named.add(name)
        address = posixpath.relpath(target.path, folder)
        pieces += [text[position:start], f"[{label}]({address}{tooltip})"]
        position = start + len(name)
    return "".join([*pieces, text[position:]])
