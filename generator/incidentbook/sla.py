"""Whether response and resolution targets were met: the verdict on each clock of an incident, and how many held."""

import weakref
from datetime import UTC
from functools import reduce
from math import inf
from typing import NamedTuple

from incidentbook.announced import Windows, excused
from incidentbook.articles import Article
from incidentbook.book import Book
from incidentbook.clock_runs import Pausing, Run, Used, run_of, used_of
from incidentbook.counting import Chains, chains, left_out
from incidentbook.instants import Instant
from incidentbook.judgements import VERDICTS, Compliance, Judgement, Verdict, compliance, instant_of, objective_of
from incidentbook.kinds.incident.model import Incident
from incidentbook.policies import Policy, Target
from incidentbook.spans import Span, common
from incidentbook.targets import CLOCKS, Clock, Harm, Targets, harms_of, seconds_of, severities_at, targets_of

__all__ = [
    "CLOCKS", "VERDICTS", "Clock", "Compliance", "Judgement", "Verdict",
    "compliance", "judge", "objective_of",
]  # fmt: skip

_ANNOUNCED = ""  # the reason of rests in announced maintenance, until it is named; every other has words
_ENDS = frozenset(("mitigated", "resolved", "closed"))
# Of several targets that bind, the one that fared worst is shown.
_WORST_FIRST: tuple[Verdict, ...] = ("missed", "unknown", "running", "excluded", "met")


class _Ground(NamedTuple):
    """What judging the incidents of a book shares."""

    policy: Policy
    targets: Targets
    chains: Chains
    windows: Windows
    maintenance_ids: dict[str, str]
    """By path."""
    announced: dict[tuple[Harm, ...], tuple[Pausing, ...]]
    """When all that services suffered had been announced, in order of time; filled as it is asked for."""


_latest: dict[int, tuple["weakref.ref[Book]", _Ground]] = {}


def _ground_of(book: Book, windows: Windows) -> _Ground:
    """Return what the incidents of a book share; that of the latest book is kept, as long as the book lives."""
    reference, ground = _latest.get(id(book), (None, None))
    if reference is None or ground is None or reference() is not book or ground.windows is not windows:
        ids = {article.path: article.id for article in book.maintenance} if windows else {}
        ground = _Ground(book.policy, targets_of(book), chains(book), windows, ids, {})
        _latest.clear()
        _latest[id(book)] = (weakref.ref(book), ground)
    return ground


class _Case(NamedTuple):
    """An incident, with what both of its clocks need."""

    incident: Incident
    parts: tuple[Incident, ...]
    left_out: str
    harms: tuple[Harm, ...]
    services: tuple[str, ...]
    moments: tuple[float, ...]
    """At which it may have been detected, as far as that makes a difference to its targets."""
    announced: tuple[Pausing, ...]
    as_of: float


def judge(article: Article[Incident], book: Book, windows: Windows, as_of: float) -> tuple[Judgement, ...]:
    """Return the verdict on each clock of an incident for which there is a target; `as_of` is a POSIX timestamp.

    `windows` are the announced ones of the book; give the same object for all incidents of a book.
    """
    ground = _ground_of(book, windows)
    if not ground.targets.clocks:
        return ()
    incident = article.fields
    harms = harms_of(incident, book)
    detected = incident.times.detected or incident.earliest
    case = _Case(
        incident=incident,
        parts=ground.chains.get(article.path, ()),
        left_out=left_out(incident),
        harms=harms,
        services=tuple(dict.fromkeys(harm.service for harm in harms)),
        moments=ground.targets.moments(detected) if detected is not None else (inf,),
        announced=_announced_for(harms, ground) if windows else (),
        as_of=as_of,
    )
    judged = (_judged(clock, case, ground) for clock in CLOCKS if clock in ground.targets.clocks)
    return tuple(judgement for judgement in judged if judgement is not None)


def _announced_for(harms: tuple[Harm, ...], ground: _Ground) -> tuple[Pausing, ...]:
    if harms not in ground.announced:
        each = [excused(ground.windows, *harm) for harm in harms]
        spans = reduce(common, each) if each else ()
        ground.announced[harms] = tuple(Pausing(span, span, _ANNOUNCED) for span in spans)
    return ground.announced[harms]


def _maintenance_in(span: Span, case: _Case, ground: _Ground) -> str:
    """Name what was announced for a time; looked up for the few times that need it, not for every window there is."""
    paths = {
        window.path
        for harm in case.harms
        for window in ground.windows.get(harm.service, ())
        if window.span.start < span.end and window.span.end > span.start and excused({harm.service: (window,)}, *harm)
    }
    return f"announced maintenance {' and '.join(sorted(ground.maintenance_ids.get(path, path) for path in paths))}"


def _judged(clock: Clock, case: _Case, ground: _Ground) -> Judgement | None:
    pair = ground.policy.clocks.response if clock == "response" else ground.policy.clocks.resolution
    run = run_of(case.incident, pair.from_, pair.to, case.parts)
    severities = _severities(clock, case.incident, run)
    known = [
        ground.targets.in_force(clock, severity, case.services, moment)
        for severity in severities or ground.policy.severities
        for moment in case.moments
    ]
    if not any(known):
        return None
    if not severities:
        return _without_target(clock, run, case, "the severity is missing")
    if len(known) == len(known[0]) == 1:
        return _against(known[0][0], clock, run, case, ground)
    alternatives = [
        min((_against(target, clock, run, case, ground) for target in binding), key=_worst_first) if binding else None
        for binding in known
    ]
    judged = [one for one in alternatives if one is not None]
    if len(judged) < len(alternatives) or len({one.verdict for one in judged}) > 1:
        return _without_target(clock, run, case, _which_target(case, run, severities))
    return min(judged, key=_worst_first)


