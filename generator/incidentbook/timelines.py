"""The lines of an incident's timeline: when, which milestone, and where they stand."""

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Any, NamedTuple

from incidentbook.articles import Article
from incidentbook.kinds import KINDS
from incidentbook.markdown_text import headings, scan

_LINE = re.compile(
    r"(?P<before>[ \t]*(?:[-*+][ \t]+|\|[ \t]*)?(?:\*\*)?)"
    r"(?:(?P<date>\d{4}-\d{2}-\d{2})[ T,]*)?(?P<clock>\d{1,2}:\d{2})(?::\d{2})?(?P<rest>(?=[\s:|*\[Z]|$).*)",
    re.ASCII,
)
_TAG = re.compile(r"[\s:|*]*(?:UTC|Z|[A-Z]{3,4}T|GMT)?[\s:|*]*\[(?P<tag>[a-z]+)\]")
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


def timeline_of(article: Article[Any]) -> tuple[TimelineLine, ...]:
    """Return the lines of an article's timeline that begin with a time, in order; code is not looked at."""
    body = article.body
    if ":" not in body or "## " not in body:
        return ()
    prose = scan(body).prose
    found = headings(body, prose)
    lines = prose.split("\n")
    ends = [heading.line for heading in found[1:]] + [len(lines)]
    told: list[TimelineLine] = []
    for heading, end in zip(found, ends, strict=True):
        if KINDS[article.kind].section_name(heading.title) == "timeline":
            told += _told(lines, heading.line + 1, end, article.body_line)
    return tuple(told)


def _told(lines: list[str], start: int, end: int, body_line: int) -> Iterator[TimelineLine]:
    on: date | None = None
    for number in range(start, end):
        match = _LINE.match(lines[number])
        written = match["date"] if match is not None else _date_alone(lines[number])
        own = _date(written) if written else None
        on = own or on
        clock = _clock(match["clock"]) if match is not None else None
        if match is None or clock is None:
            continue
        tag = _TAG.match(match["rest"])
        yield TimelineLine(
            body_line + number, len(match["before"]) + 1, on, own is not None, clock,
            tag["tag"] if tag is not None else "", match["rest"],
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
    hour, _, minute = text.partition(":")
    try:
        return time(int(hour), int(minute))
    except ValueError:
        return None
