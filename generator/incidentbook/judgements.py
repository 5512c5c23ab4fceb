"""The verdict on one clock of an incident with the arithmetic that leads to it, and how many there are of each."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Literal, NamedTuple, get_args

from incidentbook.calendars import ALWAYS
from incidentbook.clock_runs import Rest
from incidentbook.definitions import Definition
from incidentbook.durations import seconds_between
from incidentbook.instants import Instant, Precision
from incidentbook.policies import Target
from incidentbook.targets import Clock

Verdict = Literal["met", "missed", "unknown", "running", "excluded"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

DEFINITIONS = (
    Definition(
        "verdicts",
        "Verdicts",
        "A target is met when its clock has not run longer than it allows, and missed as soon as it has, also while "
        "the incident is open; time outside the hours that count makes nothing later. Until then an open incident is "
        "running, and due at the moment at which the target will have been used up. A verdict is unknown where a "
        "milestone that it needs is missing, where the severity is, or where times are so coarse that it may have been "
        "met or missed; the reason names them. Excluded are incidents that are not counted, and clocks that ran wholly "
        "within announced maintenance.",
    ),
    Definition(
        "compliance",
        "SLA compliance",
        "Of the verdicts that are met or missed, the share that is met. What is unknown, running or excluded is not in "
        "it, and its count stands beside it. It reaches an objective, such as 95 %, if it is at least as high.",
    ),
    Definition(
        "worst-case",
        "Worst case",
        "Compliance if every unknown verdict were a miss: met / (met + missed + unknown). What reaches its objective "
        "even then does so whatever is missing from the reports.",
    ),
)

_ROUNDING = 1e-9  # of shares, as 99.9 % has no exact binary form
_LAST_MOMENT = datetime(9998, 1, 1, tzinfo=UTC).timestamp()


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one clock of an incident. Times used are in seconds of the target's hours, without rests."""

    clock: Clock
    verdict: Verdict
    target: Target | None
    """None where it is not known which one was in force."""
    target_seconds: float | None
    hours: str
    """The calendar in whose hours the clock ran."""
    least_seconds: float
    most_seconds: float | None
    """The longest that the clock may have run; None while it runs, or where nothing can be said."""
    due: float | None
    """The POSIX timestamp up to which an end meets the target; None where it never comes or is not known."""
    why: str
    """In words, why it is unknown, running or excluded, or missed although still open."""
    start: str
    """The milestone that starts the clock, and the one that ends it; what stood in for another stands here."""
    end: str
    start_at: Instant | None
    end_at: Instant | None
    """None where it is missing or has not come yet."""
    rests: tuple[Rest, ...] = ()
    notes: tuple[str, ...] = ()
    """What else it rests on: what stands in for what, which target of several it was."""
    open_at: float | None = None
    """While the end is still to come: the POSIX timestamp at which it was judged."""
    counted: tuple[float, float] = (0.0, 0.0)
    """The least and the most seconds of the target's hours between start and end, rests included."""

    @property
    def due_at(self) -> Instant | None:
        """The due moment as a time in the zone in which the incident was written down."""
        return self._moment(self.due) if self.due is not None and self.due < _LAST_MOMENT else None

    @property
    def spare_seconds(self) -> float | None:
        """What is left of the target, less than 0 where it was missed; None where it is not known exactly."""
        known = self.least_seconds == self.most_seconds if self.open_at is None else self.due is not None
        return self.target_seconds - self.least_seconds if known and self.target_seconds is not None else None

    @property
    def to_come(self) -> bool:
        """Whether a clock that runs began after the moment of its verdict, which may be the beginning of today."""
        begun = self.start_at.earliest.timestamp() if self.start_at is not None else None
        return self.open_at is not None and begun is not None and begun > self.open_at

    @property
    def arithmetic(self) -> tuple[str, ...]:
        """How it follows: from when to when, the hours that count, rests, what was used and the target."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[str]:
        measured = self.most_seconds is not None or self.open_at is not None
        if self.to_come:
            yield f"{self._said(self.start, self.start_at)}, after the moment this page speaks of"
            yield from self.notes
        elif measured or self.verdict != "excluded":
            yield f"{self._said(self.start, self.start_at)} → {self._said_end()}{self._elapsed()}"
            yield from self.notes
        if measured:
            if self.hours != ALWAYS.name:
                yield f"counted in {self.hours}: {self._in_hours(*self.counted)}"
            for rest in self.rests:
                yield f"rests {self._in_hours(rest.seconds, rest.most_seconds)}: {rest.why}"
            if self.rests:
                yield f"used {self._used()}"
        yield self._conclusion()

    def _said(self, name: str, at: Instant | None) -> str:
        return f"{name} {at}" if at is not None else f"{name} (missing)"

    def _said_end(self) -> str:
        return self._said(self.end, self.end_at) if self.open_at is None else f"still open {self._moment(self.open_at)}"

    def _elapsed(self) -> str:
        if self.start_at is None:
            return ""
        if self.end_at is not None:
            least, most = seconds_between(self.start_at, self.end_at)
        elif self.open_at is not None:
            least = self.open_at - self.start_at.latest.timestamp()
            most = self.open_at - self.start_at.earliest.timestamp()
        else:
            return ""
        about = "about " if self.start_at.approximate or (self.end_at is not None and self.end_at.approximate) else ""
        if most < 0:
            return f": {about}{in_full(-most, days=True)} before it, so nothing on the clock"
        return f": {about}{_range(max(least, 0.0), most, days=True)} on the clock"

    def _used(self) -> str:
        most = self.least_seconds if self.most_seconds is None else self.most_seconds
        return self._in_hours(self.least_seconds, most)

    def _conclusion(self) -> str:
        if self.target_seconds is None:
            return f"{self.verdict}: {self.why}"
        target, left = f"target {self._in_hours(self.target_seconds)}", self.target_seconds - self.least_seconds
        match self.verdict:
            case "met":
                sure = self.target_seconds - (self.most_seconds or 0.0)
                least = "" if sure == left else "at least "
                return f"{target}: met with {least}{self._in_hours(sure)} to spare"
            case "missed":
                least = "" if self.spare_seconds is not None else "at least "
                still = " and still open" if self.open_at is not None else ""
                return f"{target}: missed by {least}{self._in_hours(-left)}{still}"
            case "running":
                return f"{target}: {'running' if self.due is None else f'{self._in_hours(left)} left'}, {self.why}"
            case "unknown":
                return f"{target}: unknown, as {self.why}"
            case "excluded":
                return f"{target}: not judged, as it is {self.why}"

    def _in_hours(self, least: float, most: float | None = None) -> str:
        """Say a length in the target's hours: a day of support hours would be no day."""
        return _range(least, least if most is None else most, days=self.hours == ALWAYS.name)

    def _moment(self, moment: float) -> Instant:
        known = self.start_at or self.end_at
        return instant_of(moment, known.earliest.tzinfo or UTC if known is not None else UTC)


