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
from incidentbook.open_actions import OpenAction
from incidentbook.rules.subject import Criteria

CODE = "KB602"
KINDS = ("incident",)
MISSING = True


def check_action(action: OpenAction, criteria: Criteria) -> Iterator[Finding]:
    """Yield an open action without a date."""
    del criteria
    if action.due is None:
        yield Finding(
            action.path,
            action.location,
            CODE,
            "Nothing says by when an action is to be done",
            "Agree on a day with its owner: `due: …`.",
        )
