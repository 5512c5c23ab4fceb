"""The benchmark of imports: what it says of measurements, and that it runs."""

import pytest

from benchmarks.import_times import Run, answers, documents, main, missed_targets, table
from benchmarks.measured_process import Measured


def test_imports_within_the_targets_miss_nothing() -> None:
    assert missed_targets([Run("markdown", Measured(60, 60, 500_000_000))]) == []


def test_slow_and_large_imports_are_said() -> None:
    assert missed_targets([Run("markdown", Measured(60.1, 60, 1)), Run("jira", Measured(1, 1, 501_000_000))]) == [
        "markdown: 60.1 s, not at most 60 s.",
        "jira: 501 MB, not at most 500 MB.",
    ]


def test_the_table_has_a_line_for_each_import() -> None:
    lines = table([Run("markdown", Measured(1, 2, 3_000_000))]).splitlines()
    assert lines[-1].split() == ["markdown", "1.00", "2.00", "3"]


def test_documents_are_as_many_as_were_asked_for_and_none_is_ours() -> None:
    made = dict(documents(50, 7))
    assert len(made) == 50
    assert not any(text.startswith("---") for text in made.values())
    assert [len(answer["incidents"]) for answer in answers(1_001)] == [500, 500, 1]


@pytest.mark.slow
def test_a_small_import_is_measured_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """Each of both, the first time and again."""
    assert main(["--documents", "60"]) == 0
    said = capsys.readouterr().out
    assert all(f"{name}  " in said for name in ("markdown", "markdown again", "pagerduty", "pagerduty again"))
