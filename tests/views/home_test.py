"""The home page: what is open, what keeps coming back, this quarter, what happened last."""

from datetime import UTC, datetime

import pytest

from incidentbook.site import build_site
from incidentbook.templating import Templates
from incidentbook.views import home
from incidentbook.views.this_quarter import this_quarter
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
    assert [(row.id, row.of_last_year, row.occurrences) for row in view.texts()["recurring"]] == [("KI-0001", 1, 2)]
    assert "1 known issue occurred at most once and is left out. As of 21 Aug 2026." in rendered(view)


def test_of_issues_that_came_equally_often_the_last_seen_stands_first() -> None:
    """The last year counts more than all years, and both more than the last day."""
    dates = {"0001": "2020, 2021", "0002": "2020, 2023", "0003": "2019, 2020, 2021", "0004": "2020, 2026-05"}
    issues = {
        f"known-issues/{number}.md": known_issue(number, f"occurrences: [{at}]\n") for number, at in dates.items()
    }
    recurring = view_at(home.views, shown_book(issues), "index.md").texts()["recurring"]
    assert [row.id for row in recurring] == ["KI-0004", "KI-0003", "KI-0002", "KI-0001"]


def test_a_duplicate_is_not_counted_and_a_near_miss_apart() -> None:
    """Only incidents are incidents."""
    size = view_at(home.views, shown_book(TEXTS), "index.md").texts()["size"]
    assert (size.incidents, size.near_misses, str(size.since.date)) == (2, 1, "4 Mar 2020")


def test_open_incidents_stand_above_everything_else() -> None:
    """And there is no strip without any."""
    assert "Open incidents" not in rendered(view_at(home.views, shown_book(TEXTS), "index.md"))
    text = rendered(view_at(home.views, shown_book({"incidents/a.md": incident("2026-0001")}), "index.md"))
    assert text.index("Open incidents") < text.index("Most recent incidents")
    assert '<time datetime="2026-03-04T10:12:00+00:00" class="ib-ago">4 Mar 2026, 10:12 UTC</time>' in text


def test_the_box_asks_the_search_page() -> None:
    """Without a script it still leads there."""
    text = rendered(view_at(home.views, shown_book({}), "index.md"))
    assert '<form class="ib-ask" action="search/" method="get"' in text


def test_an_empty_book_has_no_empty_sections() -> None:
    """Nothing keeps coming back."""
    text = rendered(view_at(home.views, shown_book({}), "index.md"))
    assert "<table" not in text


def report(number: int, started: str, mitigated: str, front_matter: str = "") -> str:
    """An incident on a morning of which everything is known."""
    times = (
        f"started: {started} 08:00, detected: {started} 08:00, acknowledged: {started} 08:20, mitigated: {mitigated}"
    )
    return (
        f"---\nid: INC-2026-{number:04}\ntitle: Number {number}\nseverity: sev1\nstatus: resolved\n"
        f"times: {{{times}}}\nservices: [{{id: checkout, level: down}}]\n{front_matter}---\n## Summary\n"
    )


# As of 21 August at noon, the quarter is in its day 52; day 52 of the second quarter is 22 May.
QUARTER = {
    "sla.yml": "targets: [{severity: sev1, response: 15m, resolution: 4h}]\n",
    "incidents/a.md": report(1, "2026-05-22", "2026-05-22 09:00", "known_issues: [KI-0001]\n"),
    "incidents/b.md": report(2, "2026-05-23", "2026-05-23 09:00"),
    "incidents/c.md": report(3, "2026-07-01", "2026-07-01 10:00", "known_issues: [KI-0001]\n"),
    "incidents/d.md": report(4, "2026-08-20", "2026-08-20 14:30"),
    "incidents/e.md": incident("2026-0005", "duplicate_of: INC-2026-0004\n", detected="2026-08-20 09:00"),
    "incidents/f.md": incident("2026-0006", "severity: sev1\n", detected="2026-08-21 11:50"),
    "known-issues/a.md": known_issue("0001"),
}


def quarter_of(text: str) -> str:
    """The section of this quarter."""
    return text.partition('<h2 id="ib-quarter">')[2].partition("</section>")[0]


