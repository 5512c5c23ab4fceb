"""An incident came back before it had ended.

## What

An entry of `reopened` lies before the end that it reopens: before the incident was mitigated and resolved, or
before the end of the reopening before.

## Why

The clocks rest between an end and what comes after it. In this order they cannot.

## Example

```yaml
times: {started: 2026-03-04 10:00, resolved: 2026-03-04 12:00}
reopened:
  - {at: 2026-03-04 11:00, resolved: 2026-03-04 15:00}
```

## Instead

```yaml
times: {started: 2026-03-04 10:00, resolved: 2026-03-04 12:00}
reopened:
  - {at: 2026-03-04 14:00, resolved: 2026-03-04 15:00}
```
"""

CODE = "KB311"
