"""A book asked a question: which articles answer it, and why these. The browser's twin is `search/engine.js`.

What is certain comes first: an ID that was typed, then a signature that a line of the question matches (the known
issue before its symptom), then a text that has the whole question word for word, and then words, by `ranking`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple, get_args

from incidentbook.graph import Graph
from incidentbook.postings import Postings
from incidentbook.ranking import SCALE, Scored, by_kind, chosen, rank, with_phrases
from incidentbook.search_index import ID_MARK, SearchIndex
from incidentbook.searchable import Searchable
from incidentbook.signatures import Match, Signatures
from incidentbook.terms import LONGEST, terms
from incidentbook.weights import LEAST_SHARE

Reason = Literal["id", "signature", "phrase", "words"]
"""Why an article is an answer, the most certain first."""
_ORDER: dict[str, int] = {reason: at for at, reason in enumerate(get_args(Reason))}
_ID = re.compile(r"[A-Za-z]{2,8}-[0-9][0-9-]*")
_MOST_IDS = 16
"""That are looked up: a log is full of names that look like one."""


class Answer(NamedTuple):
    """An article that answers."""

    path: str
    score: float
    """Comparable within one question."""
    reason: Reason


class SignatureLeads(NamedTuple):
    """A signature and the articles that it leads to."""

    signature: str
    title: str
    """Of the symptom that has it."""
    paths: tuple[str, ...]
    """Known issues, then the symptom, if it has a page of its own."""


class SignatureMatch(NamedTuple):
    """A line that matches a signature, and where that leads."""

    match: Match
    title: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class _Best:
    """What is known of an article while answers are put in order."""

    slot: int
    score: int = 0
    reason: Reason = "words"
    rank: int = 0
    """Among those of the same reason: 0 for known issues that a signature leads to."""

    @property
    def order(self) -> tuple[int, int, int, int]:
        return _ORDER[self.reason], self.rank, -self.score, self.slot


class Asking:
    """A book that can be asked."""

    def __init__(self, index: SearchIndex, found: Mapping[str, Searchable], graph: Graph) -> None:
        """`found` are the articles of the index by path."""
        self._index = index
        self._found = found
        self._graph = graph

    @cached_property
    def leads(self) -> tuple[SignatureLeads, ...]:
        """All signatures, sorted, with what they lead to."""
        return tuple(signature_leads(self._graph, self._found))

    @cached_property
    def _signatures(self) -> Signatures:
        return Signatures(lead.signature for lead in self.leads)

    def matches(self, text: str) -> list[SignatureMatch]:
        """Return the first line of each signature that a text has, by line."""
        by_signature: dict[str, list[SignatureLeads]] = {}
        for lead in self.leads:
            by_signature.setdefault(lead.signature, []).append(lead)
        return [
            SignatureMatch(match, lead.title, lead.paths)
            for match in self._signatures.found_in(text)
            for lead in by_signature[match.signature]
        ]

    def ask(self, question: str, allowed: Callable[[str], bool] | None = None) -> list[Answer]:
        """Return the articles that answer, the best first; `allowed` tells by the path which may.

        Those that only words speak for must come up to a share of the best that words find, allowed or not: what is
        found with a filter is then a part of what is found without.
        """
        index, paths = self._index, self._index.paths
        asked = terms(question)
        found = {term: postings for term in chosen(asked, index.frequent) if (postings := index.postings(term))}
        ranked = by_kind(rank(asked, found, index.count), lambda slot: self._found[paths[slot]].kind)
        least = ranked[0].score * LEAST_SHARE if ranked else 0
        if allowed is not None:
            ranked = [one for one in ranked if allowed(paths[one.slot])]
        ranked = with_phrases(question, ranked, found, index.count, lambda slot: self._text(paths[slot]))
        best = {one.slot: _of_words(one) for one in ranked}
        for at, slot in self._certain(question, allowed):
            known = best.get(slot, _Best(slot))
            if known.reason not in {"id", "signature"}:
                best[slot] = replace(known, reason="id" if at < 0 else "signature", rank=max(at, 0))
        worth_showing = (one for one in best.values() if one.reason != "words" or one.score >= least)
        ordered = sorted(worth_showing, key=lambda one: one.order)
        return [Answer(paths[one.slot], round(one.score / SCALE, 3), one.reason) for one in ordered]

    def _certain(self, question: str, allowed: Callable[[str], bool] | None) -> Iterator[tuple[int, int]]:
        """Yield −1 and the slot of articles whose ID was typed, then 0 or 1 and the slot of those of signatures."""
        slots = self._index.slots
        for term in id_terms(question):
            postings = self._index.postings(term) or Postings((), b"", b"")
            yield from ((-1, slot) for slot in postings.slots if _may(allowed, self._index.paths[slot]))
        for match in self.matches(question):
            for path in match.paths:
                if path in slots and _may(allowed, path):
                    yield int(self._found[path].kind != "known-issue"), slots[path]

    def _text(self, path: str) -> str:
        article = self._found[path]
        return "\n".join([article.title, *article.lines])


def id_terms(question: str) -> list[str]:
    """Return the terms under which IDs in a question would stand, each once."""
    found = [match[0].rstrip("-") for match in _ID.finditer(question)]
    whole = question.strip()
    if whole and len(whole) <= LONGEST and not any(map(str.isspace, whole)):
        found.append(whole)
    return list(dict.fromkeys(ID_MARK + name.lower() for name in found))[:_MOST_IDS]


def signature_leads(graph: Graph, found: Mapping[str, object]) -> Iterator[SignatureLeads]:
    """Yield all signatures, sorted, with those of the articles that they lead to."""
    leads = set()
    for name, symptom in graph.symptoms.items():
        issues = sorted(issue.path for issue in graph.issues_by_symptom.get(name, ()))
        paths = tuple(path for path in dict.fromkeys([*issues, symptom.path]) if path in found)
        leads |= {SignatureLeads(signature, symptom.title, paths) for signature in symptom.signatures if paths}
    yield from sorted(leads)


def _of_words(one: Scored) -> _Best:
    return _Best(one.slot, one.score, "phrase" if one.phrase else "words")


def _may(allowed: Callable[[str], bool] | None, path: str) -> bool:
    return allowed is None or allowed(path)
