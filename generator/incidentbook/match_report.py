"""What pasted text matches, on a terminal or for a machine."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import click

from incidentbook.evidence import FixEvidence
from incidentbook.facets import Facets
from incidentbook.fixes import FixHeld
from incidentbook.happening_now import OpenIncident
from incidentbook.kinds import KINDS
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.matching import Entry, Reason
from incidentbook.results import wrapped
from incidentbook.signatures import GAP
from incidentbook.templating import address_of
from incidentbook.terms import terms
from incidentbook.text import CONTROL, listed
from incidentbook.views.contacts import Contact
from incidentbook.views.incident_list import iso_date
from incidentbook.ways_out import WayOut
from incidentbook.written_durations import spoken

_INDENT = "  "
_WIDEST = 100
"""Columns of prose: longer lines are hard to read."""
_MOST_LINES = 3
"""Of what was pasted."""
_MOST_OPEN = 5
_FIX_LINES = 60
_BEFORE = 12
"""Columns of a long line that are left before what matches."""
_FIELDS = {"signature": "signatures", "alert": "alerts", "id": "id"}
_NOUNS = {"workaround": "workaround", "permanent-fix": "permanent fix", "mitigation": "mitigation"}


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
    def own_evidence(self) -> FixEvidence | None:
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
    evidence = result.own_evidence
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


class Report(NamedTuple):
    """What is written for a person."""

    results: Sequence[Result]
    total: int
    open: Sequence[OpenIncident]
    width: int

    @property
    def prose(self) -> int:
        """Columns of prose."""
        return max(min(self.width, _WIDEST), 40)


def matches_text(report: Report) -> str:
    """Write results for a person: the answer first, then what to do, whom to ask, and what else it may be."""
    certain = [result for result in report.results if result.entry.certain]
    resembling = report.results[len(certain) :]
    lines: list[str] = []
    if certain:
        lines += _first(certain[0], report)
        if len(certain) > 1:
            lines += ["", click.style("It also matches", bold=True)]
            for result in certain[1:]:
                lines += _short(result, report)
    else:
        same = bool(resembling) and resembling[0].entry.reasons[0].how == "phrase"
        said = "What you pasted stands word for word in" if same else "By their words these are the nearest"
        lines += _said(f"No signature, alert or ID in it is known. {said}:", report, bold=True)
        lines += _open_lines(report)
    if resembling:
        lines += ["", click.style("Similar by its words", bold=True)] if certain else [""]
        for result in resembling:
            lines += _short(result, report)
    if report.total > len(report.results):
        lines += ["", f"{len(report.results):,} of {report.total:,}; --limit {report.total} shows all."]
    return "\n".join(lines)


def _first(result: Result, report: Report) -> Iterator[str]:
    yield from _said(answer(result), report, bold=True)
    yield ""
    yield from _pasted_lines(result.entry.reasons, report)
    yield f"{_INDENT}{click.style(_clean(result.file), dim=True)}"
    yield from _open_lines(report)
    if result.way is not None:
        yield from _way_lines(result.way, result, report)
    elif isinstance(_fields(result), KnownIssue):
        yield ""
        yield from _said("No way out is written down for it yet. Whoever finds one, please add it.", report)
    yield from _after(result, report)


def answer(result: Result) -> str:
    """Return in two sentences what matches, and how its fix has done."""
    entry, first = result.entry, result.entry.reasons[0]
    where = f"line {first.line}" if first.line else "it"
    if first.how == "signature":
        said = f"{result.name} matches {'on ' if first.line else ''}{where}"
    elif first.how == "alert":
        said = f"{result.name} is known for the alert {first.said}"
    elif first.how == "supersedes":
        said = f"{result.name}, which supersedes {first.said}, matches {'on ' if first.line else ''}{where}"
    else:
        said = f"{result.name} is named in it"
    said = said[:1].upper() + said[1:]
    title = "" if entry.found.title in result.name else f": {entry.found.title}"
    ends = "" if title.endswith((".", "!", "?")) else "."
    return " ".join(filter(None, [f"{said}{title}{ends}", _holds(result), _evidence_said(result)]))


def _holds(result: Result) -> str:
    if result.entry.instead is not None:
        return f"It is superseded by {result.entry.instead.name}: read that."
    if not result.entry.live:
        return "It is retired, so it may be something new."
    return ""


def _evidence_said(result: Result) -> str:
    way = result.way
    if way is None or way.evidence is None:
        return ""
    own = way.target.path == result.entry.found.path
    subject = f"Its {_NOUNS.get(way.name, 'fix')}" if own else f"{way.target.name}"
    said = record_said(way.evidence)
    return (
        f"{subject} {said}."
        if said
        else f"How {subject[0].lower() if own else subject[0]}{subject[1:]} does is not recorded yet."
    )


def record_said(evidence: FixEvidence) -> str:
    """Return how a fix has done: `worked 3 of 4 times, last on 2026-03-04 in 38 min`; nothing where that is unknown."""
    if not evidence.tried:
        return ""
    times = "time" if evidence.tried == 1 else "times"
    said = f"worked {evidence.worked} of {evidence.tried} {times}"
    if evidence.partly:
        said += f" and partly {evidence.partly} more"
    if evidence.last_worked is None:
        return said
    fields, took = evidence.last_worked.incident.fields, evidence.last_worked.took
    said += f", last on {iso_date(fields.earliest)}" if fields.earliest is not None else ""
    return f"{said} in {spoken(took)}" if took is not None else said


def _pasted_lines(reasons: Sequence[Reason], report: Report) -> Iterator[str]:
    """Yield the lines that match, what matches in bold."""
    by_place: dict[tuple[int, str], Reason] = {}
    for reason in reasons:
        if reason.text:
            by_place.setdefault((reason.line, reason.text), reason)
    shown = list(by_place.values())[:_MOST_LINES]
    widest = max((len(str(reason.line)) for reason in shown if reason.line), default=0)
    for reason in shown:
        number = f"{reason.line or '':>{widest}} │ " if widest else ""
        yield f"{_INDENT}{click.style(number, dim=True)}{excerpt(reason, report.width - len(_INDENT) - len(number))}"
    if len(by_place) > len(shown):
        more = len(by_place) - len(shown)
        yield f"{_INDENT}{' ' * widest}   and {more:,} more {'line' if more == 1 else 'lines'}"


def excerpt(reason: Reason, room: int) -> str:
    """Return the line that matches, cut to so many columns around what matches, and that in bold."""
    text = _clean(reason.text)
    places = _places(text.lower(), reason.said.lower())
    start = max(places[0][0] - _BEFORE, 0) if places and len(text) > room else 0
    shown = text[start:]
    cut = f"{'…' if start else ''}{shown[bool(start) :]}"
    cut = cut if len(cut) <= room else f"{cut[: room - 1]}…"
    pieces, at = [], 0
    for begin, end in ((max(begin - start, 0), end - start) for begin, end in places):
        if begin >= len(cut) - 1:
            break
        pieces += [cut[at:begin], click.style(cut[begin:end], bold=True)]
        at = end
    return "".join([*pieces, cut[at:]])


def _places(text: str, said: str) -> list[tuple[int, int]]:
    """Return from where to where the fixed parts of a signature stand in a line; none where its white space differs."""
    places, at = [], 0
    for part in filter(None, (" ".join(part.split()) for part in said.split(GAP))):
        begin = text.find(part, at)
        if begin < 0:
            return []
        at = begin + len(part)
        places.append((begin, at))
    return places


def _open_lines(report: Report) -> Iterator[str]:
    """Yield the open incidents that this may be a part of."""
    if not report.open:
        return
    yield ""
    yield click.style("Open now, so perhaps this is", bold=True, fg="yellow")
    for one in report.open[:_MOST_OPEN]:
        fields = one.incident.fields
        since = f"since {fields.earliest}" if fields.earliest is not None else ""
        facts = "; ".join(filter(None, [fields.severity or "", since, one.because]))
        yield from _said(f"{one.incident.id}  {one.incident.title} ({facts})", report, _INDENT, _INDENT * 2)
    if len(report.open) > _MOST_OPEN:
        yield f"{_INDENT}and {len(report.open) - _MOST_OPEN:,} more"


def _way_lines(way: WayOut, result: Result, report: Report) -> Iterator[str]:
    """Yield how to get out. Commands begin at the left edge with nothing before or behind them, to be copied."""
    own = way.target.path == result.entry.found.path
    heading = _NOUNS.get(way.name, "fix").capitalize()
    yield ""
    yield click.style(heading if own else f"{heading}, by {way.target.name} {way.target.title}", bold=True)
    said = 0
    before = False
    for part in way.parts:
        if said >= _FIX_LINES:
            yield from _said(f"… and more: {result.file}", report)
            break
        lines = part.text.split("\n") if part.code else list(_said(part.text, report, *_indents(part.text)))
        if part.code or before:
            yield ""
        yield from (click.style(_clean(line), fg="cyan") if part.code else line for line in lines)
        said, before = said + len(lines), part.code
    for other in result.entry.ways_out[1:]:
        if other.evidence is not None:
            record = record_said(other.evidence) or "not recorded how it does"
            yield ""
            yield from _said(f"Or {other.target.name}, {other.target.title}: {record}", report)


def _indents(text: str) -> tuple[str, str]:
    """Return what stands before the first line of a paragraph and before its others; a list's mark stands out."""
    mark = text.split(" ", 1)[0]
    hanging = mark in ("-", "*", "+") or (mark[:-1].isdigit() and mark[-1] in ".)")
    return _INDENT, _INDENT + (" " * (len(mark) + 1) if hanging else "")


