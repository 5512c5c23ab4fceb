"""Which articles answer a question best: one function, here and in the browser (`search/ranking.js`).

A question is any text: three words, an error message, a page of a log. Any of its terms may match. The sum over its
terms of *rarity × impact* is BM25 by field; to it comes what pairs of neighbours say, and, once the best ten are known
and their texts are at hand, what whole lines say that stand in them word for word. All sums are of whole numbers, so
that the same question has the same answer everywhere.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import floor, log
from typing import NamedTuple

from incidentbook.postings import MOST, Postings, neighbour_bit
from incidentbook.terms import terms, without_number
from incidentbook.weights import CHECKED, FEWEST_TERMS, KIND_QUARTERS, MOST_TERMS, PAIR, PAIRS, PHRASE, REPEATED

_RARITY = 64
"""Parts into which rarity is counted."""
UNIT = 255 * 255 / MOST
"""The square of the impact of a term that says 1."""
SCALE = _RARITY * UNIT
"""By this a score is divided to be shown."""
NOT_FREQUENT = 4
"""The class of a term that is in no more than one of sixteen articles."""
_SMALL = 64
_RUN = 8
"""So many letters and digits with both in them are more likely a name somebody made up than a word."""


class Scored(NamedTuple):
    """An article and how well it answers."""

    slot: int
    score: int
    phrase: bool = False
    """Whether all of the question stands in it word for word."""


def class_of(found_in: int, of: int) -> int:
    """Return how frequent a term is that is in so many of all articles: 0 for more than half, 1 for more than a
    quarter …, so that few edits change it. In a small book no term is frequent.
    """
    number = NOT_FREQUENT if of < _SMALL else 0
    while number < NOT_FREQUENT and found_in << (number + 1) <= of:
        number += 1
    return number


def chosen(asked: Sequence[str], frequent: Mapping[str, int]) -> list[str]:
    """Return the terms of a question that are looked up: the rarest, by what is known before anything is looked up.

    Terms that look like a name somebody made up have a fourth of the places, unless others leave them more: of a long
    log they would leave none for words.
    """
    first: dict[str, int] = {}
    for at, term in enumerate(asked):
        first.setdefault(term, at)
    ordered = sorted(first, key=lambda term: (-frequent.get(term, NOT_FREQUENT), first[term]))
    rare = [term for term in ordered if frequent.get(term, NOT_FREQUENT)]
    if len(rare) < FEWEST_TERMS:
        return ordered[:FEWEST_TERMS]
    words = [term for term in rare if not _made_up(term)]
    names = [term for term in rare if _made_up(term)][: max(MOST_TERMS // 4, MOST_TERMS - len(words))]
    return words[: MOST_TERMS - len(names)] + names


def rank(asked: Sequence[str], found: Mapping[str, Postings], of: int) -> list[Scored]:
    """Return all articles with any of the terms that were looked up, the best first.

    `asked` are the terms of the question in their order, `found` the postings of those that were looked up and that
    there are, `of` is the number of articles.
    """
    scores: Counter[int] = Counter()
    times = Counter(asked)
    for term, postings in found.items():
        weight = floor(_rarity(len(postings.slots), of) * (1 + REPEATED * log(times[term])) * _RARITY + 0.5)
        for slot, impact in zip(postings.slots, postings.impacts, strict=True):
            scores[slot] += weight * impact * impact
    pairs = [pair for pair in dict.fromkeys(pairwise(asked)) if found.keys() & pair]
    share = PAIR * min(1, PAIRS / len(pairs)) * SCALE if pairs else 0
    near = {term: dict(zip(one.slots, one.neighbours, strict=True)) for term, one in found.items()}
    for pair in pairs:
        slots = _with_pair(near, *pair)
        weight = floor(_rarity(len(slots), of) * share + 0.5)
        for slot in slots:
            scores[slot] += weight
    return sorted((Scored(slot, score) for slot, score in scores.items()), key=_order)


def by_kind(ranked: Sequence[Scored], kind: Callable[[int], str]) -> list[Scored]:
    """Return the articles with those of the kinds that hold fixes lifted."""
    lifted = (Scored(one.slot, one.score * KIND_QUARTERS.get(kind(one.slot), 4) // 4) for one in ranked)
    return sorted(lifted, key=_order)


def with_phrases(
    question: str, ranked: Sequence[Scored], found: Mapping[str, Postings], of: int, text: Callable[[int], str]
) -> list[Scored]:
    """Return the articles with the best of them in the order that their texts give them.

    A line of the question that stands in a text counts once more; the text that has all of its lines is above all.
    """
    lines = [line for line in map(_phrase, question.split("\n")) if len(line) > 1]
    if not lines:
        return list(ranked)
    said = rarities(found, of)
    worth = {
        line: floor(PHRASE * UNIT * sum(said.get(term, 0) for term in line) + 0.5) for line in dict.fromkeys(lines)
    }
    best = []
    for one in ranked[:CHECKED]:
        inside = f" {' '.join(_phrase(text(one.slot)))} "
        has = [line for line in worth if f" {' '.join(line)} " in inside]
        added = max((worth[line] for line in has), default=0)
        best.append(Scored(one.slot, one.score + added, len(has) == len(worth) and sum(map(len, worth)) > 2))
    return sorted(best, key=_order) + list(ranked[CHECKED:])


def rarities(found: Mapping[str, Postings], of: int) -> dict[str, int]:
    """Return what each term that was looked up says, to compare places in a text."""
    return {term: floor(_rarity(len(postings.slots), of) * _RARITY + 0.5) for term, postings in found.items()}


def _order(one: Scored) -> tuple[bool, int, int]:
    return not one.phrase, -one.score, one.slot


def _phrase(line: str) -> tuple[str, ...]:
    return tuple(map(without_number, terms(line)))


def _rarity(found_in: int, of: int) -> float:
    """Return BM25's idf: of a term in so many of all articles."""
    return log(1 + (of - found_in + 0.5) / (found_in + 0.5))


def _with_pair(near: Mapping[str, Mapping[int, int]], first: str, second: str) -> list[int]:
    """Return the slots of articles in which two terms may be neighbours, by all that was looked up."""
    follows, precedes = neighbour_bit(second), neighbour_bit(first) << 4
    before, after = near.get(first), near.get(second)
    if before is None:
        return [slot for slot, bits in (after or {}).items() if bits & precedes]
    if after is None:
        return [slot for slot, bits in before.items() if bits & follows]
    return [slot for slot, bits in before.items() if bits & follows and after.get(slot, 0) & precedes]


def _made_up(term: str) -> bool:
    return len(term) >= _RUN and not term.isalpha() and term.isalnum()
