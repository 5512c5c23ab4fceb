"""Times in the forms that people type at a prompt, turned into the one that an article has."""

import re
from datetime import UTC, datetime, timedelta

from incidentbook.instants import Instant, parse_instant
from incidentbook.written_durations import parse_duration

AHEAD = timedelta(hours=1)
"""What lies further in the future than clocks differ is a mistake."""
_CLOCK = re.compile(
    r"(?P<about>~\s*)?(?:(?P<day>today|yesterday)[,\s]*)?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)", re.ASCII
)
_DAY = re.compile(r"(?P<about>~\s*)?(?P<day>today|yesterday)")
_AGO = re.compile(r"(?P<about>~\s*)?(?P<length>\d.*?)\s+ago")
_FORMS = "write it as 10:12, 2026-03-04 10:12 or now"


def typed_time(text: str, now: datetime, near: Instant | None = None, *, later: bool = True) -> Instant:
    """Read a time that was typed: `10:12`, `yesterday 23:50`, `now`, `20 min ago`, or as an article has it.

    `now` says the zone. A clock time alone is the first after `near`, or with `later` false the one nearest to it;
    without `near` it is that of today, or of yesterday where today's is yet to come. ValueError says what is wrong.
    """
    said = " ".join(text.split()).lower()
    as_article = text.strip().replace("T", " ")
    instant = parse_instant(_written(said, as_article, now, near, later=later), now.tzinfo or UTC)
    if instant.earliest.timestamp() > (now + AHEAD).timestamp():
        raise ValueError(f"{instant} is in the future")
    return instant


def _written(said: str, text: str, now: datetime, near: Instant | None, *, later: bool) -> str:
    if said == "now":
        return f"{now:%Y-%m-%d %H:%M}"
    if (day := _DAY.fullmatch(said)) is not None:
        return f"{day['about'] or ''}{_date(day['day'], now):%Y-%m-%d}"
    if (ago := _AGO.fullmatch(said)) is not None:
        return f"{ago['about'] or ''}{now - parse_duration(ago['length']):%Y-%m-%d %H:%M}"
    clock = _CLOCK.fullmatch(said)
    if clock is None:
        if not re.match(r"(~\s*)?\d{4}", said):
            raise ValueError(_FORMS)
        return text
    try:
        moment = now.replace(hour=int(clock["hour"]), minute=int(clock["minute"]), second=0, microsecond=0, fold=0)
    except ValueError as error:
        raise ValueError(f"there is no {clock['hour']}:{clock['minute']} on a clock") from error
    date = _date(clock["day"], now) if clock["day"] else _nearest(moment, now, near, later=later)
    return f"{clock['about'] or ''}{date:%Y-%m-%d} {moment:%H:%M}"


def _date(day: str, now: datetime) -> datetime:
    return now - timedelta(days=day == "yesterday")


def _nearest(moment: datetime, now: datetime, near: Instant | None, *, later: bool) -> datetime:
    """Return the day on which a clock time is meant, as a moment of it."""
    if near is None:
        return moment - timedelta(days=moment > now + AHEAD)
    there = near.earliest.astimezone(now.tzinfo).replace(tzinfo=None)
    same = moment.replace(year=there.year, month=there.month, day=there.day, tzinfo=None)
    if later:
        return same + timedelta(days=near.has_clock and same < there.replace(second=0))
    return min((same + timedelta(days=days) for days in (0, -1, 1)), key=lambda one: abs(one - there))
