"""What the review says is left to do: overdue actions, postmortems to finish, articles to look at again."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain
from statistics import median
from typing import Literal, NamedTuple

from incidentbook.articles import Article
from incidentbook.counting import chains
from incidentbook.definitions import Definition
from incidentbook.distributions import FEW
from incidentbook.freshness import freshness
from incidentbook.graph import Target
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import Incident
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.kinds.runbook.model import Runbook
from incidentbook.kinds.symptom.model import Symptom
from incidentbook.stints import last_end
from incidentbook.text import listed
from incidentbook.views.action_items import ActionItem, action_items
from incidentbook.views.incident_list import IncidentRow, Rows
from incidentbook.views.review_days import USUAL_DAYS, Days
from incidentbook.views.track_record import article_target
from incidentbook.views.view import Shown

DEFINITIONS = (
    Definition(
        "postmortem-age",
        "Age of a postmortem",
        "Full days since an incident was resolved whose report is not reviewed yet (`review`); where that is not "
        "known, since it was closed or mitigated. Second reports, and those that continue another, need no review of "
        "their own and are left out.",
    ),
    Definition(
        "review-due",
        "Articles to look at again",
        "A known issue, symptom or runbook is due when `review_in` has passed since `last_reviewed`, a postmortem at "
        "the `due` of its `review`. It is overdue when that whole day, month or year has passed. Retired and "
        "superseded known issues are left out.",
    ),
    Definition(
        "action-completion",
        "Completion of actions",
        "Done / (all − dropped). One ticket that several incidents name is one action. An action is overdue when it is "
        "not done and the whole day, month or year that it was due has passed.",
    ),
)


class Done(NamedTuple):
    """An action that was done."""

    at: str
    item: ActionItem


class Overdue(NamedTuple):
    """An action that is late."""

    item: ActionItem
    days: int


class Postmortem(NamedTuple):
    """An incident that is over and whose report is not reviewed."""

    row: IncidentRow
    state: Literal["none", "draft", "in-review"]
    end: str
    """What it counts from: resolved, closed, mitigated."""
    ended: Instant | None
    days: int | None
    due: Instant | None
    overdue: bool


class Postmortems(NamedTuple):
    """All of them, the oldest first."""

    rows: tuple[Postmortem, ...]
    over: int
    """How many incidents are over."""
    ages: str
    """Their ages in words; empty where none is known."""


class Stale(NamedTuple):
    """An article that is to be looked at again."""

    target: Target
    owner: str
    last_reviewed: Instant
    due: Instant
    overdue_days: int
    """0 while the day has not passed."""


class Duties:
    """Makes the rows of what is left to do as of the moment that the site speaks of."""

    def __init__(self, shown: Shown, days: Days) -> None:
        """Remember the book and the moment."""
        self._shown = shown
        self._days = days
        self._as_of = shown.as_of
        self.items = action_items(shown.book.incidents)

    def overdue(self) -> tuple[Overdue, ...]:
        """Return actions that are late, the latest first."""
        found = [
            Overdue(item, _days_since(item.due, self._as_of))
            for item in self.items
            if item.due is not None and item.overdue(self._as_of)
        ]
        return tuple(sorted(found, key=lambda one: -one.days))

    def done(self) -> Iterator[Done]:
        """Iterate over actions that were done."""
        return (Done(self._days.day_at(item.done), item) for item in self.items if item.done is not None)

    def postmortems(self, rows: Rows) -> Postmortems:
        """Return incidents that are over and not reviewed."""
        continued_by = chains(self._shown.book)
        over = [
            article
            for article in self._shown.book.incidents
            if not article.fields.open and not article.fields.counted_elsewhere
        ]
        found = [
            self._postmortem(article, continued_by.get(article.path, ()), rows)
            for article in over
            if article.fields.review is None or article.fields.review.state != "reviewed"
        ]
        found.sort(key=lambda one: (-1 if one.days is None else one.days, one.row.path), reverse=True)
        return Postmortems(tuple(found), len(over), _ages([one.days for one in found if one.days is not None]))

    def _postmortem(self, article: Article[Incident], parts: tuple[Incident, ...], rows: Rows) -> Postmortem:
        fields = article.fields
        ends = (
            ("resolved", last_end(fields, "resolved", parts)),
            ("closed", fields.times.closed),
            ("mitigated", last_end(fields, "mitigated", parts)),
        )
        end, ended = next((pair for pair in ends if pair[1] is not None), ("", None))
        due = fields.review.due if fields.review is not None else None
        return Postmortem(
            row=rows.row(article),
            state="none" if fields.review is None or fields.review.state == "reviewed" else fields.review.state,
            end=end,
            ended=ended,
            days=max((self._as_of - ended.earliest).days, 0) if ended is not None else None,
            due=due,
            overdue=due is not None and due.latest <= self._as_of,
        )

    def stale(self) -> tuple[Stale, ...]:
        """Return articles that are due within a week or overdue, the most overdue first."""
        book, soon = self._shown.book, self._as_of + timedelta(days=USUAL_DAYS)
        issues = (issue for issue in book.known_issues if not given_up(issue.fields))
        articles: Iterator[Article[KnownIssue] | Article[Symptom] | Article[Runbook]]
        articles = chain(issues, book.symptoms, book.runbooks)
        found = []
        for article in articles:
            said = freshness(article.fields.owner, article.fields.last_reviewed, article.fields.review_in)
            if said.due is None or said.last_reviewed is None or said.due.earliest > soon:
                continue
            late = _days_since(said.due, self._as_of) if said.due.latest <= self._as_of else 0
            found.append(Stale(article_target(article), said.owner, said.last_reviewed, said.due, late))
        return tuple(sorted(found, key=lambda one: (one.due.latest, one.target.path)))


def given_up(fields: KnownIssue) -> bool:
    """Whether nobody needs to look at a known issue again."""
    return fields.status == "retired" or fields.superseded_by is not None


def _days_since(due: Instant, as_of: datetime) -> int:
    return max((as_of - due.latest).days, 1)


def _ages(days: list[int]) -> str:
    """Say ages, oldest first: a few as they are, of more the middle and the ends."""
    if len(days) < FEW:
        return f"{listed([f'{one:,}' for one in days])} {'day' if days == [1] else 'days'}" if days else ""
    return f"median {median(days):,.0f} days, from {days[-1]:,} to {days[0]:,}"
