"""Times search in a large book: what it adds to a build, and what a question fetches and takes in a browser.

python -m benchmarks.search_speed [--articles 5000] [--quick] [DATA]

The book is support articles, where the data is there (see `support_data`), filled up with synthetic ones.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from benchmarks import synthetic_book
from benchmarks.statistics_times import texts_of
from benchmarks.support_data import VARIABLE, DataMissingError, data_folder, measurements
from benchmarks.synthetic_plan import plan
from benchmarks.verdict import verdict
from incidentbook.book import Book
from incidentbook.browser_search import ask_in_browser, write_search
from incidentbook.collector import resting
from incidentbook.errors import IncidentbookError
from incidentbook.evaluation import SHOWN, typical
from incidentbook.facets import all_facets
from incidentbook.graph import Graph
from incidentbook.links import link
from incidentbook.load import load_text
from incidentbook.search import Entry, finder_of
from incidentbook.search_files import SearchFiles
from incidentbook.searchable import all_searchable
from incidentbook.settings import Settings
from incidentbook.similar_memory import similar_incidents

ARTICLES = 5000
QUICK_ARTICLES = 300
JUDGED_FROM_ARTICLES = 5000
"""In a smaller book what is done once for all articles makes each of them look slow."""
QUESTIONS = 100
_LONGEST_QUESTION = 400


class Measure(NamedTuple):
    """Something measured, and what it may be at most."""

    name: str
    value: float
    unit: str
    most: float | None = None

    @property
    def missed(self) -> bool:
        """Whether it is more than it may be."""
        return self.most is not None and self.value > self.most


class Large(NamedTuple):
    """A large book and what is asked of it."""

    texts: dict[str, str]
    questions: dict[str, list[str]]
    """`error`: lines of error messages. `symptom`: texts of some hundred letters."""


def large_book(articles: int, seed: int, data: str | None) -> Large:
    """Return a book of so many articles, with questions that it has answers to."""
    try:
        errors, symptoms, _ = measurements(data_folder(data))
    except DataMissingError as error:
        print(f"{error} The book is synthetic, and so are the questions.", file=sys.stderr)
        return synthetic(articles, seed)
    room = articles - len(errors.texts)
    more = synthetic(room, seed).texts if room >= synthetic_book.SMALLEST else {}
    return Large(
        errors.texts | more,
        {
            "error": [question.query for question in errors.questions],
            "symptom": [question.query for question in symptoms.questions],
        },
    )


def synthetic(articles: int, seed: int) -> Large:
    """Return a synthetic book with questions cut out of its articles."""
    texts = texts_of(plan(articles, seed))
    book, _ = load_text(texts, Settings(audience="restricted"))
    errors = [name for issue in book.known_issues for one in issue.fields.symptoms for name in one.signatures]
    errors += [issue.title for issue in book.known_issues]
    told = [" ".join(incident.body.split())[:_LONGEST_QUESTION] for incident in book.incidents]
    return Large(texts, {"error": errors[:QUESTIONS], "symptom": told[:QUESTIONS]})


@resting()  # as a build does
def time_building(texts: dict[str, str], folder: Path) -> list[Measure]:
    """Return what search and similar incidents add to a cold build, and what it takes to follow one edit."""
    book, graph = _linked(texts)
    site = folder / "site"
    written: dict[str, str] = {}

    def write(path: str, content: bytes) -> None:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)

    def bring_up_to_date(book: Book, graph: Graph) -> None:
        files = SearchFiles(book, graph)
        for _ in files.steps(folder / "index", lambda path, key: written.get(path) == key, write):
            pass
        written.update(files.keys)

    def find(book: Book) -> None:
        facets = {one.path: one for one in all_facets(book)}
        finder_of([Entry(one, facets[one.path]) for one in all_searchable(book)], folder / "whoosh")

    each, kept = 1000 / len(texts), folder / "similar.bin"
    shards, similar, index = (
        _seconds(do)
        for do in (
            partial(bring_up_to_date, book, graph),
            partial(similar_incidents, book, graph, kept),
            partial(find, book),
        )
    )
    path = sorted(path for path in texts if path.endswith(".md"))[len(texts) // 2]
    book, graph = _linked({**texts, path: f"{texts[path]}\n\nAdded later: the alert now names the host.\n"})
    again, found = _seconds(partial(bring_up_to_date, book, graph)), _seconds(partial(find, book))
    alike = _seconds(partial(similar_incidents, book, graph, kept))
    return [
        Measure("analysis and shards, an article", shards * each, "ms", 1.5),
        Measure("similar incidents, an article", similar * each, "ms", 1.0),
        Measure("Whoosh's index, an article", index * each, "ms"),
        Measure("one changed article, shards", again, "s"),
        Measure("one changed article, Whoosh", found, "s"),
        Measure("one changed article, both", again + found, "s", 0.5),
        Measure("one changed article, similar incidents", alike, "s", 0.05),
    ]


def time_asking(texts: dict[str, str], questions: dict[str, list[str]], folder: Path) -> Iterator[Measure]:
    """Yield what questions fetch and take in a browser, from a server that does not compress."""
    book, graph = _linked(texts)
    write_search(book, graph, folder / "templates", folder)
    seconds = []
    for name, most in (("error", 100.0), ("symptom", 250.0)):
        shown = list(ask_in_browser(folder, questions[name], SHOWN))
        fetched = typical([one.bytes / 1000 for one in shown])
        yield Measure(f"fetched by a question, {name}, median", fetched.median, "kB", most)
        yield Measure(f"fetched by a question, {name}, p95", fetched.p95, "kB")
        taken = typical([one.seconds * 1000 for one in shown])
        yield Measure(f"question to results, {name}, median", taken.median, "ms")
        seconds += [one.seconds * 1000 for one in shown]
    taken = typical(seconds)
    yield Measure("question to results, median", taken.median, "ms", 50.0)
    yield Measure("question to results, p95", taken.p95, "ms", 200.0)


def _linked(texts: dict[str, str]) -> tuple[Book, Graph]:
    book, _ = load_text(texts, Settings(audience="restricted"))
    return book, link(book)


def _seconds(do: Callable[[], object]) -> float:
    begin = perf_counter()
    do()
    return perf_counter() - begin


def table(measures: Sequence[Measure]) -> str:
    """Lay the measurements out."""
    return "\n".join(
        f"{one.name:<42}{one.value:>10.2f} {one.unit:<3}" + ("" if one.most is None else f"at most {one.most:g}")
        for one in measures
    )


def missed_targets(measures: Sequence[Measure]) -> list[str]:
    """Say in a sentence each which targets the measurements miss."""
    return [f"{one.name}: {one.value:.2f} {one.unit}, not at most {one.most:g}." for one in measures if one.missed]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 1 when a target is missed, 2 when something could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search_speed", description=__doc__)
    parser.add_argument("data", nargs="?", metavar="DATA", help=f"folder of the data; else {VARIABLE}")
    parser.add_argument("--articles", type=int, metavar="N", help=f"default: {ARTICLES}")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_ARTICLES} articles: does it run at all?")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(arguments)
    articles = options.articles or (QUICK_ARTICLES if options.quick else ARTICLES)
    if articles < synthetic_book.SMALLEST:
        parser.error(f"a book has at least {synthetic_book.SMALLEST} articles")
    large = synthetic(articles, options.seed) if options.quick else large_book(articles, options.seed, options.data)
    measures: list[Measure] = []
    with tempfile.TemporaryDirectory(prefix="incidentbook-search-") as made:
        folder = Path(made)
        print(f"{len(large.texts):,} files: building …", file=sys.stderr, flush=True)
        measures += time_building(large.texts, folder / "built")
        print("asking …", file=sys.stderr, flush=True)
        try:
            measures += time_asking(large.texts, large.questions, folder / "asked")
        except IncidentbookError as error:
            print(table(measures))
            print(error, file=sys.stderr)
            return 2
    print(table(measures))
    if len(large.texts) < JUDGED_FROM_ARTICLES:
        print(f"Judged from {JUDGED_FROM_ARTICLES:,} articles on.")
        return 0
    return verdict(missed_targets(measures))


if __name__ == "__main__":
    sys.exit(main())
