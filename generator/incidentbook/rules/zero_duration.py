"""Something took no time at all.

## What

An incident was mitigated or resolved in the minute in which it started; where the start is not known, all its
times are one and the same; a reopening or a period ends when it begins; or a stated duration is zero.

## Why

A time was copied to fill a key that could have been left out. A duration of nothing makes every median look
better than it is.

## Example

```yaml
times:
  started: 2026-03-04 10:00
  resolved: 2026-03-04 10:00
```

## Instead

```yaml
times:
  started: 2026-03-04 10:00          # the end is not known: leave it out, or write the day
  resolved: 2026-03-04
```
"""

CODE = "KB403"
