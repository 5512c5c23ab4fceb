"""An action is overdue.

## What

The day by which an action was to be done has passed, and it is neither done nor dropped. Where several reports name
one ticket (`ref`), it is done if one of them says so.

## Why

The incident that it shall prevent can still happen. If nobody will do it any more, saying so is better than waiting.

## Example

```yaml
actions:
  - {do: Alert on the size of the pool, owner: payments, due: 2026-03-20}     # it is May
```

## Instead

```yaml
actions:
  - {do: Alert on the size of the pool, owner: payments, due: 2026-03-20, done: 2026-03-18}
```
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from incidentbook.articles import Article
from incidentbook.book import Finding
from incidentbook.kinds.incident.model import Incident
from incidentbook.open_actions import OpenAction, own_actions, tickets
from incidentbook.rules.subject import Criteria, Subject

CODE = "KB603"
KINDS = ("incident",)
_GRACE = timedelta(days=1)
_HINT = "Write `done: …`, a later `due`, or `dropped: …` with the reason."


def check_article(article: Article[Incident], criteria: Criteria) -> Iterator[Finding]:
    """Yield each open action whose day is over, of those without a ticket."""
    yield from _found(own_actions(article), criteria.as_of)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield each open ticket whose day is over."""
    yield from _found(subject.shared(tickets), subject.as_of)


def _found(actions: Iterable[OpenAction], as_of: datetime) -> Iterator[Finding]:
    for path, location, _, due in actions:
        if due is not None and max(due.latest, due.earliest + _GRACE) <= as_of:
            message = f"This was due on {due.date}; it is {as_of:%Y-%m-%d}"
            yield Finding(path, (*location, "due"), CODE, message, _HINT)
