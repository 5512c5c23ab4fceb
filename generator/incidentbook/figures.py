"""Statistics on a terminal or for a machine: one table with what it leaves out, or JSON with stable keys."""

import json
import shutil
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta

import click

from incidentbook.distributions import FEW, Distribution
from incidentbook.durations import MEASURES, Measure, Preference
from incidentbook.kinds.incident.model import Incident
from incidentbook.periods import UNITS
from incidentbook.records.statistics import figures_record
from incidentbook.sla import CLOCKS, Compliance
from incidentbook.statistics import By, Row, Statistics
from incidentbook.text import listed
from incidentbook.views.figures_said import NONE, percent
from incidentbook.written_durations import spoken

_WIDTH_WITHOUT_TERMINAL = 80
_NARROWEST_LABEL = 8
_UNBROKEN = "\u00a0"
"""Keeps a number and its unit on one line, until the text is wrapped."""
_MEASURED = "TTD: started to detected; TTA: detected to acknowledged; TTM and TTR: started to mitigated, to resolved"
_SOURCES: dict[Preference, str] = {
    "derived": "from milestones",
    "stated": "as people stated them",
    "derived-first": "from milestones, or as stated where those give none",
}
_KINDS = {
    "duplicate": "duplicates",
    "continuation": "continuations",
    "near miss that impaired no service": "near misses that impaired no service",
    "security report that impaired no service": "security reports that impaired no service",
    "report without a date": "reports without a date",
}


def figures_json(rows: Iterable[Row], by: By) -> str:
    """Write rows as a JSON list of objects. Keys are always there; what there is no value for is null.

    `by` and `key` say which group it is, `period` is the key where that is a period. Lengths are in minutes.
    """
    return json.dumps([figures_record(row, by).model_dump() for row in rows], indent=2, ensure_ascii=False)


def figures_text(
    statistics: Statistics, rows: Sequence[Row], whole: Row, by: By, *, title: str, width: int | None = None
) -> str:
    """Write rows as a table for a person, then the figures of all incidents, then what is left out and what is meant.

    `title` says which incidents, and as of when.
    """
    width = width or shutil.get_terminal_size((_WIDTH_WITHOUT_TERMINAL, 24)).columns
    lines = [*_wrapped(title, width), ""]
    if rows:
        lines += [*_table(rows, by, width), "", *_summary(whole, statistics, width), ""]
    return "\n".join([*lines, *_notes(statistics, rows, by, width)])


def _table(rows: Sequence[Row], by: By, width: int) -> list[str]:
    header = [by.replace("-", " ").capitalize(), "n", *("TTD TTA TTM TTR Resp. Resol. Again Down".split())]
    columns = [
        [row.title + ("*" if row.provisional else "") for row in rows],
        [f"{row.incidents}" for row in rows],
        *(_medians([row.durations[measure] for row in rows]) for measure in MEASURES),
        *([_met(row.compliance[clock]) for row in rows] for clock in CLOCKS),
        [percent(row.repeat_rate.share).replace(" ", "") for row in rows],
        [_brief(row.downtime_seconds) if row.downtime_seconds else NONE for row in rows],
    ]
    widths = [max(map(len, [name, *cells])) for name, cells in zip(header, columns, strict=True)]
    gap = "  " if sum(widths[1:]) + 2 * len(widths[1:]) + min(widths[0], 20) <= width else " "
    room = width - sum(widths[1:]) - len(gap) * len(widths[1:])
    widths[0] = min(widths[0], max(room, _NARROWEST_LABEL))
    lines = [gap.join(_aligned(cells, widths)).rstrip() for cells in [header, *zip(*columns, strict=True)]]
    return [click.style(lines[0], bold=True), *lines[1:]]


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Put a row's label to the left, shortened where it must be, and its numbers to the right."""
    label = cells[0] if len(cells[0]) <= widths[0] else f"{cells[0][: widths[0] - 1]}…"
    return [f"{label:<{widths[0]}}", *(f"{cell:>{size}}" for cell, size in zip(cells[1:], widths[1:], strict=True))]


def _medians(distributions: Sequence[Distribution]) -> list[str]:
    """Write medians with their n, in brackets where there are few values; the digits stand below each other."""
    if not any(found.n for found in distributions):
        return [NONE] * len(distributions)
    digits = max(len(f"{found.n}") for found in distributions)
    cells = []
    for found in distributions:
        said = NONE if found.median is None else _brief(found.median)
        said = f"({said})" if found.few and found.n else f"{said} "
        cells.append(f"{said}{found.n or '':>{digits + 1}}")
    return cells


def _met(found: Compliance) -> str:
    judged = found.met + found.missed
    return f"{found.met}/{judged}" if judged else NONE


def _share(share: float | None) -> str:
    return percent(share).replace(" ", _UNBROKEN)


