"""The figures of one incident in words: how long it took, what a person stated, and whether its targets were met."""

from collections.abc import Iterator, Sequence
from datetime import UTC, timedelta
from typing import NamedTuple

from incidentbook.articles import Article
from incidentbook.calendars import ALWAYS
from incidentbook.counting import left_out
from incidentbook.durations import (
    ENDS,
    MEASURES,
    Comparison,
    Duration,
    Measure,
    comparisons,
    durations_of,
    milestone_at,
    said_range,
)
from incidentbook.graph import Target
from incidentbook.instants import Instant
from incidentbook.judgements import Judgement, in_full, instant_of
from incidentbook.kinds.incident.model import Incident, StatedDuration
from incidentbook.sla import judge
from incidentbook.views.details import in_hours
from incidentbook.views.track_record import article_target
from incidentbook.views.verdict_grounds import VerdictGrounds
from incidentbook.views.view import Shown
from incidentbook.written_durations import spoken, spoken_exactly

_LABELS: dict[Measure, str] = {
    "ttd": "To detect",
    "tta": "To acknowledge",
    "ttm": "To mitigate",
    "ttr": "To resolve",
}


class DurationSaid(NamedTuple):
    """One of the four durations."""

    name: str
    """Of its definition: `ttm`."""
    label: str
    said: str
    """Empty where it is not known."""
    note: str
    """What stands in for what; where it is not known, why."""


class StatedSaid(NamedTuple):
    """A duration that a person wrote down, beside what the times give."""

    key: str
    value: str
    by: str
    """The clock: between which milestones, in which hours."""
    differs: str
    """By how much, where that is notable: `28 min more`."""
    compared: str
    """What the times give, or why they give nothing."""


class VerdictSaid(NamedTuple):
    """Whether a target was met."""

    clock: str
    verdict: str
    said: str
    """What was used of what: `3 min of 30 min`; empty where that is not known."""
    left: str
    """`27 min to spare`, `1 h 20 min over`, `2 h left`; empty where it is not known exactly."""
    due: Instant | None
    """While the incident is open: until when its end meets the target."""
    why: str
    arithmetic: tuple[str, ...]


class MaintenanceSaid(NamedTuple):
    """Announced maintenance of one of its services at its time, whether it excused anything or not."""

    maintenance: Target
    begin: Instant
    end: Instant


class FiguresSaid(NamedTuple):
    """All of it."""

    left_out: str
    """Why the incident is not counted; empty if it is."""
    durations: tuple[DurationSaid, ...]
    """The four, or none where nothing is known of any."""
    arithmetic: tuple[str, ...]
    """Of the durations."""
    stated: tuple[StatedSaid, ...]
    verdicts: tuple[VerdictSaid, ...]
    maintenance: tuple[MaintenanceSaid, ...]
    as_of: Instant | None
    """The moment up to which clocks that still run were counted; None where none does."""


def figures_of(article: Article[Incident], shown: Shown, grounds: VerdictGrounds) -> FiguresSaid:
    """Put the figures of one incident into words, without measuring any other."""
    book, fields, parts = shown.book, article.fields, grounds.chains.get(article.path, ())
    durations = durations_of(fields, shown.settings.durations, parts)
    out = left_out(fields)
    judged = () if out else judge(article, book, grounds.windows, shown.as_of.timestamp())
    return FiguresSaid(
        left_out=out,
        durations=tuple(_duration(measure, durations.get(measure), fields, parts) for measure in MEASURES)
        if durations
        else (),
        arithmetic=tuple(f"{measure.upper()}: {duration.arithmetic}" for measure, duration in durations.items()),
        stated=tuple(_stated(one, fields.stated[one.key]) for one in comparisons(fields, book.policy, parts)),
        verdicts=tuple(_verdict(one) for one in judged),
        maintenance=tuple(_maintenance(article, shown, grounds)),
        as_of=_moment(shown.as_of.timestamp(), fields) if any(one.open_at is not None for one in judged) else None,
    )


def _moment(timestamp: float, incident: Incident) -> Instant:
    """Say a moment in the zone in which the incident was written down."""
    zone = incident.earliest.earliest.tzinfo if incident.earliest is not None else None
    return instant_of(timestamp, zone or UTC)


