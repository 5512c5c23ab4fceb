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

from collections.abc import Iterator
from datetime import timedelta

from incidentbook.book import Finding
from incidentbook.open_actions import OpenAction
from incidentbook.rules.subject import Criteria

CODE = "KB603"
KINDS = ("incident",)
_GRACE = timedelta(days=1)
_HINT = "Write `done: …`, a later `due`, or `dropped: …` with the reason."


def check_action(action: OpenAction, criteria: Criteria) -> Iterator[Finding]:
    """Yield an open action whose day is over."""
    due, as_of = action.due, criteria.as_of
    if due is not None and max(due.latest, due.earliest + _GRACE) <= as_of:
        message = f"This was due on {due.date}; it is {as_of:%Y-%m-%d}"
        yield Finding(action.path, (*action.location, "due"), CODE, message, _HINT)
