"""The page of statistics: what a reader sees, and what makes it change."""

import re
from datetime import datetime
from html.parser import HTMLParser

import pytest

from incidentbook import counting, distributions, downtime, durations, fixes, intervals, recurrence, site
from incidentbook.addresses import STATISTICS
from incidentbook.site import Page, build_site
from incidentbook.templating import Templates
from incidentbook.views import statistics
from incidentbook.views.view import Shown
from tests.views.list_book import rendered, view_at
from tests.views.statistics_book import AS_OF, at_times, book, known_issue, report

SIGNED = "symptoms: [{text: Requests hang, signatures: ['request timed out after <*>ms']}]\n"
LINKED = "known_issues: [KI-0001]\nseverity: sev1\nservices: [{id: web, level: down}]\n"
TIMES = (
    "started: {day} 10:00, detected: {day} 10:05, acknowledged: {day} 10:07, mitigated: {day} 10:50, "
    "resolved: {day} 12:00"
)
TEXTS = {
    "known-issues/a.md": known_issue("0001", SIGNED),
    "runbooks/a.md": "---\nid: RB-0001\ntitle: Restart\n---\n## Mitigation\n",
    "incidents/1.md": report(1, TIMES.format(day="2026-01-05"), LINKED),
    "incidents/2.md": report(2, TIMES.format(day="2026-03-05"), LINKED),
    "incidents/3.md": report(3, TIMES.format(day="2026-05-05"), body="It said `request timed out after 30ms`."),
    "incidents/4.md": report(4, "2026-08-01 10:00"),
}


def page_of(texts: dict[str, str], as_of: datetime = AS_OF) -> str:
    return rendered(view_at(statistics.views, book(texts, as_of), STATISTICS)).replace("\N{NO-BREAK SPACE}", " ")


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def section(html: str, name: str) -> str:
    """Return the page from a heading to the next section of that level."""
    return html.partition(f'id="{name}"')[2].partition("\n<h2 ")[0]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tables = self.captions = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if tag == "a" else []
        self.tables += tag == "table"
        self.captions += tag == "caption"
        if tag == "th":
            assert "scope" in values, values
        assert "style" not in values, values


def tags_of(html: str) -> _Tags:
    tags = _Tags()
    tags.feed(html)
    return tags


def test_the_headline_stands_first_with_what_it_is_made_from() -> None:
    """Each of its five figures with its n and a definition to look up."""
    html = page_of(TEXTS)
    assert "4 incidents since 5 Jan 2026, 1 of them open. As of 21 Aug 2026." in words_of(html)
    said = words_of(section(html, "lately"))
    assert "Incidents Last 365 days 4 1 still open" in said
    assert "Repeat rate provisional Last 365 days 1 of 4 2 without a known issue and 4 not fully reviewed" in said
    assert "Time to mitigate Q3 2025 to Q2 2026 50 min, 50 min, 50 min n 3 of 3" in said
    assert 'href="../numbers/#repeat-rate"' in html
    assert re.findall(r"<h2[^>]*>([^<]*)", html) == [
        "Lately", "What keeps coming back", "When incidents began", "How long they took", "By group",
        "What is left out, and why",
    ]  # fmt: skip


def test_what_keeps_coming_back_leads_to_its_page() -> None:
    """With its count, the days between and the hours it cost."""
    html = section(page_of(TEXTS), "coming-back")
    said = words_of(html)
    assert 'href="../known-issues/a/"' in html
    assert "KI-0001 The pool is exhausted 2 2 in the last 365 days 5 Mar 2026 59 1 h 40 min" in said


def test_suggestions_stand_apart_and_are_never_counted() -> None:
    """Under a heading that says so."""
    html = page_of(TEXTS)
    said = words_of(html.partition('<h3 id="suggested"')[2])
    assert said.startswith(">May belong to a known issue: suggested, never counted 1 incident without")
    because = "KI-0001 The pool is exhausted It said `request timed out after 30ms`. line 7"
    assert f"INC-2026-0003 Number 3 5 May 2026 {because}" in said
    assert "KI-0001 The pool is exhausted 2 2 in the last 365 days" in words_of(html)


def test_groups_show_values_where_they_are_few() -> None:
    """Three incidents of one severity, and one of which nothing is said."""
    said = words_of(section(page_of(TEXTS), "groups"))
    values = "2 5 min, 5 min n 2 of 2 2 min, 2 min n 2 of 2 50 min, 50 min n 2 of 2 2 h, 2 h n 2 of 2"
    assert f"sev1 critical {values} 1 of 2 1 h 40 min" in said
    assert f"web {values}" in said


def test_the_end_says_what_is_left_out_and_where_the_numbers_come_from() -> None:
    """A link to the definitions, and the command for machines."""
    again = report(5, "2026-08-01", "duplicate_of: INC-2026-0004\n")
    html = section(page_of({**TEXTS, "incidents/5.md": again}), "left-out")
    said = words_of(html)
    assert "1 second report of an incident: INC-2026-0005" in said
    assert "had occurred at most 90 days before" in said
    assert 'href="../numbers/"' in html
    assert "incidentbook stats --json" in said


def test_every_table_has_a_caption_and_every_anchor_is_there_once() -> None:
    """And the links within the page lead somewhere."""
    tags = tags_of(page_of(TEXTS))
    assert tags.tables == tags.captions > 10
    assert len(tags.ids) == len(set(tags.ids))
    assert {link[1:] for link in tags.links if link.startswith("#")} <= set(tags.ids)


