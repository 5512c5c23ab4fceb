"""Error signatures, messages with `<*>` for what varies, found in texts line by line and in linear time.

The rules are few and know no language, so that a script in a browser can follow the same:

- `<*>` stands for any text within a line, also for none; everything else stands for itself.
- A to Z are the same as a to z, for terminals, styles and people change them. Other letters are what they are.
- Any run of white space within a line is one space, and the ends of a line are like a space. Lines end with LF, CRLF
  or CR.
- Something may stand before and after, but where a signature itself begins or ends with a letter or digit (A to Z, 0
  to 9), so does a word: `exit code 1` is not found in `exit code 137`, and `ORA-0006` not in `ORA-00060`.
- Of a signature of several lines, the one with the longest fixed part counts.
- A signature without a fixed part of at least 8 letters or digits is found nowhere: it would be found everywhere.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from incidentbook.text import digest

GAP = "<*>"
SHORTEST = 8
"""The fewest letters or digits in a row of fixed text (spaces and signs aside) with which a signature is found."""
_WORD = re.compile(rb"[a-z0-9]+")
_IN_WORDS = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789")
# A text as its words: what is in none becomes a space.
_WORDS_ONLY = bytes(byte if byte in _IN_WORDS else 32 for byte in bytes(range(256)).lower())
_LINE_END = b"\n"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature made ready to be found, as UTF-8 in small letters. One that is found nowhere has no parts."""

    text: str
    """As it was written."""
    parts: tuple[bytes, ...] = ()
    """What stands between the gaps."""
    begins_word: bool = False
    """Whether the first part must stand at the beginning of a word."""
    ends_word: bool = False
    """Whether the last part must stand at the end of a word."""
    longest: bytes = b""
    """The longest run without a space, which stands as it is in every line that has the signature."""
    words: frozenset[bytes] = frozenset()
    """Those of its words that are words of every such line, too."""


class Match(NamedTuple):
    """Where a signature is found first."""

    signature: str
    """As it was written."""
    line: int
    """The number of the line, from 1."""
    text: str
    """The line, its white space in order."""


@cache
def compile_signature(text: str) -> Signature:
    """Make a signature ready."""
    lines = [_split(line) for line in _lines(text).lower().split(_LINE_END)]
    split = max(lines, key=lambda parts: max(map(_weight, parts)))
    if max(map(_weight, split)) < SHORTEST:
        return Signature(text)
    parts = tuple(part for part in split if part)
    begins, ends = bool(split[0]), bool(split[-1])
    return Signature(
        text=text,
        parts=parts,
        begins_word=begins and parts[0][0] in _IN_WORDS,
        ends_word=ends and parts[-1][-1] in _IN_WORDS,
        longest=max((run for part in parts for run in part.split()), key=len),
        words=frozenset(_words(parts, begins=begins, ends=ends)),
    )


def matches(signature: Signature, text: str) -> int | None:
    """Return the number, from 1, of the first line in which a signature is found."""
    data = _lines(text).lower()
    start = _place(signature, data)
    return None if start is None else data.count(_LINE_END, 0, start) + 1


