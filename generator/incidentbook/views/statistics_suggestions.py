"""Incidents that may belong to a known issue by what their text says: for a person to confirm, and in no figure."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from incidentbook.articles import Article
from incidentbook.graph import Target
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import Incident
from incidentbook.recurrence import suggestions
from incidentbook.text import shortened
from incidentbook.views.incident_list import newest_first
from incidentbook.views.track_record import article_target
from incidentbook.views.view import Shown

MOST_SHOWN = 10
MOST_SEARCHED = 500
"""The newest so many incidents without a known issue are searched for signatures."""
_LONGEST_LINE = 160


class Suggested(NamedTuple):
    """An incident and a known issue it may be a case of."""

    incident: Target
    at: Instant | None
    issue: Target
    signature: str
    line: int
    """Of its file; 0 for its title."""
    text: str


class Suggestions(NamedTuple):
    """The newest of them, and how many there are."""

    shown: tuple[Suggested, ...]
    total: int
    incidents: int
    searched: int
    """How many incidents were looked through."""
    unlinked: int
    """How many there are without a confirmed known issue."""


def suggestions_of(shown: Shown) -> Suggestions:
    """Return which of the newest incidents without a known issue have a signature of one."""
    unlinked = _unlinked(shown)
    searched = unlinked[:MOST_SEARCHED]
    found = suggestions(replace(shown.book, incidents=searched), shown.graph)
    return Suggestions(
        shown=tuple(
            Suggested(
                article_target(one.incident), one.incident.fields.earliest, one.issue, one.signature, one.line,
                shortened(one.text, limit=_LONGEST_LINE),
            )
            for one in found[:MOST_SHOWN]
        ),
        total=len(found),
        incidents=len({one.incident.path for one in found}),
        searched=len(searched),
        unlinked=len(unlinked),
    )  # fmt: skip


def suggestion_inputs(shown: Shown) -> Iterator[str]:
    """Yield what suggestions depend on besides front matter: the text of incidents without a known issue, and all
    signatures. The text of other articles may change without a word of this page changing.
    """
    signatures = [
        f"{name}\n{signature}"
        for name, symptoms in shown.graph.symptoms_by_issue.items()
        for symptom in symptoms
        for signature in symptom.signatures
    ]
    yield from signatures
    if signatures:
        yield from (article.digest for article in _unlinked(shown)[:MOST_SEARCHED])


def _unlinked(shown: Shown) -> tuple[Article[Incident], ...]:
    """Return the incidents without a confirmed known issue that are not part of another, newest first."""
    linked = {
        one.incident.path for some in shown.graph.occurrences.values() for one in some if one.incident is not None
    }
    return tuple(
        article
        for article in newest_first(shown.book.incidents)
        if article.path not in linked and not article.fields.counted_elsewhere
    )
