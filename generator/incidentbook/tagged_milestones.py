"""Milestones that stand in the timeline of a report and not in its front matter: `- 10:44 [mitigated] …`.

A line supplies its milestone only where it is certain when that was: it has a date or follows one that has, or all that
`times` says is of one day; no midnight lies between that nobody wrote down; no other line says another time.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
from itertools import pairwise
from typing import NamedTuple

from incidentbook.instants import Instant, Precision, parse_instant
from incidentbook.kinds.incident.model import MILESTONES
from incidentbook.timelines import TimelineLine, timeline_in
from incidentbook.yaml_text import Data

_TAGS = re.compile(rf"\[(?:{'|'.join(MILESTONES)})\]")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_NOT_A_LINE_END = re.compile(r"[^\n]")
_UTC = {"": "", "UTC": " UTC", "Z": " UTC", "GMT": " UTC"}
"""By what stands behind a clock time. Other abbreviations stand for several zones or none."""


class Tagged(NamedTuple):
    """A milestone of a timeline, as far as the text alone says when it was."""

    milestone: str
    written: str
    """`2026-03-04 10:44`, or `10:44` where no line before has a date."""
    line: int
    column: int


class Supplied(NamedTuple):
    """When a milestone was by the timeline, and where in the file that stands."""

    written: str
    line: int
    column: int


def tagged_in(body: str, body_line: int) -> tuple[Tagged, ...]:
    """Return the milestones of an incident's timeline of which the lines say one time each."""
    if _TAGS.search(body) is None:
        return ()
    found: dict[str, list[Tagged]] = {}
    for one in _certain(timeline_in(_COMMENT.sub(_blank, body), body_line, "incident")):
        if one.tag in MILESTONES and one.zone in _UTC:
            date = f"{one.on} " if one.on is not None else ""
            written = f"{date}{one.clock.isoformat('seconds' if one.with_seconds else 'minutes')}{_UTC[one.zone]}"
            found.setdefault(one.tag, []).append(Tagged(one.tag, written, one.line, one.column))
    return tuple(same[0] for same in found.values() if len({one.written for one in same}) == 1)


def supplied(tagged: Iterable[Tagged], times: Data, zone: tzinfo) -> dict[str, Supplied]:
    """Return what a timeline adds to what `times` says, by milestone; `zone` is that of the report."""
    said = times if isinstance(times, dict) else {}
    if times is not None and times != "" and not isinstance(times, dict):
        return {}
    missing = [one for one in tagged if said.get(one.milestone) in (None, "")]
    day = _day(said, zone) if missing else ""
    found = {}
    for milestone, written, line, column in missing:
        whole = written if "-" in written else f"{day} {written}" if day else ""
        if whole and _instant(whole, zone) is not None:
            found[milestone] = Supplied(whole, line, column)
    return found


def _certain(lines: tuple[TimelineLine, ...]) -> Iterator[TimelineLine]:
    """Yield the lines of which the day is certain, given that of the first."""
    certain = True
    for before, line in pairwise((None, *lines)):
        if line is None:
            continue
        if before is None or line.dated or line.on != before.on:
            certain = before is None or line.on is not None
        elif line.clock < before.clock:
            certain = False
        if certain:
            yield line


def _day(times: Mapping[str, Data], zone: tzinfo) -> str:
    """Return the one day that all milestones are of, in the zone of the report; nothing if there is no such day."""
    said = [times.get(milestone) for milestone in MILESTONES]
    moments = [_instant(text, zone) for text in said if isinstance(text, str) and text]
    days = {_day_of(moment, zone) for moment in moments}
    return days.pop() if len(days) == 1 else ""


def _day_of(moment: Instant | None, zone: tzinfo) -> str:
    if moment is None or moment.precision in (Precision.YEAR, Precision.MONTH):
        return ""
    at = moment.earliest.astimezone(zone) if moment.has_clock else moment.earliest
    return at.date().isoformat()


def _instant(text: str, zone: tzinfo) -> Instant | None:
    try:
        return parse_instant(text, zone)
    except ValueError:
        return None


def _blank(comment: re.Match[str]) -> str:
    return _NOT_A_LINE_END.sub(" ", comment[0])
