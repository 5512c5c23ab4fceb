"""The page of actions: what is overdue, what is open and for how long, who owns it, and how much gets done."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from pydantic_core import to_json

from incidentbook.addresses import ACTIONS
from incidentbook.text import counted, digest
from incidentbook.views.action_items import ActionItem, Completion, action_items, completion
from incidentbook.views.hub import LIST_SCRIPTS, hub, said_date
from incidentbook.views.incident_list import iso_date
from incidentbook.views.plots.action_ages import ActionAges, Age, action_ages
from incidentbook.views.plots.caption import sentences
from incidentbook.views.view import Shown, View

AGES_DAYS = ((30, "up to 30 days"), (90, "31 to 90 days"), (180, "91 to 180 days"), (365, "181 days to a year"))

LATEST_DONE = 200


class Row(NamedTuple):
    """One action in a list."""

    item: ActionItem
    due: str
    done: str
    age_days: int | None
    overdue_days: int
    """Days since it was due; 0 while it is not overdue."""


class Owner(NamedTuple):
    """The actions of one owner."""

    name: str
    open: int
    overdue: int
    completion: Completion


def views(shown: Shown) -> Iterator[View]:
    """Yield the page."""
    said = [
        (article.path, article.id, article.title, article.fields.earliest, article.fields.actions)
        for article in shown.book.incidents
        if article.fields.actions
    ]
    yield hub(
        shown, ACTIONS, "actions.jinja", "Actions", {},
        texts=partial(_texts, shown), depends=(shown.as_of.isoformat(), digest(to_json(said))),
        description="Follow-up work of all incidents.", scripts=LIST_SCRIPTS, as_of=True,
    )  # fmt: skip


def _texts(shown: Shown) -> dict[str, Any]:
    items = action_items(shown.book.incidents)
    rows = [_row(item, shown.as_of) for item in items]
    still_open = sorted((row for row in rows if row.item.open), key=_most_urgent)
    done = [row for row in rows if row.item.done is not None]
    done.sort(key=lambda row: row.done, reverse=True)
    return {
        "as_of": said_date(shown),
        "open": tuple(still_open),
        "overdue": sum(row.overdue_days > 0 for row in still_open),
        "without_due": sum(row.item.due is None for row in still_open),
        "done": tuple(done[:LATEST_DONE]),
        "done_count": len(done),
        "dropped": tuple(row for row in rows if row.item.dropped and row.item.done is None),
        "completion": completion(items),
        "shared": sum(len(item.incidents) > 1 for item in items),
        "ages": _ages(still_open) if still_open else None,
        "owners": _owners(items, shown.as_of),
        "types": tuple(sorted({row.item.type for row in still_open if row.item.type})),
    }


def _row(item: ActionItem, as_of: datetime) -> Row:
    late = max((as_of - item.due.latest).days, 1) if item.due is not None and item.overdue(as_of) else 0
    return Row(
        item,
        iso_date(item.due) if item.due is not None else "",
        iso_date(item.done) if item.done is not None else "",
        item.age_days(as_of),
        late,
    )


def _most_urgent(row: Row) -> tuple[int, str, int]:
    return -row.overdue_days, row.due or "~", -(row.age_days or 0)


def _ages(rows: Sequence[Row]) -> ActionAges:
    """Draw how long open actions have been open."""
    by_age: dict[str, list[Row]] = {label: [] for label in (*(label for _, label in AGES_DAYS), "more than a year")}
    for row in rows:
        if row.age_days is not None:
            label = next((label for days, label in AGES_DAYS if row.age_days <= days), "more than a year")
            by_age[label].append(row)
    without = len(rows) - sum(map(len, by_age.values()))
    ages = [Age(label, len(found), sum(row.overdue_days > 0 for row in found)) for label, found in by_age.items()]
    note = sentences(
        f"n {len(rows) - without:,}.",
        f"{counted(without, 'action')} left out: {'its' if without == 1 else 'their'} incident has no time."
        if without
        else "",
        "Reports do not say when an action was agreed, so it is as old as its first incident.",
    )
    return action_ages(ages, note=note)


def _owners(items: Sequence[ActionItem], as_of: datetime) -> tuple[Owner, ...]:
    by_owner: dict[str, list[ActionItem]] = defaultdict(list)
    for item in items:
        by_owner[item.owner].append(item)
    owners = [
        Owner(name, sum(one.open for one in own), sum(one.overdue(as_of) for one in own), completion(own))
        for name, own in by_owner.items()
    ]
    return tuple(sorted(owners, key=lambda owner: (owner.name == "", -owner.overdue, -owner.open, owner.name)))
