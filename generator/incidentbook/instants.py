"""Times as people write them: a moment keeps the precision it was written with; a coarse one is an interval."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from incidentbook.text import closest, shortened
from incidentbook.written_durations import spoken

_WRITTEN = re.compile(
    r"""(?P<approximate>~\s*)?
        (?P<year>\d{4}) (?:-(?P<month>\d{2}) (?:-(?P<day>\d{2})
        (?:[ T]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2}) (?::(?P<second>\d{2})(?:[.,]\d+)?)?
        \s*(?P<offset>Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?)?)?""",
    re.VERBOSE | re.ASCII,
)
_EXAMPLES = "write a time as 2026-03-04 10:12, or as far as it is known: 2026-03-04, 2026-03"
# What people write instead, and the words for it. The first that matches is said.
_NEARLY: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?:~\s*)?(?:{pattern})", re.IGNORECASE | re.ASCII), said)
    for pattern, said in (
        (r"\d{5,}-\d\d?-\d\d?\b.*", "the year has more than four digits"),
        (r"\d{4}-\d\d-\d\d[ T]\s*(\d{3,4}|\d\d?[.h]\d\d)\b.*", "write the clock time with a colon, as 16:00"),
        (r"\d{4}-\d\d-\d\d[ T]\s*\d\d?(:\d\d)*\s*[ap]\.?m\b.*", "write the clock time with 24 hours, as 16:00"),
        (r"\d{4}-\d\d-\d\d[ T]\s*\d\d?", "the minutes are missing: write 10:00"),
        (r"\d{4}-\d\d-\d\d[ T]\s*\d\d?:\d\b.*", "write the minutes with two digits, as 10:05"),
        (
            r"\d{4}-\d\d-\d\d[ T]\s*\d\d?:\d\d(:\d\d)?\s*[a-z].*",
            "the time zone cannot be read; write an offset, as +01:00, or set `zone: Europe/London`",
        ),
        (r"\d{4}-\d\d-\d\d[ T]\s*\d\d?:\d\d(:\d\d)?\s*[+-].*", "write the offset with two digits, as +01:00"),
        (r"\d{4}-\d\d-\d\d\s*(-|–|/|to|until)\s*\d{4}.*", "this is two times; each has a key of its own"),
        (r"\d{4}-\d\d?-\d\d?\b.*", "write month and day with two digits, as 2026-03-04"),
        (r"\d{4}[/.]\d\d?([/.]\d\d?)?\b.*", "write the date with hyphens, as 2026-03-04"),
        (r"\d\d?[-/.]\d\d?[-/.]\d{2,4}\b.*", "write year, month and day in this order, as 2026-03-04"),
        (r"\d{8}(T\d+)?Z?", "write the date with hyphens, as 2026-03-04"),
        (r"\d\d?:\d\d.*", "the date is missing: write 2026-03-04 10:12"),
    )
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
    whole day, month or year it names. A clock time that was shown twice, as clocks were put back, is at its first
    showing earliest and at its second latest, which has `fold` 1: subtract timestamps, as two times of one zone are
    subtracted as the clock shows them.
    """

    text: str
    earliest: datetime
    latest: datetime
    precision: Precision
    approximate: bool = False

    @property
    def exact(self) -> bool:
        """Whether it is one moment: a clock time, and one that was shown once."""
        return self.has_clock and not self.ambiguous

    @property
    def has_clock(self) -> bool:
        """Whether a clock time was written."""
        return self.precision in (Precision.MINUTE, Precision.SECOND)

    @property
    def ambiguous(self) -> bool:
        """Whether its clock time was shown twice, as clocks were put back, and no offset says which it was."""
        return self.latest.fold != self.earliest.fold

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
        """The clock time with its zone, `10:12 GMT`, `01:30 BST or GMT`, or nothing where none was written."""
        if not self.has_clock:
            return ""
        form = "%H:%M:%S" if self.precision is Precision.SECOND else "%H:%M"
        zones = [self.earliest.tzname() or ""]
        if self.ambiguous and self.latest.tzname() not in zones:
            zones.append(self.latest.tzname() or "")
        return f"{self.earliest.strftime(form)} {' or '.join(zones)}".rstrip()

    def __str__(self) -> str:
        """Read as a person writes it, the mark for an approximate time included."""
        written = f"{self.date}, {self.clock}" if self.has_clock else self.date
        return f"about {written}" if self.approximate else written


