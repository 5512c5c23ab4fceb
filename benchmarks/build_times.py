"""Times cold and warm builds beside a bare MkDocs-Material build, and judges them by the targets.

python -m benchmarks.build_times [--quick] [--articles 1000 5000 10000]
"""

import argparse
import os
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import bare_book, swap_readers, synthetic_book
from benchmarks.measured_process import CommandFailedError, Measured, measure
from benchmarks.synthetic_plan import Plan
from benchmarks.verdict import verdict

SIZES = (1000, 5000, 10000)
QUICK_SIZES = (300,)
# Below this the start of Python is most of a warm build, and says nothing about the book.
JUDGED_FROM_ARTICLES = 5000
WARM_TO_COLD = 0.1
LATER_TO_COLD = 0.2
COLD_TO_BARE = 1.0
GROWTH_PER_ARTICLE = 1.15
SMALL_BOOK_ARTICLES = 60
_MITIGATED = re.compile(r"(mitigated: \d{4}-\d\d-\d\d \d\d:)(\d\d)")


@dataclass(frozen=True)
class Row:
    """The builds of one book: ours cold, ours after an edit of a text or of a time (medians), and the bare host's."""

    articles: int
    cold: Measured
    warm: Measured
    later: Measured
    """After an edit of a milestone, which every page of figures shows."""
    bare: Measured
    site_bytes: int
    bare_site_bytes: int

    @property
    def warm_to_cold(self) -> float:
        """Wall time of a warm build as a share of a cold one."""
        return self.warm.wall_seconds / self.cold.wall_seconds

    @property
    def later_to_cold(self) -> float:
        """Wall time of a build after an edit of a milestone as a share of a cold one."""
        return self.later.wall_seconds / self.cold.wall_seconds

    @property
    def cold_to_bare(self) -> float:
        """Wall time of a cold build as a share of the bare host's."""
        return self.cold.wall_seconds / self.bare.wall_seconds


def time_book(folder: Path, *, articles: int, seed: int, edits: int) -> Row:
    """Write a book of this size into `folder`, build it in all ways, and remove it again."""
    book, bare = folder / "book", folder / "bare"
    plan = synthetic_book.write(book, number=articles, seed=seed)
    bare_book.write(bare, book=book)
    cold = _build(book, log=folder / "cold.log")
    warm, later = [], []
    for number in range(edits):
        edit(book, plan, number)
        warm.append(_build(book, log=folder / "warm.log"))
    for number in range(edits):
        _mitigate_later(book, plan, number)
        later.append(_build(book, log=folder / "later.log"))
    site_bytes = _bytes_in(book / "site")
    bare_build = measure(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        folder=bare,
        environment=environment(folder),
        log=folder / "bare.log",
    )
    row = Row(articles, cold, _median(warm), _median(later), bare_build, site_bytes, _bytes_in(bare / "site"))
    shutil.rmtree(folder)
    return row


def read_while_swapping(folder: Path, *, readers: int, swaps: int, seed: int) -> swap_readers.Reads:
    """Rebuild a small book again and again, one edit each time, under readers of three of its pages."""
    book = folder / "book"
    plan = synthetic_book.write(book, number=SMALL_BOOK_ARTICLES, seed=seed)
    _build(book, log=folder / "first.log")

    def swap(number: int) -> None:
        edit(book, plan, number)
        _build(book, log=folder / "swap.log")

    unedited = plan.incidents[0].path.removesuffix(".md")
    pages = [book / "site" / page / "index.html" for page in (".", "incidents", unedited)]
    absent = [page for page in pages if not page.is_file()]
    if absent:  # before any swap: not a reader's bad luck
        raise CommandFailedError(f"`incidentbook build` made no {absent[0]}")
    return swap_readers.read_during(swap, times=swaps, readers=readers, files=pages)


def _build(book: Path, *, log: Path) -> Measured:
    command: list[str | Path] = [Path(sys.executable).with_name("incidentbook"), "build"]
    return measure(command, folder=book, environment=environment(book.parent), log=log)


