"""An incident took longer than thirty days without a pause.

## What

From its earliest time to its end there are more than 30 days, and neither `reopened` nor `paused` says why.
Security reports and near misses may take their time.

## Why

Mostly a month is wrong, or the end is the day on which the last action was done. One such incident is longer
than all others of the year together, and a mean says nothing any more.

## Example

```yaml
times:
  started: 2026-03-04 10:00
  resolved: 2026-05-04 12:00
```

## Instead

```yaml
times:
  started: 2026-03-04 10:00
  resolved: 2026-03-04 12:00
  closed: 2026-05-04
```
"""

CODE = "KB404"
