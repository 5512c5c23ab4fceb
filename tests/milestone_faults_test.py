"""What is said about times that cannot be, and about those that are hardly meant."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.book import Finding, located
from incidentbook.load import load
from incidentbook.milestone_faults import findings
from incidentbook.settings import Settings
from tests.books import article, incident, opened

KB = Path(__file__).parents[1] / "kb"


def found(times: str, *lines: str, policy: str = "") -> list[Finding]:
    """Return the findings about an incident in London; `T` is 4 March 2026."""
    text = incident("\n".join(["zone: Europe/London", *lines]), times=f"times: {{{times}}}").replace("T", "2026-03-04 ")
    book = opened({"incidents/a.md": text, **({"sla.yml": policy} if policy else {})})
    assert [one.message for one in book.diagnostics] == []
    return findings(book.book)


@pytest.mark.parametrize(
    "times",
    [
        "started: T10:00, detected: T10:05, acknowledged: T10:06, mitigated: T11:00, resolved: T12:00, closed: T13:00",
        # detected, and answered, before the impact
        "started: T10:00, detected: T09:50, acknowledged: T09:55, declared: T09:58, resolved: T12:00",
        # over before anyone noticed, or said so
        "started: T10:00, mitigated: T10:30, detected: T11:00, declared: T12:00",
        # at one time
        "started: T10:00, mitigated: T10:00, resolved: T10:00",
        # perhaps in order
        "started: T10:00, resolved: 2026-03-04",
        "started: 2026-03-04, resolved: T00:00",
        "started: 2026-03, resolved: 2026-03-01",
        "resolved: 2020-01-01",
    ],
)
def test_times_that_may_be_are_not_complained_about(times: str) -> None:
    """Detected before the impact, declared after it: both happen."""
    assert found(times) == []


@pytest.mark.parametrize(
    ("times", "names"),
    [
        ("started: T10:00, resolved: T09:59", ["resolved"]),
        ("started: T10:00, mitigated: T09:00, resolved: 2026-03-03, closed: 2025", ["mitigated", "resolved", "closed"]),
        ("started: 2026-03-05, resolved: 2026-03-04", ["resolved"]),
        ("started: 2026-03-05 00:00, resolved: 2026-03-04", ["resolved"]),
        ("started: T10:00Z, resolved: T10:30+01:00", ["resolved"]),
        ("started: ~ T10:00, resolved: ~ T09:00", ["resolved"]),
        ("started: 2026-10-25 01:30Z, mitigated: 2026-10-25 01:30+01:00", ["mitigated"]),
    ],
)
def test_an_end_before_the_start_is_an_error(times: str, names: list[str]) -> None:
    """As far as the times are sure of it."""
    assert [(one.code, one.location) for one in found(times)] == [("KB309", ("times", name)) for name in names]


def test_a_finding_says_both_times_and_stands_where_the_end_is_written() -> None:
    """As they are written in the file."""
    text = incident(times="times:\n  started: 2026-03-04 10:00\n  resolved: 2026-03-03 12:00")
    book = opened({"incidents/a.md": text}).book
    (said,) = located(book, findings(book))
    assert said[:5] == ("incidents/a.md", 6, 13, "KB309", "error")
    assert said.message == "It was resolved 2026-03-03 12:00, before it began, 2026-03-04 10:00"
    assert said.hint == "Check the dates of both."


@pytest.mark.parametrize(
    ("line", "location"),
    [
        ("exposed: T10:00\ncontained: T09:00", ("contained",)),
        ("provider: {service: aws, started: T10:00, restored: T09:00}", ("provider", "restored")),
        ("services: [a, {id: b, periods: [{from: T10:00, to: T09:00}]}]", ("services", 1, "periods", 0, "to")),
        ("reopened: [{at: T12:00, mitigated: T11:30}]", ("reopened", 0, "mitigated")),
        ("reopened: [{at: T12:00, resolved: T11:30}]", ("reopened", 0, "resolved")),
    ],
)
def test_everything_else_that_has_two_ends_is_checked_too(line: str, location: tuple[str | int, ...]) -> None:
    """Exposure, the supplier's outage, periods of a service, reopenings."""
    said = found("started: T10:00, mitigated: T11:00", line)
    assert [(one.code, one.location) for one in said] == [("KB309", location)]


def test_a_maintenance_window_that_ends_before_it_begins_is_an_error() -> None:
    """Planned or actual; a time in it that the clocks showed twice is a warning."""
    text = article(
        "title: Move\nzone: Europe/London\nplanned: {from: 2026-03-04 10:00, to: 2026-03-04 09:00}\n"
        "actual: {from: 2026-10-25 01:10, to: 2026-10-25 01:50}"
    )
    said = findings(opened({"maintenance/a.md": text}).book)
    assert [(one.code, one.location) for one in said] == [
        ("KB309", ("planned", "to")),
        ("KB310", ("actual", "from")),
        ("KB310", ("actual", "to")),
    ]


def test_a_time_that_the_clocks_showed_twice_is_a_warning_with_both_offsets() -> None:
    """It is not when the offset says which it was."""
    (said,) = found("detected: 2026-10-25 01:30, mitigated: 2026-10-25 02:00")
    assert (said.code, said.location) == ("KB310", ("times", "detected"))
    assert said.message == "2026-10-25 01:30 was shown twice in Europe/London, as clocks were put back by 1 h"
    assert said.hint == (
        "Write 2026-10-25 01:30+01:00 (BST) for the first, 2026-10-25 01:30+00:00 (GMT) for the second."
    )
    assert found("detected: 2026-10-25 01:30+01:00, mitigated: 2026-10-25 01:30Z, resolved: 2026-10-25") == []


