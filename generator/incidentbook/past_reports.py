"""The report of an incident as it stood before a moment: what came later is taken out of it."""

from collections.abc import Iterator
from typing import Any

from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import MILESTONES, Incident


def moments_of(incident: Incident) -> frozenset[float]:
    """Return all moments from which on a report of an incident says more, in POSIX seconds."""
    return frozenset(_begin(at) for at in _instants(incident))


def as_it_stood(incident: Incident, moment: float) -> Incident | None:
    """Return an incident without what came at or after a moment, in POSIX seconds; None if it had not begun.

    What says nothing of when it was written stays: services, impact, known issues. A status that stands beside
    milestones which had not come is read from those that had.
    """
    if all(_begin(at) < moment for at in _instants(incident)):
        return incident

    def came(at: Instant | None) -> Instant | None:
        return at if at is not None and _begin(at) < moment else None

    times = incident.times
    update: dict[str, Any] = {name: came(getattr(times, name)) for name in MILESTONES}
    if not any(update.values()):
        return None
    update["paused"] = tuple(
        pause.model_copy(update={"to": came(pause.to)}) for pause in times.paused if came(pause.from_)
    )
    return incident.model_copy(
        update={
            "status": None,
            "times": times.model_copy(update=update),
            "reopened": tuple(
                back.model_copy(update={"mitigated": came(back.mitigated), "resolved": came(back.resolved)})
                for back in incident.reopened
                if came(back.at)
            ),
            **_severity(incident, moment),
        }
    )


def _severity(incident: Incident, moment: float) -> dict[str, Any]:
    """Return the severity of then, which a history of changes tells."""
    history = sorted(incident.severity_history, key=lambda change: _begin(change.at))
    kept = tuple(change for change in history if _begin(change.at) < moment)
    if len(kept) == len(history):
        return {}
    return {"severity": (kept[-1] if kept else history[0]).severity, "severity_history": kept}


def _instants(incident: Incident) -> Iterator[Instant]:
    times = incident.times
    for _, at in times.milestones():
        yield at
    for pause in times.paused:
        yield pause.from_
        if pause.to is not None:
            yield pause.to
    for back in incident.reopened:
        yield back.at
        yield from (at for at in (back.mitigated, back.resolved) if at is not None)
    yield from (change.at for change in incident.severity_history)


def _begin(at: Instant) -> float:
    return at.earliest.timestamp()
