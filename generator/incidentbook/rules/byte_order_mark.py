"""The file begins with a byte order mark.

## What

Three invisible bytes stand before the first character. Some editors on Windows write them.

## Why

For many programs the file then does not begin with `---`, and its front matter is shown as text.

## Example

```text
U+FEFF---
title: Checkout times out
---
```

## Instead

```text
---
title: Checkout times out
---
```
"""

CODE = "KB105"
