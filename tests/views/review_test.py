"""The review: what happened since a day, what that changed, what is left to do; on a page and as CSV."""

import csv
import io
import re
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from incidentbook.links import link
from incidentbook.load import load_text
from incidentbook.settings import Settings
from incidentbook.site import _key
from incidentbook.templating import Templates
from incidentbook.views import review
from incidentbook.views.review_items import Item, csv_text
from incidentbook.views.review_sections import Review, review_of
from incidentbook.views.view import Shown
from tests.views.list_book import incident, rendered, shown_book, view_at
from tests.views.review_book import BOOK, report

EMPTY = {"sla.yml": BOOK["sla.yml"]}


def sections(texts: Mapping[str, str] = BOOK, as_of: datetime | None = None) -> Review:
    return review_of(shown_book(texts, as_of) if as_of is not None else shown_book(texts))


def page(texts: Mapping[str, str] = BOOK) -> str:
    return rendered(view_at(review.views, shown_book(texts), "review.md"))


def section(text: str, name: str) -> str:
    """What stands under a heading, up to the end of its section."""
    return text.partition(f'<h2 id="{name}">')[2].partition("<h2")[0] or text.partition(f'<h3 id="{name}">')[2]


def lines(texts: Mapping[str, str] = BOOK) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(rendered(view_at(review.views, shown_book(texts), "review.csv")))))


def changed(was: str, now: str, path: str = "incidents/3.md") -> dict[str, str]:
    assert was in BOOK[path]
    return {**BOOK, path: BOOK[path].replace(was, now)}


# ---- Incidents ------------------------------------------------------------------------------------------------------


def test_incidents_that_began_in_the_week_are_new_and_those_before_are_folded() -> None:
    """The newest first; what is not counted is there, and says why."""
    found = sections().new
    assert [(one.row.id[-4:], one.at, one.left_out) for one in found.rows] == [
        ("0005", "2026-08-19", "a second report of INC-2026-0004"),
        ("0004", "2026-08-19", ""),
        ("0003", "2026-08-16", ""),
    ]
    assert [(one.row.id[-4:], one.at) for one in found.others] == [("0002", "2026-08-13"), ("0001", "2026-06-02")]


def test_the_week_begins_seven_days_before_at_midnight() -> None:
    """One of that day is new, one of the evening before is not; one of 91 days before is nowhere."""
    texts = {
        f"incidents/{number}.md": incident(f"2026-000{number}", detected=when)
        for number, when in enumerate(("2026-08-14 00:00", "2026-08-13 23:59", "2026-05-23 00:00", "2026-05-22 23:59"))
    }
    found = sections(texts).new
    assert [one.row.id[-1] for one in found.rows] == ["0"]
    assert [one.row.id[-1] for one in found.others] == ["1", "2"]


def test_days_are_those_of_the_zone_of_the_site() -> None:
    """Half past eleven at night in London is the next day in Kathmandu."""
    settings = Settings(audience="restricted", zone="Asia/Kathmandu")
    book, _ = load_text({"incidents/a.md": incident("2026-0001", "zone: UTC\n", detected="2026-08-13 23:30")}, settings)
    found = review_of(Shown(book, link(book), settings, datetime(2026, 8, 21, 12, tzinfo=UTC)))
    assert [one.at for one in found.new.rows] == ["2026-08-14"]


def test_open_incidents_are_there_whenever_they_began() -> None:
    """The most severe first."""
    texts = {**BOOK, "incidents/9.md": report(9, "Old", "detected: 2024-01-01 10:00", "severity: sev1\n")}
    assert [one.row.id[-4:] for one in sections(texts).open] == ["0009", "0002"]
    assert '<h2 id="open">Open <span class="ib-n">1</span></h2>' in page()


def test_what_came_back_says_which_occurrence_it_was_and_after_which_fix() -> None:
    """The second, 74 days after the first and 45 after midnight of the day of the permanent fix."""
    (back,) = sections().back.rows
    assert (back.issue.name, back.number, back.days, back.incident and back.incident.name) == (
        "KI-0001", 2, 74, "INC-2026-0003",
    )  # fmt: skip
    assert back.fix is not None
    assert (back.fix.kind, back.fix.at.date, back.fix.days) == ("permanent", "1 Jul 2026", 46)
    text = section(page(), "back")
    assert "2nd: <a" in text
    assert "came back after the fix" in text


