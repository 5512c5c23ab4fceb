"""The place of an article that says most of what was asked, short enough for a list of results, its words marked.

The browser's script cuts the same (`search/passages.js`), and `tests/tables/passages.json` holds cases for both. The
place is the line, or the neighbouring lines, with the greatest sum of what the different terms of the question in it
say; of equal ones that on the fewest lines, and of these the first.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from incidentbook.terms import UNSPACED, of_token, spans

LONGEST = 200
"""Letters of a passage."""
BETWEEN = " · "
"""Stands between neighbouring lines."""
_BEFORE, _AFTER = "… ", " …"


class Passage(NamedTuple):
    """A part of a text."""

    pieces: tuple[tuple[str, bool], ...]
    """Text, and whether it was asked for; none of an article without lines."""
    line: int
    """In which line, from 0, it begins."""


class _Word(NamedTuple):
    """A word that was asked for, and where it stands if all lines are put one after another."""

    start: int
    end: int
    line: int
    terms: frozenset[str]


def passage(lines: Sequence[str], asked: Collection[str], rarity: Mapping[str, int]) -> Passage:
    """Return the place of some lines that says most about what was asked; the first line if none does.

    All terms in `asked` are marked; those that are not in `rarity` say nothing.
    """
    starts = list(accumulate((len(line) + len(BETWEEN) for line in lines), initial=0))
    words = list(_words(lines, starts, frozenset(asked)))
    first, last = _best(words, rarity) if words else (_Word(0, 0, 0, frozenset()),) * 2
    text, offset = BETWEEN.join(lines[first.line : last.line + 1]), starts[first.line]
    begin, end = _cut(text, first.start - offset, last.end - offset)
    marked = {at for word in words for at in range(max(word.start - offset, begin), min(word.end - offset, end))}
    before, after = _BEFORE[: 2 * bool(begin)], _AFTER[: 2 * (end < len(text))]
    shown, begin = before + text[begin:end] + after, begin - len(before)
    pieces = groupby(range(len(shown)), lambda at: at + begin in marked)
    return Passage(tuple(("".join(shown[at] for at in places), mark) for mark, places in pieces), first.line)


def _words(lines: Sequence[str], starts: Sequence[int], asked: frozenset[str]) -> Iterator[_Word]:
    for number, line in enumerate(lines):
        for start, end, found in _tokens(line):
            if not asked.isdisjoint(found):
                yield _Word(starts[number] + start, starts[number] + end, number, asked.intersection(found))


def _tokens(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield tokens as `spans` does, but pairs of letters one by one where words have no spaces between them."""
    for start, end, _ in spans(text):
        at = start
        for run in UNSPACED.finditer(text, start, end):
            if at < run.start():
                yield at, run.start(), of_token(text[at : run.start()])
            for pair in range(run.start(), max(run.start() + 1, run.end() - 1)):
                stop = min(pair + 2, run.end())
                yield pair, stop, of_token(text[pair:stop])
            at = run.end()
        if at < end:
            yield at, end, of_token(text[at:end])


def _best(words: Sequence[_Word], rarity: Mapping[str, int]) -> tuple[_Word, _Word]:
    """Return the first and the last word of the place that says most."""
    times: Counter[str] = Counter()
    said = first = 0
    best, place = (-1, 0), (words[0], words[0])
    for word in words:
        said += sum(rarity.get(term, 0) for term in word.terms if not times[term])
        times.update(word.terms)
        # What does not fit is left behind, and what comes again further on.
        while (begin := words[first]) is not word and (
            word.end - begin.start > LONGEST or all(times[term] > 1 for term in begin.terms)
        ):
            times.subtract(begin.terms)
            said -= sum(rarity.get(term, 0) for term in begin.terms if not times[term])
            first += 1
        if (worth := (said, begin.line - word.line)) > best:
            best, place = worth, (begin, word)
    return place


def _cut(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where a passage begins and ends in its lines, with some of what stands around it, cut at spaces."""
    if len(text) <= LONGEST:
        return 0, len(text)
    begin = max(0, min(start - max(0, LONGEST - (end - start)) // 2, len(text) - LONGEST))
    stop = begin + LONGEST
    if begin and (space := text.find(" ", begin - 1, start)) >= 0:
        begin = space + 1
    if stop < len(text) and (space := text.rfind(" ", end, stop + 1)) >= 0:
        stop = space
    return begin, stop