def test_every_term_is_one_that_is_defined() -> None:
    """A link to a definition leads to its anchor."""
    parts = (counting, distributions, downtime, durations, fixes, intervals, recurrence)
    defined = {definition.name for part in parts for definition in part.DEFINITIONS}
    named = set(re.findall(r'href="\.\./numbers/#([^"]*)"', page_of(TEXTS)))
    assert len(named) > 10
    assert named <= defined


def test_what_authors_write_is_text() -> None:
    """A title, a line with a signature and a factor of a team's own with signs of HTML."""
    nasty = 'A "quoted" <b>title</b> & more'
    texts = {
        "known-issues/a.md": known_issue("0001", SIGNED, title=f"'{nasty}'"),
        "incidents/1.md": report(1, "2026-05-05 10:00", LINKED).replace("Number 1", f"'{nasty}'"),
        "incidents/2.md": report(2, "2026-05-06 10:00", LINKED),
        "incidents/3.md": report(3, "2026-06-06 10:00", body="<b>request timed out after 30ms</b>"),
    }
    html = page_of(texts)
    assert nasty not in html
    assert "<b>request" not in html
    assert "A &#34;quoted&#34; &lt;b&gt;title&lt;/b&gt; &amp; more" in html


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        ({}, "No incident is counted yet, so there are no figures. They begin with the first report."),
        ({"incidents/1.md": report(1, "2026-01-01", "type: near-miss\n")}, "No incident is counted yet"),
        (at_times("2026-08-01 10:00"), "No known issue has come back yet."),
        (at_times("2030-01-01 10:00"), "1 incident begins later than the moment of this page"),
        (at_times("2026-08-19 10:00", "2026-08-20 10:00"), "2 of them open"),
        (at_times("2026"), "1 incident left out, as the day is not known."),
    ],
)
def test_a_book_with_little_in_it_has_a_page(texts: dict[str, str], sentence: str) -> None:
    """Nothing divides by zero, and a sentence stands where there is nothing to show."""
    assert sentence in words_of(page_of(texts))


def test_an_authors_page_becomes_the_introduction() -> None:
    """Its text stands above the figures, which are there all the same."""
    html = page_of({**TEXTS, "statistics.md": "# Numbers of ours\n\nRead these on Mondays."})
    assert html.index("Read these on Mondays.") < html.index("Lately</h2>")


@pytest.fixture
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "VIEWS", (statistics.views,))


def built(texts: dict[str, str], as_of: datetime = AS_OF) -> Page:
    shown: Shown = book(texts, as_of)
    return next(page for page in build_site(shown, Templates()).pages if page.path == STATISTICS)


@pytest.mark.usefixtures("_alone")
def test_a_milestone_changes_the_page() -> None:
    """So do the moment it speaks of, a setting of the severities, a signature, and a new report."""
    before = built(TEXTS).key
    later = TEXTS["incidents/1.md"].replace("10:50", "10:51")
    signature = TEXTS["known-issues/a.md"].replace("timed out", "gave up")
    for texts in (
        {**TEXTS, "incidents/1.md": later},
        {**TEXTS, "known-issues/a.md": signature},
        {**TEXTS, "sla.yml": "severities: {sev1: worst}\n"},
        {**TEXTS, "incidents/9.md": report(9, "2026-08-02 10:00")},
    ):
        assert built(texts).key != before
    assert built(TEXTS, AS_OF.replace(hour=1)).key != before


@pytest.mark.usefixtures("_alone")
def test_what_the_page_shows_of_other_files_changes_it() -> None:
    """The signatures of a symptom that a known issue names, and the text that an author wrote above the figures."""
    symptom = "---\ntitle: Requests hang\nsignatures: ['{}']\n---\n## How to confirm\n"
    texts = {
        **TEXTS,
        "known-issues/a.md": known_issue("0001", "symptoms: [hang]\n"),
        "symptoms/hang.md": symptom.format("request timed out after <*>ms"),
        "statistics.md": "# Statistics\n\nRead these on Mondays.",
    }
    before = built(texts)
    assert "INC-2026-0003" in before.render().partition('<h3 id="suggested"')[2].partition("</table>")[0]
    for path, text in (
        ("symptoms/hang.md", symptom.format("connection refused by <*>")),
        ("statistics.md", "# Statistics\n\nRead these on Tuesdays."),
    ):
        assert built({**texts, path: text}).key != before.key


@pytest.mark.usefixtures("_alone")
def test_text_that_the_page_does_not_show_leaves_it_as_it_is() -> None:
    """The body of an incident with a known issue, of a known issue, of a runbook: it is not made again."""
    before = built(TEXTS)
    for path in ("incidents/1.md", "known-issues/a.md", "runbooks/a.md"):
        after = built({**TEXTS, path: TEXTS[path] + "\nMore, request timed out after 1ms.\n"})
        assert after.key == before.key
        assert after.render() == before.render()


@pytest.mark.usefixtures("_alone")
def test_the_text_of_an_incident_without_a_known_issue_changes_the_page() -> None:
    """It may have a signature now."""
    before = built(TEXTS)
    after = built({**TEXTS, "incidents/4.md": report(4, "2026-08-01 10:00", body="request timed out after 1ms")})
    assert after.key != before.key
    assert words_of(after.render()).count("request timed out after") == 2


def test_nothing_is_measured_before_the_page_is_rendered() -> None:
    """A warm build makes the view of every page, and renders few."""
    shown = book(TEXTS)
    view = view_at(statistics.views, shown, STATISTICS)
    assert "statistics" not in vars(shown.numbers)
    assert view.values == {"introduction": ""}
    view.texts()
    assert "statistics" in vars(shown.numbers)
