"""Porter's stemmer: English words to the stem that their forms share, `connections` and `connected` to `connect`.

M. F. Porter, An algorithm for suffix stripping, Program 14(3), 1980, with the three changes that its author made since
(words of two letters stay, `abli` is `bli`, `logi` becomes `log`). The names of the steps are his. It is here in the
same few rules as in the browser's script, so that both give the same stem for every word.
"""

import re

# A letter y is a vowel after a consonant, and a consonant elsewhere.
_C = "[^aeiou][^aeiouy]*"
_V = "[aeiouy][aeiou]*"
_MEASURE_0 = re.compile(f"^(?:{_C})?{_V}{_C}")
_MEASURE_1 = re.compile(f"^(?:{_C})?{_V}{_C}(?:{_V})?$")
_MEASURE_2 = re.compile(f"^(?:{_C})?{_V}{_C}{_V}{_C}")
_HAS_VOWEL = re.compile(f"^(?:{_C})?[aeiouy]")
_SHORT_END = re.compile(f"^{_C}[aeiouy][^aeiouwxy]$")
_DOUBLED = re.compile(r"([^aeiouylsz])\1$")

_STEP_2 = {
    "ational": "ate",
    "tional": "tion",
    "enci": "ence",
    "anci": "ance",
    "izer": "ize",
    "bli": "ble",
    "alli": "al",
    "entli": "ent",
    "eli": "e",
    "ousli": "ous",
    "ization": "ize",
    "ation": "ate",
    "ator": "ate",
    "alism": "al",
    "iveness": "ive",
    "fulness": "ful",
    "ousness": "ous",
    "aliti": "al",
    "iviti": "ive",
    "biliti": "ble",
    "logi": "log",
}
_STEP_3 = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}


def _longest_first(endings: dict[str, str] | list[str]) -> re.Pattern[str]:
    return re.compile(f"^(.+?)({'|'.join(sorted(endings, key=len, reverse=True))})$")


_ENDS_2 = _longest_first(_STEP_2)
_ENDS_3 = _longest_first(_STEP_3)
_ENDS_4 = re.compile("^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize|(?<=[st])ion)$")


def stem(word: str) -> str:
    """Return the stem of a word in small letters a to z; anything else is returned as it is."""
    if len(word) < 3 or not (word.isascii() and word.isalpha()):
        return word
    # A y at the beginning is a consonant; a capital takes it out of the vowels.
    if word[0] == "y":
        word = "Y" + word[1:]
    word = _plural(word)
    word = _past(word)
    if word.endswith("y") and _HAS_VOWEL.match(word[:-1]):
        word = word[:-1] + "i"
    for ends, replaced in ((_ENDS_2, _STEP_2), (_ENDS_3, _STEP_3)):
        found = ends.match(word)
        if found and _MEASURE_0.match(found[1]):
            word = found[1] + replaced[found[2]]
    found = _ENDS_4.match(word)
    if found and _MEASURE_2.match(found[1]):
        word = found[1]
    if word.endswith("e"):
        shorter = word[:-1]
        if _MEASURE_2.match(shorter) or (_MEASURE_1.match(shorter) and not _SHORT_END.match(shorter)):
            word = shorter
    if word.endswith("ll") and _MEASURE_2.match(word):
        word = word[:-1]
    return word.lower()


def _plural(word: str) -> str:
    """Step 1a."""
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _past(word: str) -> str:
    """Step 1b."""
    if word.endswith("eed"):
        return word[:-1] if _MEASURE_0.match(word[:-3]) else word
    ending = next((ending for ending in ("ed", "ing") if word.endswith(ending)), None)
    if ending is None or not _HAS_VOWEL.match(word[: -len(ending)]):
        return word
    word = word[: -len(ending)]
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if _DOUBLED.search(word):
        return word[:-1]
    return word + "e" if _SHORT_END.match(word) else word