def _maintenance(article: Article[Incident], shown: Shown, grounds: VerdictGrounds) -> Iterator[MaintenanceSaid]:
    windows = grounds.maintenance(article)
    if windows:
        by_path = {one.path: article_target(one) for one in shown.book.maintenance}
        spans = dict.fromkeys((window.path, window.span) for window in windows)  # of several services or levels
        for path, span in spans:
            yield MaintenanceSaid(by_path[path], _moment(span.start, article.fields), _moment(span.end, article.fields))


def _duration(measure: Measure, found: Duration | None, incident: Incident, parts: Sequence[Incident]) -> DurationSaid:
    if found is None:
        return DurationSaid(measure, _LABELS[measure], "", _why_not(measure, incident, parts))
    note = "; ".join(one for one in ("as stated" if found.origin == "stated" else "", found.note) if one)
    said = said_range(found.least_seconds, found.most_seconds, approximate=found.approximate, say=spoken_exactly)
    return DurationSaid(measure, _LABELS[measure], said, note)


def _why_not(measure: Measure, incident: Incident, parts: Sequence[Incident]) -> str:
    """Say why a duration is not known."""
    start, end = ENDS[measure]
    end_name, end_at, _ = milestone_at(incident, end, parts)
    still_open = incident.open or any(part.open for part in parts)
    if end_at is None and still_open and (end in ("mitigated", "resolved") or incident.times.mitigated is None):
        return f"not {end} yet"
    missing = [start] * (getattr(incident.times, start) is None) + [end_name] * (end_at is None)
    if not missing:
        return f"{end_name} is before {start}"
    return f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not known"


def _stated(found: Comparison, said: StatedDuration) -> StatedSaid:
    between = " ".join(f"{word} {name}" for word, name in (("from", said.from_), ("to", said.to)) if name is not None)
    differs = ""
    if found.least_seconds is None or found.difference_seconds is None:
        compared = found.note
    else:
        by_times = said_range(found.least_seconds, found.most_seconds, say=spoken_exactly)
        compared = f"its times give {by_times}" + (f" ({found.note})" if found.note else "")
        if found.notable:
            more = "more" if found.difference_seconds > 0 else "less"
            differs = f"{spoken(abs(timedelta(seconds=found.difference_seconds)))} {more}"
    hours = f"in {said.hours}" if said.hours not in (None, ALWAYS.name) else ""
    by = ", ".join(part for part in (between, hours) if part)
    return StatedSaid(found.key, in_hours(said.value), by, differs, compared)


def _verdict(judged: Judgement) -> VerdictSaid:
    said = left = ""
    if judged.target_seconds is not None and judged.verdict not in ("unknown", "excluded"):
        target = _length(judged.target_seconds, judged)
        said = f"target {target}" if judged.to_come else f"{_used(judged)} of {target}"
        left = "" if judged.to_come else _left(judged)
        said += f" in {judged.hours}" if judged.hours != "always" else ""
    due = judged.due_at if judged.open_at is not None else None
    return VerdictSaid(
        clock=judged.clock,
        verdict=judged.verdict,
        said=said,
        left=left,
        due=due,
        why=judged.why if not said or (judged.verdict == "running" and due is None) else "",
        arithmetic=judged.arithmetic,
    )


def _used(judged: Judgement) -> str:
    least, most = judged.least_seconds, judged.most_seconds
    if judged.open_at is not None or most is None or least == most:
        return f"{_length(least, judged)}{' so far' if judged.open_at is not None else ''}"
    return f"{_length(least, judged)} to {_length(most, judged)}" if least else f"up to {_length(most, judged)}"


def _left(judged: Judgement) -> str:
    spare = judged.spare_seconds
    if spare is None:
        return ""
    if judged.verdict == "missed":
        return f"{_length(-spare, judged)} over"
    return f"{_length(spare, judged)} {'left' if judged.verdict == 'running' else 'to spare'}"


def _length(seconds: float, judged: Judgement) -> str:
    return in_full(seconds, days=judged.hours == ALWAYS.name)
