"""The benchmark's verdict: each target that the measurements miss is said, and only those."""

from benchmarks.build_times import Row, missed_targets, table
from benchmarks.measured_process import Measured
from benchmarks.swap_readers import Reads

NONE_MISSED = Reads(1000, 0)


def row(
    articles: int,
    *,
    cold: float,
    warm: float = 0.5,
    later: float = 0.5,
    bare: float | None = None,
    megabytes: int = 100,
) -> Row:
    return Row(
        articles=articles,
        cold=Measured(cold, cold, megabytes * 1_000_000),
        warm=Measured(warm, warm, 1),
        later=Measured(later, later, 1),
        bare=Measured(cold if bare is None else bare, 1, 1),
        site_bytes=articles * 1000,
        bare_site_bytes=1,
    )


def test_measurements_within_the_targets_miss_nothing() -> None:
    assert missed_targets([row(1000, cold=6), row(10000, cold=60)], NONE_MISSED) == []


def test_a_slow_warm_build_is_said() -> None:
    (sentence,) = missed_targets([row(5000, cold=30, warm=3)], NONE_MISSED)
    assert "a warm build takes 0.100 of a cold one" in sentence


def test_a_slow_build_after_an_edit_of_a_milestone_is_said() -> None:
    (sentence,) = missed_targets([row(5000, cold=30, later=6.3)], NONE_MISSED)
    assert "after an edit of a milestone takes 0.210 of a cold one" in sentence


def test_a_cold_build_slower_than_the_bare_host_is_said() -> None:
    (sentence,) = missed_targets([row(5000, cold=30, bare=29)], NONE_MISSED)
    assert "a cold build takes 1.034 of the bare host's time" in sentence


def test_growth_is_judged_per_article() -> None:
    (sentence,) = missed_targets([row(1000, cold=6), row(10000, cold=70)], NONE_MISSED)
    assert "the time of one article grows 1.17-fold" in sentence


def test_small_books_are_not_judged() -> None:
    assert missed_targets([row(300, cold=2, warm=1, bare=1)], NONE_MISSED) == []


def test_a_reader_without_a_page_is_said_whatever_the_size() -> None:
    (sentence,) = missed_targets([row(300, cold=2)], Reads(1000, 3))
    assert "3 times in 1,000 reads" in sentence


def test_the_table_has_a_line_for_each_book() -> None:
    lines = table([row(1000, cold=6), row(10000, cold=60)]).splitlines()
    assert len(lines) == 3
    assert len({len(line) for line in lines}) == 1
