"""There is no such service in services.yml.

## What

Where there is a `services.yml`, every service that is named must be in it, by its key or one of its
`aliases`.

## Why

A misspelt service gets a page and a history of its own, and both are missing from the real one's.

## Example

```yaml
services: [chekout]
```

## Instead

```yaml
services: [checkout]
```
"""

CODE = "KB303"
