"""A secret stands in the text.

## What

A line holds a token of a known form (AWS, Azure, GitHub, GitLab, npm, OpenAI, PyPI, SendGrid, Slack, Square, Stripe,
JSON Web Tokens), an address with a password in it, or the first line of a private key with the key below. They are
recognised by `detect-secrets`, on this machine alone; no value is shown, and none is sent anywhere to be tried.
Placeholders are left alone: `AKIAIOSFODNN7EXAMPLE`, `https://user:password@…`.

## Why

A report is read by more people than had access that day, and stays in the repository's history after it has been
mended. Logs and commands are pasted in haste.

## Example

```console
$ curl https://deploy:<the password itself>@artifacts.example.org/app.tar.gz
```

## Instead

```console
$ curl https://deploy:$PASSWORD@artifacts.example.org/app.tar.gz
```

Withdraw the secret first: whoever could read the repository may have it.
"""

from collections.abc import Iterator

from incidentbook.book import Finding
from incidentbook.rules.subject import Criteria
from incidentbook.sensitive import secrets_in

CODE = "KB801"
_HINT = "Withdraw it, and write a placeholder instead; it also stays in the history."


def check_content(path: str, content: bytes, criteria: Criteria) -> Iterator[Finding]:
    """Yield each secret in a file."""
    del criteria
    for line, column, what in secrets_in(content):
        yield Finding(path, (), CODE, f"A secret stands here, by its form: {what}", _HINT, line, column)
