"""Severities and levels: the words and numbers of other scales, as places in that of the book."""

import re

from incidentbook.importers.converters.context import Context
from incidentbook.importers.imported import Written
from incidentbook.policies import SCALE
from incidentbook.text import shortened

# How severe, counted from 0: the words of status pages, trackers and paging services.
_WORDS = {
    "critical": 0, "blocker": 0, "emergency": 0, "highest": 0, "disaster": 0, "fatal": 0, "down": 0, "outage": 0,
    "severe": 0, "urgent": 0, "major": 1, "high": 1, "error": 1, "degraded": 1, "disrupted": 1, "medium": 2,
    "moderate": 2, "normal": 2, "average": 2, "warning": 2, "minor": 2, "low": 3, "notice": 3, "info": 3,
    "information": 3, "informational": 3, "lowest": 3, "trivial": 3, "none": 3,
}  # fmt: skip
_NUMBER = re.compile(r"(?:sev(?:erity)?|s|p|prio(?:rity)?)?[\s:_#-]*(?P<number>[0-5])\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")
_LEVELS = {
    "down": "down", "outage": "down", "major outage": "down", "full outage": "down", "unavailable": "down",
    "critical": "down", "degraded": "degraded", "disrupted": "degraded", "partial outage": "degraded",
    "partial": "degraded", "slow": "degraded", "degraded performance": "degraded", "at-risk": "at-risk",
    "at risk": "at-risk", "notice": "at-risk", "operational": "none", "none": "none", "ok": "none",
}  # fmt: skip


def severity_words(value: object, context: Context) -> Written:
    """Read `SEV-1`, `P2`, `3 - Moderate`, `Major (high impact)` as a severity of the book's scale.

    A word of the scale is that word. ValueError says so where nothing fits.
    """
    scale = context.lists.get("severity") or tuple(SCALE)
    said = "" if value is None else " ".join(str(value).split()).strip("*_` ")
    if said.lower() in {one.lower() for one in scale}:
        return next(one for one in scale if one.lower() == said.lower())
    match = _NUMBER.match(said)
    if match is not None:
        rank = max(int(match["number"]) - 1, 0)
    else:
        rank = next((_WORDS[word] for word in _WORD.findall(said.lower()) if word in _WORDS), -1)
    if rank < 0:
        raise ValueError(f"`{shortened(said)}` is not a severity that is known")
    if rank >= len(scale):
        raise ValueError(f"`{shortened(said)}` is less severe than the scale, which ends with `{scale[-1]}`")
    return scale[rank]


def level(value: object, context: Context) -> Written:  # noqa: ARG001 - every converter is given its context
    """Read how badly a service was hit: `down`, `degraded`, `at-risk` or `none`."""
    said = " ".join(str(value).lower().replace("_", " ").split())
    if said not in _LEVELS:
        raise ValueError(f"`{shortened(said)}` is not a level that is known")
    return _LEVELS[said]
