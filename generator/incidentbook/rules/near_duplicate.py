"""Two reports have nearly the same text.

## What

Nearly all sentences of two reports are the same, word for word, and neither names the other: by `duplicate_of`,
`continues`, `parent`, `caused_by` or `related`, or in its text. Short reports are left alone, as there are not many
ways to write them, and so are sentences that many reports have, and the notes of the template.

## Why

The incident is reported twice, and counted twice; or the report was begun as a copy of another one, and what it says of
causes and times may still be that one's.

## Example

```yaml
id: INC-2026-0043                  # word for word what INC-2026-0042 says
title: Checkout times out
```

## Instead

```yaml
id: INC-2026-0043
title: Checkout times out
duplicate_of: INC-2026-0042
```
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from incidentbook.articles import Article
from incidentbook.book import Finding
from incidentbook.drafts import without_guidance
from incidentbook.kinds.incident.model import Incident
from incidentbook.rules.subject import Subject

CODE = "KB507"
_SHORTEST_SENTENCE = 30
"""Characters: what is shorter may stand in any report."""
_LONGEST = 6
"""Sentences by which reports are brought together: two that are nearly the same share one of their longest."""
_COMMON = 4
"""A sentence that more reports have is a phrase of the team."""
_FEWEST_CHARACTERS = 400
"""In sentences of a report that are compared."""
_SHARE = 0.8
"""Of these, in both reports."""


def check(subject: Subject) -> Iterator[Finding]:
    """Yield each report whose text an earlier one has already."""
    found: defaultdict[str, list[Article[Incident]]] = defaultdict(list)
    for article in subject.book.incidents:
        for sentence in sorted(set(_split(article)), key=len)[-_LONGEST:]:
            if len(sentence) >= _SHORTEST_SENTENCE:
                found[sentence].append(article)
    pairs = {
        (first.path, second.path): (first, second)
        for some in found.values()
        if 1 < len(some) <= _COMMON
        for first, second in combinations(some, 2)
    }
    for _, pair in sorted(pairs.items()):
        if _alike(*pair):
            yield from _unless_linked(*sorted(pair, key=_moment))


def _split(article: Article[Incident]) -> list[str]:
    return without_guidance(article.body).replace(". ", "\n").split("\n")


def _alike(first: Article[Incident], second: Article[Incident]) -> bool:
    one, other = (
        frozenset(part for part in _split(said) if len(part) >= _SHORTEST_SENTENCE) for said in (first, second)
    )
    shared = sum(map(len, one & other))
    longest = max(sum(map(len, one)), sum(map(len, other)))
    return shared >= _FEWEST_CHARACTERS and shared >= _SHARE * longest


def _unless_linked(earlier: Article[Incident], later: Article[Incident]) -> Iterator[Finding]:
    if later.id in _named(earlier) or earlier.id in _named(later):
        return
    name = earlier.id if not earlier.id.endswith("NEW") else earlier.path
    hint = f"Write `duplicate_of: {earlier.id}`, or what is this incident's own."
    yield Finding(later.path, ("title",), CODE, f"{name} has nearly the same text", hint)


def _named(article: Article[Incident]) -> set[str | None]:
    said = article.fields
    mentioned = (mention.name for mention in article.prose.mentions)
    return {said.duplicate_of, said.continues, said.parent, said.caused_by, *said.related, *mentioned}


def _moment(article: Article[Incident]) -> tuple[float, str]:
    earliest = article.fields.earliest
    return (earliest.earliest.timestamp() if earliest is not None else 0.0, article.path)
