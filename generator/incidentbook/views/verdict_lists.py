"""The verdicts that a reader must see one by one: targets that were missed, run, are not known or were not judged."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo
from math import inf
from typing import Generic, NamedTuple, TypeVar

from incidentbook.instants import Instant
from incidentbook.judgements import Judgement
from incidentbook.periods import period_of
from incidentbook.statistics import Measured
from incidentbook.text import listed
from incidentbook.views.incident_list import IncidentRow, Rows

Entry = TypeVar("Entry")

MOST = 100
"""So many are listed one by one; of the others the page says how many there are in each quarter."""


class Verdict(NamedTuple):
    """One clock of an incident."""

    incident: IncidentRow
    supplier: bool
    clock: str
    verdict: str
    due: Instant | None
    said: str
    """The end of its arithmetic: `target 4 h: missed by 36 min`."""
    arithmetic: tuple[str, ...]
    """What leads there."""


class Gaps(NamedTuple):
    """An incident with verdicts that there are not, and why."""

    incident: IncidentRow
    reasons: tuple[tuple[str, str], ...]
    """Clocks and what they lack: `response and resolution`, `detected is missing`."""


class Others(NamedTuple):
    """How many more there are that began in a quarter."""

    title: str
    more: int


class Listed(NamedTuple, Generic[Entry]):
    """The newest of a list, and how many more there are."""

    shown: tuple[Entry, ...]
    verdicts: int
    """Of all."""
    incidents: int
    """That these are of."""
    others: tuple[Others, ...]
    """Newest first."""


class VerdictLists:
    """The lists of a book's verdicts; each row is made only for what is shown."""

    def __init__(self, members: Sequence[Measured], rows: Rows, suppliers: frozenset[str], zone: tzinfo) -> None:
        """Take the incidents that count, in order of time; `suppliers` are the paths of suppliers' outages."""
        self._newest_first = tuple(reversed(members))
        self._rows = rows
        self._suppliers = suppliers
        self._zone = zone

    def open(self) -> tuple[Verdict, ...]:
        """Return the clocks that are still running: the missed ones first, then those due next."""
        found = [(one, judged) for one, judged in self._judged() if judged.open_at is not None]
        return tuple(self._verdict(*pair) for pair in sorted(found, key=_most_urgent) if pair[1].verdict != "unknown")

    def missed(self) -> Listed[Verdict]:
        """Return the misses of incidents that are over, newest first."""
        found = [pair for pair in self._judged() if pair[1].verdict == "missed" and pair[1].open_at is None]
        rows = tuple(self._verdict(*pair) for pair in found[:MOST])
        return Listed(rows, len(found), len({one.article.path for one, _ in found}), self._others(found))

    def unknown(self) -> Listed[Gaps]:
        """Return the incidents with verdicts that are not known, newest first."""
        return self._gaps("unknown")

    def excluded(self) -> Listed[Gaps]:
        """Return those with clocks that were not judged, newest first."""
        return self._gaps("excluded")

    def _gaps(self, verdict: str) -> Listed[Gaps]:
        by_path: dict[str, tuple[Measured, list[Judgement]]] = {}
        for one, judged in self._judged():
            if judged.verdict == verdict:
                by_path.setdefault(one.article.path, (one, []))[1].append(judged)
        found = list(by_path.values())
        rows = tuple(Gaps(self._rows.row(one.article), _reasons(some)) for one, some in found[:MOST])
        return Listed(rows, sum(len(some) for _, some in found), len(found), self._others(found))

    def _judged(self) -> Iterator[tuple[Measured, Judgement]]:
        return ((one, judged) for one in self._newest_first for judged in one.judgements)

    def _verdict(self, one: Measured, judged: Judgement) -> Verdict:
        *arithmetic, said = judged.arithmetic
        return Verdict(
            incident=self._rows.row(one.article),
            supplier=one.article.path in self._suppliers,
            clock=judged.clock,
            verdict=judged.verdict,
            due=judged.due_at,
            said=said,
            arithmetic=tuple(arithmetic),
        )

    def _others(self, found: Sequence[tuple[Measured, object]]) -> tuple[Others, ...]:
        titles = (
            period_of(one.moment, "quarter", self._zone).title for one, _ in found[MOST:] if one.moment is not None
        )
        return tuple(Others(title, count) for title, count in Counter(titles).items())


def _reasons(judgements: Iterable[Judgement]) -> tuple[tuple[str, str], ...]:
    clocks: dict[str, list[str]] = {}
    for judged in judgements:
        clocks.setdefault(judged.why, []).append(judged.clock)
    return tuple((listed(names), why) for why, names in clocks.items())


def _most_urgent(pair: tuple[Measured, Judgement]) -> tuple[bool, float, str, str]:
    one, judged = pair
    due = judged.due if judged.due is not None else inf
    return judged.verdict != "missed", due, one.article.path, judged.clock
