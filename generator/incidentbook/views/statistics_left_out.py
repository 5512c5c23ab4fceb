"""What is not in the statistics, and why."""

from collections import defaultdict
from typing import NamedTuple

from incidentbook.durations import Preference
from incidentbook.graph import Target
from incidentbook.kinds.incident.model import Incident
from incidentbook.statistics import Measured, Statistics
from incidentbook.views.track_record import article_target

MOST_NAMED = 12

SOURCES: dict[Preference, str] = {
    "derived": "Durations are derived from milestones alone.",
    "stated": "Durations are those that people stated.",
    "derived-first": "Durations are derived from milestones, and taken as stated where these give none.",
}
_REASONS = {
    "duplicate": ("second report of an incident", "second reports of incidents"),
    "continuation": ("part of an incident, which it continues", "parts of incidents, which they continue"),
    "near-miss": ("near miss that impaired no service", "near misses that impaired no service"),
    "security": ("security report that impaired no service", "security reports that impaired no service"),
    "undated": ("report without a date", "reports without a date"),
}


class LeftOut(NamedTuple):
    """Reports that are in no figure for the same reason."""

    reports: int
    reason: str
    named: tuple[Target, ...]
    """The newest of them."""


def left_out(statistics: Statistics) -> tuple[LeftOut, ...]:
    """Return what is left out, by reason."""
    found: dict[str, list[Measured]] = defaultdict(list)
    for one in reversed(statistics.left_out):
        found[_reason(one.article.fields)].append(one)
    return tuple(
        LeftOut(
            len(found[reason]),
            single if len(found[reason]) == 1 else several,
            tuple(article_target(one.article) for one in found[reason][:MOST_NAMED]),
        )
        for reason, (single, several) in _REASONS.items()
        if reason in found
    )


def _reason(incident: Incident) -> str:
    if incident.duplicate_of is not None:
        return "duplicate"
    if incident.continues is not None:
        return "continuation"
    return "undated" if incident.earliest is None else incident.type
