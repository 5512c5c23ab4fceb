"""Something ended before it began.

## What

An incident was mitigated, resolved or closed before it started; a period, a pause, a maintenance window or a
supplier's outage ends before it begins. Only what is certain is said: two times on one day, of which one is
known to the day only, are in order.

## Why

Its duration would be negative, so that it has none: it is missing from every figure, or worse, was typed by
hand. One date is wrong; often it is the month, or midnight has passed.

## Example

```yaml
times:
  started: 2026-03-04 23:50
  resolved: 2026-03-04 00:40
```

## Instead

```yaml
times:
  started: 2026-03-04 23:50
  resolved: 2026-03-05 00:40
```
"""

CODE = "KB309"
