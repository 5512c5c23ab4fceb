"""The end of a value is taken as a comment.

## What

Behind a space, `#` begins a comment in YAML. Here a word follows it directly, so it was hardly meant as one.

## Why

What was written behind it is lost without a sound: the channel, the number of the pull request.

## Example

```yaml
title: Outage after pull request #42
```

## Instead

```yaml
title: "Outage after pull request #42"
```
"""

CODE = "KB119"