def zone_named(name: str) -> tzinfo:
    """Return the time zone of an IANA name; ValueError says so when there is none."""
    try:
        return UTC if name in ("UTC", "Z") else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"`{shortened(name)}` is not the name of a time zone") from error


def nearest_zone(name: str) -> str | None:
    """Return the IANA name that a wrong one most likely stands for."""
    if name.isupper():
        return None  # an abbreviation, which stands for several zones or none: IST, BST
    known = available_timezones()
    by_city = {zone.rpartition("/")[2]: zone for zone in sorted(known, reverse=True) if "/" in zone}
    city = name.strip().replace(" ", "_").rpartition("/")[2]
    near = closest(name.strip().replace(" ", "_"), known)
    return near if near is not None else by_city.get(closest(city, by_city) or "")


def parse_instant(text: str, zone: tzinfo) -> Instant:
    """Read a written time; one without an offset is in `zone`. ValueError says what is wrong with it."""
    written = text.strip()
    if len(written) == 16 and written[4] == written[7] == "-" and written[10] == " " and written[13] == ":":
        instant = _minute(written, zone)  # most are written like this, and read at once
        if instant is not None:
            return instant
    match = _WRITTEN.fullmatch(written)
    if match is None:
        raise ValueError(next((said for form, said in _NEARLY if form.fullmatch(written)), _EXAMPLES))
    approximate, year, month, day, hour, minute, second, offset = match.groups()
    if offset:
        zone = _offset(offset)
    precision = _precision(match)
    try:
        earliest = datetime(
            int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0),
            tzinfo=zone,
        )  # fmt: skip
        latest = earliest if hour else _end(earliest, precision)
    except (ValueError, OverflowError) as error:
        raise ValueError(_impossible(match)) from error
    if not 1 < earliest.year < 9998:  # the ends of the calendar have no neighbour to convert to
        raise ValueError(f"the year {year} is out of range")
    change = _change(earliest) if hour else None
    if change is not None and change > timedelta():
        forward = f"on {earliest:%Y-%m-%d}, clocks were put forward by {spoken(change)}"
        raise ValueError(f"there was no {earliest:%H:%M} in {earliest.tzinfo}: {forward}")
    if change is not None:
        latest = latest.replace(fold=1)
    return Instant(written, earliest, latest, precision, approximate is not None)


def _minute(written: str, zone: tzinfo) -> Instant | None:
    """Read a time to the minute, or nothing: what is wrong with it others say."""
    try:
        moment = datetime.fromisoformat(written).replace(tzinfo=zone)
    except ValueError:
        return None
    if not 1 < moment.year < 9998:
        return None
    change = _change(moment)
    if change is None:
        return Instant(written, moment, moment, Precision.MINUTE)
    return None if change > timedelta() else Instant(written, moment, moment.replace(fold=1), Precision.MINUTE)


def _change(moment: datetime) -> timedelta | None:
    """Return by how much clocks were put forward over a moment, which none of them showed then; less than 0 is by how
    much they were put back, so that they showed it twice.
    """
    if moment.tzinfo is UTC or 4 < moment.hour < 20:  # clocks are changed at night
        return None
    before, after = moment.utcoffset(), moment.replace(fold=1).utcoffset()
    return after - before if before is not None and after is not None and before != after else None


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
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    if hours > 14 or minutes > 59:
        raise ValueError(f"there is no offset {text}")
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def _impossible(match: re.Match[str]) -> str:
    """Say why a time that is written well cannot be."""
    month, day = match["month"], match["day"]
    if month and not 1 <= int(month) <= 12:
        return f"there is no month {month}"
    if match["hour"] and int(match["hour"]) > 23:
        return f"there is no hour {match['hour']}; midnight is 00:00 of the next day"
    if match["minute"] and int(match["minute"]) > 59:
        return f"there is no minute {match['minute']}"
    if match["second"] and int(match["second"]) > 59:
        return f"there is no second {match['second']}"
    if int(match["year"]) in (0, 9999):
        return f"the year {match['year']} is out of range"
    return f"{match['year']}-{month} has no day {day}"
