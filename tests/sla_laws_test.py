"""What holds of every clock, and agrees with counting minute by minute."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from incidentbook.announced import announced_windows
from incidentbook.kinds.incident.model import MILESTONES
from incidentbook.sla import Judgement, judge
from tests.books import incident, opened
from tests.judged import SLA, maintenance, moment, resolution

# An independent count, minute by minute, of three weeks in which London's clocks change.
BASE = datetime(2026, 3, 16, tzinfo=UTC)
MINUTES = 21 * 1440
LONDON = ZoneInfo("Europe/London")


def _is_open(minute: int) -> bool:
    local = (BASE + timedelta(minutes=minute)).astimezone(LONDON)
    return local.weekday() < 5 and 10 <= local.hour < 17


OPEN = {"always": [True] * MINUTES, "support-hours": [_is_open(minute) for minute in range(MINUTES)]}


class Story(NamedTuple):
    """An incident as minutes since the base, with its rests."""

    start: int
    end: int
    pauses: Sequence[tuple[int, int]]
    reopened: Sequence[tuple[int, int]]
    """How long after the end before it, and how long it then took."""
    window: tuple[int, int]
    target: int
    hours: str


STORIES = st.builds(
    Story,
    start=st.integers(0, 5000),
    end=st.integers(0, 9000),
    pauses=st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 2000)), max_size=3),
    reopened=st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 2000)), max_size=2),
    window=st.tuples(st.integers(0, 9000), st.integers(0, 3000)),
    target=st.integers(0, 3000),
    hours=st.sampled_from(["always", "support-hours"]),
)
LAW = settings(deadline=None, max_examples=60)


def at(minute: int) -> str:
    return f"{BASE + timedelta(minutes=minute):%Y-%m-%d %H:%MZ}"


def told(story: Story) -> Judgement:
    """Judge a story."""
    pauses = ", ".join(f"{{from: {at(begin)}, to: {at(begin + length)}}}" for begin, length in story.pauses)
    lines, end = [], story.end
    for later, took in story.reopened:
        lines.append(f"{{at: {at(end + later)}, mitigated: {at(end + later + took)}}}")
        end += later + took
    begin, length = story.window
    return resolution(
        f"detected: {at(story.start)}, mitigated: {at(story.end)}, paused: [{pauses}]",
        f"severity: sev1\nservices: [{{id: checkout, level: down}}]\nreopened: [{', '.join(lines)}]",
        targets=f"[{{severity: sev1, resolution: {story.target} min, hours: {story.hours}}}]",
        others={
            "maintenance/1.md": maintenance(
                f"from: {at(begin)}, to: {at(begin + length)}", "[{id: checkout, level: down}]"
            )
        },
    )


def last_end(story: Story) -> int:
    return story.end + sum(later + took for later, took in story.reopened)


def running_minutes(story: Story) -> list[bool]:
    """Return for each minute whether the clock would count it."""
    counts = list(OPEN[story.hours])
    rests = [(begin, begin + length) for begin, length in (*story.pauses, story.window)]
    end = story.end
    for later, took in story.reopened:
        rests.append((end, end + later))
        end += later + took
    for begin, finish in rests:
        counts[begin:finish] = [False] * (min(finish, MINUTES) - begin)
    return counts


@LAW
@given(STORIES)
def test_the_clock_agrees_with_counting_minute_by_minute(story: Story) -> None:
    """What was used, the verdict and the due moment."""
    counts, judgement, end = running_minutes(story), told(story), last_end(story)
    used = sum(counts[story.start : end])
    assert judgement.least_seconds == judgement.most_seconds == used * 60
    begin, length = story.window
    inside = begin <= story.start <= end <= begin + length and story.start < begin + length
    assert judgement.verdict == ("excluded" if inside else "met" if used <= story.target else "missed")
    passed = list(accumulate(counts[story.start :], initial=0))
    due = next((minute for minute, minutes in enumerate(passed) if minutes >= story.target), None)
    if due is not None:
        assert judgement.due == (BASE + timedelta(minutes=story.start + due)).timestamp()
    assert sum(rest.seconds for rest in judgement.rests) + used * 60 == judgement.counted[0]


RANK = {"excluded": 0, "met": 0, "missed": 1}


@LAW
@given(STORIES, st.integers(0, 3000))
def test_a_later_end_never_turns_missed_into_met(story: Story, minutes: int) -> None:
    """And a longer target never met into missed."""
    story = story._replace(reopened=())
    before = told(story)
    later = told(story._replace(end=story.end + minutes))
    assert RANK[later.verdict] >= RANK[before.verdict]
    longer = told(story._replace(target=story.target + minutes))
    assert RANK[longer.verdict] <= RANK[before.verdict]


@LAW
@given(STORIES, st.tuples(st.integers(0, 9000), st.integers(0, 2000)))
def test_a_pause_never_makes_a_clock_run_longer(story: Story, pause: tuple[int, int]) -> None:
    """Nor something due earlier; and no clock runs longer than the time that passed."""
    before, after = told(story), told(story._replace(pauses=[*story.pauses, pause]))
    assert after.least_seconds <= before.least_seconds <= max(last_end(story) - story.start, 0) * 60
    assert before.due is not None
    assert after.due is not None
    assert after.due >= before.due


@LAW
@given(STORIES)
def test_an_end_at_the_due_moment_is_met_and_one_after_it_missed(story: Story) -> None:
    """Where the clock runs on at that moment: outside the hours, and in rests, nothing is later."""
    story = story._replace(reopened=(), window=(0, 0))
    due = told(story).due
    assert due is not None
    minute = int((due - BASE.timestamp()) / 60)
    assume(story.start < minute < MINUTES - 1)
    assert told(story._replace(end=minute - 1)).verdict == "met"
    assert told(story._replace(end=minute)).verdict == "met"
    counts = running_minutes(story)
    assert told(story._replace(end=minute + 1)).verdict == ("missed" if counts[minute] else "met")


@LAW
@given(STORIES, st.integers(0, 9000))
def test_an_open_incident_fares_as_one_that_ends_now(story: Story, now: int) -> None:
    """Running is what would be met, and missed stays missed."""
    ended = told(story._replace(end=now, reopened=(), window=(0, 0)))
    pauses = ", ".join(f"{{from: {at(begin)}, to: {at(begin + length)}}}" for begin, length in story.pauses)
    still_open = resolution(
        f"detected: {at(story.start)}, paused: [{pauses}]",
        targets=f"[{{severity: sev1, resolution: {story.target} min, hours: {story.hours}}}]",
        as_of=at(now).removesuffix("Z"),
    )
    assert still_open.verdict == {"met": "running", "missed": "missed"}[ended.verdict]
    assert (still_open.least_seconds, still_open.due) == (ended.least_seconds, ended.due)


@LAW
@given(
    st.sampled_from(["2026", "2026-03", "2026-03-04", "2026-03-04 10:00"]),
    st.sampled_from(["2026", "2026-03", "2026-03-05", "2026-03-05 10:00", "2027-01"]),
    st.integers(0, 400 * 24),
)
def test_a_coarse_time_is_judged_as_all_the_times_it_may_be(start: str, end: str, hours: int) -> None:
    """A verdict holds at the shortest and the longest that the times allow; unknown is where those differ."""
    targets = f"[{{severity: sev1, resolution: {hours}h}}]"
    judgement = resolution(f"detected: {start}, mitigated: {end}", targets=targets)
    assert judgement.most_seconds is not None
    both = {seconds <= hours * 3600 for seconds in (judgement.least_seconds, judgement.most_seconds)}
    assert judgement.verdict == ("unknown" if len(both) == 2 else "met" if both == {True} else "missed")
    assert 0 <= judgement.least_seconds <= judgement.most_seconds


ODD = st.sampled_from(
    """
    0002-01-01 00:00|9997-12-31 23:59|9997|0002|2026|2026-03|2026-03-04|~2026-03-04 10:00|2026-03-04 10:00:59
    2026-10-25 01:30|2026-03-04 10:00+14:00|2026-03-05 11:00|2026-03-09 10:00|~2026
    """.replace("\n", "|").split("|")
).filter(str.strip)
MAYBE = st.one_of(st.just(""), ODD)


@LAW
@given(
    st.fixed_dictionaries(dict.fromkeys(MILESTONES, MAYBE)),
    st.lists(st.tuples(ODD, MAYBE), max_size=2),
    st.lists(st.tuples(ODD, MAYBE, MAYBE), max_size=2),
    st.lists(st.tuples(ODD, st.sampled_from(["sev1", "sev2"])), max_size=2),
    st.tuples(ODD, ODD),
    st.sampled_from(["", "investigating", "monitoring", "resolved"]),
    st.sampled_from(["2026-03-04 12:00", "0002-01-01 00:00", "9999-12-31 23:59"]),
)
def test_whatever_the_times_are_there_is_a_verdict_that_can_be_explained(
    times: dict[str, str],
    pauses: list[tuple[str, str]],
    reopened: list[tuple[str, str, str]],
    history: list[tuple[str, str]],
    window: tuple[str, str],
    status: str,
    as_of: str,
) -> None:
    """In any order, of any coarseness, at the ends of the calendar: least is not more than most, and never negative."""

    def mapping(**said: str) -> str:
        return "{" + ", ".join(f"{key.rstrip('_')}: {value}" for key, value in said.items() if value) + "}"

    milestones = ", ".join(f"{name}: {time}" for name, time in times.items() if time)
    stretches = ", ".join(mapping(from_=begin, to=end) for begin, end in pauses)
    again = ", ".join(mapping(at=at, mitigated=mitigated, resolved=resolved) for at, mitigated, resolved in reopened)
    changes = ", ".join(mapping(at=at, severity=severity) for at, severity in history)
    texts = {
        "sla.yml": SLA + "targets: [{severity: sev1, response: 1h, resolution: 3000h, hours: support-hours}, "
        "{severity: sev2, response: 1000 y, resolution: 0 min, from: 2026-03-05}]\n",
        "maintenance/1.md": maintenance(f"from: {window[0]}, to: {window[1]}", "[{id: checkout, level: down}]"),
        "incidents/1.md": incident(
            f"severity: sev1\n{f'status: {status}' if status else ''}\nzone: Europe/London\nservices: [checkout]\n"
            f"reopened: [{again}]\nseverity_history: [{changes}]",
            times=f"times: {{{milestones}{', ' * bool(milestones)}paused: [{stretches}]}}",
        ),
    }
    book = opened(texts).book
    found = judge(book.incidents[0], book, announced_windows(book), moment(as_of))
    assert len(found) == 2 or history, "only a severity that it once had may be without a target"
    for judgement in found:
        assert judgement.least_seconds >= 0
        assert judgement.most_seconds is None or judgement.least_seconds <= judgement.most_seconds
        assert (judgement.verdict in ("unknown", "excluded", "running")) <= bool(judgement.why)
        assert all(judgement.arithmetic)
        if judgement.verdict == "running":
            assert judgement.due is None or judgement.due >= moment(as_of)
