"""A report has the error message of a known issue that it does not name.

## What

The title or the text of a report has a signature of a known issue, and `known_issues` names none of those that have
this signature, confirmed or suspected. Left alone are reports that have a confirmed known issue, and those that are
counted elsewhere (`duplicate_of`, `continues`). Retired and superseded known issues are not looked for.

## Why

Without the link nobody sees that it happens again, nor how often its workaround helped.

## Example

```markdown
---
title: Checkout times out
times: {detected: 2026-03-04 10:12}
---

The log says `remaining connection slots are reserved`.
```

## Instead

```markdown
---
title: Checkout times out
times: {detected: 2026-03-04 10:12}
known_issues: [{id: KI-0007, link: suspected}]
---

The log says `remaining connection slots are reserved`.
```
"""

from collections.abc import Iterator

from incidentbook.articles import Article
from incidentbook.book import Finding
from incidentbook.kinds.incident.model import Incident
from incidentbook.recurrence import signatures_in
from incidentbook.rules.subject import Criteria
from incidentbook.text import listed

CODE = "KB501"
KINDS = ("incident",)


def check_article(article: Article[Incident], criteria: Criteria) -> Iterator[Finding]:
    """Yield the first line of each known issue's signatures, once for each known issue."""
    incident = article.fields
    if not criteria.signatures or incident.counted_elsewhere:
        return
    if any(said.link == "confirmed" for said in incident.known_issues):
        return
    seen = {said.id for said in incident.known_issues}
    for match in signatures_in(article, criteria.known_signatures):
        issues = criteria.signatures[match.signature]
        if seen.isdisjoint(issues):
            seen.update(issues)
            names = listed(issues[:3], conjunction="or")
            message = f"The error message `{match.signature}` is known from {names}"
            hint = f"Add `known_issues: [{{id: {issues[0]}, link: suspected}}]`, or `confirmed`."
            location = ("title",) if not match.line else ()
            yield Finding(article.path, location, CODE, message, hint, match.line)
