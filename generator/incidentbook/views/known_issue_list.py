"""The list of known issues: how far each is understood, how often it came, and whether its fix works."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple, get_args

from incidentbook.addresses import KNOWN_ISSUES, feed_paths
from incidentbook.articles import Article
from incidentbook.evidence import trials_of_issue, weigh
from incidentbook.instants import Instant
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.views.hub import LIST_SCRIPTS, hub
from incidentbook.views.incident_list import iso_date
from incidentbook.views.service_names import ServiceNames
from incidentbook.views.view import Shown, View

STATUSES: tuple[str, ...] = get_args(KnownIssue.model_fields["status"].annotation)
YEAR_DAYS = 365


class IssueRow(NamedTuple):
    """One known issue in a list."""

    path: str
    id: str
    title: str
    status: str
    services: str
    symptoms: int
    occurrences: int
    of_last_year: int
    """Occurrences that began in the 365 days before the moment the site speaks of; 0 where no moment was asked for."""
    last: Instant | None
    last_date: str
    worked: int
    """How often its fix worked, of `tried` times whose outcome is known."""
    tried: int


def views(shown: Shown) -> Iterator[View]:
    """Yield the list."""
    names = ServiceNames(shown.book)
    rows = sorted(
        (issue_row(issue, shown, names, of_last_year=False) for issue in shown.book.known_issues),
        key=lambda row: (row.status == "retired", -row.occurrences, row.id),
    )
    used = [key for key, links in shown.graph.services.items() if links.known_issues]
    values = {"rows": tuple(rows), "statuses": STATUSES, "services": names.choices(used)}
    yield hub(
        shown, KNOWN_ISSUES, "known-issue-list.jinja", "Known issues", {**values, "feeds": feed_paths(KNOWN_ISSUES)},
        description="Problems whose cause or workaround is documented.", scripts=LIST_SCRIPTS,
    )  # fmt: skip


def issue_row(issue: Article[KnownIssue], shown: Shown, names: ServiceNames, *, of_last_year: bool) -> IssueRow:
    """Return a known issue as a row. Only with `of_last_year` does it depend on the moment the site speaks of."""
    occurrences = shown.graph.occurrences.get(issue.id, ())
    known = [occurrence.at for occurrence in occurrences if occurrence.at is not None]
    last = max(known, key=lambda at: at.earliest, default=None)
    since = shown.as_of - timedelta(days=YEAR_DAYS)
    evidence = weigh(
        shown.graph.targets[issue.id],
        trials_of_issue(occurrences),
        repeat_window_days=shown.settings.repeat_window_days,
    )
    return IssueRow(
        path=issue.path,
        id=issue.id,
        title=issue.title,
        status=issue.fields.status,
        services=" · ".join(names.listed(issue.fields.services)),
        symptoms=len(shown.graph.symptoms_by_issue.get(issue.id, ())),
        occurrences=len(occurrences),
        of_last_year=sum(since < at.earliest <= shown.as_of for at in known) if of_last_year else 0,
        last=last,
        last_date=iso_date(last) if last is not None else "",
        worked=evidence.worked,
        tried=evidence.tried,
    )
