"""`incidentbook search`."""

import json
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Protocol

import pytest

from tests.books import incident, issue, runbook, write
from tests.provided import Call, Ran

BOOK = {
    "incidents/1.md": incident(
        "severity: sev1\nservices: [shop]", "## Summary\n\nThe connection pool of the shop was exhausted.\n"
    ),
    "incidents/2.md": incident("severity: sev3\naudience: restricted", "A secret pool.", id="INC-2026-0002"),
    "known-issues/1.md": issue(
        "status: workaround\nservices: [shop]\nlast_reviewed: 2026-03-04",
        "The pool has no connection left.\n\n## Workaround\n\nRestart it:\n\n"
        "```\nkubectl rollout restart deploy/shop\n```\n",
    ),
    "runbooks/1.md": runbook("", "Look at the pool."),
    "services.yml": "shop: {name: The shop, audience: internal}",
}
JSON_KEYS = ["id", "kind", "title", "path", "url", "score", "fields", "reason", "passage"]


class Search(Protocol):
    def __call__(self, *arguments: str, pasted: bytes = b"") -> Ran: ...


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "mkdocs.yml").write_text("docs_dir: kb\nplugins: [incidentbook]", encoding="utf-8")
    write(tmp_path / "kb", BOOK)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def search(call: Call, monkeypatch: pytest.MonkeyPatch) -> Search:
    def run(*arguments: str, pasted: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(pasted)))
        return call("search", *arguments)

    return run


def test_it_prints_what_a_person_needs(search: Search) -> None:
    """Marked only on a terminal; paths as this folder finds them."""
    assert search("connection", "pool", "left") == Ran(
        0,
        "KI-0001 Issue KI-0001\n"
        "    Known issue · workaround · The shop · reviewed 4 Mar 2026\n"
        "    kb/known-issues/1.md\n"
        "    The pool has no connection left.\n"
        "    Fix\n"
        "        Restart it:\n"
        "        kubectl rollout restart deploy/shop\n"
        "\n"
        "INC-2026-0001 Incident INC-2026-0001\n"
        "    Incident · sev1 (critical) · investigating · The shop · 4 Mar 2026\n"
        "    kb/incidents/1.md\n"
        "    The connection pool of the shop was exhausted.\n",
        "",
    )


def test_json_is_a_list_of_objects(search: Search, tmp_path: Path) -> None:
    """With paths below the folder of the articles, wherever this is run."""
    found = json.loads(search("--json", "pool", "kind:known-issue").out)
    assert [list(one) for one in found] == [JSON_KEYS]
    assert (found[0]["path"], found[0]["url"]) == ("known-issues/1.md", "known-issues/1/")
    assert (found[0]["fields"], found[0]["reason"]) == (["symptoms"], "words")
    assert json.loads(search("--json", "KI-0001").out)[0]["reason"] == "id"


def test_without_a_result_it_is_status_1_as_with_grep(search: Search) -> None:
    """A sentence on standard error; an empty list for a machine."""
    assert search("zebrafish") == Ran(1, "", "incidentbook: No article has any word of `zebrafish`.\n")
    assert search("--json", "zebrafish") == Ran(1, "[]\n", "incidentbook: No article has any word of `zebrafish`.\n")
    assert search("poool") == Ran(
        1, "", "incidentbook: No article has any word of `poool`.\nincidentbook: Did you mean: pool\n"
    )


@pytest.mark.parametrize("query", [[], [""], ["  ", "\t"], ["\x00\x01"], ["-"], ["--json"]])
def test_an_empty_query_is_a_sentence_and_status_2(query: list[str], search: Search) -> None:
    """Also one that standard input should have had."""
    said = search(*query)
    assert (said.status, said.out) == (2, "")
    assert said.err == "incidentbook: There is nothing to search for; write some words, an ID or an error message.\n"


STRANGE = [
    "*",
    '"',
    '"unbalanced',
    "(((",
    "\x00 pool\x00",
    "שלום pool",
    "数据库 pool",
    "\udcff pool",
    "pool" * 5000,
    "~",
]


@pytest.mark.parametrize("query", STRANGE)
def test_every_query_has_a_clear_answer(query: str, search: Search) -> None:
    """Results, or one sentence why there are none."""
    status, out, err = search(query)
    assert (bool(out), err.count("\n")) == ((True, 0) if status == 0 else (False, 1))
    assert status in {0, 1}


