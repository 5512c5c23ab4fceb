"""Every reference resolved, readable from both ends, and what leads nowhere reported."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.books import Opened, Texts, article, incident, issue, opened, runbook

INCIDENT = incident(
    "symptoms: [slow, hangs]\n"
    "known_issues: [{id: KI-0001, fix: worked, took: 38m}]\n"
    "runbooks: [{id: RB-0001, fix: failed}]\n"
    "services: [pay]\nalerts: [PayDown]\nrelated: [MNT-2026-0001]",
    "See [the page](../about.md) and KI-0002.",
)
BOOK: Texts = {
    "services.yml": "checkout: {aliases: pay, depends_on: [db]}\ndb: {}",
    "incidents/a.md": INCIDENT,
    "known-issues/a.md": issue(
        "symptoms: [slow, {id: hangs, text: It hangs, alerts: [Hanging]}]\n"
        "runbooks: [RB-0001]\n"
        "services: [db]\n"
        "alerts: [PayDown]"
    ),
    "known-issues/b.md": issue("superseded_by: KI-0001", id="KI-0002"),
    "symptoms/slow.md": article("title: It is slow\nalerts: [PayDown]\nservices: [checkout]"),
    "runbooks/a.md": runbook("symptoms: [slow]\nalerts: [PayDown]\nservices: [pay]"),
    "maintenance/a.md": article("id: MNT-2026-0001\ntitle: Work\nservices: [db]"),
    "about.md": "KI-0001 is one.",
}


def test_everything_that_is_linked_is_linked_from_both_ends() -> None:
    """Symptoms of both sorts, known issues, runbooks, services by key and alias, alerts, relations and mentions."""
    found = opened(BOOK)
    graph = found.graph
    assert found.diagnostics == []
    assert [(one.name, one.path, one.issue) for one in graph.symptoms.values()] == [
        ("hangs", "symptoms/hangs.md", "KI-0001"),
        ("slow", "symptoms/slow.md", None),
    ]
    assert graph.symptoms["hangs"].services == ("db",)
    assert {name: [one.id for one in some] for name, some in graph.incidents_by_symptom.items()} == {
        "hangs": ["INC-2026-0001"],
        "slow": ["INC-2026-0001"],
    }
    assert {name: [one.id for one in some] for name, some in graph.issues_by_symptom.items()} == {
        "hangs": ["KI-0001"],
        "slow": ["KI-0001"],
    }
    assert [one.name for one in graph.symptoms_by_issue["KI-0001"]] == ["slow", "hangs"]
    assert [one.id for one in graph.runbooks_by_symptom["slow"]] == ["RB-0001"]
    assert [one.id for one in graph.issues_by_runbook["RB-0001"]] == ["KI-0001"]
    (occurrence,), (use,) = graph.occurrences["KI-0001"], graph.uses["RB-0001"]
    assert occurrence.incident is not None
    assert (occurrence.incident.id, occurrence.fix, str(occurrence.took)) == ("INC-2026-0001", "worked", "0:38:00")
    assert (use.incident.id, use.use.fix) == ("INC-2026-0001", "failed")
    checkout, db = graph.services["checkout"], graph.services["db"]
    assert ([one.id for one in checkout.incidents], [one.id for one in checkout.runbooks], checkout.dependants) == (
        ["INC-2026-0001"],
        ["RB-0001"],
        (),
    )
    assert ([one.id for one in db.known_issues], [one.name for one in db.symptoms], db.dependants) == (
        ["KI-0001"],
        ["hangs"],
        ("checkout",),
    )
    assert [one.id for one in db.maintenance] == ["MNT-2026-0001"]
    alert = graph.alerts["PayDown"]
    assert (alert.symptoms, alert.known_issues, alert.runbooks, alert.incidents) == (
        ("slow",),
        ("KI-0001",),
        ("RB-0001",),
        ("INC-2026-0001",),
    )
    assert {path: [(one.target.name, one.relation) for one in some] for path, some in graph.backlinks.items()} == {
        "known-issues/a.md": [("KI-0002", "superseded_by")],
        "known-issues/b.md": [("INC-2026-0001", "mentions")],
        "maintenance/a.md": [("INC-2026-0001", "related")],
        "about.md": [("INC-2026-0001", "mentions")],
    }


REFERENCES = [
    # front matter from line 5 on: code, line, column, message, hint
    ("symptoms: [slwo]", "KB301", 12, "There is no symptom `slwo`", "`slow`"),
    ("symptoms: [something-else-entirely]", "KB301", 12, "There is no symptom", "Known: slow"),
    ("known_issues: [KI-0003]", "KB301", 16, "There is no known issue `KI-0003`", "`KI-0002` (Issue KI-0002)"),
    ("known_issues: [KI-2]", "KB301", 16, "There is no known issue `KI-2`", "`KI-0002` (Issue KI-0002)"),
    ("known_issues: [ki0001]", "KB301", 16, "There is no known issue `ki0001`", "`KI-0001`"),
    ("known_issues: [KI-0010]", "KB301", 16, "There is no known issue `KI-0010`", "`KI-0001`"),
    ("known_issues: [KI-7777]", "KB301", 16, "There is no known issue `KI-7777`", ""),
    ("known_issues: [{id: KI-0003, fix: worked}]", "KB301", 21, "There is no known issue `KI-0003`", "`KI-0002`"),
    ("known_issues: [RB-0001]", "KB301", 16, "`RB-0001` is a runbook, not a known issue", "“Runbook RB-0001”"),
    ("known_issues: [KI-0001, {id: KI-0001, fix: worked}]", "KB209", 30, "`KI-0001` is listed twice", "Keep one"),
    ("runbooks: [RB-0001, RB-0001]", "KB209", 21, "`RB-0001` is listed twice", "Keep one"),
    ("runbooks: [KI-0001]", "KB301", 12, "`KI-0001` is a known issue, not a runbook", ""),
    ("related: [INC-2026-0001]", "KB301", 11, "`INC-2026-0001` is this very article", "Delete"),
    ("related: [INC-2025-0001]", "KB301", 11, "There is no article `INC-2025-0001`", "`INC-2026-0001`"),
    ("duplicate_of: KI-0001", "KB301", 15, "`KI-0001` is a known issue, not an incident", ""),
    ("duplicate_of: INC-2026-0001", "KB301", 15, "this very article", ""),
    ("caused_by: KI-0001", "KB301", 12, "`KI-0001` is a known issue, not an incident or maintenance", ""),
    ("parent: INC-2026-0009", "KB301", 9, "There is no incident `INC-2026-0009`", "`INC-2026-0001`"),
    ("services: [chekout]", "KB303", 12, "There is no service `chekout` in `services.yml`", "`checkout`"),
    ("services: [{id: zzz, level: down}]", "KB303", 17, "There is no service `zzz`", "Known: checkout, db and pay"),
]


@pytest.mark.parametrize(("front_matter", "code", "column", "message", "hint"), REFERENCES)
def test_a_reference_that_leads_nowhere_is_reported_at_its_entry(
    front_matter: str, code: str, column: int, message: str, hint: str
) -> None:
    """With what was probably meant."""
    found = opened({**BOOK, "incidents/a.md": incident(front_matter)}).diagnostics
    assert [(one.path, one.code, one.line, one.column) for one in found] == [("incidents/a.md", code, 5, column)]
    assert message in found[0].message
    assert hint in found[0].hint
    assert bool(hint) == bool(found[0].hint) or not hint


def test_references_of_other_kinds_are_checked_too() -> None:
    """Of known issues, symptoms in place, runbooks and the catalogue."""
    texts: Texts = {
        "services.yml": "a: {depends_on: [b]}",
        "known-issues/a.md": issue(
            "symptoms:\n"
            "  - nope\n"
            "  - text: x\n"
            "    services: [a, c]\n"
            "runbooks: [KI-0001]\n"
            "superseded_by: RB-0001\n"
            "related: [x]"
        ),
        "runbooks/a.md": runbook("symptoms: nope\nrelated: RB-0001"),
        "symptoms/s.md": article("title: S\nservices: [d]\nrelated: [KI-0001, s]"),
        "maintenance/m.md": article("id: MNT-2026-0001\ntitle: M\nservices: [{id: e}]"),
    }
    assert [f"{one.code} {one.path}:{one.line}:{one.column}" for one in opened(texts).diagnostics] == [
        "KB301 known-issues/a.md:5:5",
        "KB303 known-issues/a.md:7:19",
        "KB301 known-issues/a.md:8:12",
        "KB301 known-issues/a.md:9:16",
        "KB301 known-issues/a.md:10:11",
        "KB303 maintenance/m.md:4:17",
        "KB301 runbooks/a.md:4:11",
        "KB301 runbooks/a.md:5:10",
        "KB303 services.yml:1:18",
        "KB303 symptoms/s.md:3:12",
        "KB301 symptoms/s.md:4:20",
    ]


def test_without_a_catalogue_any_service_will_do() -> None:
    """A book can begin without one, and the services have their pages."""
    found = opened({"incidents/a.md": incident("services: [b, {id: a, region: x}, {id: a, region: y}]")})
    assert found.diagnostics == []
    assert {name: len(links.incidents) for name, links in found.graph.services.items()} == {"a": 1, "b": 1}


def test_of_two_articles_with_one_name_the_second_is_reported() -> None:
    """At its ID; the first keeps the name. Names not yet assigned may be shared."""
    found = opened(
        {
            "incidents/b.md": incident(),
            "incidents/a.md": incident(),
            "runbooks/x.md": article("title: x"),
            "known-issues/x.md": article("title: x"),
        }
    )
    assert [f"{one.code} {one.path}:{one.line}:{one.column}" for one in found.diagnostics] == [
        "KB302 incidents/b.md:2:5",
        "KB302 runbooks/x.md:1:1",
    ]
    assert "`incidents/a.md`" in found.diagnostics[0].message
    assert found.graph.targets["INC-2026-0001"].path == "incidents/a.md"
    assert (
        opened({"incidents/b.md": incident(id="INC-NEW"), "incidents/a.md": incident(id="INC-NEW")}).diagnostics == []
    )


def test_two_symptoms_cannot_have_one_name_or_page() -> None:
    """In one known issue, in two, or one in place and one with a file."""
    texts: Texts = {
        "known-issues/a.md": issue(
            "symptoms:\n  - {text: Hangs}\n  - {text: hangs!}\n  - {id: slow, text: x}\n  - {id: other, text: y}"
        ),
        "known-issues/b.md": issue("symptoms: [{id: other, text: z}, {id: page, text: p}]", id="KI-0002"),
        "symptoms/slow.md": article("title: Slow"),
        "symptoms/page.md": article("id: named-otherwise\ntitle: Page"),
    }
    found = opened(texts)
    assert [f"{one.code} {one.path}:{one.line}" for one in found.diagnostics] == [
        "KB302 known-issues/a.md:6",
        "KB302 known-issues/a.md:7",
        "KB302 known-issues/b.md:4",
        "KB307 known-issues/b.md:4",
    ]
    assert found.graph.symptoms["slow"].title == "Slow"
    assert found.graph.symptoms["other"].issue == "KI-0001"


def fixes(found: Opened) -> dict[str, list[str]]:
    return {
        name: [one.incident.id if one.incident else one.ref for one in some]
        for name, some in found.graph.occurrences.items()
    }


def test_occurrences_stand_oldest_first_with_those_that_have_no_report() -> None:
    """Those without any time last, also long ago."""
    texts: Texts = {
        "incidents/a.md": incident("known_issues: KI-0001", times="times: {resolved: 2026-02}"),
        "incidents/b.md": incident("known_issues: KI-0001", id="INC-2026-0002", times="times: {started: 1969-01-01}"),
        "incidents/c.md": incident("known_issues: KI-0001", id="INC-2026-0003", times="times: {}"),
        "known-issues/a.md": issue("occurrences: [{at: 2026-01, ref: seen}, {at: 2027, ref: later}]"),
    }
    assert fixes(opened(texts)) == {"KI-0001": ["INC-2026-0002", "seen", "INC-2026-0001", "later", "INC-2026-0003"]}


def test_suspected_links_duplicates_and_continuations_are_no_occurrences() -> None:
    """A suspected one is shown; the others belong to the incident that is counted."""
    texts: Texts = {
        "incidents/a.md": incident("known_issues: [KI-0001]"),
        "incidents/b.md": incident("known_issues: [{id: KI-0001, link: suspected}]", id="INC-2026-0002"),
        "incidents/c.md": incident("known_issues: [KI-0001]\nduplicate_of: INC-2026-0001", id="INC-2026-0003"),
        "incidents/d.md": incident("known_issues: [KI-0001]\ncontinues: INC-2026-0001", id="INC-2026-0004"),
        "known-issues/a.md": issue(),
    }
    found = opened(texts)
    assert found.diagnostics == []
    assert fixes(found) == {"KI-0001": ["INC-2026-0001"]}
    assert [one.id for one in found.graph.suspected["KI-0001"]] == ["INC-2026-0002"]


def test_an_issue_listed_twice_is_counted_once() -> None:
    """As its first entry says."""
    found = opened(
        {
            "incidents/a.md": incident("known_issues: [{id: KI-0001, fix: failed}, {id: KI-0001, fix: worked}]"),
            "known-issues/a.md": issue(),
        }
    )
    assert [one.fix for one in found.graph.occurrences["KI-0001"]] == ["failed"]
    assert found.codes == ["KB209"]


NAMES = ["INC-2026-0001", "INC-2026-0002", "KI-0001", "KI-0002", "RB-0001", "slow", "hangs", "nope"]


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_what_is_resolved_or_reported_is_everything_that_was_said(data: st.DataObject) -> None:
    """Each reference once: either it is in the graph, and its target exists and has its kind, or it is a finding."""
    some = st.lists(st.sampled_from(NAMES), max_size=4)
    said = {key: data.draw(some, label=key) for key in ("symptoms", "known_issues", "runbooks", "related")}
    front_matter = "\n".join(f"{key}: [{', '.join(names)}]" for key, names in said.items())
    texts: Texts = {
        "incidents/a.md": incident(front_matter),
        "incidents/b.md": incident(id="INC-2026-0002"),
        "known-issues/a.md": issue("symptoms: [{id: hangs, text: x}]"),
        "known-issues/b.md": issue(id="KI-0002"),
        "runbooks/a.md": runbook(),
        "symptoms/slow.md": article("title: x"),
    }
    found = opened(texts)
    graph = found.graph
    linked = (
        sum(one.id == "INC-2026-0001" for some in graph.incidents_by_symptom.values() for one in some)
        + sum(len(some) for some in graph.occurrences.values())
        + sum(len(some) for some in graph.uses.values())
        + sum(one.relation == "related" for some in graph.backlinks.values() for one in some)
    )
    assert linked + len(found.diagnostics) == sum(len(names) for names in said.values())
    assert set(found.codes) <= {"KB301", "KB209"}
    assert set(graph.incidents_by_symptom) <= {"slow", "hangs"}
    assert set(graph.occurrences) <= {"KI-0001", "KI-0002"}
    assert set(graph.uses) <= {"RB-0001"}


def test_the_links_of_a_book_do_not_depend_on_the_process() -> None:
    """In which order Python's sets stand differs from one to the next."""
    program = (
        "from tests.links_test import BOOK; from tests.books import opened\n"
        "found = opened({**BOOK, 'index.md': 'KI-0002 KI-0003 [x](y.md) [z](about.md)'})\n"
        "print(repr((found.graph, found.diagnostics)))"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=Path(__file__).parents[1],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in "123"
    ]
    assert len(set(said)) == 1
    assert "KB306" in said[0]