def _brief(seconds: float) -> str:
    """Write a length in five places, unless it is longer than years: `45s`, `50m`, `1h02`, `3d4h`, `120d`."""
    minutes = round(seconds / 60)
    if seconds < 60:
        return f"{round(seconds)}s"
    if minutes < 60:
        return f"{minutes}m"
    if minutes < 1440:
        return f"{minutes // 60}h{minutes % 60:02}"
    days, hours = divmod(round(minutes / 60), 24)
    return f"{days}d{hours}h" if days < 10 else f"{days}d"


def _summary(whole: Row, statistics: Statistics, width: int) -> list[str]:
    """Write the figures of all incidents together, one to a line."""
    repeats, days = whole.repeat_rate, statistics.settings.repeat_window_days
    said = [(measure.upper(), _described(whole, measure)) for measure in MEASURES]
    said += [(clock.capitalize(), _judged(whole.compliance[clock])) for clock in CLOCKS]
    rate = "" if repeats.share is None else f" ({_share(repeats.share)})"
    again = (
        f"{repeats.repeats:,} of {whole.incidents:,}{rate}, whose known issue had occurred in the {days} days before; "
        f"without a known issue: {repeats.unlinked:,}, review not finished: {repeats.unreviewed:,}"
    )
    said.append(("Again", again))
    said.append(("Down", f"{_said(whole.downtime_seconds)}, all services added up"))
    heading = f"All {whole.incidents:,} incidents" if whole.incidents != 1 else "The one incident"
    lines = [click.style(heading, bold=True)]
    for name, text in said:
        lines += _wrapped(f"{name:<12}{text}", width, indent=12)
    return lines


def _described(row: Row, measure: Measure) -> str:
    found, stated, inexact = row.durations[measure], row.stated[measure], row.inexact[measure]
    more = f"; of {inexact:,} more only a range or a lower bound" if inexact else ""
    if found.median is None or found.p90 is None or found.mean is None or found.least is None or found.most is None:
        return f"{NONE} (n 0 of {found.of:,}{more})"
    count = f"(n {found.n:,} of {found.of:,}{f', {stated:,} as stated' if stated else ''}{more})"
    if found.few:
        return f"{listed([_said(value) for value in found.values])} {count}"
    sure = f" (95{_UNBROKEN}%: {_said(found.interval[0])} to {_said(found.interval[1])})" if found.interval else ""
    return (
        f"median {_said(found.median)}{sure}, p90 {_said(found.p90)}, mean {_said(found.mean)}, "
        f"from {_said(found.least)} to {_said(found.most)} {count}"
    )


def _judged(found: Compliance) -> str:
    counts = {
        "met": found.met,
        "missed": found.missed,
        "unknown": found.unknown,
        "running": found.running,
        "excluded": found.excluded,
    }
    if not any(counts.values()):
        return f"{NONE} (no target)"
    said = ", ".join(f"{number:,} {verdict}" for verdict, number in counts.items() if number)
    worst = "" if found.worst is None or found.worst == found.share else f", at worst {_share(found.worst)}"
    return f"{_share(found.share)} met{worst} ({said})"


def _notes(statistics: Statistics, rows: Sequence[Row], by: By, width: int) -> list[str]:
    notes = []
    if rows:
        source, window = _SOURCES[statistics.settings.durations], statistics.settings.repeat_window_days
        notes.append(f"{_MEASURED}; {source}. Median and number of values, in brackets where fewer than {FEW}.")
        again = f"Again: share of the incidents whose known issue had occurred in the {window} days before."
        down = "Down: downtime, all services added up."
        notes.append(f"Resp., Resol.: targets met, of those met or missed. {again} {down}")
        notes.append(f"{NONE}: there is none, or it is not known.")
        if by in UNITS:
            zone = statistics.settings.zone
            notes.append(f"An incident stands in the {by} of its earliest milestone, in the time zone {zone}.")
        if by in ("service", "known-issue", "factor"):
            named = {"service": "services", "known-issue": "known issues", "factor": "factors"}[by]
            notes.append(f"An incident with several {named} stands in the row of each.")
        if any(row.provisional for row in rows):
            over = "not over, or " if by in UNITS else ""
            notes.append(f"*: {over}with an open incident, so its figures may change.")
    counts = Counter(_kind_left_out(one.article.fields) for one in statistics.left_out)
    said = [f"{counts[one]:,} {one if counts[one] == 1 else many}" for one, many in _KINDS.items() if counts[one]]
    notes.append(f"Left out: {listed(said)}." if said else "No report is left out.")
    return [line for note in notes for line in _wrapped(note, width)]


def _kind_left_out(incident: Incident) -> str:
    if incident.duplicate_of is not None:
        return "duplicate"
    if incident.continues is not None:
        return "continuation"
    if incident.earliest is None:
        return "report without a date"
    name = "near miss" if incident.type == "near-miss" else "security report"
    return f"{name} that impaired no service"


def _said(seconds: float) -> str:
    return spoken(timedelta(seconds=seconds)).replace(" ", _UNBROKEN)


def _wrapped(text: str, width: int, indent: int = 0) -> list[str]:
    lines = textwrap.wrap(text, max(width, 40), subsequent_indent=" " * indent, break_on_hyphens=False)
    return [line.replace(_UNBROKEN, " ") for line in lines]
