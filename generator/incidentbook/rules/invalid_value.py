"""A value cannot be used.

## What

A share beyond 100 %, a count below zero, an end of a clock that does not come after its beginning, a list
that names something twice, and the like. The message says which.

## Why

The value would make nonsense of a figure or a page, and is left out.

## Example

```yaml
services:
  - {id: checkout, level: degraded, share: 340 %}
```

## Instead

```yaml
services:
  - {id: checkout, level: degraded, share: 34 %}
```
"""

CODE = "KB209"
