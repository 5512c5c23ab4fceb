"""What an incident is compared with others by: its words, the signatures in its text, its alerts on its services."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from sys import intern

from incidentbook.articles import Article
from incidentbook.book import Book
from incidentbook.kinds.incident.model import Incident
from incidentbook.searchable import Field, searchable
from incidentbook.stemming import stem
from incidentbook.terms import of_token, tokens

PLACES: tuple[tuple[int, tuple[Field, ...]], ...] = (
    (4, ("title",)),
    (2, ("symptoms", "signatures", "alerts", "code")),
    (1, ("fix", "body")),
)
"""What a word counts where it stands: in the title, in what was seen, anywhere else."""
_ANY_NUMBER = re.compile("[0-9]{1,2}|0[0-9]{1,3}|(?:19|20)[0-9]{2}")
"""Says nothing about what happened: a count, a part of an ID, a year."""
_FILLERS = frozenset(
    stem(word)
    for word in """
    able about above across actually add added after afternoon again against all almost alone along already also
    although always among another any anyone anything apart are aren around ask asked away back became because become
    becomes before began begin behind being best better between both bring brought built came cannot carry case cases
    cause caused causes clear come comes could couldn currently day days decide decided describe described did didn
    different does doesn doing don done down due during each earlier early either else end ended enough even evening
    event ever every everything expect expected explain few fewer find finish first five follow followed following found
    four full gave get gets give given go goes going gone good got had half hand happen happened happens hasn haven
    having held help here high higher hour hours how however immediately instead isn itself just keep kept kind knew
    know known last late later least leave left let like likely long longer look looked low lower made make makes making
    many may mean means meant meanwhile might minute minutes month months more morning most much must near nearly need
    needed never new next night nine nobody non none normal normally nothing notice noticed now off often once one only
    onto other others out over own part parts per perhaps possible problem problems put quite rather ready really reason
    report reported reports result return right said same saw say says second seconds see seem seemed seems seen set
    seven several shall she should show showed shown side simply since six small so some somebody someone something soon
    stay still such take taken takes team ten than that them themselves therefore thing things though thought three
    through time times today together told too took toward tried trouble try turn turned two under understand until up
    upon us use used using usual usually very want wasn way week weekend weeks well went were weren what when where
    whether which while who whole whom whose why within without won work worked working worth would wouldn wrong year
    years yesterday yet
    january february march april june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
"""Words in which anything can be told. Large books show by themselves that these say nothing; small ones cannot."""

ALERT, SIGNATURE = "alert", "signature"
_PARTED = "\t"

Tokens = tuple[tuple[str, ...], ...]
"""Tokens as they are written, by place, each once."""
Words = Mapping[str, tuple[int, str]]
"""For each term what it counts where it stands, and how it is written there."""


def tokens_of_article(article: Article[Incident]) -> Tokens:
    """Return the tokens of an incident's text."""
    return tokens_of(searchable(article).fields)


def moment_of(article: Article[Incident]) -> float:
    """Return the POSIX seconds of the earliest milestone; minus infinity where there is none."""
    earliest = article.fields.earliest
    return earliest.earliest.timestamp() if earliest is not None else float("-inf")


def marks_of(article: Article[Incident], signatures: Iterable[str], book: Book) -> tuple[str, ...]:
    """Return the signatures in an incident's text and its alerts on each service that was more than at risk."""
    services = [used.id for used in article.fields.services if used.role != "at-risk"]
    return marks(signatures, article.fields.alerts, map(book.service_key, services))


def marks(signatures: Iterable[str], alerts: Iterable[str], services: Iterable[str]) -> tuple[str, ...]:
    """Return signatures, and alerts on services, each as one text that is no term."""
    keys = tuple(services)
    said = {_PARTED.join((SIGNATURE, signature)) for signature in signatures}
    said |= {_PARTED.join((ALERT, alert, service)) for alert in alerts for service in keys}
    return tuple(sorted(said))


def is_mark(key: str) -> bool:
    """Whether this is a mark and no term."""
    return _PARTED in key


def signatures_of(marks: Iterable[str]) -> set[str]:
    """Return the signatures among marks."""
    return {said for kind, said in map(_split, marks) if kind == SIGNATURE}


def mark_said(mark: str) -> tuple[str, ...]:
    """Return what a mark is made of: SIGNATURE and the signature, or ALERT, the alert and the service."""
    kind, said = _split(mark)
    return (kind, said) if kind == SIGNATURE else (kind, *said.rsplit(_PARTED, 1))


def _split(mark: str) -> tuple[str, str]:
    kind, _, said = mark.partition(_PARTED)
    return kind, said


def tokens_of(fields: Mapping[Field, str]) -> Tokens:
    """Return the tokens of a searchable text."""
    found: dict[str, None] = {}
    places = []
    for _, names in PLACES:
        before = len(found)
        for name in names:
            if name in fields:
                found.update(dict.fromkeys(tokens(fields[name])))
        places.append(before)
    every = tuple(map(intern, found))
    return tuple(every[begin:end] for begin, end in zip(places, [*places[1:], len(every)], strict=True))


def words_of(places: Tokens) -> Words:
    """Return the terms of tokens, but for those that tell nothing."""
    found: dict[str, tuple[int, str]] = {}
    for (worth, _), written in zip(PLACES, places, strict=True):
        for token in written:
            for term in _telling(token):
                if term not in found:
                    found[term] = (worth, token)
    return found


@lru_cache(maxsize=1 << 18)
def _telling(token: str) -> tuple[str, ...]:
    """Return the terms of a token by which texts are compared; a name in camelCase is one, and not also its parts."""
    found = of_token(token) if token else ()
    found = found[:1] if token.isascii() else found
    return tuple(
        term
        for term in found
        if term not in _FILLERS and not (term.isascii() and len(term) == 1) and not _ANY_NUMBER.fullmatch(term)
    )
