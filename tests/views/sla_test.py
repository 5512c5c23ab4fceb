"""The page of agreements as a reader sees it, for a book with everything and for books with next to nothing."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from incidentbook.links import link
from incidentbook.load import load_text
from incidentbook.settings import Settings
from incidentbook.site import _key
from incidentbook.templating import Templates
from incidentbook.views import sla
from incidentbook.views.view import Shown
from tests.views.list_book import AS_OF, incident, rendered, shown_book, view_at

SLA = """
calendars: {office: {zone: UTC, week: {mon-fri: "09:00-17:00"}}}
targets:
  - {severity: sev1, response: 15m, resolution: 4h, objective: 95 %}
  - {severity: sev2, response: 30m, resolution: 8h, hours: office, objective: 80 %}
availability:
  - {service: checkout, objective: 99.9 %}
"""
SERVICES = "checkout: {name: Checkout}\nsearch: {name: Search}\n"


def report(number: int, times: str, more: str = "", *, severity: str = "sev1", title: str = "") -> str:
    head = f"---\nid: INC-2026-{number:04}\ntitle: {title or f'Report {number}'}\nseverity: {severity}\n"
    return f"{head}times: {{{times}}}\n{more}---\n"


MET = report(1, "detected: 2026-07-02 10:00, acknowledged: 2026-07-02 10:10, mitigated: 2026-07-02 11:00, "
             "resolved: 2026-07-02 12:00")  # fmt: skip
MISSED = report(
    2, "started: 2026-07-06 10:00, detected: 2026-07-06 10:00, acknowledged: 2026-07-06 10:10, "
    "mitigated: 2026-07-06 15:00, resolved: 2026-07-06 15:00", "services: [{id: checkout, level: down}]\n",
)  # fmt: skip
RUNNING = report(3, "detected: 2026-08-21 09:00, acknowledged: 2026-08-21 09:10")
OVERDUE = report(4, "detected: 2026-08-20 09:00, acknowledged: 2026-08-20 09:10", title="'Down <b>& out'")
UNKNOWN = report(5, "detected: 2026-04-02 10:00, mitigated: 2026-04-02 11:00, resolved: 2026-04-02 11:00")


def texts_of(*reports: str, sla: str = SLA) -> dict[str, str]:
    return {
        "sla.yml": sla, "services.yml": SERVICES, **{f"incidents/{at}.md": text for at, text in enumerate(reports)},
    }  # fmt: skip


def page(*reports: str, sla_text: str = SLA, as_of: datetime = AS_OF) -> str:
    return rendered(view_at(sla.views, shown_book(texts_of(*reports, sla=sla_text), as_of), "sla.md"))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def words(html: str) -> str:
    """Return what a reader sees of it, on one line."""
    parser = _Words()
    parser.feed(html)
    return " ".join(" ".join(parser.found).split()).replace(" ,", ",").replace(" .", ".").replace(" ;", ";")


def section(html: str, name: str) -> str:
    """Return the words of a section of the page."""
    found = re.search(rf'<section aria-labelledby="ib-sla-{name}">.*?</section>', html, re.DOTALL)
    assert found is not None, name
    return words(found[0])


def test_the_strip_says_how_the_quarter_stands() -> None:
    """Of four responses all were in time; of resolutions one of three that are over, or overdue."""
    strip = words(page(MET, MISSED, RUNNING, OVERDUE, UNKNOWN).partition('<nav class="ib-years"')[0])
    assert "Response, Q3 2026 so far 100 % 4 of 4 met. Last 365 days: 100 %, 4 of 4" in strip
    assert "Resolution, Q3 2026 so far 33 % 1 of 3 met, 1 running. Last 365 days: 50 %, 2 of 4" in strip
    assert "Missed and still open 1 of 2 clocks that run" in strip
    assert "Unknown 1 what 1 report lacks" in strip
    assert "Error budgets overdrawn 1 of 1 in Q3 2026 so far" in strip


def test_open_clocks_stand_first_with_when_they_are_due() -> None:
    """What is overdue before what is due next: four hours from nine o'clock end at one."""
    html = page(MET, RUNNING, OVERDUE)
    assert html.index("ib-sla-open") < html.index('id="ib-sla-compliance"')
    assert section(html, "open") == (
        "Still open 2 Clocks of open incidents: the missed ones first, then those due next "
        "Incident Severity Clock Due Verdict "
        "INC-2026-0004 Down <b>& out sev1 resolution 20 Aug 2026, 13:00 UTC missed "
        "target 4 h: missed by 23 h and still open "
        "detected 20 Aug 2026, 09:00 UTC → still open 21 Aug 2026, 12:00 UTC: 1 d 3 h on the clock "
        "INC-2026-0003 Report 3 sev1 resolution 21 Aug 2026, 13:00 UTC running "
        "target 4 h: 1 h left, still open, due 21 Aug 2026, 13:00 UTC "
        "detected 21 Aug 2026, 09:00 UTC → still open 21 Aug 2026, 12:00 UTC: 3 h on the clock"
    )
    assert '<time datetime="2026-08-20T13:00:00+00:00" class="ib-ago">' in html


