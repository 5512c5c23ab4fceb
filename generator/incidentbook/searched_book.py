"""A project's book, opened to be searched: what a query finds, and what is to be said about it beside the results."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from incidentbook.asking import Answer, Asking, Reason, id_terms
from incidentbook.cache import cache_folder, search_folder
from incidentbook.catalogue import site_zone
from incidentbook.collector import resting
from incidentbook.facets import Facets, all_facets
from incidentbook.mkdocs_host.progress import Progress
from incidentbook.project import Opened, Project, open_book
from incidentbook.query import Filter, Query, Vocabulary, has_all, parse, vocabulary, words_in
from incidentbook.ranking import chosen, rarities
from incidentbook.search_index import SearchIndex
from incidentbook.searchable import all_searchable
from incidentbook.settings import Settings
from incidentbook.terms import of_token, terms, tokens
from incidentbook.text import CONTROL, listed, shortened

if TYPE_CHECKING:
    from incidentbook.search import Finder

MOST_WORDS = 24
"""So many words a beginning or a misspelling is asked as."""
MOST_CORRECTED = 12
"""Words of a text that found nothing, of which those are looked for that may be misspelt: each takes a moment."""
MOST_TYPED = 4
"""… and of one that found something: a longer one was not typed, and not every word of it is in the book."""
SHORTEST = 5
"""Letters of a word that may be misspelt."""

T = TypeVar("T")


class Found(NamedTuple):
    """An article that a query finds."""

    path: str
    score: float
    """Comparable within one query."""
    reason: Reason | Literal["filter"]


class Results(NamedTuple):
    """What a query finds."""

    query: Query
    asked: tuple[str, ...]
    """All terms that were asked for, those that stand for beginnings and misspellings included."""
    rarity: Mapping[str, int]
    """What each of them that counted says, to compare places in a text."""
    found: list[Found]
    """The best first. Without words to ask for they are what the filters let through, the newest first."""
    notes: tuple[str, ...] = ()
    """Sentences for whoever asked."""


class SearchedBook:
    """A book that can be searched. Each thing is made when it is first needed: most questions need little."""

    def __init__(self, project: Project, settings: Settings, opened: Opened | None = None) -> None:
        """Load the book of a project, unless it is loaded already."""
        self._settings = settings
        self._folder = project.folder
        self._audience = settings.audience or "internal"
        self.opened = opened or open_book(project, settings)
        self.articles = {article.path: article for article in all_searchable(self.opened.book)}

    @cached_property
    @resting()
    def index(self) -> SearchIndex:
        """The index of the words, brought up to date."""
        index = SearchIndex(search_folder(self._folder, self._audience))
        unknown = index.begin(self.articles.values())
        for path in _each("Reading", sorted(unknown)):
            index.put(self.articles[path])
        for _ in index.finish():
            pass
        return index

    @cached_property
    def asking(self) -> Asking:
        """The book, to be asked in words."""
        return Asking(self.index, self.articles, self.opened.graph)

    @cached_property
    def facets(self) -> dict[str, Facets]:
        """What articles are beside their words, by path."""
        return {one.path: one for one in all_facets(self.opened.book)}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What filters can be set to."""
        return vocabulary(self.opened.book, self.facets.values(), site_zone(self._settings))

    @cached_property
    def finder(self) -> "Finder":
        """The book, to be asked for anything but words as they are."""
        from incidentbook.search import Entry, finder_of  # noqa: PLC0415 - most questions do not wait for Whoosh

        entries = [Entry(article, self.facets[path]) for path, article in self.articles.items()]
        return finder_of(entries, cache_folder(self._folder) / f"whoosh-{self._audience}", partial(_each, "Indexing"))

    def results(self, text: str, filters: Sequence[Filter] = ()) -> Results:
        """Return what a query finds, with further filters than its own."""
        query = parse(text, self.vocabulary)
        return self._results(query._replace(filters=(*query.filters, *filters)))

    def _results(self, query: Query) -> Results:
        allowed = self.finder.matching(query.filters) if query.filters else None
        notes = list(query.hints)
        question, others = query.text, self._others(query, notes)
        if others:
            # Each on a line of its own: they are no phrase, and the words of the query may be one.
            question = "\n".join([question, *others])
        asked = tuple(dict.fromkeys(terms(question)))
        if not asked and (query.quoted or not id_terms(question)):
            return Results(query, asked, {}, self._without_words(query, allowed), tuple(notes))
        answers = self.asking.ask(question, allowed.__contains__ if allowed is not None else None)
        if query.quoted:
            answers = self._as_quoted(query, answers, notes)
        return Results(query, asked, self._rarity(asked), [Found(*answer) for answer in answers], tuple(notes))

    def _rarity(self, asked: Sequence[str]) -> dict[str, int]:
        looked_up = {term: self.index.postings(term) for term in chosen(asked, self.index.frequent)}
        return rarities({term: row for term, row in looked_up.items() if row is not None}, self.index.count)

    def advice(self, results: Results) -> Iterator[str]:
        """Yield sentences on what else could be tried, where a query found nothing or has a word that is nowhere."""
        query, most = results.query, MOST_TYPED
        if not results.found:
            yield self._nothing(results)
            most = MOST_CORRECTED
            if query.filters and (others := len(self._results(query._replace(filters=())).found)):
                yield f"Without the filters there {'is 1 result' if others == 1 else f'are {others:,} results'}."
        if not query.hints and (better := self._corrected(query.text, most)):
            yield f"Did you mean: {better}"

    def _nothing(self, results: Results) -> str:
        """Return a sentence that says that nothing was found."""
        query = results.query
        errors = any(found.severity == "error" for found in self.opened.diagnostics)
        told = "; some cannot be read, and `incidentbook check` says why" if errors else ""
        article = "No article that fits the filters" if query.filters else "No article"
        said = shortened(CONTROL.sub("", query.text))
        if query.quoted:
            return f"{article} has {_in_marks(query.quoted)} word for word{told}."
        if not said:
            return f"No article {'fits the filters' if query.filters else 'has such a word'}{told}."
        if results.asked:
            return f"{article} has any word of `{said}`{told}."
        dates = "; dates are found by filters, as `started:2026-03-04`" if any(map(str.isdigit, said)) else ""
        return f"There is no word in `{said}` that could be looked for{dates}."

    def _corrected(self, text: str, most: int) -> str:
        """Return a text of at most so many words as it may have been meant, or nothing if the book has its words."""
        said = list(filter(None, tokens(text)))
        if len(said) > most:
            return ""
        unknown = (word for word in said if word.isalpha() and len(word) >= SHORTEST and not self._has(word))
        better = {word: near for word in unknown if (near := self._nearest(word.lower()))}
        return " ".join(better.get(word, word) for word in said) if better else ""

    def _has(self, token: str) -> bool:
        """Whether the book has a token; what is in every text it has."""
        return not of_token(token) or any(self.index.postings(term) is not None for term in of_token(token))

    def _nearest(self, word: str) -> str | None:
        return next(filter(self._has, self.finder.like(word)), None)

    def _others(self, query: Query, notes: list[str]) -> list[str]:
        """Return the words that beginnings and misspellings stand for, no two with the same term."""
        others: dict[str, None] = {}
        looked = [(one, "begins with", self.finder.beginning(one)) for one in query.beginnings]
        looked += [(one, "is written like", self.finder.like(one)) for one in query.like]
        for letters, how, words in looked:
            by_term: dict[tuple[str, ...], str] = {}
            for word in words:
                if len(by_term) < MOST_WORDS and self._has(word):
                    by_term.setdefault(of_token(word), word)
            others |= dict.fromkeys(by_term.values())
            if not by_term:
                notes.append(f"No word of the book {how} `{letters}`.")
        return list(others)

    def _as_quoted(self, query: Query, answers: list[Answer], notes: list[str]) -> list[Answer]:
        """Return the answers that have word for word what stands in quotation marks.

        An error message may have some, too. So what it matches as a whole stays, and where nothing has these words
        those around them are searched alone.
        """
        around = {*words_in(query.text), *query.beginnings, *query.like} - {*words_in("\n".join(query.quoted))}
        holders = self._holders(query.quoted)
        kept = [
            answer
            for answer in answers
            if (around and answer.reason in {"signature", "phrase"})
            or ((holders is None or answer.path in holders) and has_all(self._text(answer.path), query.quoted))
        ]
        if kept or not around:
            return kept
        notes.append(f"No article has {_in_marks(query.quoted)} word for word; these have some of the words.")
        return answers

    def _holders(self, quoted: Iterable[str]) -> set[str] | None:
        """Return the paths of the articles that have all terms of what was quoted; None where it has none."""
        rows = [self.index.postings(term) for term in dict.fromkeys(terms("\n".join(quoted)))]
        if not rows:
            return None
        paths = self.index.paths
        slots = set.intersection(*(set(row.slots) if row is not None else set() for row in rows))
        return {paths[slot] for slot in slots}

    def _text(self, path: str) -> str:
        article = self.articles[path]
        return "\n".join([article.title, *article.lines])

    def _without_words(self, query: Query, allowed: Iterable[str] | None) -> list[Found]:
        """Return what filters let through and what has what was quoted, the newest first; without both, nothing."""

        def order(path: str) -> tuple[float, str]:
            date = self.facets[path].date
            return -date.earliest.timestamp() if date is not None else float("inf"), path

        if query.quoted:
            paths = self.articles if allowed is None else allowed
            allowed = [path for path in paths if has_all(self._text(path), query.quoted)]
        elif query.text:
            return []
        return [Found(path, 0.0, "filter") for path in sorted(allowed or (), key=order)]


def _in_marks(quoted: Iterable[str]) -> str:
    return listed([f"“{shortened(CONTROL.sub('', one))}”" for one in quoted])


def _each(doing: str, items: Sequence[T]) -> Iterator[T]:
    """Yield items, and tell somebody at a terminal how far that has come."""
    progress = Progress(f"{doing} articles for search:", len(items))
    for item in items:
        yield item
        progress.step()
    progress.end()
