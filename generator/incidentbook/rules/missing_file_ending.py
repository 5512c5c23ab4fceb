"""An article's file name does not end in .md.

## What

A file in the folder of a kind looks like an article, but its name ends otherwise, or not at all: `report`,
`report.txt`, `report.markdown`, `reportmd`.

## Why

It is not read and not published: a report that everybody believes to be there is missing.

## Example

```text
kb/incidents/2026-03-04-checkout
```

## Instead

```text
kb/incidents/2026-03-04-checkout.md
```
"""

CODE = "KB108"
