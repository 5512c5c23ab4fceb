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

CODE = "KB401"
