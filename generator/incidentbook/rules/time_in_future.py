"""Something has happened that is still to come.

## What

A milestone, a signal, a reopening, an action that was done, a review that was made or an occurrence lies more
than a day after the moment of the check. The day is for time zones, and for what was written today. Planned
windows, due dates and the end of a pause may lie ahead.

## Why

The year or the month is wrong. Until then the incident opens the list, belongs to a quarter to come, and its
clocks have not begun.

## Example

```yaml
times:
  started: 2062-03-04 10:00
  resolved: 2062-03-04 12:00
```

## Instead

```yaml
times:
  started: 2026-03-04 10:00
  resolved: 2026-03-04 12:00
```
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from incidentbook.articles import Article, ArticleFields
from incidentbook.book import Finding
from incidentbook.kinds.incident.model import Incident
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.kinds.maintenance.model import Maintenance
from incidentbook.milestone_faults import Timed, times_of
from incidentbook.rules.subject import Criteria

CODE = "KB401"
KINDS = ("incident", "known-issue", "maintenance")
_GRACE = timedelta(days=1)


def check_article(article: Article[Any], criteria: Criteria) -> Iterator[Finding]:
    """Yield each time of something that has happened, and lies ahead."""
    until = (criteria.as_of + _GRACE).timestamp()
    for location, instant in _happened(article.fields):
        if instant is not None and instant.earliest.timestamp() > until:
            message = f"{instant.text} is still to come: it is {criteria.as_of:%Y-%m-%d}"
            yield Finding(article.path, location, CODE, message, "Check the year and the month.")


def _happened(fields: ArticleFields) -> Iterator[Timed]:
    if isinstance(fields, Incident):
        yield from (timed for timed in times_of(fields) if timed[0][:2] != ("times", "paused"))
        for at, action in enumerate(fields.actions):
            yield ("actions", at, "done"), action.done
        if fields.review is not None:
            yield ("review", "at"), fields.review.at
    elif isinstance(fields, KnownIssue):
        for at, occurrence in enumerate(fields.occurrences):
            yield ("occurrences", at), occurrence.at
        yield ("last_reviewed",), fields.last_reviewed
    elif isinstance(fields, Maintenance):
        yield ("actual", "from"), fields.actual.from_
        yield ("actual", "to"), fields.actual.to