def _severities(clock: Clock, incident: Incident, run: Run) -> tuple[str, ...]:
    """Return the severities that may decide: for the response the one in force then, else the final one."""
    if clock == "response" and run.end_at is not None and incident.severity_history:
        return severities_at(incident, run.end_at)
    if incident.severity is None and incident.severity_history:
        return (max(incident.severity_history, key=lambda change: change.at.latest).severity,)
    return (incident.severity,) if incident.severity is not None else ()


def _worst_first(judgement: Judgement) -> tuple[int, float, float]:
    due = judgement.due if judgement.due is not None else inf
    return _WORST_FIRST.index(judgement.verdict), due, judgement.target_seconds or 0.0


def _which_target(case: _Case, run: Run, severities: tuple[str, ...]) -> str:
    reasons = []
    if len(severities) > 1:
        reasons.append(f"the severity changed at about the time when it was {run.end}")
    if len(case.moments) > 1:
        reasons.append(f"targets changed in the time that may be when it was {_detected(case.incident)}")
    return f"it is not known which target was in force: {' and '.join(reasons)}"


def _detected(incident: Incident) -> str:
    return "detected" if incident.times.detected is not None else "first noted"


def _without_target(clock: Clock, run: Run, case: _Case, why: str) -> Judgement:
    return Judgement(
        clock=clock, verdict="excluded" if case.left_out else "unknown", target=None, target_seconds=None,
        hours="always", least_seconds=0.0, most_seconds=None, due=None, why=case.left_out or why,
        start=run.start, end=run.end, start_at=run.start_at, end_at=run.end_at,
        notes=(run.note,) if run.note else (),
    )  # fmt: skip


def _against(target: Target, clock: Clock, run: Run, case: _Case, ground: _Ground) -> Judgement:
    """Judge a run by one target."""
    seconds = seconds_of(target, clock) or 0.0
    notes = _notes(target, run, case.incident)
    why = case.left_out or run.missing or _impossible(case.incident, run)
    if why:
        return Judgement(
            clock=clock, verdict="excluded" if case.left_out else "unknown", target=target, target_seconds=seconds,
            hours=target.hours, least_seconds=0.0, most_seconds=None, due=None, why=why,
            start=run.start, end=run.end, start_at=run.start_at, end_at=run.end_at, notes=notes,
        )  # fmt: skip
    used = used_of(run, case.announced, ground.policy.hours(target.hours), seconds, case.as_of)
    verdict, why = _verdict(used, seconds, run)
    if verdict == "excluded" and used.excused is not None:
        why = f"within {_maintenance_in(used.excused, case, ground)}"
    return Judgement(
        clock=clock, verdict=verdict, target=target, target_seconds=seconds, hours=target.hours,
        least_seconds=used.least_seconds, most_seconds=None if run.pending else used.most_seconds, due=used.due,
        why=why, start=run.start, end=run.end, start_at=run.start_at, end_at=run.end_at,
        rests=tuple(
            rest if rest.why != _ANNOUNCED else rest._replace(why=_maintenance_in(rest.span, case, ground))
            for rest in used.rests
        ),
        notes=notes, open_at=case.as_of if run.pending else None, counted=used.counted,
    )  # fmt: skip


def _impossible(incident: Incident, run: Run) -> str:
    """Say why the times of a run cannot be right: a mistake, which is reported as one, earns no verdict."""
    started = incident.times.started
    if run.end not in _ENDS or run.end_at is None or started is None or run.end_at.latest >= started.earliest:
        return ""
    return f"{run.end} is before started"


def _verdict(used: Used, target_seconds: float, run: Run) -> tuple[Verdict, str]:
    if used.excused is not None and not run.pending:
        return "excluded", "announced"
    if used.least_seconds > target_seconds:
        return "missed", _still_open("was due", used, run) if run.pending else ""
    if used.most_seconds > target_seconds:
        return "unknown", _doubts(used, run)
    return ("running", _still_open("due", used, run)) if run.pending else ("met", "")


def _still_open(due: str, used: Used, run: Run) -> str:
    if used.due is not None and run.start_at is not None:
        return f"still open, {due} {instant_of(used.due, run.start_at.earliest.tzinfo or UTC)}"
    if doubts := _doubts(used, run):
        return f"still open, and {doubts}"
    return "still open, and its clock rests" if used.rests else "still open, and never due"


def _doubts(used: Used, run: Run) -> str:
    """Say which times are too coarse."""
    times = ((run.start, run.start_at), (run.end, run.end_at))
    doubts = [_coarse(name, at) for name, at in times if at is not None and not at.exact]
    doubts += [f"it is not known exactly how long it rested: {pausing.why}" for pausing in used.doubtful]
    return " and ".join(doubts)


def _coarse(name: str, at: Instant) -> str:
    return f"{name} may be either {at}" if at.has_clock else f"{name} is known to the {at.precision} only"


def _notes(target: Target, run: Run, incident: Incident) -> tuple[str, ...]:
    """Say what stands in for what, and which target it is where that does not go without saying."""
    notes = [run.note] if run.note else []
    if target.severity != incident.severity and incident.severity is not None:
        notes.append(
            f"judged as {target.severity}, in force when it was {run.end}; in the end it was {incident.severity}"
        )
    if target.service is not None or target.from_ is not None:
        of_service = f" of {target.service}" if target.service is not None else ""
        since = f", in force since {target.from_}" if target.from_ is not None else ""
        notes.append(f"target for {target.severity}{of_service}{since}")
    return tuple(notes)
