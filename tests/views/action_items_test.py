"""Actions: one ticket is one action, and what counts as open, overdue and completed."""

from datetime import UTC, datetime

import pytest

from incidentbook.views.action_items import ActionItem, action_items, completion
from tests.views.list_book import AS_OF, incident, shown_book


def items_of(*actions: str) -> tuple[ActionItem, ...]:
    texts = {
        f"incidents/{number}.md": incident(f"2026-{number:04}", f"actions: [{said}]\n", detected=f"2026-03-0{number}")
        for number, said in enumerate(actions, 1)
    }
    return action_items(shown_book(texts).book.incidents)


def test_one_ticket_in_several_incidents_is_one_action() -> None:
    """It is done when one report says so, and its age counts from the first incident."""
    (item,) = items_of("{do: Old words, ref: PAY-1, owner: a}", "{do: New words, ref: PAY-1, done: 2026-04-01}")
    assert (item.do, item.owner, item.open) == ("New words", "a", False)
    assert [target.name for target in item.incidents] == ["INC-2026-0002", "INC-2026-0001"]
    assert item.age_days(datetime(2026, 3, 11, tzinfo=UTC)) == 10


def test_actions_without_a_ticket_are_never_merged() -> None:
    """The same words may mean two things."""
    assert len(items_of("Add an alert", "Add an alert")) == 2


@pytest.mark.parametrize(
    ("due", "overdue"),
    [("2026-08-20", True), ("2026-08-21", False), ("2026-08", False), ("2026-07", True), ("2026", False)],
)
def test_an_action_is_overdue_when_all_of_the_time_it_was_due_has_passed(due: str, overdue: bool) -> None:
    """A day, a month, a year."""
    (item,) = items_of(f"{{do: A, due: {due}}}")
    assert item.overdue(AS_OF) is overdue


def test_what_is_done_or_dropped_is_not_overdue() -> None:
    """However late."""
    items = items_of("{do: A, due: 2026-01-01, done: 2026-02-01}", "{do: B, due: 2026-01-01, dropped: too dear}")
    assert not any(item.overdue(AS_OF) for item in items)


def test_completion_leaves_out_what_was_dropped() -> None:
    """Done by all but the dropped."""
    done = completion(items_of("{do: A, done: 2026-04-01}", "B", "{do: C, dropped: too dear}"))
    assert (done.done, done.of, done.dropped, done.share) == (1, 2, 1, 0.5)
    assert completion(()).share is None


def test_an_action_that_only_one_report_dropped_is_open() -> None:
    """The other report still wants it."""
    (item,) = items_of("{do: A, ref: PAY-1, dropped: too dear}", "{do: A, ref: PAY-1}")
    assert item.open
