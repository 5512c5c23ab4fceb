"""Milestones stand in an order that hardly happens.

## What

An incident was acknowledged or declared more than five minutes before it was detected, resolved before it was
mitigated, or closed before it was resolved or mitigated. That it was detected before its impact began, or
mitigated before it was detected or declared, happens, and is not reported.

## Why

Two times have changed places. The time to acknowledge would be 0, the time to mitigate longer than the time
to resolve.

## Example

```yaml
times:
  detected: 2026-03-04 10:12
  acknowledged: 2026-03-04 09:15
  mitigated: 2026-03-04 12:40
  resolved: 2026-03-04 11:02
```

## Instead

```yaml
times:
  detected: 2026-03-04 10:12
  acknowledged: 2026-03-04 10:15
  mitigated: 2026-03-04 11:02
  resolved: 2026-03-04 12:40
```
"""

from collections.abc import Iterator

from incidentbook.articles import Article
from incidentbook.book import Finding
from incidentbook.durations import seconds_between
from incidentbook.kinds.incident.model import Incident, Milestone
from incidentbook.rules.subject import Criteria
from incidentbook.rules.wrong_year import milestones_with_wrong_year

CODE = "KB409"
KINDS = ("incident",)
_MINUTES = 5
# Of each pair: what came first and hardly does, what it came before, and by how many seconds it may.
_PAIRS: tuple[tuple[Milestone, Milestone, int], ...] = (
    ("acknowledged", "detected", _MINUTES * 60),
    ("declared", "detected", _MINUTES * 60),
    ("resolved", "mitigated", 0),
    ("closed", "resolved", 0),
    ("closed", "mitigated", 0),
)


def check_article(article: Article[Incident], criteria: Criteria) -> Iterator[Finding]:
    """Yield each milestone that certainly stands before one that it hardly does."""
    del criteria
    times = article.fields.times
    said: set[Milestone] = set()
    for first, second, seconds in _PAIRS:
        at, before = getattr(times, first), getattr(times, second)
        if at is None or before is None or first in said:
            continue
        shortest, _ = seconds_between(at, before)
        if shortest > seconds and not milestones_with_wrong_year(article) & {first, second}:
            said.add(first)
            message = f"It was {first} {at.text}, before it was {second}, {before.text}"
            yield Finding(article.path, ("times", first), CODE, message, "Check both; they may have changed places.")
