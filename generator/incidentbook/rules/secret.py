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
from typing import Any

from incidentbook.articles import Article
from incidentbook.book import Finding
from incidentbook.rules.subject import Criteria, Subject, content_of, contents_of_others
from incidentbook.sensitive import secrets_in

CODE = "KB801"
_HINT = "Withdraw it, and write a placeholder instead; it also stays in the history."


def check_article(article: Article[Any], criteria: Criteria) -> Iterator[Finding]:
    """Yield each secret in an article's file."""
    yield from _found(article.path, content_of(article, criteria))


def check(subject: Subject) -> Iterator[Finding]:
    """Yield each secret in the other files."""
    for path, content in subject.shared(contents_of_others).items():
        yield from _found(path, content)


def _found(path: str, content: bytes) -> Iterator[Finding]:
    for line, column, what in secrets_in(content):
        yield Finding(path, (), CODE, f"A secret stands here, by its form: {what}", _HINT, line, column)
