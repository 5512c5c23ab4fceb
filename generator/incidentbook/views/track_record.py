"""How a fix has done so far, in plain values for a page."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from incidentbook.articles import Article
from incidentbook.evidence import FixEvidence, Trial
from incidentbook.graph import Target
from incidentbook.instants import Instant
from incidentbook.views.time_axis import number
from incidentbook.written_durations import spoken


class Share(NamedTuple):
    """A part of the small bar that shows how often a fix worked."""

    outcome: str
    x: str
    width: str


class TrackRecord(NamedTuple):
    """How often a fix was tried and what came of it."""

    target: Target
    cases: int
    worked: int
    partly: int
    failed: int
    untold: int
    """Cases of which no outcome is recorded, or in which it was not tried."""
    held: int
    last: Target | None
    """The incident in which it worked last."""
    last_at: Instant | None
    last_took: str
    median_took: str
    timed: int
    """How many times it is known how long it took."""
    shares: tuple[Share, ...]


def track_record(evidence: FixEvidence, *, of: int = 0, timed: int = 0) -> TrackRecord:
    """Turn what is known of a fix into plain values.

    `of` is how many incidents the bar stands for, if not the cases alone; `timed` how many durations the median is of.
    """
    last = evidence.last_worked
    worked, partly, failed = evidence.worked, evidence.partly, evidence.failed
    untold = evidence.cases - evidence.tried
    return TrackRecord(
        target=evidence.target,
        cases=evidence.cases,
        worked=worked,
        partly=partly,
        failed=failed,
        untold=untold,
        held=evidence.held,
        last=article_target(last.incident) if last is not None else None,
        last_at=last.incident.fields.earliest if last is not None else None,
        last_took=took_text(last.took) if last is not None else "",
        median_took=took_text(evidence.median_took),
        timed=timed,
        shares=_shares((("worked", worked), ("partly", partly), ("failed", failed), ("untold", untold)), of),
    )


def took_text(took: timedelta | None) -> str:
    """Say how long something took, or nothing where that is not known."""
    return spoken(took) if took is not None else ""


def timed_successes(trials: Iterable[Trial]) -> int:
    """Return of how many successes it is known how long they took."""
    return sum(trial.outcome == "worked" and trial.took is not None for trial in trials)


def article_target(article: Article[Any]) -> Target:
    """Return an article as something to link to."""
    return Target(article.id, article.path, article.title, article.kind)


def _shares(counts: Sequence[tuple[str, int]], of: int) -> tuple[Share, ...]:
    whole = max(of, sum(count for _, count in counts))
    shares, before = [], 0
    for outcome, count in counts:
        if count:
            shares.append(Share(outcome, number(before / whole * 100), number(count / whole * 100)))
            before += count
    return tuple(shares)
