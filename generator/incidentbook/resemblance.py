"""Whether an article has enough of a text's words to be called similar, and which these are. Something is always the
nearest, also to a text that has nothing to do with the book. The browser computes the same (`search/resemblance.js`).

`weights` has the bounds. They were chosen on the questions that the other weights were chosen on, and on alerts and
logs of something else: articles that are meant share a fourth or more with what was asked, and what is nearest to
anything else a sixth.
"""

from collections.abc import Mapping, Sequence

from incidentbook.postings import Postings
from incidentbook.ranking import chosen, rarities
from incidentbook.search_index import SearchIndex
from incidentbook.terms import spans, terms
from incidentbook.weights import FEWEST_OF_LINE, LEAST_OF_ALL, LEAST_OF_LINE

MOST_SAID = 5
"""Words that are named as a reason."""
_NOWHERE = Postings((), b"", b"")


class Resemblance:
    """A text that articles are compared with, by those of its terms that are looked up anyway to rank them."""

    def __init__(self, text: str, looked: Sequence[str], found: Mapping[str, Postings], of: int) -> None:
        """Take a text, its terms that were looked up, the postings of those that there are, and how many articles."""
        there = {term: found.get(term, _NOWHERE) for term in looked}
        lines = ([term for term in dict.fromkeys(terms(line)) if term in there] for line in text.split("\n"))
        self._says = rarities(there, of)
        self._slots = {term: frozenset(postings.slots) for term, postings in there.items()}
        self._lines = [line for line in lines if len(line) >= FEWEST_OF_LINE]
        self._written: dict[str, str] = {}
        for start, end, of_token in spans(text):
            for term in of_token:
                self._written.setdefault(term, text[start:end])

    def shared(self, slot: int) -> tuple[str, ...]:
        """Return the words that an article has, too, as the text writes them, those that say most; none where the
        article is not similar.
        """
        if not self._has_enough(list(self._says), slot, 1, LEAST_OF_ALL) and not any(
            self._has_enough(line, slot, FEWEST_OF_LINE, LEAST_OF_LINE) for line in self._lines
        ):
            return ()
        has = sorted((term for term in self._says if slot in self._slots[term]), key=lambda term: -self._says[term])
        return tuple(dict.fromkeys(self._written.get(term, term) for term in has))[:MOST_SAID]

    def _has_enough(self, asked: Sequence[str], slot: int, fewest: int, least: float) -> bool:
        """Whether an article has so many of some terms, and with them so much of what they say."""
        has = [self._says[term] for term in asked if slot in self._slots[term]]
        return len(has) >= fewest and 0 < sum(has) >= least * sum(self._says[term] for term in asked)


def resemblance_to(text: str, index: SearchIndex) -> Resemblance:
    """Return a text to compare the articles of an index with."""
    looked = chosen(terms(text), index.frequent)
    found = {term: postings for term in looked if (postings := index.postings(term))}
    return Resemblance(text, looked, found, index.count)
