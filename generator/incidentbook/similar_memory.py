"""The similar incidents of a book, kept between builds, so that after an edit only those lists are made again that it
may have changed. What comes out is what would be found if nothing were kept.

What is kept stays as it is until so much has changed that all are looked for anew; then it is written again. It is no
part of the index of search: that is brought up to date while pages are converted, but these lists are on the pages, and
to tell whom an edit concerns one must know what the article said before.
"""

import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from incidentbook.articles import Article
from incidentbook.beside import Start, here
from incidentbook.book import Book
from incidentbook.cache import read_sealed, write_sealed
from incidentbook.collector import resting
from incidentbook.graph import Graph
from incidentbook.kinds.incident.model import Incident
from incidentbook.recurrence import signatures_in
from incidentbook.signatures import Signatures
from incidentbook.similar import FEWEST_WORDS, MOST_SHARING, Ground
from incidentbook.similar_incidents import (
    KEPT_SHARING,
    Known,
    Looked,
    SimilarIncidents,
    ground_of,
    known_of,
    looked_for,
)
from incidentbook.traits import Words, is_mark, marks_of, signatures_of, tokens_of_article, words_of

_ANEW = 100
"""A hundredth of the incidents: when more have changed, all are looked for anew, and written down."""
_MOST_CHANGED = KEPT_SHARING - MOST_SHARING
"""After more changes a term of which nothing is remembered might have become rare."""
_CONCERNED = 4
"""A fourth of the incidents: so many are looked for as soon all at once."""


@resting()
def similar_incidents(book: Book, graph: Graph, file: Path | None = None, start: Start = here) -> SimilarIncidents:
    """Return the similar incidents of a book; `file` is where they are kept in the user's cache."""
    signatures = frozenset(signature for node in graph.symptoms.values() for signature in node.signatures)
    content = read_sealed(file) if file is not None else None
    if content is not None:
        kept = _Kept(content, book)
        if kept.follow(signatures):
            return SimilarIncidents(kept.known, kept.reasons)
    looked = looked_for(book, Signatures(signatures), start)
    if file is not None:
        write_sealed(file, _written(looked, book, signatures))
    return SimilarIncidents(looked.known, looked.reasons)


def _written(looked: Looked, book: Book, signatures: frozenset[str]) -> bytes:
    """Return what is kept: a head as JSON, and below it what is only read where something has changed, in lines."""
    head = {
        "aliases": dict(book.service_aliases),
        "signatures": sorted(signatures),
        "reasons": looked.reasons,
        "known": [[one.path, one.digest, one.moment, one.marks, one.others, one.whys] for one in looked.known],
    }
    lines = [
        json.dumps(head, separators=(",", ":")),
        " ".join(sorted(looked.frequent)),
        *(f"{' '.join(one.chosen)}\t{' '.join(one.rare)}" for one in looked.known),
        *sorted(f"{key}\t{' '.join(map(str, having))}" for key, having in looked.found.items() if not is_mark(key)),
    ]
    return "\n".join(lines).encode()


