"""`incidentbook coverage`."""

import io
import json
import sys
from pathlib import Path

import pytest

from tests.books import issue, runbook, write
from tests.provided import Call

RULES = """\
groups:
  - name: g
    rules:
      - alert: NodeDown
      - alert: DiskFull
        annotations: {runbook_url: "https://book.example.org/kb/runbooks/disk/"}
"""
GOOD = RULES.replace("disk/", "node/")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "80")
    folder = tmp_path / "project"
    settings = "site_name: Ours\nsite_url: https://book.example.org/kb\ndocs_dir: kb\nplugins: [incidentbook]\n"
    book = {
        "mkdocs.yml": settings,
        "kb/runbooks/node.md": runbook("alerts: [NodeDown]\naudience: restricted"),
        "rules/a.yml": RULES,
        "rules/b.yml": "kind: Deployment\n",
    }
    write(folder, book)
    (folder / ".git").mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_it_says_what_is_known_and_what_leads_nowhere(call: Call) -> None:
    """At its line, with the line; an address that leads nowhere is an error."""
    ran = call("coverage", "rules")
    assert (ran.status, ran.err) == (1, "")
    assert ran.out == (
        "rules/a.yml:6:36: error[runbook-url-leads-nowhere] The `runbook_url` of `DiskFull` leads nowhere: "
        "this site has no such page\n"
        '     6 |         annotations: {runbook_url: "https://book.example.org/kb/runboo…\n'
        "       |                                    ^\n"
        "\n"
        "2 alerts in 1 of 2 files\n"
        "     1   50 %  known to the book, by name or by address: 1 by runbooks\n"
        "     1   50 %  of which nothing says what to do\n"
        "1 runbook_url in 2 rules\n"
        "     1  nowhere\n"
        "1 runbook, 0 of which no alert leads to\n"
        "1 error.\n"
    )


def test_nothing_wrong_is_status_0(call: Call, project: Path) -> None:
    """Warnings are none, unless they shall be."""
    (project / "rules/a.yml").write_text(GOOD, encoding="utf-8")
    ran = call("coverage", "rules/a.yml", "--strict")
    assert (ran.status, ran.out.splitlines()[-1]) == (0, "Nothing is to be put right.")
    write(project, {"kb/known-issues/a.md": issue("alerts: [Gone]")})
    assert call("coverage", "rules").status == 0
    assert call("coverage", "rules", "--strict").status == 1
    assert call("coverage", "rules", "--strict", "--ignore", "G*").status == 0


def test_as_json_it_is_one_object(call: Call, project: Path) -> None:
    """With every alert, where its address leads, and the findings."""
    write(project, {"kb/known-issues/a.md": issue("alerts: [NodeDow]")})
    ran = call("coverage", "rules", "--format", "json")
    said = json.loads(ran.out)
    assert ran.status == 1
    assert list(said) == ["alerts", "unknown_alerts", "runbooks_without_alert", "files", "totals", "findings"]
    assert said["alerts"][1]["runbooks"] == ["RB-0001"]
    assert said["alerts"][0]["rules"] == [
        {
            "path": "rules/a.yml", "line": 5, "column": 16, "group": "g", "severity": None,
            "runbook_url": "https://book.example.org/kb/runbooks/disk/", "leads": "nowhere", "leads_to": None,
            "why": "this site has no such page", "instead": None,
        }
    ]  # fmt: skip
    (unknown,) = said["unknown_alerts"]
    assert (unknown["alert"], unknown["nearest"], unknown["known_issues"]) == ("NodeDow", "NodeDown", ["KI-0001"])
    assert said["files"] == ["rules/a.yml", "rules/b.yml"]
    assert said["totals"]["alerts"] == 2
    assert [one["code"] for one in said["findings"]] == ["unknown-alert", "runbook-url-leads-nowhere"]


