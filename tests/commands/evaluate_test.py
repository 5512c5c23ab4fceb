"""`incidentbook evaluate`."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import pytest

from incidentbook.cli import main
from tests.books import incident, issue, write
from tests.provided import Call, Ran

BOOK = {
    "known-issues/pool.md": issue(
        'symptoms: [{text: Requests hang, signatures: ["Pool timed out after <*> ms"]}]',
        "## Workaround\n\nRestart the connection pool.\n",
        id="KI-0001",
    ),
    "known-issues/disk.md": issue("", "## Symptoms\n\nNo space left on device.\n", id="KI-0002"),
    "incidents/hidden.md": incident("audience: restricted"),
}
POOL = {"query": "connection pool", "relevant": ["known-issues/pool.md"]}
DISK = {"query": "no space left", "relevant": ["known-issues/disk.md"]}
SIGNATURE = {"query": "12:00 Pool timed out after 31 ms", "relevant": ["known-issues/pool.md"]}
WRONG = {"query": "space left on the device", "relevant": ["known-issues/pool.md"]}


class Evaluate(Protocol):
    def __call__(self, questions: Sequence[dict[str, Any]], *arguments: str) -> Ran: ...


@pytest.fixture
def evaluate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call) -> Evaluate:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "mkdocs.yml").write_text("site_name: T\ndocs_dir: kb\nplugins: [incidentbook]\n", encoding="utf-8")
    write(tmp_path / "kb", BOOK)
    monkeypatch.chdir(tmp_path)

    def run(questions: Sequence[dict[str, Any]], *arguments: str) -> Ran:
        Path("q.jsonl").write_text("\n".join(map(json.dumps, questions)), encoding="utf-8")
        return call("evaluate", "q.jsonl", *arguments)

    return run


def test_all_right_answers_are_a_full_score(evaluate: Evaluate) -> None:
    """By words and by signature; no miss is listed."""
    said = evaluate([POOL, DISK, SIGNATURE])
    assert said.status == 0
    assert said.out.startswith("3 questions\n")
    assert said.out.splitlines()[2].split()[:5] == ["terminal", "1.000", "1.000", "1.000", "1.000"]
    assert "wanted" not in said.out
    assert said.err == ""


def test_a_miss_is_listed_with_what_was_wanted_and_what_came_first(evaluate: Evaluate) -> None:
    """At its line of the file."""
    said = evaluate([POOL, WRONG])
    assert said.status == 0
    assert "1 question has another first answer" in said.out
    assert "q.jsonl:2: space left on the device" in said.out
    assert "wanted: known-issues/pool.md is not found" in said.out
    assert "first:  known-issues/disk.md" in said.out


def test_no_more_misses_are_listed_than_asked_for(evaluate: Evaluate) -> None:
    assert "… and 1 more" in evaluate([WRONG, WRONG], "--limit-misses", "1").out
    said = evaluate([WRONG, WRONG], "--limit-misses", "0").out
    assert "q.jsonl" not in said
    assert "First answers that are not right: 2." in said


def test_a_bar_that_is_not_reached_fails(evaluate: Evaluate) -> None:
    """For a pipeline; it says which."""
    assert evaluate([POOL, WRONG], "--at-least", "hit@1=50%").status == 0
    said = evaluate([POOL, WRONG], "--at-least", "hit@1=0.9", "--at-least", "MRR@10=0.4")
    assert said.status == 1
    assert said.err == "incidentbook: hit@1 is 0.500, not at least 0.9.\n"


@pytest.mark.parametrize(
    ("bar", "sentence"),
    [("hit@2=0.9", "There is no figure `hit@2`"), ("hit@1", "says no share"), ("hit@1=90", "write it as `hit@1=0.9`")],
)
def test_a_bar_that_is_none_is_refused(evaluate: Evaluate, bar: str, sentence: str) -> None:
    said = evaluate([POOL], "--at-least", bar)
    assert said.status == 2
    assert sentence in said.err


def test_json_has_all_figures_and_all_misses(evaluate: Evaluate) -> None:
    said = evaluate([POOL, WRONG], "--json", "--limit-misses", "0")
    found = json.loads(said.out)
    assert {key: found[key] for key in ("n", "hit@1", "hit@5", "hit@10", "mrr@10", "unreached")} == {
        "n": 2, "hit@1": 0.5, "hit@5": 0.5, "hit@10": 0.5, "mrr@10": 0.5, "unreached": [],
    }  # fmt: skip
    assert set(found["milliseconds"]) == {"median", "p95"}
    assert found["misses"] == [
        {
            "line": 2,
            "query": WRONG["query"],
            "relevant": WRONG["relevant"],
            "place": None,
            "found": ["known-issues/disk.md"],
        }
    ]


def test_mistakes_in_the_file_are_said_with_their_lines(evaluate: Evaluate) -> None:
    said = evaluate([{"query": "x"}, {**POOL, "relevant": ["known-issues/pol.md"]}])
    assert said.status == 2
    assert said.out == ""
    first, second = said.err.splitlines()
    assert first.startswith("q.jsonl:1: There is no `relevant`")
    assert second.endswith("Did you mean `known-issues/pool.md`?")


def test_what_readers_may_not_see_is_not_in_the_book(evaluate: Evaluate) -> None:
    """A question about it is for another audience."""
    hidden = [{"query": "hidden", "relevant": ["incidents/hidden.md"]}]
    assert "is not in the book for these readers" in evaluate(hidden).err
    assert evaluate(hidden, "--audience", "restricted").status == 0


def test_a_file_without_questions_or_that_is_missing_is_said(evaluate: Evaluate, tmp_path: Path) -> None:
    said = evaluate([])
    assert (said.status, said.out) == (2, "")
    assert "there is no question in q.jsonl" in said.err
    (tmp_path / "q.jsonl").unlink()
    assert main(["evaluate", "q.jsonl"]) == 2


def test_without_playwright_it_says_what_to_install(evaluate: Evaluate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "playwright.sync_api", None)
    said = evaluate([POOL], "--browser")
    assert said.status == 2
    assert "pip install playwright" in said.err
