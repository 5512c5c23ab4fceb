"""The words of others in Markdown of ours: on every platform they come out as they are written, and as nothing else.

What has only letters, digits and harmless signs stays as it is. Everything else becomes code, the one place in which
neither HTML nor mentions, references, images, links or commands are looked for; a backslash keeps a platform from
none of these.
"""

import re
import unicodedata

from incidentbook.text import shortened

LONGEST = 200
_HARMLESS = re.compile(
    r"(?:[^\W_]|[ ,;'\"()?.+=/–—…→×·’‘“”°-]|(?<=[0-9]):(?=[0-9])|:(?= |$)|!(?![\w\[])|%(?=[ ,;).]|$))+"
)
_MEANT_BY_PLATFORMS = re.compile(
    r"www\.|\bGH-[0-9]|\b(?=[a-f]*[0-9])[0-9a-f]{7,64}\b|^[ ]*(?:[-+=/]|[0-9]+[.)])", re.IGNORECASE
)
"""Addresses, references to issues and commits, and at the beginning of a line lists, headings and commands."""
_RUN = re.compile("`+")


def literal(text: str, limit: int = LONGEST) -> str:
    """Return a text of one line as Markdown that shows it as it is, cut at `limit` characters."""
    plain = _visible(text, limit)
    if _HARMLESS.fullmatch(plain) and not _MEANT_BY_PLATFORMS.search(plain):
        return plain
    return code(text, limit)


def code(text: str, limit: int = LONGEST) -> str:
    """Return a text of one line as code."""
    plain = _visible(text, limit)
    if not plain:
        return ""
    fence = "`" * (max(map(len, _RUN.findall(plain)), default=0) + 1)
    space = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{space}{plain}{space}{fence}"


def literal_message(text: str, limit: int = 2 * LONGEST) -> str:
    """Return a message of ours, in which backticks enclose the words of others: those as code."""
    pieces = shortened(text, limit=limit).split("`")
    if len(pieces) % 2 == 0:  # one of them is quoted itself, or was cut
        return literal(text, limit)
    return "".join(
        code(piece, limit) if number % 2 else _with_its_spaces(piece, limit) for number, piece in enumerate(pieces)
    )


def _with_its_spaces(piece: str, limit: int) -> str:
    if not piece.strip():
        return " " if piece else ""
    return f"{' ' if piece[0] == ' ' else ''}{literal(piece, limit)}{' ' if piece[-1] == ' ' else ''}"


def _visible(text: str, limit: int) -> str:
    """Return a text without what cannot be seen, which could turn around what is beside it."""
    return shortened("".join(" " if letter.isspace() else letter for letter in text if _is_seen(letter)), limit=limit)


def _is_seen(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter)[0] != "C"
