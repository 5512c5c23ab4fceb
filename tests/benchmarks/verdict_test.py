"""A benchmark ends with what it has missed."""

import pytest

from benchmarks.verdict import verdict


def test_each_missed_target_is_said_and_the_status_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert verdict(["A is slow.", "B is large."]) == 1
    assert capsys.readouterr().out == "MISSED: A is slow.\nMISSED: B is large.\n"


def test_nothing_missed_is_nothing_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert verdict([]) == 0
    assert capsys.readouterr().out == ""
