"""A value is not a time.

## What

A time is written `2026-03-04 10:12`, or as far as it is known: `2026-03-04`, `2026-03`, `2026`; with `~`
before it, it is approximate. An offset may follow. The message says what is wrong with this one: a year of
five digits, a clock time without a colon, a clock time that there was not because clocks were put forward.

## Why

Every figure is made from times. One that cannot be read is left out rather than guessed.

## Example

```yaml
times:
  started: 04/03/2026 10:00
  resolved: 22026-03-04 4pm
```

## Instead

```yaml
times:
  started: 2026-03-04 10:00
  resolved: 2026-03-04 16:00
```
"""

CODE = "KB205"
