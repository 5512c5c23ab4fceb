"""A report was closed as a known error and does not say which.

## What

The text of a report says that it was resolved or closed as a known error (known issue, known problem), and
`known_issues` names none.

## Why

The next person is told that somebody knows, and not who or what. If there is no article about it yet, this is the
moment to write it.

## Example

```markdown
---
title: Checkout times out
times: {detected: 2026-03-04 10:12, resolved: 2026-03-04 10:40}
---

## Resolution

Closed as a known error.
```

## Instead

```markdown
---
title: Checkout times out
times: {detected: 2026-03-04 10:12, resolved: 2026-03-04 10:40}
known_issues: [KI-0007]
---

## Resolution

Closed as a known error: the workaround of KI-0007 helped.
```
"""

import re
from collections.abc import Iterator

from incidentbook.articles import Article
from incidentbook.book import Finding
from incidentbook.kinds.incident.model import Incident
from incidentbook.markdown_text import scan
from incidentbook.rules.subject import Criteria

CODE = "KB503"
KINDS = ("incident",)
_KNOWN = re.compile(
    r"\b(?:resolved|closed|handled|treated|recorded|filed|classified)\s+(?:it\s+)?(?:as|under)\s+(?:an?\s+|the\s+)?"
    r"(?:already\s+)?known\s+(?:error|issue|problem)\b",
    re.IGNORECASE,
)
_HINT = "Name it in `known_issues`; `incidentbook new known-issue` begins one."


def check_article(article: Article[Incident], criteria: Criteria) -> Iterator[Finding]:
    """Yield the first place that says so."""
    del criteria
    body = article.body
    if article.fields.known_issues or article.fields.counted_elsewhere or "known" not in body.lower():
        return
    if any(mention.name.startswith("KI-") for mention in article.prose.mentions):
        return
    match = _KNOWN.search(scan(body).prose)
    if match is not None:
        before = body.rfind("\n", 0, match.start()) + 1
        line = article.body_line + body.count("\n", 0, match.start())
        message = "This was a known error, and nothing says which"
        yield Finding(article.path, (), CODE, message, _HINT, line, match.start() - before + 1)
