"""`incidentbook assign-ids`, in real repositories."""

import json
import os
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest

from incidentbook.cli import main
from tests.books import incident, issue
from tests.provided import Call
from tests.repositories import Repository, surround

JOURNAL = ".incidentbook-assign-ids.json"
CHECKOUT = incident(body="INC-NEW was like KI-NEW.", id="INC-NEW", times="times: {detected: 2026-03-04 10:12}")
SEARCH = incident(body="INC-NEW.", id="INC-NEW", times="times: {detected: 2026-03-02 10:12}")
POOL = issue("related: [INC-NEW] # INC-NEW", "Seen in INC-NEW.", id="KI-NEW")
WORDS = issue("related: [INC-NEW]", "First in INC-NEW.", id="KI-NEW")


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    surround(monkeypatch, tmp_path)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository(
        tmp_path / "book",
        {"incidents/2026/old.md": incident(id="INC-2026-0041"), "known-issues/old.md": issue(id="KI-0007")},
    )
    monkeypatch.chdir(made.folder)
    return made


@pytest.fixture
def assign(call: Call) -> Call:
    return partial(call, "assign-ids")


def numbers(repository: Repository) -> dict[str, str]:
    lines = {path: content.decode().split("\n")[1] for path, content in repository.files().items()}
    return {path: line.removeprefix("id: ") for path, line in lines.items()}


BRANCHES: dict[str, Mapping[str, str]] = {
    "checkout": {"incidents/2026/checkout.md": CHECKOUT, "known-issues/pool.md": POOL},
    "search": {"incidents/2026/search.md": SEARCH, "known-issues/words.md": WORDS},
}


@pytest.mark.parametrize("squash", [False, True], ids=["merged", "squashed"])
@pytest.mark.parametrize("order", [("checkout", "search"), ("search", "checkout")])
@pytest.mark.parametrize("after_each", [True, False], ids=["after each merge", "after both merges"])
def test_two_branches_that_each_add_an_incident(
    order: tuple[str, str], squash: bool, after_each: bool, repository: Repository, assign: Call
) -> None:
    """In any order they get two different numbers, and every reference is that of its own branch."""
    for name, texts in BRANCHES.items():
        repository.branch(name, texts)
    for name in order:
        repository.git("merge", "--quiet", "--no-edit", *(["--squash"] if squash else ["--no-ff"]), name)
        if squash:
            repository.commit(f"{name}, squashed")
        if after_each:
            assert assign().status == 0
            repository.commit(f"numbers of {name}")
    assert assign().status == 0
    given = numbers(repository)
    new = {
        name: (given[f"incidents/2026/{name}.md"], given[f"known-issues/{issue_name}.md"])
        for name, issue_name in (("checkout", "pool"), ("search", "words"))
    }
    first, second = order if after_each else ("search", "checkout")  # by time, where both wait
    assert (new[first][0], new[second][0]) == ("INC-2026-0042", "INC-2026-0043")
    assert {new["checkout"][1], new["search"][1]} == {"KI-0008", "KI-0009"}
    for name, path, text in (("checkout", "known-issues/pool.md", POOL), ("search", "known-issues/words.md", WORDS)):
        number, issue_number = new[name]
        comment = " # INC-NEW" if name == "checkout" else ""
        expected = text.replace("INC-NEW", number).replace("KI-NEW", issue_number)
        assert repository.read(path) == expected.replace(f" # {number}", comment)
    assert f"\n{new['checkout'][0]} was like {new['checkout'][1]}." in repository.read("incidents/2026/checkout.md")
    assert assign() == (0, "Nothing to do: every article has its ID.\n", "")


