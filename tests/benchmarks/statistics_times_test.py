"""The benchmark of the figures times all of them, and says when they take too long."""

import pytest

from benchmarks.statistics_times import Stage, main, missed_target, table
from incidentbook.statistics import BY


def test_stages_within_the_target_miss_nothing() -> None:
    assert missed_target([Stage("one", 4, 1), Stage("other", 6, 1)], 20_000) == ""


def test_slow_figures_are_said() -> None:
    assert missed_target([Stage("one", 4, 1), Stage("other", 6.1, 1)], 20_000) == (
        "All figures of 20,000 incidents take 10.1 s, not at most 10 s."
    )


def test_the_table_ends_with_the_sum() -> None:
    lines = table([Stage("one", 1, 0.5), Stage("other", 2, 0.25)]).splitlines()
    assert lines[-1].split() == ["all", "figures", "3.00", "0.75"]
    assert len({len(line) for line in lines}) == 1


def test_a_small_book_is_measured_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """By every grouping."""
    assert main(["--incidents", "100"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("101 incidents, ")
    assert all(f"by {by}" in said for by in BY)


def test_a_book_without_room_for_every_kind_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """As the synthetic book does."""
    with pytest.raises(SystemExit):
        main(["--incidents", "10"])
    assert "at least 40 incidents" in capsys.readouterr().err