def test_compliance_says_what_it_is_made_of_and_how_it_stands_to_its_objective() -> None:
    """The second quarter has the unknown response, and a resolution that was met."""
    said = section(
        page(MET, MISSED, UNKNOWN, report(6, "detected: 2026-04-02 10:00", "duplicate_of: INC-9\n")), "compliance"
    )
    assert "Made of 3 incidents; 1 more is not counted." in said
    assert (
        "By quarter Compliance by quarter, newest first Quarter Incidents Response Resolution "
        "Q3 2026 provisional 2 100 % 2 of 2 met; objective 95 % reached 50 % 1 of 2 met; objective 95 % not reached "
        "Q2 2026 1 – 1 unknown 100 % 1 of 1 met; objective 95 % reached "
    ) in said
    assert "By year 1 " in said
    assert "By month 5 " in said
    assert (
        "sev1, critical 3 100 % 2 of 2 met, 1 unknown: at worst 67 %; objective 95 % reached, unless the unknown"
        in said
    )
    assert "Our own and suppliers" not in said


def test_a_quarter_below_an_objective_names_the_severity_that_was() -> None:
    """One of one of sev2, and none of one of sev1."""
    low = report(
        7, "detected: 2026-07-06 10:00, acknowledged: 2026-07-06 10:10, mitigated: 2026-07-06 11:00", severity="sev2"
    )
    said = section(page(MISSED, low), "compliance")
    assert "50 % 1 of 2 met; below the objective: sev1 (0 of 1, 95 %)" in said
    assert "100 % 2 of 2 met; all objectives reached" in said


def test_suppliers_outages_are_split_off() -> None:
    """Where there are any."""
    theirs = MISSED.replace("severity:", "provider: Cloudhost\nseverity:")
    said = section(page(MET, theirs), "compliance")
    assert "Our own 1 100 % 1 of 1 met 100 % 1 of 1 met 100 % 1 of 1 met 100 % 1 of 1 met" in said
    assert "Suppliers’ 1 100 % 1 of 1 met 0 % 0 of 1 met; objective 95 % not reached" in said
    assert "Report 2 supplier Checkout" in section(page(MET, theirs), "missed")


def test_many_services_are_folded() -> None:
    """Eleven lines are in a fold with their number, ten are not."""
    for count, fold in ((10, False), (11, True)):
        services = "services: [" + ", ".join(f"s{at}" for at in range(count)) + "]\n"
        html = page(MET.replace("severity:", f"{services}severity:"))
        assert (f'<summary>By service <span class="ib-n">{count}</span></summary>' in html) == fold
        assert html.count("<details") == html.count("</details>")


def test_every_miss_opens_to_its_arithmetic() -> None:
    """Those that are still open stand at the top, and are counted here."""
    html = page(MET, MISSED, OVERDUE)
    assert section(html, "missed") == (
        "Missed 2 1 of them is still open and stands at the top. "
        "Missed targets of incidents that are over, newest first "
        "Incident Severity Began Clock By how much, and how it was reckoned "
        "INC-2026-0002 Report 2 Checkout sev1 2026-07-06 resolution target 4 h: missed by 1 h "
        "detected 6 Jul 2026, 10:00 UTC → mitigated 6 Jul 2026, 15:00 UTC: 5 h on the clock"
    )
    assert '<a href="../incidents/1/"><b>INC-2026-0002 </b>Report 2</a>' in html


def test_a_long_list_of_misses_leads_to_the_sheet() -> None:
    """Of 103 misses the three oldest are counted by their quarter."""
    many = [
        report(at, f"detected: 2026-0{1 + at // 28}-{1 + at % 28:02} 10:00, acknowledged: 2026-0{1 + at // 28}-"
               f"{1 + at % 28:02} 10:20, mitigated: 2026-0{1 + at // 28}-{1 + at % 28:02} 10:30")
        for at in range(103)
    ]  # fmt: skip
    html = page(*many)
    assert html.count("target 15 min: missed by 5 min") == 100
    assert "These are the newest 100. Before them: 3 in Q1 2026. Every one of them is in the sheet" in section(
        html, "missed"
    )
    assert 'href="../sla-verdicts.csv"' in html


