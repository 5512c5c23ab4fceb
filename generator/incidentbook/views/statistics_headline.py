"""The headline of the statistics: incidents, repeats and times of late beside those before, and whether a change is
more than chance would give.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple

from incidentbook.catalogue import site_zone
from incidentbook.distributions import FEW, Change, Distribution, compare, compare_counts, distribution_of
from incidentbook.durations import Measure
from incidentbook.judgements import instant_of
from incidentbook.recurrence import RepeatRate, repeat_rate
from incidentbook.statistics import Measured, Statistics
from incidentbook.text import counted, listed
from incidentbook.views.figures_said import NONE, DistributionSaid, distribution_said, length, percent, unbroken
from incidentbook.views.plots.caption import sentences
from incidentbook.views.statistics_stretches import Stretch, four_quarters, running_quarter, years

_LISTED = 12
"""Up to so many incidents are named one by one in the arithmetic."""
_VALUES = 40


class Card(NamedTuple):
    """One figure of the headline."""

    name: str
    """Of its definition."""
    title: str
    when: str
    figure: str
    few: bool
    """Whether the figure is no single one: a row of values, or a part of a small whole."""
    made_of: str
    """How many it is made from, and what is left out."""
    before: str
    change: str
    """Whether it differs from before by more than chance would give; empty where that is not judged."""
    notable: bool
    """Whether it does."""
    worse: bool
    provisional: bool
    arithmetic: tuple[str, ...]


def headline(statistics: Statistics, as_of: datetime) -> tuple[Card, ...]:
    """Return the figures in the order in which they are read."""
    zone = site_zone(statistics.settings)
    year, quarter = years(as_of), running_quarter(statistics.as_of, zone)
    quarters = four_quarters(statistics.as_of, zone)
    return (
        _incidents("Incidents", statistics, *year, zone),
        _incidents("This quarter", statistics, *quarter, zone)._replace(provisional=True),
        _repeats(statistics, *year),
        _time("ttm", "Time to mitigate", statistics, *quarters),
        _time("ttr", "Time to resolve", statistics, *quarters),
    )


def later(statistics: Statistics) -> int:
    """Return how many incidents began after the moment that is spoken of, and so are in no stretch of time above."""
    return len(statistics.between(statistics.as_of, float("inf")).members)


def _incidents(title: str, statistics: Statistics, now: Stretch, before: Stretch, zone: tzinfo) -> Card:
    members = now.members(statistics)
    n, still, left_out = len(members), sum(one.open for one in members), now.left_out(statistics)
    earlier, known, begun = _known_part(statistics, before, zone)
    # The incident that a book begins with is no sign of how often there were any.
    change = compare_counts(earlier - bool(begun), n, known.days, now.days)
    return Card(
        name="counted",
        title=title,
        when=now.title,
        figure=f"{n:,}",
        few=False,
        made_of=_parts(
            f"{still:,} still open" if still else "", f"{counted(left_out, 'report')} left out" if left_out else ""
        ),
        before=f"{before.title}: {earlier:,}{f'; the book begins on {begun}' if begun else ''}",
        change=_judged(change),
        notable=not change.within_chance,
        worse=n * known.days > earlier * now.days,
        provisional=False,
        arithmetic=(
            f"{now.said(zone)}: {counted(n, 'incident')}",
            f"{known.said(zone)}: {counted(earlier, 'incident')}"
            + (", of which the first is left out of the comparison, as the book begins with it" if begun else ""),
            change.words,
        ),
    )


def _known_part(statistics: Statistics, before: Stretch, zone: tzinfo) -> tuple[int, Stretch, str]:
    """Return how many incidents there were before, in which time, and the day on which the book begins if that is in
    it or later: what was before it is not known.
    """
    first = statistics.members[0].moment if statistics.members else None
    earlier = len(before.members(statistics))
    if first is None or first <= before.start:
        return earlier, before, ""
    return earlier, before._replace(start=min(first, before.end)), instant_of(first, zone).date


def _repeats(statistics: Statistics, now: Stretch, before: Stretch) -> Card:
    members = now.members(statistics)
    found = repeat_rate((one.article for one in members), statistics.repeats)
    earlier = repeat_rate((one.article for one in before.members(statistics)), statistics.repeats)
    repeated = [one.article.id for one in members if one.article.path in statistics.repeats.repeated]
    unlinked = f"{found.unlinked:,} without a known issue" if found.unlinked else ""
    unreviewed = f"{found.unreviewed:,} not fully reviewed" if found.unreviewed else ""
    unsure = listed([one for one in (unlinked, unreviewed) if one])
    few, days = found.incidents < FEW, counted(statistics.settings.repeat_window_days, "day")
    return Card(
        name="repeat-rate",
        title="Repeat rate",
        when=now.title,
        figure=_rate(found) if few else percent(found.share),
        few=few and found.incidents > 0,
        made_of=sentences(
            "" if few else f"{found.repeats:,} of {found.incidents:,}.",
            f"{unsure}: the rate may be higher by these." if unsure else "",
        ),
        before=f"{before.title}: {_rate(earlier)}",
        change="",
        notable=False,
        worse=False,
        provisional=any(one.open for one in members),
        arithmetic=(
            f"A repeat is a case of a known issue whose occurrence before it began at most {days} earlier",
            f"{counted(len(repeated), 'repeat')} of {counted(found.incidents, 'incident')}"
            + (f": {listed(repeated)}" if 0 < len(repeated) <= _LISTED else ""),
        ),
    )


def _rate(found: RepeatRate) -> str:
    """Return the rate with what it is made from; of few incidents the latter alone."""
    if not found.incidents:
        return NONE
    counts = f"{found.repeats:,} of {found.incidents:,}"
    return counts if found.incidents < FEW else f"{percent(found.share)}, {counts}"


def _time(measure: Measure, title: str, statistics: Statistics, now: Stretch, before: Stretch) -> Card:
    members, members_before = now.members(statistics), before.members(statistics)
    found, earlier = _distribution(members, measure), _distribution(members_before, measure)
    said, said_before = _said(found, members, measure), _said(earlier, members_before, measure)
    change, still = compare(earlier, found), sum(one.open for one in members)
    return Card(
        name=measure,
        title=title,
        when=now.title,
        figure=_figure(said),
        few=said.few and said.n > 0,
        made_of=_parts(
            f"median, 95 %: {said.interval}" if said.interval else "" if said.few else "median",
            _n(said),
            f"of {said.inexact:,} only a range or a lower bound" if said.inexact else "",
            f"{said.stated:,} as stated" if said.stated else "",
            f"{still:,} still open" if still else "",
        ),
        before=f"{before.title}: {_figure(said_before)}, {_n(said_before)}",
        change=_judged(change) if found.n and earlier.n else "",
        notable=not change.within_chance,
        worse=(found.median or 0) > (earlier.median or 0),
        provisional=still > 0,
        arithmetic=(
            *_lines(now, members, found, measure),
            *_lines(before, members_before, earlier, measure),
            change.words,
        ),
    )


def _distribution(members: Sequence[Measured], measure: Measure) -> Distribution:
    seconds = (value for one in members for known, value in one.exact_seconds if known == measure)
    return distribution_of(seconds, len(members))


def _said(found: Distribution, members: Iterable[Measured], measure: Measure) -> DistributionSaid:
    known = [one.durations[measure] for one in members if measure in one.durations]
    return unbroken(
        distribution_said(
            found,
            stated=sum(one.origin == "stated" and one.exact_seconds is not None for one in known),
            inexact=sum(one.exact_seconds is None for one in known),
        )
    )


def _n(said: DistributionSaid) -> str:
    return f"n\N{NO-BREAK SPACE}{said.n:,} of {said.of:,}"


def _figure(said: DistributionSaid) -> str:
    return ", ".join(said.values) if said.few and said.n else said.median


def _lines(stretch: Stretch, members: Sequence[Measured], found: Distribution, measure: Measure) -> Iterator[str]:
    """Yield each incident's arithmetic where they are few, else the values, or where among them the median stands."""
    if len(members) <= _LISTED:
        for one in members:
            duration = one.durations.get(measure)
            yield f"{one.article.id}: {duration.arithmetic if duration is not None else 'not known'}"
    elif found.n <= _VALUES:
        yield f"{stretch.title}: {', '.join(map(length, found.values)) or 'no value'}"
    else:
        half = found.n // 2
        place = f"number {half + 1:,}" if found.n % 2 else f"the mean of numbers {half:,} and {half + 1:,}"
        yield f"{stretch.title}: {place} of {found.n:,} values, from the shortest on"


def _judged(change: Change) -> str:
    """Return the verdict alone, without the figures that stand beside it."""
    words = change.words.rpartition(": ")[2] if change.p is not None else change.words
    return words[:1].upper() + words[1:]


def _parts(*parts: str) -> str:
    return "; ".join(part for part in parts if part)
