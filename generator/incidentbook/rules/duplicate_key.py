"""A key is written twice.

## What

The same key occurs twice in one mapping. The first is used.

## Why

Programs differ in which of the two they take, and so do people. A merge of two branches often leaves both.

## Example

```yaml
severity: sev2
status: resolved
severity: sev1
```

## Instead

```yaml
severity: sev1
status: resolved
```
"""

CODE = "KB110"
