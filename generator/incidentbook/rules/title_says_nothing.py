"""A title does not say what this is about.

## What

A title consists of nothing but words that every article of its kind could have ("Incident", "Outage", "Production
problem"), of dates, numbers and IDs.

## Why

The title is what people see in every list, search for, and compare with what they have in front of them.

## Example

```yaml
title: Outage 2026-03-04
```

## Instead

```yaml
title: Checkout times out while the export runs
```
"""

import re
from collections.abc import Iterator
from typing import Any

from incidentbook.articles import Article
from incidentbook.book import Finding
from incidentbook.rules.subject import Criteria

CODE = "KB704"
_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset(
    """
    a an and at by for from in is it of on or our the this to was we with
    alert broken critical degradation degraded disruption down downtime emergency error errors event failed failure fix
    incident incidents issue issues known maintenance major minor mortem new outage outages partial post postmortem
    problem problems prod production report rca review runbook service services something symptom system systems task
    tba tbc tbd test title todo unavailable unknown unnamed unplanned untitled update
    inc ki mnt rb sev p
    am pm utc gmt bst cet cest est edt pst pdt
    monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec today yesterday
    """.split()
)
_NUMBERED = re.compile(r"(?:sev|p|v|q|h|t|st|nd|rd|th|z)?\d+(?:st|nd|rd|th|h|am|pm|z|t\d+z?)?")


def check_article(article: Article[Any], criteria: Criteria) -> Iterator[Finding]:
    """Yield the title if it says nothing."""
    del criteria
    words = _WORD.findall(article.title.lower())
    if all(word in _EMPTY or _NUMBERED.fullmatch(word) for word in words) and article.title.isascii():
        hint = "Say what an observer saw, and where: “Checkout times out during the export”."
        yield Finding(article.path, ("title",), CODE, "The title does not say what this is about", hint)
