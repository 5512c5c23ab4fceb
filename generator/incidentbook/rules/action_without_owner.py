"""An action has no owner.

## What

An action that is neither done nor dropped says no `owner`. Where several reports name one ticket (`ref`), it is enough
if one of them does.

## Why

What everybody is to do is done by nobody. An owner is a team: people leave, and the action stays.

## Example

```yaml
actions:
  - do: Alert on the size of the pool
    due: 2026-03-20
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

CODE = "KB601"
KINDS = ("incident",)
MISSING = True


def check_article(article: Article[Incident], criteria: Criteria) -> Iterator[Finding]:
    """Yield each open action without an owner, of those without a ticket."""
    del criteria
    yield from _found(own_actions(article))


def check(subject: Subject) -> Iterator[Finding]:
    """Yield each open ticket without an owner."""
    yield from _found(subject.shared(tickets))


def _found(actions: Iterable[OpenAction]) -> Iterator[Finding]:
    for action in actions:
        if action.owner is None:
            hint = "Name the team: `owner: …`."
            yield Finding(action.path, action.location, CODE, "An action has no owner", hint)
