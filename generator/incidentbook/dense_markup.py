"""Markup so dense that a converter would need minutes or hours for it: more of a mark than anybody writes by hand is
taken as text.
"""

import re
from typing import NamedTuple

MAX_BRACKETS = 1_000
"""In one paragraph: for each, a converter looks through all that follow."""
MAX_HEADINGS = 1_000
"""In one text: for each, a converter looks for an anchor that no other has."""
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_HEADING = re.compile(r"^#(?=#{0,5}[^#])", re.MULTILINE)


class Dense(NamedTuple):
    """Where marks begin to be taken as text, and what is said of it."""

    start: int
    message: str


def thinned(text: str, prose: str) -> tuple[str, list[Dense]]:
    """Return the text with marks beyond number as characters; `prose` is the text with code blanked out."""
    marks: dict[int, str] = {}
    found = []
    if prose.count("[") > MAX_BRACKETS:
        start = 0
        for end in (*(match.start() for match in _BLANK_LINE.finditer(prose)), len(prose)):
            brackets = [place for place in range(start, end) if prose[place] == "["]
            if len(brackets) > MAX_BRACKETS:
                marks |= dict.fromkeys(brackets, "&#91;")
                message = f"This paragraph has {len(brackets):,} brackets `[`; they are shown as they are"
                found.append(Dense(brackets[0], message))
            start = end
    headings = [match.start() for match in _HEADING.finditer(prose)]
    if len(headings) > MAX_HEADINGS:
        marks |= dict.fromkeys(headings[MAX_HEADINGS:], "\\#")
        message = f"There are {len(headings):,} headings; those from here on are shown as text"
        found.append(Dense(headings[MAX_HEADINGS], message))
    if not marks:
        return text, []
    pieces, position = [], 0
    for place in sorted(marks):
        pieces += [text[position:place], marks[place]]
        position = place + 1
    return "".join([*pieces, text[position:]]), sorted(found)
