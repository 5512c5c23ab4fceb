"""The home page: a box for an error message, what is open, what keeps coming back, this quarter, what happened last."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from incidentbook.addresses import HOME
from incidentbook.articles import Article
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import Incident
from incidentbook.views.action_items import action_items
from incidentbook.views.hub import hub, said_date
from incidentbook.views.incident_list import IncidentRow, Rows, newest_first
from incidentbook.views.known_issue_list import IssueRow, issue_row
from incidentbook.views.this_quarter import this_quarter
from incidentbook.views.view import Shown, View

RECURRING = 8
NEWEST = 10


class OpenIncident(NamedTuple):
    """An incident that responders are still at."""

    row: IncidentRow
    since: Instant | None


class Size(NamedTuple):
    """How much the book holds. Duplicates and continuations are no incidents of their own."""

    incidents: int
    near_misses: int
    security: int
    since: Instant | None
    known_issues: int


def views(shown: Shown) -> Iterator[View]:
    """Yield the page."""
    yield hub(
        shown, HOME, "home.jinja", "Have we seen this before?",
        {"symptoms": len(shown.graph.symptoms), "runbooks": len(shown.book.runbooks)},
        texts=partial(_texts, shown), depends=(shown.numbers.inputs,),
        description="Have we seen this before, and what fixed it?", as_of=True,
    )  # fmt: skip


def _texts(shown: Shown) -> dict[str, Any]:
    newest = newest_first(shown.book.incidents)
    rows = Rows(shown)
    recurring, once = _recurring(shown, rows)
    items = action_items(shown.book.incidents)
    return {
        "as_of": said_date(shown),
        "open": tuple(
            OpenIncident(rows.row(article), article.fields.earliest) for article in newest if article.fields.open
        ),
        "recurring": recurring[:RECURRING],
        "recurring_more": max(len(recurring) - RECURRING, 0),
        "once": once,
        "newest": tuple(rows.row(article) for article in newest[:NEWEST]),
        "actions_open": sum(item.open for item in items),
        "actions_overdue": sum(item.overdue(shown.as_of) for item in items),
        "size": _size(shown, newest),
        "quarter": this_quarter(shown),
    }


def _recurring(shown: Shown, rows: Rows) -> tuple[tuple[IssueRow, ...], int]:
    """Return the known issues that came more than once, most in the last year first; and how many did not."""
    issues = [issue_row(issue, shown, rows.names, of_last_year=True) for issue in shown.book.known_issues]
    again = [issue for issue in issues if issue.occurrences > 1]
    again.sort(key=lambda issue: issue.id)
    again.sort(key=lambda issue: (issue.of_last_year, issue.occurrences, issue.last_date), reverse=True)
    return tuple(again), len(issues) - len(again)


def _size(shown: Shown, newest: Iterable[Article[Incident]]) -> Size:
    counted = [
        article.fields for article in newest
        if article.fields.duplicate_of is None and article.fields.continues is None
    ]  # fmt: skip
    known = [fields.earliest for fields in counted if fields.earliest is not None]
    return Size(
        incidents=sum(fields.type == "incident" for fields in counted),
        near_misses=sum(fields.type == "near-miss" for fields in counted),
        security=sum(fields.type == "security" for fields in counted),
        since=min(known, key=lambda instant: instant.earliest, default=None),
        known_issues=len(shown.book.known_issues),
    )
