"""What is said of an article that pasted text matches, and the same for a machine."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from incidentbook.evidence import FixEvidence
from incidentbook.facets import Facets
from incidentbook.fixes import FixHeld
from incidentbook.happening_now import OpenIncident
from incidentbook.kinds import KINDS
from incidentbook.matching import Entry
from incidentbook.templating import address_of
from incidentbook.terms import terms
from incidentbook.views.contacts import Contact
from incidentbook.views.incident_list import iso_date
from incidentbook.ways_out import WayOut

_FIELDS = {"signature": "signatures", "alert": "alerts", "id": "id"}


@dataclass(frozen=True)
class Result:
    """An entry, and what is said about it."""

    entry: Entry
    facets: Facets
    asked: frozenset[str]
    """Terms of what was pasted."""
    file: str
    """Where it can be read, as a terminal here finds it."""
    owner: str
    contacts: tuple[Contact, ...]
    open: tuple[OpenIncident, ...]
    """Open incidents of the same known issue or services."""
    back: FixHeld | None = None
    """The latest fix after which it came back."""

    @property
    def way(self) -> WayOut | None:
        """The way out with the best evidence."""
        return self.entry.ways_out[0] if self.entry.ways_out else None

    @property
    def evidence(self) -> FixEvidence | None:
        """How the way out has done."""
        return self.way.evidence if self.way is not None else None

    @property
    def name(self) -> str:
        """What people call it: an ID, or what it is and its title."""
        found = self.entry.found
        kind = KINDS.get(found.kind)
        if kind is not None and kind.id_prefix is not None:
            return found.id
        return f"the {kind.singular.lower() if kind is not None else found.kind} “{found.title}”"

    @property
    def fields(self) -> list[str]:
        """The fields of the article that match."""
        certain = [_FIELDS[reason.how] for reason in self.entry.reasons if reason.how in _FIELDS]
        by_words = [name for name, text in self.entry.found.fields.items() if not self.asked.isdisjoint(terms(text))]
        return list(dict.fromkeys([*certain, *by_words]))


def matches_json(results: Iterable[Result]) -> str:
    """Write results as a JSON list of objects."""
    return json.dumps([_values(result) for result in results], indent=2, ensure_ascii=False)


def _values(result: Result) -> dict[str, Any]:
    entry, found, way = result.entry, result.entry.found, result.way
    evidence = result.evidence
    placed = next((reason for reason in entry.reasons if reason.text), None)
    signature = next((reason for reason in entry.reasons if reason.how == "signature"), None)
    counts = ("worked", "partly", "failed", "tried")
    return {
        "id": found.id,
        "kind": found.kind,
        "title": found.title,
        "path": found.path,
        "url": address_of(found.path),
        "score": entry.score,
        "fields": result.fields,
        "reason": entry.reasons[0].how,
        "reasons": [reason._asdict() | {"line": reason.line or None} for reason in entry.reasons],
        "signature": signature.said if signature is not None else None,
        "line": (placed.line or None) if placed is not None else None,
        "text": placed.text if placed is not None else None,
        "fix": way.text if way is not None else None,
        "fix_from": way.target.name if way is not None else None,
        "commands": list(way.commands) if way is not None else [],
        **{count: getattr(evidence, count) if evidence is not None else 0 for count in counts},
        "last": _last(evidence),
        "came_back": _back(result.back),
        "status": result.facets.status or None,
        "superseded_by": entry.instead.name if entry.instead is not None else None,
        "services": list(entry.services),
        "owner": result.owner or None,
        "contacts": [
            {"label": contact.label, "text": contact.said, "url": contact.address} for contact in result.contacts
        ],
        "open": [_open(one) for one in result.open],
    }


def _last(evidence: FixEvidence | None) -> dict[str, Any] | None:
    if evidence is None or evidence.last_worked is None:
        return None
    incident, took = evidence.last_worked.incident, evidence.last_worked.took
    return {
        "id": incident.id,
        "url": address_of(incident.path),
        "date": iso_date(incident.fields.earliest) if incident.fields.earliest is not None else None,
        "took_minutes": took.total_seconds() / 60 if took is not None else None,
    }


def _back(held: FixHeld | None) -> dict[str, Any] | None:
    if held is None or held.back is None:
        return None
    return {
        "fixed": iso_date(held.fix.at) if held.fix.at is not None else None,
        "days": held.days,
        "times": held.times,
        "id": held.back.incident.id if held.back.incident is not None else None,
    }


def _open(one: OpenIncident) -> dict[str, Any]:
    fields = one.incident.fields
    return {
        "id": one.incident.id,
        "title": one.incident.title,
        "url": address_of(one.incident.path),
        "severity": fields.severity,
        "status": fields.state,
        "since": str(fields.earliest) if fields.earliest is not None else None,
        "because": one.because,
    }
