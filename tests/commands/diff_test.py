"""`incidentbook diff`, in real repositories."""

import json
import re
import subprocess
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from incidentbook.comparison_markdown import MARK
from tests.books import article, incident, issue
from tests.provided import Call
from tests.repositories import Repository, surround

GOLDEN = Path(__file__).parents[1] / "golden" / "diff.md"
CLOCKS = "detected: {day} 10:05, acknowledged: {day} {ack}, mitigated: {day} 11:00, resolved: {day} 12:00"
ERROR = "    ERROR pool: remaining connection slots are reserved for user 7\n"


def report(number: str, title: str, day: str, front_matter: str = "", body: str = "", ack: str = "10:10") -> str:
    said = f"severity: sev1\nservices: [{{id: shop, level: down}}]\nreview: reviewed\n{front_matter}"
    times = f"times: {{started: {day} 10:00, {CLOCKS.format(day=day, ack=ack)}}}"
    text = incident(said, f"\n## Summary\n\n{body or 'The shop was slow.'}\n", id=number, times=times)
    return text.replace(f"title: Incident {number}", f"title: {title}")


POOL = issue(
    'services: [shop]\nstatus: workaround\nsymptoms: [{text: Orders fail, signatures: ["slots are reserved for <*>"]}]',
    "\n## Cause\n\nToo few.\n\n## Workaround\n\nRestart it.\n",
    id="KI-0001",
).replace("Issue KI-0001", "The pool is exhausted")
BOOK = {
    "incidents/2026/a.md": report("INC-2026-0001", "Orders fail", "2026-01-07", "known_issues: [KI-0001]", ERROR),
    "incidents/2026/b.md": report("INC-2026-0002", "Search is slow", "2026-02-03"),
    "incidents/2026/c.md": report("INC-2026-0003", "Login fails", "2026-02-04"),
    "incidents/2026/d.md": report("INC-2026-0004", "Payments are late", "2026-02-05"),
    "incidents/2025/e.md": report("INC-2025-0009", "Mail is late", "2025-11-05"),
    "incidents/2026/f.md": report("INC-2026-0006", "An audit log was lost", "2026-02-08", "audience: restricted"),
    "known-issues/pool.md": POOL,
    "services.yml": "shop: {name: The shop, owner: us}",
    "sla.yml": "targets: [{severity: sev1, response: 15m, resolution: 4h}]",
}
HOSTILE = '"<img src=x> @team look | #1 [x](https://x.example)"'
BRANCH = {
    "incidents/2026/new.md": report("INC-NEW", HOSTILE, "2026-02-05", "", ERROR, ack="10:40"),
    "incidents/2026/again.md": report("INC-NEW-again", "Orders fail again", "2026-03-02", "known_issues: [KI-0001]"),
    "incidents/2026/secret.md": report("INC-2026-0007", "A leak at Acme", "2026-03-03", "audience: restricted"),
    "incidents/2026/b.md": report("INC-2026-0002", "Search was slow", "2026-02-03", "detection: owl", ack="10:30"),
    "known-issues/pool-again.md": POOL.replace("KI-0001", "KI-NEW").replace("is exhausted", "has no room"),
    "services.yml": "shop: {name: The shop, owner: them}",
    "notes.md": "# Notes\n",
}


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    surround(monkeypatch, tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775001600")  # 1 April 2026
    for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "CI_PROJECT_URL", "BITBUCKET_GIT_HTTP_ORIGIN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A book, and a branch that is checked out: it changes something of everything. Meanwhile main has gone on."""
    made = Repository(tmp_path / "book", BOOK)
    made.git("switch", "--quiet", "--create", "topic")
    made.write(BRANCH)
    (made.kb / "incidents/2026/c.md").unlink()
    made.git("mv", "kb/incidents/2025/e.md", "kb/incidents/2025/mail.md")
    made.commit("topic")
    made.git("switch", "--quiet", "main")
    made.write({"incidents/2026/theirs.md": report("INC-2026-0008", "Theirs", "2026-02-09")})
    made.commit("theirs")
    made.git("switch", "--quiet", "topic")
    monkeypatch.chdir(made.folder)
    return made


@pytest.fixture
def diff(call: Call) -> Call:
    return partial(call, "diff")


def values(diff: Call, *words: str) -> dict[str, Any]:
    ran = diff(*words, "--json")
    assert (ran.status, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def without_commits(text: str) -> str:
    return re.sub(r"`[0-9a-f]{12}`", "`COMMIT`", text)


def test_it_is_as_it_was_read(repository: Repository, diff: Call, request: pytest.FixtureRequest) -> None:
    """No line of the comment changes unseen; nothing is written, and a second run says the same."""
    before = (repository.files(), Path(".git/index").read_bytes())
    ran = diff("main")
    assert (ran.status, ran.err) == (0, "")
    assert diff("main") == ran
    assert (repository.files(), Path(".git/index").read_bytes()) == before
    assert repository.git("status", "--porcelain") == ""
    text = without_commits(ran.out)
    if request.config.getoption("--update-golden"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8"), "--update-golden, if this is right"
    assert text.startswith(f"{MARK}\n")


def test_what_the_audience_may_not_see_leaves_no_trace(repository: Repository, diff: Call) -> None:
    """Neither its title nor its file, nor in figures; who may see it is told."""
    ran = diff("main")
    assert "Acme" not in ran.out
    assert "secret.md" not in ran.out
    assert "Acme" not in diff("main", "--json").out
    assert "Acme" in diff("main", "--audience", "restricted").out
    public = values(diff, "main", "--audience", "public")
    assert (public["articles"], public["quarters"]) == ([], [])


def test_an_article_that_is_hidden_from_now_on_is_gone(repository: Repository, diff: Call) -> None:
    """And one that is shown from now on is new."""
    repository.write(
        {"incidents/2026/d.md": BOOK["incidents/2026/d.md"].replace("services:", "audience: restricted\nservices:")}
    )
    repository.write({"incidents/2026/f.md": BOOK["incidents/2026/f.md"].replace("audience: restricted\n", "")})
    found = {one["path"]: one["change"] for one in values(diff, "main")["articles"]}
    assert found["kb/incidents/2026/d.md"] == "removed"
    assert found["kb/incidents/2026/f.md"] == "added"


def test_json_has_all_of_it_with_stable_keys(repository: Repository, diff: Call) -> None:
    """Paths as seen from the top of the repository, lengths in minutes."""
    found = values(diff, "main")
    fork = repository.git("merge-base", "main", "topic").strip()
    assert {key: found[key] for key in ("base", "commit", "audience", "as_of", "notes")} == {
        "base": "main", "commit": fork, "audience": "internal", "as_of": "2026-04-01", "notes": [],
    }  # fmt: skip
    changes = [(one["change"], one["path"], one["was"]) for one in found["articles"]]
    assert changes == [
        ("added", "kb/incidents/2026/again.md", None),
        ("added", "kb/incidents/2026/new.md", None),
        ("changed", "kb/incidents/2026/b.md", "kb/incidents/2026/b.md"),
        ("removed", "kb/incidents/2026/c.md", None),
        ("renamed", "kb/incidents/2025/mail.md", "kb/incidents/2025/e.md"),
        ("added", "kb/known-issues/pool-again.md", None),
    ]
    assert found["articles"][2]["keys"] == ["title", "times"]
    assert found["other_files"] == ["kb/notes.md", "kb/services.yml"]
    assert ("KB204", "kb/incidents/2026/b.md") in [(one["code"], one["path"]) for one in found["brought"]]
    assert found["mended"] == []
    (quarter,) = found["quarters"]
    assert (quarter["period"], quarter["before"]["incidents"], quarter["after"]["incidents"]) == ("2026-Q1", 4, 5)
    assert quarter["after"]["sla"]["response"] == {
        "met": 3, "missed": 2, "unknown": 0, "running": 0, "excluded": 0, "compliance": 0.6,
    }  # fmt: skip
    assert quarter["after"]["ttm"] == {"n": 5, "of": 5, "inexact": 0, "median": 60.0}
    assert quarter["after"]["repeats"]["repeats"] == 1
    assert found["occurrences"] == [
        {
            "id": "KI-0001", "title": "The pool is exhausted", "path": "kb/known-issues/pool.md",
            "before": 1, "after": 2, "last_apart_days": 54,
        }
    ]  # fmt: skip
    likeness = next(one for one in found["likenesses"] if one["path"].endswith("new.md"))
    assert [one["id"] for one in likeness["duplicates"]] == ["INC-2026-0004"]
    assert [one["id"] for one in likeness["known_issues"]] == ["KI-0001", "KI-NEW"]


def test_what_is_not_committed_counts(repository: Repository, diff: Call) -> None:
    """New files, edits and removals, staged or not; what Git is to ignore does not, and nothing that is the same."""
    repository.git("switch", "--quiet", "main")
    assert diff("main").out.count("Nothing changes in the book.") == 1
    repository.write(
        {".gitignore": "drafts.md\n", "incidents/2026/drafts.md": report("INC-NEW", "Draft", "2026-03-03")}
    )
    assert values(diff, "main")["articles"] == []
    repository.write({"incidents/2026/g.md": report("INC-NEW", "New", "2026-03-03")})
    (repository.kb / "incidents/2026/b.md").unlink()
    repository.git("rm", "--quiet", "kb/incidents/2026/c.md")
    assert [(one["change"], one["path"]) for one in values(diff, "main")["articles"]] == [
        ("added", "kb/incidents/2026/g.md"),
        ("removed", "kb/incidents/2026/b.md"),
        ("removed", "kb/incidents/2026/c.md"),
    ]


def test_files_have_links_where_somebody_says_where_they_are(
    repository: Repository, diff: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An option, or the pipeline that it runs in; what is gone is where it was."""
    head, fork = (repository.git("rev-parse", name).strip() for name in ("HEAD", "main~"))
    said = diff("main", "--file-url", "https://git.example.org/{path}?at={commit}").out
    place = "kb/incidents/2026/new.md"
    assert f"[`{place}`](<https://git.example.org/{place}?at={head}>)" in said
    assert f"(<https://git.example.org/kb/incidents/2026/c.md?at={fork}>)" in said
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.example.org")
    monkeypatch.setenv("GITHUB_REPOSITORY", "team/book")
    said = diff("main").out
    assert f"(<https://github.example.org/team/book/blob/{head}/{place}>)" in said
    assert (
        f"[`kb/incidents/2026/b.md:8`](<https://github.example.org/team/book/blob/{head}/kb/incidents/2026/b.md" in said
    )


def test_settings_of_then_are_those_of_then(repository: Repository, diff: Call) -> None:
    """Another zone moves an incident to another quarter; agreements and the folder of articles may change as well."""
    repository.git("switch", "--quiet", "main")
    late = "times: {detected: 2025-12-31T23:30Z, mitigated: 2025-12-31T23:40Z, resolved: 2025-12-31T23:50Z}"
    repository.write({"incidents/2026/g.md": incident("status: resolved", id="INC-2026-0010", times=late)})
    repository.commit("late")
    settings = "docs_dir: kb\nplugins: [{incidentbook: {zone: Europe/Berlin}}]\n"
    Path("mkdocs.yml").write_text(settings, encoding="utf-8")
    found = values(diff, "main")
    assert found["articles"] == []
    assert {one["period"]: one["after"]["incidents"] - one["before"]["incidents"] for one in found["quarters"]} == {
        "2026-Q1": 1, "2025-Q4": -1,
    }  # fmt: skip
    assert "The settings of the site differ" in found["notes"][0]
    Path("mkdocs.yml").write_text("docs_dir: kb\nplugins: [incidentbook]\n", encoding="utf-8")
    repository.write({"sla.yml": "targets: [{severity: sev1, response: 1m, resolution: 4h}]"})
    (quarter, *_) = values(diff, "main")["quarters"]
    assert quarter["before"]["sla"]["response"]["missed"] < quarter["after"]["sla"]["response"]["missed"]


def test_a_book_that_was_in_another_folder_is_the_same_book(repository: Repository, diff: Call) -> None:
    """All of it is renamed, and no figure changes."""
    repository.git("mv", "kb", "docs")
    Path("mkdocs.yml").write_text("docs_dir: docs\nplugins: [incidentbook]\n", encoding="utf-8")
    found = values(diff, "HEAD")
    assert {one["change"] for one in found["articles"]} <= {"renamed"}
    assert (found["quarters"], found["occurrences"], found["brought"]) == ([], [], [])


def test_a_book_that_begins_here_is_all_new(tmp_path: Path, diff: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there was neither a folder nor settings, or settings that cannot be read, that is said."""
    made = Repository(tmp_path / "book", {}, "- no settings\n")
    monkeypatch.chdir(made.folder)
    made.write(BOOK)
    Path("mkdocs.yml").write_text("docs_dir: kb\nplugins: [incidentbook]\n", encoding="utf-8")
    found = values(diff, "main")
    assert {one["change"] for one in found["articles"]} == {"added"}
    assert "settings of then cannot be read" in found["notes"][0]
    made.git("rm", "--quiet", "--cached", "mkdocs.yml")
    made.git("commit", "--quiet", "--message", "no settings")
    assert "There was no mkdocs.yml then" in values(diff, "HEAD")["notes"][0]


def test_what_cannot_be_told_is_status_2(
    repository: Repository, diff: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence each: no such branch, a history that is cut off, no repository, no Git, no settings."""
    assert diff("nope")[:2] == (2, "")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", "--depth=1", f"file://{repository.folder}", clone], check=True)
    monkeypatch.chdir(clone)
    assert "the history here is cut off, fetch it with" in diff("main").err
    (clone / ".git").rename(tmp_path / "elsewhere")
    ran = diff("main")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.endswith(
        "is in no Git repository, so nobody can tell what changed; run this in a clone of its repository.\n"
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "Git is not installed" in diff("main").err
    monkeypatch.chdir(tmp_path)
    assert "There is no mkdocs.yml" in diff("main").err


def test_however_much_changes_it_fits_into_a_comment(repository: Repository, diff: Call) -> None:
    """With how much was left out; JSON has it all."""
    long = "word " * 60
    repository.write(
        {f"incidents/2026/n{number}.md": report("INC-NEW", f"{long}{number}", "2026-03-03") for number in range(130)}
        | {f"known-issues/{number}.md": article(f"title: '{'|' * 250}'\nnope: {number}") for number in range(10)}
    )
    ran = diff("main")
    assert ran.status == 0
    assert len(ran.out.encode()) <= 60_000
    assert re.search(r"And [0-9]+ more, for which there is no room here; `--json` has them all\.", ran.out)
    assert "Adds 132 incidents" in ran.out
    assert len(values(diff, "main")["articles"]) == 146