def test_what_is_unknown_is_a_list_of_what_to_add() -> None:
    """Each with what its report lacks."""
    said = section(page(MET, UNKNOWN), "unknown")
    assert said.endswith("INC-2026-0005 Report 5 sev1 2026-04-02 response: acknowledged is missing")
    assert section(page(MET), "unknown") == "Unknown 0 Every verdict is known."


def test_what_announced_maintenance_excused_is_listed() -> None:
    """With its name."""
    maintenance = (
        "---\nid: MNT-2026-0001\ntitle: Move\nplanned: {from: 2026-07-06 09:00, to: 2026-07-06 16:00}\n"
        "services: [{id: checkout, level: down}]\n---\n"
    )
    shown = shown_book({**texts_of(MET, MISSED), "maintenance/m.md": maintenance})
    said = words(rendered(view_at(sla.views, shown, "sla.md")))
    assert "Excluded 2" in said
    assert (
        "INC-2026-0002 Report 2 Checkout sev1 2026-07-06 response and resolution: within announced maintenance" in said
    )
    assert "2026-0002 Report 2 : within announced maintenance, which does not count" not in said


def test_the_error_budget_opens_to_the_incidents_that_took_it() -> None:
    """Five hours of 132 minutes: the present quarter, the quarter before the book began is not there."""
    html = page(MET, MISSED)
    said = section(html, "availability")
    assert (
        "Service Q3 2026, so far Error budget 2026, so far Checkout 99.59 % missed objective 99.9 % "
        "lost 5 h, 1 incident overdrawn by 2 h 48 min, of 2 h 12 min" in said
    )
    assert "INC-2026-0002 : 5 h, 226 % of the budget" in said
    assert '<a class="ib-id" href="../incidents/1/" title="Report 2">INC-2026-0002</a>' in html
    assert "All periods of Checkout" in said


def test_a_budget_opens_to_the_present_quarter_and_to_those_that_were_not_surely_met() -> None:
    """Of three quarters the second was met: what it lost stands on the service's page."""
    met = MISSED.replace("0002", "0008").replace("07-06", "04-06").replace("15:00", "11:00")
    late = MISSED.replace("0002", "0009").replace("07-06", "02-06")
    sheet = SLA + "  - {service: search, objective: 99 %}\n"
    said = section(page(MISSED, met, late, sla_text=sheet), "availability")
    checkout, search = said.split("All periods of Checkout")
    assert [name in checkout.partition("How it was reckoned")[2] for name in ("0002", "0008", "0009")] == [
        True,
        False,
        True,
    ]
    assert search.count("lost: nothing") == 1


def test_what_was_agreed_stands_in_words() -> None:
    """Targets, objectives, hours, and the milestones of the clocks."""
    assert section(page(MET), "agreed") == (
        "What was agreed A response target runs from detected to acknowledged, a resolution target from detected to "
        "mitigated, in the hours it names. "
        "Targets Severity Service Response within Resolution within Hours Objective In force from "
        "sev1 critical all 15 min 4 h always 95 % the beginning sev2 high all 30 min 8 h office 80 % the beginning "
        "Objectives for availability Service Availability Hours In force from Checkout 99.9 % always the beginning "
        "Hours Name What counts always every hour of every day office Mon–Fri 09:00–17:00, in the time zone UTC"
    )


def test_a_book_without_targets_says_how_to_add_some() -> None:
    """With lines to copy, and no empty tables."""
    html = page(MET, sla_text="")
    assert "No targets yet" in html
    assert '\n\n    calendars:\n      office: {zone: Europe/London, week: {mon-fri: "09:00-17:30"}' in html
    assert "<table" not in html
    assert "No service has an objective for its availability yet." in words(html)


def test_the_lines_to_copy_are_targets() -> None:
    """A book that has them has nothing to report, but for the service, which is an example."""
    html = page(sla_text="")
    example = "\n".join(line[4:] for line in html.splitlines() if line.startswith("    "))
    book, diagnostics = load_text({"sla.yml": example, "services.yml": SERVICES})
    assert diagnostics == []
    assert len(book.policy.targets) == 3


def test_objectives_for_availability_do_without_targets() -> None:
    """They stand below the kind words."""
    html = page(MISSED, sla_text="availability: [{service: checkout, objective: 99.9 %}]")
    assert "No targets yet" in html
    assert "overdrawn by 2 h 48 min" in section(html, "availability")
    assert "Targets Severity" not in section(html, "agreed")


