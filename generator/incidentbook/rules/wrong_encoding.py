r"""The file is not UTF-8.

## What

A byte is no part of any UTF-8 character, or the whole file is UTF-16. The place of the first such byte is
given.

## Why

Letters with accents turn into others, also in names and in error messages that people search for.

## Example

```text
title: Caf\xe9 is down        (saved as Latin-1)
```

## Instead

```text
title: Café is down          (saved as UTF-8)
```
"""

CODE = "KB106"
