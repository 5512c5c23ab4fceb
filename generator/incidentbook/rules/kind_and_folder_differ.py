"""The key kind contradicts the folder.

## What

The folder of an article says its kind: `incidents`, `known-issues`, `symptoms`, `runbooks`, `maintenance`.
The front matter says another, or one that there is not.

## Why

The folder holds. Whoever wrote the key meant something else, so the article may be in the wrong place.

## Example

```yaml
---
# kb/incidents/pool.md
kind: known-issue
title: Connection pool is exhausted
---
```

## Instead

```yaml
---
# kb/known-issues/pool.md
title: Connection pool is exhausted
---
```
"""

CODE = "KB208"