def test_what_is_unclear_is_said_and_nothing_is_changed(repository: Repository, assign: Call) -> None:
    """At its place; with different IDs it is clear."""
    both = {**BRANCHES["checkout"], "incidents/2026/search.md": SEARCH}
    repository.write(both)
    before = repository.files()
    ran = assign()
    assert ran.status == 1
    assert ran.out.startswith(
        "kb/known-issues/pool.md:4:11: `INC-NEW` could be `incidents/2026/checkout.md` or `incidents/2026/search.md`. "
        "Give them different IDs, as `INC-NEW-checkout`, and write here which one is meant.\n"
    )
    assert ran.out.endswith("No number was given, and nothing changed.\n")
    problems = json.loads(assign("--json").out)["problems"]
    assert [(one["line"], one["column"]) for one in problems] == [(4, 11), (6, 9)]
    assert repository.files() == before
    repository.write(
        {
            "incidents/2026/search.md": SEARCH.replace("INC-NEW", "INC-NEW-search"),
            "known-issues/pool.md": POOL.replace("[INC-NEW]", "[INC-NEW-search]"),
        }
    )
    assert assign().status == 0
    assert "related: [INC-2026-0042] # INC-NEW\n" in repository.read("known-issues/pool.md")
    assert "Seen in INC-2026-0043." in repository.read("known-issues/pool.md")


def test_a_number_that_an_article_lost_is_never_given_again(repository: Repository, assign: Call) -> None:
    """On main, in a branch that was never merged, and in a branch under another folder."""
    repository.write({"incidents/2026/gone.md": incident(id="INC-2026-0042")})
    repository.commit("a report")
    (repository.kb / "incidents/2026/gone.md").unlink()
    repository.commit("it was none")
    repository.branch("open", {"incidents/2026/open.md": incident(id="INC-2026-0043")})
    repository.git("checkout", "--quiet", "-b", "moved")
    repository.git("mv", "kb", "articles")
    (repository.folder / "articles/incidents/2026/there.md").write_text(incident(id="INC-2026-0044"), encoding="utf-8")
    repository.commit("another folder")
    repository.git("checkout", "--quiet", "main")
    repository.write({"incidents/2026/new.md": incident(id="INC-NEW")})
    assert assign("--dry-run", "--without-history").out.startswith("INC-2026-0042 ")
    assert assign().out.startswith("INC-2026-0045 ")


def test_a_dry_run_says_all_and_does_nothing(repository: Repository, assign: Call) -> None:
    """For people and for programs, the same twice, and what it says then happens."""
    repository.write(BRANCHES["checkout"])
    before = repository.files()
    ran = assign("--dry-run")
    assert ran.status == 0
    assert ran.out == (
        "INC-2026-0042  Incident INC-NEW\n  kb/incidents/2026/checkout.md, was INC-NEW\n"
        "KI-0008  Issue KI-NEW\n  kb/known-issues/pool.md, was KI-NEW\n"
        "This would change 8 places in 2 files.\n"
    )
    said = assign("--dry-run", "--json").out
    assert repository.files() == before
    done = assign("--json").out
    assert done == said
    values = json.loads(done)
    assert values["assigned"][0] == {
        "path": "incidents/2026/checkout.md", "title": "Incident INC-NEW", "was": "INC-NEW", "id": "INC-2026-0042",
    }  # fmt: skip
    assert {"path": "known-issues/pool.md", "line": 4, "column": 11, "was": "INC-NEW", "is": "INC-2026-0042"} in values[
        "replaced"
    ]
    assert set(repository.files()) == set(before)


