from datetime import UTC, datetime

from incidentbook.views import incident as page
from tests.views.article_book import incident, page_of, shown, view_of

ISSUE = "---\nid: KI-0007\ntitle: The pool is exhausted\nstatus: workaround\n---\n## Workaround\nRestart it.\n"
FIRST = incident(1, "detected: 2026-01-01 10:00", "known_issues: [{id: KI-0007, fix: worked, took: 38m}]")
SECOND = incident(2, "detected: 2026-02-01 10:00", "known_issues: [{id: KI-0007, fix: failed}]")
THIRD = incident(3, "detected: 2026-03-01 10:00", "known_issues: [KI-0007]")
BOOK = {"known-issues/pool.md": ISSUE, "incidents/1.md": FIRST, "incidents/2.md": SECOND, "incidents/3.md": THIRD}


def text_of(path: str, **texts: str) -> str:
    return page_of(page.views, path, {name.replace("__", "/") + ".md": text for name, text in texts.items()})


def test_it_says_which_occurrence_it_is_and_what_worked_before() -> None:
    """Of three, the second failed."""
    (seen,) = view_of(page.views, "incidents/3.md", BOOK).values["issues"]
    assert (seen.number, seen.last.incident.name, seen.last.days) == (3, "INC-2026-0002", 28)
    assert (seen.worked.incident.name, seen.worked.days, seen.worked.took) == ("INC-2026-0001", 59, "38 min")
    text = page_of(page.views, "incidents/3.md", BOOK)
    assert "The <b>3rd occurrence</b> of" in text
    assert "<b>28 days earlier</b>" in text
    assert '<a href="../../known-issues/pool/#ib-fix">its fix</a>, in <b>38 min</b>, in' in text


def test_it_leads_to_the_cases_before_and_after_it() -> None:
    """The second of three."""
    text = page_of(page.views, "incidents/2.md", BOOK)
    assert '<a rel="prev" href="../1/">' in text
    assert '<a rel="next" href="../3/">' in text
    assert "It came back 28 days later" in text


def test_a_duplicate_says_why_it_is_not_counted() -> None:
    """The third is a second report of the second."""
    twice = BOOK | {"incidents/3.md": THIRD.replace("\n---\n", "\nduplicate_of: INC-2026-0002\n---\n")}
    (seen,) = view_of(page.views, "incidents/3.md", twice).values["issues"]
    assert seen.number == 0
    assert "a second report of the same incident" in page_of(page.views, "incidents/3.md", twice)
    assert "Also reported as" in page_of(page.views, "incidents/2.md", twice)


def test_a_suspected_case_is_shown_apart() -> None:
    """Not counted, and not an occurrence."""
    suspected = incident(4, "detected: 2026-04-01", "known_issues: [{id: KI-0007, link: suspected}]")
    text = page_of(page.views, "incidents/4.md", BOOK | {"incidents/4.md": suspected})
    assert "Suspected, not counted" in text
    assert "occurrence" not in text


def test_a_small_report_has_no_empty_parts() -> None:
    """A title, a time and a service."""
    text = text_of(
        "incidents/a.md", incidents__a=incident(1, "detected: 2026-01-01, resolved: 2026-01-01", "services: [db]")
    )
    for part in (
        "<dt>Trigger",
        "<table",
        "Milestones\n\n<figure",
        "## Actions",
        "## See also",
        "## Details",
        "<nav",
        "ib-seen",
    ):
        assert (part in text) is (part in ("<table", "Milestones\n\n<figure"))


def test_one_time_is_a_fact_and_no_figure() -> None:
    """Nothing lies between one moment."""
    text = text_of("incidents/a.md", incidents__a=incident(1, "detected: 2026-01-01", "status: resolved"))
    assert "<dt>Detected</dt>" in text
    assert "## Milestones" not in text


