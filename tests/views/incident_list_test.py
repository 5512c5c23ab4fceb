"""The lists of incidents: newest first, whole years on their own, and what a row says."""

import pytest

from incidentbook.views import incident_list
from incidentbook.views.incident_list import IncidentRow
from tests.views.list_book import incident, known_issue, rendered, shown_book, view_at

SERVICES = "checkout: {name: Checkout, aliases: [shop]}\npayments: {}\n"


def row_of(report: str, **more: str) -> IncidentRow:
    shown = shown_book({"incidents/2026/a.md": report, "services.yml": SERVICES, **more})
    rows: tuple[IncidentRow, ...] = view_at(incident_list.views, shown, "incidents/index.md").values["rows"]
    return rows[0]


def test_the_newest_incident_stands_first_and_one_without_a_time_last() -> None:
    """Order is by the earliest milestone."""
    shown = shown_book(
        {
            "incidents/a.md": "---\ntitle: Nobody knows when\n---\n",
            "incidents/b.md": incident("2024-0001"),
            "incidents/c.md": incident("2026-0001"),
        }
    )
    rows = view_at(incident_list.views, shown, "incidents/index.md").values["rows"]
    assert [row.path for row in rows] == ["incidents/c.md", "incidents/b.md", "incidents/a.md"]


def test_every_year_has_a_page_of_its_own() -> None:
    """Newest year first; incidents without a date have a page as well."""
    texts = {f"incidents/{number}.md": incident(number) for number in ("2024-0001", "2026-0001", "2026-0002")}
    shown = shown_book({**texts, "incidents/undated.md": "---\ntitle: Nobody knows when\n---\n"})
    views = list(incident_list.views(shown))
    assert [(view.path, len(view.values["rows"])) for view in views] == [
        ("incidents/index.md", 4),
        ("incidents/2026/index.md", 2),
        ("incidents/2024/index.md", 1),
        ("incidents/undated/index.md", 1),
    ]


def test_the_first_page_holds_the_newest_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says how many there are, so that the script knows what is missing."""
    monkeypatch.setattr(incident_list, "NEWEST", 2)
    texts = {f"incidents/{number}.md": incident(f"2026-{number:04}") for number in range(1, 6)}
    view = view_at(incident_list.views, shown_book(texts), "incidents/index.md")
    assert (len(view.values["rows"]), view.values["total"]) == (2, 5)
    assert 'data-ib-total="5"' in rendered(view)
    assert "The newest 2 of 5 incidents" in rendered(view)


@pytest.mark.parametrize(
    ("times", "said"),
    [
        ("detected: 2026-03-04 10:12, mitigated: 2026-03-04 11:02", "50 min"),
        ("detected: 2026-03-04 10:12, mitigated: 2026-03-04 10:02", "0 s"),
        ("detected: 2026-03-04, mitigated: 2026-03-04 11:02", ""),
        ("started: 2026-03-04 10:00, mitigated: 2026-03-04 11:02", ""),
    ],
)
def test_time_to_mitigate_needs_two_clock_times(times: str, said: str) -> None:
    """A coarse time gives no duration."""
    assert row_of(f"---\ntitle: A\ntimes: {{{times}}}\n---\n").mitigation == said


def test_a_reopened_incident_is_mitigated_when_it_was_for_the_last_time() -> None:
    """The first end was none."""
    again = "reopened: {at: 2026-03-04 12:00, mitigated: 2026-03-04 13:12}\n"
    times = "times: {detected: 2026-03-04 10:12, mitigated: 2026-03-04 11:02}\n"
    assert row_of(f"---\ntitle: A\n{times}{again}---\n").mitigation == "3 h"


@pytest.mark.parametrize(("mitigated", "said"), [("02:30", "3 h"), ("01:30", ""), ("01:30Z", "2 h")])
def test_the_night_the_clocks_change_is_as_long_as_it_was(mitigated: str, said: str) -> None:
    """From 00:30 BST to 02:30 GMT it is three hours; a time that the clocks showed twice is no clock time."""
    times = f"detected: 2026-10-25 00:30, mitigated: 2026-10-25 {mitigated}"
    assert row_of(f"---\ntitle: A\nzone: Europe/London\ntimes: {{{times}}}\n---\n").mitigation == said


def test_services_are_called_by_their_names() -> None:
    """An alias is the service; one that is not in the catalogue is called as it was written; each once."""
    row = row_of(incident("2026-0001", "services: [shop, checkout, payments, mail]\n"))
    assert row.services == "Checkout · payments · mail"


@pytest.mark.parametrize(
    ("front_matter", "tags"),
    [
        ("", ()),
        ("type: near-miss\n", ("near miss",)),
        ("type: security\nduplicate_of: INC-2026-0002\n", ("security", "duplicate")),
    ],
)
def test_what_is_no_ordinary_incident_is_marked(front_matter: str, tags: tuple[str, ...]) -> None:
    """Near misses, security reports and duplicates."""
    assert row_of(incident("2026-0001", front_matter)).tags == tags


def test_a_suspected_known_issue_is_told_from_a_confirmed_one() -> None:
    """One that does not exist is left out."""
    said = "known_issues: [KI-0001, {id: KI-0002, link: suspected}, KI-0099]\n"
    issues = {"known-issues/a.md": known_issue("0001"), "known-issues/b.md": known_issue("0002")}
    row = row_of(incident("2026-0001", said), **issues)
    assert [(mark.id, mark.confirmed) for mark in row.issues] == [("KI-0001", True), ("KI-0002", False)]


@pytest.mark.parametrize("written", ["2026", "2026-03", "2026-03-04", "2026-03-04 10:12"])
def test_a_date_is_as_precise_as_it_was_written(written: str) -> None:
    """A coarse date is not completed."""
    assert row_of(incident("2026-0001", detected=written)).date == written[:10]


def test_an_authors_page_becomes_the_introduction() -> None:
    """Its title is the page's, and its own heading is not said twice."""
    page = "# Our incidents\n\nSee [the rules](rules.md).\n"
    shown = shown_book({"incidents/index.md": page, "incidents/a.md": incident("2026-0001")})
    view = view_at(incident_list.views, shown, "incidents/index.md")
    text = rendered(view)
    assert view.article
    assert text.count("Our incidents") == 2  # the heading and the table's caption
    assert "\n\nSee [the rules](rules.md).\n\n" in text


def test_titles_are_escaped() -> None:
    """A title is text."""
    shown = shown_book({"incidents/a.md": incident("2026-0001", title='"<b>&"')})
    assert "&lt;b&gt;&amp;" in rendered(view_at(incident_list.views, shown, "incidents/index.md"))


def test_an_empty_book_has_a_list_that_says_so() -> None:
    """No table without rows."""
    text = rendered(view_at(incident_list.views, shown_book({}), "incidents/index.md"))
    assert "There is no incident report yet." in text
    assert "<table" not in text


def test_what_is_new_can_be_subscribed_to() -> None:
    """Where the newest are, and not on the page of a year."""
    shown = shown_book({"incidents/a.md": incident("2026-0001")})
    newest = rendered(view_at(incident_list.views, shown, "incidents/index.md"))
    assert '<a href="../feeds/incidents.xml" type="application/atom+xml">Atom</a>' in newest
    assert 'href="../feeds/incidents.json"' in newest
    assert "feeds/" not in rendered(view_at(incident_list.views, shown, "incidents/2026/index.md"))
