"""Rules that look at a part: at the bytes of a file, or at an open action. An article has some, and those that no
article has alone are the book's, so that what is found in an article can be kept.
"""

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, NamedTuple

from incidentbook.articles import Article
from incidentbook.book import Finding
from incidentbook.kinds.incident.model import Incident
from incidentbook.open_actions import OpenAction, own_actions, tickets
from incidentbook.rules.subject import Criteria, Subject, content_of, contents_of_others


class Checks(NamedTuple):
    """What looks through a whole book, and what looks at one article alone."""

    book: Callable[[Subject], Iterator[Finding]] | None
    article: Callable[[Article[Any], Criteria], Iterator[Finding]] | None


def checks_of(module: ModuleType) -> Checks:
    """Return how a rule looks for its offence; neither, where loading or linking finds it."""
    if content := getattr(module, "check_content", None):
        return _of_contents(content)
    if action := getattr(module, "check_action", None):
        return _of_actions(action)
    return Checks(getattr(module, "check", None), getattr(module, "check_article", None))


def _of_contents(check: Callable[[str, bytes, Criteria], Iterator[Finding]]) -> Checks:
    """Look at the file of each article, and at the other files of the book."""

    def in_others(subject: Subject) -> Iterator[Finding]:
        for path, content in subject.shared(contents_of_others).items():
            yield from check(path, content, subject.criteria)

    def in_article(article: Article[Any], criteria: Criteria) -> Iterator[Finding]:
        yield from check(article.path, content_of(article, criteria), criteria)

    return Checks(in_others, in_article)


def _of_actions(check: Callable[[OpenAction, Criteria], Iterator[Finding]]) -> Checks:
    """Look at the open actions of each incident that have no ticket, and at the tickets of the book."""

    def in_tickets(subject: Subject) -> Iterator[Finding]:
        for action in subject.shared(_tickets):
            yield from check(action, subject.criteria)

    def in_incident(article: Article[Incident], criteria: Criteria) -> Iterator[Finding]:
        for action in own_actions(article):
            yield from check(action, criteria)

    return Checks(in_tickets, in_incident)


def _tickets(subject: Subject) -> tuple[OpenAction, ...]:
    return tickets(subject.book)
