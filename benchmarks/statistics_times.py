"""Times all figures of a synthetic book, stage by stage; fails when they take longer than their target.

python -m benchmarks.statistics_times [--incidents N | --quick] [--seed N]
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple, TypeVar

from benchmarks import synthetic_book
from benchmarks.synthetic_plan import Plan, plan
from benchmarks.verdict import verdict
from incidentbook.availability import accounts, availability
from incidentbook.book import Book
from incidentbook.collector import resting
from incidentbook.downtime import downtimes
from incidentbook.graph import Graph
from incidentbook.links import link
from incidentbook.load import load_text
from incidentbook.periods import periods_between
from incidentbook.recurrence import recurrences, suggestions, time_lost
from incidentbook.settings import Settings
from incidentbook.statistics import BY, Statistics, measure, rows, total

INCIDENTS = 20_000
QUICK_INCIDENTS = 400
TARGET_SECONDS = 10.0
ARTICLES_PER_INCIDENT = 1.25
"""A fifth of a synthetic book are articles of other kinds."""

Result = TypeVar("Result")


class Stage(NamedTuple):
    """What took how long, by the clock on the wall and on the processor."""

    name: str
    seconds: float
    processor_seconds: float


def texts_of(book: Plan) -> dict[str, str]:
    """Return the files of a synthetic book by path."""
    return {path.removeprefix("kb/"): text for path, text in synthetic_book.files(book) if path.startswith("kb/")}


@resting()  # as a build does
def time_statistics(book: Book, graph: Graph, settings: Settings, as_of: float) -> list[Stage]:
    """Make every figure there is of a book, once, and return how long each stage took."""
    stages: list[Stage] = []

    def timed(name: str, make: Callable[[], Result]) -> Result:
        begin, processor = time.perf_counter(), time.process_time()
        made = make()
        stages.append(Stage(name, time.perf_counter() - begin, time.process_time() - processor))
        return made

    measured = timed("durations and verdicts", lambda: measure(book, settings, as_of))
    lost = timed("downtime", lambda: downtimes(book, as_of))
    statistics = Statistics(book, graph, settings, as_of, measured, lost)
    for by in BY:
        timed(f"by {by}", partial(rows, statistics, by))
    timed("altogether", lambda: total(statistics))
    timed("availability", lambda: _availability(book, measured[0].moment or as_of, as_of))
    timed("recurrence", lambda: recurrences(book, graph, time_lost(book, settings.durations)))
    timed("suggestions", lambda: suggestions(book, graph))
    return stages


def _availability(book: Book, since: float, as_of: float) -> int:
    """Return how many figures there are: of every service in every month, quarter and year."""
    ground = accounts(book, as_of)
    periods = [
        *periods_between(since, as_of, "month", UTC),
        *periods_between(since, as_of, "quarter", UTC),
        *periods_between(since, as_of, "year", UTC),
    ]
    return len([availability(service, period, ground) for service in book.services for period in periods])


def table(stages: Sequence[Stage]) -> str:
    """Lay the measurements out, with their sum."""
    whole = Stage(
        "all figures", sum(stage.seconds for stage in stages), sum(stage.processor_seconds for stage in stages)
    )
    lines = [f"{'':<24}{'seconds':>10}{'processor':>12}"]
    lines += [f"{stage.name:<24}{stage.seconds:>10.2f}{stage.processor_seconds:>12.2f}" for stage in [*stages, whole]]
    return "\n".join(lines)


def missed_target(stages: Sequence[Stage], incidents: int) -> str:
    """Say in a sentence that the figures took too long, if they did; fewer incidents have the same time."""
    seconds = sum(stage.seconds for stage in stages)
    if seconds <= TARGET_SECONDS:
        return ""
    return f"All figures of {incidents:,} incidents take {seconds:.1f} s, not at most {TARGET_SECONDS:g} s."


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the stages; return 1 when the target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.statistics_times", description=__doc__)
    parser.add_argument("--incidents", type=int, metavar="N", help=f"about so many; default: {INCIDENTS}")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_INCIDENTS} incidents: does it run at all?")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(arguments)
    incidents = options.incidents or (QUICK_INCIDENTS if options.quick else INCIDENTS)
    articles = round(incidents * ARTICLES_PER_INCIDENT)
    if articles < synthetic_book.SMALLEST:
        parser.error(f"a book needs at least {round(synthetic_book.SMALLEST / ARTICLES_PER_INCIDENT)} incidents")
    print("Making a book …", file=sys.stderr, flush=True)
    settings = Settings(audience="restricted")
    book, _ = load_text(texts_of(plan(articles, options.seed)), settings)
    stages = time_statistics(book, link(book), settings, datetime(2026, 1, 1, tzinfo=UTC).timestamp())
    print(
        f"{len(book.incidents):,} incidents, {len(book.services):,} services, {len(book.known_issues):,} known issues"
    )
    print(table(stages))
    missed = missed_target(stages, len(book.incidents))
    return verdict([missed] if missed else [])


if __name__ == "__main__":
    sys.exit(main())
