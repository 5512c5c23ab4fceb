"""Addresses in the raw HTML of a page as seen from its Markdown file: hosts such as Zensical expect them so, and make
of them the addresses as seen from the page, which is what they are otherwise.
"""

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from incidentbook.markdown_text import scan
from incidentbook.templating import address_of

_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_ADDRESS = re.compile(r"""(?<=\s)(?P<name>href|src)=(?P<quote>["'])(?P<said>[^"'\n]*)(?P=quote)""")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def seen_from_file(text: str, path: str, pages: Mapping[str, str]) -> str:
    """Return the Markdown of the page at `path` with the addresses in its raw HTML as seen from that file.

    `pages` maps addresses to paths (`incidents/a/` to `incidents/a.md`): what leads to one of them leads to its file.
    """
    folder, place = posixpath.dirname(path), address_of(path)

    def moved(address: re.Match[str]) -> str:
        said = address["said"]
        try:
            parts = urlsplit(said)
        except ValueError:
            return address[0]
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return address[0]
        there = posixpath.normpath(posixpath.join(place, parts.path))
        file = pages.get("" if there == "." else f"{there}/", there)
        seen = posixpath.relpath(file, folder or ".")
        slash = "/" if file is there and parts.path.endswith("/") else ""
        return f"{address['name']}={address['quote']}{seen}{slash}{said[len(parts.path) :]}{address['quote']}"

    pieces, position = [], 0
    for tag in _TAG.finditer(_raw_html(text)):
        pieces += [text[position : tag.start()], _ADDRESS.sub(moved, text[tag.start() : tag.end()])]
        position = tag.end()
    return "".join([*pieces, text[position:]])


def _raw_html(text: str) -> str:
    """Return the text with its code blanked out; in a block of HTML a backtick is none."""
    prose = scan(text).prose
    pieces, start = [], 0
    for end in (*(match.end() for match in _BLANK_LINE.finditer(text)), len(text)):
        pieces.append((text if prose.startswith("<", start) else prose)[start:end])
        start = end
    return "".join(pieces)
