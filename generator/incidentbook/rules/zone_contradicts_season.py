"""A time names a zone that was not in force on that day.

## What

A clock time in the text is followed by the abbreviation of a zone, and on that day clocks there showed the
other one: `GMT` in a British summer, `BST` in winter. Looked at are the abbreviations of the article's own
zone, and those that are only used in summer. The date is the one beside the time, that of the timeline, or
that of the incident.

## Why

The time is an hour off, in one reading or the other. Durations that are made from it are, too.

## Example

```markdown
---
title: Checkout times out
zone: Europe/London
times: {started: 2026-07-04 10:00}
---

The first alert came at 10:12 GMT.
```

## Instead

```markdown
---
title: Checkout times out
zone: Europe/London
times: {started: 2026-07-04 10:00}
---

The first alert came at 10:12 BST.
```
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo

from incidentbook.articles import Article
from incidentbook.book import Finding
from incidentbook.instants import zone_named
from incidentbook.kinds.incident.model import Incident
from incidentbook.markdown_text import scan
from incidentbook.rules.subject import Criteria
from incidentbook.timelines import timeline_of

CODE = "KB406"
KINDS = ("incident",)
# Abbreviations that nobody uses but for clocks that are put forward, whatever the zone of the report.
_SUMMER = {
    "BST": "Europe/London", "CEST": "Europe/Paris", "EEST": "Europe/Helsinki", "EDT": "America/New_York",
    "CDT": "America/Chicago", "MDT": "America/Denver", "PDT": "America/Los_Angeles",
}  # fmt: skip
_SAID = re.compile(r"(?<![\d:.,])(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})? ?\(?(?P<zone>[A-Z]{3,4})\b", re.ASCII)
# Found fast, as it begins with one character.
_MAY_SAY = re.compile(r":\d\d(?::\d\d)? ?\(?[A-Z]{3,4}\b", re.ASCII)
_DATE = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)", re.ASCII)
# A date in words, or in figures that may be read in two ways: which day is meant nobody can be sure of.
_OTHER_DATE = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\b|\d[./]\d|day\b|week|month", re.IGNORECASE
)
_LONGEST = timedelta(days=150)
_RIGHT_BEHIND = 8
"""Characters: `10:12 BST on 2026-01-12`."""


def check_article(article: Article[Incident], criteria: Criteria) -> Iterator[Finding]:
    """Yield each time whose zone was not in force on its day."""
    if _MAY_SAY.search(article.body) is None:
        return
    zone = criteria.zone_of(article)
    in_timeline = {line.line: line.on for line in timeline_of(article)}
    days = _days(article.fields)
    for number, line in enumerate(scan(article.body).prose.split("\n"), article.body_line):
        for match in _SAID.finditer(line):
            written, judged_by = match["zone"], _zone_of(match["zone"], zone)
            if judged_by is None:
                continue
            dated = _day(line, match)
            on = dated or in_timeline.get(number)
            possible = [on] if on is not None else [] if _OTHER_DATE.search(line) else days
            shown = [_shown(day, match, judged_by) for day in possible]
            if shown and all(shown) and not any(written in names for names in shown):
                right = " or ".join(sorted(shown[0]))
                message = f"On {possible[0]} clocks showed {right}, not {written}"
                hint = f"Write {right}, or the time as it was in {right}."
                yield Finding(article.path, (), CODE, message, hint, number, match.start() + 1)


def _zone_of(written: str, own: tzinfo) -> tzinfo | None:
    """Return the zone by which an abbreviation is judged: the report's own, if it is one of its two."""
    names = {datetime(2026, month, 1, tzinfo=own).tzname() for month in (1, 7)}
    if len(names) == 2 and written in names:
        return own
    return zone_named(_SUMMER[written]) if written in _SUMMER else None


def _day(line: str, said: re.Match[str]) -> date | None:
    """Return the last date before a time in its line, else the one right behind it."""
    dates = list(_DATE.finditer(line))
    earlier = [match for match in dates if match.end() <= said.start()]
    behind = [match for match in dates if 0 <= match.start() - said.end() <= _RIGHT_BEHIND]
    for match in (*earlier[-1:], *behind[:1]):
        try:
            return date.fromisoformat(match[0])
        except ValueError:
            return None
    return None


def _days(incident: Incident) -> list[date]:
    """Return the first and the last day of an incident; none if that lasted for seasons, or is known to the month."""
    known = [instant for _, instant in incident.times.milestones()]
    if not known:
        return []
    first, last = min(one.earliest for one in known).date(), max(one.latest for one in known).date()
    return [first, last] if last - first < _LONGEST and all(_day_known(one.text) for one in known) else []


def _day_known(text: str) -> bool:
    return _DATE.search(text) is not None


def _shown(on: date, match: re.Match[str], zone: tzinfo) -> set[str]:
    """Return the abbreviations that clocks showed then: two in the hour that came twice, none for no clock time."""
    try:
        moment = datetime.combine(on, time(int(match["hour"]), int(match["minute"])), zone)
    except ValueError:
        return set()
    return {one.tzname() or "" for one in (moment, moment.replace(fold=1))}
