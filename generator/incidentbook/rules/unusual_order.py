"""Milestones stand in an order that hardly happens.

## What

An incident was acknowledged or declared more than five minutes before it was detected, resolved before it was
mitigated, or closed before it was resolved or mitigated. That it was detected before its impact began, or
mitigated before it was detected or declared, happens, and is not reported.

## Why

Two times have changed places. The time to acknowledge would be 0, the time to mitigate longer than the time
to resolve.

## Example

```yaml
times:
  detected: 2026-03-04 10:12
  acknowledged: 2026-03-04 09:15
  mitigated: 2026-03-04 12:40
  resolved: 2026-03-04 11:02
```

## Instead

```yaml
times:
  detected: 2026-03-04 10:12
  acknowledged: 2026-03-04 10:15
  mitigated: 2026-03-04 11:02
  resolved: 2026-03-04 12:40
```
"""

CODE = "KB409"
