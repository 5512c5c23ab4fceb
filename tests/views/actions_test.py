"""The page of actions: the most overdue first, by owner, by age, and of when it speaks."""

from incidentbook.views import actions
from tests.views.list_book import incident, rendered, shown_book, view_at

SAID = """actions:
  - {do: Late, due: 2026-08-01, owner: payments, ref: https://tickets.example.org/1}
  - {do: Later, due: 2026-07-01, owner: payments}
  - {do: Undated}
  - {do: Done, done: 2026-04-01, owner: payments}
  - {do: Dropped, dropped: too dear, owner: web}
"""
TEXTS = {"incidents/a.md": incident("2026-0001", SAID), "incidents/b.md": incident("2020-0001", "actions: Old\n")}


def test_the_most_overdue_action_stands_first() -> None:
    """Then what has a date, then the oldest."""
    rows = view_at(actions.views, shown_book(TEXTS), "actions.md").texts()["open"]
    assert [(row.item.do, row.overdue_days) for row in rows] == [
        ("Later", 50),
        ("Late", 19),
        ("Old", 0),
        ("Undated", 0),
    ]


def test_open_actions_are_counted_by_age_and_owner() -> None:
    """Every bucket is there, and what has no owner stands last."""
    values = view_at(actions.views, shown_book(TEXTS), "actions.md").texts()
    assert [(bar.open, bar.overdue) for bar in values["ages"].bars] == [(0, 0), (0, 0), (3, 2), (0, 0), (1, 0)]
    assert [(one.name, one.open, one.overdue, one.completion.of) for one in values["owners"]] == [
        ("payments", 2, 2, 3),
        ("web", 0, 0, 0),
        ("", 2, 0, 2),
    ]


def test_how_long_actions_have_been_open_is_drawn_with_its_n() -> None:
    """What its incident has no time for is left out, and said to be."""
    untimed = "---\nid: INC-2026-0002\ntitle: No time\nactions: Whenever\n---\n## Summary\n"
    text = rendered(view_at(actions.views, shown_book({**TEXTS, "incidents/c.md": untimed}), "actions.md"))
    assert "2 of 4 open actions are overdue; 1 open for more than a year" in text
    assert "n 4. 1 action left out: its incident has no time." in text
    assert "<title>91 to 180 days: 3 open, 2 of them overdue</title>" in text
    assert (
        '<tr><th scope="row">91 to 180 days</th><td class="ib-number">3</td><td class="ib-number">2</td></tr>' in text
    )


def test_completion_leaves_out_what_was_dropped_and_leads_to_its_definition() -> None:
    """One of five was done, and one dropped."""
    text = rendered(view_at(actions.views, shown_book(TEXTS), "actions.md"))
    assert '<dt><a class="ib-term" href="../numbers/#action-completion">Completion</a></dt><dd>20 %</dd>' in text
    assert "1 of 5 done; 1 dropped, left out" in text


def test_without_an_open_action_there_is_no_plot() -> None:
    """And a sentence instead of the list."""
    done = {"incidents/a.md": incident("2026-0001", "actions: [{do: Done, done: 2026-04-01}]\n")}
    text = rendered(view_at(actions.views, shown_book(done), "actions.md"))
    assert "No action is open." in text
    assert "<figure" not in text


def test_the_page_says_of_when_it_speaks() -> None:
    """In its head, and in the footer that the theme makes."""
    view = view_at(actions.views, shown_book(TEXTS), "actions.md")
    assert "As of 21 Aug 2026" in rendered(view)
    assert view.extra["as_of"] == "21 Aug 2026"


def test_an_empty_book_has_no_empty_tables() -> None:
    """One sentence instead."""
    text = rendered(view_at(actions.views, shown_book({}), "actions.md"))
    assert "No incident has an action yet." in text
    assert "<table" not in text
