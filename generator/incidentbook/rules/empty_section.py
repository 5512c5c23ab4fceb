"""A heading has nothing below it.

## What

Below a heading there is nothing but the next heading of its level or above, or the end of the text. A heading with
smaller ones below it is not empty.

## Why

A reader cannot tell whether there was nothing to say or nobody has said it.

## Example

```markdown
## What went well

## Contributing factors

- The pool had no alert.
```

## Instead

```markdown
## What went well

Nothing that we know of: the alert came after the customers.

## Contributing factors

- The pool had no alert.
```
"""

import re
from collections.abc import Iterator
from typing import Any

from incidentbook.articles import Article
from incidentbook.book import Finding
from incidentbook.markdown_text import scan
from incidentbook.rules.subject import Criteria
from incidentbook.text import shortened

CODE = "KB702"
MISSING = True
_MAY_BE = re.compile(r"^#{1,6}[ \t].*\n(?:[ \t]*(?:<!--(?! guide:).*-->)?[ \t]*\n)*(?:#{1,6}[ \t]|\s*\Z)", re.MULTILINE)
_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<title>\S.*)")
_COMMENT = re.compile(r"\s*<!--(?! guide:)[^>]*-->\s*")


def check_article(article: Article[Any], criteria: Criteria) -> Iterator[Finding]:
    """Yield each heading with nothing below it."""
    del criteria
    if _MAY_BE.search(f"{article.body}\n") is None:
        return
    written = article.body.split("\n")
    below: tuple[int, re.Match[str]] | None = None
    for number, line in enumerate([*scan(article.body).prose.split("\n"), "# end"]):
        heading = _HEADING.match(line)
        if heading is None:
            if below is not None and written[number].strip() and _COMMENT.fullmatch(written[number]) is None:
                below = None
            continue
        if below is not None and len(heading["marks"]) <= len(below[1]["marks"]):
            title = shortened(below[1]["title"].partition("{")[0].strip(" #"))
            hint = "Write what there is to say, or delete the heading."
            line_of_file = article.body_line + below[0]
            yield Finding(article.path, (), CODE, f"The section “{title}” is empty", hint, line_of_file)
        below = number, heading
