"""The front matter is indented, or is not at the top of the file.

## What

The line `---` that opens the front matter stands behind spaces, or below empty lines.

## Why

Other programs that read the file, editors and hosts among them, take it for text and show the keys to
readers.

## Example

```markdown
  ---
  title: Checkout times out
  ---
```

## Instead

```markdown
---
title: Checkout times out
---
```
"""

CODE = "KB103"
