from collections.abc import Mapping
from datetime import UTC, datetime

from incidentbook.site import build_site
from incidentbook.templating import Templates
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
    assert "because it is a near miss that impaired no service" in near
    assert '<a class="ib-term" href="../../numbers/#counted">counted</a>' in near
    impaired = incident(1, "detected: 2026-01-01", "type: near-miss", "services: [{id: db, level: degraded}]")
    assert "like an incident, because it impaired a service" in text_of("incidents/a.md", incidents__a=impaired)
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


TARGETS = {"sla.yml": "targets: [{severity: sev1, response: 15m, resolution: 4h}]"}
JUDGED = incident(
    1,
    "started: 2026-03-04 10:00, detected: 2026-03-04 10:12, acknowledged: 2026-03-04 10:15, resolved: 2026-03-04 16:00,"
    " mitigated: 2026-03-04 15:00",
    "severity: sev1",
    "stated: {mitigate: 4h}",
)


def test_durations_and_verdicts_stand_below_the_bar_with_their_arithmetic() -> None:
    """Four hours and 48 minutes of four; the person who wrote it said four hours, an hour less than the times do."""
    text = page_of(page.views, "incidents/1.md", {**TARGETS, "incidents/1.md": JUDGED})
    header, _, rest = text.partition("</header>")
    assert (
        'Resolution <a class="ib-plain-link" href="#ib-targets"><span class="ib-verdict ib-verdict-missed">' in header
    )
    below = rest.partition("</figure>")[2].partition("<table")[0]
    assert '<a class="ib-term" href="../../numbers/#ttm">To mitigate</a></dt><dd>5 h</dd>' in below
    assert "<li>TTM: started 4 Mar 2026, 10:00 UTC → mitigated 4 Mar 2026, 15:00 UTC = 5 h</li>" in below
    assert 'id="ib-targets"' in below
    assert "missed</span> 4 h 48 min of 4 h, <b>48 min over</b>" in below
    assert "<li>target 4 h: missed by 48 min</li>" in below
    assert '<b class="ib-differs">1 h less</b>' in below


def test_an_incident_without_targets_or_durations_has_no_place_for_them() -> None:
    """Nothing but a day."""
    text = text_of("incidents/a.md", incidents__a=incident(1, "detected: 2026-01-01", "status: resolved"))
    assert not any(part in text for part in ("ib-lengths", "ib-judged", "ib-targets", "<dt>Targets"))


def test_with_one_time_the_verdicts_have_a_heading_of_their_own() -> None:
    """There is no bar for them to stand under."""
    report = incident(1, "detected: 2026-01-01 10:00", "status: resolved", "severity: sev1")
    text = page_of(page.views, "incidents/1.md", {**TARGETS, "incidents/1.md": report})
    assert "## Durations and targets" in text
    assert "unknown</span> acknowledged is missing" in text


def test_a_running_clock_says_when_it_is_due_and_as_of_when_the_page_is() -> None:
    """The script adds how far away that is."""
    texts = {**TARGETS, "incidents/1.md": incident(1, "detected: 2026-05-31 22:00", "severity: sev1")}
    text = page_of(page.views, "incidents/1.md", texts)
    header = text.partition("</header>")[0]
    assert 'due <time datetime="2026-06-01T02:00:00+00:00" class="ib-ago">1 Jun 2026, 02:00 UTC</time>' in header
    assert "Clocks that still run were counted up to" in text
    assert view_of(page.views, "incidents/1.md", texts).extra == {"as_of": "1 Jun 2026"}
    assert view_of(page.views, "incidents/1.md", {**TARGETS, "incidents/1.md": JUDGED}).extra == {}


def keys(texts: Mapping[str, str]) -> dict[str, str]:
    return {one.path: one.key for one in build_site(shown(texts), Templates()).pages}


def test_a_change_of_one_milestone_changes_only_the_articles_that_show_it() -> None:
    """The incident itself and the known issue whose hours it counts in; no other incident, nor its known issue."""
    other = ISSUE.replace("KI-0007", "KI-0008")
    texts = {
        **TARGETS,
        "known-issues/pool.md": ISSUE,
        "known-issues/other.md": other,
        "incidents/1.md": JUDGED.replace("stated:", "known_issues: [KI-0007]\nstated:"),
        "incidents/2.md": incident(2, "detected: 2026-03-04 10:00", "known_issues: [KI-0008]", "severity: sev1"),
        "incidents/3.md": incident(3, "detected: 2026-03-05 10:00", "related: [INC-2026-0001]", "severity: sev1"),
    }
    before = keys(texts)
    after = keys({**texts, "incidents/1.md": texts["incidents/1.md"].replace("15:00", "15:30")})
    changed = {path for path, key in after.items() if before[path] != key}
    articles = {path for path in texts if path.endswith(".md")}
    assert changed & articles == {"incidents/1.md", "known-issues/pool.md"}
