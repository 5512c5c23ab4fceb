"""Durations as people and tools write them, in the form of articles: `PT1H30M`, `1:30:00`, `4 hours and 14 mins`."""

import re

from incidentbook.importers.converters.context import Context
from incidentbook.importers.imported import Written
from incidentbook.text import shortened
from incidentbook.written_durations import parse_duration

_ISO = re.compile(r"P(?=.)(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d):([0-5]\d)", re.ASCII)
_UNIT = r"(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|months?|y|years?)"
_LEADING = re.compile(
    rf"(?:~|about|approximately|approx\.?|around|ca\.?|roughly)?\s*"
    rf"(?P<length>\d+(?:\.\d+)?\s*{_UNIT}(?![a-z])(?:[\s,]*(?:and\s+)?\d+(?:\.\d+)?\s*{_UNIT}(?![a-z]))*)",
    re.IGNORECASE | re.ASCII,
)
_NOTHING = frozenset(("", "-", "–", "—", "n/a", "na", "none", "tbc", "tbd", "unknown", "?"))


def leading_duration(text: str) -> tuple[str, str]:
    """Return the duration at the beginning of a text as an article has it, and what follows it.

    What says that there is none (`N/A`, `TBC`) is two empty texts. ValueError says why there is none to be read.
    """
    said = text.strip().strip("*_`").strip()
    if said.lower() in _NOTHING:
        return "", ""
    iso, clock = _ISO.fullmatch(said.upper()), _CLOCK.fullmatch(said)
    if iso is not None or clock is not None:
        parts = iso.groups() if iso is not None else (None, *clock.groups()) if clock is not None else ()
        units = zip(parts, ("d", "h", "m", "s"), strict=True)
        return " ".join(f"{int(part)}{unit}" for part, unit in units if part and int(part)) or "0m", ""
    match = _LEADING.match(said)
    if match is None:
        raise ValueError(f"`{shortened(said)}` is not a duration that can be read")
    length = " ".join(match["length"].split())
    parse_duration(length)
    return length, said[match.end() :].strip()


def duration(value: object, context: Context) -> Written:  # noqa: ARG001 - every converter is given its context
    """Read text that is a duration, or a number of seconds; ValueError and TypeError say why it is none."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if not 0 <= value <= 1e11:
            raise ValueError(f"{value} is no number of seconds")
        return f"{value:.0f}s"
    if not isinstance(value, str):
        raise TypeError("it is neither text nor a number of seconds")
    length, rest = leading_duration(value)
    if rest:
        raise ValueError(f"`{shortened(rest)}` follows the duration")
    return length
