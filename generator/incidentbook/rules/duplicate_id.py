"""Two articles, or two services, have the same name.

## What

An ID, the name of a symptom, or another name of a service belongs to something else already. The first by
path keeps it.

## Why

Every reference would lead to one of the two, and nobody could tell to which.

## Example

```yaml
id: INC-2026-0042     # in a.md and in b.md
```

## Instead

```yaml
id: INC-2026-0043     # in b.md
```
"""

CODE = "KB302"
