"""A key refers to an article that there is not.

## What

`known_issues`, `symptoms`, `runbooks`, `related`, `duplicate_of` and others name articles. There is none of
this name, it is of another kind, or it is this very article. The hint names the nearest.

## Why

The link is missing from both pages, and an occurrence is not counted.

## Example

```yaml
known_issues: [KI-007]
```

## Instead

```yaml
known_issues: [KI-0007]
```
"""

CODE = "KB301"
