"""What pages do with an author's text besides showing it: cut it where other parts go in between, mark its times."""

import re
from collections.abc import Iterable
from itertools import takewhile

from incidentbook.articles import Section
from incidentbook.html_balance import balance
from incidentbook.kinds.incident.model import MILESTONES
from incidentbook.markdown_text import scan
from incidentbook.parsing import sections_of

_CLOCK = re.compile(
    r"^(?P<bullet>[-*+] +)(?P<at>(?:\d{4}-\d{2}-\d{2} )?\d{1,2}:\d{2}(?::\d{2})?)(?: \[(?P<tag>[a-z]+)\])?(?=[ :]|$)",
    re.MULTILINE,
)


def parts_of(body: str, kind: str) -> tuple[Section, ...] | None:
    """Return the sections of a body, or None where they cannot be moved: an HTML element spans several of them."""
    sections = sections_of(body, kind)
    return sections if all(map(_stands_alone, sections)) else None


def joined(sections: Iterable[Section]) -> str:
    """Put sections together again."""
    return "\n\n".join(section.text for section in sections)


def introduction_and_rest(body: str, kind: str) -> tuple[str, str]:
    """Return what stands before the first heading, and everything after it."""
    sections = parts_of(body, kind)
    if sections is None:
        return "", body
    before = list(takewhile(lambda section: not section.title, sections))
    return joined(before), joined(sections[len(before) :])


def with_marked_times(body: str, kind: str) -> str:
    """Return the body with times and milestones in the lines of its timeline set apart from their text."""
    if ":" not in body or "imeline" not in body:
        return body
    for section in sections_of(body, kind):
        if section.name == "timeline":
            body = body.replace(section.text, _CLOCK.sub(_marked, section.text), 1)
    return body


def _marked(match: re.Match[str]) -> str:
    marked = f'{match["bullet"]}<b class="ib-clock">{match["at"]}</b>'
    if match["tag"] is None:
        return marked
    if match["tag"] not in MILESTONES:
        return f"{marked} [{match['tag']}]"
    return f'{marked} <span class="ib-tag">{match["tag"]}</span>'


def _stands_alone(section: Section) -> bool:
    return "<" not in section.text or not balance(section.text, scan(section.text).prose)[1]
