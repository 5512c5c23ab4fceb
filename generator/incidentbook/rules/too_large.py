"""A file or its front matter is larger than what is read.

## What

A file is read up to 4,000,000 bytes, front matter up to 200,000 characters.

## Why

Such a file is mostly a pasted log. It makes every page and every search slow, and nobody reads it.

## Example

```markdown
## Log

(fifty thousand lines)
```

## Instead

```markdown
## Log

The whole log is in [the log store](https://logs.example.org/2026-03-04). What matters of it:

    request timed out after 30000ms
```
"""

CODE = "KB112"
