"""The benchmark of search's times measures all of them, and says what takes too long."""

from pathlib import Path

import pytest

from benchmarks.search_speed import Measure, main, missed_targets, synthetic, table, time_building


def test_what_is_more_than_it_may_be_is_said() -> None:
    measures = [Measure("one", 1.5, "ms", 1.5), Measure("two", 1.51, "ms", 1.5), Measure("three", 9, "s")]
    assert missed_targets(measures) == ["two: 1.51 ms, not at most 1.5."]
    assert table(measures).splitlines()[0].split() == ["one", "1.50", "ms", "at", "most", "1.5"]


def test_building_is_measured_whole(tmp_path: Path) -> None:
    """An edit is followed in far less than it takes to begin."""
    texts = synthetic(80, 7).texts
    measures = {one.name: one for one in time_building(texts, tmp_path)}
    assert all(one.value > 0 for one in measures.values())
    assert [name for name, one in measures.items() if one.most is not None] == [
        "analysis and shards, an article",
        "similar incidents, an article",
        "one changed article, both",
        "one changed article, similar incidents",
    ]


def test_synthetic_questions_are_about_the_book() -> None:
    large = synthetic(80, 7)
    assert set(large.questions) == {"error", "symptom"}
    assert all(large.questions.values())
    assert all(len(question) <= 400 for question in large.questions["symptom"])


def test_a_book_without_room_for_every_kind_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """As the synthetic book does."""
    with pytest.raises(SystemExit):
        main(["--articles", "10"])
    assert "at least 50 articles" in capsys.readouterr().err
