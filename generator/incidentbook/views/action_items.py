"""The follow-up work of all incidents: one ticket named in several incidents is one action."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from incidentbook.articles import Article
from incidentbook.graph import Target
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import Action, Incident
from incidentbook.views.incident_list import newest_first


class ActionItem(NamedTuple):
    """One action and the incidents it comes from."""

    do: str
    type: str
    owner: str
    priority: str
    ref: str
    due: Instant | None
    done: Instant | None
    dropped: str
    incidents: tuple[Target, ...]
    since: Instant | None
    """The earliest milestone of its first incident: reports do not say when an action was agreed."""

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.done is None and not self.dropped

    def overdue(self, as_of: datetime) -> bool:
        """Whether it is open although the whole of the day, month or year it was due has passed."""
        return self.open and self.due is not None and self.due.latest <= as_of

    def age_days(self, as_of: datetime) -> int | None:
        """Days since its first incident, or None where that has no time."""
        return max((as_of - self.since.earliest).days, 0) if self.since is not None else None


class Completion(NamedTuple):
    """How much of what was agreed has been done."""

    done: int
    of: int
    """All actions but the dropped ones."""
    dropped: int

    @property
    def share(self) -> float | None:
        """Done by all but the dropped; None where there is nothing to do."""
        return self.done / self.of if self.of else None


@lru_cache(maxsize=2)
def action_items(incidents: tuple[Article[Incident], ...]) -> tuple[ActionItem, ...]:
    """Return all actions, those of the newest incidents first. Several pages ask."""
    groups: dict[str, list[tuple[Article[Incident], Action]]] = {}
    for article in newest_first(incidents):
        for position, action in enumerate(article.fields.actions):
            name = f"ref {action.ref}" if action.ref else f"{article.path} {position}"
            groups.setdefault(name, []).append((article, action))
    return tuple(_merged(group) for group in groups.values())


def _merged(group: Sequence[tuple[Article[Incident], Action]]) -> ActionItem:
    """Make one action of all reports of it: the newest report's words, done when one says so, dropped when all do."""
    actions = [action for _, action in group]
    dropped = [action.dropped or "" for action in actions]
    articles = {article.path: article for article, _ in group}
    starts = [article.fields.earliest for article in articles.values()]
    return ActionItem(
        do=actions[0].do,
        type=next((action.type for action in actions if action.type), ""),
        owner=next((action.owner for action in actions if action.owner), ""),
        priority=next((action.priority for action in actions if action.priority), ""),
        ref=actions[0].ref or "",
        due=_first(action.due for action in actions),
        done=_first(action.done for action in actions),
        dropped=dropped[0] if all(dropped) else "",
        incidents=tuple(Target(one.id, one.path, one.title, one.kind) for one in articles.values()),
        since=_first(starts),
    )


def _first(instants: Iterable[Instant | None]) -> Instant | None:
    known = [instant for instant in instants if instant is not None]
    return min(known, key=lambda instant: instant.earliest, default=None)


def completion(items: Sequence[ActionItem]) -> Completion:
    """Return how many are done, of how many."""
    dropped = sum(bool(item.dropped) and item.done is None for item in items)
    return Completion(sum(item.done is not None for item in items), len(items) - dropped, dropped)
