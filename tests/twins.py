"""What is written twice, in Python and for the browser, as functions from JSON to JSON, and cases for them.

`tests/tables/` holds cases with what must come out, `drawn` makes any number of others. Tests ask both twins.
"""

import json
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from incidentbook import passages, postings, ranking, resemblance, signatures, stemming, telling, terms, weights

TABLES = Path(__file__).parent / "tables"
WEIGHTS = {"MOST": postings.MOST} | {name: getattr(weights, name) for name in dir(weights) if name.isupper()}
"""Those that the browser needs are among them."""


class Case(NamedTuple):
    """A function of `TWINS` and what it is given."""

    function: str
    given: list[Any]


class Written(NamedTuple):
    """A case of a table."""

    why: str
    case: Case
    expected: Any


def table(name: str) -> Iterator[Written]:
    """Yield the cases of a table."""
    content = json.loads((TABLES / f"{name}.json").read_bytes())
    for function, cases in content.items():
        for case in cases:
            yield Written(case["why"], Case(function, case["given"]), case["expected"])


# ---- The functions of Python ----

Rows = Mapping[str, str]
"""Postings of terms, encoded, in hexadecimal digits."""


def _found(rows: Rows) -> dict[str, postings.Postings]:
    return {term: postings.decoded(bytes.fromhex(data)) for term, data in rows.items()}


def _rank(asked: Sequence[str], rows: Rows, of: int, kinds: Mapping[str, str]) -> list[ranking.Scored]:
    return ranking.by_kind(ranking.rank(asked, _found(rows), of), lambda slot: kinds.get(str(slot), ""))


def _with_phrases(question: str, rows: Rows, of: int, texts: Mapping[str, str]) -> list[ranking.Scored]:
    found = _found(rows)
    ranked = ranking.rank(terms.terms(question), found, of)
    return ranking.with_phrases(question, ranked, found, of, lambda slot: texts.get(str(slot), ""))


def _shared(text: str, rows: Rows, of: int, slots: Sequence[int]) -> list[tuple[str, ...]]:
    looked = ranking.chosen(terms.terms(text), {})
    like = resemblance.Resemblance(text, looked, _found({term: rows[term] for term in looked if term in rows}), of)
    return [like.shared(slot) for slot in slots]


def _hashes(term: str, shards: int) -> list[int]:
    return [postings.term_hash(term), postings.neighbour_bit(term), postings.shard_of(term, shards)]


TWINS: dict[str, Callable[..., Any]] = {
    "stem": stemming.stem,
    "terms": terms.terms,
    "spans": lambda text: [(text[start:end], found) for start, end, found in terms.spans(text)],
    "telling": telling.telling,
    "signatures": lambda known, text: signatures.Signatures(known).found_in(text),
    "hashes": _hashes,
    "chosen": ranking.chosen,
    "rarities": lambda rows, of: ranking.rarities(_found(rows), of),
    "rank": _rank,
    "with_phrases": _with_phrases,
    "shared": _shared,
    "passage": lambda lines, asked, rarity: passages.passage(lines, asked, rarity).pieces,
}


def in_python(case: Case) -> Any:
    """Return what Python makes of a case, as JSON would have it."""
    return json.loads(json.dumps(TWINS[case.function](*case.given)))


# The same functions in the browser: given the URL of the scripts' folder and that of a file of cases, it returns what
# comes out of each, as JSON, for that is the one form in which half a surrogate pair survives.
IN_BROWSER = """async ([scripts, cases, weights]) => {
  const load = (name) => import(`${scripts}${name}.js`);
  const [stemming, terms, telling, signatures, postings, ranking, resemblance, passages] = await Promise.all(
    ["stemming", "terms", "telling", "signatures", "postings", "ranking", "resemblance", "passages"].map(load));
  const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (two) => parseInt(two, 16));
  const foundIn = (rows) => new Map(Object.entries(rows).map(([term, hex]) => [term, postings.decoded(bytes(hex))]));
  const scored = (ranked) => ranked.map(({ slot, score, phrase }) => [slot, score, phrase]);
  const twins = {
    stem: stemming.stem,
    terms: terms.terms,
    spans: (text) => Array.from(terms.spans(text), ([start, end, found]) => [text.slice(start, end), found]),
    telling: telling.telling,
    signatures: (known, text) => new signatures.Signatures(known).foundIn(text)
      .map(({ signature, line, text: said }) => [signature, line, said]),
    hashes: (term, shards) => [postings.termHash(term), postings.neighbourBit(term), postings.shardOf(term, shards)],
    chosen: (asked, frequent) => ranking.chosen(asked, new Map(Object.entries(frequent)), weights),
    rarities: (rows, of) => Object.fromEntries(ranking.rarities(foundIn(rows), of)),
    rank: (asked, rows, of, kinds) => {
      const ranked = ranking.rank(asked, foundIn(rows), of, weights);
      return scored(ranking.byKind(ranked, (slot) => kinds[slot] ?? "", weights));
    },
    with_phrases: (question, rows, of, texts) => {
      const found = foundIn(rows);
      const ranked = ranking.rank(terms.terms(question), found, of, weights);
      const inside = (slot) => ranking.phrase(texts[slot] ?? "");
      return scored(ranking.withPhrases(question, ranked, found, of, inside, weights));
    },
    shared: (text, rows, of, slots) => {
      const looked = ranking.chosen(terms.terms(text), new Map(), weights);
      const there = new Map([...foundIn(rows)].filter(([term]) => looked.includes(term)));
      const like = new resemblance.Resemblance(text, looked, there, of, weights);
      return slots.map((slot) => like.shared(slot));
    },
    passage: (lines, asked, rarity) => passages.passage(lines, asked, new Map(Object.entries(rarity))),
  };
  const all = await (await fetch(cases)).json();
  return JSON.stringify(all.map(([name, given]) => twins[name](...given)));
}"""


