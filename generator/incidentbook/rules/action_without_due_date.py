"""Nothing says by when an action is to be done.

## What

An action that is neither done nor dropped says no `due`. Where several reports name one ticket (`ref`), it is enough
if one of them does.

## Why

Without a day it is never late, so nobody asks.

## Example

```yaml
actions:
  - do: Alert on the size of the pool
    owner: payments
```

## Instead

```yaml
actions:
  - do: Alert on the size of the pool
    owner: payments
    due: 2026-03-20
```
"""

from collections.abc import Iterable, Iterator

from incidentbook.articles import Article
from incidentbook.book import Finding
from incidentbook.kinds.incident.model import Incident
from incidentbook.open_actions import OpenAction, own_actions, tickets
from incidentbook.rules.subject import Criteria, Subject

CODE = "KB602"
KINDS = ("incident",)
MISSING = True


def check_article(article: Article[Incident], criteria: Criteria) -> Iterator[Finding]:
    """Yield each open action without a date, of those without a ticket."""
    del criteria
    yield from _found(own_actions(article))


def check(subject: Subject) -> Iterator[Finding]:
    """Yield each open ticket without a date."""
    yield from _found(subject.shared(tickets))


def _found(actions: Iterable[OpenAction]) -> Iterator[Finding]:
    for action in actions:
        if action.due is None:
            hint = "Agree on a day with its owner: `due: …`."
            yield Finding(action.path, action.location, CODE, "Nothing says by when an action is to be done", hint)
