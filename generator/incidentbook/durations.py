"""How long an incident took to be detected, acknowledged, mitigated and resolved: derived from its milestones, or as
a person stated it, and a range wherever a time is coarse.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Literal, NamedTuple, get_args

from incidentbook.definitions import Definition
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import Incident, Milestone, StatedDuration
from incidentbook.policies import Policy
from incidentbook.stints import last_end
from incidentbook.written_durations import spoken, spoken_exactly

Measure = Literal["ttd", "tta", "ttm", "ttr"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
Preference = Literal["derived", "stated", "derived-first"]
Origin = Literal["derived", "stated"]

ENDS: Mapping[Measure, tuple[Milestone, Milestone]] = {
    "ttd": ("started", "detected"),
    "tta": ("detected", "acknowledged"),
    "ttm": ("started", "mitigated"),
    "ttr": ("started", "resolved"),
}
"""The milestones between which each is counted."""
STATED_AS: Mapping[str, Measure] = {"detect": "ttd", "acknowledge": "tta", "mitigate": "ttm", "resolve": "ttr"}
"""The keys of `stated` and what they state."""
_STATED_KEYS = {measure: key for key, measure in STATED_AS.items()}
UNKNOWN_START = "the start is not known"
ROUNDING_SECONDS = 300
"""People round; a stated duration that is no further off is not worth a word."""

DEFINITIONS = (
    Definition(
        "ttd",
        "Time to detect (TTD)",
        "From `started`, when the impact began, to `detected`, the first signal that reached the team. It is 0 where "
        "the signal came before the impact. Where `started` is not known, neither is the time to detect.",
    ),
    Definition(
        "tta",
        "Time to acknowledge (TTA)",
        "From `detected` to `acknowledged`, the first human response. `declared` stands in where `acknowledged` is "
        "missing, and the incident says so. It is 0 where the response came before the signal.",
    ),
    Definition(
        "ttm",
        "Time to mitigate (TTM)",
        "From `started` to `mitigated`, when users could work normally again, by any means. Elsewhere this is called "
        "the time to restore or to repair. An incident that came back is mitigated at its last end; while that is "
        "still to come, it has no time to mitigate.",
    ),
    Definition(
        "ttr",
        "Time to resolve (TTR)",
        "From `started` to `resolved`, when the danger of return was removed or handed to a known issue. An incident "
        "that came back is resolved at its last end.",
    ),
    Definition(
        "range",
        "Ranges and lower bounds",
        "A time known only to the day, month or year is all of it, and a clock time that a change of the clocks showed "
        "twice is either of the two: the duration is then a range, from the shortest to the longest that its times "
        "allow. Where `started` is not known, TTM and TTR are counted from the earliest milestone and are “at least” "
        "that long. Only durations known exactly enter a median, a mean or a distribution; how many those are stands "
        "beside the figure. A time marked with `~` is taken as written, and its duration is “about” so long.",
    ),
    Definition(
        "stated",
        "Stated durations",
        "A duration that a person wrote down (`stated`) is kept, and compared with the time between the same "
        "milestones, counted by the same calendar; what it does not say is as for our own. It is worth a word from "
        f"{ROUNDING_SECONDS // 60} minutes of difference. Figures use it only where nothing can be derived from the "
        "times, and only if it was counted by the clock on the wall and between the milestones of the figure, unless "
        "the setting `durations` says otherwise; now it is `{durations}`.",
    ),
)


class Duration(NamedTuple):
    """How long something took, in seconds: at least so long, and at most, as exactly as its times are known."""

    measure: Measure
    least_seconds: float
    most_seconds: float | None
    """None where only a lower bound is known."""
    approximate: bool
    """Whether one of its times is marked with `~`."""
    origin: Origin
    start: str
    """The milestone it is counted from; empty where a stated one does not say."""
    end: str
    start_at: Instant | None
    end_at: Instant | None
    note: str = ""
    """What stands in for what, what is unknown."""

    @property
    def exact_seconds(self) -> float | None:
        """Its length where both ends agree, else None; only this enters a distribution."""
        return self.least_seconds if self.least_seconds == self.most_seconds else None

    @property
    def said(self) -> str:
        """Its length for a person: `50 min`, `at least 2 h`, `1 h to 1 d 1 h`, `about 50 min`."""
        return said_range(self.least_seconds, self.most_seconds, approximate=self.approximate)

    @property
    def arithmetic(self) -> str:
        """From what it follows: `detected 4 Mar 2026, 10:12 GMT → mitigated 4 Mar 2026, 11:02 GMT = 50 min`."""
        if self.start_at is None or self.end_at is None:
            between = f", from {self.start} to {self.end}" if self.start and self.end else ""
            text = f"stated: {self._said_exactly}{between}"
        else:
            text = f"{self.start} {self.start_at} → {self.end} {self.end_at} = {self._said_exactly}"
        return f"{text} ({self.note})" if self.note else text

    @property
    def _said_exactly(self) -> str:
        return said_range(self.least_seconds, self.most_seconds, approximate=self.approximate, say=spoken_exactly)


def said_range(
    least_seconds: float,
    most_seconds: float | None,
    *,
    approximate: bool = False,
    say: Callable[[timedelta], str] = spoken,
) -> str:
    """Say for a person how long something took at least and, where that is known, at most."""
    about = "about " if approximate else ""
    least = say(timedelta(seconds=least_seconds))
    if most_seconds is None:
        return f"at least {about}{least}"
    if most_seconds == 0:
        return f"{about}0 min"
    most = say(timedelta(seconds=most_seconds))
    if least == most:
        return f"{about}{most}"
    return f"{about}{least} to {most}" if least_seconds else f"up to {about}{most}"


def seconds_between(first: Instant, second: Instant) -> tuple[float, float]:
    """Return the shortest and the longest time from one moment to another; negative where the other was before it."""
    first_at = first.earliest.timestamp()
    second_at = second.earliest.timestamp()
    first_last = first_at if first.latest is first.earliest else first.latest.timestamp()
    second_last = second_at if second.latest is second.earliest else second.latest.timestamp()
    return second_at - first_last, second_last - first_at


def durations_of(
    incident: Incident, preference: Preference = "derived-first", continued_by: Sequence[Incident] = ()
) -> dict[Measure, Duration]:
    """Return what is known of each measure; one of which nothing is known is left out.

    `continued_by` are the reports that go on with this one (`counting.chains`).
    """
    each = ((measure, duration_of(incident, measure, preference, continued_by)) for measure in MEASURES)
    return {measure: duration for measure, duration in each if duration is not None}


def duration_of(
    incident: Incident, measure: Measure, preference: Preference, continued_by: Sequence[Incident] = ()
) -> Duration | None:
    """Return one of the durations of an incident, where there is one."""
    duration = None if preference == "stated" else _derived(incident, measure, continued_by)
    if duration is None and preference != "derived" and incident.stated:
        duration = _stated(incident, measure, any_clock=preference == "stated")
    return duration


def milestone_at(
    incident: Incident, name: Milestone, continued_by: Sequence[Incident] = ()
) -> tuple[Milestone, Instant | None, str]:
    """Return the milestone that clocks take for one, when it was passed, and in words why it is that one.

    `declared` stands in for `acknowledged`; an incident that came back is mitigated and resolved when that ended.
    """
    times = incident.times
    if name == "acknowledged" and times.acknowledged is None and times.declared is not None:
        return "declared", times.declared, "declared stands in for acknowledged"
    if name in ("mitigated", "resolved") and (incident.reopened or continued_by):
        end: Literal["mitigated", "resolved"] = "mitigated" if name == "mitigated" else "resolved"
        at = last_end(incident, end, continued_by)
        return name, at, "to the last end, as it came back" if incident.reopened else "to the end of what continues it"
    at = getattr(times, name)
    return name, at, ""


def _derived(incident: Incident, measure: Measure, continued_by: Sequence[Incident]) -> Duration | None:
    start, end = ENDS[measure]
    at_name, end_at, note = milestone_at(incident, end, continued_by)
    if end_at is None:
        return None
    start_at: Instant | None = getattr(incident.times, start)
    if start_at is None:
        return _lower_bound(incident, measure, at_name, end_at, note) if measure in ("ttm", "ttr") else None
    least, most = seconds_between(start_at, end_at)
    approximate = start_at.approximate or end_at.approximate
    if most < 0 or (most == 0 and not end_at.has_clock):  # a day does not reach the midnight at its end
        if measure in ("ttm", "ttr"):
            return None  # an end before the start is a mistake, and reported as such
        gap = said_range(-most, -least, approximate=approximate)
        before = f"{at_name} {gap} before {'impact' if measure == 'ttd' else 'it was detected'}"
        note, least, most = f"{note}; {before}" if note else before, 0.0, 0.0
    return Duration(
        measure, max(least, 0.0), most, approximate, "derived", start, at_name, start_at, end_at, note
    )  # fmt: skip


def _lower_bound(incident: Incident, measure: Measure, end: str, end_at: Instant, note: str) -> Duration | None:
    """Return how long something took at least whose start is not known: since the earliest milestone that is."""
    start, start_at = _earliest(incident)
    if start_at is None:
        return None
    least, _ = seconds_between(start_at, end_at)
    if least <= 0:
        return None
    return Duration(
        measure, least, None, start_at.approximate or end_at.approximate, "derived",
        start, end, start_at, end_at, f"{UNKNOWN_START}; {note}" if note else UNKNOWN_START,
    )  # fmt: skip


def _earliest(incident: Incident) -> tuple[str, Instant | None]:
    """Return the earliest milestone, the first in their usual order of several at one time."""
    return min(incident.times.milestones(), key=lambda milestone: milestone[1].earliest, default=("", None))


def _stated(incident: Incident, measure: Measure, *, any_clock: bool) -> Duration | None:
    said = incident.stated.get(_STATED_KEYS[measure])
    if said is None or not (any_clock or _same_clock(said, measure)):
        return None
    seconds = said.value.total_seconds()
    hours = f"counted in the hours of `{said.hours}`" if said.hours not in (None, "always") else ""
    return Duration(
        measure, seconds, seconds, False, "stated", said.from_ or "", said.to or "", None, None, hours
    )  # fmt: skip


def _same_clock(said: StatedDuration, measure: Measure) -> bool:
    """Whether a stated duration is by the clock on the wall and, as far as it says so, between the same milestones."""
    start, end = ENDS[measure]
    return said.from_ in (None, start) and said.to in (None, end) and said.hours in (None, "always")


class Comparison(NamedTuple):
    """A stated duration beside the same interval by the times: between its milestones, counted by its calendar."""

    key: str
    """What was stated: `mitigate`."""
    stated_seconds: float
    start: str
    end: str
    hours: str
    """The calendar; `always` is the clock on the wall."""
    start_at: Instant | None
    end_at: Instant | None
    least_seconds: float | None
    """By the times; None where they do not give it."""
    most_seconds: float | None
    difference_seconds: float | None
    """By how much the stated one is longer (less than 0: shorter) than the nearest that the times allow."""
    note: str

    @property
    def notable(self) -> bool:
        """Whether the two differ by more than rounding."""
        return self.difference_seconds is not None and abs(self.difference_seconds) > ROUNDING_SECONDS

    @property
    def said(self) -> str:
        """Both for a person: `stated 4 h 9 min, by its times 4 h 12 min: 3 min less`."""
        stated = f"stated {spoken_exactly(timedelta(seconds=self.stated_seconds))}"
        if self.least_seconds is None or self.difference_seconds is None:
            return f"{stated}; {self.note}"
        by_times = f"{stated}, by its times {said_range(self.least_seconds, self.most_seconds, say=spoken_exactly)}"
        if not self.difference_seconds:
            return by_times
        more = "more" if self.difference_seconds > 0 else "less"
        return f"{by_times}: {spoken_exactly(timedelta(seconds=abs(self.difference_seconds)))} {more}"


def comparisons(incident: Incident, policy: Policy, continued_by: Sequence[Incident] = ()) -> tuple[Comparison, ...]:
    """Compare each stated duration with the same interval by the times.

    What a stated duration does not say is as for the measure that its key names; where `started` is not known it is
    compared from the earliest milestone. One with a key of its own must say both its milestones.
    """
    return tuple(_compared(incident, key, said, policy, continued_by) for key, said in incident.stated.items())


def _compared(
    incident: Incident, key: str, said: StatedDuration, policy: Policy, continued_by: Sequence[Incident]
) -> Comparison:
    measure = STATED_AS.get(key)
    usual_start, usual_end = ENDS[measure] if measure is not None else (None, None)
    start, end = said.from_ or usual_start, said.to or usual_end
    hours = said.hours or "always"
    stated = said.value.total_seconds()
    if start is None or end is None:
        note = "it does not say between which milestones it was counted"
        return Comparison(key, stated, start or "", end or "", hours, None, None, None, None, None, note)
    start_name, start_at, start_note = _begin(incident, start, said.from_ is None)
    end_name, end_at, end_note = milestone_at(incident, end, continued_by)
    note = "; ".join(one for one in (start_note, end_note) if one)
    compared = Comparison(key, stated, start_name, end_name, hours, start_at, end_at, None, None, None, note)
    if start_at is None or end_at is None:
        missing = " and ".join(name for name, at in ((start_name, start_at), (end_name, end_at)) if at is None)
        return compared._replace(note=f"the times do not say when it was {missing}")
    least, most = seconds_between(start_at, end_at)
    if most < 0:
        return compared._replace(note=f"by its times it was {end_name} before it was {start_name}")
    if hours != "always":
        calendar = policy.hours(hours)
        least = calendar.seconds_between(start_at.latest.timestamp(), end_at.earliest.timestamp())
        most = calendar.seconds_between(start_at.earliest.timestamp(), end_at.latest.timestamp())
    least = max(least, 0.0)
    difference = stated - most if stated > most else min(stated - least, 0.0)
    return compared._replace(least_seconds=least, most_seconds=most, difference_seconds=difference)


def _begin(incident: Incident, start: Milestone, usual: bool) -> tuple[str, Instant | None, str]:
    """Return the milestone that a stated duration was counted from; the earliest where it does not say."""
    name, at, note = milestone_at(incident, start)
    if at is not None or not usual or start != "started":
        return name, at, note
    return *_earliest(incident), UNKNOWN_START