# ---- Cases as they may come ----

# Blocks that are old enough to be the same in every browser and every Python.
_BLOCKS = (
    (0x20, 0x7E), (0x30, 0x39), (0x41, 0x5A), (0x61, 0x7A), (0x61, 0x7A), (0xA0, 0x17F), (0x2B0, 0x2B8),
    (0x300, 0x36F), (0x391, 0x3C9), (0x410, 0x44F), (0x5D0, 0x5EA), (0x620, 0x669), (0x915, 0x94D), (0xE01, 0xE59),
    (0x1000, 0x1049), (0x1780, 0x17E9), (0x2000, 0x206F), (0x2070, 0x209C), (0x2150, 0x2188), (0x2460, 0x24FF),
    (0x3041, 0x30FF), (0x3400, 0x3500), (0x4E00, 0x5200), (0xAC00, 0xAD00), (0xD800, 0xDFFF), (0xF900, 0xFA6D),
    (0xFB00, 0xFB06), (0xFF01, 0xFF9F), (0x10400, 0x1044F), (0x1D400, 0x1D7FF), (0x1F600, 0x1F64F),
)  # fmt: skip
_SPECIAL = "İıſẞßΣςﬁ²½ⅷK Å\u0345\u180e\u2028\x85\x1c\ufeff\u200d\u00a0\r\n\t _-.:/<*>{}()[]=\"'·…"
_WRITTEN = (
    "2026-03-04T10:12:00.123+01:00", "10:12", "1.2.3", "10.0.0.17:5432", "ORA-00060", "0x80070005", "E1101",
    "java.lang.OutOfMemoryError", "HikariPool-1", "getHTTPResponse", "IOException", "iPhone", "XMLHttpRequest",
    "550e8400-e29b-41d4-a716-446655440000", "/var/lib/app", "connection", "connections", "refused", "timed", "out",
    "the", "ΟΔΟΣ", "ＥＲＲＯＲ", "ﾀｲﾑｱｳﾄ", "タイムアウト", "接続", "หมดเวลา", "e\u0301chec", "naïve", "𝐞𝐫𝐫𝐨𝐫", "👩‍💻",
)  # fmt: skip
LONG = (
    Case("terms", ["x" * 10_000]), Case("terms", ["1" * 10_000]), Case("terms", ["1." * 10_000]),
    Case("terms", ["接続" * 100_000]), Case("terms", ["aB" * 10_000]), Case("terms", ["e\u0301" * 10_000]),
    Case("terms", ["10:1" * 10_000]), Case("terms", ["-" * 10_000 + "a-" * 10_000]),
    Case("signatures", [["x" * 10_000 + " <*> end", "y" * 10_000], "x" * 10_001 + " end\n" + "x" * 10_000 + " end"]),
    Case("signatures", [["a<*>" * 1000 + "is refused"], "a" * 100_000 + "\n" + "a" * 1000 + " is refused"]),
    Case("signatures", [[" " * 10_000 + "pool" + " " * 10_000 + "refused"], "\t" * 10_000 + "pool refused"]),
    Case("telling", ["\n".join(f"error {number} of alpha{number % 99} at beta{number}" for number in range(20_000))]),
    Case("telling", ["x" * 100_000 + " failed\n" + "word " * 100_000]),
    Case("passage", [["x" * 10_000, "y" * 10_000 + " pool"], ["pool", "x" * 64], {"pool": 3, "x" * 64: 3}]),
    Case("passage", [["pool " * 10_000], ["pool"], {"pool": 3}]),
    Case("passage", [["🔥 pool " * 2000], ["pool"], {"pool": 3}]),
    Case("passage", [["接続" * 10_000], ["接続", "続接"], {"接続": 3}]),
)  # fmt: skip
"""What takes for ever if it is done wrong."""
_ENDINGS = (
    "s", "es", "sses", "ies", "eed", "ed", "ing", "y", "ational", "tional", "enci", "izer", "bli", "alli", "ousli",
    "ization", "ator", "alism", "iveness", "fulness", "aliti", "iviti", "biliti", "logi", "icate", "ative", "ical",
    "ness", "ance", "ement", "ment", "ent", "sion", "tion", "ous", "ive", "e", "ll", "ying", "atted", "blling",
)  # fmt: skip