def _after(result: Result, report: Report) -> Iterator[str]:
    """Yield what is to be known besides: whether the fix holds, and whom to ask."""
    said = []
    back = result.back
    if back is not None and back.fix.at is not None:
        when = f"{back.days:,} days" if back.days is not None and back.days != 1 else "1 day"
        case = f" ({back.back.incident.id})" if back.back is not None and back.back.incident is not None else ""
        said.append(f"It came back {when} after the fix of {iso_date(back.fix.at)}{case}.")
    fields = _fields(result)
    if isinstance(fields, KnownIssue) and fields.status == "fixed":
        versions = [f"{package} {version}" for fix in fields.fixes for package, version in fix.versions.items()]
        said.append(f"It counts as fixed{f' in {listed(versions)}' if versions else ''}.")
    if said:
        yield ""
        yield from _said(" ".join(said), report)
    if result.owner or result.contacts:
        yield ""
        ways = [f"{contact.label} {contact.address or contact.said}" for contact in result.contacts]
        yield from _said(f"Ask {result.owner or 'its owner'}{': ' if ways else ''}{', '.join(ways)}", report)


def _short(result: Result, report: Report) -> Iterator[str]:
    """Yield a result in a few lines."""
    found, facets = result.entry.found, result.facets
    kind = KINDS.get(found.kind)
    heading = f"{found.id}  {found.title}" if kind is not None and kind.id_prefix is not None else found.title
    yield from _said(heading, report, _INDENT, _INDENT * 2, bold=True)
    first = result.entry.reasons[0]
    said = [kind.singular if kind is not None else found.kind.capitalize()]
    if result.entry.certain:
        how = {"signature": "", "alert": f"alert {first.said}", "supersedes": f"supersedes {first.said}"}
        said += [how.get(first.how, "named in it")] if how.get(first.how, "named in it") else []
        said += [f"line {first.line}"] if first.line else []
    if result.entry.instead is not None:
        said.append(f"superseded by {result.entry.instead.name}")
    elif facets.status:
        said.append(facets.status.replace("-", " "))
    if found.kind == "incident" and facets.date is not None:
        said.append(iso_date(facets.date))
    evidence = result.own_evidence
    if evidence is not None and (record := record_said(evidence)):
        said.append(record)
    yield from _said(" · ".join(said), report, _INDENT * 2)
    yield f"{_INDENT * 2}{click.style(_clean(result.file), dim=True)}"


def _fields(result: Result) -> object:
    return result.entry.article.fields if result.entry.article is not None else None


def _said(
    text: str, report: Report, first: str = "", indent: str | None = None, *, bold: bool = False
) -> Iterator[str]:
    return wrapped([(text, bold)], report.prose, first, indent)


def _clean(text: str) -> str:
    return CONTROL.sub("", text)
