"""A value is a list, a mapping or a text where another of them is needed.

## What

One line of text is expected and a list is given, or the other way round.

## Why

The value cannot be used, and is left out.

## Example

```yaml
title: [Checkout, times out]
times: 2026-03-04 10:12
```

## Instead

```yaml
title: Checkout times out
times: {detected: 2026-03-04 10:12}
```
"""

CODE = "KB203"
