"""The benchmark of checks times them, and says when they take too long."""

import pytest

from benchmarks.check_times import main, missed_targets, table
from benchmarks.measured_process import Measured

GOOD = {"cold": [Measured(9, 15, 1)], "again": [Measured(1.5, 2, 1)], "after an edit": [Measured(1.9, 2, 1)]}


def test_checks_within_the_targets_miss_nothing() -> None:
    assert missed_targets(GOOD, 10_000) == []


def test_a_slow_check_is_said_by_what_is_usual() -> None:
    """One slow run of three is bad luck."""
    times = GOOD | {"again": [Measured(seconds, 2, 1) for seconds in (1.9, 2.0, 2.4)]}
    assert missed_targets(times, 10_000) == ["A check of 10,000 articles (again) takes 2.00 s, not under 2 s."]
    assert missed_targets(GOOD | {"again": [Measured(seconds, 2, 1) for seconds in (1.9, 1.8, 9)]}, 10_000) == []


def test_a_small_book_is_not_judged() -> None:
    assert missed_targets(GOOD | {"cold": [Measured(11, 2, 1)]}, 300) == []


def test_the_table_has_a_line_for_each_way_to_check() -> None:
    lines = table(GOOD).splitlines()
    assert len(lines) == 4
    assert len({len(line) for line in lines}) == 1


@pytest.mark.slow
def test_a_small_book_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--articles", "60"]) == 0
    assert "after an edit" in capsys.readouterr().out


def test_a_book_without_room_for_every_kind_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--articles", "5"])
    assert "at least" in capsys.readouterr().err
