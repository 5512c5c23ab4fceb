"""The similar incidents of a whole book."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from incidentbook.articles import Article
from incidentbook.beside import WORTH_STARTING, Start, here
from incidentbook.book import Book
from incidentbook.kinds.incident.model import Incident
from incidentbook.recurrence import signatures_in
from incidentbook.signatures import Match, Signatures
from incidentbook.similar import MOST_SHARING, Compared, Ground, Similar, reasons_said
from incidentbook.traits import Tokens, is_mark, marks_of, moment_of, tokens_of_article, words_of

KEPT_SHARING = 2 * MOST_SHARING
"""Of terms that more incidents have it is not remembered which these are."""

Found = Callable[[str], Sequence[int]]
"""Returns the numbers of the incidents that have a term or mark."""


@dataclass(slots=True)
class Known:
    """What is known of an incident."""

    path: str
    digest: str
    moment: float
    marks: Sequence[str]
    """Signatures and alerts on services, as `traits.marks` writes them."""
    others: Sequence[int] = ()
    """The numbers of the incidents most like it …"""
    whys: Sequence[int] = ()
    """… and for each the number of its reasons."""
    chosen: Sequence[str] = ()
    """The terms that it was compared by."""
    rare: Sequence[str] = ()
    """All its terms that no more than `KEPT_SHARING` incidents have."""


class SimilarIncidents:
    """Which incidents of a book are similar, and why."""

    def __init__(self, known: Sequence[Known | None], reasons: Sequence[str]) -> None:
        """Take what is known of each incident by number, and reasons by number. A number may be out of use."""
        self._reasons = reasons
        self._paths = ["" if one is None else one.path for one in known]
        self._by_path = {one.path: one for one in known if one is not None}

    def listed(self, path: str) -> Iterator[tuple[str, str]]:
        """Yield the incidents most like one: the path of each, and why, to be read by `reasons_said`."""
        paths, reasons, known = self._paths, self._reasons, self._by_path[path]
        for number, why in zip(known.others, known.whys, strict=True):
            yield paths[number], reasons[why]

    def of(self, path: str) -> tuple[Similar, ...]:
        """Return the incidents most like one, the most similar first; more than are shown, as some may be shown for
        other reasons.
        """
        return tuple(Similar(other, reasons_said(said)) for other, said in self.listed(path))

    def marks_of(self, path: str) -> Sequence[str]:
        """Return the signatures of an incident's text and its alerts on services, as `traits.marks` writes them."""
        return self._by_path[path].marks


def ground_of(known: Sequence[Known | None], found: Found) -> Ground:
    """Return what incidents are compared on."""
    return Ground(
        paths=["" if one is None else one.path for one in known],
        moments=[0.0 if one is None else one.moment for one in known],
        marks=[() if one is None else one.marks for one in known],
        found=found,
        size=len(known) - known.count(None),
    )


class Looked(NamedTuple):
    """All that looking for similar incidents gives."""

    known: list[Known]
    reasons: list[str]
    found: Mapping[str, Sequence[int]]
    """Who has each term and mark."""
    frequent: frozenset[str]
    """The terms that too many have: they are not among those found."""


def looked_for(book: Book, signatures: Signatures, start: Start = here) -> Looked:
    """Look for the similar incidents of every one; half of many may be read and compared in another process."""
    half = len(book.incidents) // 2 if len(book.incidents) >= WORTH_STARTING else len(book.incidents)

    def read(incidents: Iterable[Article[Incident]]) -> list[tuple[Known, Tokens]]:
        return [
            (known_of(article, signatures_in(article, signatures), book), tokens_of_article(article))
            for article in incidents
        ]

    known, tokens = [], []
    found: defaultdict[str, list[int]] = defaultdict(list)
    wait = start(lambda: read(book.incidents[half:])) if half < len(book.incidents) else list[tuple[Known, Tokens]]
    for number, (one, written) in enumerate(chain(read(book.incidents[:half]), wait())):
        known.append(one)
        tokens.append(written)
        for key in (*words_of(written), *one.marks):
            found[key].append(number)
    frequent = frozenset(key for key, having in found.items() if len(having) > KEPT_SHARING and not is_mark(key))
    for term in frequent:
        del found[term]
    ground = ground_of(known, lambda key: found.get(key, ()))
    reasons: dict[str, int] = {}

    def compared(numbers: range) -> list[Compared]:
        return [ground.compare(words_of(tokens[number]), known[number].marks, number) for number in numbers]

    rest = start(lambda: compared(range(half, len(known)))) if half < len(known) else list[Compared]
    for number, (chosen, listed) in enumerate(chain(compared(range(half)), rest())):
        one = known[number]
        one.chosen = chosen
        one.rare = [term for term in words_of(tokens[number]) if term in found]
        one.others = [other for other, _ in listed]
        one.whys = [reasons.setdefault(said, len(reasons)) for _, said in listed]
    return Looked(known, list(reasons), found, frequent)


def known_of(article: Article[Incident], matches: Iterable[Match], book: Book) -> Known:
    """Return what is known of an incident before it is compared; `matches` are the signatures in its text."""
    signatures = {match.signature for match in matches}
    return Known(article.path, article.digest, moment_of(article), marks_of(article, signatures, book))