class _Kept:
    """What is kept of an earlier state of a book."""

    def __init__(self, content: bytes, book: Book) -> None:
        """Read it."""
        head, frequent, *lines = content.decode().split("\n")
        said = json.loads(head)
        self._book = book
        self._aliases: dict[str, str] = said["aliases"]
        self._signatures = frozenset(said["signatures"])
        self._frequent = frozenset(frequent.split(" "))
        self.reasons: list[str] = said["reasons"]
        self.known: list[Known | None] = [Known(*row) for row in said["known"]]
        self._found: defaultdict[str, list[int]] = defaultdict(list)
        for number, (*_, marks, _, _) in enumerate(said["known"]):
            for mark in marks:
                self._found[mark].append(number)
        self._own = lines[: len(self.known)]
        self._lines = lines[len(self.known) :]

    def found(self, key: str) -> Sequence[int]:
        """Return the numbers of the incidents that have a term or mark."""
        numbers = self._found.get(key)
        if numbers is None:
            begin = f"{key}\t"
            at = bisect_left(self._lines, begin)
            line = self._lines[at] if at < len(self._lines) else ""
            numbers = list(map(int, line[len(begin) :].split(" "))) if line.startswith(begin) else []
            self._found[key] = numbers
        return numbers

    def follow(self, signatures: frozenset[str]) -> bool:
        """Bring all up to date with the book; whether that could be done."""
        known = self.known
        now = {article.path: article for article in self._book.incidents}
        if self._aliases != self._book.service_aliases or len(now).bit_length() != len(known).bit_length():
            return False
        numbers = {one.path: number for number, one in enumerate(known) if one is not None}
        digests = {one.path: one.digest for one in known if one is not None}
        changed = [article for path, article in now.items() if digests.get(path) != article.digest]
        gone = [number for path, number in numbers.items() if path not in now]
        if len(changed) + len(gone) > min(_MOST_CHANGED, len(now) // _ANEW):
            return False
        edits = _Edits()
        for number in gone:
            edits.enter(number, self._keys(number), set())
            known[number] = None
        for path, marks in self._marked_anew(now.values(), numbers, signatures):
            number = numbers[path]
            edits.enter(number, set(self._of(number).marks), set(marks))
            self._of(number).marks = marks
        every = Signatures(signatures if changed else ())
        for article in changed:
            number = numbers.get(article.path, len(known))
            one = known_of(article, signatures_in(article, every), self._book)
            words = edits.words[number] = words_of(tokens_of_article(article))
            keys = {*one.marks, *(term for term in words if term not in self._frequent)}
            if number == len(known):
                edits.enter(number, set(), keys)
                known.append(one)
            else:
                edits.enter(number, self._keys(number), keys)
                if one.moment != self._of(number).moment:
                    edits.moved.append(number)
                known[number] = one
        return self._compare_again(edits, now)

    def _compare_again(self, edits: "_Edits", now: Mapping[str, Article[Incident]]) -> bool:
        ground = ground_of(self.known, self.found)
        concerned = {number for number in self._concerned(edits, ground) if self.known[number] is not None}
        if len(concerned) > len(now) // _CONCERNED:
            return False
        for number in concerned:
            one = self._of(number)
            words = edits.words.get(number) or words_of(tokens_of_article(now[one.path]))
            listed = ground.compare(words, one.marks, number).listed
            one.others = [other for other, _ in listed]
            one.whys = range(len(self.reasons), len(self.reasons) + len(listed))
            self.reasons += [said for _, said in listed]
        return True

    def _concerned(self, edits: "_Edits", ground: Ground) -> Iterator[int]:
        """Yield the incidents whose list may be another now."""
        yield from edits.words
        for key in {*edits.lost, *edits.won}:
            before = self.found(key)
            after = self._found[key] = sorted({*before, *edits.won[key]} - edits.lost[key])
            if is_mark(key):
                yield from before
                yield from after
                continue
            weight = ground.weight(len(after))
            if weight != ground.weight(len(before)):
                yield from before
            elif weight:
                yield from (number for number in before if self._chose(number, key))
        for number in edits.moved:
            common = Counter(
                other
                for term in edits.words[number]
                if ground.weight(len(self.found(term)))
                for other in self.found(term)
                if other < len(self._own) and self._chose(other, term)
            )
            yield from (other for other, words in common.items() if words >= FEWEST_WORDS)
            for mark in self._of(number).marks:
                yield from self.found(mark)

    def _marked_anew(
        self, articles: Iterable[Article[Incident]], numbers: Mapping[str, int], signatures: frozenset[str]
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the incidents whose text has other signatures than before because there are others."""
        gone, new = self._signatures - signatures, Signatures(signatures - self._signatures)
        if not gone and not len(new):
            return
        for article in articles:
            if article.path in numbers:
                before = signatures_of(self._of(numbers[article.path]).marks)
                after = before - gone | {match.signature for match in signatures_in(article, new)}
                if after != before:
                    yield article.path, marks_of(article, after, self._book)

    def _of(self, number: int) -> Known:
        known = self.known[number]
        assert known is not None  # noqa: S101 - the number is in use
        return known

    def _keys(self, number: int) -> set[str]:
        """Return the terms and marks that an incident had."""
        rare = self._own[number].partition("\t")[2]
        return {*rare.split(" "), *self._of(number).marks}

    def _chose(self, number: int, term: str) -> bool:
        """Whether an incident was compared by a term."""
        chosen, _, _ = self._own[number].partition("\t")
        return f" {term} " in f" {chosen} "


class _Edits:
    """What has changed since all was looked for."""

    def __init__(self) -> None:
        self.lost: defaultdict[str, set[int]] = defaultdict(set)
        """By term or mark: who had it."""
        self.won: defaultdict[str, set[int]] = defaultdict(set)
        """By term or mark: who did not have it."""
        self.words: dict[int, Words] = {}
        """Of those that are new or have another text."""
        self.moved: list[int] = []
        """Those that were at another time."""

    def enter(self, number: int, before: set[str], after: set[str]) -> None:
        """Take what an incident had and what it has."""
        for key in before - after:
            self.lost[key].add(number)
        for key in after - before:
            self.won[key].add(number)
