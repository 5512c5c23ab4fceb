"""The review as lines of comma-separated values: each row of its page, with what the row says in words."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from incidentbook.templating import address_of
from incidentbook.text import listed
from incidentbook.views.action_items import ActionItem
from incidentbook.views.incident_list import IncidentRow, iso_date
from incidentbook.views.review_changes import PeriodFigures, ShareSaid
from incidentbook.views.review_days import Dated, Since
from incidentbook.views.review_incidents import Broken, Return, VerdictMark
from incidentbook.views.review_sections import Review
from incidentbook.views.sla_sheet import plain

_KINDS = {"known-issue": "known issue", "symptom": "symptom", "runbook": "runbook"}
_FIGURES = {
    "incidents": "Incidents", "response": "Response in time", "resolution": "Resolution in time",
    "repeats": "Repeat rate", "downtime": "Downtime",
}  # fmt: skip
_STATES = {"none": "no review", "draft": "draft", "in-review": "in review"}

Row = TypeVar("Row", bound=Dated)


class Item(NamedTuple):
    """A line."""

    section: str
    id: str
    title: str
    date: str
    """As ISO 8601, as far as it is known."""
    url: str
    """Seen from the top of the site."""
    detail: str


def csv_text(items: Iterable[Item]) -> str:
    """Return a header and a line for each item (RFC 4180). No cell is a formula to a spreadsheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(Item._fields)
    writer.writerows([plain(" ".join(cell.split())) for cell in item] for item in items)
    return text.getvalue()


def items_of(review: Review) -> Iterator[Item]:
    """Iterate over the rows: those under a day as far back as they go, changes since the usual day."""
    for opened in review.open:
        date = iso_date(opened.began) if opened.began is not None else ""
        yield _incident("open", opened.row, date, [opened.row.status, *_verdicts(opened.verdicts)])
    for new in _all(review.new):
        not_counted = [f"not counted: {new.left_out}"] if new.left_out else []
        yield _incident("new", new.row, new.at, [new.row.status, *not_counted, *_verdicts(new.verdicts)])
    for back in _all(review.back):
        issue = back.issue
        yield Item("came back", issue.name, issue.title, back.at, address_of(issue.path), _returned(back))
    for again in _all(review.reopened):
        yield _incident("reopened", again.row, again.at, [again.after, again.why])
    for miss in _all(review.missed):
        said = f"{miss.clock} target of {miss.target} missed by {miss.by}"
        yield _incident("missed target", miss.row, miss.at, [said])
    for verdict in review.verdicts.rows:
        said, target = f"{verdict.clock}: {verdict.was} → {verdict.now}", verdict.incident
        yield Item("verdict changed", target.name, target.title, verdict.changed, address_of(target.path), said)
    for period in review.periods:
        yield from _figures(period, review)
    for overdue in review.overdue:
        due = iso_date(overdue.item.due) if overdue.item.due is not None else ""
        yield _action("action overdue", overdue.item, due, f"overdue for {_days(overdue.days)}")
    for done in _all(review.done):
        yield _action("action done", done.item, done.at, "done")
    for one in review.postmortems.rows:
        date = iso_date(one.ended) if one.ended is not None else ""
        age = f"{_days(one.days)} since it was {one.end}" if one.days is not None else ""
        due = f"due {iso_date(one.due)}" if one.due is not None else ""
        yield _incident("postmortem", one.row, date, [_STATES[one.state], age, due])
    for stale in review.stale:
        late = f"overdue for {_days(stale.overdue_days)}" if stale.overdue_days else "due"
        owner = f", owner {stale.owner}" if stale.owner else ""
        said = f"{_KINDS[stale.target.kind]}, {late}{owner}"
        target = stale.target
        yield Item("review due", target.name, target.title, iso_date(stale.due), address_of(target.path), said)


def _all(since: Since[Row]) -> tuple[Row, ...]:
    return (*since.rows, *since.others)


def _incident(section: str, row: IncidentRow, date: str, said: Iterable[str]) -> Item:
    return Item(section, row.id, row.title, date, address_of(row.path), ", ".join(filter(None, said)))


def _verdicts(marks: Iterable[VerdictMark]) -> list[str]:
    return [f"{one.clock} {one.verdict}{f', due {one.due}' if one.due is not None else ''}" for one in marks]


def _returned(back: Return) -> str:
    said = [f"occurrence {back.number}", back.incident.name if back.incident is not None else "no report of its own"]
    if back.days is not None:
        said.append(f"{'about ' if back.about else ''}{_days(back.days)} after the one before")
    if back.fix is not None:
        said.append(f"after the {_fix(back.fix)}")
    return ", ".join(said)


def _figures(period: PeriodFigures, review: Review) -> Iterator[Item]:
    for before in period.before.rows:
        for name in before.changed:
            was, now = getattr(before.figures, name), getattr(period.now, name)
            date, title = review.days.since.isoformat(), f"{_FIGURES[name]}, {period.title}"
            yield Item("figures", period.key, title, date, "", f"{_said(was)} → {_said(now)}")


def _said(figure: str | ShareSaid) -> str:
    return figure if isinstance(figure, str) else f"{figure.share} ({figure.of})" if figure.of else figure.share


def _action(section: str, item: ActionItem, date: str, said: str) -> Item:
    names = listed([one.name for one in item.incidents])
    owner = f", owner {item.owner}" if item.owner else ""
    return Item(
        section, item.ref or names, item.do, date, address_of(item.incidents[0].path), f"{said}{owner}, {names}"
    )


def _days(days: int) -> str:
    return f"{days:,} {'day' if days == 1 else 'days'}"


def _fix(fix: Broken) -> str:
    return f"{'permanent fix' if fix.kind == 'permanent' else 'workaround'} of {fix.at.date}"
