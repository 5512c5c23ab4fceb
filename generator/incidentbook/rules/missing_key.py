"""A key that must be there is missing or empty.

## What

An article needs a `title`, an incident at least one time, an action what is to be `do`ne, and so on. Or a key
is there and has no value.

## Why

What has no title cannot be listed, and an incident without a time belongs to no quarter. In a draft it is an
item of the to-do list.

## Example

```markdown
---
title: Checkout times out
severity: sev2
---
```

## Instead

```markdown
---
title: Checkout times out
severity: sev2
times: {detected: 2026-03-04 10:12}
---
```
"""

CODE = "KB202"
MISSING = True
