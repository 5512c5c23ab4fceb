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
    r"(?:(?P<date>\d{4}-\d{2}-\d{2})[ T,]*)?(?P<clock>\d{1,2}:\d{2}(?P<seconds>:\d{2})?)"
    r"(?P<rest>(?=[\s:|*\[Z]|$).*)",
    re.ASCII,
)
_TAG = re.compile(r"[\s:|*]*(?P<zone>UTC|Z|[A-Z]{3,4}T|GMT)?[\s:|*]*\[(?P<tag>[a-z]+)\]")
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
    with_seconds: bool
    """Whether seconds were written."""
    zone: str
    """What stands for a zone before the milestone: `UTC`, `Z`, `CEST`; or nothing."""
    tag: str
    """The milestone between brackets, or nothing."""
    rest: str
    """What follows the clock time."""


@lru_cache(maxsize=4)  # several rules ask for that of one article after the other
def timeline_of(article: Article[Any]) -> tuple[TimelineLine, ...]:
    """Return the lines of an article's timeline that begin with a time, in order; code is not looked at."""
    return timeline_in(article.body, article.body_line, article.kind)


def timeline_in(body: str, body_line: int, kind: str) -> tuple[TimelineLine, ...]:
    """Return the same of the body of an article of a kind; `body_line` is the line of the file on which it begins."""
    first = next((match.start() for match in _HEADING.finditer(body) if _is_timeline(match, kind)), None)
    if first is None:
        return ()
    if "```" in body[:first] or "~~~" in body[:first]:  # the heading itself may be code
        body = scan(body).prose
    told: list[TimelineLine] = []
    found = list(_HEADING.finditer(body, first))
    line, counted = body_line, 0
    for heading, following in zip_longest(found, found[1:]):
        line, counted = line + body.count("\n", counted, heading.end()), heading.end()
        if _is_timeline(heading, kind):
            section = body[heading.end() : following.start() if following is not None else None]
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
        if written and own is None:  # there is no such day, so of those below nobody knows which it is
            on = None
            continue
        on = own or on
        clock = _clock(match["clock"]) if match is not None else None
        if match is None or clock is None:
            continue
        tag = _TAG.match(match["rest"])
        column, said, zone = len(match["before"]) + 1, tag["tag"] if tag else "", (tag["zone"] or "") if tag else ""
        yield TimelineLine(
            number, column, on, own is not None, clock, bool(match["seconds"]), zone, said, match["rest"]
        )  # fmt: skip


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
    try:
        return time.fromisoformat(f"0{text}" if text[1] == ":" else text)
    except ValueError:
        return None
