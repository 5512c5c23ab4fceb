"""A note of the template has been left in.

## What

The text still has a note that the template of `incidentbook new` puts there for its author, `<!-- guide: … -->`.

## Why

It shows that a section has not been written yet, or not been looked at since.

## Example

```markdown
## Impact

<!-- guide: What users noticed, how many of them, and how much. -->
```

## Instead

```markdown
## Impact

One checkout in three failed, for about 4,000 customers.
```
"""

from collections.abc import Iterator
from typing import Any

from incidentbook.articles import Article
from incidentbook.book import Finding
from incidentbook.markdown_text import scan
from incidentbook.rules.subject import Criteria

CODE = "KB703"
MISSING = True
_MARK = "<!-- guide:"


def check_article(article: Article[Any], criteria: Criteria) -> Iterator[Finding]:
    """Yield each note."""
    del criteria
    if _MARK not in article.body:
        return
    for number, line in enumerate(scan(article.body).prose.split("\n"), article.body_line):
        if _MARK in line:
            hint = "Delete it when the section is written."
            yield Finding(article.path, (), CODE, "A note of the template is here", hint, number, line.index(_MARK) + 1)
