"""The page that takes a log, a trace or an alert and shows which known issues it is; a script does the matching."""

from collections.abc import Iterator

from incidentbook.addresses import MATCH
from incidentbook.signatures import Signatures
from incidentbook.views.hub import hub
from incidentbook.views.view import Shown, View


def views(shown: Shown) -> Iterator[View]:
    """Yield the page."""
    nodes = shown.graph.symptoms.values()
    signatures = Signatures(text for node in nodes for text in node.signatures)
    yield hub(
        shown, MATCH, "match.jinja", "Match a log or an alert",
        {"signatures": len(signatures), "known_issues": len(shown.book.known_issues)},
        description="Paste a log, a trace or an alert, and see which known issues it is and what fixed them.",
        modules=("match-page",), styles=("match",),
    )  # fmt: skip
