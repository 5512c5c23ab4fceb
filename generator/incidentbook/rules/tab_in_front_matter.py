"""A line of the front matter is indented with a tab.

## What

YAML allows only spaces for indentation.

## Why

A tab is as wide as the reader's editor says, so that nobody can tell which key a line belongs to. It is read
as spaces here; other programs refuse the file.

## Example

```yaml
times:
        detected: 2026-03-04 10:12
```

## Instead

```yaml
times:
  detected: 2026-03-04 10:12
```
"""

CODE = "KB104"
