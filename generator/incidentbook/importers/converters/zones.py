"""The zones that people name, as IANA names: abbreviations, offsets, `Pacific time`, the cities they think of."""

import re
from datetime import date, datetime, time, tzinfo
from functools import cache

from incidentbook.instants import zone_named

# A zone by its abbreviations: what is written in winter, in summer, and all year.
_ABBREVIATIONS = {
    "UTC": "UTC Z ZULU GMT",
    "Europe/London": "BST",
    "Europe/Lisbon": "WET WEST",
    "Europe/Paris": "CET CEST",
    "Europe/Helsinki": "EET EEST",
    "Europe/Moscow": "MSK",
    "America/New_York": "EST EDT ET",
    "America/Chicago": "CST CDT CT",
    "America/Denver": "MST MDT MT",
    "America/Los_Angeles": "PST PDT PT",
    "America/Sao_Paulo": "BRT",
    "Africa/Johannesburg": "SAST",
    "Asia/Tokyo": "JST",
    "Asia/Seoul": "KST",
    "Asia/Singapore": "SGT",
    "Asia/Hong_Kong": "HKT",
    "Australia/Sydney": "AEST AEDT",
    "Pacific/Auckland": "NZST NZDT",
}
ZONES = {word: zone for zone, words in _ABBREVIATIONS.items() for word in words.split()}
"""The zones of the abbreviations that stand for one; `IST` and other names of several are left out."""
_WORDS = {
    "coordinated universal": "UTC",
    "greenwich": "UTC",
    "central european": "Europe/Paris",
    "eastern european": "Europe/Helsinki",
    "pacific": "America/Los_Angeles",
    "mountain": "America/Denver",
    "eastern": "America/New_York",
    "us central": "America/Chicago",
    "central daylight": "America/Chicago",
    "central standard": "America/Chicago",
    "british summer": "Europe/London",
    "london": "Europe/London",
    "zurich": "Europe/Zurich",
}
_SHIFT = re.compile(r"\b(?:UTC|GMT)\s*(?P<sign>[+\-−–])\s*(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?(?!\d)", re.ASCII)
_NAME = re.compile(r"\b[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?\b")
_ABBREVIATION = re.compile(r"\b[A-Z]{1,5}\b")


@cache
def zone_said(text: str) -> str:
    """Return the IANA name of the zone that a text names, or nothing: `PST`, `UTC+1 (Zurich time)`, `US/Pacific`.

    An abbreviation that belongs to a place counts before the offset that explains it: `CEST (UTC+2)`.
    """
    for match in _NAME.finditer(text):
        if _is_zone(match[0]):
            return match[0]
    words = [match[0] for match in _ABBREVIATION.finditer(text)]
    placed = [ZONES[word] for word in words if word in ZONES and ZONES[word] != "UTC"]
    if placed:
        return placed[0]
    shift = _SHIFT.search(text)
    if shift is not None:
        return _shifted(shift)
    if any(word in ZONES for word in words):
        return "UTC"
    lower = text.lower()
    return next((zone for word, zone in _WORDS.items() if word in lower), "")


def contradiction(abbreviation: str, on: date, at: time, zone: str) -> str:
    """Say that an abbreviation is not what clocks in its zone showed on a day, or nothing where it is."""
    if abbreviation not in ZONES or len(abbreviation) < 3 or zone != ZONES[abbreviation] or zone == "UTC":
        return ""
    moment = datetime.combine(on, at, zone_named(zone))
    shown = {moment.tzname(), moment.replace(fold=1).tzname()}
    if abbreviation in shown or not any(name in ZONES for name in shown if name):
        return ""
    return f"on {on} clocks in {zone} showed {moment.tzname()}, not {abbreviation}; the time is taken as local"


def local(zone: str) -> tzinfo:
    """Return the zone of an IANA name, that of an unknown one as UTC."""
    try:
        return zone_named(zone or "UTC")
    except ValueError:
        return zone_named("UTC")


def _is_zone(name: str) -> bool:
    try:
        zone_named(name)
    except ValueError:
        return False
    return True


def _shifted(match: re.Match[str]) -> str:
    """Return the zone with a whole number of hours from UTC; its name counts the other way round."""
    hours, minutes = int(match["hours"]), int(match["minutes"] or 0)
    if minutes or hours > 12:
        return ""
    if not hours:
        return "UTC"
    return f"Etc/GMT{'-' if match['sign'] == '+' else '+'}{hours}"
