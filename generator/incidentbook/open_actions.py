"""Follow-up work that is still to be done. One ticket named in several incidents is one action: what one report says of
it holds for all. Actions without a ticket are a report's own, so that what is found about them can be kept.
"""

from collections.abc import Iterator
from typing import NamedTuple

from incidentbook.articles import Article
from incidentbook.book import Book, Location
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import Action, Incident


class OpenAction(NamedTuple):
    """An action that is neither done nor dropped, where it stands, and what is said of it there or elsewhere."""

    path: str
    location: Location
    owner: str | None
    due: Instant | None


def own_actions(article: Article[Incident]) -> Iterator[OpenAction]:
    """Yield the open actions of a report that have no ticket."""
    for at, action in enumerate(article.fields.actions):
        if action.ref is None and action.done is None and action.dropped is None:
            yield OpenAction(article.path, ("actions", at), action.owner, action.due)


def tickets(book: Book) -> tuple[OpenAction, ...]:
    """Return the open actions with a ticket, each where it is due first, else in the first report of the book."""
    groups: dict[str, list[tuple[Article[Incident], int, Action]]] = {}
    for article in book.incidents:
        for at, action in enumerate(article.fields.actions):
            if action.ref is not None:
                groups.setdefault(action.ref, []).append((article, at, action))
    found = []
    for group in groups.values():
        if any(action.done is not None for _, _, action in group) or all(action.dropped for _, _, action in group):
            continue
        article, at, action = min(group, key=_first_due)
        owner = next((action.owner for _, _, action in group if action.owner is not None), None)
        found.append(OpenAction(article.path, ("actions", at), owner, action.due))
    return tuple(found)


def _first_due(said: tuple[Article[Incident], int, Action]) -> float:
    due = said[2].due
    return due.earliest.timestamp() if due is not None else float("inf")