def test_an_open_incident_says_so_at_the_top() -> None:
    """Written, or because no end is recorded."""
    written = text_of("incidents/a.md", incidents__a=incident(1, "detected: 2026-01-01", "status: monitoring"))
    assert "<b>This incident is open</b>: users can work again" in written
    assert "no end is recorded" in text_of("incidents/a.md", incidents__a=incident(1, "detected: 2026-01-01"))


def test_near_misses_and_security_reports_are_called_so() -> None:
    """And say what that means for the numbers."""
    near = text_of("incidents/a.md", incidents__a=incident(1, "detected: 2026-01-01", "type: near-miss"))
    assert "Near miss</span>" in near
    assert "nothing was impaired" in near
    assert "Security report" in text_of(
        "incidents/a.md", incidents__a=incident(1, "detected: 2026-01-01", "type: security")
    )


def test_an_action_says_its_state_without_the_day_it_is_read() -> None:
    """Done, dropped, due, and none of these."""
    actions = "actions: [{do: A, done: 2026-01-02}, {do: B, dropped: too dear}, {do: C, due: 2026-02-01}, D]"
    text = text_of("incidents/a.md", incidents__a=incident(1, "detected: 2026-01-01, resolved: 2026-01-02", actions))
    for state in ("done</span> <time", "dropped</span> too dear", "open</span> due <time", "open</span></td>"):
        assert state in text


def test_an_address_that_a_browser_should_not_follow_is_no_link() -> None:
    """Code in a link."""
    links = 'links: [{title: Chat, url: "javascript:alert(1)"}]'
    text = text_of("incidents/a.md", incidents__a=incident(1, "detected: 2026-01-01", links))
    assert "Chat" in text
    assert "javascript:" not in text


def test_what_an_author_writes_is_escaped() -> None:
    """Markup in every place."""
    report = incident(
        1, "detected: 2026-01-01", "impact: <i>x", "roles: {<i>lead: <i>me}", "extra: {<i>k: <i>v}", "alerts: [<i>]"
    )
    assert "<i>" not in text_of("incidents/a.md", incidents__a=report)


def test_the_page_does_not_depend_on_the_day_it_is_made() -> None:
    """Open or not: scripts say how long ago it was."""
    texts = {"incidents/a.md": incident(1, "detected: 2026-01-01")}
    one, other = (next(page.views(shown(texts, as_of=datetime(year, 1, 1, tzinfo=UTC)))) for year in (2026, 2030))
    assert (one.values, one.texts(), one.depends) == (other.values, other.texts(), other.depends)


def test_relations_are_said_from_both_sides() -> None:
    """Caused by, and led to."""
    texts = {
        "incidents/1.md": incident(1, "detected: 2026-01-01"),
        "incidents/2.md": incident(2, "detected: 2026-01-02", "caused_by: INC-2026-0001"),
    }
    assert view_of(page.views, "incidents/2.md", texts).values["relations"][0].label == "Caused by"
    assert view_of(page.views, "incidents/1.md", texts).values["relations"][0].label == "Led to"


def test_the_times_of_the_timeline_are_set_apart() -> None:
    """The author's lines, with and without a milestone."""
    lines = "- 2026-01-01 10:00 [detected] Alert\n- 10:05 Look\n- at 10:06 [x] no\n"
    body = f"## Timeline\n\n{lines}\n## Notes\n\n- 10:07 as written\n"
    text = text_of("incidents/a.md", incidents__a=incident(1, "detected: 2026-01-01 10:00") + body)
    assert '- <b class="ib-clock">2026-01-01 10:00</b> <span class="ib-tag">detected</span> Alert\n' in text
    assert '- <b class="ib-clock">10:05</b> Look\n' in text
    assert "- at 10:06 [x] no\n" in text
    assert "- 10:07 as written\n" in text


def test_a_time_that_the_clocks_showed_twice_reads_as_it_was_written() -> None:
    """For a machine it is the first of the two."""
    text = text_of("incidents/a.md", incidents__a=incident(1, "detected: 2026-10-25 01:30", "zone: Europe/London"))
    assert '<time datetime="2026-10-25T01:30:00+01:00">25 Oct 2026, 01:30 BST or GMT</time>' in text
