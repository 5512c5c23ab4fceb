"""Compliance in words: how many targets were met, and how that stands to the objectives of the targets."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from incidentbook.judgements import Compliance, Judgement, compliance, objective_of
from incidentbook.statistics import Measured
from incidentbook.targets import Clock
from incidentbook.views.figures_said import ComplianceSaid, compliance_said, percent_as_written

RECENT_DAYS = 365
"""The last days, of which figures are shown beside those of all time."""
_UNLESS_MISSED = ", unless the unknown were missed"


class Below(NamedTuple):
    """Targets whose objective was not reached."""

    scope: str
    """The severity, and the service of a target of its own: `sev2, Checkout`."""
    met: int
    judged: int
    objective: str


class Cell(NamedTuple):
    """The compliance of one clock, and how it stands to what was agreed."""

    said: ComplianceSaid
    aim: str
    """Against the objective, in words; empty where there is none, or nothing was judged."""
    sure: bool
    """Whether every objective was reached, whatever is unknown."""
    below: tuple[Below, ...]
    """Where targets have different objectives: those that were not reached."""


def cell(judgements: Sequence[Judgement], names: Mapping[str, str]) -> Cell:
    """Return the compliance of judgements by one clock; `names` are those of services by what targets call them."""
    found = compliance(judgements)
    objective = objective_of(judgements)
    plain = compliance_said(found, objective)
    if objective is not None:
        sure = found.surely_reaches(objective) is True
        return Cell(plain._replace(objective=""), _aim(found, plain.objective, objective), sure, ())
    below, judged, unsure = [], False, any(one.target is None and one.verdict == "unknown" for one in judgements)
    for (scope, aim), some in _by_objective(judgements, names).items():
        counts = compliance(some)
        judged = judged or counts.share is not None
        unsure = unsure or (counts.unknown > 0 and counts.surely_reaches(aim) is None)
        if counts.reaches(aim) is False:
            below.append(Below(scope, counts.met, counts.met + counts.missed, percent_as_written(aim)))
    if below:
        return Cell(plain._replace(reached=False), "", False, tuple(below))
    reached = f"all objectives reached{_UNLESS_MISSED if unsure else ''}" if judged else ""
    return Cell(plain, reached, not unsure, ())


def _by_objective(
    judgements: Iterable[Judgement], names: Mapping[str, str]
) -> dict[tuple[str, float], list[Judgement]]:
    """Return verdicts by the severity, and the service, that their targets are for, and the objective of these."""
    found: dict[tuple[str, float], list[Judgement]] = {}
    for judgement in judgements:
        target = judgement.target
        if target is not None and target.objective is not None:
            service = names.get(target.service, target.service) if target.service is not None else ""
            scope = f"{target.severity}, {service}" if service else target.severity
            found.setdefault((scope, target.objective), []).append(judgement)
    return {key: found[key] for key in sorted(found)}


def _aim(found: Compliance, said: str, objective: float) -> str:
    reached = found.reaches(objective)
    if reached is None:
        return ""
    words = f"objective {said} {'reached' if reached else 'not reached'}"
    if found.surely_reaches(objective) is None:
        words += _UNLESS_MISSED if reached else ", unless the unknown were met"
    return words


def judged_by(clock: Clock, members: Iterable[Measured]) -> list[Judgement]:
    """Return the verdicts of incidents on one clock."""
    return [one for member in members for one in member.judgements if one.clock == clock]
