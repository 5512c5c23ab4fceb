"""The front matter is opened and never closed.

## What

There is a line `---` at the beginning of the file, and no second one after the last key.

## Why

Nobody can tell where the keys end and the text begins. The keys up to the first empty line are read, and in
doubt the article is for the fewest readers.

## Example

```markdown
---
title: Checkout times out
times: {detected: 2026-03-04 10:12}

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

CODE = "KB102"
