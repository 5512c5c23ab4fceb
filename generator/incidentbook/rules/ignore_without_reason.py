"""A comment silences a rule and does not say why.

## What

A comment `# incidentbook: ignore KB309` has no words behind the code. It is without effect until it has.

## Why

In a year nobody knows whether it was checked or only in the way. Ten words now save an hour then.

## Example

```yaml
# incidentbook: ignore KB404
```

## Instead

```yaml
# incidentbook: ignore KB404 the supplier took six weeks to deliver
```
"""

CODE = "KB901"
