"""A value is not a duration.

## What

A duration is written `1h 30m`, `90 min`, `2 days` or `6 months`.

## Why

A bare number may be minutes or hours, and it matters which.

## Example

```yaml
stated:
  mitigate: 90
```

## Instead

```yaml
stated:
  mitigate: 90 min
```
"""

CODE = "KB206"
