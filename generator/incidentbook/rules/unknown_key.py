"""There is no such key.

## What

A key in front matter, `services.yml` or `sla.yml` is none that this kind of file has at this place. The hint
names the nearest.

## Why

What is written below an unknown key is not used. Keys of your own go below `extra:`.

## Example

```yaml
title: Checkout times out
severty: sev2
team: payments
```

## Instead

```yaml
title: Checkout times out
severity: sev2
extra: {team: payments}
```
"""

CODE = "KB201"
