"""Timelines of any form (lists, headings, tables, lines) as lists of absolute times in the zone of the article."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from incidentbook.importers.converters.times import Told, article_time, told
from incidentbook.importers.converters.zones import zone_said
from incidentbook.importers.markdown.documents import Line
from incidentbook.kinds.incident.model import Milestone
from incidentbook.text import shortened

_ALL_TIMES = re.compile(
    r"\b(?:all\s+)?times\s+(?:\w+\s+){0,3}?(?:in|are)\b:?\s*(?P<zone>[^.\n]{2,60})"
    r"|\ball\s+times\s+(?P<alone>[A-Z]{2,5}\b)|\btime\s*\((?P<column>[^)\n]{2,30})\)",
    re.IGNORECASE,
)
_WITH_ZONE = re.compile(r"\d:\d\d(?::\d\d)?\s?(?:[apAP][mM])?\s?\(?([A-Z]{3,4})\b")
_MARK = re.compile(r"(?P<indent>[ \t]*)(?P<mark>(?:[-*+]|\d{1,3}[.)])[ \t]+|\|[ \t]*|#{1,6}[ \t]+|)(?P<open>[*_`\[(]*)")
_CLOSE = re.compile(r"[ \t]*(?P<close>[*_`\])]*)[ \t]*(?:[-–—:|,;.](?=[\s*]|$)|(?=\|))?[ \t]*(?P<again>[*_`\])]*)")
_SEPARATOR = re.compile(r"[ \t]*(?:[-–—:|,;.](?=[\s*]|$))?[ \t]*")
_BEGINS_BLOCK = re.compile(r"[ \t]*(?:[-*+>|<#!`~]|\d+[.)][ \t]|$)")
_SPAN = re.compile(r"\s*(?:[-–—]|to|until)\s*~?\d{1,2}:\d\d(?!\d)\s*(?:[ap]m\b)?(?:\s*[A-Z]{3,4}\b)?", re.IGNORECASE)
_BACK = timedelta(hours=6)
"""A clock that goes back by more has passed midnight; by less, the line was only written later."""


def zone_of_times(lines: Sequence[Line]) -> str:
    """Return the zone that a document says its times are in: `All times in PST`, `| Time (UTC) | … |`."""
    for line in lines:
        lower = line.prose.lower()
        if "time" not in lower or len(lower) > 400:
            continue
        for match in _ALL_TIMES.finditer(line.prose):
            zone = zone_said(match["zone"] or match["alone"] or match["column"])
            if zone:
                return zone
    return ""


def commonest_zone(lines: Sequence[Line]) -> str:
    """Return the zone that most clock times of a text name, the earlier of two that are named as often."""
    named = Counter(
        zone
        for line in lines
        if ":" in line.prose
        for match in _WITH_ZONE.finditer(line.prose)
        if (zone := zone_said(match[1]))
    )
    return named.most_common(1)[0][0] if named else ""


@dataclass(frozen=True)
class Entry:
    """A line of a timeline."""

    line: int
    """Of its file."""
    at: str
    """As the article has it."""
    text: str


@dataclass(frozen=True)
class _Found:
    """Where a line of the source begins with a time."""

    line: Line
    told: Told
    indent: int
    mark: str
    rest: str
    doubtful: str = ""
    """The time as it was written, where the article's says less than that."""