def test_the_first_occurrence_came_back_from_nothing() -> None:
    """And an occurrence before any fix says that none was in force."""
    texts = changed("fixes: [{at: 2026-07-01, kind: permanent}]\n", "", "known-issues/a.md")
    assert [row.number for row in (*sections(texts).back.rows, *sections(texts).back.others)] == [2]
    assert "no fix was in force" in section(page(texts), "back")


def test_an_incident_that_came_back_within_itself_is_reopened() -> None:
    """With how long it was thought to be over, and why it was not."""
    (again,) = sections().reopened.rows
    assert (again.row.id, again.at, again.after, again.why) == (
        "INC-2026-0004", "2026-08-19", "2 h after it was resolved", "Cold cache",
    )  # fmt: skip


def test_a_missed_target_stands_under_the_day_it_ran_out_with_its_arithmetic() -> None:
    """The response of 15 min came after 35; the three days of an open incident ran out on 16 August, 18:00."""
    found = sections().missed.rows
    assert [(one.row.id[-1], one.clock, one.at, one.by, one.target) for one in found] == [
        ("3", "response", "2026-08-16", "20 min", "15 min"),
        ("2", "resolution", "2026-08-16", "4 d 18 h, still open", "3 d"),
    ]
    text = section(page(), "missed")
    assert (
        "<li>detected 16 Aug 2026, 09:00 UTC → acknowledged 16 Aug 2026, 09:35 UTC: 35 min on the clock</li>"
        "<li>target 15 min: missed by 20 min</li>"
    ) in text


# ---- What changed ---------------------------------------------------------------------------------------------------


def test_a_verdict_on_an_earlier_incident_that_changed_is_listed() -> None:
    """It was running before the 14th, and before every day up to the 16th; new incidents are not earlier ones."""
    (row,) = sections().verdicts.rows
    assert (row.incident.name, row.clock, row.was, row.now) == ("INC-2026-0002", "resolution", "running", "missed")
    assert (row.after, row.at, row.changed) == ("2026-08-13", "2026-08-16", "2026-08-16")
    assert sections().verdicts.others == ()


def test_figures_of_the_quarter_stand_beside_those_before_the_week() -> None:
    """One incident on the 13th; two more that count, of which one is a repeat, and 2 h without Checkout."""
    quarter = sections().periods[0]
    assert (quarter.title, quarter.provisional) == ("Q3 2026", True)
    (before,) = quarter.before.rows
    assert (before.figures.incidents, quarter.now.incidents) == ("1", "3")
    assert (before.figures.response, quarter.now.response) == (("–", ""), ("50 %", "1 of 2"))
    assert (before.figures.resolution, quarter.now.resolution) == (("–", "1 running"), ("67 %", "2 of 3"))
    assert (before.figures.repeats, quarter.now.repeats) == (("0 %", "0 of 1"), ("33 %", "1 of 3"))
    assert (before.figures.downtime, quarter.now.downtime) == ("–", "2 h")
    assert before.changed == ("incidents", "response", "resolution", "repeats", "downtime")


def test_a_quarter_that_is_over_is_there_only_where_it_changed() -> None:
    """Of the second quarter the incident of June has not; one of May that was mitigated this week has."""
    assert [one.key for one in sections().periods if one.before.rows] == ["2026-Q3"]
    late = report(
        8, "Long", "detected: 2026-05-01 10:00, mitigated: 2026-08-19 10:00, resolved: 2026-08-19 11:00",
        "severity: sev1\nservices: [{id: search, level: down}]\n",
    )  # fmt: skip
    found = {one.key: one for one in sections({**BOOK, "incidents/8.md": late}).periods if one.before.rows}
    assert list(found) == ["2026-Q3", "2026-Q2"]
    assert found["2026-Q2"].before.rows[0].changed == ("response",)  # nobody wrote down when it was acknowledged


