"""What pasted text matches, for a person on a terminal: the answer first, then what to do and whom to ask."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import click

from incidentbook.evidence import FixEvidence
from incidentbook.happening_now import OpenIncident
from incidentbook.kinds import KINDS
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.match_results import Result
from incidentbook.matching import Reason
from incidentbook.results import wrapped
from incidentbook.signatures import GAP
from incidentbook.text import CONTROL, listed
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
_NOUNS = {"workaround": "workaround", "permanent-fix": "permanent fix", "mitigation": "mitigation"}


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
    """Write results for a person."""
    certain = [result for result in report.results if result.entry.certain]
    similar = report.results[len(certain) :]
    lines: list[str] = []
    if certain:
        lines += _first(certain[0], report)
    elif similar:
        same = similar[0].entry.reasons[0].how == "phrase"
        said = "It stands word for word in" if same else "Similar by their words"
        lines += _said(f"No known signature, alert or ID is in it. {said}:", report, bold=True)
        lines += _open_lines(report)
    else:
        lines += list(_open_lines(report))[1:]
    for heading, results in (("It also matches", certain[1:]), ("Similar by their words" if certain else "", similar)):
        lines += ["", *([click.style(heading, bold=True)] if heading else [])] if results else []
        for result in results:
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
    elif result.entry.found.kind == "known-issue":
        yield ""
        yield from _said("No way out is written down for it yet. Whoever finds one, please add it.", report)
    yield from _after(result, report)


def answer(result: Result) -> str:
    """Return in two sentences what matches, and how its fix has done."""
    entry, first = result.entry, result.entry.reasons[0]
    matches = f"matches on line {first.line:,}" if first.line else "matches"
    if first.how == "signature":
        said = f"{result.name} {matches}"
    elif first.how == "alert":
        said = f"{result.name} is known for the alert {first.said}"
    elif first.how == "supersedes":
        said = f"{result.name}, which supersedes {first.said}, {matches}"
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
    return f"{subject} {said or 'has no record yet of how it did'}."


def record_said(evidence: FixEvidence) -> str:
    """Return how a fix has done: `worked 3 of 4 times, last on 2026-03-04 in 38 min`; nothing where that is unknown."""
    if not evidence.tried:
        return ""
    if evidence.tried == 1:
        how = "worked" if evidence.worked else "worked partly" if evidence.partly else "failed"
        said = f"{how} the one time it was tried"
    else:
        partly = f", and partly {evidence.partly} more" if evidence.partly else ""
        said = f"worked {evidence.worked} of {evidence.tried} times{partly}"
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
            record = record_said(other.evidence) or "no record yet of how it did"
            yield ""
            yield from _said(f"Or {other.target.name} {other.target.title}: {record}.", report)


def _indents(text: str) -> tuple[str, str]:
    """Return what stands before the first line of a paragraph and before its others; a list's mark stands out."""
    mark = text.split(" ", 1)[0]
    hanging = mark in ("-", "*", "+") or (mark[:-1].isdigit() and mark[-1] in ".)")
    return _INDENT, _INDENT + (" " * (len(mark) + 1) if hanging else "")


def _after(result: Result, report: Report) -> Iterator[str]:
    """Yield what is to be known besides: whether the fix holds, and whom to ask."""
    said = [*_fixed(result), *_came_back(result)]
    if said:
        yield ""
        yield from _said(" ".join(said), report)
    if result.owner or result.contacts:
        yield ""
        yield click.style(f"Ask {_clean(result.owner) or 'its owner'}", bold=True)
    for contact in result.contacts:
        yield f"{_INDENT}{_clean(contact.label)}: {_clean(contact.address or contact.said)}"


def _fixed(result: Result) -> Iterator[str]:
    fields = result.entry.article.fields if result.entry.article is not None else None
    if isinstance(fields, KnownIssue) and fields.status == "fixed":
        versions = [f"{package} {version}" for fix in fields.fixes for package, version in fix.versions.items()]
        here = "an older version runs here" if versions else "the fix is not everywhere"
        yield f"It counts as fixed{f' in {listed(versions)}' if versions else ''}: perhaps {here}, or it does not hold."


def _came_back(result: Result) -> Iterator[str]:
    held = result.back
    if held is not None and held.back is not None and held.fix.at is not None and held.days is not None:
        days = "1 day" if held.days == 1 else f"{held.days:,} days"
        case = f" ({held.back.incident.id})" if held.back.incident is not None else ""
        yield f"It came back {days} after the fix of {iso_date(held.fix.at)}{case}."


def _short(result: Result, report: Report) -> Iterator[str]:
    """Yield a result in a few lines."""
    found, facets = result.entry.found, result.facets
    kind = KINDS.get(found.kind)
    heading = f"{found.id}  {found.title}" if kind is not None and kind.id_prefix is not None else found.title
    yield from _said(heading, report, _INDENT, _INDENT * 2, bold=True)
    said = [kind.singular if kind is not None else found.kind.capitalize(), *_reason(result.entry.reasons[0])]
    if result.entry.instead is not None:
        said.append(f"superseded by {result.entry.instead.name}")
    elif facets.status:
        said.append(facets.status.replace("-", " "))
    if found.kind == "incident" and facets.date is not None:
        said.append(iso_date(facets.date))
    if found.kind != "symptom" and result.evidence is not None and (record := record_said(result.evidence)):
        said.append(record)
    yield from _said(" · ".join(said), report, _INDENT * 2)
    yield f"{_INDENT * 2}{click.style(_clean(result.file), dim=True)}"


def _reason(reason: Reason) -> Iterator[str]:
    if reason.how == "alert":
        yield f"alert {reason.said}"
    elif reason.how == "supersedes":
        yield f"supersedes {reason.said}"
    elif reason.how == "id":
        yield "named in it"
    elif reason.how == "phrase":
        yield "word for word"
    elif reason.how == "words":
        yield f"in both: {reason.said}"
    if reason.line:
        yield f"line {reason.line:,}"


def _said(
    text: str, report: Report, first: str = "", indent: str | None = None, *, bold: bool = False
) -> Iterator[str]:
    return wrapped([(text, bold)], report.prose, first, indent)


def _clean(text: str) -> str:
    return CONTROL.sub("", text)
