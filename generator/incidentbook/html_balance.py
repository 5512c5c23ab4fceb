"""Raw HTML in an author's text, made safe for what follows it: every element it opens is closed, every other
angle bracket is a character.
"""

import re
from collections import Counter
from typing import NamedTuple

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<rest>(?:\s[^<>]*)?)(?P<empty>/?)>")
_DECLARATION = re.compile(r"<(?=[!?])")
_UNFINISHED = re.compile(r"<(?=/?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?(?:<|\Z))")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_OPTIONAL_END = frozenset("p li dt dd tr td th thead tbody tfoot colgroup option optgroup rp rt".split())
_KNOWN = _VOID | _OPTIONAL_END | frozenset(
    "a abbr address article aside audio b bdi bdo blockquote button canvas caption cite code data datalist del "
    "details dfn dialog div dl em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup i iframe "
    "ins kbd label legend main map mark math menu meter nav noscript object ol output picture pre progress q ruby s "
    "samp script search section select small span strong style sub summary sup svg g path circle rect line text "
    "table template textarea time u ul var video defs use symbol polyline polygon ellipse title".split()
)  # fmt: skip


class Imbalance(NamedTuple):
    """One angle bracket or element that was mended: where it stands in the text, and what is wrong with it."""

    start: int
    message: str


def balance(text: str, prose: str) -> tuple[str, list[Imbalance]]:
    """Return the text with its raw HTML balanced; `prose` is the text with code blanked out."""
    if "<" not in prose:
        return text, []
    prose = _without_comments(prose)
    escaped: dict[int, str] = {
        match.start(): "`<` begins a comment or declaration that never ends"
        for match in _DECLARATION.finditer(prose)
    }
    for match in _UNFINISHED.finditer(prose):
        escaped[match.start()] = "`<` begins a tag that never ends"
    opened: list[tuple[str, int]] = []
    depths: Counter[str] = Counter()
    for match in _TAG.finditer(prose):
        name = match["name"].lower()
        if name not in _KNOWN:
            escaped[match.start()] = f"`<{match['close']}{match['name']}>` is no HTML element"
        elif name in _VOID or name in _OPTIONAL_END or match["empty"] or match["rest"].endswith("/"):
            continue
        elif not match["close"]:
            opened.append((name, match.start()))
            depths[name] += 1
        elif not depths[name]:
            escaped[match.start()] = f"`</{name}>` closes nothing"
        else:
            depths[name] -= 1
            crossed = len(opened) - 1
            while opened[crossed][0] != name:
                crossed -= 1
            del opened[crossed]
    found = [Imbalance(start, message) for start, message in escaped.items()]
    found += [Imbalance(start, f"`<{name}>` is opened here and never closed") for name, start in opened]
    pieces, position = [], 0
    for start in sorted(escaped):
        pieces += [text[position:start], "&lt;"]
        position = start + 1
    text = "".join([*pieces, text[position:]])
    closing = "".join(f"\n</{name}>" for name, _ in reversed(opened))
    return (f"{text.rstrip()}\n{closing}\n" if closing else text), sorted(found)


def _without_comments(prose: str) -> str:
    """Blank out complete comments; `<!-->` and `<!--->` are none."""
    pieces, position = [], 0
    while (start := prose.find("<!--", position)) >= 0:
        end = prose.find("-->", start + 4)
        if end < 0:
            break
        blank = "".join("\n" if character == "\n" else " " for character in prose[start : end + 3])
        pieces += [prose[position:start], blank]
        position = end + 3
    return "".join([*pieces, prose[position:]])
