"""A comment silences a rule that finds nothing here.

## What

All rules were looked for, and what the comment would silence was not found in the lines that it is for. A
rule that settings leave out is not counted.

## Why

The mistake is mended, or stands elsewhere by now. A comment that stays would hide the next one.

## Example

```yaml
times:
  started: 2026-03-04 10:00
  resolved: 2026-03-04 12:00   # incidentbook: ignore KB309 two clocks
```

## Instead

```yaml
times:
  started: 2026-03-04 10:00
  resolved: 2026-03-04 12:00
```
"""

CODE = "KB903"
