"""What keeps coming back, as the statistics show it: the most frequent and the most costly known issues."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from incidentbook.articles import Article
from incidentbook.catalogue import site_zone
from incidentbook.graph import Occurrence, Target
from incidentbook.instants import Instant
from incidentbook.intervals import vague
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.recurrence import IssueRecurrence, top
from incidentbook.views.details import in_hours
from incidentbook.views.occurrences import FixRow, fix_row
from incidentbook.views.plots.recurrence_lines import Happened, Made, RecurrenceLines, recurrence_lines
from incidentbook.views.plots.recurrence_lines import KnownIssue as Lane
from incidentbook.views.statistics_stretches import YEAR_DAYS
from incidentbook.views.time_axis import number
from incidentbook.views.track_record import article_target
from incidentbook.views.view import Shown

MOST = 8
"""Of known issues in a table."""


class Recurring(NamedTuple):
    """A known issue that came back."""

    issue: Target
    status: str
    occurrences: int
    unreported: int
    undated: int
    lately: int
    """How often it began in the last 365 days."""
    last: Instant | None
    days: tuple[int, ...]
    """Between one occurrence and the next, oldest first."""
    median_days: float | None
    about: bool
    """Whether some of these times are known to the month or year only."""
    trend: str
    """What the intervals get; empty where there are too few to say."""
    lost: str
    """At least so much, unless it is known exactly of every occurrence; empty where nothing is known."""
    lost_known: int
    """Of how many occurrences it is known exactly."""
    lost_share: str
    """Of the most that any of them cost, in percent."""
    fix: FixRow | None
    """The last that was made, where its date is known: of the permanent ones, if there are any."""
    earlier_back: int
    """After how many fixes before that one it came back as well."""


class Recurrences(NamedTuple):
    """All of it."""

    often: tuple[Recurring, ...]
    costly: tuple[Recurring, ...]
    issues: int
    """How many known issues came back at all."""
    once: int
    """How many occurred just once."""
    lines: RecurrenceLines


def recurrences_of(shown: Shown) -> Recurrences:
    """Return the known issues that came back, and the time lines of the most frequent."""
    found = shown.numbers.recurrences
    issues = {issue.id: issue for issue in reversed(shown.book.known_issues)}
    often, costly = top(found), [pair for pair in top(found, "lost") if pair[1].lost_seconds]
    most = costly[0][1].lost_seconds if costly else 0.0
    return Recurrences(
        often=tuple(_recurring(issues[name], one, shown, most) for name, one in often[:MOST]),
        costly=tuple(_recurring(issues[name], one, shown, most) for name, one in costly[:MOST]),
        issues=len(often),
        once=sum(one.count == 1 for one in found.values()),
        lines=recurrence_lines(
            [_lane(issues[name], one, shown) for name, one in often[:MOST]],
            site_zone(shown.settings),
            until=shown.as_of.timestamp(),
            name="recurrences",
        ),
    )


def _recurring(issue: Article[KnownIssue], one: IssueRecurrence, shown: Shown, most_seconds: float) -> Recurring:
    occurrences = shown.graph.occurrences.get(issue.id, ())
    dated = [occurrence.at for occurrence in occurrences if occurrence.at is not None]
    fixes = [held for held in one.fixes if held.judged]
    fixes = [held for held in fixes if held.fix.kind == "permanent"] or fixes
    fixes.sort(key=lambda held: held.fix.at.earliest.timestamp() if held.fix.at is not None else 0.0)
    return Recurring(
        issue=article_target(issue),
        status=issue.fields.status,
        occurrences=one.count,
        unreported=one.unreported,
        undated=one.undated,
        lately=_lately(dated, shown.as_of),
        last=one.last,
        days=one.intervals_days,
        median_days=one.median_days,
        about=any(map(vague, dated)),
        trend=one.trend.removeprefix("The intervals get ").replace(" beyond what chance would give", ""),
        lost=in_hours(timedelta(seconds=one.lost_seconds)) if one.lost_known + one.lost_bounded else "",
        lost_known=one.lost_known,
        lost_share=number(100 * one.lost_seconds / most_seconds) if most_seconds else "0",
        fix=fix_row(fixes[-1]) if fixes else None,
        earlier_back=sum(held.came_back is True for held in fixes[:-1]),
    )


def _lately(dated: Sequence[Instant], as_of: datetime) -> int:
    return sum(as_of - timedelta(days=YEAR_DAYS) <= at.earliest < as_of for at in dated)


def _lane(issue: Article[KnownIssue], one: IssueRecurrence, shown: Shown) -> Lane:
    back = any(held.came_back and held.fix.kind == "permanent" for held in one.fixes)
    return Lane(
        name=issue.id,
        title=issue.title,
        path=issue.path,
        occurrences=tuple(
            _happened(occurrence, occurrence.at)
            for occurrence in shown.graph.occurrences.get(issue.id, ())
            if occurrence.at is not None
        ),
        fixes=tuple(
            Made(fix.at.earliest.timestamp(), fix.at.date, _fix_said(fix.kind, fix.summary or ""))
            for fix in issue.fields.fixes
            if fix.at is not None
        ),
        note="came back after the fix" if back else "",
    )


def _happened(occurrence: Occurrence, at: Instant) -> Happened:
    report = occurrence.incident
    moment = at.earliest.timestamp()
    if report is None:
        return Happened(moment, at.date)
    return Happened(moment, at.date, report.id, report.title, report.path)


def _fix_said(kind: str, summary: str) -> str:
    said = "permanent fix" if kind == "permanent" else "workaround"
    return f"{said}, {summary}" if summary else said
