"""A file of the book cannot be read.

## What

The system refuses to read it, its name is not UTF-8, or it is a link to a file outside the book. Those are
not followed, because a pull request could publish any file of the machine with one.

## Why

An article may be missing from the site.

## Example

```text
kb/incidents/a.md -> /home/me/notes/a.md
```

## Instead

```text
kb/incidents/a.md            (a copy of the file itself)
```
"""

CODE = "KB117"
