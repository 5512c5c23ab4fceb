"""Incidents that came back, cut into their stretches."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import Incident
from incidentbook.stints import last_end, stints_of
from tests.books import incident, opened


def read(times: str, *lines: str, number: int = 1) -> Incident:
    said = "\n".join(lines).replace("T", "2026-03-04 ")
    text = incident(said, id=f"INC-2026-{number:04}", times=f"times: {{{times}}}".replace("T", "2026-03-04 "))
    found = opened({"incidents/a.md": text})
    assert found.diagnostics == [] or number > 1
    return found.book.incidents[0].fields


def clock(at: Instant | None) -> str:
    return at.text[11:] if at is not None else "-"


def cut(first: Incident, *continued_by: Incident) -> list[str]:
    """Return each stint as `begin mitigated resolved`."""
    return [
        f"{clock(one.begin)} {clock(one.mitigated)} {clock(one.resolved)}" for one in stints_of(first, continued_by)
    ]


@pytest.mark.parametrize(
    ("times", "reopened", "stints"),
    [
        ("started: T10:00, detected: T10:05, mitigated: T11:00", "", ["10:00 11:00 -"]),
        ("declared: T10:05, resolved: T11:00", "", ["10:05 - 11:00"]),
        (
            "detected: T10:00, mitigated: T11:00, resolved: T11:30",
            "{at: T12:00, mitigated: T12:30, resolved: T13:00, why: again}",
            ["10:00 11:00 11:30", "12:00 12:30 13:00"],
        ),
        # not over yet
        ("detected: T10:00, resolved: T11:00", "{at: T12:00}", ["10:00 - 11:00", "12:00 - -"]),
        # the last end stands in `times`
        (
            "detected: T10:00, mitigated: T11:00, resolved: T14:00",
            "{at: T12:00, mitigated: T13:00}",
            ["10:00 11:00 -", "12:00 13:00 14:00"],
        ),
        # written newest first
        (
            "detected: T10:00, mitigated: T10:30, resolved: T16:00",
            "{at: T14:00, mitigated: T15:00}, {at: T12:00, mitigated: T13:00}",
            ["10:00 10:30 -", "12:00 13:00 -", "14:00 15:00 16:00"],
        ),
        # of two ends of one stint the later counts
        (
            "detected: T10:00, mitigated: T11:00, resolved: T14:00",
            "{at: T12:00, mitigated: T13:00, resolved: T13:30}",
            ["10:00 11:00 -", "12:00 13:00 14:00"],
        ),
    ],
)
def test_each_stint_has_its_own_ends(times: str, reopened: str, stints: list[str]) -> None:
    """The first from its start or its earliest milestone, the others from when it came back."""
    assert cut(read(times, f"reopened: [{reopened}]" if reopened else "")) == stints


def test_a_report_that_continues_another_adds_its_stints() -> None:
    """With its own reopenings, and how it is called."""
    first = read("detected: T10:00, mitigated: T11:00, resolved: T12:00")
    second = read(
        "detected: T13:00, mitigated: T14:00",
        "continues: INC-2026-0001",
        "reopened: [{at: T15:00, mitigated: T16:00, resolved: T17:00}]",
        number=2,
    )
    assert cut(first, second) == ["10:00 11:00 12:00", "13:00 14:00 -", "15:00 16:00 17:00"]
    assert [one.why for one in stints_of(first, (second,))] == ["", "continued as INC-2026-0002", ""]
    assert clock(last_end(first, "resolved", (second,))) == "17:00"


def test_an_incident_that_came_back_and_did_not_end_has_no_end() -> None:
    """What was thought to be its end is none."""
    again = read("detected: T10:00, mitigated: T11:00, resolved: T12:00", "reopened: [{at: T13:00, mitigated: T14:00}]")
    assert clock(last_end(again, "mitigated")) == "14:00"
    assert last_end(again, "resolved") is None


MINUTES = st.integers(0, 300)


@settings(deadline=None, max_examples=60)
@given(MINUTES, st.none() | MINUTES, st.none() | MINUTES, st.lists(st.tuples(MINUTES, MINUTES, MINUTES), max_size=3))
def test_no_time_is_lost_and_every_false_end_is_before_the_next_begin(
    detected: int, mitigated: int | None, resolved: int | None, reopened: list[tuple[int, int, int]]
) -> None:
    """Whatever is written, in whatever order, of reopenings that do not end before they begin; the last end is the
    latest that there is.
    """
    reopened = [(back, back + until, back + until + after) for back, until, after in reopened]

    def at(minutes: int) -> str:
        return f"T{8 + minutes // 60:02}:{minutes % 60:02}"

    ends = [("mitigated", mitigated), ("resolved", resolved)]
    times = ", ".join([f"detected: {at(detected)}", *(f"{name}: {at(end)}" for name, end in ends if end is not None)])
    backs = ", ".join(f"{{at: {at(one)}, mitigated: {at(two)}, resolved: {at(three)}}}" for one, two, three in reopened)
    text = incident(
        f"reopened: [{backs}]".replace("T", "2026-03-04 "), times=f"times: {{{times}}}".replace("T", "2026-03-04 ")
    )
    found = opened({"incidents/a.md": text}).book.incidents[0].fields
    stints = stints_of(found)
    assert len(stints) == 1 + len(reopened)
    for stint, following in pairwise(stints):
        for end in (stint.mitigated, stint.resolved):
            assert end is None or following.begin is None or end.earliest <= following.begin.latest
    if reopened:
        latest = max(resolved or 0, *(three for _, _, three in reopened))
        assert clock(last_end(found, "resolved")).endswith(at(latest)[1:])
