"""Which verdicts changed, and when: those on an incident as it stood at earlier moments, up to that of now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf
from typing import NamedTuple

from incidentbook.announced import Windows, announced_windows
from incidentbook.articles import Article
from incidentbook.book import Book
from incidentbook.counting import chains
from incidentbook.definitions import Definition
from incidentbook.judgements import Judgement, Verdict
from incidentbook.kinds.incident.model import Incident
from incidentbook.past_reports import as_it_stood, moments_of
from incidentbook.sla import judge
from incidentbook.statistics import Measured
from incidentbook.targets import Clock

_CLOSE_ENOUGH_SECONDS = 60.0

DEFINITIONS = (
    Definition(
        "earlier-verdict",
        "Verdicts before a date",
        "What a verdict was before a date follows from the report as it is written now, without what had not come by "
        "then: milestones, reopenings, pauses and changes of severity. So a clock that was running then may have been "
        "met or missed since. What was corrected in a report since counts as if it had always stood there. A time "
        "known only to the day, month or year comes at its beginning.",
    ),
)


class Stood(NamedTuple):
    """A verdict while it stood: after `begin` and up to `end`, in POSIX seconds."""

    begin: float
    """Less than any moment where it stood already when the time that was looked at began."""
    end: float
    """Greater than any moment for the verdict of now."""
    verdict: Verdict


Histories = Mapping[tuple[str, Clock], tuple[Stood, ...]]
"""By the path of an incident and the clock: the verdicts that stood one after another, that of now last."""
_Judged = Mapping[Clock, Judgement]


def histories(book: Book, measured: Iterable[Measured], since: float, as_of: float) -> Histories:
    """Return how verdicts changed from one moment to another, both in POSIX seconds.

    `measured` are the incidents of the book as of `as_of`. Of one that is over and says nothing later than `since`
    no verdict can have changed, and there is no history; nor of one that is not counted, or that has no target.
    """
    windows, continued_by = announced_windows(book), chains(book)
    alone = replace(book, incidents=())
    found: dict[tuple[str, Clock], tuple[Stood, ...]] = {}
    for one in measured:
        begun = one.moment
        if begun is None or one.left_out or not one.judgements:
            continue
        parts = continued_by.get(one.article.path, ())
        said = moments_of(one.article.fields).union(*map(moments_of, parts))
        moments = sorted(moment for moment in said if moment >= begun)
        running = one.open or any(judgement.open_at is not None for judgement in one.judgements)
        if running or moments[-1] >= since:
            case = _Case(one.article, parts, alone, windows)
            found |= _history(case, {said.clock: said for said in one.judgements}, moments, since, as_of)
    return found


class _Case(NamedTuple):
    """An incident and the reports that continue it."""

    article: Article[Incident]
    parts: Sequence[Incident]
    book: Book
    """Services and agreements, without incidents."""
    windows: Windows

    def as_it_stood(self, moment: float) -> "_Case":
        """Return the incident as it stood before a moment at which it had begun."""
        if moment == inf:
            return self
        fields = as_it_stood(self.article.fields, moment) or self.article.fields
        parts = [stood for part in self.parts if (stood := as_it_stood(part, moment)) is not None]
        return self._replace(article=replace(self.article, fields=fields), parts=parts)

    def judged(self, moment: float) -> _Judged:
        """Return the verdicts as of a moment."""
        book = replace(self.book, incidents=(self.article, *self._continuing())) if self.parts else self.book
        return {one.clock: one for one in judge(self.article, book, self.windows, moment)}

    def _continuing(self) -> Iterator[Article[Incident]]:
        for number, part in enumerate(self.parts):
            fields = part.model_copy(update={"continues": self.article.id})  # in one step, also through others
            yield replace(self.article, path=f"{self.article.path} {number}", id="", fields=fields)


def _history(
    case: _Case, now: _Judged, moments: Sequence[float], since: float, as_of: float
) -> dict[tuple[str, Clock], tuple[Stood, ...]]:
    stood: dict[Clock, list[Stood]] = {clock: [] for clock in now}
    begins = [moment for moment in moments if moment >= since]
    if len(begins) < len(moments):
        begins = [-inf, *begins]
    for begin, end in pairwise([*begins, inf]):
        then = case.as_it_stood(end)
        first_at = max(begin, since)
        last_at = max(min(end, as_of), first_at)
        first = last = then.judged(first_at)
        if end == inf:
            last = now
        elif any(_may_turn(judgement, last_at) for judgement in first.values()):
            last = then.judged(last_at)
        for clock, verdicts in stood.items():
            at, verdict = begin, _verdict(first, clock)
            for turn, following in _turns(then, clock, first, last, (first_at, last_at)):
                verdicts.append(Stood(at, turn, verdict))
                at, verdict = turn, following
            verdicts.append(Stood(at, end, verdict))
    return {(case.article.path, clock): _joined(verdicts) for clock, verdicts in stood.items()}


def _may_turn(judgement: Judgement, until: float) -> bool:
    """Whether a verdict may become another by a moment although nothing happens: only while its clock runs."""
    runs = judgement.open_at is not None and judgement.verdict in ("running", "unknown")
    return runs and (judgement.due is None or judgement.due <= until)


def _verdict(judged: _Judged, clock: Clock) -> Verdict:
    return judged[clock].verdict if clock in judged else "unknown"


def _turns(
    case: _Case, clock: Clock, first: _Judged, last: _Judged, between: tuple[float, float]
) -> Iterator[tuple[float, Verdict]]:
    """Iterate over the moments at which a verdict became another although nothing happened, as a target ran out."""
    low, high = between
    verdict, after = _verdict(first, clock), _verdict(last, clock)
    due = first[clock].due if clock in first else None
    if verdict == "running" and after == "missed" and due is not None and low <= due <= high:
        yield due, after
        return
    while verdict != after:  # in doubt between the two where a time is coarse
        low, verdict = _end_of(verdict, case, clock, after, (low, high))
        yield low, verdict


def _end_of(
    verdict: Verdict, case: _Case, clock: Clock, after: Verdict, between: tuple[float, float]
) -> tuple[float, Verdict]:
    """Return when a verdict had become another that stands at the end of a time, or one on the way there."""
    low, high = between
    while high - low > _CLOSE_ENOUGH_SECONDS:
        middle = (low + high) / 2
        found = _verdict(case.judged(middle), clock)
        if found == verdict:
            low = middle
        else:
            high, after = middle, found
    return high, after


def _joined(verdicts: Iterable[Stood]) -> tuple[Stood, ...]:
    """Join what did not change, and leave out what did not last."""
    found: list[Stood] = []
    for one in verdicts:
        if found and found[-1].verdict == one.verdict:
            found[-1] = found[-1]._replace(end=one.end)
        elif one.begin < one.end:
            found.append(one)
    return tuple(found)