def test_this_quarter_stands_beside_the_same_time_of_the_one_before() -> None:
    """Three incidents by its day 52, and one of the two of the quarter before: the other was a day later."""
    text = quarter_of(rendered(view_at(home.views, shown_book(QUARTER), "index.md")))
    assert 'This quarter <span class="ib-n">Q3 2026, day 52</span>' in text
    assert "provisional" in text
    assert "<dt>Incidents</dt><dd>3</dd>" in text
    assert "1 by day 52 of Q2 2026: <span>within what chance would give</span>; 1 open" in text


def test_the_figures_of_this_quarter_say_what_they_are_made_from() -> None:
    """Response: 20 min of 15, twice. Resolution: 2 h and 6 h 30 min of 4 h. The first came back after 40 days."""
    text = quarter_of(rendered(view_at(home.views, shown_book(QUARTER), "index.md")))
    assert '<dt>Response in time</dt><dd>0 %</dd><dd class="ib-small">0 of 2, 1 running</dd>' in text
    assert '<dt>Resolution in time</dt><dd>50 %</dd><dd class="ib-small">1 of 2, 1 running</dd>' in text
    assert '<dd>33 %</dd><dd class="ib-small">1 of 3; 2 without a known issue</dd>' in text
    assert '<dd>8 h 30 min</dd><dd class="ib-small">all services added up</dd>' in text
    assert '<a href="statistics/">Statistics</a> · <a href="sla/">SLA and availability</a>' in text


def test_a_difference_that_chance_would_not_give_is_said_to_be_one() -> None:
    """Eight after none."""
    texts = {f"incidents/{number}.md": report(number, f"2026-07-{number:02}", f"2026-07-{number:02} 09:00")
             for number in range(1, 9)}  # fmt: skip
    quarter = this_quarter(shown_book(texts))
    assert (quarter.incidents, quarter.previous_incidents, quarter.notable) == (8, 0, True)
    assert quarter.change == "more, and by more than chance would give"


def test_a_quarter_without_an_incident_says_so_in_a_sentence() -> None:
    """And what the one before had by the same day."""
    text = quarter_of(
        rendered(view_at(home.views, shown_book({"incidents/a.md": QUARTER["incidents/a.md"]}), "index.md"))
    )
    assert "No incident has begun in it. Q2 2026 had 1 by its day 52." in text
    assert "<dl>" not in text


@pytest.mark.parametrize("as_of", [datetime(2019, 1, 1, tzinfo=UTC), datetime(2090, 12, 31, 23, 59, tzinfo=UTC)])
def test_any_moment_has_a_quarter(as_of: datetime) -> None:
    """Before all incidents, and long after them."""
    assert "No incident has begun in it." in rendered(view_at(home.views, shown_book(QUARTER, as_of), "index.md"))


def test_without_targets_and_levels_nothing_is_made_up() -> None:
    """No share, no downtime."""
    texts = {"incidents/a.md": incident("2026-0001", "severity: sev1\n", detected="2026-08-01 10:00")}
    text = quarter_of(rendered(view_at(home.views, shown_book(texts), "index.md")))
    assert text.count('<dd class="ib-none">–</dd><dd class="ib-small">no target</dd>') == 2
    assert '<dd>none</dd><dd class="ib-small">that is known</dd>' in text


def test_the_page_is_made_anew_when_a_figure_of_it_may_change() -> None:
    """A milestone of an incident that is in none of its lists, but not a word in its report."""
    old = {
        f"incidents/{number}.md": report(number, f"2026-07-{number:02}", f"2026-07-{number:02} 09:00")
        for number in range(1, 13)
    }
    slower = {**old, "incidents/1.md": report(1, "2026-07-01", "2026-07-01 09:01")}
    worded = {**old, "incidents/1.md": old["incidents/1.md"] + "More.\n"}
    assert key(old) != key(slower)
    assert key(old) == key(worded)


def key(texts: dict[str, str]) -> str:
    """Of the page."""
    pages = build_site(shown_book(texts), Templates()).pages
    return next(page.key for page in pages if page.path == "index.md")
