"""The time after which an article is to be reviewed again has passed.

## What

`review_in` after `last_reviewed` has passed for a known issue, a symptom or a runbook. Retired and superseded known
issues are left alone, and articles that say only one of the two.

## Why

Somebody follows this article at night. Whoever wrote `review_in` knew how long it may be trusted.

## Example

```yaml
title: Connections to the database run out
last_reviewed: 2025-03-04
review_in: 6 months
```

## Instead

```yaml
title: Connections to the database run out
last_reviewed: 2026-03-11            # read, tried, corrected
review_in: 6 months
```
"""

from collections.abc import Iterator
from typing import Any

from incidentbook.articles import Article
from incidentbook.book import Finding
from incidentbook.freshness import freshness
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.rules.subject import Criteria

CODE = "KB504"
KINDS = ("known-issue", "symptom", "runbook")
_HINT = "Read it, try it, correct it; then write the day of that here."


def check_article(article: Article[Any], criteria: Criteria) -> Iterator[Finding]:
    """Yield the review that is overdue."""
    fields = article.fields
    if isinstance(fields, KnownIssue) and (fields.status == "retired" or fields.superseded_by is not None):
        return
    due = freshness(fields.owner, fields.last_reviewed, fields.review_in).due
    if due is not None and due.latest <= criteria.as_of:
        message = f"This was to be reviewed again by {due.date}; it is {criteria.as_of:%Y-%m-%d}"
        yield Finding(article.path, ("last_reviewed",), CODE, message, _HINT)