@pytest.mark.parametrize(
    ("day", "incidents"),
    [
        ("2026-05-23", {"2026-Q2": "0"}),
        ("2026-06-03", {}),  # since then the second quarter has not changed, and the third had not begun
        ("2026-08-13", {"2026-Q3": "0"}),
        ("2026-08-14", {"2026-Q3": "1"}),
        ("2026-08-17", {"2026-Q3": "2"}),
        ("2026-08-21", {"2026-Q3": "3"}),
    ],
)
def test_of_any_day_there_is_one_row_of_figures_for_each_quarter_that_changed(
    day: str, incidents: dict[str, str]
) -> None:
    """A script shows the row that stood before the day: after one day, up to another."""
    found: dict[str, str] = {}
    for period in sections().periods:
        rows = [row for row in (*period.before.rows, *period.before.others) if row.after < day <= row.at]
        assert len(rows) <= 1
        found.update((period.key, row.figures.incidents) for row in rows)
    assert found == incidents


# ---- What is left to do ---------------------------------------------------------------------------------------------


def test_overdue_actions_and_how_much_gets_done() -> None:
    """Due on the 17th: three full days, and a half. One of two is done; the dropped one is left out."""
    found = sections()
    assert [(one.item.do, one.days) for one in found.overdue] == [("Raise the pool", 3)]
    assert [(one.item.do, one.at) for one in found.done.rows] == [("Alert on it", "2026-08-18")]
    text = section(page(), "actions")
    assert '<b class="ib-figure">50 %</b>, 1 of 2 done; 1 dropped, left out.' in text
    assert ">1 open action</a>.</p>" in text


def test_actions_without_a_due_date_are_said_not_to_be_overdue() -> None:
    """They cannot be, and a reader must not take that for a good sign."""
    text = section(page({"incidents/a.md": incident("2026-0001", "actions: [One day, Some day]\n")}), "actions")
    assert ">2 open actions</a>, 2 of them without a due date.</p>" in text
    assert "No action is overdue." in text


def test_incidents_that_are_over_and_not_reviewed_say_for_how_long() -> None:
    """Full days since the last end: the oldest first. A second report needs no review of its own."""
    found = sections().postmortems
    assert [(one.row.id[-1], one.state, one.days, one.overdue) for one in found.rows] == [
        ("3", "draft", 5, True),
        ("4", "in-review", 1, False),
    ]
    assert (found.over, found.ages) == (3, "5 and 1 days")
    assert "Of 3 incidents that are over, 2 have no finished review." in page()


def test_many_ages_are_put_into_figures() -> None:
    """The middle of five, and the ends."""
    texts = {
        f"incidents/{number}.md": incident(
            f"2026-000{number}", "status: resolved\n", detected=f"2026-08-{number:02} 10:00, resolved: {when} 10:00"
        )
        for number, when in enumerate(("2026-08-01", "2026-08-03", "2026-08-10", "2026-08-11", "2026-08-20"), 1)
    }
    assert sections(texts).postmortems.ages == "median 11 days, from 1 to 20"


def test_articles_are_due_a_week_ahead() -> None:
    """The known issue since the 15th, the runbook on the 25th; not one that is retired or due in two weeks."""
    texts = {
        **BOOK,
        "runbooks/b.md": "---\nid: RB-0002\ntitle: Later\nlast_reviewed: 2026-03-05\nreview_in: 6 months\n---\n",
        "known-issues/b.md": (
            "---\nid: KI-0002\ntitle: Gone\nstatus: retired\nlast_reviewed: 2020\nreview_in: 1 year\n---\n"
        ),
    }
    assert [(one.target.name, one.due.date, one.overdue_days) for one in sections(texts).stale] == [
        ("KI-0001", "15 Aug 2026", 5),
        ("RB-0001", "25 Aug 2026", 0),
    ]


def test_long_lists_end_after_a_dozen_and_say_where_the_rest_is() -> None:
    """The CSV has all of them."""
    actions = "".join(f"  - {{do: Task {number}, due: 2026-08-01}}\n" for number in range(20))
    texts = {"incidents/a.md": incident("2026-0001", f"actions:\n{actions}")}
    text = section(page(texts), "actions")
    assert text.count("Task ") == review.MOST_LISTED
    assert f"the other {20 - review.MOST_LISTED} are on the" in text
    assert sum(line["section"] == "action overdue" for line in lines(texts)) == 20


