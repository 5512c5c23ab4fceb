"""The lines of an incident's timeline: when, which milestone, and where they stand."""

import re
from collections.abc import Iterator
from datetime import date, time
from functools import lru_cache
from itertools import zip_longest
from typing import Any, NamedTuple

from incidentbook.articles import Article
from incidentbook.kinds import KINDS
from incidentbook.markdown_text import scan

_LINE = re.compile(
    r"(?P<before>[ \t]*(?:[-*+][ \t]+|\|[ \t]*)?(?:\*\*)?)"
    r"(?:(?P<date>\d{4}-\d{2}-\d{2})[ T,]*)?(?P<clock>\d{1,2}:\d{2})(?::\d{2})?(?P<rest>(?=[\s:|*\[Z]|$).*)",
    re.ASCII,
)
_TAG = re.compile(r"[\s:|*]*(?:UTC|Z|[A-Z]{3,4}T|GMT)?[\s:|*]*\[(?P<tag>[a-z]+)\]")
_HEADING = re.compile(r"^## (?P<title>[^{\n]*)", re.MULTILINE)
_DATE_ALONE = re.compile(r"[#\s*|-]*(?P<date>\d{4}-\d{2}-\d{2})\b", re.ASCII)


class TimelineLine(NamedTuple):
    """A line of a timeline that begins with a clock time."""

    line: int
    """Of the file, from 1."""
    column: int
    """Where its date or time begins, from 1."""
    on: date | None
    """Its date: its own, or that of the last line before it that has one."""
    dated: bool
    """Whether the date is its own."""
    clock: time
    tag: str
    """The milestone between brackets, or nothing."""
    rest: str
    """What follows the clock time."""


@lru_cache(maxsize=4)  # several rules ask for that of one article after the other
def timeline_of(article: Article[Any]) -> tuple[TimelineLine, ...]:
    """Return the lines of an article's timeline that begin with a time, in order; code is not looked at."""
    body = article.body
    first = next((match.start() for match in _HEADING.finditer(body) if _is_timeline(match, article.kind)), None)
    if first is None:
        return ()
    if "```" in body[:first] or "~~~" in body[:first]:  # the heading itself may be code
        body = scan(body).prose
    told: list[TimelineLine] = []
    found = list(_HEADING.finditer(body, first))
    for heading, following in zip_longest(found, found[1:]):
        if _is_timeline(heading, article.kind):
            section = body[heading.end() : following.start() if following is not None else None]
            line = article.body_line + body.count("\n", 0, heading.end())
            told += _told(scan(section).prose.split("\n"), line)
    return tuple(told)


def _is_timeline(heading: re.Match[str], kind: str) -> bool:
    return KINDS[kind].section_name(heading["title"]) == "timeline"


def _told(lines: list[str], first: int) -> Iterator[TimelineLine]:
    on: date | None = None
    for number, line in enumerate(lines, first):
        match = _LINE.match(line)
        written = match["date"] if match is not None else _date_alone(line)
        own = _date(written) if written else None
        on = own or on
        clock = _clock(match["clock"]) if match is not None else None
        if match is None or clock is None:
            continue
        tag = _TAG.match(match["rest"])
        column, said = len(match["before"]) + 1, tag["tag"] if tag is not None else ""
        yield TimelineLine(number, column, on, own is not None, clock, said, match["rest"])


def _date_alone(line: str) -> str:
    """Return the date of a line that has one and no clock time: a heading, a row of its own."""
    match = _DATE_ALONE.match(line)
    return match["date"] if match is not None else ""


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _clock(text: str) -> time | None:
    hour, _, minute = text.partition(":")
    try:
        return time(int(hour), int(minute))
    except ValueError:
        return None
