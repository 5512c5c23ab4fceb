"""An article does not begin with front matter.

## What

The file of an article must begin with a line `---`, the keys, and another line `---`. There is none, or the
first line is not exactly three hyphens.

## Why

Without front matter the article has no title, no ID and no times. In doubt it is taken to be for the fewest
readers, and is left out of a public site.

## Example

```markdown
# Checkout times out

It began at ten.
```

## Instead

```markdown
---
title: Checkout times out
times: {detected: 2026-03-04 10:12}
---

It began at ten.
```
"""

CODE = "KB101"