# ---- The page -------------------------------------------------------------------------------------------------------


def test_every_row_of_ninety_days_is_in_the_page_with_its_day() -> None:
    """Those before the week in a fold, closed, so that without a script the week is shown."""
    text = section(page(), "new")
    week, fold = text.split("<details")
    assert re.findall(r'data-at="([^"]+)"', week) == ["2026-08-19", "2026-08-19", "2026-08-16"]
    assert re.findall(r'data-at="([^"]+)"', fold) == ["2026-08-13", "2026-06-02"]
    assert 'class="ib-plot-numbers ib-earlier"><summary>Earlier <span class="ib-n">2</span>' in fold


def test_the_page_says_since_when_and_as_of_when() -> None:
    """In its head, for a script to change; and the form is hidden until there is one."""
    view = view_at(review.views, shown_book(BOOK), "review.md")
    text = rendered(view)
    assert "Since <b data-ib-day>14 Aug 2026</b>, as of 21 Aug 2026." in text
    assert 'data-first="2026-05-23" data-usual="2026-08-14" data-last="2026-08-21"' in text
    assert re.search(r'<form class="ib-since"[^>]* hidden>', text)
    assert (view.extra["as_of"], view.extra["scripts"]) == ("21 Aug 2026", ("review",))


def test_a_term_leads_to_its_definition() -> None:
    """Each of those that are the review's own."""
    text = page()
    for name in ("earlier-verdict", "earlier-figures", "action-completion", "postmortem-age", "review-due"):
        assert f'href="../numbers/#{name}"' in text


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (EMPTY, ["No incident is open.", "No incident began since 23 May 2026.", "No incident has an action yet.",
                 "No incident is over.", "No article is due.",
                 "The quarters since 23 May 2026 have no incident and no downtime."]),
        ({"incidents/a.md": incident("2026-0001", detected="2027-01-01 10:00")}, ["Open <span", "2027"]),
        ({"incidents/a.md": "---\nid: INC-2026-0001\ntitle: No time\nstatus: resolved\n---\n"},
         ["Of 1 incident that is over, 1 has no finished review."]),
        ({"incidents/a.md": incident("2026-0001", "review: reviewed\n",
                                     detected="2026-08-20, resolved: 2026-08-20")},
         ["Every incident that is over has been reviewed."]),
    ],
)  # fmt: skip
def test_any_book_has_a_review(texts: Mapping[str, str], said: list[str]) -> None:
    """Empty, with a date in the future, without any date."""
    text = page(texts)
    for sentence in said:
        assert sentence in text
    assert lines(texts) is not None


@pytest.mark.parametrize(
    "as_of", [datetime(2, 3, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC), datetime(9990, 1, 1, tzinfo=UTC)]
)
def test_any_moment_has_a_review(as_of: datetime) -> None:
    """Before all incidents, and long after them."""
    view = view_at(review.views, shown_book(BOOK, as_of), "review.md")
    assert "Since <b data-ib-day>" in rendered(view)


def test_what_is_dated_later_than_today_is_new_and_said_to_be_later() -> None:
    """It may be a mistake, and is for people to see."""
    texts = {
        "incidents/a.md": incident("2026-0001", detected="2027-01-01 10:00"),
        "incidents/b.md": BOOK["incidents/3.md"],
    }
    text = section(page(texts), "new")
    assert "1 of them is dated later than 21 Aug 2026." in text
    assert "dated later" not in section(page(), "new")


# ---- CSV ------------------------------------------------------------------------------------------------------------


def test_the_csv_has_a_line_for_each_item() -> None:
    """Its section, its ID and title, a day, where it is, and what there is to say."""
    found = lines()
    assert found[0] == {
        "section": "open", "id": "INC-2026-0002", "title": "Search is slow", "date": "2026-08-13",
        "url": "incidents/2/", "detail": "investigating, resolution missed",
    }  # fmt: skip
    assert {line["section"] for line in found} == {
        "open", "new", "came back", "reopened", "missed target", "verdict changed", "figures", "action overdue",
        "action done", "postmortem", "review due",
    }  # fmt: skip
    details = {(line["section"], line["id"]): line["detail"] for line in found}
    assert details["came back", "KI-0001"] == (
        "occurrence 2, INC-2026-0003, 74 days after the one before, after the permanent fix of 1 Jul 2026"
    )
    assert details["verdict changed", "INC-2026-0002"] == "resolution: running → missed"
    assert details["action overdue", "PAY-1"] == "overdue for 3 days, owner payments, INC-2026-0001"
    assert details["review due", "RB-0001"] == "runbook, due"
    assert [(line["title"], line["detail"]) for line in found if line["section"] == "figures"][:2] == [
        ("Incidents, Q3 2026", "1 → 3"),
        ("Response in time, Q3 2026", "– → 50 % (1 of 2)"),
    ]


