"""What rules and a book know of one another."""

import json

import pytest

from incidentbook.alert_rules import read_rules
from incidentbook.coverage import Coverage, coverage_of
from tests.books import Texts, article, incident, issue, opened, runbook
from tests.real_reports import DATA

PAIRS = DATA / "alert-runbook-pairs/kube-prometheus.json"
BOOK = {
    "runbooks/node.md": runbook("alerts: [NodeDown]"),
    "runbooks/disk.md": runbook(id="RB-0002"),
    "runbooks/idle.md": runbook("alerts: [NodeGone]", id="RB-0003"),
    "known-issues/a.md": issue("symptoms: [{text: It is slow, alerts: [NodeSlow]}]\nalerts: [NodeDown]"),
    "symptoms/full.md": article("title: Full\nalerts: [DiskFull]"),
    "incidents/a.md": incident("alerts: [NodeDown, NodeLost]"),
}
SITE = "https://book.example.org/"


def rules(*said: str) -> str:
    """Write a rule file of alerts, each `name` or `name address`."""
    lines = ["groups:", "  - name: g", "    rules:"]
    for one in said:
        name, _, url = one.partition(" ")
        lines.append(f"      - alert: {name}")
        lines += [f"        annotations: {{runbook_url: '{url}'}}"] if url else []
    return "\n".join(lines)


def coverage(*said: str, book: Texts = BOOK, ignore: tuple[str, ...] = ()) -> Coverage:
    made = opened(book)
    read = read_rules([("rules.yml", rules(*said).encode())])
    return coverage_of(made.book, made.graph, read, ignore=ignore, addresses=[SITE])


def test_an_alert_is_known_by_name_or_by_address() -> None:
    """Through a runbook, a known issue, a symptom described in one, a symptom; or a page of this site."""
    found = coverage("DiskFull", "NodeDown", "NodeSlow", f"Other {SITE}runbooks/disk/", "Another")
    assert {alert.name: alert.known for alert in found.alerts} == {
        "Another": False, "DiskFull": True, "NodeDown": True, "NodeSlow": True, "Other": True,
    }  # fmt: skip
    assert (found.known, found.elsewhere, found.without_help) == (4, 0, 1)
    down = found.alerts[2]
    assert (down.links.runbooks, down.links.known_issues) == (("RB-0001",), ("KI-0001",))
    assert down.links.incidents == ("INC-2026-0001",)


def test_an_incident_alone_says_not_what_to_do() -> None:
    found = coverage("NodeLost")
    assert found.alerts[0].links.incidents == ("INC-2026-0001",)
    assert found.alerts[0].without_help


@pytest.mark.parametrize(
    ("address", "without_help"),
    [
        ("https://wiki.example.net/x", False),
        (f"{SITE}runbooks/{{{{ $labels.x }}}}/", False),
        (f"{SITE}runbooks/gone/", True),
        ("", True),
    ],
)
def test_an_address_elsewhere_may_help(address: str, *, without_help: bool) -> None:
    """One that leads nowhere does not."""
    assert coverage(f"A {address}").alerts[0].without_help is without_help


def test_rules_of_one_name_are_one_alert() -> None:
    """For two severities, for example; one good address is enough."""
    found = coverage("A", f"A {SITE}zzz/", f"A {SITE}runbooks/disk/")
    (alert,) = found.alerts
    assert alert.known
    assert [one.lead.to for one in alert.rules] == ["none", "nowhere", "here"]
    assert [one.rule.line for one in alert.rules] == [4, 5, 7]
    assert (found.rules, dict(found.leads)) == (3, {"none": 1, "nowhere": 1, "here": 1})


def test_a_runbook_that_no_alert_leads_to_is_idle() -> None:
    """Neither by a name, nor by an address, one to its ID included."""
    assert [one.id for one in coverage("NodeDown").idle] == ["RB-0002", "RB-0003"]
    assert [one.id for one in coverage("NodeDown", f"A {SITE}id/RB-0002/", "NodeGone").idle] == []
    assert [one.id for one in coverage().idle] == ["RB-0001", "RB-0002", "RB-0003"]


