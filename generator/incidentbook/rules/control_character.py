"""There is an invisible control character in the file.

## What

A character that no font shows: the colour codes of a terminal, a line separator, a zero byte. It is replaced.

## Why

It came along with something copied from a terminal. A search for the text beside it finds nothing, and some
programs refuse the file.

## Example

```text
ERROR␛[0m request timed out
```

## Instead

```text
ERROR request timed out
```
"""

CODE = "KB116"
