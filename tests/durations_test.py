"""How long it took: from the milestones, as a range where they are coarse, or as someone stated it."""

import random
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from incidentbook.counting import chains
from incidentbook.durations import (
    DEFINITIONS,
    MEASURES,
    Comparison,
    Duration,
    Measure,
    Preference,
    comparisons,
    durations_of,
    milestone_at,
    said_range,
)
from incidentbook.kinds.incident.model import MILESTONES, Incident
from incidentbook.load import load
from incidentbook.settings import Settings
from tests.books import Opened, incident, opened

LONDON = ZoneInfo("Europe/London")
KB = Path(__file__).parents[1] / "kb"


def book_of(times: str, *lines: str, policy: str = "") -> Opened:
    """Open a book of one incident in London; `T` is 4 March 2026."""
    text = incident("\n".join(["zone: Europe/London", *lines]), times=f"times: {{{times}}}").replace("T", "2026-03-04 ")
    return opened({"incidents/a.md": text, **({"sla.yml": policy} if policy else {})})


def read(times: str, *lines: str) -> Incident:
    return book_of(times, *lines).book.incidents[0].fields


def found(times: str, *lines: str, preference: Preference = "derived-first") -> dict[Measure, Duration]:
    return durations_of(read(times, *lines), preference)


def said(durations: Mapping[Measure, Duration]) -> dict[str, str]:
    return {measure: duration.said for measure, duration in durations.items()}


WHOLE = "started: T10:00, detected: T10:12, acknowledged: T10:15, mitigated: T11:02, resolved: T12:40"


def test_each_measure_is_from_one_milestone_to_another() -> None:
    """TTD, TTM and TTR from the start, TTA from the detection."""
    durations = found(WHOLE)
    assert said(durations) == {"ttd": "12 min", "tta": "3 min", "ttm": "1 h 2 min", "ttr": "2 h 40 min"}
    assert tuple(durations) == MEASURES
    assert durations["ttm"].exact_seconds == 62 * 60
    assert durations["ttm"].arithmetic == (
        "started 4 Mar 2026, 10:00 GMT → mitigated 4 Mar 2026, 11:02 GMT = 1 h 2 min"
    )
    assert {one.note for one in durations.values()} == {""}
    assert {one.origin for one in durations.values()} == {"derived"}


@pytest.mark.parametrize(
    ("times", "durations"),
    [
        # nothing to count from or to
        ("detected: T10:00", {}),
        ("closed: T10:00", {}),
        ("resolved: T10:00", {}),
        ("started: T10:00", {}),
        # the start is not known: at least since the earliest that is
        ("detected: T10:00, mitigated: T12:00", {"ttm": "at least 2 h"}),
        ("declared: T10:30, mitigated: T10:00, resolved: T12:00", {"ttr": "at least 2 h"}),
        ("detected: T10:00, mitigated: T10:00", {}),
        ("detected: 2026-03-04, mitigated: 2026-03-06 10:00", {"ttm": "at least 1 d 10 h"}),
        ("detected: 2026-03-04, mitigated: T10:00", {}),
        # detected before the impact
        ("started: T10:05, detected: T10:00, mitigated: T10:30", {"ttd": "0 min", "ttm": "25 min"}),
        ("started: T10:05, detected: 2026-03-03", {"ttd": "0 min"}),
        ("started: 2026-03-05, detected: 2026-03-04", {"ttd": "0 min"}),
        # mitigated before it was detected or declared
        ("started: T10:00, detected: T11:00, mitigated: T10:30", {"ttd": "1 h", "ttm": "30 min"}),
        # a mistake, which is reported
        ("started: T10:00, mitigated: T09:00, resolved: 2026-03-03", {}),
        ("started: 2026-03-05, mitigated: 2026-03-04", {}),
        # coarse
        ("started: 2026-03-04, detected: T10:00", {"ttd": "up to 10 h"}),
        ("started: 2026-03-03, detected: T10:00", {"ttd": "10 h to 1 d 10 h"}),
        ("started: 2026-03-04, detected: 2026-03-04", {"ttd": "up to 1 d"}),
        ("started: 2026-02, detected: 2026-04", {"ttd": "30 d to 88 d"}),
        # approximate
        ("started: ~ T10:00, detected: T10:12", {"ttd": "about 12 min"}),
        ("started: ~ 2026-03-03, detected: T10:00", {"ttd": "about 10 h to 1 d 10 h"}),
        ("detected: ~ T10:00, mitigated: T12:00", {"ttm": "at least about 2 h"}),
    ],
)
def test_what_is_not_known_exactly_is_a_range_a_lower_bound_or_not_there(times: str, durations: dict[str, str]) -> None:
    """Never a number that looks exact."""
    assert said(found(times)) == durations


