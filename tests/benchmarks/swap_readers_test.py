"""Readers during a swap count what they miss, and nothing else."""

from pathlib import Path

from benchmarks.swap_readers import read_during


def test_a_file_that_is_always_there_is_never_missed(tmp_path: Path) -> None:
    page, new = tmp_path / "page", tmp_path / "new"
    page.write_text("x")

    def swap(number: int) -> None:
        new.write_text(f"{number}")
        new.replace(page)

    reads = read_during(swap, times=50, readers=4, files=[page])
    assert reads.made > 50
    assert reads.missed == 0


def test_a_file_that_is_away_or_empty_for_a_while_is_missed(tmp_path: Path) -> None:
    page = tmp_path / "page"
    page.write_text("x")

    def swap(number: int) -> None:
        page.write_text("")
        page.unlink()
        page.write_text("x")

    assert read_during(swap, times=200, readers=4, files=[page]).missed > 0