@pytest.mark.parametrize("after", range(4))
def test_a_second_run_finishes_what_a_killed_one_began(
    after: int, repository: Repository, assign: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the numbers that were given, whichever file was the last to be replaced; no file is ever half written."""
    repository.write({**BRANCHES["checkout"], "incidents/2026/b.md": incident("related: [KI-NEW]", id="INC-NEW-b")})
    before = repository.files()
    if (child := os.fork()) == 0:
        really, more = Path.replace, after

        def replace(self: Path, target: Path) -> Path:
            nonlocal more
            if self.name.endswith(".md.incidentbook"):
                if not more:
                    os._exit(9)
                more -= 1
            return really(self, target)

        monkeypatch.setattr(Path, "replace", replace)
        os._exit(main(["assign-ids"]))
    killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert killed == (9 if after < 3 else 0)
    left = repository.files()
    assert (JOURNAL in left) == (after < 3)
    changed = [path for path, content in before.items() if left[path] != content]
    assert len(changed) == after
    assert assign().status == 0
    assert set(repository.files()) == set(before)
    assert numbers(repository)["incidents/2026/b.md"] == "INC-2026-0042"
    assert numbers(repository)["incidents/2026/checkout.md"] == "INC-2026-0043"
    assert "related: [KI-0008]" in repository.read("incidents/2026/b.md")
    assert "related: [INC-2026-0043] # INC-NEW" in repository.read("known-issues/pool.md")
    assert "INC-2026-0043 was like KI-0008." in repository.read("incidents/2026/checkout.md")


def test_what_cannot_be_read_of_a_broken_run_is_said(repository: Repository, assign: Call) -> None:
    """With what to do about it."""
    (repository.kb / JOURNAL).write_text("{", encoding="utf-8")
    ran = assign()
    assert (ran.status, ran.out) == (2, "")
    assert "go back to the last commit, delete it, and try again" in ran.err


def test_the_middle_of_a_merge_is_status_2(repository: Repository, assign: Call) -> None:
    """Also where a squash has left conflicts, and in a rebase; nothing is changed."""
    repository.branch("one", {"incidents/2026/new.md": incident("severity: sev1", id="INC-NEW")})
    repository.branch("two", {"incidents/2026/new.md": incident("severity: sev2", id="INC-NEW")})
    repository.git("merge", "--quiet", "one")
    repository.git("merge", "--quiet", "two", status=1)
    ran = assign()
    assert (ran.status, ran.out) == (2, "")
    assert (
        ran.err == "incidentbook: Git is in the middle of a merge here; finish it, or end it with `--abort`, first.\n"
    )
    repository.git("merge", "--abort")
    repository.git("merge", "--squash", "two", status=1)
    ran = assign()
    assert ran.err.startswith("incidentbook: kb/incidents/2026/new.md has conflicts that are not resolved")
    repository.git("reset", "--quiet", "--hard")
    repository.git("checkout", "--quiet", "two")
    repository.git("rebase", "main", status=1)
    assert "in the middle of a rebase" in assign().err
    repository.git("rebase", "--abort")
    repository.git("checkout", "--quiet", "main")
    assert assign().status == 0


def test_another_branch_is_status_2_unless_it_is_said(repository: Repository, assign: Call) -> None:
    """The main branch is that of the origin, else the one that is called so."""
    repository.git("checkout", "--quiet", "-b", "feature")
    repository.write({"incidents/2026/new.md": incident(id="INC-NEW")})
    ran = assign()
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("incidentbook: This is the branch `feature`. Numbers are given on `main`")
    assert assign("--dry-run").status == 0
    repository.git("checkout", "--quiet", "--detach")
    assert assign("--dry-run").status == 0
    repository.git("checkout", "--quiet", "feature")
    assert assign("--any-branch").status == 0


def test_it_works_when_a_hook_calls_it(repository: Repository, assign: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git tells its hooks where the repository is, relative to a folder that is not the book's."""
    repository.branch("checkout", BRANCHES["checkout"])
    repository.git("merge", "--quiet", "checkout")
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    ran = assign("--dry-run")
    assert (ran.status, ran.err) == (0, "")
    assert "INC-2026-0042" in ran.out


def test_a_history_that_is_cut_off_is_status_2(
    repository: Repository, assign: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipeline that fetches one commit only would not see what was given."""
    repository.write({"incidents/2026/new.md": incident(id="INC-NEW")})
    repository.commit("new")
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.folder}", str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    ran = assign()
    assert (ran.status, ran.out) == (2, "")
    assert "fetch it with `git fetch --unshallow` (in a pipeline: `fetch-depth: 0` or `GIT_DEPTH: 0`)" in ran.err
    assert assign("--without-history").status == 0


@pytest.mark.parametrize("missing", ["repository", "git"])
def test_no_git_at_all_is_status_2(
    missing: str, repository: Repository, assign: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless it is said that there is none, or there is nothing to do."""
    if missing == "repository":
        (repository.folder / ".git").rename(repository.folder / "elsewhere")
    else:
        monkeypatch.setenv("PATH", str(repository.folder / "nothing"))
    assert assign().status == 0
    repository.write({"incidents/2026/new.md": incident(id="INC-NEW")})
    before = repository.files()
    ran = assign()
    assert (ran.status, ran.out) == (2, "")
    assert ("is in no Git repository" if missing == "repository" else "Git is not installed") in ran.err
    assert ran.err.count("\n") == 1
    assert repository.files() == before
    assert assign("--without-history").status == 0


def test_a_folder_that_cannot_be_written_is_status_2(repository: Repository, assign: Call) -> None:
    """And changes nothing, not even in other folders."""
    repository.write(BRANCHES["checkout"])
    before = repository.files()
    (repository.kb / "known-issues").chmod(0o555)
    in_the_way = repository.kb / "known-issues/.pool.md.incidentbook"
    if os.access(repository.kb / "known-issues", os.W_OK):  # as the system's administrator may
        in_the_way.mkdir()
    ran = assign()
    (repository.kb / "known-issues").chmod(0o755)
    assert (ran.status, ran.out) == (2, "")
    assert re.fullmatch(
        r"incidentbook: kb/known-issues/pool.md cannot be written \([a-z ]+\), so nothing was; make its folder "
        r"writable and try again\.\n",
        ran.err,
    )
    assert repository.files() == before


def test_a_broken_article_that_names_a_new_one_is_said(repository: Repository, assign: Call) -> None:
    """One that names none is left alone, and so is its number."""
    repository.write({"incidents/2026/new.md": incident(id="INC-NEW")})
    repository.write({"incidents/2026/broken.md": "---\nid: INC-2026-0042\ntitle: [x\n---\n"})
    repository.write({"known-issues/broken.md": "---\ntitle: [x\nrelated: [INC-NEW]\n---\n"})
    ran = assign()
    assert ran.status == 1
    assert ran.out.startswith(
        "kb/known-issues/broken.md:1:1: This file names an article that is to be numbered, but its front matter is "
        "broken. `incidentbook check` says what is wrong.\n"
    )
    (repository.kb / "known-issues/broken.md").unlink()
    assert assign().out.startswith("INC-2026-0043 ")


def test_an_incident_without_a_time_is_said(repository: Repository, assign: Call) -> None:
    """Its number would have no year."""
    repository.write({"incidents/2026/new.md": incident(id="INC-NEW", times="")})
    ran = assign()
    assert ran.status == 1
    assert "This incident has no time that can be read, and so no year to be numbered in" in ran.out


def test_symptoms_that_a_new_known_issue_describes_get_its_number_too(repository: Repository, assign: Call) -> None:
    """Their names are made from it, wherever they are referred to."""
    repository.write(
        {
            "known-issues/pool.md": issue("symptoms: [{text: Requests hang}]", id="KI-NEW"),
            "incidents/2026/new.md": incident(
                "symptoms: [ki-new-requests-hang]", "[s](../../symptoms/ki-new-requests-hang.md)", id="INC-NEW"
            ),
        }
    )
    assert main(["check"]) == 0
    assert assign().status == 0
    text = repository.read("incidents/2026/new.md")
    assert "symptoms: [ki-0008-requests-hang]" in text
    assert "[s](../../symptoms/ki-0008-requests-hang.md)" in text
    assert main(["check"]) == 0