def test_only_a_length_that_is_known_exactly_enters_a_distribution() -> None:
    """An approximate one does; a range and a lower bound do not."""
    durations = found("started: ~ T10:00, detected: T10:12, mitigated: 2026-03-05", "stated: {}")
    assert durations["ttd"].exact_seconds == 720
    assert durations["ttm"].exact_seconds is None
    assert found("detected: T10:00, mitigated: T12:00")["ttm"].exact_seconds is None


def test_what_stands_in_and_what_is_unknown_is_said() -> None:
    """In the arithmetic, where a person follows it."""
    durations = found("detected: T10:00, declared: T10:20, mitigated: T11:00")
    assert durations["tta"].arithmetic == (
        "detected 4 Mar 2026, 10:00 GMT → declared 4 Mar 2026, 10:20 GMT = 20 min (declared stands in for acknowledged)"
    )
    assert durations["ttm"].arithmetic == (
        "detected 4 Mar 2026, 10:00 GMT → mitigated 4 Mar 2026, 11:00 GMT = at least 1 h (the start is not known)"
    )
    early = found("started: T10:05, detected: T10:00, declared: T09:58")
    assert early["ttd"].note == "detected 5 min before impact"
    assert early["tta"].note == "declared stands in for acknowledged; declared 2 min before it was detected"
    assert (early["ttd"].exact_seconds, early["tta"].exact_seconds) == (0, 0)


def test_long_durations_add_up_to_the_minute_in_their_arithmetic() -> None:
    """Where they are shown, two units are enough."""
    duration = found("started: T10:00, resolved: 2026-03-06 11:36")["ttr"]
    assert duration.said == "2 d 1 h"
    assert duration.arithmetic.endswith("= 2 d 1 h 36 min")


@pytest.mark.parametrize(
    ("reopened", "durations"),
    [
        ("{at: T14:00, mitigated: T15:00, resolved: T16:00}", {"ttm": "5 h", "ttr": "6 h"}),
        ("{at: T14:00, mitigated: T15:00}", {"ttm": "5 h"}),
        ("{at: T14:00}", {}),
        (
            "{at: T18:00, mitigated: T19:00, resolved: T20:00}, {at: T14:00, mitigated: T15:00, resolved: T16:00}",
            {"ttm": "9 h", "ttr": "10 h"},
        ),
    ],
)
def test_an_incident_that_came_back_lasts_to_its_last_end(reopened: str, durations: dict[str, str]) -> None:
    """However often; what came back and has not ended has no duration."""
    came_back = found("started: T10:00, mitigated: T11:00, resolved: T12:00", f"reopened: [{reopened}]")
    assert said(came_back) == durations
    assert all(one.note == "to the last end, as it came back" for one in came_back.values())


def test_an_incident_lasts_to_the_end_of_what_continues_it() -> None:
    """As if it had been reopened."""
    first = incident(times="times: {started: 2026-03-04 10:00, mitigated: 2026-03-04 11:00}")
    second = incident(
        "continues: INC-2026-0001",
        id="INC-2026-0002",
        times="times: {detected: 2026-03-04 13:00, mitigated: 2026-03-05}",
    )
    book = opened({"incidents/1.md": first, "incidents/2.md": second}).book
    durations = durations_of(book.incidents[0].fields, "derived", chains(book)["incidents/1.md"])
    assert said(durations) == {"ttm": "14 h to 1 d 14 h"}
    assert durations["ttm"].note == "to the end of what continues it"


@pytest.mark.parametrize(
    ("times", "duration", "exact"),
    [
        ("started: 2026-10-25 00:30, mitigated: 2026-10-25 02:30", "3 h", True),
        ("started: 2026-03-29 00:30, mitigated: 2026-03-29 02:30", "1 h", True),
        ("started: 2026-10-25 00:30, mitigated: 2026-10-25 01:30", "1 h to 2 h", False),
        ("started: 2026-10-25 01:30, mitigated: 2026-10-25 02:30", "1 h to 2 h", False),
        ("started: 2026-10-25 01:30, mitigated: 2026-10-25 01:40", "up to 1 h 10 min", False),
        ("started: 2026-10-25 01:30+01:00, mitigated: 2026-10-25 01:40+00:00", "1 h 10 min", True),
        ("started: 2026-10-25 01:30, mitigated: 2026-10-25 01:30Z", "up to 1 h", False),
    ],
)
def test_the_nights_in_which_the_clocks_change_count_as_long_as_they_were(
    times: str, duration: str, exact: bool
) -> None:
    """A time that the clocks showed twice makes a range, unless its offset says which it was."""
    ttm = found(times)["ttm"]
    assert ttm.said == duration
    assert (ttm.exact_seconds is not None) is exact


