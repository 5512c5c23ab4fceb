"""An incident came back long after it had ended.

## What

A reopening lies more than `reopen_within` after the end before it; that is 30 days unless `sla.yml` says
otherwise.

## Why

One incident with a gap of months has a duration of months. What comes back so late is a new incident, and a
recurrence of its known issue.

## Example

```yaml
times: {started: 2026-03-04 10:00, resolved: 2026-03-04 12:00}
reopened:
  - {at: 2026-05-20 09:00, resolved: 2026-05-20 10:00}
```

## Instead

```yaml
# a report of its own
times: {started: 2026-05-20 09:00, resolved: 2026-05-20 10:00}
related: [INC-2026-0042]
```
"""

CODE = "KB312"
