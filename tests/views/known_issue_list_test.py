"""The list of known issues: how often each came and whether its fix worked."""

from incidentbook.views import known_issue_list
from incidentbook.views.known_issue_list import IssueRow, issue_row
from incidentbook.views.service_names import ServiceNames
from tests.views.list_book import incident, known_issue, rendered, shown_book, view_at


def case(outcome: str) -> str:
    return f"known_issues: {{id: KI-0001, fix: {outcome}}}\n"


TEXTS = {
    "incidents/a.md": incident("2020-0001", case("worked")),
    "incidents/b.md": incident("2025-0001", case("failed")),
    "incidents/c.md": incident("2026-0001", case("not-tried")),
    "incidents/d.md": incident("2026-0002", "known_issues: {id: KI-0001, link: suspected}\n"),
    "known-issues/a.md": known_issue("0001", "occurrences: [2025-11]\n"),
    "known-issues/b.md": known_issue("0002"),
    "known-issues/c.md": known_issue("0003", "status: retired\noccurrences: [2020, 2021, 2022, 2023, 2024]\n"),
}


def test_the_issue_that_came_most_often_stands_first_and_a_retired_one_last() -> None:
    """Retired issues are history."""
    rows = view_at(known_issue_list.views, shown_book(TEXTS), "known-issues/index.md").values["rows"]
    assert [row.id for row in rows] == ["KI-0001", "KI-0002", "KI-0003"]


def test_occurrences_are_confirmed_incidents_and_those_without_a_report() -> None:
    """A suspected case is not counted; an untried fix is no try."""
    row: IssueRow = view_at(known_issue_list.views, shown_book(TEXTS), "known-issues/index.md").values["rows"][0]
    assert (row.occurrences, row.last_date, row.worked, row.tried) == (4, "2026-03-04", 1, 2)


def test_the_list_does_not_depend_on_the_day() -> None:
    """Only a page that stands for a day counts back from it."""
    shown = shown_book(TEXTS)
    issue = shown.book.known_issues[0]
    names = ServiceNames(shown.book)
    assert issue_row(issue, shown, names, of_last_year=True).of_last_year == 2
    assert issue_row(issue, shown, names, of_last_year=False).of_last_year == 0


def test_new_known_issues_can_be_subscribed_to() -> None:
    """In the two formats that readers of feeds know."""
    text = rendered(view_at(known_issue_list.views, shown_book({}), "known-issues/index.md"))
    assert 'href="../feeds/known-issues.xml"' in text
    assert 'href="../feeds/known-issues.json"' in text
