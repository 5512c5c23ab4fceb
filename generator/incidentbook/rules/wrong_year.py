"""A time is in another year than everything beside it.

## What

The times of an incident, the dates of its timeline and the date in its file's name are laid side by side. One
that is half a year or more from the others, and would be within a month of them in another year, is
reported. Where all times agree and only the file's name has another year, that is said once.

## Why

In January people write the year before. The incident then lasts a year, or ends before it begins, and one
quarter has it too many while another lacks it.

## Example

```yaml
# incidents/2023-01-05-ci-supplier-breach.md
times:
  detected: 2023-01-04
  declared: 2022-01-05 08:56
  resolved: 2023-02-01 10:30
```

## Instead

```yaml
# incidents/2023-01-05-ci-supplier-breach.md
times:
  detected: 2023-01-04
  declared: 2023-01-05 08:56
  resolved: 2023-02-01 10:30
```
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple

from incidentbook.articles import Article
from incidentbook.book import Finding, Location
from incidentbook.instants import Precision
from incidentbook.kinds.incident.model import Incident
from incidentbook.rules.subject import Criteria
from incidentbook.timelines import timeline_of

CODE = "KB402"
KINDS = ("incident",)
_APART = timedelta(days=180)
_NEAR = timedelta(days=31)
_IN_NAME = re.compile(r"(?<![0-9])(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])")
_DATED = (Precision.DAY, Precision.MINUTE, Precision.SECOND)


class _Dated(NamedTuple):
    """A date of an article and where it stands: a front matter key, a line, or else the name of the file."""

    on: date
    location: Location = ()
    line: int = 0
    column: int = 1

    @property
    def in_name(self) -> bool:
        return not self.location and not self.line


def check_article(article: Article[Incident], criteria: Criteria) -> Iterator[Finding]:
    """Yield each date that would stand beside the others in another year."""
    del criteria
    yield from _findings(article)


def milestones_with_wrong_year(article: Article[Incident]) -> set[str]:
    """Return the milestones whose year is wrong, so that what follows from it is not said, too."""
    return {str(found.location[1]) for found in _findings(article) if found.location}


def _findings(article: Article[Incident]) -> Iterator[Finding]:
    dates = [*_of_name(article.path), *_of_times(article.fields)]
    if article.fields.times.milestones():
        dates += [_Dated(one.on, (), one.line, one.column) for one in timeline_of(article) if one.dated and one.on]
    groups = _groups(dates)
    if len(groups) < 2:
        return
    main = _main(groups)
    if main is None:
        return
    others = [one for group in groups if group is not main for one in group]
    if all(one.in_name for one in others):
        yield from _about_name(article.path, others[0], main)
        return
    for one in others:
        meant = None if one.in_name else _meant(one, main)
        if meant is not None:
            near = min(main, key=lambda other: abs(other.on - meant))
            beside = f"the file's name says {near.on}" if near.in_name else f"{near.on} stands beside it"
            message = f"The year {one.on.year} is probably wrong: {beside}"
            hint = f"Did you mean {meant}?"
            yield Finding(article.path, one.location, CODE, message, hint, one.line, one.column)


def _of_name(path: str) -> Iterator[_Dated]:
    match = _IN_NAME.search(path.rpartition("/")[2])
    try:
        said = date.fromisoformat(match["date"]) if match is not None else None
    except ValueError:
        return
    if said is not None:
        yield _Dated(said)


def _of_times(incident: Incident) -> Iterator[_Dated]:
    for name, instant in incident.times.milestones():
        if instant.precision in _DATED:
            yield _Dated(instant.earliest.date(), ("times", name))


def _groups(dates: Sequence[_Dated]) -> list[list[_Dated]]:
    """Return the dates in order, cut where half a year has none."""
    groups: list[list[_Dated]] = []
    for one in sorted(dates, key=lambda dated: dated.on):
        if not groups or one.on - groups[-1][-1].on > _APART:
            groups.append([])
        groups[-1].append(one)
    return groups


def _main(groups: Sequence[list[_Dated]]) -> list[_Dated] | None:
    """Return the dates that hold: those that the file's name agrees with, else the most; None where as many differ."""
    named = next((group for group in groups if len(group) > 1 and any(one.in_name for one in group)), None)
    if named is not None:
        return named
    by_size = sorted(groups, key=lambda group: sum(not one.in_name for one in group), reverse=True)
    sizes = [sum(not one.in_name for one in group) for group in by_size]
    return by_size[0] if sizes[0] > sizes[1] else None


def _meant(one: _Dated, main: Sequence[_Dated]) -> date | None:
    """Return the date in another year that is near to one that holds."""
    for year in sorted({other.on.year for other in main}):
        try:
            moved = one.on.replace(year=year)
        except ValueError:  # 29 February
            continue
        if any(abs(other.on - moved) <= _NEAR for other in main):
            return moved
    return None


def _about_name(path: str, name: _Dated, main: Sequence[_Dated]) -> Iterator[Finding]:
    """Yield one finding where everything but the name has another year."""
    if _meant(name, main) is None:
        return
    first = next(chain((one for one in main if one.location), main))
    message = f"This is in {first.on.year}, and the file's name says {name.on}"
    hint = "Correct the years, or rename the file."
    yield Finding(path, first.location, CODE, message, hint, first.line, first.column)
