"""Times in the many forms in which people write them: `Sep 27 2017 13:06`, `24/07/25`, `4:23PM PST`."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from incidentbook.importers.converters.context import Context
from incidentbook.importers.converters.zones import contradiction, local, zone_said
from incidentbook.importers.imported import Written
from incidentbook.instants import parse_instant
from incidentbook.text import shortened

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:(?:on\s+)?(?:the\s+)?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_LAST = r"(?P<last>\s?[-–]\s?\d{1,2}(?:st|nd|rd|th)?(?![\d:]))?"
_FLAGS = re.IGNORECASE | re.ASCII
_DATES = tuple(
    re.compile(_WEEKDAY + form, _FLAGS)
    for form in (
        r"(?P<year>\d{4,5})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
        r"(?P<first>\d{1,2})(?P<mark>[-/])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})(?![\d:])",
        r"(?P<first>\d{1,2})\.(?P<second>\d{1,2})\.(?P<year>\d{4})(?![\d:])",  # `1.29.10` is a version
        rf"{_MONTH}\s+{_NTH}\b{_LAST}(?:,?\s+(?P<year>\d{{4}})\b(?!:))?",
        rf"{_NTH}{_LAST}\.?\s+(?:of\s+)?{_MONTH}(?:,?\s+(?P<year>\d{{4}})\b(?!:))?",
    )
)
_MONTH_ALONE = re.compile(rf"(?:{_MONTH},?\s+(?P<year>\d{{4}})|(?P<iso>\d{{4}}-\d{{2}}))(?![\d:-])", _FLAGS)
_ABOUT = re.compile(r"(?:~|≈|ca\b\.?|circa\b|about\b|around\b|approx\b\.?|approximately\b|roughly\b)\s*", re.IGNORECASE)
_HALF = r"\s*(?P<half>[ap]\.?m\b\.?)"
_CLOCKS = tuple(
    re.compile(form, _FLAGS)
    for form in (
        rf"(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::(?P<second>\d{{2}})(?:[.,]\d+)?)?(?!:?\d)(?:{_HALF})?",
        rf"(?P<hour>\d{{1,2}})(?P<minute>)(?P<second>){_HALF}",
    )
)
# Only behind a date: alone, these are numbers of something.
_DATED_CLOCKS = tuple(
    re.compile(form, _FLAGS)
    for form in (
        rf"(?P<hour>\d{{1,2}})[.h](?P<minute>\d{{2}})(?P<second>)(?![\d.])(?:{_HALF})?",
        r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>)(?P<half>)(?=\s*(?:$|[A-Z]{3,4}\b|[-–—:|]\s))",
    )
)
_BEFORE_CLOCK = re.compile(r"\s*(?:T(?=\d)|,|\bat\b|@|[-–—](?=\s)|\bfrom\b)?\s*(?:\bat\s+)?", re.IGNORECASE)
_BEFORE_DATE = re.compile(r"\s*[,(]?\s*(?:on\s+)?(?:the\s+)?", re.IGNORECASE)
_UNTIL = re.compile(r"(?<=[\dmMzZ])\s*(?:[-–—]|\bto\b|\buntil\b)\s*(?=\d{1,2}:|\d{4}-|[A-Z])")
_SHIFT = re.compile(r"\s*(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2})(?!\d)", re.ASCII)
_ZONE = re.compile(r"\s*\(?(?P<zone>Z\b|[A-Z]{2,5}(?:\s?[+-]\d{1,2})?(?![\w+-])|[A-Z][a-z]+/[A-Z][A-Za-z_/]+)\)?")
_HALF_A_YEAR, _MONTH_LONG = timedelta(days=183), timedelta(days=31)


@dataclass(frozen=True)
class Told:
    """A time as it was told: what of it was said, and the text behind it."""

    on: date | None = None
    coarse: str = ""
    """`month`, where no day was said; `on` is then its first."""
    at: time | None = None
    zone: str = ""
    """The IANA name of the zone that it says itself."""
    word: str = ""
    """That zone as it is written."""
    shift: timedelta | None = None
    """The offset from UTC that it says itself."""
    approximate: bool = False
    rest: str = ""
    note: str = ""
    """What in it was doubtful, and how it was read."""


def told(text: str, near: date | None = None) -> Told | None:
    """Read the time at the beginning of a text, or nothing where it begins with none.

    `near` is a day near which it must be: it supplies years, and decides between `3/4` and `4/3`. ValueError says what
    cannot be decided.
    """
    about = _ABOUT.match(text)
    position = about.end() if about is not None else 0
    on, coarse, note, end = _date(text, position, near)
    at, zone, word, shift = None, "", "", None
    if on is not None and not coarse:
        between = _BEFORE_CLOCK.match(text, end)
        start = between.end() if between is not None else end
        as_machines = text[start - 1 : start] == "T"
        later = _ABOUT.match(text, start)
        about, start = later or about, later.end() if later is not None else start
        at, after = _clock(text, start, (*_CLOCKS, *_DATED_CLOCKS)) if start > end else (None, end)
        if at is not None:
            zone, word, shift, end = _zone(text, after, shifted=as_machines or at.second > 0)
    elif on is None:
        at, end = _clock(text, position, _CLOCKS)
        if at is None:
            return None
        zone, word, shift, end = _zone(text, end, shifted=False)
        gap = _BEFORE_DATE.match(text, end)
        start = gap.end() if gap is not None else end
        on, coarse, note, dated = _date(text, start, near)
        if on is not None and not coarse:
            end = dated + (text[end:start].strip().startswith("(") and text.startswith(")", dated))
        else:
            on, coarse = None, ""
    return Told(on, coarse, at, zone, word, shift, about is not None, text[end:], note)


def article_time(said: Told, on: date | None, source_zone: str, zone: str) -> tuple[str, str]:
    """Return a told time as an article in `zone` has it, and what was doubtful about it.

    `on` is its day where it says none, `source_zone` that of times which say none; without a `zone`, a time that says
    its own keeps it. ValueError says what is wrong with it.
    """
    day, mark = said.on or on, "~" if said.approximate else ""
    if day is None:
        raise ValueError("the date is missing")
    if said.at is None:
        return mark + (f"{day:%Y-%m}" if said.coarse else f"{day:%Y-%m-%d}"), said.note
    own = local(said.zone or source_zone or zone)
    moment = datetime.combine(day, said.at, own)
    if said.shift is not None:
        moment = datetime.combine(day, said.at, local("UTC")) - said.shift
    note = said.note
    if said.shift is None and said.zone:
        note = note or contradiction(said.word, day, said.at, said.zone)
    if zone:
        moment = moment.astimezone(local(zone)) if said.shift is not None or local(zone) != own else moment
        written = _clocked(moment)
        instant = parse_instant(written, local(zone))
        if instant.ambiguous and (said.shift is not None or local(zone) != own):
            written += moment.strftime("%z")
    else:
        stated = said.shift is not None or said.zone or source_zone
        shift = "Z" if not moment.utcoffset() else moment.strftime("%z")
        written = _clocked(moment) + (shift if stated else "")
        parse_instant(written, local("UTC"))
    return mark + written, note


def whole_time(value: object, context: Context) -> Written:
    """Read a value that is a time and nothing else; ValueError and TypeError say why it is none."""
    if not isinstance(value, str):
        raise TypeError("it is no text")
    text = value.strip()
    said = told(text, date(context.year, 7, 1) if context.year else None)
    if said is None or said.rest.strip(" .,)"):
        raise ValueError(f"`{shortened(text)}` is not a time that can be read")
    return article_time(said, None, context.zone, context.zone)[0]


def until(text: str) -> str:
    """Return the end of a span, `23:28 UTC` of `21:45 to 23:28 UTC (103 minutes)`; nothing where it says none."""
    match = _UNTIL.search(text)
    return text[match.end() :].strip() if match is not None else ""


def end_time(value: object, context: Context) -> Written:
    """Read the end of a span as a time; ValueError says why there is none."""
    return whole_time(until(str(value)), context)


def right_year(said: Told, near: date, known: Callable[[date], bool] = lambda _: True) -> Told:
    """Return a time whose year was mistyped with the one that is meant, and a note; any other as it is.

    Mistyped is a year in which it is half a year or more from `near`, and within a month of it in another.
    """
    if said.on is None or abs(said.on - near) < _HALF_A_YEAR:
        return said
    for year in (near.year, near.year - 1, near.year + 1):
        try:
            meant = said.on.replace(year=year)
        except ValueError:
            continue
        if abs(meant - near) <= _MONTH_LONG and known(meant):
            note = f"the year {said.on.year} is read as {year}, which is that of the file's date"
            return replace(said, on=meant, note=note)
    return said


def _date(text: str, start: int, near: date | None) -> tuple[date | None, str, str, int]:
    """Return a date, how coarse it is, what is doubtful about it, and where it ends."""
    for form in _DATES:
        match = form.match(text, start)
        if match is None:
            continue
        parts = match.groupdict()
        if parts.get("first"):
            return _numeric(match, near), "", "", match.end()
        year, note = _year(parts["year"], near)
        note = note or ("it is a span of days, of which the first is taken" if parts.get("last") else "")
        month = _MONTHS.index(parts["name"][:3].lower()) + 1 if parts.get("name") else int(parts["month"])
        day = int(parts["day"])
        on = _nearest(month, day, near) if year is None else _day(year, month, day)
        return on, "", note, match.end()
    match = _MONTH_ALONE.match(text, start)
    if match is None:
        return None, "", "", start
    if match["iso"]:
        year, month = (int(part) for part in match["iso"].split("-"))
        return _day(year, month, 1), "month", "", match.end()
    return _day(int(match["year"]), _MONTHS.index(match["name"][:3].lower()) + 1, 1), "month", "", match.end()


def _year(text: str | None, near: date | None) -> tuple[int | None, str]:
    if not text or len(text) == 4:
        return int(text) if text else None, ""
    # A digit too many: the year is certain only if leaving one out gives the one that is expected.
    if near is not None and str(near.year) in {text[:at] + text[at + 1 :] for at in range(5)}:
        return near.year, f"the year {text} is read as {near.year}, which is that of the file's date"
    raise ValueError(f"the year {text} has more than four digits")


def _numeric(match: re.Match[str], near: date | None) -> date:
    """Read `24/07/25`, `7/24/2025` and `24.7.2025`; which number is the day must be certain, as it is between dots."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    year += 2000 if year < 100 else 0
    possible = []
    orders = ((second, first), (first, second)) if "mark" in match.groupdict() else ((second, first),)
    for month, day in orders:
        try:
            possible.append(date(year, month, day))
        except ValueError:
            continue
    near_by = [one for one in possible if near is not None and abs(one - near) <= timedelta(days=14)]
    certain = set(possible) if len(set(possible)) == 1 else set(near_by)
    if len(certain) != 1:
        why = "it may be day or month first" if possible else "there is no such day"
        raise ValueError(f"`{match[0]}` is not certain: {why}" if possible else why)
    return certain.pop()


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"there is no day {year:04}-{month:02}-{day:02}") from error


