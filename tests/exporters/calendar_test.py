"""Due dates as an iCalendar."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from incidentbook.exporters.calendar import _folded, files
from tests.books import incident, issue
from tests.exporters.exported import BOOK, SITE_URL, shown


def text_of(texts: Mapping[str, str | bytes] = BOOK, site_url: str = SITE_URL) -> bytes:
    return files(shown(texts, site_url=site_url))["incidentbook.ics"]


def entries(name: str, texts: Mapping[str, str | bytes] = BOOK, site_url: str = SITE_URL) -> dict[str, Any]:
    """Return the events or the to-dos of a calendar, by what they are called."""
    calendar = Calendar.from_ical(text_of(texts, site_url))
    found = list(calendar.walk(name))
    assert all(not one.errors for one in [calendar, *found])
    return {str(one["SUMMARY"]): one for one in found}


def report(actions: str, number: int = 1) -> str:
    return incident(f"actions: {actions}", id=f"INC-2026-{number:04}")


def test_everything_that_is_due_is_an_event_and_open_actions_are_to_dos() -> None:
    """Not what is done, dropped, or due on no day."""
    actions = ["Alert on the pool", "Read, again; and \\ once more", "Write it down"]
    reviews = ["Review: INC-2026-0001 Incident INC-2026-0001", "Review: KI-0001 Issue KI-0001"]
    assert list(entries("VEVENT")) == [*actions, *reviews, "Review: RB-0001 Runbook RB-0001"]
    assert list(entries("VTODO")) == actions
    assert all(one["STATUS"] == "NEEDS-ACTION" for one in entries("VTODO").values())


def test_a_day_is_a_day_a_month_its_last_one_and_a_clock_time_a_moment() -> None:
    """Nothing is late before the whole of the day or month has passed."""
    due = {name: one["DUE"].dt for name, one in entries("VTODO").items()}
    assert due["Alert on the pool"] == date(2026, 3, 20)
    assert due["Read, again; and \\ once more"] == date(2026, 7, 31)
    assert due["Write it down"] == datetime(2026, 5, 1, 12, tzinfo=UTC)
    event = entries("VEVENT")["Review: KI-0001 Issue KI-0001"]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 10, 2), date(2026, 10, 3))


def test_one_ticket_in_two_reports_is_one_entry_that_names_both() -> None:
    """With its owner, its ticket, and the page of the first report."""
    event = entries("VEVENT")["Alert on the pool"]
    assert str(event["DESCRIPTION"]).split("\n") == [
        "Owner: payments", "Ticket: PAY-311", "INC-2026-0002 Incident INC-2026-0002",
        "INC-2026-0001 Incident INC-2026-0001",
    ]  # fmt: skip
    assert event["URL"] == "https://book.example.org/kb/incidents/2026/pool/"
    assert entries("VEVENT")["Write it down"]["URL"] == "https://tracker.example.org/7"


def test_nothing_leads_to_a_site_that_nobody_has_named() -> None:
    """Or that has no proper address."""
    assert all("URL" not in one or "tracker" in one["URL"] for one in entries("VEVENT", site_url="http://[").values())
    assert "URL" not in entries("VEVENT", site_url="")["Review: KI-0001 Issue KI-0001"]


def test_an_entry_is_known_again_whatever_becomes_of_its_date_and_its_place() -> None:
    """A ticket by its name, another action by its incident and its words, a review by its article."""
    before = entries("VEVENT")
    moved = {path.replace("2026/", ""): text for path, text in BOOK.items()}
    changed = {path: text.replace("due: 2026-0", "due: 2027-0") for path, text in moved.items()}
    changed["known-issues/pool.md"] = changed["known-issues/pool.md"].replace("6 months", "9 months")
    after = entries("VEVENT", changed)
    assert {name: one["UID"] for name, one in before.items()} == {name: one["UID"] for name, one in after.items()}
    assert all(before[name]["DTSTART"].dt != after[name]["DTSTART"].dt for name in before if "RB-0001" not in name)


def test_no_two_entries_have_one_name() -> None:
    """Not two actions in the same words, not those of two reports without a number, not an event and its to-do."""
    twice = "[{do: Look, due: 2026-07-01}, {do: Look, due: 2026-07-02}]"
    new = incident(f"actions: {twice}", id="INC-NEW")
    calendar = Calendar.from_ical(text_of({"incidents/a.md": new, "incidents/b.md": new}))
    names = [str(one["UID"]) for one in [*calendar.walk("VEVENT"), *calendar.walk("VTODO")]]
    assert len(names) == len(set(names)) == 8


def test_issues_that_nobody_needs_to_look_at_are_left_out() -> None:
    """Retired ones, superseded ones, and those never reviewed."""
    due = "last_reviewed: 2026-01-01\nreview_in: 1 month"
    texts = {
        "known-issues/a.md": issue(f"status: retired\n{due}"),
        "known-issues/b.md": issue(f"superseded_by: KI-0003\n{due}", id="KI-0002"),
        "known-issues/c.md": issue("review_in: 1 month", id="KI-0003"),
    }
    assert entries("VEVENT", texts) == {}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_folded_line_unfolds_to_itself(text: str) -> None:
    """None of its pieces is longer than 75 octets, and none begins within a character."""
    line = text.replace("\r", "").replace("\n", "")
    pieces = _folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
    assert all(piece.startswith(" ") for piece in pieces[1:])


def test_whatever_is_written_stays_in_its_place() -> None:
    """A line that ends the entry, properties, quotation marks, other scripts: it is the summary of one to-do."""
    said = 'Stop\\r\\nEND:VTODO\\nBEGIN:VTODO;X=1:2,3 \\"ü\\" 日本 ' + "🚨" * 60
    texts = {"incidents/a.md": report(f'[{{do: "{said}", due: 2026-07-01, owner: "a\\nb;c", ref: "x:\\ny"}}]')}
    (summary,) = entries("VTODO", texts)
    assert summary.startswith("Stop END:VTODO BEGIN:VTODO;X=1:2,3 ")
    assert summary.endswith('"ü" 日本 ' + "🚨" * 60)


def test_it_is_the_same_every_time_with_the_line_ends_that_it_must_have() -> None:
    text = text_of()
    assert text == text_of()
    assert text.count(b"\n") == text.count(b"\r\n")
    assert text.endswith(b"END:VCALENDAR\r\n")
    assert b"DTSTAMP:20260601T000000Z" in text


def test_what_an_audience_may_not_see_is_not_there() -> None:
    """A ticket that only another report speaks of is due when the readers' own says so."""
    text = files(shown(audience="internal"))["incidentbook.ics"]
    assert b"INC-2026-0002" not in text
    assert b"INC-2026-0002" in text_of()
