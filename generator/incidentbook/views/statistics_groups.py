"""The tables of the statistics: incidents, times, repeats and downtime by quarter, severity, service and more."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from incidentbook.addresses import service_path
from incidentbook.catalogue import site_zone
from incidentbook.distributions import FEW
from incidentbook.durations import MEASURES
from incidentbook.periods import periods_between
from incidentbook.recurrence import RepeatRate
from incidentbook.statistics import By, Row, Statistics, rows, total
from incidentbook.text import counted
from incidentbook.views.figures_said import DistributionSaid, distribution_said, length, percent, unbroken
from incidentbook.views.references import Scale, Severity
from incidentbook.views.service_names import ServiceNames

SHOWN_AT_ONCE = 8
"""Rows of a table; the others are folded away beneath it."""
QUARTERS = 4
ENOUGH = 1_000
"""Groups are made of the last quarters: so many of them, and with so many incidents if there are. A team that has
thousands asks what is so now, and one that has few needs them all to see anything.
"""
_LONGEST_QUIET_SECONDS = 5 * 366 * 86_400
"""A book whose last incident is older is at rest, and needs no row for every quarter since."""


class Line(NamedTuple):
    """A row of a table."""

    title: str
    severity: Severity | None
    """For a row of a severity: how it is shown."""
    path: str
    """Of the page of what it stands for; empty without one."""
    incidents: int
    provisional: bool
    times: tuple[DistributionSaid, ...]
    """By measure."""
    repeats: str
    repeats_of: str
    downtime: str


class Table(NamedTuple):
    """One grouping."""

    by: By
    column: str
    whole: Line
    first: tuple[Line, ...]
    more: tuple[Line, ...]
    more_said: str
    """What the rows are that are folded away: `20 earlier quarters`."""
    note: str


class Groups(NamedTuple):
    """The tables of groups, and of which incidents they are made."""

    tables: tuple[Table, ...]
    since: str
    """The first quarter in them; empty where they are made of all incidents."""
    incidents: int


def quarters_until_now(statistics: Statistics) -> tuple[Row, ...]:
    """Return the rows of quarters, oldest first, up to the present one: a quiet time is good news and no gap."""
    found = rows(statistics, "quarter")
    last = found[-1].period if found else None
    if last is None or statistics.as_of - last.end > _LONGEST_QUIET_SECONDS:
        return found
    nothing = total(statistics.between(last.end, last.end))
    return (
        *found,
        *(
            replace(nothing, key=one.key, title=one.title, period=one, provisional=statistics.as_of < one.end)
            for one in periods_between(last.end, statistics.as_of, "quarter", site_zone(statistics.settings))
        ),
    )


def quarter_table(quarters: Sequence[Row], whole: Row) -> Table:
    """Return the table of quarters, which stand oldest first; the newest is on top."""
    return _table("quarter", "Quarter", [_line(row) for row in reversed(quarters)], whole, "earlier quarter")


def groups(statistics: Statistics, quarters: Sequence[Row], whole: Row) -> Groups:
    """Return the tables of everything but time; `whole` is the row of all incidents."""
    since = _first_of(quarters)
    some = statistics
    if since is not None and since.period is not None:
        some = statistics.between(since.period.start, statistics.until)
        whole = total(some)
    scale, names = Scale(statistics.book.policy), ServiceNames(statistics.book)

    def of_severity(row: Row) -> Line:
        return _line(row, severity=scale.severity(row.key or None))

    def of_service(row: Row) -> Line:
        return _line(row, names.name(row.key), path=service_path(row.key)) if row.key else _line(row)

    def table(by: By, column: str, line: Callable[[Row], Line], more: str, note: str = "") -> Table:
        return _table(by, column, [line(row) for row in rows(some, by)], whole, more, note)

    return Groups(
        (
            table("severity", "Severity", of_severity, "other"),
            table("service", "Service", of_service, "other service", _in_several("service", "affected")),
            table("detection", "Detection", _in_words, "other"),
            table("factor", "Contributing factor", _in_words, "other", _in_several("factor", "has")),
        ),
        since.title if since is not None else "",
        whole.incidents,
    )


def _first_of(quarters: Sequence[Row]) -> Row | None:
    """Return the first of the quarters that are enough; None where all are needed."""
    incidents = 0
    for place in range(len(quarters) - 1, -1, -1):
        incidents += quarters[place].incidents
        if incidents >= ENOUGH and len(quarters) - place > QUARTERS:
            return quarters[place] if place else None
    return None


def _table(by: By, column: str, lines: Sequence[Line], whole: Row, more: str, note: str = "") -> Table:
    first, rest = tuple(lines[:SHOWN_AT_ONCE]), tuple(lines[SHOWN_AT_ONCE:])
    return Table(by, column, _line(whole, "All incidents"), first, rest, counted(len(rest), more), note)


def _in_several(what: str, how: str) -> str:
    return f"An incident stands in the row of every {what} that it {how}, so the rows do not add up."


def _in_words(row: Row) -> Line:
    return _line(row, _sentence_case(row.title.replace("-", " ")))


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]


def _line(row: Row, title: str = "", *, severity: Severity | None = None, path: str = "") -> Line:
    repeats, repeats_of = _repeats(row.repeat_rate)
    return Line(
        title=title or (row.title if row.key else _sentence_case(row.title)),
        severity=severity,
        path=path,
        incidents=row.incidents,
        provisional=row.provisional,
        times=tuple(unbroken(distribution_said(row.durations[measure])) for measure in MEASURES),
        repeats=repeats,
        repeats_of=repeats_of,
        downtime=length(row.downtime_seconds) if row.downtime_seconds else "",
    )


def _repeats(found: RepeatRate) -> tuple[str, str]:
    """Return the rate and what it is made from; of few incidents the latter alone."""
    if not found.incidents:
        return "", ""
    counts = f"{found.repeats:,} of {found.incidents:,}"
    return (counts, "") if found.incidents < FEW else (percent(found.share), counts)
