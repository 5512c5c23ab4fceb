"""The page of alerts."""

import re
from datetime import UTC, datetime

import pytest

from incidentbook.alert_rules import read_rules
from incidentbook.settings import Settings
from incidentbook.templating import Templates
from incidentbook.views import coverage as page
from incidentbook.views import runbook_list
from incidentbook.views.view import Shown, View
from tests.books import Texts, article, incident, opened, runbook

SITE = "https://book.example.org/kb/"
RULES = f"""\
groups:
  - name: g
    rules:
      - alert: NodeDown
        labels: {{severity: critical}}
        annotations: {{runbook_url: "{SITE}runbooks/node/"}}
      - alert: ByAddress
        annotations: {{runbook_url: "{SITE}id/RB-0002/"}}
      - alert: Hub
        annotations: {{runbook_url: "{SITE}runbooks/"}}
      - alert: Elsewhere
        annotations: {{runbook_url: "https://wiki.example.net/a"}}
      - alert: Varies
        annotations: {{runbook_url: "{SITE}runbooks/{{{{ $labels.x }}}}/"}}
      - alert: Broken
        annotations: {{runbook_url: "{SITE}runbooks/hidden-thing/"}}
      - alert: "<script>alert(1)</script>"
        annotations: {{runbook_url: "javascript:alert(1)"}}
      - alert: Watchdog
"""
BOOK = {
    "runbooks/node.md": runbook("alerts: [NodeDown]\naudience: public"),
    "runbooks/disk.md": runbook("audience: public", id="RB-0002"),
    "runbooks/idle.md": runbook("audience: public", id="RB-0003"),
    "runbooks/hidden-thing.md": runbook("alerts: [Broken]\naudience: restricted", id="RB-0004"),
    "symptoms/a.md": article("title: A\nalerts: [NodeDwn]\naudience: public"),
    "incidents/a.md": incident("alerts: [NodeDown, Past]\naudience: public"),
}


def shown(book: Texts = BOOK, *, audience: str = "internal", rules: str | None = RULES, own: str = "internal") -> Shown:
    coverage = {"rules": "monitoring/" if rules is not None else [], "ignore": "Watch*", "audience": own}
    settings = Settings.model_validate({"audience": audience, "coverage": coverage})
    made = opened(book, audience, coverage=coverage)  # type: ignore[arg-type]
    read = read_rules([("monitoring/a.yml", rules.encode())]) if rules is not None else None
    moment = datetime(2026, 6, 1, tzinfo=UTC)
    return Shown(made.book, made.graph, settings, moment, site_url=SITE, alert_rules=read)


def rendered(view: View) -> str:
    values = {"title": view.title, **view.values, **view.texts()}
    return Templates().page(view.template, view.path, {"title": view.title}, values)


def test_what_is_missing_comes_first() -> None:
    """Addresses that lead nowhere, alerts of which nothing says what to do, then the others."""
    (view,) = page.views(shown())
    assert [(row.name, row.known) for row in view.values["rows"]] == [
        ("<script>alert(1)</script>", "nothing"),
        ("Broken", "nothing"),
        ("Elsewhere", "perhaps elsewhere"),
        ("Varies", "perhaps elsewhere"),
        ("NodeDown", "in the book"),
        ("ByAddress", "in the book"),
        ("Hub", "in the book"),
    ]


def test_each_alert_says_where_it_leads() -> None:
    """To articles by name or by address, once; elsewhere; nowhere. And where its rule is."""
    text = rendered(next(page.views(shown())))
    row = {name: next(line for line in text.split("\n") if f">{name}<span" in line) for name in ("NodeDown", "Hub")}
    assert row["NodeDown"].count("../runbooks/node/") == 1
    assert "monitoring/a.yml:4" in row["NodeDown"]
    assert "<td>critical</td>" in row["NodeDown"]
    assert '<a href="../runbooks/">runbooks/</a> <span class="ib-quiet">by its address</span>' in row["Hub"]
    assert '<a class="ib-elsewhere" href="https://wiki.example.net/a" rel="noopener">' in text
    assert "labels decide; 3 pages of this site may be meant" in text
    assert text.count("address leads nowhere") == 2


def test_the_other_way_is_there_too() -> None:
    """Alerts that no rule has with the nearest, and runbooks that no alert leads to."""
    (view,) = page.views(shown())
    assert [(row.name, row.nearest, row.past) for row in view.values["unknown"]] == [
        ("NodeDwn", "NodeDown", False), ("Past", "", True),
    ]  # fmt: skip
    assert [one.name for one in view.values["idle"]] == ["RB-0003"]
    figures = [view.values[name] for name in ("known", "elsewhere", "without_help")]
    assert figures == [(3, "43 % of 7"), (2, "29 % of 7"), (2, "29 % of 7")]


def test_nothing_that_anybody_wrote_is_markup() -> None:
    text = rendered(next(page.views(shown())))
    assert "<script>" not in text
    assert "javascript:" not in re.sub(r"<span class=\"ib-code\">.*?</span>", "", text)


def test_of_what_readers_may_not_see_nothing_is_left() -> None:
    """Not even in an address that leads to it for others."""
    text = rendered(next(page.views(shown())))
    assert "hidden-thing" not in text
    assert "RB-0004" not in text
    text = rendered(next(page.views(shown(audience="restricted"))))
    assert "RB-0004" in text


@pytest.mark.parametrize(
    ("audience", "own", "there"),
    [
        ("public", "internal", False), ("public", "public", True),
        ("internal", "internal", True), ("internal", "restricted", False),
    ],
)  # fmt: skip
def test_the_page_is_for_whom_the_settings_say(audience: str, own: str, *, there: bool) -> None:
    """Rule files are internal unless they say otherwise, as articles are; the list of runbooks links to the page."""
    made = shown(audience=audience, own=own)
    assert len(list(page.views(made))) == there
    assert ("../coverage/" in rendered(next(runbook_list.views(made)))) is there


def test_without_rules_there_is_no_page() -> None:
    """And no link to one; with rules of which none could be read, it says so."""
    assert list(page.views(shown(rules=None))) == []
    assert "coverage" not in rendered(next(runbook_list.views(shown(rules=None))))
    text = rendered(next(page.views(shown(rules="groups:\n - alert: 'x"))))
    assert "<code>monitoring/a.yml:2</code>" in text
    assert "There is no alert in these files." in text


def test_the_key_is_that_of_what_is_shown() -> None:
    """The same values for the same rules, others where a line has moved."""
    values = [next(page.views(one)).values for one in (shown(), shown(), shown(rules=f"# new\n{RULES}"))]
    assert values[0] == values[1] != values[2]


def test_an_author_s_page_becomes_its_introduction() -> None:
    made = shown({**BOOK, "coverage.md": "---\naudience: public\n---\n# Our alerts\n\nAsk Ann.\n"})
    assert "Ask Ann." in rendered(next(page.views(made)))