def _nearest(month: int, day: int, near: date | None) -> date:
    if near is None:
        raise ValueError("the year is missing")
    possible = []
    for year in (near.year, near.year - 1, near.year + 1):
        try:
            possible.append(date(year, month, day))
        except ValueError:
            continue
    if not possible:
        raise ValueError(f"there is no day {month}-{day} in or around {near.year}")
    return min(possible, key=lambda one: abs(one - near))


def _clock(text: str, start: int, forms: tuple[re.Pattern[str], ...]) -> tuple[time | None, int]:
    for form in forms:
        match = form.match(text, start)
        if match is None:
            continue
        hour, half = int(match["hour"]), (match["half"] or "").replace(".", "").lower()
        if half == "pm" and hour < 12:
            hour += 12
        elif half == "am" and hour == 12:
            hour = 0
        try:
            return time(hour, int(match["minute"] or 0), int(match["second"] or 0)), match.end()
        except ValueError:
            return None, start
    return None, start


def _zone(text: str, start: int, *, shifted: bool) -> tuple[str, str, timedelta | None, int]:
    """Return the zone with its word, or the offset, that stands behind a clock time, and where it ends.

    Where people write, `10:00-11:00` is no offset but the time until which something went on.
    """
    match = _SHIFT.match(text, start)
    if match is not None and (shifted or text[start] in " +") and int(match["hours"]) <= 14:
        shift = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
        return "", "", -shift if match["sign"] == "-" else shift, match.end()
    match = _ZONE.match(text, start)
    zone = zone_said("UTC" if match["zone"] == "Z" else match["zone"]) if match is not None else ""
    return (zone, match["zone"], None, match.end()) if match is not None and zone else ("", "", None, start)


def _clocked(moment: datetime) -> str:
    """Write a moment to the minute, and to the second where it has one."""
    return moment.strftime("%Y-%m-%d %H:%M:%S" if moment.second else "%Y-%m-%d %H:%M")
