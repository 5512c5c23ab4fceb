"""A report lacks a part that its review needs.

## What

A report that says how far its review is (`review: …`) tells nothing of one of these:

- what happened and whom it hurt: a section *Summary* or *Impact*, or `impact`;
- when what happened: a section *Timeline*, or three moments in `times`;
- why: a section *Contributing factors*, or `trigger` or `factors`;
- what follows from it: `actions`, or a section *Follow-up*.

A bold label at the beginning of a line is as good as a heading. Duplicates and continuations need none of it.

## Why

These are what a review talks about. A reviewed report without one of them looks complete and is not.

## Example

```markdown
---
title: Checkout times out
review: reviewed
times: {detected: 2026-03-04 10:12}
---

## Summary

Checkout timed out for an hour.
```

## Instead

```markdown
---
title: Checkout times out
review: reviewed
times: {detected: 2026-03-04 10:12, mitigated: 2026-03-04 11:02}
trigger: {type: capacity, summary: The export holds every connection}
actions: [{do: Give the export a pool of its own, owner: payments, due: 2026-03-20}]
---

## Summary

Checkout timed out for an hour.

## Timeline

- 10:12 [detected] The alert fires.
- 11:02 [mitigated] The export is stopped.
```
"""

import re
from collections.abc import Iterator

from incidentbook.articles import Article
from incidentbook.book import Finding
from incidentbook.kinds.incident.model import Incident
from incidentbook.rules.subject import Criteria

CODE = "KB705"
KINDS = ("incident",)
MISSING = True
_LABEL = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|(?:[-*+][ \t]+)?\*\*)(?P<title>[^*\n{]{3,60})", re.MULTILINE)
_ENOUGH_MOMENTS = 3
_IMPACT = re.compile(r"impact|summary|overview|what happened|description|effect|symptom|context", re.IGNORECASE)
_TIMELINE = re.compile(r"time ?line|events|chronolog|what happened|context|log\b", re.IGNORECASE)
_FACTORS = re.compile(r"factor|cause|why|analysis|identified|background|reason|trigger", re.IGNORECASE)
_FOLLOW_UP = re.compile(r"action|follow|lesson|next step|remediation|prevent|improve|to ?do|learn", re.IGNORECASE)


def check_article(article: Article[Incident], criteria: Criteria) -> Iterator[Finding]:
    """Yield each part that is missing."""
    del criteria
    incident = article.fields
    if incident.review is None or incident.counted_elsewhere:
        return
    titles = "\n".join(label["title"] for label in _LABEL.finditer(article.body))
    for what, there in _parts(incident, titles):
        if not there:
            hint = "The report needs it to be reviewed."
            yield Finding(article.path, ("review",), CODE, f"Nothing says {what}", hint)


def _parts(incident: Incident, titles: str) -> Iterator[tuple[str, bool]]:
    impact = incident.impact is not None or incident.type != "incident" or _IMPACT.search(titles) is not None
    yield "what happened and whom it hurt (Summary, Impact)", impact
    moments = len(incident.times.milestones()) >= _ENOUGH_MOMENTS
    yield "when what happened (Timeline)", moments or _TIMELINE.search(titles) is not None
    factors = bool(incident.factors) or incident.trigger is not None or _FACTORS.search(titles) is not None
    yield "why it happened (Contributing factors)", factors
    yield "what follows from it (`actions`)", bool(incident.actions) or _FOLLOW_UP.search(titles) is not None
