"""What keeps coming back: how often and how far apart a known issue occurs, what that costs, whether its fixes hold;
the repeat rate of incidents; and reports that may be occurrences nobody has confirmed.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal, NamedTuple

from incidentbook.articles import Article
from incidentbook.book import Book
from incidentbook.counting import chains, counted
from incidentbook.definitions import Definition
from incidentbook.durations import Preference, duration_of
from incidentbook.fixes import FixHeld, held
from incidentbook.graph import Graph, Occurrence, Target
from incidentbook.instants import Instant
from incidentbook.intervals import Interval, apart, intervals_of, trend_of, within
from incidentbook.kinds.incident.model import Incident
from incidentbook.kinds.known_issue.model import Fix
from incidentbook.signatures import SHORTEST, Match, Signatures


class Cost(NamedTuple):
    """How long an occurrence kept users from working: so long, or at least so long."""

    least_seconds: float
    exact: bool


Lost = Callable[[Article[Incident]], Cost | None]
"""What an incident cost, where anything is known of it."""

DEFINITIONS = (
    Definition(
        "occurrence",
        "Occurrence",
        "An incident that is confirmed as a case of a known issue, or an entry in that issue's `occurrences`, which "
        "has no report of its own and is marked so. Duplicates and continuations are no further occurrences, and "
        "suspected links are shown and never counted. An incident that came back within itself (`reopened`) is one "
        "occurrence.",
    ),
    Definition(
        "recurrence",
        "Recurrence",
        "Every occurrence of a known issue after its first. An incident that is a case of two known issues is an "
        "occurrence of both, so that counts and hours do not add up over known issues.",
    ),
    Definition(
        "hours-lost",
        "Hours lost",
        "The time to mitigate of a known issue's incidents and the `lasted` of its occurrences without a report, added "
        "up. Where an incident only gives a range or a lower bound, as when its start is not known, the shortest time "
        "that it allows is added; the sum is exact if all of it is, and “at least” so long otherwise, with of how many "
        "occurrences the time is known exactly beside it. The time to resolve does not stand in: it goes on after "
        "users can work again. A near miss or security report that impaired no service lost nothing. Hours in which "
        "two incidents overlap are counted for each.",
    ),
    Definition(
        "repeat-rate",
        "Repeat rate",
        "The share of a period's counted incidents that are a case of a known issue whose occurrence before it, with a "
        "report or without, began at most {repeat_window_days} days earlier; exactly so many is within. Both count "
        "from their beginning, as intervals do. Beside it "
        "stands how many incidents have no confirmed known issue, and so cannot be repeats, and of how many the review "
        "is not finished: the rate may be higher by these.",
    ),
    Definition(
        "suggested-occurrence",
        "Suggested occurrences",
        "Incidents without a confirmed known issue in whose title or text a line has a signature of a known issue or "
        "of its symptoms. `<*>` in it stands for anything within the line; upper and lower case of A to Z and the "
        f"amount of white space do not matter. Signatures with fewer than {SHORTEST} letters or digits between two "
        "`<*>` suggest nothing. A suggestion is for a person to confirm and is in no figure; issues that the report "
        "itself suspects already are not suggested again.",
    ),
)


@dataclass(frozen=True, slots=True)
class IssueRecurrence:
    """How one known issue keeps coming back."""

    count: int
    unreported: int
    """Of these, how many have no report of their own."""
    undated: int
    intervals: tuple[Interval, ...]
    """Between the dated ones, oldest first."""
    trend: str
    """Whether they get shorter or longer; nothing where there are too few."""
    last: Instant | None
    lost_seconds: float
    """What it cost: at least so much, unless it is known exactly of every occurrence."""
    lost_known: int
    """Of how many occurrences it is known exactly."""
    lost_bounded: int
    """Of how many others only that it was no less than what was added."""
    fixes: tuple[FixHeld, ...]

    @property
    def reported(self) -> int:
        """How many have a report."""
        return self.count - self.unreported

    @property
    def intervals_days(self) -> tuple[int, ...]:
        """The intervals in full days, oldest first."""
        return tuple(interval.days for interval in self.intervals)

    @property
    def median_days(self) -> float | None:
        """The interval in the middle."""
        return median(self.intervals_days) if self.intervals else None

    @property
    def shortest_days(self) -> int | None:
        """The shortest interval."""
        return min(self.intervals_days, default=None)


def recurrences(book: Book, graph: Graph, lost: Lost) -> dict[str, IssueRecurrence]:
    """Return how every known issue keeps coming back, by its ID; `lost` as from `time_lost`."""
    made = {issue.id: issue.fields.fixes for issue in reversed(book.known_issues)}
    return {name: recurrence_of(graph.occurrences.get(name, ()), made[name], lost) for name in sorted(made)}


def top(
    found: Mapping[str, IssueRecurrence], by: Literal["count", "lost"] = "count"
) -> list[tuple[str, IssueRecurrence]]:
    """Return the known issues that came back at all, the most often or most costly first, equal ones by ID."""
    again = [(name, one) for name, one in found.items() if one.count > 1]
    return sorted(
        again, key=lambda pair: (-pair[1].count if by == "count" else -pair[1].lost_seconds, -pair[1].count, pair[0])
    )


def recurrence_of(occurrences: Sequence[Occurrence], made: Iterable[Fix], lost: Lost) -> IssueRecurrence:
    """Return how a known issue keeps coming back; its occurrences stand oldest first."""
    dated = [one.at for one in occurrences if one.at is not None]
    between = intervals_of(dated)
    costs = [cost for one in occurrences if (cost := cost_of(one, lost)) is not None]
    exact = sum(cost.exact for cost in costs)
    return IssueRecurrence(
        count=len(occurrences),
        unreported=sum(one.incident is None for one in occurrences),
        undated=len(occurrences) - len(dated),
        intervals=between,
        trend=trend_of(between),
        last=dated[-1] if dated else None,
        lost_seconds=sum(cost.least_seconds for cost in costs),
        lost_known=exact,
        lost_bounded=len(costs) - exact,
        fixes=tuple(held(fix, occurrences) for fix in made),
    )


def time_lost(book: Book, preference: Preference) -> Lost:
    """Return what says how long users were impaired by an incident: its time to mitigate, stated or derived as the
    setting has it. One that impaired no service lost nothing.
    """
    continued = chains(book)

    def lost(article: Article[Incident]) -> Cost | None:
        if not counted(article.fields):
            return Cost(0.0, exact=True)
        found = duration_of(article.fields, "ttm", preference, continued.get(article.path, ()))
        return Cost(found.least_seconds, found.exact_seconds is not None) if found is not None else None

    return lost


def cost_of(occurrence: Occurrence, lost: Lost) -> Cost | None:
    """Return what an occurrence cost, whether it has a report or not, where anything is known of it."""
    if occurrence.incident is not None:
        return lost(occurrence.incident)
    return Cost(occurrence.lasted.total_seconds(), exact=True) if occurrence.lasted is not None else None


class Repeats(NamedTuple):
    """Incidents by path: those with a confirmed known issue, and among them the repeats."""

    linked: frozenset[str]
    repeated: frozenset[str]


@dataclass(frozen=True, slots=True)
class RepeatRate:
    """How many of some incidents are repeats, and how much of that is unknown."""

    incidents: int
    repeats: int
    unlinked: int
    """Without a confirmed known issue."""
    unreviewed: int
    """Whose review is not finished, or was never begun."""

    @property
    def share(self) -> float | None:
        """The repeat rate, from 0 to 1; None of no incidents."""
        return self.repeats / self.incidents if self.incidents else None


def repeats_of(graph: Graph, repeat_window_days: int) -> Repeats:
    """Return which incidents are repeats: whose occurrence before them began no longer ago than the window."""
    linked, repeated = set(), set()
    for occurrences in graph.occurrences.values():
        previous: Instant | None = None
        for one in occurrences:
            if one.incident is not None:
                linked.add(one.incident.path)
                if previous and one.at and within(apart(previous, one.at), repeat_window_days):
                    repeated.add(one.incident.path)
            previous = one.at or previous
    return Repeats(frozenset(linked), frozenset(repeated))


def repeat_rate(incidents: Iterable[Article[Incident]], repeats: Repeats) -> RepeatRate:
    """Return the repeat rate of incidents; those that are not counted are left out."""
    some = [article for article in incidents if counted(article.fields)]
    return RepeatRate(
        incidents=len(some),
        repeats=_in(repeats.repeated, some),
        unlinked=len(some) - _in(repeats.linked, some),
        unreviewed=sum(article.fields.review is None or article.fields.review.state != "reviewed" for article in some),
    )


def _in(paths: Collection[str], articles: Iterable[Article[Incident]]) -> int:
    return sum(article.path in paths for article in articles)


class Suggestion(NamedTuple):
    """An incident that may be an occurrence of a known issue, by what its text says. It is in no figure."""

    incident: Article[Incident]
    issue: Target
    signature: str
    line: int
    """The line of its file, from 1; 0 for its title."""
    text: str
    """That line."""


def suggestions(book: Book, graph: Graph) -> tuple[Suggestion, ...]:
    """Return suggestions, newest incident first, then by known issue; each pair once, with the first line that says it.

    Incidents with a confirmed known issue have none, and those that are counted elsewhere.
    """
    issues: dict[str, dict[str, None]] = {}
    for name, symptoms in graph.symptoms_by_issue.items():
        for symptom in symptoms:
            for signature in symptom.signatures:
                issues.setdefault(signature, {})[name] = None
    known = Signatures(issues)
    if not len(known):
        return ()
    linked = {one.incident.path for some in graph.occurrences.values() for one in some if one.incident is not None}
    found = []
    for article in book.incidents:
        if article.path in linked or article.fields.counted_elsewhere:
            continue
        seen = {said.id for said in article.fields.known_issues}
        for match in signatures_in(article, known):
            for name in issues[match.signature]:
                if name not in seen:
                    seen.add(name)
                    found.append(Suggestion(article, graph.targets[name], match.signature, match.line, match.text))
    return tuple(sorted(found, key=_newest_first))


def signatures_in(article: Article[Incident], known: Signatures) -> tuple[Match, ...]:
    """Return which signatures the title and text of a report have, in order of place, with the lines of its file.

    It depends on the report and the signatures alone, and may be remembered by their two digests.
    """
    title = " ".join(article.title.split())
    before_body = article.body_line - 2  # the title is line 1 of what is searched, and the first of the body line 2
    return tuple(
        match._replace(line=match.line + before_body if match.line > 1 else 0)
        for match in known.found_in(f"{title}\n{article.body}")
    )


def _newest_first(suggestion: Suggestion) -> tuple[float, str, str]:
    at = suggestion.incident.fields.earliest
    moment = -at.earliest.timestamp() if at is not None else float("inf")
    return moment, suggestion.incident.path, suggestion.issue.name
