"""The front matter is a list or a text, not keys with values.

## What

Front matter consists of lines `key: value`. This one begins with `- `, or has no colon.

## Why

None of it can be read.

## Example

```yaml
- title: Checkout times out
- severity: sev2
```

## Instead

```yaml
title: Checkout times out
severity: sev2
```
"""

CODE = "KB111"
