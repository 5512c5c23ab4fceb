"""A value is none of those that the key allows.

## What

Some keys take one word out of a list. Severities are listed in `sla.yml`; `detection`, `trigger` and
`factors` in the settings in `mkdocs.yml`; the others are fixed.

## Why

Lists, filters and figures go by these words. A word of its own would stand in none of them.

## Example

```yaml
status: done
severity: high
```

## Instead

```yaml
status: resolved
severity: sev2
```
"""

CODE = "KB204"
