"""Timelines of any form."""

from datetime import date

import pytest

from incidentbook.importers.markdown.documents import read_document
from incidentbook.importers.markdown.timelines import Entry, Timeline, commonest_zone, milestone_times, zone_of_times

DAY = date(2024, 3, 4)


def timeline(text: str, on: date | None = DAY, zone: str = "UTC") -> Timeline:
    return Timeline(read_document("a.md", text.encode()).lines, on, zone, zone)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("- 10:12 Deployed", "- 2024-03-04 10:12 Deployed"),
        ("* **10:12 UTC** - Deployed", "- 2024-03-04 10:12 Deployed"),
        ("- **10:12: Deployed** by hand", "- 2024-03-04 10:12 **Deployed** by hand"),
        ("- `10:12` Deployed", "- 2024-03-04 10:12 Deployed"),
        ("- [10:12] Deployed", "- 2024-03-04 10:12 Deployed"),
        ("1. 2024-03-05 10.12 – Deployed", "- 2024-03-05 10:12 Deployed"),
        ("10:12 – Deployed", "- 2024-03-04 10:12 Deployed"),
        ("### 10:12", "- 2024-03-04 10:12"),
        ("| 10:12 | Deployed |", "| 2024-03-04 10:12 | Deployed |"),
        ("| **Mar 5, 9:00 PM** | Deployed |", "| 2024-03-05 21:00 | Deployed |"),
        ("- ~10:12 Deployed", "- 2024-03-04 10:12 (~10:12) Deployed"),
        ("- 10:12-10:40 Deployed", "- 2024-03-04 10:12 (10:12-10:40) Deployed"),
        ("- 10:12 CET Deployed", "- 2024-03-04 09:12 Deployed"),
        ("- 10:12 **It begins** - slowly", "- 2024-03-04 10:12 **It begins** - slowly"),
        ("- **10:12** - **It begins**, slowly", "- 2024-03-04 10:12 **It begins**, slowly"),
        ("- 10:12 - `sshd` dies", "- 2024-03-04 10:12 `sshd` dies"),
    ],
)
def test_a_line_that_begins_with_a_time_gets_its_day(said: str, written: str) -> None:
    assert timeline(said).text[0] == written


@pytest.mark.parametrize("said", ["- Deployed at 10:12", "- 30 pods", "    10:12 code", "> 10:12 quoted", "- 25:61 x"])
def test_any_other_line_is_left_alone(said: str) -> None:
    assert timeline(f"x\n\n{said}").text[2] == said


def test_midnight_passes_but_a_line_written_late_does_not_make_a_day() -> None:
    found = timeline("- 23:50 a\n- 00:10 b\n- 09:00 c\n- 08:55 d\n")
    assert [entry.at[5:] for entry in found.entries] == ["03-04 23:50", "03-05 00:10", "03-05 09:00", "03-05 08:55"]


def test_a_line_with_a_day_sets_it_for_those_that_follow() -> None:
    found = timeline("- 10:00 a\n\n### March 9\n\n- 09:00 b\n\n24/03/2024\n\n- 08:00 c\n")
    assert [entry.at[5:10] for entry in found.entries] == ["03-04", "03-09", "03-24"]


def test_without_a_day_times_stay_as_they_are_and_that_is_said() -> None:
    found = timeline("- 10:00 a\n", on=None)
    assert found.text[0] == "- 10:00 a"
    assert found.doubts == [(1, "the day of this time is not known")]


def test_what_is_below_an_entry_belongs_to_it() -> None:
    """A list below a list item is no row of entries; text below a heading is indented under its entry."""
    found = timeline("- 10:00 a\n  - 10:05 in detail\n\n### 11:00\n\ntext\n\n### Later\n\nfree\n")
    assert [entry.at[11:] for entry in found.entries] == ["10:00", "11:00"]
    assert found.text[1] == "  - 10:05 in detail"
    assert "    text" in found.text
    assert "free" in found.text


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("All times in PST", "America/Los_Angeles"),
        ("> (all times in Pacific Time)", "America/Los_Angeles"),
        ("All times are CEST (UTC+2).", "Europe/Paris"),
        ("| Time (UTC) | Event |", "UTC"),
        ("Times below are in UTC+1 (Zurich)", "Etc/GMT-1"),
        ("2024-05-06 (*all times CEST*)", "Europe/Paris"),
        ("Sometimes in Paris", ""),
        ("```\nAll times in PST\n```", ""),
    ],
)
def test_the_zone_of_all_times_is_found_where_it_is_said(text: str, zone: str) -> None:
    assert zone_of_times(read_document("a.md", text.encode()).lines) == zone


def test_else_the_zone_that_most_times_have() -> None:
    lines = read_document("a.md", b"- 10:12 CET a\n- 10:15 PST b\n- 10:20 PST c\n- 10:25 ERR d\n").lines
    assert commonest_zone(lines) == "America/Los_Angeles"


def test_milestones_are_the_first_line_that_speaks_of_them_and_the_last_of_an_end() -> None:
    said = ("Declared", "restored", "restored again")
    entries = [Entry(number, f"2024-03-04 10:0{number}", text) for number, text in enumerate(said)]
    phrases = {"declared": ("declared",), "mitigated": ("restored",), "resolved": ("closed",)}
    assert [(name, entry.line) for name, entry in milestone_times(entries, phrases)] == [  # type: ignore[arg-type]
        ("declared", 0),
        ("mitigated", 2),
    ]