STATED = "stated: {detect: 5m, acknowledge: 6m, mitigate: 2h, resolve: 33h 15m}"


def test_a_stated_duration_is_used_where_settings_say_so() -> None:
    """Never, always, or where nothing can be derived."""
    times = "started: T10:00, detected: T10:12, mitigated: T11:00"
    assert said(found(times, STATED, preference="derived")) == {"ttd": "12 min", "ttm": "1 h"}
    assert said(found(times, STATED, preference="derived-first")) == {
        "ttd": "12 min",
        "tta": "6 min",
        "ttm": "1 h",
        "ttr": "1 d 9 h",
    }
    stated = found(times, STATED, preference="stated")
    assert said(stated) == {"ttd": "5 min", "tta": "6 min", "ttm": "2 h", "ttr": "1 d 9 h"}
    assert {one.origin for one in stated.values()} == {"stated"}
    assert stated["ttr"].exact_seconds == (33 * 60 + 15) * 60
    assert stated["ttr"].arithmetic == "stated: 1 d 9 h 15 min"


@pytest.mark.parametrize(
    ("clock", "used"),
    [
        ("", True),
        (", from: started", True),
        (", from: started, to: mitigated, hours: always", True),
        (", from: declared", False),
        (", to: resolved", False),
        (", hours: office", False),
    ],
)
def test_a_stated_duration_by_another_clock_is_no_measure_of_ours(clock: str, used: bool) -> None:
    """Unless only stated ones are asked for; then it says by which clock."""
    policy = "calendars: {office: {zone: UTC, week: {mon-fri: '09:00-17:00'}}}"
    fields = book_of("detected: T10:00", f"stated: {{mitigate: {{value: 2h{clock}}}}}", policy=policy).book.incidents[0]
    assert ("ttm" in durations_of(fields.fields)) is used
    stated = durations_of(fields.fields, "stated")["ttm"]
    assert stated.exact_seconds == 7200
    assert ("in the hours of `office`" in stated.arithmetic) is ("office" in clock)


def test_a_lower_bound_is_not_replaced_by_what_someone_stated() -> None:
    """It is derived, and no statement makes the start known."""
    assert said(found("detected: T10:00, mitigated: T12:00", STATED))["ttm"] == "at least 2 h"


@pytest.mark.parametrize(
    ("milestone", "taken", "at"),
    [("acknowledged", "declared", "10:30"), ("started", "started", None), ("mitigated", "mitigated", "11:00")],
)
def test_the_milestone_that_clocks_take_is_named(milestone: str, taken: str, at: str | None) -> None:
    """Declared for acknowledged, otherwise itself."""
    fields = read("declared: T10:30, mitigated: T11:00")
    name, instant, _ = milestone_at(fields, next(one for one in MILESTONES if one == milestone))
    assert (name, instant.text[11:] if instant is not None else None) == (taken, at)


@pytest.mark.parametrize(
    ("least", "most", "spoken"),
    [
        (0, 0, "0 min"),
        (0, 60, "up to 1 min"),
        (60, 60, "1 min"),
        (60, None, "at least 1 min"),
        (60, 120, "1 min to 2 min"),
    ],
)
def test_a_range_is_said_in_words(least: float, most: float | None, spoken: str) -> None:
    """Two ends, or one."""
    assert said_range(least, most) == spoken


POLICY = """
calendars:
  office: {zone: Europe/London, week: {mon-fri: "09:00-17:00"}}
"""


def compared(times: str, stated: str, *lines: str) -> Comparison:
    book = book_of(times, f"stated: {{{stated}}}", *lines, policy=POLICY).book
    (comparison,) = comparisons(book.incidents[0].fields, book.policy)
    return comparison