def test_alerts_that_no_rule_has_are_told_with_the_nearest() -> None:
    """Those that only incidents name are of the past."""
    found = coverage("NodeDowns", "Disk_Full", "NodeSlow", "NodeGone")
    assert [(one.name, one.nearest, one.past) for one in found.unknown] == [
        ("DiskFull", "Disk_Full", False), ("NodeDown", "NodeDowns", False), ("NodeLost", "NodeSlow", True),
    ]  # fmt: skip


def test_what_is_left_out_is_left_out_on_both_sides() -> None:
    """By name or pattern; a runbook for such an alert is not idle."""
    found = coverage("NodeDown", "Watchdog", "DiskFull", ignore=("Watch*", "Node*"))
    assert [alert.name for alert in found.alerts] == ["DiskFull"]
    assert found.unknown == ()
    assert [one.id for one in found.idle] == ["RB-0002"]
    assert found.ignored == 2


def test_an_empty_book_and_no_rules_are_no_trouble() -> None:
    assert coverage(book={}).alerts == ()
    assert coverage("A", book={}).without_help == 1


def test_what_may_not_be_seen_leaves_no_trace() -> None:
    """To a reader an alert of which only a restricted runbook knows is without help, and no address leads there."""
    book = {"runbooks/secret.md": runbook("alerts: [A]\naudience: restricted\naliases: [old]")}
    read = read_rules([("rules.yml", rules("A", f"B {SITE}runbooks/secret/", f"C {SITE}old/").encode())])
    for audience, known in (("restricted", 3), ("internal", 0)):
        made = opened(book, audience)  # type: ignore[arg-type]
        found = coverage_of(made.book, made.graph, read, addresses=[SITE])
        assert found.known == known
        assert "secret" not in "".join(one.lead.instead for alert in found.alerts for one in alert.rules) or known


@pytest.mark.skipif(not PAIRS.is_file(), reason="needs the real alerts")
def test_real_alerts_lead_to_real_runbooks() -> None:
    """All rules of kube-prometheus with a book of the runbooks that they name: by name all are known; by address, if
    the site is where they point to, each that has a runbook.
    """
    pairs = json.loads(PAIRS.read_text(encoding="utf-8"))
    groups = [
        {"name": source, "rules": [
            {"alert": one["alert"], "expr": one["expr"], "labels": {"severity": one["severity"]},
             "annotations": {"runbook_url": one["runbook_url"]}}
            for one in pairs if one["source"] == source
        ]}
        for source in sorted({one["source"] for one in pairs})
    ]  # fmt: skip
    text = json.dumps({"apiVersion": "monitoring.coreos.com/v1", "kind": "PrometheusRule", "spec": {"groups": groups}})
    read = read_rules([("kube.json", text.encode())])
    assert read.faults == ()
    assert sorted(rule.name for rule in read.rules) == sorted(one["alert"] for one in pairs)
    addressed = {one["runbook"]: one for one in pairs if one["runbook"]}
    books = [
        {f"runbooks/{number}.md": runbook(f"alerts: ['{one['alert']}']", id=f"RB-{number:04}")
         for number, one in enumerate(pairs, 1)},
        {f"runbooks/{one['runbook_url'].split('/runbooks/')[1]}.md": runbook(id=f"RB-{number:04}")
         for number, one in enumerate(addressed.values(), 1)},
    ]  # fmt: skip
    by_name, by_address = (opened(book) for book in books)
    found = coverage_of(by_name.book, by_name.graph, read)
    assert (found.known, len(found.idle), len(found.unknown)) == (len({one["alert"] for one in pairs}), 0, 0)
    found = coverage_of(by_address.book, by_address.graph, read, addresses=["https://runbooks.prometheus-operator.dev"])
    with_runbook = sum(bool(one["runbook"]) for one in pairs)
    assert (found.leads["here"], found.leads["nowhere"]) == (with_runbook, len(pairs) - with_runbook)
    assert found.idle == ()
