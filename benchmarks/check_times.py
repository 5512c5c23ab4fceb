"""Times `incidentbook check` of a synthetic book: the first time, again, and after an edit; judges it by the targets.

python -m benchmarks.check_times [--articles N | --quick] [--seed N]
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import synthetic_book
from benchmarks.build_times import edit, environment
from benchmarks.measured_process import CommandFailedError, Measured, measure
from benchmarks.synthetic_plan import Plan
from benchmarks.verdict import verdict

ARTICLES = 10_000
QUICK_ARTICLES = 300
MOST_SECONDS = {"cold": 10.0, "again": 2.0, "after an edit": 2.0}
JUDGED_FROM_ARTICLES = 5000
"""Below that the start of Python is most of it."""
_WARM_RUNS = 3


def time_checks(folder: Path, *, articles: int, seed: int) -> dict[str, list[Measured]]:
    """Write a book of this size into `folder` and check it in all ways; each run by what it is."""
    book = folder / "book"
    plan = synthetic_book.write(book, number=articles, seed=seed)
    times = {"cold": [_check(book)]}
    times["again"] = [_check(book) for _ in range(_WARM_RUNS)]
    times["after an edit"] = [_check_edited(book, plan, number) for number in range(_WARM_RUNS)]
    return times


def _check_edited(book: Path, plan: Plan, number: int) -> Measured:
    edit(book, plan, number)
    return _check(book)


def _check(book: Path) -> Measured:
    command: list[str | Path] = [Path(sys.executable).with_name("incidentbook"), "check", "--format", "json"]
    return measure(command, folder=book, environment=environment(book.parent), log=book.parent / "check.log")


def median_seconds(runs: Sequence[Measured]) -> float:
    """Return the run in the middle, by the clock on the wall."""
    return sorted(run.wall_seconds for run in runs)[len(runs) // 2]


def table(times: dict[str, list[Measured]]) -> str:
    """Lay the measurements out: medians of seconds, processor seconds, and the peak of memory in millions of bytes."""
    lines = [f"{'':<16}{'seconds':>10}{'at most':>10}{'processor':>12}{'MB':>8}"]
    for name, runs in times.items():
        processor = sorted(run.processor_seconds for run in runs)[len(runs) // 2]
        peak = max(run.peak_bytes for run in runs) / 1e6
        lines.append(f"{name:<16}{median_seconds(runs):>10.2f}{MOST_SECONDS[name]:>10g}{processor:>12.2f}{peak:>8.0f}")
    return "\n".join(lines)


def missed_targets(times: dict[str, list[Measured]], articles: int) -> list[str]:
    """Say in a sentence each which targets the measurements miss."""
    if articles < JUDGED_FROM_ARTICLES:
        return []
    medians = {name: median_seconds(runs) for name, runs in times.items()}
    return [
        f"A check of {articles:,} articles ({name}) takes {seconds:.2f} s, not under {MOST_SECONDS[name]:g} s."
        for name, seconds in medians.items()
        if seconds >= MOST_SECONDS[name]
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the table; return 1 when a target is missed, 2 when something could not be checked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.check_times", description=__doc__)
    parser.add_argument("--articles", type=int, metavar="N", help=f"articles of the book ({ARTICLES:,})")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_ARTICLES} articles: does it run at all?")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(arguments)
    articles = options.articles or (QUICK_ARTICLES if options.quick else ARTICLES)
    if articles < synthetic_book.SMALLEST:
        parser.error(f"a book has at least {synthetic_book.SMALLEST} articles")
    with tempfile.TemporaryDirectory(prefix="incidentbook-bench-") as made:
        try:
            # The first run of any program reads it from disk and compiles it: that is not measured.
            time_checks(Path(made) / "first", articles=synthetic_book.SMALLEST, seed=options.seed)
            shutil.rmtree(Path(made) / "first")
            times = time_checks(Path(made) / "book", articles=articles, seed=options.seed)
        except CommandFailedError as error:
            print(error, file=sys.stderr)
            return 2
    print(f"{articles:,} articles\n\n{table(times)}\n")
    return verdict(missed_targets(times, articles))


if __name__ == "__main__":
    sys.exit(main())
