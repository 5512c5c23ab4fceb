"""An incident took longer than thirty days without a pause.

## What

From its earliest time to its end there are more than 30 days, and neither `reopened` nor `paused` says why.
Security reports and near misses may take their time.

## Why

Mostly a month is wrong, or the end is the day on which the last action was done. One such incident is longer
than all others of the year together, and a mean says nothing any more.

## Example

```yaml
times:
  started: 2026-03-04 10:00
  resolved: 2026-05-04 12:00
```

## Instead

```yaml
times:
  started: 2026-03-04 10:00
  resolved: 2026-03-04 12:00
  closed: 2026-05-04
```
"""

from collections.abc import Iterator
from datetime import timedelta

from incidentbook.articles import Article
from incidentbook.book import Finding
from incidentbook.durations import seconds_between
from incidentbook.kinds.incident.model import Incident
from incidentbook.rules.subject import Criteria
from incidentbook.rules.wrong_year import milestones_with_wrong_year
from incidentbook.written_durations import spoken

CODE = "KB404"
KINDS = ("incident",)
_DAYS = 30


def check_article(article: Article[Incident], criteria: Criteria) -> Iterator[Finding]:
    """Yield the end of an incident that is certainly too far from its beginning."""
    del criteria
    incident = article.fields
    times, start = incident.times, incident.earliest
    end = times.resolved or times.mitigated
    if incident.type != "incident" or incident.reopened or times.paused or start is None or end is None:
        return
    shortest, _ = seconds_between(start, end)
    if shortest > _DAYS * 86_400 and not milestones_with_wrong_year(article):
        name = "resolved" if times.resolved is not None else "mitigated"
        message = f"It was {name} {spoken(timedelta(seconds=shortest))} after it began, without a pause"
        hint = "Check the month; `closed` is for paperwork, `reopened` and `paused` for what lay between."
        yield Finding(article.path, ("times", name), CODE, message, hint)
