"""Durations as people write them: `1h 30m`, `35h36`, `2 days`, `90 min`, `6 months`."""

import re
from datetime import timedelta

_MINUTES = {"s": 1 / 60, "m": 1.0, "h": 60.0, "d": 1440.0, "w": 10080.0, "month": 43830.0, "y": 525960.0}
_UNITS = {
    "s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s",
    "m": "m", "min": "m", "mins": "m", "minute": "m", "minutes": "m",
    "h": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
    "d": "d", "day": "d", "days": "d",
    "w": "w", "week": "w", "weeks": "w",
    "month": "month", "months": "month",
    "y": "y", "year": "y", "years": "y",
}  # fmt: skip
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*([a-zA-Z]*)[\s,]*(?:and\s+)?", re.ASCII)
_MOST_MINUTES = 1000 * _MINUTES["y"]
_HOW = "write a duration as 1h 30m, 90 min, 2 days or 6 months"


def parse_duration(text: str) -> timedelta:
    """Read a written duration; a bare last number after hours is minutes. ValueError says what is wrong with it.

    A month is a twelfth of a mean Gregorian year (30.4375 days), as nobody who writes one means more than that.
    """
    written = text.strip()
    position, minutes, previous = 0, 0.0, ""
    while position < len(written):
        part = _PART.match(written, position)
        if part is None:
            raise ValueError(_HOW)
        unit = _UNITS.get(part[2].lower(), "") if part[2] else "m" if previous == "h" else ""
        if not unit:
            bare = not part[2] and part.end() == len(written)
            raise ValueError(f"the unit is missing; write {part[1]} min or {part[1]} h" if bare else _HOW)
        minutes += float(part[1]) * _MINUTES[unit]
        position, previous = part.end(), unit
    if not written:
        raise ValueError(_HOW)
    if minutes > _MOST_MINUTES:
        raise ValueError("it is longer than a thousand years")
    return timedelta(minutes=minutes)


def spoken(duration: timedelta) -> str:
    """Say a duration for a person with its two largest units: `1 h 30 min`, `3 d 4 h`, `45 s`."""
    seconds = round(duration.total_seconds())
    if abs(seconds) < 60:
        return f"{seconds} s"
    sign, minutes = ("-" if seconds < 0 else ""), round(abs(seconds) / 60)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days >= 7:
        return f"{sign}{days} d"
    if days:
        return f"{sign}{days} d {hours} h" if hours else f"{sign}{days} d"
    if hours:
        return f"{sign}{hours} h {rest} min" if rest else f"{sign}{hours} h"
    return f"{sign}{rest} min"


def spoken_exactly(duration: timedelta) -> str:
    """Say a duration for a person who adds up, with all its units: `1 d 11 h 36 min`, `6 min 30 s`, `0 min`."""
    seconds = round(duration.total_seconds())
    sign, left = ("-" if seconds < 0 else ""), abs(seconds)
    parts = ((left // 86400, "d"), (left // 3600 % 24, "h"), (left // 60 % 60, "min"), (left % 60, "s"))
    return sign + (" ".join(f"{count} {unit}" for count, unit in parts if count) or "0 min")
