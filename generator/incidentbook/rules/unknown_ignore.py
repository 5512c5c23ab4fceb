"""A comment that shall silence a rule names none, or one that there is not.

## What

Behind `# incidentbook: ignore` the codes of rules are expected. `incidentbook explain` lists them.

## Why

It silences nothing, and looks as if it did.

## Example

```yaml
# incidentbook: ignore end-before-start two clocks
```

## Instead

```yaml
# incidentbook: ignore KB309 two clocks, two minutes apart
```
"""

CODE = "KB902"
