"""The home page: what is open, what keeps coming back, what happened last."""

from incidentbook.views import home
from tests.views.list_book import incident, known_issue, rendered, shown_book, view_at

CASE = "status: resolved\nknown_issues: [KI-0001]\n"
TEXTS = {
    "incidents/a.md": incident("2020-0001", CASE),
    "incidents/b.md": incident("2026-0001", CASE),
    "incidents/c.md": incident("2026-0002", "type: near-miss\nstatus: resolved\n"),
    "incidents/d.md": incident("2026-0003", "status: resolved\nduplicate_of: INC-2026-0001\n"),
    "known-issues/a.md": known_issue("0001"),
    "known-issues/b.md": known_issue("0002", "occurrences: [2026-01]\n"),
}


def test_what_came_once_does_not_keep_coming_back() -> None:
    """How many are left out is said."""
    view = view_at(home.views, shown_book(TEXTS), "index.md")
    assert [(row.id, row.of_last_year, row.occurrences) for row in view.values["recurring"]] == [("KI-0001", 1, 2)]
    assert "1 known issue occurred at most once and is left out. As of 21 Aug 2026." in rendered(view)


def test_of_issues_that_came_equally_often_the_last_seen_stands_first() -> None:
    """The last year counts more than all years, and both more than the last day."""
    dates = {"0001": "2020, 2021", "0002": "2020, 2023", "0003": "2019, 2020, 2021", "0004": "2020, 2026-05"}
    issues = {
        f"known-issues/{number}.md": known_issue(number, f"occurrences: [{at}]\n") for number, at in dates.items()
    }
    recurring = view_at(home.views, shown_book(issues), "index.md").values["recurring"]
    assert [row.id for row in recurring] == ["KI-0004", "KI-0003", "KI-0002", "KI-0001"]


def test_a_duplicate_is_not_counted_and_a_near_miss_apart() -> None:
    """Only incidents are incidents."""
    size = view_at(home.views, shown_book(TEXTS), "index.md").values["size"]
    assert (size.incidents, size.near_misses, str(size.since.date)) == (2, 1, "4 Mar 2020")


def test_open_incidents_stand_above_everything_else() -> None:
    """And there is no strip without any."""
    assert "Open incidents" not in rendered(view_at(home.views, shown_book(TEXTS), "index.md"))
    text = rendered(view_at(home.views, shown_book({"incidents/a.md": incident("2026-0001")}), "index.md"))
    assert text.index("Open incidents") < text.index("Most recent incidents")
    assert '<time datetime="2026-03-04T10:12:00+00:00" class="ib-ago">4 Mar 2026, 10:12 UTC</time>' in text


def test_the_box_asks_the_list_of_symptoms() -> None:
    """Without a script it still leads there."""
    text = rendered(view_at(home.views, shown_book({}), "index.md"))
    assert '<form class="ib-ask" action="symptoms/" method="get"' in text


def test_an_empty_book_has_no_empty_sections() -> None:
    """Nothing keeps coming back."""
    text = rendered(view_at(home.views, shown_book({}), "index.md"))
    assert "<table" not in text
