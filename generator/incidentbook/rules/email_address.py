"""The email address of a person stands in the text.

## What

A line holds an email address that is a person's by its form. Left alone are addresses of teams and programs
(`support@`, `noreply@`, `platform-team@`), of hosts, of `example.org` and the like, commands that log in somewhere,
and all that `services.yml` gives as contacts.

## Why

A report says what happened, and a role says enough of who. An address in it is kept for years, copied to wherever the
report is published, and in many countries protected by law: of a customer as of a colleague.

## Example

```text
10:12 POST /orders 500 user=jo.doe@acme.co.uk
```

## Instead

```text
10:12 POST /orders 500 user=<a customer>
```

A way to reach those who look after a service belongs into `contacts` in `services.yml`.
"""

from collections.abc import Iterator

from incidentbook.book import Finding
from incidentbook.rules.subject import Criteria
from incidentbook.sensitive import addresses_in

CODE = "KB802"


def check_content(path: str, content: bytes, criteria: Criteria) -> Iterator[Finding]:
    """Yield each address in a file."""
    for line, column, _ in addresses_in(content, criteria.contacts):
        hint = "Say the role instead, or `<a customer>`."
        yield Finding(path, (), CODE, "This is the email address of a person", hint, line, column)
