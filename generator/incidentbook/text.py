"""Small things about words: slugs, suggestions for a misspelt one, lists in a sentence, digests."""

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Collection, Sequence

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
    lowered = {candidate.lower(): candidate for candidate in sorted(known, reverse=True)}
    if word.lower() in lowered:
        return lowered[word.lower()]
    matches = difflib.get_close_matches(word.lower()[:80], list(lowered), n=1, cutoff=0.6)
    return lowered[matches[0]] if matches else None


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Return a hint naming the nearest known word, else the known words when they are few, else nothing."""
    suggestion = closest(word, known)
    if suggestion is not None:
        return f"Did you mean `{suggestion}`?"
    if 0 < len(known) <= 12:
        return f"Known: {listed(sorted(known))}."
    return ""


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
    whole = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big"))
        whole.update(data)
    return whole.hexdigest()