class Timeline:
    """One section of the source as the lines of an article's timeline."""

    def __init__(self, lines: Sequence[Line], on: date | None, source_zone: str, zone: str) -> None:
        """Read the lines. Times are on the day `on` until one says another, and in `source_zone` if they say none."""
        self.entries: list[Entry] = []
        self.doubts: list[tuple[int, str]] = []
        """Lines of the file, each with what in it is doubtful."""
        self.rewritten: set[int] = set()
        """Lines of the file whose time is written otherwise in the article."""
        self.text: list[str] = []
        self._on, self._last = on, None if on is None else datetime(on.year, on.month, on.day)  # noqa: DTZ001 - a clock
        self._near = on
        self._source_zone, self._zone = source_zone, zone
        self._write(list(lines))

    def _write(self, lines: list[Line]) -> None:
        held: _Found | None = None
        previous_blank = True
        for line in lines:
            found = self._found(line, held, after_blank=previous_blank)
            previous_blank = not line.text.strip() or line.level > 0
            if found is not None and found.told.at is not None:
                if self._begin(found):
                    held = found
                    continue
            elif found is not None and found.told.on is not None:
                self._on = self._near = found.told.on
                self._last = None
                held = None
            elif 0 < line.level < 7:
                held = None
                if self.entries and not line.title[:1].isalpha():
                    self.doubts.append(
                        (line.number, f"`{shortened(line.title, limit=40)}` is not a time that can be read")
                    )
            self.text.append(_continued(line, held))

    def _found(self, line: Line, held: _Found | None, *, after_blank: bool) -> _Found | None:
        if not line.prose.strip():
            return None
        match = _MARK.match(line.text)
        if match is None or (len(match["indent"]) > 3 and not match["mark"]):
            return None
        indent = len(match["indent"].expandtabs(4))
        if match["mark"] and held is not None and held.mark[:1] in ("-", "*", "+") and indent > held.indent:
            return None  # a part of the entry above
        if not match["mark"] and not after_blank and not self.text_begins_entry(line):
            return None
        said = line.text[match.end() :]
        try:
            time = told(said, self._near)
        except ValueError as error:
            self.doubts.append((line.number, str(error)))
            return None
        if time is None or (time.at is None and (time.on is None or time.coarse)):
            return None
        if time.at is None and not (line.level or _is_all(time.rest)):
            return None
        close = _CLOSE.match(time.rest)
        rest = time.rest
        if close is not None and match["open"]:
            # Marks are closed once: further ones belong to what happened, `**10:12** - **it began**`.
            rest = time.rest[close.start("again") if close["close"] else close.end() :]
        elif close is not None:
            rest = _SEPARATOR.sub("", time.rest, count=1)
        if close is not None and match["open"] and not close["close"] and not close["again"]:
            rest = match["open"] + rest  # what is bold goes on behind the time
        written = said[: len(said) - len(time.rest)].strip()
        span = _SPAN.match(time.rest)
        if span is not None:
            rest = _CLOSE.sub("", time.rest[span.end() :], count=1)
            written += span[0].rstrip()
        doubtful = written if time.approximate or span is not None else ""
        return _Found(line, time, indent, match["mark"], rest.strip(), doubtful)

    def text_begins_entry(self, line: Line) -> bool:
        """Whether a line in the middle of a paragraph follows one that was an entry, as in a list without marks."""
        return bool(self.entries) and self.entries[-1].line == line.number - 1

    def _begin(self, found: _Found) -> bool:
        """Write the line of an entry; where its day is not known, say so and leave it as it is."""
        time, at = found.told, found.told.at
        day = time.on or self._on
        if day is None or at is None:
            self.doubts.append((found.line.number, "the day of this time is not known"))
            return False
        moment = datetime.combine(day, at)
        if time.on is None and self._last is not None and self._last - moment > _BACK and self.entries:
            moment += timedelta(days=1)
            day = moment.date()
        try:
            written, note = article_time(replace(time, approximate=False), day, self._source_zone, self._zone)
        except ValueError as error:
            self.doubts.append((found.line.number, str(error)))
            return False
        if note:
            self.doubts.append((found.line.number, note))
        self._on = self._near = day
        self._last = moment
        self.entries.append(Entry(found.line.number, written, found.rest))
        self.rewritten.add(found.line.number)
        said = " ".join(part for part in (found.doubtful and f"({found.doubtful})", found.rest) if part)
        if found.mark.startswith("|"):
            self.text.append(f"| {written} | {said}" if said else f"| {written} |")
        else:
            if found.mark[:1] not in ("-", "*", "+") and self.text and self.text[-1].strip() and len(self.entries) > 1:
                self.text.append("")
            mark = found.line.text[: found.indent] if found.mark[:1] in ("-", "*", "+") else ""
            self.text.append(f"{mark}- {written} {said}".rstrip())
        return True


def _is_all(rest: str) -> bool:
    return not rest.strip(" *_:.,")


def _continued(line: Line, held: _Found | None) -> str:
    """Return a line as a part of the entry that it follows, indented where headings or lines have become a list."""
    if held is None or not line.text.strip() or line.level in range(1, 7):
        return line.text
    if held.mark[:1] in ("-", "*", "+", "|"):
        return line.text
    return f"    {line.text}"


def milestone_times(
    entries: Sequence[Entry], phrases: Mapping[Milestone, tuple[str, ...]]
) -> Iterator[tuple[str, Entry]]:
    """Yield the milestones that a timeline speaks of: by the first line that does, and of an end by the last."""
    for milestone, words in phrases.items():
        said = [one for one in entries if any(word.lower() in one.text.lower() for word in words)]
        if said:
            yield milestone, said[-1] if milestone in ("mitigated", "resolved", "closed") else said[0]
