"""What tools tell as single changes, as what lasts: ends and reopenings of an incident, pauses, affected services."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from incidentbook.importers.converters.context import Context
from incidentbook.importers.converters.lookups import cleaned, service
from incidentbook.importers.converters.moments import moment, moments
from incidentbook.importers.imported import Written

_WORST_FIRST = ("down", "degraded", "at-risk", "none")
_LEVELS: Mapping[str, str] = {
    "major_outage": "down", "down": "down", "partial_outage": "degraded", "degraded_performance": "degraded",
    "degraded": "degraded", "under_maintenance": "", "operational": "", "": "",
}  # fmt: skip


def first_end(value: object, context: Context) -> str:
    """Read `{opened: [times], ended: [times]}`: the first end, if it is not later than the first reopening."""
    opened, ended = _changes(value, context)
    return next((end for end in ended if not opened or end <= opened[0]), "")


def reopenings(value: object, context: Context) -> Written:
    """Read `{opened: [times], ended: [times], end: resolved}`: when it came back, and its first end after each."""
    opened, ended = _changes(value, context)
    milestone = cleaned(_object(value).get("end") or "resolved")
    said: list[Written] = []
    for at, following in pairwise([*opened, "9999"]):
        end = next((one for one in ended if at <= one <= following), "")
        said.append({"at": at, milestone: end} if end else {"at": at})
    return said


def holds(value: object, context: Context) -> Written:
    """Read changes of a state as pauses.

    `{states: [{at, from, to}], reasons: [{at, to}], held: "3", words: {"1": Awaiting caller}}`: it waits from a change
    to the state `held` until the next change from it; the reason is the last that was given until then.
    """
    told = _object(value)
    held, words = cleaned(told.get("held") or ""), _object(told.get("words") or {})
    states = sorted(((moment(one.get("at") or "", context), one) for one in _objects(told.get("states"))), key=_first)
    reasons = sorted(((moment(one.get("at") or "", context), one) for one in _objects(told.get("reasons"))), key=_first)
    pauses: list[Written] = []
    begun = ""
    for at, change in states:
        if cleaned(change.get("to") or "") == held:
            begun = begun or at
        elif begun and at:
            pauses.append({"from": begun, "to": at, "why": _reason(reasons, at, words)})
            begun = ""
    if begun:
        pauses.append({"from": begun, "why": _reason(reasons, "9999", words)})
    return pauses


def affected(value: object, context: Context) -> Written:
    """Read `[{name, status}]`, a part again each time it changed, as services with the worst level they had."""
    levels: dict[str, set[str]] = {}
    for one in _objects(value):
        if one.get("name") is not None and (key := service(one["name"], context)):
            levels.setdefault(key, set()).add(_LEVELS.get(cleaned(one.get("status") or ""), ""))
    said: list[Written] = []
    for key, had in levels.items():
        worst = next((level for level in _WORST_FIRST if level in had), "")
        said.append({"id": key, "level": worst} if worst else key)
    return said


def _reason(reasons: list[tuple[str, dict[str, Any]]], until: str, words: dict[str, Any]) -> str:
    given = [cleaned(one.get("to") or "") for at, one in reasons if at <= until and one.get("to")]
    return cleaned(words.get(given[-1], given[-1])) if given else ""


def _first(pair: tuple[str, object]) -> str:
    return pair[0]


def _changes(value: object, context: Context) -> tuple[list[str], list[str]]:
    told = _object(value)
    return moments(told.get("opened") or [], context), moments(told.get("ended") or [], context)


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("an object")
    return value


def _objects(value: object) -> list[dict[str, Any]]:
    if not isinstance(value or [], list):
        raise TypeError("a list")
    return [_object(one) for one in value or []] if isinstance(value, list) else []