@pytest.mark.parametrize(
    ("line", "location"),
    [
        ("detections: [{at: 2026-10-25 01:30, by: alert}]", ("detections", 0, "at")),
        ("severity_history: [{at: 2026-10-25 01:30, severity: sev1}]", ("severity_history", 0, "at")),
        ("services: [{id: a, periods: [{from: 2026-10-25 01:30}]}]", ("services", 0, "periods", 0, "from")),
        ("reopened: [{at: 2026-10-25 01:30}]", ("reopened", 0, "at")),
        ("provider: {service: aws, restored: 2026-10-25 01:30}", ("provider", "restored")),
        ("contained: 2026-10-25 01:30", ("contained",)),
    ],
)
def test_every_time_that_a_clock_counts_from_is_looked_at(line: str, location: tuple[str | int, ...]) -> None:
    """Not only milestones."""
    assert [(one.code, one.location) for one in found("detected: 2026-10-24 10:00", line)] == [("KB310", location)]


@pytest.mark.parametrize(
    ("times", "reopened", "codes"),
    [
        ("mitigated: T11:00, resolved: T12:00", "{at: T13:00}", []),
        ("mitigated: T11:00, resolved: T12:00", "{at: T11:30}", []),  # the last end stands in `times`
        ("mitigated: T11:00", "{at: T11:00}", []),
        ("closed: T11:00", "{at: T10:30}", []),
        ("mitigated: T11:00, resolved: T12:00", "{at: T10:30}", ["KB311"]),
        ("mitigated: T11:00", "{at: T12:00, mitigated: T13:00}, {at: T12:30}", ["KB311"]),
        ("mitigated: T11:00", "{at: T12:30}, {at: T12:00, mitigated: T12:15}", []),  # in any order
        ("mitigated: T11:00", "{at: 2026-04-03 10:00}", []),
        ("mitigated: T11:00", "{at: 2026-04-03 13:00}", ["KB312"]),
        ("mitigated: T11:00, resolved: 2026-03-20", "{at: 2026-04-10}", []),
        ("mitigated: T11:00", "{at: 2026-03-20, mitigated: 2026-03-21}, {at: 2026-04-10}", []),
    ],
)
def test_a_reopening_follows_an_end_and_follows_it_soon(times: str, reopened: str, codes: list[str]) -> None:
    """Before any end it is an error, and 30 days after it an incident of its own."""
    assert [one.code for one in found(f"started: T10:00, {times}", f"reopened: [{reopened}]")] == codes


def test_how_soon_is_a_setting() -> None:
    """Both lengths are said."""
    (said,) = found("mitigated: T10:00", "reopened: [{at: 2026-03-06 10:00}]", policy="reopen_within: 1 day")
    assert (said.code, said.location) == ("KB312", ("reopened", 0, "at"))
    assert said.message == "It came back 2 d after it had ended, and may be reopened within 1 d"


@pytest.mark.parametrize(
    ("pause", "finding"),
    [
        ("{from: T10:30, to: T10:45}", None),
        ("{from: T10:30}", None),
        ("{from: T10:00, to: T12:00}", None),
        ("{from: T10:45, to: T10:30}", ("KB309", "to")),
        ("{from: T09:00, to: T10:30}", ("KB313", "from")),
        ("{from: T10:30, to: T13:00}", ("KB313", "to")),
        ("{from: T12:30}", ("KB313", "from")),
        ("{from: 2026-03-04, to: T10:30}", None),
    ],
)
def test_a_pause_lies_in_the_incident(pause: str, finding: tuple[str, str] | None) -> None:
    """And begins before it ends."""
    said = found(f"detected: T10:00, mitigated: T11:00, resolved: T12:00, paused: [{pause}]")
    place = [(one.code, one.location) for one in said]
    assert place == ([(finding[0], ("times", "paused", 0, finding[1]))] if finding is not None else [])


def test_a_pause_may_lie_in_the_time_after_an_incident_came_back() -> None:
    """Its last end is what counts."""
    paused = "detected: T10:00, resolved: T12:00, paused: [{from: T13:30, to: T14:00}]"
    assert found(paused, "reopened: [{at: T13:00, resolved: T15:00}]") == []
    assert found(paused, "reopened: [{at: T13:00}]") == []


def test_the_demo_book_has_no_such_fault() -> None:
    """Its times were checked."""
    book, _ = load(KB, Settings(audience="restricted", zone="Europe/London"))
    assert findings(book) == []


TIMES = st.sampled_from(["T09:00", "T10:00", "2026-03-04", "2026-03", "2026-10-25 01:30", "~ T11:00", "2025"])


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(TIMES, TIMES, TIMES, TIMES), min_size=1, max_size=4),
    st.randoms(use_true_random=False),
)
def test_what_is_said_does_not_depend_on_the_files_and_nothing_raises(
    said: list[tuple[str, str, str, str]], chance: random.Random
) -> None:
    """Whatever the times are, and however the files are called."""

    def messages(names: list[int]) -> list[tuple[str, str]]:
        texts = {
            f"incidents/{name}.md": incident(
                f"zone: Europe/London\nreopened: [{{at: {back}, resolved: {again}}}]".replace("T", "2026-03-04 "),
                id=f"INC-2026-{number:04}",
                times=f"times: {{started: {start}, resolved: {end}, paused: [{{from: {back}, to: {end}}}]}}".replace(
                    "T", "2026-03-04 "
                ),
            )
            for number, (name, (start, end, back, again)) in enumerate(zip(names, said, strict=True), 1)
        }
        book = opened(texts).book
        return sorted((one.code, one.message) for one in findings(book))

    assert messages(list(range(1, len(said) + 1))) == messages(chance.sample(range(1, 99), len(said)))
