"""`incidentbook evaluate --browser`: the site's search gives the terminal's answers, and what it fetches is counted."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from incidentbook.browser_search import CHROMIUM
from tests.books import incident, issue
from tests.provided import Run

pytestmark = pytest.mark.browser

BOOK = {
    "known-issues/pool.md": issue(
        'symptoms: [{text: Requests hang, signatures: ["Pool timed out after <*> ms"]}]',
        "## Workaround\n\nRestart the connection pool:\n\n```\npoolctl restart --all\n```\n",
        id="KI-0001",
    ),
    "known-issues/disk.md": issue("", "## Symptoms\n\nNo space left on device.\n", id="KI-0002"),
    **{
        f"incidents/{number}.md": incident(
            "", f"The pool of shop {number} was full, no space was left.\n", id=f"INC-2026-{number:04}"
        )
        for number in range(1, 15)
    },
}
QUESTIONS = [
    {"query": "connection pool", "relevant": ["known-issues/pool.md"]},
    {"query": "12:00 Pool timed out after 31 ms", "relevant": ["known-issues/pool.md"]},
    {"query": "INC-2026-0004", "relevant": ["incidents/4.md"]},
    {"query": "no space left on device\nwas full", "relevant": ["known-issues/disk.md"]},
    {"query": "nothing of this stands anywhere: xyzzy", "relevant": ["known-issues/disk.md"]},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    if not any(map(shutil.which, CHROMIUM)):
        pytest.skip("This needs Chromium: on Debian or Ubuntu, 'apt-get install chromium'.")
    (tmp_path / "mkdocs.yml").write_text("site_name: T\ndocs_dir: kb\nplugins: [incidentbook]\n", encoding="utf-8")
    for path, text in BOOK.items():
        target = tmp_path / "kb" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    (tmp_path / "q.jsonl").write_text("\n".join(map(json.dumps, QUESTIONS)), encoding="utf-8")
    return tmp_path


def test_the_browser_answers_as_the_terminal_does_and_is_measured(run: Run, folder: Path) -> None:
    """In a process of its own, as the tests' own browser lives in this one."""
    program = Path(sys.executable).with_name("incidentbook")
    cache = str(folder / "cache")
    found = json.loads(run(program, "evaluate", "q.jsonl", "--browser", "--json", folder=folder, XDG_CACHE_HOME=cache))
    browser = found["browser"]
    assert (browser["same"], browser["different"]) == (len(QUESTIONS), [])
    assert {name: browser[name] for name in ("hit@1", "hit@5", "hit@10", "mrr@10")} == {
        name: found[name] for name in ("hit@1", "hit@5", "hit@10", "mrr@10")
    }
    assert found["hit@1"] == 0.8
    assert 0 < browser["bytes"]["median"] <= browser["bytes"]["p95"]
    assert browser["milliseconds"]["median"] > 0
    said = run(program, "evaluate", "q.jsonl", "--browser", folder=folder, XDG_CACHE_HOME=cache)
    assert "The browser's first ten are the terminal's, in the same order, for every question." in said
    assert "kB (median; p95" in said
