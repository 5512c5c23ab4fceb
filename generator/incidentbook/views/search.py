"""The page of search: a script asks the index and shows what it finds; without a question, what happened last."""

from collections.abc import Iterator

from incidentbook.addresses import SEARCH
from incidentbook.views.hub import hub
from incidentbook.views.incident_list import Rows, newest_first
from incidentbook.views.view import Shown, View

NEWEST = 5


def views(shown: Shown) -> Iterator[View]:
    """Yield the page."""
    rows = Rows(shown)
    yield hub(
        shown, SEARCH, "search.jinja", "Search",
        {"newest": tuple(rows.row(article) for article in newest_first(shown.book.incidents)[:NEWEST])},
        description="Search incidents, known issues, symptoms and runbooks.", modules=("search-page",),
    )  # fmt: skip
