"""A time names a zone that was not in force on that day.

## What

A clock time in the text is followed by the abbreviation of a zone, and on that day clocks there showed the
other one: `GMT` in a British summer, `BST` in winter. Looked at are the abbreviations of the article's own
zone, and those that are only used in summer. The date is the one beside the time, that of the timeline, or
that of the incident.

## Why

The time is an hour off, in one reading or the other. Durations that are made from it are, too.

## Example

```markdown
---
title: Checkout times out
zone: Europe/London
times: {started: 2026-07-04 10:00}
---

The first alert came at 10:12 GMT.
```

## Instead

```markdown
---
title: Checkout times out
zone: Europe/London
times: {started: 2026-07-04 10:00}
---

The first alert came at 10:12 BST.
```
"""

CODE = "KB406"
