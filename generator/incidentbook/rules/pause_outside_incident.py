"""A pause lies outside the incident.

## What

A pause of the clocks begins before the incident does, or goes on after it was resolved.

## Why

Only what lies in the incident counts. A pause elsewhere has a wrong date, or belongs to another report.

## Example

```yaml
times:
  started: 2026-03-04 10:00
  resolved: 2026-03-04 16:00
  paused: [{from: 2026-03-05 11:00, to: 2026-03-05 12:00, why: waiting for the supplier}]
```

## Instead

```yaml
times:
  started: 2026-03-04 10:00
  resolved: 2026-03-04 16:00
  paused: [{from: 2026-03-04 11:00, to: 2026-03-04 12:00, why: waiting for the supplier}]
```
"""

CODE = "KB313"
