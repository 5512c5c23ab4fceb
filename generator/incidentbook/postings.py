"""What an article is in the index: for each of its terms two bytes, and the bytes that many articles' make.

- *Impact*: what the term says about the article, BM25 summed over the article's fields, as the root of its share of the
  most that there can be, of 255. It depends on the article alone, so that an edit changes that article's postings and
  no other's.
- *Neighbours*: four bits for the terms that follow it somewhere in the article, four for those that it follows; of a
  term's neighbour one of four bits is set, by its hash. That is enough to see most phrases of a question without a list
  of pairs: where both words of a pair are looked up both must tell of the other.

An article's place in the index is a *slot* in a table larger than their number, by the hash of its path: adding or
removing an article leaves nearly all others where they are.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from operator import sub
from typing import NamedTuple

from incidentbook.searchable import Field
from incidentbook.terms import terms
from incidentbook.weights import FIELD_WEIGHTS

MOST = sum(weight.weight for weight in FIELD_WEIGHTS.values())
"""What a term says about an article at most."""
_ROOT = 254 / MOST**0.5
LEAST_SLOTS = 16
LEAST_SHARDS = 8


class Postings(NamedTuple):
    """In which articles a term is: three rows of the same length."""

    slots: Sequence[int]
    """In rising order."""
    impacts: bytes
    neighbours: bytes


NOWHERE = Postings((), b"", b"")


@lru_cache(maxsize=1 << 18)
def term_hash(term: str) -> int:
    """Return the 32 bits of FNV-1a of a term's UTF-8: the same in a browser."""
    value = 2166136261
    for byte in term.encode(errors="replace"):
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


@lru_cache(maxsize=1 << 18)
def neighbour_bit(term: str) -> int:
    """Return the bit, of four, that a term leaves with the term before it; with the term after it, four places on."""
    return 1 << (term_hash(term) >> 28 & 3)


def postings_of(fields: Mapping[Field, str]) -> dict[str, int]:
    """Return the two bytes for each term of an article: 256 × impact + neighbours."""
    said: defaultdict[str, float] = defaultdict(float)
    near: defaultdict[str, int] = defaultdict(int)
    for field, text in fields.items():
        found = terms(text)
        if not found:
            continue
        weight, saturation, normalisation, usual = FIELD_WEIGHTS[field]
        rest = saturation * (1 - normalisation + normalisation * len(found) / usual)
        for term, times in Counter(found).items():
            said[term] += weight * times / (times + rest)
        bits = list(map(neighbour_bit, found))
        for term, before, after in zip(found, [0, *bits], [*bits[1:], 0], strict=False):
            near[term] |= before << 4 | after
    return {term: int(_ROOT * value**0.5) + 1 << 8 | near[term] for term, value in said.items()}


def encoded(postings: Postings) -> bytes:
    """Return the bytes of a term's postings."""
    slots = postings.slots
    apart = [slots[0], *map(sub, slots[1:], slots)]
    steps = bytes(apart) if max(apart) < 128 else b"".join(map(varint, apart))
    return varint(len(slots)) + steps + postings.impacts + postings.neighbours


def decoded(data: bytes) -> Postings:
    """Return the postings of a term."""
    count, at = number_at(data, 0)
    steps: Sequence[int] = data[at : at + count]
    if max(steps) < 128:
        at += count
    else:
        longer = []
        for _ in range(count):
            step, at = number_at(data, at)
            longer.append(step)
        steps = longer
    return Postings(list(accumulate(steps)), data[at : at + count], data[at + count : at + 2 * count])


def amended(postings: Postings, changes: Mapping[int, int]) -> Postings:
    """Return postings with the two bytes of some articles changed, put in, or, where they are 0, taken out."""
    slots, impacts, near = list(postings.slots), bytearray(postings.impacts), bytearray(postings.neighbours)
    for slot, two in changes.items():
        at = bisect_left(slots, slot)
        there = at < len(slots) and slots[at] == slot
        put = (two,) if two else ()
        slots[at : at + there] = [slot for _ in put]
        impacts[at : at + there] = bytes(two >> 8 for two in put)
        near[at : at + there] = bytes(two & 255 for two in put)
    return Postings(slots, bytes(impacts), bytes(near))


def number_at(data: bytes, at: int) -> tuple[int, int]:
    """Return the number that is written at a place, seven bits a byte and the lowest first, and where it ends."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7


@cache
def varint(value: int) -> bytes:
    """Return the bytes of a number, seven bits each and the lowest first."""
    written = bytearray()
    while value > 127:
        written.append(value & 127 | 128)
        value >>= 7
    written.append(value)
    return bytes(written)


def slots_of(paths: Iterable[str]) -> dict[str, int]:
    """Return the slot of each path; it depends on which paths there are, and not on their order."""
    ordered = sorted((term_hash(path), path) for path in paths)
    size = table_size(len(ordered))
    slots: dict[str, int] = {}
    taken: set[int] = set()
    for hashed, path in ordered:
        slot = hashed & (size - 1)
        while slot in taken:
            slot = (slot + 1) & (size - 1)
        taken.add(slot)
        slots[path] = slot
    return slots


def table_size(count: int) -> int:
    """Return how many slots there are for so many articles: at least half as many again."""
    size = LEAST_SLOTS
    while size * 2 < count * 3:
        size *= 2
    return size


def shard_count(count: int) -> int:
    """Return how many files hold the words of so many articles."""
    return max(LEAST_SHARDS, table_size(count) // 4)


def shard_of(term: str, shards: int) -> int:
    """Return the number of the file that holds a term."""
    hashed = term_hash(term)
    return (hashed ^ hashed >> 16) & (shards - 1)