@pytest.mark.parametrize(
    ("stated", "sentence", "difference"),
    [
        ("mitigate: 62m", "by its times 1 h 2 min", 0),
        ("mitigate: 50m", "by its times 1 h 2 min: 12 min less", -12),
        ("mitigate: {value: 50m, from: detected}", "by its times 50 min", 0),
        ("mitigate: {value: 1h, from: acknowledged, to: resolved}", "by its times 2 h 25 min: 1 h 25 min less", -85),
        ("acknowledge: 5m", "by its times 3 min: 2 min more", 2),
        ("resolve: {value: 2h 40m, hours: office}", "by its times 2 h 40 min", 0),
        ("call: {value: 3m, from: detected, to: acknowledged}", "by its times 3 min", 0),
        ("call: 3m", "it does not say between which milestones it was counted", None),
        ("call: {value: 3m, from: declared, to: closed}", "the times do not say when it was declared and closed", None),
        (
            "call: {value: 3m, from: resolved, to: mitigated}",
            "by its times it was mitigated before it was resolved",
            None,
        ),
    ],
)
def test_a_stated_duration_is_compared_with_the_same_interval(
    stated: str, sentence: str, difference: float | None
) -> None:
    """By the milestones and the calendar that it names, or those of the measure."""
    comparison = compared(WHOLE, stated)
    assert re.split("[,;] ", comparison.said, maxsplit=1)[1] == sentence
    assert comparison.difference_seconds == (difference * 60 if difference is not None else None)
    assert comparison.notable is (difference is not None and abs(difference) > 5)


def test_a_stated_duration_is_compared_in_the_hours_it_was_counted_in() -> None:
    """From Friday 16:00 to Monday 10:00 there are two office hours, and 66 by the clock on the wall."""
    weekend = "started: 2026-03-06 16:00, resolved: 2026-03-09 10:00"
    assert compared(weekend, "resolve: {value: 2h, hours: office}").difference_seconds == 0
    assert compared(weekend, "resolve: {value: 66h, hours: always}").difference_seconds == 0
    assert compared(weekend, "resolve: {value: 66h, hours: office}").difference_seconds == 64 * 3600


def test_a_stated_duration_within_what_coarse_times_allow_does_not_differ() -> None:
    """One outside differs by what it lacks to the nearest."""
    coarse = "started: 2026-03-03, mitigated: T10:00"
    assert compared(coarse, "mitigate: 12h").difference_seconds == 0
    assert compared(coarse, "mitigate: 9h").difference_seconds == -3600
    assert compared(coarse, "mitigate: 36h").difference_seconds == 2 * 3600
    assert compared(coarse, "mitigate: 12h").said == "stated 12 h, by its times 10 h to 1 d 10 h"


def test_where_the_start_is_not_known_a_stated_duration_is_compared_from_the_earliest_milestone() -> None:
    """And says so; one that was counted from the start is not compared."""
    without = "detected: T10:00, mitigated: T11:00"
    comparison = compared(without, "mitigate: 1h")
    assert (comparison.start, comparison.note, comparison.difference_seconds) == (
        "detected",
        "the start is not known",
        0,
    )
    assert compared(without, "mitigate: {value: 1h, from: started}").difference_seconds is None


def test_the_demo_book_gives_a_duration_for_every_incident() -> None:
    """And compares every stated one: those that its times do not bear out, in minutes that they were off."""
    book, diagnostics = load(KB, Settings(audience="restricted"))
    assert diagnostics == []
    derived = {article.id: durations_of(article.fields, "derived") for article in book.incidents}
    assert len(derived) == 39
    assert [identity for identity, durations in derived.items() if not durations] == []
    compared = {(one.id, said.key): said for one in book.incidents for said in comparisons(one.fields, book.policy)}
    assert {
        "".join(key).replace("INC-", ""): round(said.difference_seconds / 60)
        for key, said in compared.items()
        if said.notable and said.difference_seconds is not None
    } == {
        "2020-0005resolve": -30,
        "2020-0006resolve": 240,
        "2021-0004mitigate": -535,
        "2021-0004resolve": -535,
        "2021-0005mitigate": -835,
        "2021-0005resolve": -835,
        "2022-0003mitigate": -7,
        "2022-0003resolve": -7,
        "2023-0007mitigate": -6840,
        "2023-0007resolve": -6840,
        "2023-0008resolve": -1080,
        "2023-0009mitigate": -1090,
        "2023-0009resolve": -1090,
        "2025-0002mitigate": 33,
    }
    assert [key for key, said in compared.items() if said.difference_seconds is None] == [
        ("INC-2020-0003", "mitigate"),  # when they were mitigated is not known
        ("INC-2020-0005", "mitigate"),
    ]


def test_every_definition_can_be_filled_in() -> None:
    """With the settings, and has a name of its own."""
    assert all("{" not in one.text.format(durations="derived-first") for one in DEFINITIONS)
    assert len({one.name for one in DEFINITIONS}) == len(DEFINITIONS)