def test_without_targets_there_is_no_sheet() -> None:
    """A sheet of nothing would be linked from nowhere."""
    assert [view.path for view in sla.views(shown_book(texts_of(MET, sla="")))] == ["sla.md"]
    assert [view.path for view in sla.views(shown_book(texts_of(MET)))] == ["sla.md", "sla-verdicts.csv"]


def test_the_sheet_is_plain_text() -> None:
    """A title is not escaped as in a page."""
    sheet = rendered(view_at(sla.views, shown_book(texts_of(OVERDUE)), "sla-verdicts.csv"))
    assert sheet.startswith("incident,title,url,")
    assert "INC-2026-0004,Down <b>& out,incidents/0/,sev1," in sheet


@pytest.mark.parametrize(
    "reports",
    [
        (),
        ("---\ntitle: No time\n---\n",),
        (RUNNING, OVERDUE),
        (report(1, "detected: 2031-07-02 10:00"),),
        (report(1, "detected: 1031-07-02 10:00"),),
        (MET.replace("severity: sev1\n", ""),),
        (incident("2026-0001"),),
    ],
    ids=["empty", "no time", "all open", "future", "long ago", "no severity", "plain"],
)
@pytest.mark.parametrize(
    "agreement",
    [SLA, "", "targets: [{severity: sev1, resolution: 4h}]", "availability: [{service: x, objective: 100 %}]"],
)
def test_any_book_makes_a_page(reports: tuple[str, ...], agreement: str) -> None:
    """Without a blank line in its blocks, and balanced, whatever there is."""
    html = page(*reports, sla_text=agreement)
    assert html.count("<section") == html.count("</section>") > 0
    assert html.count("<table") == html.count("</table>")
    assert "None" not in words(html)
    assert "nan" not in words(html)


def test_an_empty_book_says_so_kindly() -> None:
    """And what was agreed."""
    said = words(page())
    assert "No incident has been recorded yet, so nothing has been judged." in said
    assert "15 min 4 h always 95 %" in said


def keys(texts: Mapping[str, str], as_of: datetime = AS_OF) -> dict[str, str]:
    templates = Templates()
    return {view.path: _key(view, templates) for view in sla.views(shown_book(texts, as_of))}


def test_the_page_changes_with_milestones_and_agreements_and_not_with_texts() -> None:
    """As its keys say: a report's body is no figure."""
    texts = texts_of(MET, MISSED)
    before = keys(texts)
    assert keys({**texts, "incidents/0.md": MET + "More words.\n"}) == before
    changed = (
        {**texts, "incidents/0.md": MET.replace("10:10", "10:11")},
        {**texts, "sla.yml": SLA.replace("15m", "16m")},
        {**texts, "services.yml": SERVICES.replace("Checkout", "Shop")},
    )
    for other in changed:
        after = keys(other)
        assert all(after[path] != before[path] for path in before)
    later = keys(texts, datetime(2026, 8, 22, tzinfo=UTC))
    assert all(later[path] != before[path] for path in before)


def test_what_an_author_wrote_stands_at_the_top() -> None:
    """Above the figures, which are all there."""
    shown = shown_book({**texts_of(MET), "sla.md": "# Our promise\nWe answer fast.\n"})
    text = rendered(view_at(sla.views, shown, "sla.md"))
    assert text.index("We answer fast.") < text.index("ib-sla-compliance")


def test_a_public_site_shows_nothing_of_what_it_hides() -> None:
    """Neither incidents above the audience, nor the agreements on services that are."""
    texts = {
        "services.yml": "checkout: {audience: public}\nvault: {name: Vault}\n",
        "sla.yml": SLA + "  - {service: vault, objective: 99 %, hours: night}\nclocks: {response: acknowledged}\n",
        "incidents/1.md": MISSED.replace("severity:", "audience: public\nseverity:"),
        "incidents/2.md": OVERDUE,
    }
    texts["sla.yml"] = texts["sla.yml"].replace(
        "calendars: {", 'calendars: {night: {zone: UTC, week: {sun: "00:00-05:00"}}, '
    )
    settings = Settings(audience="public")
    book, _ = load_text(texts, settings)
    shown = Shown(book, link(book), settings, AS_OF)
    pages = "".join(rendered(view) for view in sla.views(shown))
    assert "INC-2026-0002" in pages
    assert all(hidden not in pages for hidden in ("ault:", "Vault", "INC-2026-0004", "Down", "night"))
