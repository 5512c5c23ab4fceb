"""Incidents that are like one another, each with the reasons: the same signature in their texts, the same alert on the
same service, or the same rare words.

Nothing is compared with everything: candidates come from what two incidents share, which is looked up. What a word
counts goes in powers of two of how many incidents have it, so that one edit changes few of them.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from incidentbook.definitions import Definition
from incidentbook.traits import ALERT, SIGNATURE, Words, mark_said, tokens_of, words_of

MOST_SHARING = 64
"""A word that more incidents have says little, and to look through all of them takes long. Of those with the same
signature, or the same alert on the same service, so many are looked at, the newest."""
MOST_WORDS = 20
"""So many words of an incident are looked up, those that say most."""
FEWEST_WORDS = 3
"""Two incidents with fewer words in common are not similar by their texts."""
LEAST_SHARE = 4
"""A fourth: of what an incident's words say at least so much must stand in the other's text, too."""
MOST_KEPT = 10
"""So many similar incidents are found. A page shows half of them: some are there already, for other reasons."""
MOST_SHOWN = 5
_MOST_SAID = 4
"""Words, signatures or alerts that are named as a reason."""
_RARE = 2
"""A fourth: a word that a larger share of incidents has says little, however few they are."""

DEFINITIONS = (
    Definition(
        "similar",
        "Similar incidents",
        "Incidents in whose title or text the same signature of a symptom is found, then those in which the same alert "
        "fired on the same service, then those with similar texts: more of these things and more of the text first, "
        "then the newest. Texts are similar if, of the up to "
        f"{MOST_WORDS} words of one that say most, at least {FEWEST_WORDS} stand in the other, and with them at least "
        f"1/{LEAST_SHARE} of what these words say. A word says more the fewer incidents have it, by powers of two, and "
        "more in a title, in what was seen, or in an error message than elsewhere; one that more than "
        f"{MOST_SHARING} incidents have, or more than about a fourth of all, says nothing. Incidents that the page "
        "names anyway, and those with the same confirmed known issue, are left out. They are in no figure.",
    ),
)

Kind = Literal["signature", "alert", "text"]


class Reason(NamedTuple):
    """Why an incident is similar."""

    kind: Kind
    said: tuple[str, ...]
    """A signature; an alert and the key of the service; or the words, as they are written."""

    def __str__(self) -> str:
        """Return it as it is said."""
        if self.kind == "signature":
            return f"same signature: {self.said[0]}"
        if self.kind == "alert":
            return f"same alert {self.said[0]} on {self.said[1]}"
        return f"similar text: {', '.join(self.said)}"


class Similar(NamedTuple):
    """An incident, and why it is similar, the strongest reason first."""

    path: str
    reasons: tuple[Reason, ...]


Listed = tuple[int, str]
"""The number of a similar incident, and why it is similar, to be read by `reasons_said`: few lists are ever shown."""


@lru_cache(maxsize=1 << 14)
def reasons_said(said: str) -> tuple[Reason, ...]:
    """Return the reasons that are kept as text."""
    return tuple(Reason(kind, tuple(words)) for kind, *words in json.loads(said))


class Compared(NamedTuple):
    """What is most like a text, and the terms by which that was found."""

    chosen: tuple[str, ...]
    listed: tuple[Listed, ...]


class Ground:
    """All incidents by number, and what they share: from this alone it follows which are similar."""

    def __init__(
        self,
        paths: Sequence[str],
        moments: Sequence[float],
        marks: Sequence[Collection[str]],
        found: Callable[[str], Sequence[int]],
        size: int,
    ) -> None:
        """Take the incidents, and what returns the numbers of those that have a term or mark.

        It need not know terms that more than `MOST_SHARING` have. Numbers may be out of use; `size` are in use.
        """
        self._paths = paths
        self._moments = moments
        self._marks = marks
        self._found = found
        self._bits = size.bit_length()
        self._newest: dict[str, list[int]] = {}

    def weight(self, found_in: int) -> int:
        """Return what a term says that so many incidents have: nothing, or one more for each time they are half as
        many.
        """
        steps = self._bits - found_in.bit_length()
        return steps if 2 <= found_in <= MOST_SHARING and steps >= _RARE else 0

    def compare(self, words: Words, marks: Collection[str], own: int) -> Compared:
        """Return what is most like an incident with these words and marks; `own` is its number."""
        chosen = self._chosen(words)
        terms = tuple(term for _, term in chosen)
        alike = self._alike(chosen)
        candidates = {*alike, *(number for mark in marks for number in self._with_mark(mark))} - {own}
        if not candidates:
            return Compared(terms, ())
        shared = {number: [mark for mark in marks if mark in self._marks[number]] for number in candidates}
        kinds = {number: {mark_said(mark)[0] for mark in said} for number, said in shared.items()}

        def order(number: int) -> tuple[bool, bool, int, float, str]:
            signature, alert = SIGNATURE in kinds[number], ALERT in kinds[number]
            return not signature, not alert, -alike.get(number, 0), -self._moments[number], self._paths[number]

        best = sorted(candidates, key=order)[:MOST_KEPT]
        reasons = [
            (*marked(shared[number]), *(self._worded(number, terms, words, shared[number]) if number in alike else ()))
            for number in best
        ]
        return Compared(terms, tuple(zip(best, map(_to_say, reasons), strict=True)))

    def _chosen(self, words: Words) -> list[tuple[int, str]]:
        """Return the terms that say most, with what they say."""
        weighed = []
        for term, (worth, _) in words.items():
            numbers = self._found(term)
            if numbers and (weight := self.weight(len(numbers))):
                weighed.append((weight * worth, term))
        return sorted(weighed, key=lambda one: (-one[0], one[1]))[:MOST_WORDS]

    def _alike(self, chosen: Sequence[tuple[int, str]]) -> dict[int, int]:
        """Return the incidents with enough of the terms, and how much these say."""
        scores: dict[int, int] = defaultdict(int)
        for weight, term in chosen:
            step = weight << 8 | 1  # the sum and the count in one number
            for number in self._found(term):
                scores[number] += step
        all_of_it = sum(weight for weight, _ in chosen)
        return {
            number: score >> 8
            for number, score in scores.items()
            if score & 255 >= FEWEST_WORDS and (score >> 8) * LEAST_SHARE >= all_of_it
        }

    def _with_mark(self, mark: str) -> Sequence[int]:
        numbers = self._found(mark)
        if len(numbers) <= MOST_SHARING:
            return numbers
        if mark not in self._newest:
            newest = sorted(numbers, key=lambda number: (-self._moments[number], self._paths[number]))
            self._newest[mark] = newest[:MOST_SHARING]
        return self._newest[mark]

    def _worded(self, number: int, terms: Sequence[str], words: Words, shared: Sequence[str]) -> Iterable[Reason]:
        """Yield the words that two have in common, but for those that another reason has said already."""
        told = frozenset[str]().union(*map(_told, shared))
        written = dict.fromkeys(words[term][1] for term in terms if term not in told and number in self._found(term))
        if written:
            yield Reason("text", tuple(written)[:_MOST_SAID])


@lru_cache(maxsize=1 << 14)
def _told(mark: str) -> frozenset[str]:
    _, said, *_ = mark_said(mark)
    return frozenset(words_of(tokens_of({"body": said})))


def marked(shared: Sequence[str]) -> tuple[Reason, ...]:
    """Return the signatures and alerts among marks that two have as reasons, signatures first."""
    said = [mark_said(mark) for mark in shared]
    signatures = [Reason("signature", one[1:]) for one in said if one[0] == SIGNATURE][:_MOST_SAID]
    return (*signatures, *[Reason("alert", one[1:]) for one in said if one[0] == ALERT][:_MOST_SAID])


def _to_say(reasons: Sequence[Reason]) -> str:
    return json.dumps([(reason.kind, *reason.said) for reason in reasons], ensure_ascii=False, separators=(",", ":"))