FORMS = {"%Y": 4, "%Y-%m": 7, "%Y-%m-%d": 10, "%Y-%m-%d %H:%M": 16}
# Half of them in the night in which the clocks are put back.
MOMENTS = st.one_of(
    st.datetimes(datetime(2025, 12, 1), datetime(2026, 12, 1)),  # noqa: DTZ001 - in UTC, said below
    st.datetimes(datetime(2026, 10, 24, 23), datetime(2026, 10, 25, 3)),  # noqa: DTZ001
).map(lambda moment: moment.replace(second=0, microsecond=0, tzinfo=UTC))
LAW = settings(deadline=None, max_examples=80)


def written(moment: datetime, form: str) -> str:
    return moment.astimezone(LONDON).strftime(form)


@LAW
@given(MOMENTS, MOMENTS, st.sampled_from(sorted(FORMS)), st.sampled_from(sorted(FORMS)))
def test_a_range_contains_every_duration_that_its_times_allow(
    one: datetime, other: datetime, start_form: str, end_form: str
) -> None:
    """However coarsely they are written, also where the clocks showed them twice."""
    start, end = sorted((one, other))
    times = f"started: {written(start, start_form)}, mitigated: {written(end, end_form)}"
    duration = found(times, preference="derived")["ttm"]
    true_seconds = (end - start).total_seconds()
    assert duration.most_seconds is not None
    assert duration.least_seconds <= true_seconds <= duration.most_seconds
    if start_form == end_form == "%Y-%m-%d %H:%M" and duration.exact_seconds is None:
        assert start.astimezone(LONDON).hour == 1 or end.astimezone(LONDON).hour == 1, "only that hour was shown twice"


@LAW
@given(MOMENTS, MOMENTS, st.sampled_from(sorted(FORMS)))
def test_without_a_start_the_truth_is_no_shorter_than_the_bound(
    detected: datetime, mitigated: datetime, form: str
) -> None:
    """Whenever it began."""
    assume(detected < mitigated)
    durations = found(f"detected: {written(detected, form)}, mitigated: {written(mitigated, form)}")
    if "ttm" in durations:
        assert 0 < durations["ttm"].least_seconds <= (mitigated - detected).total_seconds()
        assert durations["ttm"].most_seconds is None


@LAW
@given(st.lists(MOMENTS, min_size=3, max_size=3), st.lists(st.sampled_from(sorted(FORMS)), min_size=3, max_size=3))
def test_what_is_resolved_after_it_was_mitigated_took_at_least_as_long(
    moments: Sequence[datetime], forms: Sequence[str]
) -> None:
    """TTR is no shorter than TTM, at both ends, as far as the times of both are as exact."""
    start, mitigated, resolved = sorted(moments)
    durations = found(
        f"started: {written(start, forms[0])}, mitigated: {written(mitigated, forms[1])},"
        f" resolved: {written(resolved, forms[1])}"
    )
    ttm, ttr = durations["ttm"], durations["ttr"]
    assert ttm.least_seconds <= ttr.least_seconds
    assert (ttm.most_seconds or 0) <= (ttr.most_seconds or 0)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(MOMENTS, MOMENTS), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_durations_do_not_depend_on_the_files(pairs: list[tuple[datetime, datetime]], chance: random.Random) -> None:
    """However they are called and in whichever order they are read."""

    def durations(names: Sequence[int]) -> dict[str, dict[Measure, Duration]]:
        texts = {
            f"incidents/{name}.md": incident(
                id=f"INC-2026-{number:04}",
                times=f"times: {{started: {one:%Y-%m-%d %H:%M}, resolved: {other:%Y-%m-%d %H:%M}}}",
            )
            for number, (name, (one, other)) in enumerate(zip(names, pairs, strict=True), 1)
        }
        return {article.id: durations_of(article.fields) for article in opened(texts).book.incidents}

    assert durations(range(1, len(pairs) + 1)) == durations(chance.sample(range(1, 99), len(pairs)))


@LAW
@given(MOMENTS, st.integers(0, 10_000), st.sampled_from(["Europe/London", "Asia/Kathmandu", "Australia/Sydney"]))
def test_it_does_not_matter_in_which_zone_a_time_is_written(start: datetime, minutes: int, zone: str) -> None:
    """With its offset, a moment is the same everywhere."""
    end = (start + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone))
    times = f"started: {start:%Y-%m-%d %H:%M}Z, resolved: {end.isoformat(sep=' ', timespec='minutes')}"
    assert found(times)["ttr"].exact_seconds == minutes * 60
