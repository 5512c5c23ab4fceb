"""What is to be put right so that alerts and the book lead to one another."""

from incidentbook.alert_rules import read_rules
from incidentbook.coverage import coverage_of
from incidentbook.coverage_findings import coverage_findings
from incidentbook.diagnostics import Diagnostic
from tests.books import Texts, article, incident, issue, opened, runbook

SITE = "https://book.example.org/"
RULES = f"""\
groups:
  - name: g
    rules:
      - alert: NodeDown
        annotations: {{runbook_url: "{SITE}runbooks/nod/"}}
      - alert: NodeDown
        annotations:
          runbook_url: "{SITE}runbooks/node/"
      - alert: DiskFull
      - alert: Elsewhere
        annotations: {{runbook_url: "https://wiki.example.net/"}}
      - alert: Broken
        annotations: {{runbook_url: "ask Ann"}}
"""


def found(book: Texts, rules: str = RULES, folder: str = "kb") -> list[Diagnostic]:
    made = opened(book)
    read = read_rules([("rules.yml", rules.encode())])
    return coverage_findings(made.book, coverage_of(made.book, made.graph, read, addresses=[SITE]), folder)


def test_each_finding_is_at_its_place() -> None:
    """An address at its line, an alert at its name; each is said once: an address that leads nowhere says enough."""
    assert [
        (one.path, one.line, one.column, one.code, one.severity) for one in found({"runbooks/node.md": runbook()})
    ] == [
        ("rules.yml", 5, 36, "runbook-url-leads-nowhere", "error"),
        ("rules.yml", 9, 16, "alert-without-runbook", "warning"),
        ("rules.yml", 13, 36, "runbook-url-leads-nowhere", "error"),
    ]
    first, second, third = found({"runbooks/node.md": runbook()})
    assert first.message == "The `runbook_url` of `NodeDown` leads nowhere: this site has no such page"
    assert first.hint == f"Did you mean `{SITE}runbooks/node/`?"
    assert second.message == "Nothing says what to do about `DiskFull`"
    assert third.message == "The `runbook_url` of `Broken` leads nowhere: it does not begin with `https://`"


def test_alerts_of_the_book_are_found_where_they_are_named() -> None:
    """In a list or as a word, in a symptom inside a known issue; not in incidents and retired known issues."""
    book = {
        "runbooks/node.md": runbook("alerts:\n  - DiskFull\n  - NodeDwn"),
        "known-issues/a.md": issue("symptoms:\n  - text: It is full\n    alerts: [DiskFill]\nalerts: Gone"),
        "known-issues/b.md": issue("status: retired\nalerts: [Gone]", id="KI-0002"),
        "symptoms/a.md": article("title: A\nalerts: [DiskFull, Gone]"),
        "incidents/a.md": incident("alerts: [Past]"),
    }
    said = [one for one in found(book) if one.code == "unknown-alert"]
    assert [(one.path, one.line, one.column, one.message, one.hint) for one in said] == [
        ("kb/known-issues/a.md", 6, 14, "No rule has the alert `DiskFill`", "Did you mean `DiskFull`?"),
        ("kb/known-issues/a.md", 7, 9, "No rule has the alert `Gone`", _LEAVES_OUT),
        ("kb/runbooks/node.md", 6, 5, "No rule has the alert `NodeDwn`", "Did you mean `NodeDown`?"),
        ("kb/symptoms/a.md", 3, 20, "No rule has the alert `Gone`", _LEAVES_OUT),
    ]
    assert {one.severity for one in said} == {"warning"}


_LEAVES_OUT = "Correct or delete it; the setting `coverage.ignore` leaves it out."


def test_a_runbook_that_no_alert_leads_to_is_worth_a_note() -> None:
    """At its alerts, or at its beginning where it names none: some are for what no alert tells of."""
    book = {
        "runbooks/a.md": runbook("alerts: [Gone]", id="RB-0002"),
        "runbooks/b.md": runbook(id="RB-0003"),
        "runbooks/node.md": runbook(),
    }
    said = [one for one in found(book, folder="") if one.code == "runbook-without-alert"]
    assert [(one.path, one.line, one.severity) for one in said] == [
        ("runbooks/a.md", 4, "note"),
        ("runbooks/b.md", 1, "note"),
    ]
    assert said[0].message.endswith("it names no alert that a rule has, and no `runbook_url` leads here")


def test_what_could_not_be_read_is_among_them() -> None:
    broken = f"{RULES}      - alert: 'x\n"
    assert [one.code for one in found({"runbooks/node.md": runbook()}, broken)] == [
        "runbook-url-leads-nowhere", "alert-without-runbook", "runbook-url-leads-nowhere", "malformed-rules",
    ]  # fmt: skip


def test_whatever_an_alert_is_called_a_finding_stays_one_line() -> None:
    rules = 'groups: [{rules: [{alert: "a\\nb::error::`c`", annotations: {runbook_url: "x\\ny"}}]}]'
    (one,) = found({}, rules)
    assert "\n" not in one.message + one.hint
