"""Small things about words: slugs, suggestions for a misspelt one, lists in a sentence, digests."""

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence

# Invisible and never meant; hosts and their converters use some of them for themselves, and YAML refuses the others.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_MANY = 400
"""Words to compare with, so that a suggestion takes milliseconds in a book of any size."""
SLUG = re.compile(r"(?=.{1,100}\Z)[a-z0-9]+(?:-[a-z0-9]+)*")
"""Lower-case words joined by hyphens."""
_DIGITS = re.compile(r"[0-9]+")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def slug(title: str, *, limit: int = 60) -> str:
    """Return lower-case ASCII words joined by hyphens, cut at a word's end within `limit` characters."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = _NOT_A_WORD.sub("-", plain).strip("-")
    if len(words) <= limit:
        return words
    cut = words[: limit + 1].rpartition("-")[0]
    return cut or words[:limit]


def closest(word: str, known: Collection[str]) -> str | None:
    """Return the known word that `word` most likely meant, or None when nothing is near."""
    wanted = word.lower()[:80]
    lowered = {candidate.lower(): candidate for candidate in sorted(_candidates(wanted, known), reverse=True)}
    if wanted in lowered:
        return lowered[wanted]
    matches = difflib.get_close_matches(wanted, list(lowered), n=1, cutoff=0.7)
    return lowered[matches[0]] if matches else None


def _candidates(wanted: str, known: Collection[str]) -> Iterable[str]:
    """Return the words to compare with: of very many, those that begin or end like the one wanted."""
    if len(known) <= _MANY:
        return known
    begin, end = wanted[:2], wanted[-3:]
    alike = [word for word in known if word[:2].lower() == begin or word[-3:].lower() == end]
    return sorted(alike, key=lambda word: (abs(len(word) - len(wanted)), word))[:_MANY]


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Return a hint naming the nearest known word, else the known words when they are few, else nothing.

    The words of a list or tuple are named in their order, which may mean something.
    """
    suggestion = closest(word, known)
    if suggestion is not None and (suggestion.lower() == word.lower() or not _is_one_of_a_row(suggestion, known)):
        return f"Did you mean `{suggestion}`?"
    if 0 < len(known) <= 12:
        return f"Known: {listed(known if isinstance(known, (list, tuple)) else sorted(known))}."
    return ""


def _is_one_of_a_row(word: str, known: Collection[str]) -> bool:
    """Whether a word differs from another only in its number: which of `sev1`, `sev2` … was meant, nobody can tell."""
    form = _DIGITS.sub("", word)
    return form != word and sum(_DIGITS.sub("", one) == form for one in known) > 1 and len(known) <= 12


def with_article(noun: str) -> str:
    """Return a noun with the indefinite article that it is spoken with."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: `1 incident`, `1,204 incidents`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(words: Sequence[str], *, conjunction: str = "and") -> str:
    """Join words as a sentence does: `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def shortened(value: str, *, limit: int = 60) -> str:
    """Return the value on one line, cut with an ellipsis, fit to be quoted in a message."""
    line = " ".join(value.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def digest(*parts: bytes | str) -> str:
    """Return a hexadecimal digest of the parts, which no other way of cutting the same bytes shares."""
    data = [part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts]
    lengths = ",".join([str(len(part)) for part in data])
    return hashlib.blake2b(b"".join([lengths.encode(), b"\n", *data]), digest_size=16).hexdigest()
