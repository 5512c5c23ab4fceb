"""Times as people write them: a moment keeps the precision it was written with and is an interval, never a point."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_WRITTEN = re.compile(
    r"""(?P<approximate>~\s*)?
        (?P<year>\d{4}) (?:-(?P<month>\d{2}) (?:-(?P<day>\d{2})
        (?:[ T]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2}) (?::(?P<second>\d{2})(?:[.,]\d+)?)?
        \s*(?P<offset>Z|UTC|[+-]\d{2}:?\d{2})?)?)?)?""",
    re.VERBOSE,
)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class Precision(StrEnum):
    """How much of a time was written down."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Instant:
    """A written time: it happened at or after `earliest` and before or at `latest`, both with a zone.

    A time written to the minute or second is taken as that moment, so both ends are equal; a coarser one spans the
    whole day, month or year it names.
    """

    text: str
    earliest: datetime
    latest: datetime
    precision: Precision
    approximate: bool = False

    @property
    def exact(self) -> bool:
        """Whether a clock time was written."""
        return self.precision in (Precision.MINUTE, Precision.SECOND)

    @property
    def date(self) -> str:
        """The date as far as it was written, for a person: `4 Mar 2026`, `Mar 2026`, `2026`."""
        moment = self.earliest
        if self.precision is Precision.YEAR:
            return f"{moment.year}"
        if self.precision is Precision.MONTH:
            return f"{_MONTHS[moment.month - 1]} {moment.year}"
        return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"

    @property
    def clock(self) -> str:
        """The clock time with its zone, `10:12 GMT`, or nothing where none was written."""
        if not self.exact:
            return ""
        form = "%H:%M:%S" if self.precision is Precision.SECOND else "%H:%M"
        return f"{self.earliest.strftime(form)} {self.earliest.tzname() or ''}".rstrip()

    def __str__(self) -> str:
        """Read as a person writes it, the mark for an approximate time included."""
        written = f"{self.date}, {self.clock}" if self.exact else self.date
        return f"about {written}" if self.approximate else written


def zone_named(name: str) -> tzinfo:
    """Return the time zone of an IANA name; ValueError says so when there is none."""
    try:
        return UTC if name in ("UTC", "Z") else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is not the name of a time zone") from error


def parse_instant(text: str, zone: tzinfo) -> Instant:
    """Read a written time; one without an offset is in `zone`. ValueError says what is wrong with it."""
    written = text.strip()
    match = _WRITTEN.fullmatch(written)
    if match is None:
        raise ValueError("write a time as 2026-03-04 10:12, or as far as it is known: 2026-03-04, 2026-03")
    year, month, day = int(match["year"]), match["month"], match["day"]
    if match["offset"]:
        zone = _offset(match["offset"])
    try:
        earliest = datetime(
            year, int(month or 1), int(day or 1), int(match["hour"] or 0), int(match["minute"] or 0),
            int(match["second"] or 0), tzinfo=zone,
        )  # fmt: skip
        earliest.astimezone(UTC)  # the first and last day of the calendar have no neighbour to convert to
        precision = _precision(match)
        latest = earliest if match["hour"] else _end(earliest, precision)
        latest.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(_impossible(match, str(error))) from error
    return Instant(written, earliest, latest, precision, match["approximate"] is not None)


def _precision(match: re.Match[str]) -> Precision:
    if match["second"]:
        return Precision.SECOND
    if match["hour"]:
        return Precision.MINUTE
    if match["day"]:
        return Precision.DAY
    return Precision.MONTH if match["month"] else Precision.YEAR


def _end(start: datetime, precision: Precision) -> datetime:
    if precision is Precision.DAY:
        return start + timedelta(days=1)
    if precision is Precision.YEAR or start.month == 12:
        return start.replace(year=start.year + 1, month=1)
    return start.replace(month=start.month + 1)


def _offset(text: str) -> tzinfo:
    if text in ("Z", "UTC"):
        return UTC
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))


def _impossible(match: re.Match[str], reason: str) -> str:
    if match["month"] and not 1 <= int(match["month"]) <= 12:
        return f"there is no month {match['month']}"
    if match["hour"] and int(match["hour"]) > 23:
        return f"there is no hour {match['hour']}; midnight is 00:00 of the next day"
    if "day" in reason:
        return f"{match['year']}-{match['month']} has no day {match['day']}"
    return f"not a time of any calendar: {reason}"
