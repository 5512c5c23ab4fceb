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

from collections.abc import Iterator

from incidentbook.book import Finding
from incidentbook.open_actions import OpenAction
from incidentbook.rules.subject import Criteria

CODE = "KB601"
KINDS = ("incident",)
MISSING = True


def check_action(action: OpenAction, criteria: Criteria) -> Iterator[Finding]:
    """Yield an open action without an owner."""
    del criteria
    if action.owner is None:
        yield Finding(action.path, action.location, CODE, "An action has no owner", "Name the team: `owner: …`.")
