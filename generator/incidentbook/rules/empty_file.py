"""The file is empty.

## What

There is nothing in it, or only blank lines.

## Why

An empty report looks like one in lists, and says nothing. It was saved too early, or a merge has lost its
text.

## Example

```markdown
(nothing)
```

## Instead

```markdown
---
title: Checkout times out
times: {detected: 2026-03-04 10:12}
---
```
"""

CODE = "KB107"
