"""The number of a payment card stands in the text.

## What

A line holds a number that a payment card may have: by its first digits, its length and its check digit. It is written
in groups, or its line speaks of cards; any other long number is taken for an identifier. The numbers that payment
companies publish for tests are left alone.

## Why

Whoever stores card numbers has to follow the rules of the card companies (PCI DSS), for every place where they are
stored. A report is none that anybody thought of.

## Example

```text
declined: card 4xxx xxxx xxxx xxxx, with all its digits
```

## Instead

```text
declined: card ending in 4821
```
"""

from collections.abc import Iterator

from incidentbook.book import Finding
from incidentbook.rules.subject import Criteria
from incidentbook.sensitive import cards_in

CODE = "KB803"


def check_content(path: str, content: bytes, criteria: Criteria) -> Iterator[Finding]:
    """Yield each card number in a file."""
    del criteria
    for line, column, _ in cards_in(content):
        hint = "Leave all but the last four digits away."
        yield Finding(path, (), CODE, "This looks like the number of a payment card", hint, line, column)
