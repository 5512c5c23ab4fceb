"""A new article before it is a file: its front matter as text, the lines of its timeline, and the name of its file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from incidentbook.instants import Instant, Precision
from incidentbook.kinds.incident.model import MILESTONES
from incidentbook.kinds.kind import Kind
from incidentbook.text import slug
from incidentbook.written_yaml import Value, key_lines

GUIDANCE = "<!-- guide:"
"""What each note in a new article begins with; it helps to write the article, and is no part of it."""

_NOTE = re.compile(rf"{re.escape(GUIDANCE)}.*?-->\n?", re.DOTALL)

_EVENTS = {
    "started": "The impact begins.",
    "detected": "The first signal.",
    "acknowledged": "The first response.",
    "declared": "It is declared an incident.",
    "mitigated": "Users can work normally again.",
    "resolved": "It is over.",
    "closed": "It is closed.",
}


@dataclass(frozen=True)
class Draft:
    """A new article."""

    kind: Kind
    title: str
    values: Mapping[str, Value]
    """The front matter by key, in order; empty values are left out."""
    times: Mapping[str, Instant]
    """The milestones of an incident."""
    error: str = ""
    """An error message to be shown in the text, as a block of code."""

    @property
    def front_matter(self) -> str:
        """The front matter as YAML, without the lines of dashes."""
        return "\n".join(line for key, value in self.values.items() if value for line in key_lines(key, value))

    @property
    def timeline(self) -> str:
        """A line for each milestone of which the clock time is known, in order of time."""
        known = [(name, self.times[name]) for name in MILESTONES if name in self.times and self.times[name].has_clock]
        lines, day = [], ""
        for name, at in sorted(known, key=lambda one: one[1].earliest.timestamp()):
            moment = at.earliest
            said = f"{moment:%H:%M}" if day == f"{moment:%Y-%m-%d}" else f"{moment:%Y-%m-%d %H:%M}"
            day = f"{moment:%Y-%m-%d}"
            lines.append(f"- {said} [{name}] {_EVENTS[name]}")
        return "\n".join(lines)

    @property
    def path(self) -> str:
        """The path of its file in the book, if that is still free."""
        name = slug(self.title) or self.kind.name
        if not self.times:
            return f"{self.kind.folder}/{name}.md"
        day = _day(min(self.times.values(), key=lambda at: at.earliest.timestamp()))
        return f"{self.kind.folder}/{day[:4]}/{day}-{name}.md"


def without_guidance(text: str) -> str:
    """Return a text without the notes that helped to write it."""
    return _NOTE.sub("", text) if GUIDANCE in text else text


def _day(at: Instant) -> str:
    moment = at.earliest
    if at.precision is Precision.YEAR:
        return f"{moment:%Y}"
    return f"{moment:%Y-%m}" if at.precision is Precision.MONTH else f"{moment:%Y-%m-%d}"
