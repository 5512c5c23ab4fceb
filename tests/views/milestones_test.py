from incidentbook.links import link
from incidentbook.load import load_text
from incidentbook.views.milestones import Moment, moments_of
from tests import books
from tests.views.article_book import incident


def moments(times: str, *lines: str) -> dict[str, Moment]:
    book, _ = load_text({"incidents/a.md": incident(1, times, *lines)})
    link(book)
    return {moment.label: moment for moment in moments_of(book.incidents[0].fields)}


def test_each_milestone_says_how_long_it_was_since_the_previous_and_since_detected() -> None:
    """10:00, 10:12, 11:02."""
    found = moments("started: 2026-03-04 10:00, detected: 2026-03-04 10:12, mitigated: 2026-03-04 11:02")
    assert [moment.since_previous for moment in found.values()] == ["", "12 min", "50 min"]
    assert [moment.since_detected for moment in found.values()] == ["12 min before", "", "50 min"]


def test_milestones_stand_in_the_order_in_which_they_happened() -> None:
    """Declared after it was over, detected before the impact."""
    found = moments(
        "started: 2026-03-04 10:05, detected: 2026-03-04 10:00, declared: 2026-03-04 12:00, mitigated: 2026-03-04 11:00"
    )
    assert list(found) == ["Detected", "Started", "Mitigated", "Declared"]


def test_a_day_makes_the_time_from_it_a_range() -> None:
    """A start known to the day, and a clock time on the next."""
    found = moments("started: 2026-03-03, detected: 2026-03-04 10:00")
    assert found["Detected"].since_previous == "10 h to 1 d 10 h"


def test_a_day_stands_after_the_clock_time_on_it_that_comes_before_in_the_usual_order() -> None:
    """Detected at 14:05, resolved some time that day."""
    found = moments("detected: 2026-03-04 14:05, resolved: 2026-03-04")
    assert list(found) == ["Detected", "Resolved"]
    assert found["Resolved"].since_detected == "up to 9 h 55 min"


def test_what_is_approximate_stays_approximate() -> None:
    """The tilde before a time."""
    found = moments("started: ~ 2026-03-04 10:00, detected: 2026-03-04 10:12")
    assert found["Detected"].since_previous == "about 12 min"


def test_the_night_the_clocks_change_is_an_hour_shorter() -> None:
    """From 00:30 GMT to 02:30 BST it is one hour."""
    found = moments("detected: 2026-03-29 00:30, mitigated: 2026-03-29 02:30", "zone: Europe/London")
    assert found["Mitigated"].since_detected == "1 h"


def test_an_incident_that_came_back_has_its_second_end_too() -> None:
    """Reopened once."""
    found = moments(
        "detected: 2026-03-04 10:00, resolved: 2026-03-04 11:00",
        "reopened: [{at: 2026-03-04 12:00, mitigated: 2026-03-04 12:30, why: again}]",
    )
    assert list(found) == ["Detected", "Resolved", "Came back", "Mitigated again"]
    assert found["Came back"].why == "again"


def test_a_time_that_the_clocks_showed_twice_reads_as_written_and_makes_a_range() -> None:
    """From 00:30 BST it is one hour, or two."""
    found = moments("detected: 2026-10-25 00:30, mitigated: 2026-10-25 01:30", "zone: Europe/London")
    assert str(found["Mitigated"].at) == "25 Oct 2026, 01:30 BST or GMT"
    assert found["Mitigated"].since_detected == "1 h to 2 h"


def test_what_happened_at_one_time_is_said_to_have() -> None:
    """Not to have taken no time."""
    found = moments("detected: 2026-03-04 10:00, declared: 2026-03-04 10:00, mitigated: ~ 2026-03-04 10:00")
    assert [moment.since_detected for moment in found.values()] == ["", "same time", "same time"]


def test_what_only_the_timeline_says_is_said_to_come_from_there() -> None:
    """Not what `times` says, too."""
    body = "## Timeline\n\n- 10:12 [detected] The alert fires.\n- 10:44 [mitigated] It clears.\n"
    book, _ = load_text({"incidents/a.md": books.incident(body=body)})
    (found,) = book.incidents
    moments = moments_of(found.fields, found.from_timeline)
    assert [(one.name, one.since_detected, one.why) for one in moments] == [
        ("detected", "", ""), ("mitigated", "32 min", "from the timeline"),
    ]  # fmt: skip
