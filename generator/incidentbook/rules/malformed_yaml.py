"""The front matter, or a catalogue, is not valid YAML.

## What

A quotation mark or bracket is never closed, a value with `: ` in it is not quoted, a line is indented
otherwise than its neighbours, and the like. The message says which in plain words.

## Why

The keys of the broken part cannot be read. The others are, so that one mistake hides no other.

## Example

```yaml
title: Outage: checkout is down
services: [checkout
```

## Instead

```yaml
title: "Outage: checkout is down"
services: [checkout]
```
"""

CODE = "KB109"
