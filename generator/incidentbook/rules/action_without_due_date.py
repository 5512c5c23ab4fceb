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

from collections.abc import Iterator

from incidentbook.book import Finding
from incidentbook.open_actions import open_actions
from incidentbook.rules.subject import Subject

CODE = "KB602"
MISSING = True


def check(subject: Subject) -> Iterator[Finding]:
    """Yield each open action without a date."""
    for action in subject.shared(open_actions):
        if action.due is None:
            hint = "Agree on a day with its owner: `due: …`."
            yield Finding(action.path, action.location, CODE, "Nothing says by when an action is to be done", hint)