class Signatures:
    """Many signatures, looked for in one text after another.

    Each is filed under the rarest of its words, and looked for in the lines only of a text that has all of them, so
    that for most texts one look at their words is enough. The few signatures without a word that is certain to be one
    in the text, too (those in another alphabet, or where a gap may lengthen it), are looked for in every text.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        """Take signatures in any order, repeated or not."""
        known = [signature for text in sorted(set(texts)) if (signature := compile_signature(text)).parts]
        common = Counter(word for signature in known for word in signature.words)
        filed: dict[bytes, list[Signature]] = defaultdict(list)
        for signature in known:
            filed[_filing_word(signature, common)].append(signature)
        self._without_word = filed.pop(b"", [])
        self._by_word = dict(filed)
        self._words = frozenset(common)
        self.digest = digest(*(signature.text for signature in known))
        """Of the signatures. What was found in a text can be remembered by it and the digest of the text."""

    def __len__(self) -> int:
        """How many there are that can be found at all."""
        return len(self._without_word) + sum(map(len, self._by_word.values()))

    def found_in(self, text: str) -> tuple[Match, ...]:
        """Return the first line of each signature that a text has, by line, then by signature.

        It depends on nothing but the signatures and the text.
        """
        data = _lines(text)
        words = self._words.intersection(data.translate(_WORDS_ONLY).split())
        candidates = list(self._without_word)
        for word in words & self._by_word.keys():
            candidates += [signature for signature in self._by_word[word] if signature.words <= words]
        if not candidates:
            return ()
        small, found = data.lower(), []
        for signature in candidates:
            start = _place(signature, small)
            if start is not None:
                line = b" ".join(data[start:].partition(_LINE_END)[0].split())
                number = data.count(_LINE_END, 0, start) + 1
                found.append(Match(signature.text, number, line.decode("utf-8", "replace")))
        return tuple(sorted(found, key=lambda match: (match.line, match.signature)))


def filing_words(texts: Iterable[str]) -> list[str]:
    """Return the words of which a text must have one to have any of the signatures, sorted.

    An empty one is among them if some signature has no word that is certain to be one in the text.
    """
    known = [signature for text in set(texts) if (signature := compile_signature(text)).parts]
    common = Counter(word for signature in known for word in signature.words)
    return sorted({_filing_word(signature, common).decode() for signature in known})


def _filing_word(signature: Signature, common: Mapping[bytes, int]) -> bytes:
    """Return the rarest of the words of a signature; a short one is in most texts, however few signatures have it."""
    return min(signature.words, key=lambda word: (len(word) < 4, common[word], -len(word), word), default=b"")


def _lines(text: str) -> bytes:
    """Return a text as UTF-8 with one sort of line end and one of spaces that keep words together."""
    data = text.replace("\N{NO-BREAK SPACE}", " ").encode("utf-8", "surrogatepass")
    return data.replace(b"\r\n", _LINE_END).replace(b"\r", _LINE_END) if b"\r" in data else data


def _split(line: bytes) -> list[bytes]:
    """Return what stands between the gaps of a signature; the first and the last part are empty where a gap is there.

    A space at the end of a part stays, one that is all of a part does not.
    """
    parts = []
    for part in line.strip().split(GAP.encode()):
        words = b" ".join(part.split())
        before, after = b" "[: part[:1].isspace()], b" "[: part[-1:].isspace()]
        parts.append(before + words + after if words else b"")
    return parts


def _weight(part: bytes) -> int:
    """How many letters and digits of any alphabet a part has."""
    return sum(map(str.isalnum, part.decode("utf-8", "surrogatepass")))


def _words(parts: tuple[bytes, ...], *, begins: bool, ends: bool) -> Iterator[bytes]:
    """Yield the words that no gap can lengthen."""
    for number, part in enumerate(parts):
        at_begin, at_end = begins and number == 0, ends and number == len(parts) - 1
        for word in _WORD.finditer(part):
            if (word.start() or at_begin) and (word.end() < len(part) or at_end):
                yield word[0]


def _place(signature: Signature, small: bytes) -> int | None:
    """Return where the first line begins in which a signature is found.

    Only lines with its longest run are looked at, each once.
    """
    at = small.find(signature.longest) if signature.parts else -1
    while at >= 0:
        start, end = small.rfind(_LINE_END, 0, at) + 1, small.find(_LINE_END, at)
        end = end if end >= 0 else len(small)
        if _stands_in(signature, _in_order(small[start:end])):
            return start
        at = small.find(signature.longest, end)
    return None


def _in_order(line: bytes) -> bytes:
    """Return a line with one space between its words, and one before and after them."""
    return b" ".join([b"", *line.split(), b""])


def _stands_in(signature: Signature, line: bytes) -> bool:
    """Whether the parts follow one another in a line.

    Each is taken where it comes first: that leaves most room for the next, so that nothing need be tried again. The
    space after a part may be the one before the next, as there may be nothing in the gap between them.
    """
    position, last = 0, len(signature.parts) - 1
    for number, part in enumerate(signature.parts):
        if number and line[position - 1 : position] == part[:1] == b" ":
            position -= 1
        begins_word, ends_word = signature.begins_word and number == 0, signature.ends_word and number == last
        at = line.find(part, position)
        while at >= 0 and (
            (begins_word and line[at - 1] in _IN_WORDS) or (ends_word and line[at + len(part)] in _IN_WORDS)
        ):
            at = line.find(part, at + 1)
        if at < 0:
            return False
        position = at + len(part)
    return True
