"""An action was done before the incident that it follows from.

## What

The day on which an action was done is over before the first moment that `times` knows of the incident.

## Why

The year is wrong, or the action was taken over from another report. It counts as follow-up work that was done.

## Example

```yaml
times: {started: 2026-03-04 10:00}
actions:
  - {do: Alert on the size of the pool, owner: payments, done: 2025-03-18}
```

## Instead

```yaml
times: {started: 2026-03-04 10:00}
actions:
  - {do: Alert on the size of the pool, owner: payments, done: 2026-03-18}
```
"""

from collections.abc import Iterator

from incidentbook.articles import Article
from incidentbook.book import Finding
from incidentbook.kinds.incident.model import Incident
from incidentbook.rules.subject import Criteria

CODE = "KB604"
KINDS = ("incident",)


def check_article(article: Article[Incident], criteria: Criteria) -> Iterator[Finding]:
    """Yield each action that was done before the incident began."""
    del criteria
    began = article.fields.earliest
    for at, action in enumerate(article.fields.actions):
        if action.done is not None and began is not None and action.done.latest <= began.earliest:
            message = f"This was done on {action.done.date}, before the incident of {began.date}"
            yield Finding(article.path, ("actions", at, "done"), CODE, message, "Check the year.")
