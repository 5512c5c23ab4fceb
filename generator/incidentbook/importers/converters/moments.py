"""Times as programs write them, as an article has them: in UTC, as precise as they were."""

import math
import re
from datetime import UTC, datetime, timedelta

from incidentbook.importers.converters.context import Context
from incidentbook.instants import zone_named
from incidentbook.text import shortened

MINUTE = len("2026-03-04 10:12")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_FRACTION = re.compile(r"[.,]\d+", re.ASCII)
_SECONDS = re.compile(r"T\d\d:?\d\d:?\d\d", re.ASCII)
_NEVER = ("0001-01-01", "0000-00-00", "1970-01-01T00:00:00", "9999-12-31")
"""What tools write for a time that there is not."""
_MILLISECONDS = 1e11
"""A number from here on counts milliseconds: in seconds it would be in the year 5138."""
_YEARS = range(1990, 2100)
"""What lies outside is hardly a time."""


def moment(value: object, context: Context) -> str:
    """Read a time in a form of ISO 8601, or seconds or milliseconds since 1970, as a number or as text.

    0 and less, and the first and last days of calendars, say that there is no such time.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise TypeError("a time")
    written = str(value).strip()
    if _NUMBER.fullmatch(written) or not isinstance(value, str):
        return _since_1970(written)
    if not written or written.startswith(_NEVER):
        return ""
    read = _FRACTION.sub("", written.replace(" UTC", "Z").replace(" ", "T", 1).replace(" ", ""))
    try:
        at = datetime.fromisoformat(read)
        if _DAY.fullmatch(written) and at.year in _YEARS:
            return written
    except ValueError as error:
        raise ValueError(f"`{shortened(written)}` is not a time") from error
    at = at if at.tzinfo is not None else at.replace(tzinfo=zone_named(context.zone))
    return _said(at, written, seconds=_SECONDS.search(read) is not None)


def first_moment(value: object, context: Context) -> str:
    """Read a list of times and return the first of them."""
    return min(moments(value, context), default="")


def last_moment(value: object, context: Context) -> str:
    """Read a list of times and return the last of them."""
    return max(moments(value, context), default="")


def moments(value: object, context: Context) -> list[str]:
    """Read a list of times, in order of time; those that there are not are left out."""
    if not isinstance(value, list):
        raise TypeError("a list of times")
    return sorted(read for one in value if one is not None and (read := moment(one, context)))


def moment_after(value: object, context: Context) -> str:
    """Read a time and milliseconds to add to it: `{from: "2026-03-04T10:12:31Z", milliseconds: 5000}`."""
    if not isinstance(value, dict):
        raise TypeError("an object")
    start, more = value.get("from"), value.get("milliseconds")
    if more is None or start is None:
        return ""
    if isinstance(more, bool) or not isinstance(more, (int, float)):
        raise TypeError("milliseconds as a number")
    begun = moment(start, context)
    if len(begun) < MINUTE:
        return ""
    try:
        at = datetime.fromisoformat(begun).replace(tzinfo=UTC) + timedelta(milliseconds=more)
    except (OverflowError, ValueError) as error:
        raise ValueError(f"{more} is too many milliseconds") from error
    return _said(at, f"{more} ms", seconds=len(begun) > MINUTE)


def _since_1970(written: str) -> str:
    try:
        number = float(written)
        if number <= 0:
            return ""
        seconds = number / 1000 if number >= _MILLISECONDS else number
        at = datetime.fromtimestamp(math.floor(seconds), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise ValueError(f"`{shortened(written)}` is not a time") from error
    return _said(at, written, seconds=True)


def _said(at: datetime, written: str, *, seconds: bool) -> str:
    try:
        at = at.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"`{shortened(written)}` is not a time") from error
    if at.year not in _YEARS:
        raise ValueError(f"`{shortened(written)}` would be in the year {at.year}")
    return f"{at:%Y-%m-%d %H:%M:%S}" if seconds else f"{at:%Y-%m-%d %H:%M}"