def test_the_csv_ends_its_lines_as_rfc_4180_says_and_quotes_what_must_be() -> None:
    """A comma, a quotation mark; a line break within a cell becomes a space."""
    text = csv_text([Item("new", "a,b", 'c "d"', "2026", "e/", "f\r\ng")])
    assert text == 'section,id,title,date,url,detail\r\nnew,"a,b","c ""d""",2026,e/,f g\r\n'
    assert rendered(view_at(review.views, shown_book(BOOK), "review.csv")).endswith("\r\n")


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", " ="])
def test_no_cell_of_the_csv_is_a_formula_to_a_spreadsheet(begin: str) -> None:
    """Whatever an author calls an incident."""
    (line,) = list(csv.reader(io.StringIO(csv_text([Item("new", "1", f"{begin}1+1", "", "", "")]))))[1:]
    assert line[2] == f"'{begin.strip()}1+1"


def test_markup_in_a_title_is_text_on_the_page_and_as_it_is_in_the_csv() -> None:
    """Nothing is escaped twice."""
    texts = {"incidents/a.md": incident("2026-0001", title="'<b>Fish & chips</b>'", detected="2026-08-20 10:00")}
    assert "&lt;b&gt;Fish &amp; chips&lt;/b&gt;" in page(texts)
    assert lines(texts)[0]["title"] == "<b>Fish & chips</b>"


# ---- When it is made anew -------------------------------------------------------------------------------------------


def keys(texts: Mapping[str, str], as_of: datetime = datetime(2026, 8, 21, tzinfo=UTC)) -> list[str]:
    return [_key(view, Templates()) for view in review.views(shown_book(texts, as_of))]


@pytest.mark.parametrize(
    ("was", "now", "path"),
    [
        ("mitigated: 2026-08-16 11:00", "mitigated: 2026-08-16 11:01", "incidents/3.md"),
        ("Pool is exhausted", "Pool is empty", "known-issues/a.md"),
        ("last_reviewed: 2026-02-25", "last_reviewed: 2026-02-26", "runbooks/a.md"),
        ("name: Checkout", "name: Tills", "services.yml"),
        ("response: 15m", "response: 16m", "sla.yml"),
    ],
)
def test_both_are_made_anew_when_something_on_them_changes(was: str, now: str, path: str) -> None:
    """A milestone, a title, a review, a name, a target."""
    before, after = keys(BOOK), keys(changed(was, now, path))
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_neither_is_made_anew_for_a_word_in_a_report() -> None:
    """Nothing on them is made from it."""
    assert keys(BOOK) == keys(changed("## Summary\n", "## Summary\nMore.\n"))


def test_both_are_made_anew_every_day() -> None:
    """The week moves on."""
    assert keys(BOOK)[0] != keys(BOOK, datetime(2026, 8, 22, tzinfo=UTC))[0]


def test_what_the_audience_may_not_see_is_not_in_the_review() -> None:
    """Not in a row, not in a count, not in the CSV."""
    texts = {**BOOK, "incidents/3.md": BOOK["incidents/3.md"].replace("---\nid", "---\naudience: restricted\nid", 1)}
    settings = Settings(audience="internal")
    book, _ = load_text(texts, settings)
    shown = Shown(book, link(book), settings, datetime(2026, 8, 21, 12, tzinfo=UTC))
    for path in ("review.md", "review.csv"):
        text = rendered(view_at(review.views, shown, path))
        assert "INC-2026-0003" not in text
        assert "Pool empty again" not in text
    assert review_of(shown).back.rows == ()
    assert review_of(shown).periods[0].now.incidents == "2"