def test_options_are_filters(search: Search) -> None:
    """Given twice, either; a wrong one is status 2, with what was meant."""
    ids = [one["id"] for one in json.loads(search("--json", "--kind", "runbook", "--kind", "incident", "pool").out)]
    assert sorted(ids) == ["INC-2026-0001", "RB-0001"]
    assert search("pool", "--service", "the shop", "--status", "workaround").out.startswith("KI-0001")
    assert search("--severity", "sev1..sev2").out.startswith("INC-2026-0001")
    assert search("pool", "--severity", "sev4").status == 1
    said = search("pool", "--kind", "incidnt")
    assert said == Ran(2, "", "incidentbook: --kind: There is no kind `incidnt`. Did you mean `incident`?\n")


def test_the_limit_holds_and_what_is_left_out_is_said(search: Search) -> None:
    """For a person; a machine asked for so many."""
    assert search("pool", "--limit", "1").out.endswith("\n\n1 of 3 results; --limit 3 shows all.\n")
    assert len(json.loads(search("pool", "-n", "2", "--json").out)) == 2
    assert search("pool", "--limit", "0").status == 2


def test_a_query_may_begin_with_a_hyphen(search: Search) -> None:
    """An exclusion and an error message do; a misspelt option is still one."""
    assert [one["id"] for one in json.loads(search("pool", "-kind:incident", "--json").out)] == ["KI-0001", "RB-0001"]
    assert search("-bash: pool: command not found").status == 0
    assert search("--- FAIL: pool (0.0s)", "--limit=1").status == 0
    assert search("pool", "--", "--json").out.startswith("KI-0001")
    said = search("--jsno", "pool")
    assert (said.status, "--json" in said.err) == (2, True)


def test_a_hyphen_alone_reads_standard_input(search: Search) -> None:
    """All of which is text, whatever stands in it."""
    pasted = b'ERROR service:mail "no such words"\n\tat pool.Pool(x:1)\r\n'
    assert search("-", pasted=pasted).out.startswith("KI-0001")
    assert search("-", "--kind", "runbook", pasted=pasted).out.startswith("RB-0001")
    assert search("-", pasted=b"pool kind:incident\n").out.startswith("INC-2026-0001")
    said = search("-", pasted=bytes(range(256)) * 4096)
    assert (said.status, said.err) == (
        2, "incidentbook: standard input is not text; name a log, a stack trace or an alert as JSON.\n",
    )  # fmt: skip


def test_hints_are_on_standard_error(search: Search) -> None:
    """Beside the results."""
    said = search("service:shopp", "pool")
    assert said.out.startswith("KI-0001")
    assert said.err == (
        "incidentbook: There is no service `shopp`. Did you mean `shop`? `shopp` is searched as text.\n"
    )


def test_what_an_audience_may_not_see_is_not_found(search: Search) -> None:
    """`internal` unless it is said otherwise."""
    assert search("secret").status == 1
    assert search("secret", "--audience", "restricted").out.startswith("INC-2026-0002")
    assert search("pool", "--audience", "public").status == 1


def test_another_project_can_be_named(search: Search, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The paths are then those of its folder."""
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert search("pool").status == 2
    said = search("pool", "--config", str(tmp_path / "mkdocs.yml"))
    assert str(tmp_path / "kb" / "runbooks" / "1.md") in said.out


def test_colours_are_for_a_terminal_that_wants_them(search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    """`NO_COLOR` says that it does not."""
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda _, color: color is False)
    assert "\x1b[1mpool\x1b[0m" in search("pool").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in search("pool").out


@pytest.mark.slow
def test_whoever_reads_the_output_may_go_away(tmp_path: Path) -> None:
    """No traceback, and no message."""
    program = [sys.executable, "-m", "incidentbook", "search", "pool"]
    for number in range(3, 400):
        (tmp_path / "kb" / "runbooks" / f"{number}.md").write_text(runbook("", "pool " * 40, id=f"RB-{number:04}"))
    with subprocess.Popen(
        [*program, "--limit", "500"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""


def test_the_demo_book_is_searched(search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within 80 columns, commands and paths aside."""
    monkeypatch.chdir(Path(__file__).parents[2])
    said = search("certificate has expired")
    assert said.out.startswith("Browsers say that a certificate has expired or is not trusted\n")
    assert all(len(line) <= 80 for line in said.out.split("\n") if not line.startswith(" " * 8))
