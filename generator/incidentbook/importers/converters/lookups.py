"""Words, names, numbers and addresses of tools, as an article has them."""

import re
from urllib.parse import urlsplit

from incidentbook.importers.converters.context import Context
from incidentbook.text import CONTROL, shortened, slug

_HALF_PAIR = re.compile("[\ud800-\udfff]")
_INTERNAL = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_LONGEST_LINE = 300
MAX_CHARACTERS = 200_000
"""Of one text: a log of this length is something to link to."""


def cleaned(value: object) -> str:
    """Return the text of a text, number, true or false, without what no file may hold; TypeError for anything else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"{value:.15g}" if isinstance(value, float) else str(value)
    if not isinstance(value, str):
        raise TypeError("text")
    if len(value) > MAX_CHARACTERS:
        raise ValueError(f"it has {len(value):,} characters; {MAX_CHARACTERS:,} are read")
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("\ufffd", _HALF_PAIR.sub("\ufffd", text))


def line(value: object, context: Context) -> str:  # noqa: ARG001 - all converters take both
    """Read a text as one line, cut with an ellipsis where it is longer than any title should be."""
    return shortened(cleaned(value), limit=_LONGEST_LINE)


def name(value: object, context: Context) -> str:
    """Read a name for people on one line; a key of the tool's own is none, and left out."""
    said = line(value, context)
    return "" if _INTERNAL.fullmatch(said) else said


def service(value: object, context: Context) -> str:
    """Read the name of a service: the key of the one that the book knows by it, else a key made of it.

    ValueError for what is only a number or key of the tool's own, which would name nothing to a person.
    """
    said = " ".join(cleaned(value).split())
    if not said:
        return ""
    known = context.services.get(said.lower())
    if known is not None:
        return known
    key = slug(said)
    if _INTERNAL.fullmatch(said) or said.isdecimal() or not key:
        raise ValueError(f"`{shortened(said)}` does not name a service to a person")
    return key


def address(value: object, context: Context) -> str:  # noqa: ARG001
    """Read an address on the web; anything else that a browser might run is refused."""
    text = cleaned(value).strip()
    try:
        scheme, host = urlsplit(text)[:2]
    except ValueError:
        scheme = host = ""
    if text and (scheme not in ("http", "https") or not host or any(sign in text for sign in ' <>"\\\n\t')):
        raise ValueError(f"`{shortened(text)}` is not an address on the web")
    return text


def count(value: object, context: Context) -> str:  # noqa: ARG001
    """Read a whole number from 0 on."""
    text = cleaned(value).strip()
    if text and not re.fullmatch(r"\d{1,15}", text, re.ASCII):
        raise ValueError(f"`{shortened(text)}` is not a whole number")
    return text