def drawn(count: int, seed: int) -> list[Case]:
    """Return so many cases of each sort, the same ones for the same seed."""
    random = Random(seed)  # noqa: S311 - cases, no secret
    makers = (_drawn_stem, _drawn_text, _drawn_signatures, _drawn_ranking, _drawn_passage)
    return [case for maker in makers for _ in range(count) for case in maker(random)]


def _drawn_stem(random: Random) -> Iterator[Case]:
    letters = random.choices("abcdefghijklmnopqrstuvwxyzaeiouyy", k=random.randrange(8))
    yield Case("stem", ["".join(letters) + "".join(random.choices(_ENDINGS, k=random.randrange(3)))])


def _letter(random: Random) -> str:
    first, last = random.choice(_BLOCKS)
    letter = chr(random.randint(first, last))
    return letter if unicodedata.category(letter) != "Cn" else " "


def _word(random: Random) -> str:
    if random.random() < 0.4:
        return random.choice(_WRITTEN)
    return "".join(
        random.choice(_SPECIAL) if random.random() < 0.2 else _letter(random) for _ in range(random.randrange(9))
    )


def _text(random: Random, words: int) -> str:
    return "".join(_word(random) + random.choice(["", " ", " ", " ", "\n", "-"]) for _ in range(words))


def _whole(text: str) -> str:
    """Return a text in which two halves of a surrogate pair side by side are one letter, as in JavaScript."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _drawn_text(random: Random) -> Iterator[Case]:
    text = _whole(_text(random, random.randrange(1, 12)))
    yield Case("terms", [text])
    yield Case("spans", [text])
    lines = [_text(random, random.randrange(1, 9)) for _ in range(random.randrange(12))]
    yield Case("telling", [_whole("\n".join([*lines, *random.choices(["", "it failed", *lines], k=5)]))])
    word = _whole(_word(random))
    yield Case("hashes", [word.encode(errors="replace").decode(), 1 << random.randrange(3, 14)])


_FEW = (
    "a",
    "A",
    "b",
    " ",
    "\t",
    ":",
    "7",
    "é",
    "É",
    "<*>",
    "connection",
    "Connection refused",
    "\u00a0",
    "İ",
    "ß",
    "\x0b",
)


def _drawn_signatures(random: Random) -> Iterator[Case]:
    """Of few letters, so that they come again and overlap."""

    def some(most: int) -> str:
        return "".join(random.choices(_FEW, k=random.randrange(most)))

    known = [some(9) + random.choice(["", "", "\n" + some(5), "\r\n" + some(9)]) for _ in range(6)]
    filled = [one.replace("<*>", some(4)) for one in known]
    lines = [some(5) + random.choice([*filled, *known, ""]) + some(5) for _ in range(6)]
    yield Case("signatures", [known, random.choice(["\n", "\r\n", "\r"]).join(lines)])


def _drawn_ranking(random: Random) -> Iterator[Case]:
    words = ["pool", "refus", "connect", "504", "10.0.0.17", "__proto__", "constructor", "naïv", "接続", "7f3a9c2e1"]
    words += [f"word{number}" for number in range(random.randrange(40))]
    asked = random.choices(words, k=random.randrange(1, 60))
    yield Case("chosen", [asked, {word: random.randrange(4) for word in random.sample(words, 5)}])
    of = random.choice([3, 20, 500])
    rows = {}
    for word in random.sample(words, random.randrange(len(words))):
        slots = sorted(random.sample(range(of * 2), random.randint(1, of)))
        impacts, neighbours = random.randbytes(len(slots)), random.randbytes(len(slots))
        if word in asked:
            rows[word] = postings.encoded(postings.Postings(slots, impacts, neighbours)).hex()
    yield Case("rarities", [rows, of])
    kinds = {str(slot): random.choice(["known-issue", "symptom", "runbook", "incident"]) for slot in range(of * 2)}
    yield Case("rank", [asked, rows, of, kinds])
    question = "".join(word + random.choice([" ", " ", "\n"]) for word in asked[:20])
    texts = {}
    for slot in range(of * 2):
        parts = random.choices([*question.split("\n"), question, *words], k=random.randrange(4))
        texts[str(slot)] = " ".join(parts)
    found = {word: row for word, row in rows.items() if word in terms.terms(question)}
    yield Case("with_phrases", [question, found, of, texts])
    yield Case("shared", [question, found, of, list(range(of * 2))])


def _drawn_passage(random: Random) -> Iterator[Case]:
    lines = [_whole(_text(random, random.choice([0, 2, 8, 60]))) for _ in range(random.randrange(7))]
    every = [term for line in lines for term in terms.terms(line)] or ["nothing"]
    asked = random.choices(every, k=random.randrange(1, 12))
    yield Case("passage", [lines, asked, {term: random.randrange(9) for term in asked if random.random() < 0.8}])
