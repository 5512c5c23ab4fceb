"""A clock time was shown twice, as clocks were put back.

## What

In the night in which daylight saving ends, an hour comes twice. The time is in that hour, and no offset says
in which of the two.

## Why

Durations are only known to within an hour, and are left out of medians.

## Example

```yaml
zone: Europe/London
times:
  started: 2026-10-25 01:30
```

## Instead

```yaml
zone: Europe/London
times:
  started: 2026-10-25 01:30+01:00
```
"""

CODE = "KB310"
