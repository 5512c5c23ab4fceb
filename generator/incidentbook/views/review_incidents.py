"""What the review says of incidents: which began, are open, came back, missed a target."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from incidentbook.calendars import ALWAYS
from incidentbook.fixes import held
from incidentbook.graph import Occurrence, Target
from incidentbook.instants import Instant
from incidentbook.intervals import days_between, vague
from incidentbook.judgements import Judgement, Verdict, in_full, instant_of
from incidentbook.kinds.known_issue.model import Fix
from incidentbook.statistics import Measured
from incidentbook.stints import stints_of
from incidentbook.views.incident_list import IncidentRow, Rows, newest_first
from incidentbook.views.milestones import between
from incidentbook.views.review_days import Days
from incidentbook.views.track_record import article_target
from incidentbook.views.view import Shown


class VerdictMark(NamedTuple):
    """A verdict beside its incident."""

    clock: str
    verdict: Verdict
    due: Instant | None
    """Of one that is running."""
    why: str


class New(NamedTuple):
    """An incident that began."""

    at: str
    row: IncidentRow
    began: Instant
    left_out: str
    """Why it is not counted; empty if it is."""
    verdicts: tuple[VerdictMark, ...]


class Open(NamedTuple):
    """An incident that responders are still at."""

    row: IncidentRow
    began: Instant | None
    verdicts: tuple[VerdictMark, ...]


class Broken(NamedTuple):
    """A fix after which its known issue came back."""

    kind: str
    at: Instant
    days: int | None


class Return(NamedTuple):
    """An occurrence of a known issue after its first."""

    at: str
    issue: Target
    number: int
    """Which occurrence it is, from 2."""
    incident: Target | None
    """None where it has no report."""
    when: Instant
    days: int | None
    """Since the occurrence before it."""
    about: bool
    """Whether these count from a month or year."""
    fix: Broken | None
    """The latest of the fixes that had been made before it."""


class Reopened(NamedTuple):
    """An incident that came back within itself, after an end that was none."""

    at: str
    row: IncidentRow
    when: Instant
    after: str
    why: str


class Miss(NamedTuple):
    """A target that was missed, on the day on which it ran out."""

    at: str
    row: IncidentRow
    clock: str
    by: str
    target: str
    ran_out: Instant
    arithmetic: tuple[str, ...]


class Incidents:
    """Makes the rows of a site's incidents."""

    def __init__(self, shown: Shown, days: Days) -> None:
        """Remember what every row needs."""
        self.rows = Rows(shown)
        self._shown = shown
        self._days = days
        self._measured = shown.numbers.measured

    def _recent(self, at: Instant | None) -> bool:
        return at is not None and at.earliest.timestamp() >= self._days.midnights[0]

    def new(self) -> Iterator[New]:
        """Iterate over incidents that began, the newest first."""
        for article in newest_first(self._shown.book.incidents):
            began = article.fields.earliest
            if began is None or not self._recent(began):
                break
            one = self._measured[article.path]
            yield New(self._days.day_at(began), self.rows.row(article), began, one.left_out, verdict_marks(one))

    def open(self) -> tuple[Open, ...]:
        """Return all that are open, the most severe first, of these the longest."""
        found = [
            Open(self.rows.row(article), article.fields.earliest, verdict_marks(self._measured[article.path]))
            for article in reversed(newest_first(self._shown.book.incidents))
            if article.fields.open
        ]
        return tuple(sorted(found, key=lambda one: one.row.rank or len(self._shown.book.policy.severities) + 1))

    def came_back(self) -> Iterator[Return]:
        """Iterate over the occurrences of known issues after their first."""
        fixes = {issue.id: issue.fields.fixes for issue in self._shown.book.known_issues}
        for name, occurrences in self._shown.graph.occurrences.items():
            for number, (before, one) in enumerate(pairwise(occurrences), 2):
                if one.at is None or not self._recent(one.at):
                    continue
                yield Return(
                    at=self._days.day_at(one.at),
                    issue=self._shown.graph.targets[name],
                    number=number,
                    incident=article_target(one.incident) if one.incident is not None else None,
                    when=one.at,
                    days=days_between(before.at, one.at),
                    about=vague(one.at) or (before.at is not None and vague(before.at)),
                    fix=_broken(fixes.get(name, ()), one),
                )

    def reopened(self) -> Iterator[Reopened]:
        """Iterate over the times at which an incident came back."""
        for article in self._shown.book.incidents:
            if not article.fields.reopened:
                continue
            for before, after in pairwise(stints_of(article.fields)):
                if after.begin is None or not self._recent(after.begin):
                    continue
                end = before.resolved or before.mitigated
                since = f"{between(end, after.begin)} after it was {_end(before.resolved)}" if end is not None else ""
                yield Reopened(self._days.day_at(after.begin), self.rows.row(article), after.begin, since, after.why)

    def missed(self) -> Iterator[Miss]:
        """Iterate over targets that ran out, the newest incidents first."""
        for one in reversed(tuple(self._measured.values())):
            for judgement in one.judgements:
                ran_out = ran_out_at(judgement) if judgement.verdict == "missed" else None
                if ran_out is not None and self._recent(ran_out):
                    yield Miss(
                        at=self._days.day_at(ran_out),
                        row=self.rows.row(one.article),
                        clock=judgement.clock,
                        by=missed_by(judgement),
                        target=target_said(judgement),
                        ran_out=ran_out,
                        arithmetic=judgement.arithmetic,
                    )


def verdict_marks(measured: Measured) -> tuple[VerdictMark, ...]:
    """Return the verdicts on an incident that is counted."""
    if measured.left_out:
        return ()
    return tuple(
        VerdictMark(one.clock, one.verdict, one.due_at if one.verdict == "running" else None, one.why)
        for one in measured.judgements
    )


def ran_out_at(judgement: Judgement) -> Instant | None:
    """Return when a target that was missed ran out; where that is not known exactly, when it was certain."""
    if judgement.due_at is not None:
        return judgement.due_at
    if judgement.end_at is not None:
        return judgement.end_at
    if judgement.open_at is None or judgement.start_at is None:
        return None
    zone = judgement.start_at.earliest.tzinfo
    return instant_of(judgement.open_at, zone) if zone is not None else None


def missed_by(judgement: Judgement) -> str:
    """Say by how much a target was missed: `2 h 10 min`, `at least 3 d, still open`."""
    over = judgement.least_seconds - (judgement.target_seconds or 0.0)
    least = "at least " if judgement.spare_seconds is None else ""
    return f"{least}{_in_hours(over, judgement)}{', still open' if judgement.open_at is not None else ''}"


def target_said(judgement: Judgement) -> str:
    """Say what a target allows: `4 h`, `7 h of support-hours`."""
    hours = "" if judgement.hours == ALWAYS.name else f" of {judgement.hours}"
    return f"{_in_hours(judgement.target_seconds or 0.0, judgement)}{hours}"


def _in_hours(seconds: float, judgement: Judgement) -> str:
    return in_full(seconds, days=judgement.hours == ALWAYS.name)


def _end(resolved: Instant | None) -> str:
    return "mitigated" if resolved is None else "resolved"


def _broken(fixes: Iterable[Fix], occurrence: Occurrence) -> Broken | None:
    """Return the latest fix that had been made before an occurrence."""
    found = [
        (fix.at.earliest.timestamp(), Broken(fix.kind, fix.at, judged.days))
        for fix in fixes
        if fix.at is not None and (judged := held(fix, [occurrence])).came_back
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None