def environment(folder: Path) -> dict[str, str]:
    """Give each book a cache of its own, so that its first build is cold, and Python its compiled modules."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return inherited | {"XDG_CACHE_HOME": str(folder / "cache"), "SOURCE_DATE_EPOCH": "1767225600"}


def edit(book: Path, plan: Plan, number: int) -> None:
    """Add a sentence to an incident of the book, each time to another one."""
    edited = plan.incidents[(len(plan.incidents) // 2 + number) % len(plan.incidents)]
    with (book / "kb" / edited.path).open("a", encoding="utf-8") as article:
        article.write(f"\nAdded later, as note {number}: the alert now names the host.\n")


def _mitigate_later(book: Path, plan: Plan, number: int) -> None:
    timed = [one.path for one in plan.incidents if _MITIGATED.search((book / "kb" / one.path).read_text("utf-8"))]
    article = book / "kb" / timed[(len(timed) // 3 + number) % len(timed)]
    text = article.read_text(encoding="utf-8")
    article.write_text(_MITIGATED.sub(lambda said: f"{said[1]}{(int(said[2]) + 1) % 60:02}", text), encoding="utf-8")


def _median(runs: Sequence[Measured]) -> Measured:
    return Measured(
        statistics.median(run.wall_seconds for run in runs),
        statistics.median(run.processor_seconds for run in runs),
        max(run.peak_bytes for run in runs),
    )


def _bytes_in(site: Path) -> int:
    return sum(file.stat().st_size for file in site.rglob("*") if file.is_file())


def table(rows: Sequence[Row]) -> str:
    """Lay the measurements out: seconds of wall clock, peak memory and site size in millions of bytes."""
    heads = (
        *("articles", "cold s", "warm s", "later s", "bare s", "warm/cold", "later/cold", "cold/bare"),
        *("cold cpu s", "bare cpu s", "cold MB", "warm MB", "bare MB", "site MB", "bare site"),
    )
    lines = [" ".join(f"{head:>10}" for head in heads)]
    lines += [
        f"{row.articles:>10,} {row.cold.wall_seconds:>10.2f} {row.warm.wall_seconds:>10.2f} "
        f"{row.later.wall_seconds:>10.2f} {row.bare.wall_seconds:>10.2f} "
        f"{row.warm_to_cold:>10.3f} {row.later_to_cold:>10.3f} {row.cold_to_bare:>10.3f} "
        f"{row.cold.processor_seconds:>10.2f} {row.bare.processor_seconds:>10.2f} "
        f"{row.cold.peak_bytes / 1e6:>10.0f} {row.warm.peak_bytes / 1e6:>10.0f} "
        f"{row.bare.peak_bytes / 1e6:>10.0f} {row.site_bytes / 1e6:>10.1f} {row.bare_site_bytes / 1e6:>10.1f}"
        for row in rows
    ]
    return "\n".join(lines)


def growth(rows: Sequence[Row]) -> dict[str, float]:
    """Compare what one article costs in the largest book with what it costs in the smallest: 1 is linear."""
    small, large = rows[0], rows[-1]
    scale = small.articles / large.articles
    return {
        "time": large.cold.wall_seconds / small.cold.wall_seconds * scale,
        "memory": large.cold.peak_bytes / small.cold.peak_bytes * scale,
        "site size": large.site_bytes / small.site_bytes * scale,
    }


def missed_targets(rows: Sequence[Row], reads: swap_readers.Reads) -> list[str]:
    """Say in a sentence each which targets the measurements miss."""
    missed = []
    for row in rows:
        if row.articles < JUDGED_FROM_ARTICLES:
            continue
        if row.warm_to_cold >= WARM_TO_COLD:
            missed.append(
                f"{row.articles:,} articles: a warm build takes {row.warm_to_cold:.3f} of a cold one, "
                f"not under {WARM_TO_COLD}."
            )
        if row.later_to_cold >= LATER_TO_COLD:
            missed.append(
                f"{row.articles:,} articles: a build after an edit of a milestone takes {row.later_to_cold:.3f} of a "
                f"cold one, not under {LATER_TO_COLD}."
            )
        if row.cold_to_bare > COLD_TO_BARE:
            missed.append(
                f"{row.articles:,} articles: a cold build takes {row.cold_to_bare:.3f} of the bare host's "
                f"time, not at most {COLD_TO_BARE:g}."
            )
    if rows[-1].articles >= JUDGED_FROM_ARTICLES:
        missed += [
            f"From {rows[0].articles:,} to {rows[-1].articles:,} articles the {what} of one article grows "
            f"{ratio:.2f}-fold, not at most {GROWTH_PER_ARTICLE}-fold."
            for what, ratio in growth(rows).items()
            if ratio > GROWTH_PER_ARTICLE
        ]
    if reads.missed:
        missed.append(f"Readers met a missing page {reads.missed:,} times in {reads.made:,} reads.")
    return missed


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the table; return 1 when a target is missed, 2 when something could not be built."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.build_times", description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", metavar="N", help=f"sizes of the books {SIZES}")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_SIZES[0]} articles: does it run at all?")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--edits", type=int, default=3, help="warm builds of each book, one edit each")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--swaps", type=int, default=20)
    options = parser.parse_args(arguments)
    sizes = sorted(options.articles or (QUICK_SIZES if options.quick else SIZES))
    if sizes[0] < synthetic_book.SMALLEST or options.edits < 1:
        parser.error(f"a book has at least {synthetic_book.SMALLEST} articles, and is edited at least once")
    with tempfile.TemporaryDirectory(prefix="incidentbook-bench-") as made:
        folder = Path(made)
        try:
            # The first run of any program reads it from disk and compiles it: that is not measured.
            time_book(folder / "first", articles=synthetic_book.SMALLEST, seed=options.seed, edits=1)
            rows = []
            for articles in sizes:
                print(f"{articles:,} articles …", file=sys.stderr, flush=True)
                rows.append(
                    time_book(folder / str(articles), articles=articles, seed=options.seed, edits=options.edits)
                )
            print(f"{options.readers} readers, {options.swaps} swaps …", file=sys.stderr, flush=True)
            reads = read_while_swapping(
                folder / "swaps", readers=options.readers, swaps=options.swaps, seed=options.seed
            )
        except CommandFailedError as error:
            print(error, file=sys.stderr)
            return 2
    print(table(rows))
    if len(rows) > 1:
        ratios = ", ".join(f"{what} {ratio:.2f}" for what, ratio in growth(rows).items())
        print(f"per article, {sizes[-1]:,} to {sizes[0]:,}: {ratios}")
    print(f"{options.readers} readers, {options.swaps} swaps: {reads.made:,} reads, {reads.missed:,} missed")
    missed = missed_targets(rows, reads)
    if sizes[-1] < JUDGED_FROM_ARTICLES:
        print(f"Times are judged from {JUDGED_FROM_ARTICLES:,} articles on.")
    return verdict(missed)


if __name__ == "__main__":
    sys.exit(main())
