"""A text mentions an ID that no article has.

## What

A word such as `KI-0007` has the form of an ID of this book, and there is no such article. Code is not looked
at.

## Why

The reader cannot follow it. Mostly a digit is wrong.

## Example

```markdown
This was KI-0070 again.
```

## Instead

```markdown
This was KI-0007 again.
```
"""

CODE = "KB308"
