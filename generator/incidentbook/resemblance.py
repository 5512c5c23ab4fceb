"""Whether an article has enough of a text's words to be called similar. Something is always the nearest, also to a text
that has nothing to do with the book.

The bounds were chosen on the questions that `weights` were chosen on, and on alerts and logs of something else: all
articles that are meant share a fourth or more with what was asked, and what is nearest to anything else a sixth.
"""

from collections.abc import Sequence

from incidentbook.postings import Postings
from incidentbook.ranking import rarities
from incidentbook.search_index import SearchIndex
from incidentbook.terms import terms

LEAST_OF_ALL = 0.2
"""The share of what all words of a text say."""
LEAST_OF_LINE = 0.6
"""Or that of one of its lines: of a log only one need be about it."""
FEWEST_WORDS = 4
"""Of that line."""
_MOST_TERMS = 400
_NOWHERE = Postings((), b"", b"")


class Resemblance:
    """A text that articles are compared with."""

    def __init__(self, index: SearchIndex, text: str) -> None:
        """Look up the words of a text."""
        lines = [tuple(dict.fromkeys(terms(line)))[:_MOST_TERMS] for line in text.split("\n")]
        asked = list(dict.fromkeys(term for line in lines for term in line))[:_MOST_TERMS]
        found = {term: index.postings(term) or _NOWHERE for term in asked}
        self._index = index
        self._says = rarities(found, index.count)
        self._slots = {term: frozenset(postings.slots) for term, postings in found.items()}
        self._lines = [line for line in lines if len(line) >= FEWEST_WORDS]

    def holds(self, path: str) -> bool:
        """Whether an article is similar to the text."""
        slot = self._index.slots[path]
        if self._share(list(self._says), slot, 1) >= LEAST_OF_ALL:
            return True
        return any(self._share(line, slot, FEWEST_WORDS) >= LEAST_OF_LINE for line in self._lines)

    def _share(self, asked: Sequence[str], slot: int, fewest: int) -> float:
        """Return how much of what terms say stands in an article; nothing where it has fewer of them."""
        has = [self._says[term] for term in asked if slot in self._slots.get(term, ())]
        return sum(has) / sum(self._says.get(term, 0) for term in asked) if len(has) >= fewest else 0.0
