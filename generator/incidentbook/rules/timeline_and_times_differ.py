"""A tagged line of the timeline contradicts times.

## What

A line of the section Timeline carries a milestone, `- 10:44 [mitigated] …`, and `times` says another moment
for it. Where an incident came back, any of its ends will do. A line without a date has that of the lines
before it.

## Why

One of the two was corrected and the other forgotten. The figures go by `times`, readers by the timeline.

## Example

```markdown
---
title: Checkout times out
times: {started: 2026-03-04 10:00, mitigated: 2026-03-04 10:20}
---

## Timeline

- 10:44 [mitigated] The alert clears.
```

## Instead

```markdown
---
title: Checkout times out
times: {started: 2026-03-04 10:00, mitigated: 2026-03-04 10:44}
---

## Timeline

- 10:44 [mitigated] The alert clears.
```
"""

CODE = "KB407"
