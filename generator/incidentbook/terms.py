"""Texts as the terms that they are searched by: one analysis for articles and for what people ask.

The rules are few and know no library, so that the browser's script follows the same (`search/terms.js`), and
`tests/tables/terms.json` holds cases for both:

1. The text is put in Unicode's form NFKC.
2. Dates and times of day are left out: they differ from one occurrence to the next, and filters find them.
3. What stands for itself is one token: a UUID, a version or address of numbers with dots. Else a token is a row of
   letters and digits; every other sign parts tokens, so that `ORA-00060` is `ora` and `00060`, and what makes them one
   is that they are neighbours.
4. A word in camelCase is that word and then its parts. A row of letters of a script that has no spaces between words
   (Chinese, Japanese, Thai …) is its pairs of letters.
5. All in small letters, at most 64 of them, stemmed if English (`stemming`). Words that are in every text are left out.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from incidentbook.stemming import stem

LONGEST = 64
"""Letters of a token. What goes on for longer is no word."""
LEFT_OUT = frozenset(
    "a an and are as at be been but by can for from had has have i if in into is it its my of on or our such that the "
    "their then there these they this to was we were will with you your".split()
)
"""Words that are in every text. *No* and *not* stay: they are half of what an error says."""

_TOKEN = re.compile(
    # Dates, with or without a time, and times of day.
    r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?)(?![^\W_])"
    r"|("
    r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}"
    r"|[0-9]+(?:\.[0-9]+)+"
    r"|[^\W_]+)"
)
_CAMEL = re.compile("[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+")
# Thai to Myanmar, Khmer, kana, Han and its extensions.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
NUMBER = "0"
"""Stands for any number where numbers are not told apart."""


def terms(text: str) -> list[str]:
    """Return the terms of a text in their order."""
    found: list[str] = []
    for token in filter(None, tokens(text)):
        found += of_token(token)
    return found


def tokens(text: str) -> list[str]:
    """Return the tokens of a text as they are written; a date or a time of day is an empty one."""
    return _TOKEN.findall(text if text.isascii() else unicodedata.normalize("NFKC", text))


def spans(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield where each token begins and ends in a text, and its terms: to mark them, and to tell phrases.

    A text that NFKC changes is taken as it is, so that the places are those of the text.
    """
    for found in _TOKEN.finditer(text):
        if found[1]:
            yield found.start(), found.end(), of_token(found[1])


@lru_cache(maxsize=1 << 18)
def of_token(token: str) -> tuple[str, ...]:
    """Return the terms of one token: none, one, or those of a word in camelCase and of its parts."""
    return tuple(map(stem, words_of(token)))


def words_of(token: str) -> tuple[str, ...]:
    """Return the words of one token as they are written, in small letters: what its terms are the stems of."""
    words = [token.lower()]
    if not token.isascii():
        words = list(_by_script(words[0]))
    elif not token.islower() and token.isalpha() and len(parts := _CAMEL.findall(token)) > 1:
        words += [part.lower() for part in parts]
    return tuple(word[:LONGEST] for word in words if word not in LEFT_OUT)


def without_number(term: str) -> str:
    """Return a term, or the one for any number if it begins with a digit: what differs between two of one message."""
    return NUMBER if "0" <= term[0] <= "9" else term


def _by_script(word: str) -> Iterator[str]:
    """Yield the parts of a word that are written with spaces between words, and the pairs of letters of the others."""
    end = 0
    for run in UNSPACED.finditer(word):
        if run.start() > end:
            yield word[end : run.start()]
        letters, end = run[0], run.end()
        yield from (letters[at : at + 2] for at in range(max(1, len(letters) - 1)))
    if end < len(word):
        yield word[end:]
