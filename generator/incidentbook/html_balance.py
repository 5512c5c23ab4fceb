"""Raw HTML in an author's text, made safe for what follows it: every element it opens is closed, every other
angle bracket is a character. And which parts of the text are raw HTML, in which Markdown is not read.
"""

import re
from typing import NamedTuple

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<rest>(?:\s[^<>]*)?)(?P<empty>/?)>")
_DECLARATION = re.compile(r"<(?=[!?]|/(?![a-zA-Z]))")
_UNFINISHED = re.compile(r"<(?=/?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?(?:<|\Z))")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_OPTIONAL_END = frozenset("p li dt dd tr td th thead tbody tfoot colgroup option optgroup rp rt".split())
_KNOWN = _VOID | _OPTIONAL_END | frozenset(
    "a abbr address article aside audio b bdi bdo blockquote button canvas caption cite code data datalist del "
    "details dfn dialog div dl em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup i iframe "
    "ins kbd label legend main map mark math menu meter nav noscript object ol output picture pre progress q ruby s "
    "samp script search section select small span strong style sub summary sup svg g path circle rect line text "
    "table template textarea time u ul var video defs use symbol polyline polygon ellipse title "
    # Obsolete, and still what browsers know and old reports are written in.
    "acronym big center font strike tt".split()
)  # fmt: skip
# In these Markdown is not read: blocks, unless they ask for it, and elements whose text is a link or code already.
_OPAQUE = frozenset(
    "a address article aside blockquote button canvas code dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header iframe legend li main map math menu nav noscript object ol optgroup option "
    "p pre script section select style summary svg table tbody td template textarea tfoot th thead title tr ul "
    "video".split()
)
_ASKS_FOR_MARKDOWN = re.compile(r"\smarkdown\b")
MAX_OPEN = 100
"""Elements open at once; what nobody writes by hand would only bring browsers and converters to their knees."""


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
        match.start(): "`<` begins a comment or declaration that never ends" for match in _DECLARATION.finditer(prose)
    }
    for match in _UNFINISHED.finditer(prose):
        escaped[match.start()] = "`<` begins a tag that never ends"
    opened: dict[str, list[int]] = {}
    depth = 0
    for match in _TAG.finditer(prose):
        name = match["name"].lower()
        if name not in _KNOWN:
            escaped[match.start()] = f"`<{match['close']}{match['name']}>` is no HTML element"
        elif name in _VOID or name in _OPTIONAL_END or match["empty"] or match["rest"].endswith("/"):
            continue
        elif not match["close"] and depth == MAX_OPEN:
            escaped[match.start()] = f"`<{name}>` stands within more than {MAX_OPEN} others"
        elif not match["close"]:
            opened.setdefault(name, []).append(match.start())
            depth += 1
        elif not opened.get(name):
            escaped[match.start()] = f"`</{name}>` closes nothing"
        else:
            opened[name].pop()
            depth -= 1
    left = sorted((start, name) for name, starts in opened.items() for start in starts)
    found = [Imbalance(start, message) for start, message in escaped.items()]
    found += [Imbalance(start, f"`<{name}>` is opened here and never closed") for start, name in left]
    pieces, position = [], 0
    for start in sorted(escaped):
        pieces += [text[position:start], "&lt;"]
        position = start + 1
    text = "".join([*pieces, text[position:]])
    closing = "".join(f"\n</{name}>" for _, name in reversed(left))
    return (f"{text.rstrip()}\n{closing}\n" if closing else text), sorted(found)


def _comments(prose: str) -> list[tuple[int, int]]:
    """Return where complete comments stand; `<!-->` and `<!--->` are none."""
    spans, position = [], 0
    while (start := prose.find("<!--", position)) >= 0:
        end = prose.find("-->", start + 4)
        if end < 0:
            break
        position = end + 3
        spans.append((start, position))
    return spans


def _without_comments(prose: str) -> str:
    pieces, position = [], 0
    for start, end in _comments(prose):
        blank = "\n".join(" " * len(line) for line in prose[start:end].split("\n"))
        pieces += [prose[position:start], blank]
        position = end
    return "".join([*pieces, prose[position:]])


def opaque_spans(prose: str) -> list[tuple[int, int]]:
    """Return where comments, tags and the elements stand in which Markdown is not read, in order."""
    spans = _comments(prose)
    opened, depth, begin = "", 0, 0
    for match in _TAG.finditer(_without_comments(prose)):
        name, closes = match["name"].lower(), bool(match["close"])
        if opened:
            depth += (name == opened) * (-1 if closes else 1)
            if not depth:
                spans.append((begin, match.end()))
                opened = ""
        elif name in _OPAQUE and not closes and not _ASKS_FOR_MARKDOWN.search(match["rest"]):
            opened, depth, begin = name, 1, match.start()
        else:
            spans.append(match.span())
    if opened:
        spans.append((begin, len(prose)))
    return sorted(spans)
