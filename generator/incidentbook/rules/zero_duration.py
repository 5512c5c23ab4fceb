"""Something took no time at all.

## What

An incident was mitigated or resolved in the minute in which it started; where the start is not known, all its
times are one and the same; a reopening or a period ends when it begins; or a stated duration is zero.

## Why

A time was copied to fill a key that could have been left out. A duration of nothing makes every median look
better than it is.

## Example

```yaml
times:
  started: 2026-03-04 10:00
  resolved: 2026-03-04 10:00
```

## Instead

```yaml
times:
  started: 2026-03-04 10:00          # the end is not known: leave it out, or write the day
  resolved: 2026-03-04
```
"""

from collections.abc import Iterator
from itertools import islice

from incidentbook.articles import Article
from incidentbook.book import Finding, Location
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import Incident
from incidentbook.rules.subject import Criteria

CODE = "KB403"
KINDS = ("incident",)
Pair = tuple[Location, Instant | None, Instant | None]
_HINT = "Leave out the one that is not known, or write the day alone."


def check_article(article: Article[Incident], criteria: Criteria) -> Iterator[Finding]:
    """Yield what took no time."""
    del criteria
    incident = article.fields
    if incident.type == "incident":
        yield from islice(_of_times(article), 1)
    for location, start, end in _pairs(incident):
        if start is not None and end is not None and _same(start, end):
            yield Finding(article.path, location, CODE, f"This began and ended at {end.text}", _HINT)
    for key, stated in incident.stated.items():
        if not stated.value:
            hint = "Leave it out where it is not known."
            yield Finding(article.path, ("stated", key), CODE, "A stated duration is zero", hint)


def _of_times(article: Article[Incident]) -> Iterator[Finding]:
    """Yield each end that is at the very time of the start; without a start, the end where all times are the same."""
    times = article.fields.times
    known = [instant for _, instant in times.milestones()]
    together = times.started is None and len(known) > 1 and all(_same(known[0], other) for other in known)
    start, said = (known[0], "detected") if together else (times.started, "started")
    for name in ("mitigated", "resolved"):
        end: Instant | None = getattr(times, name)
        if start is not None and end is not None and end is not start and _same(start, end):
            yield Finding(article.path, ("times", name), CODE, f"It was {name} in the minute in which it {said}", _HINT)


def _pairs(incident: Incident) -> Iterator[Pair]:
    for at, again in enumerate(incident.reopened):
        end = "mitigated" if again.mitigated is not None else "resolved"
        yield ("reopened", at, end), again.at, getattr(again, end)
    for at, service in enumerate(incident.services):
        for number, period in enumerate(service.periods):
            yield ("services", at, "periods", number, "to"), period.from_, period.to


def _same(start: Instant, end: Instant) -> bool:
    return start.exact and end.exact and start.earliest.timestamp() == end.earliest.timestamp()
