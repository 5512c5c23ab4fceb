"""Follow-up work that is still to be done. One ticket named in several incidents is one action: what one report says of
it holds for all.
"""

from typing import NamedTuple

from incidentbook.articles import Article
from incidentbook.book import Location
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import Action, Incident
from incidentbook.rules.subject import Subject


class OpenAction(NamedTuple):
    """An action that is neither done nor dropped, where it stands, and what is said of it there or elsewhere."""

    path: str
    location: Location
    owner: str | None
    due: Instant | None


def open_actions(subject: Subject) -> tuple[OpenAction, ...]:
    """Return the open actions; of those with one ticket that which is due first, else the first in the book."""
    found = []
    by_ticket: dict[str, list[tuple[Article[Incident], int, Action]]] = {}
    for article in subject.book.incidents:
        for at, action in enumerate(article.fields.actions):
            if action.ref is not None:
                by_ticket.setdefault(action.ref, []).append((article, at, action))
            elif action.done is None and action.dropped is None:
                found.append(OpenAction(article.path, ("actions", at), action.owner, action.due))
    for group in by_ticket.values():
        if any(action.done is not None for _, _, action in group) or all(action.dropped for _, _, action in group):
            continue
        article, at, action = min(group, key=_first_due)
        owner = next((action.owner for _, _, action in group if action.owner is not None), None)
        found.append(OpenAction(article.path, ("actions", at), owner, action.due))
    return tuple(found)


def _first_due(said: tuple[Article[Incident], int, Action]) -> float:
    due = said[2].due
    return due.earliest.timestamp() if due is not None else float("inf")