def instant_of(moment: float, zone: tzinfo) -> Instant:
    """Return a POSIX timestamp as a time in a zone, to the minute or, where it is not a full one, to the second."""
    at = datetime.fromtimestamp(int(min(moment, _LAST_MOMENT)), zone)
    return Instant("", at, at, Precision.SECOND if at.second else Precision.MINUTE)


def in_full(seconds: float, *, days: bool) -> str:
    """Say a length without rounding, so that sums come out: `3 d 2 h 10 min`, or without days `74 h 10 min`."""
    whole = round(abs(seconds))
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    day, hour = divmod(hours, 24) if days else (0, hours)
    parts = [f"{number} {unit}" for number, unit in ((day, "d"), (hour, "h"), (minute, "min"), (second, "s")) if number]
    return ("-" if seconds < 0 and whole else "") + (" ".join(parts) or "0 min")


def _range(least: float, most: float, *, days: bool) -> str:
    if least == most:
        return in_full(most, days=days)
    return (
        f"{in_full(least, days=days)} to {in_full(most, days=days)}" if least else f"up to {in_full(most, days=days)}"
    )


class Compliance(NamedTuple):
    """How many judgements of each verdict there are."""

    met: int = 0
    missed: int = 0
    unknown: int = 0
    running: int = 0
    excluded: int = 0

    @property
    def share(self) -> float | None:
        """Of those that were met or missed, how many were met; None where there are none."""
        return _share(self.met, self.missed)

    @property
    def worst(self) -> float | None:
        """The share if all that is unknown was missed."""
        return _share(self.met, self.missed + self.unknown)

    @property
    def best(self) -> float | None:
        """The share if all that is unknown was met."""
        return _share(self.met + self.unknown, self.missed)

    @property
    def provisional(self) -> bool:
        """Whether clocks still run, so that it will change."""
        return self.running > 0

    def reaches(self, objective: float) -> bool | None:
        """Whether the share is at least the objective; None where there is no share."""
        return None if self.share is None else self.share >= objective - _ROUNDING

    def surely_reaches(self, objective: float) -> bool | None:
        """Whether it reaches, or fails, the objective whatever is unknown; None where that decides."""
        if self.worst is None or self.best is None:
            return None
        if self.worst >= objective - _ROUNDING:
            return True
        return None if self.best >= objective - _ROUNDING else False


def _share(part: int, others: int) -> float | None:
    return part / (part + others) if part + others else None


def compliance(judgements: Iterable[Judgement]) -> Compliance:
    """Count verdicts, in general those of one clock in one period."""
    counts = Counter(judgement.verdict for judgement in judgements)
    return Compliance(**{verdict: counts[verdict] for verdict in VERDICTS})


def objective_of(judgements: Iterable[Judgement]) -> float | None:
    """Return the objective of the targets that were judged by; None where they have none or not the same."""
    objectives = {judgement.target.objective for judgement in judgements if judgement.target is not None}
    return objectives.pop() if len(objectives) == 1 else None