def test_on_github_each_finding_is_an_annotation(call: Call, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the path as seen from the repository's root, from wherever it is called."""
    monkeypatch.chdir(project / "rules")
    ran = call("coverage", "a.yml", "--config", "../mkdocs.yml", "--format", "github")
    assert ran.status == 1
    assert ran.out.splitlines()[0].startswith(
        "::error file=rules/a.yml,line=6,col=36,title=runbook-url-leads-nowhere::rules/a.yml:6:36: "
    )
    assert ran.out.splitlines()[-1] == "1 error in 1 of 2 files."


def test_rules_come_from_settings_or_a_pipe_too(call: Call, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(RULES.encode())))
    ran = call("coverage", "-")
    assert (ran.status, ran.out.splitlines()[0][:21]) == (1, "standard input:6:36: ")
    assert call("coverage").err.endswith(
        "Error: Name rule files, or enter them in the settings: `coverage: {rules: monitoring/}`.\n"
    )
    settings = (
        "site_name: Ours\ndocs_dir: kb\nplugins:\n  - incidentbook:\n      coverage: {rules: rules, ignore: DiskFull}\n"
    )
    (project / "mkdocs.yml").write_text(settings, encoding="utf-8")
    ran = call("coverage")
    assert (ran.status, ran.out.splitlines()[0]) == (0, "1 alert in 1 of 2 files; 1 alert left out by name")


def test_runbooks_that_few_may_read_count(call: Call, project: Path) -> None:
    """An audience would hide them; who wants to see what its readers find can ask for it."""
    (project / "rules/a.yml").write_text(GOOD, encoding="utf-8")
    assert call("coverage", "rules").status == 0
    ran = call("coverage", "rules", "--audience", "internal")
    assert ran.status == 1
    assert "RB-0001" not in ran.out


def test_without_a_site_url_it_says_so(call: Call, project: Path) -> None:
    (project / "mkdocs.yml").write_text("site_name: O\ndocs_dir: kb\nplugins: [incidentbook]\n", encoding="utf-8")
    ran = call("coverage", "rules")
    assert ran.status == 0
    assert "     1  elsewhere: no `site_url` says which addresses are this site's\n" in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nope.yml"], "incidentbook: There is no `nope.yml`; name rule files, folders or patterns that match.\n"),
        (["rules/b.yml"], "incidentbook: There is no alert in rules/b.yml: no `groups:` with an `- alert:`.\n"),
        (["rules/b.yml", "mkdocs.yml"], "incidentbook: There is no alert in the 2 files that were read: no `groups:`"),
    ],
)
def test_where_there_are_no_alerts_nothing_can_be_told(call: Call, words: list[str], said: str) -> None:
    ran = call("coverage", *words)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(said)


def test_rules_that_cannot_be_read_are_an_error(call: Call, project: Path) -> None:
    """What can be read of them counts."""
    (project / "rules/a.yml").write_text(f"{GOOD}      - alert: 'x\n", encoding="utf-8")
    ran = call("coverage", "rules")
    assert ran.status == 1
    assert ran.out.startswith(
        "rules/a.yml:7:16: error[malformed-rules] A quotation mark is opened here and never closed\n"
    )
    assert "2 alerts in 1 of 2 files\n" in ran.out


def test_the_alerts_of_the_demo_lead_into_its_book(call: Call) -> None:
    """All but two by name or by address; nothing in the book is misspelt, and no address leads nowhere."""
    ran = call("coverage", "--config", str(Path(__file__).parents[2] / "mkdocs.yml"), "--format", "json")
    said = json.loads(ran.out)
    assert (ran.status, ran.err) == (0, "")
    assert {one["alert"] for one in said["alerts"] if not one["known"]} == {
        "KubeQuotaAlmostFull",
        "NodeClockSkewDetected",
    }
    assert said["unknown_alerts"] == []
    assert {one["code"] for one in said["findings"]} == {"alert-without-runbook", "runbook-without-alert"}
