"""How well a fix is known to work: counted from confirmed incidents, and the fixes of a symptom ranked by it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from incidentbook.articles import Article
from incidentbook.graph import Graph, Occurrence, Target
from incidentbook.instants import Instant
from incidentbook.intervals import apart, within
from incidentbook.kinds.incident.model import FixOutcome, Incident


@dataclass(frozen=True)
class Trial:
    """One time a fix was tried in an incident."""

    incident: Article[Incident]
    outcome: FixOutcome | None
    took: timedelta | None
    came_back_after: timedelta | None = None
    """Until the known issue's next occurrence, when there was one."""


@dataclass(frozen=True)
class FixEvidence:
    """What is known of one fix: a known issue's, or a runbook's mitigation."""

    target: Target
    cases: int
    """Incidents with the symptom in which this was the confirmed explanation or the runbook that was followed."""
    worked: int
    partly: int
    failed: int
    held: int
    """How often it worked and the problem stayed away for the repeat window, as far as the book shows."""
    last_worked: Trial | None
    median_took: timedelta | None

    @property
    def tried(self) -> int:
        """How often its outcome is known."""
        return self.worked + self.partly + self.failed

    @property
    def score(self) -> float:
        """The share of tries in which it worked, drawn towards one half while there are few (Laplace's rule).

        A fix that partly worked counts half. An untried fix stands at 0.5, one that worked once at 0.67, one that
        failed once at 0.33: evidence lifts a fix above an untried one, and failure puts it below.
        """
        return (self.worked + self.partly / 2 + 1) / (self.tried + 2)


def trials_of_issue(occurrences: Iterable[Occurrence]) -> list[Trial]:
    """Return the tries of a known issue's fix, oldest first, each with how long the problem then stayed away."""
    ordered = list(occurrences)
    trials = []
    for position, occurrence in enumerate(ordered):
        if occurrence.incident is not None:
            until = _until_next(occurrence.at, ordered[position + 1 :])
            trials.append(Trial(occurrence.incident, occurrence.fix, occurrence.took, until))
    return trials


def _until_next(at: Instant | None, following: Iterable[Occurrence]) -> timedelta | None:
    """Return the time until the first occurrence that is later; one at the same time has not come back."""
    if at is None:
        return None
    gaps = (apart(at, later.at) for later in following if later.at is not None)
    return next((gap for gap in gaps if gap > timedelta()), None)


def weigh(target: Target, trials: list[Trial], *, repeat_window_days: int) -> FixEvidence:
    """Add up the tries of a fix, which stand oldest first."""
    worked = [trial for trial in trials if trial.outcome == "worked"]
    seconds = [trial.took.total_seconds() for trial in worked if trial.took is not None]
    return FixEvidence(
        target=target,
        cases=len(trials),
        worked=len(worked),
        partly=sum(trial.outcome == "partly" for trial in trials),
        failed=sum(trial.outcome == "failed" for trial in trials),
        held=sum(
            trial.came_back_after is None or not within(trial.came_back_after, repeat_window_days) for trial in worked
        ),
        last_worked=worked[-1] if worked else None,
        median_took=timedelta(seconds=median(seconds)) if seconds else None,
    )


def fixes_of_symptom(name: str, graph: Graph, *, repeat_window_days: int) -> list[FixEvidence]:
    """Return what explained and fixed a symptom, best evidence first.

    Only confirmed incidents that showed this very symptom count. Known issues and runbooks that merely name the
    symptom are listed too, without evidence. Order: score, then how often it worked and held, how often it was tried,
    how recently it worked, how quickly; then by name.
    """
    showing = {article.path for article in graph.incidents_by_symptom.get(name, ())}
    trials: dict[str, list[Trial]] = {issue.id: [] for issue in graph.issues_by_symptom.get(name, ())}
    trials.update({runbook.id: [] for runbook in graph.runbooks_by_symptom.get(name, ())})
    candidates = set(trials)
    for article in graph.incidents_by_symptom.get(name, ()):
        candidates |= {
            said.id for said in article.fields.known_issues if said.id in graph.occurrences and said.link == "confirmed"
        }
        candidates |= {used.id for used in article.fields.runbooks if used.id in graph.uses}
    for candidate in candidates:
        if candidate in graph.occurrences:
            tried = trials_of_issue(graph.occurrences[candidate])
            trials[candidate] = [trial for trial in tried if trial.incident.path in showing]
        elif candidate in graph.uses:
            trials[candidate] = [
                Trial(use.incident, use.use.fix, use.use.took)
                for use in reversed(graph.uses[candidate])
                if use.incident.path in showing and not use.incident.fields.counted_elsewhere
            ]
    weighed = [
        weigh(graph.targets[candidate], tried, repeat_window_days=repeat_window_days)
        for candidate, tried in trials.items()
    ]
    return sorted(weighed, key=_best_first)


def _best_first(fix: FixEvidence) -> tuple[float, int, int, float, float, str]:
    last = fix.last_worked.incident.fields.earliest if fix.last_worked is not None else None
    return (
        -fix.score,
        -fix.held,
        -fix.tried,
        -last.earliest.timestamp() if last is not None else 0.0,
        fix.median_took.total_seconds() if fix.median_took is not None else float("inf"),
        fix.target.name,
    )
