"""The benchmark of search's answers asks what the data asks, and says what is missed."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.search_quality import main, missed_targets, table
from benchmarks.support_data import VARIABLE, Floor, Measurement, Question, measurements

MEASUREMENT = Measurement(
    "errors", {"known-issues/a.md": ""}, [Question("q", ("a",))], 0.9, (Floor("BM25", 0.88, None, 0.9),)
)


def found(hit: float, same: int = 10) -> dict[str, Any]:
    row = {"hit@1": hit, "hit@5": 1, "hit@10": 1, "mrr@10": 1, "milliseconds": {"median": 1, "p95": 2}}
    return {**row, "n": 10, "browser": {**row, "bytes": {"median": 1000, "p95": 2000}, "same": same}}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Three articles in the form of the data."""
    texts = {
        "ms-support-articles/support/a/pool.md": (
            "---\ntitle: Pool\ndescription: 'About pools.'\n---\n# The pool is full\n"
            "\n## Symptoms\n\nRequests hang forever.\n\n### More\n\nEven now.\n\n## Cause\n\n> Pool timed out\n"
        ),
        "ms-support-articles/support/b/disk.md": "# No space\n\n## Symptoms\n\nDisk is full.\n\n## Cause\n\nLogs.\n",
        "prometheus-operator-runbooks/content/runbooks/node/DiskFull.md": (
            "---\nx: y\n---\n# DiskFull\n\nDiskFull: space is short.\n"
        ),
        "prometheus-operator-runbooks/content/runbooks/node/_index.md": "# Node\n\nAll of them.\n",
        "alert-runbook-pairs/kube-prometheus.json": json.dumps(
            [
                {
                    "alert": "DiskFull", "summary": "Short of space on {{ $labels.node }}.",
                    "description": "Soon full.",
                    "runbook": "content/runbooks/node/DiskFull.md",
                },
                {"alert": "Other", "summary": "x", "runbook": "content/runbooks/node/Other.md"},
            ]
        ),
        "ground-truth/error-string-to-article.jsonl": '{"query": "Pool timed out", "relevant": ["a/pool.md"]}\n',
        "ground-truth/symptom-to-fix.jsonl": '{"query": "Requests hang", "relevant": ["a/pool.md"]}\n',
    }  # fmt: skip
    for path, text in texts.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return tmp_path


def test_the_books_hold_what_may_be_known_and_not_the_answer(data: Path) -> None:
    """Symptoms are taken out with their subsections, alerts lose their names, what is filled in is left out."""
    errors, symptoms, alerts = measurements(data)
    assert errors.texts["known-issues/a/pool.md"].startswith('---\ntitle: "The pool is full"\n---\nAbout pools.\n\n')
    assert "Requests hang" in errors.texts["known-issues/a/pool.md"]
    assert "hang" not in symptoms.texts["known-issues/a/pool.md"]
    assert "Even now" not in symptoms.texts["known-issues/a/pool.md"]
    assert "Pool timed out" in symptoms.texts["known-issues/a/pool.md"]
    assert list(alerts.texts) == ["runbooks/content/runbooks/node/DiskFull.md"]
    assert "DiskFull" not in "".join(alerts.texts.values())
    assert alerts.questions == [
        Question("Short of space on .\nSoon full.", ("runbooks/content/runbooks/node/DiskFull.md",))
    ]


def test_books_are_measured_and_printed_beside_what_others_reach(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(data), "--terminal"]) == 1
    said = capsys.readouterr().out
    assert "errors: 1 questions to 2 articles" in said
    assert "lunr, the search of MkDocs sites" in said
    assert "MISSED: symptoms: hit@1 is 0.000, not at least 0.85." in said


def test_data_that_is_not_there_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Given as an argument or by the environment."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere"))
    assert main([]) == 2
    assert "nowhere" in capsys.readouterr().err
    assert main([str(tmp_path / "elsewhere")]) == 2
    assert "elsewhere" in capsys.readouterr().err


def test_scores_below_a_target_and_answers_that_differ_are_said() -> None:
    assert missed_targets(MEASUREMENT, found(0.9)) == []
    assert missed_targets(MEASUREMENT, found(0.89, same=9)) == [
        "errors: hit@1 is 0.890, not at least 0.9.",
        "errors: the browser's first ten are the terminal's for 9 of 10 questions, not for all.",
    ]


def test_the_table_has_a_row_for_each_way_and_each_other_engine() -> None:
    lines = table(MEASUREMENT, found(0.9)).splitlines()
    assert [line.split()[0] for line in lines] == ["errors:", "terminal", "browser", "BM25"]
    assert lines[2].split()[1:] == ["0.900", "1.000", "1.000", "1.000", "1.0", "2.0", "1.0", "2.0"]
