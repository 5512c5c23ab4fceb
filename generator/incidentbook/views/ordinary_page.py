"""Ordinary pages: any other Markdown of the book, as its author wrote it, with its IDs linked."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from incidentbook.articles import OrdinaryPage
from incidentbook.views.view import Shown, View, body_depends, body_of


def views(shown: Shown) -> Iterator[View]:
    """Yield a view for every ordinary page."""
    for page in shown.book.pages:
        yield View(
            path=page.path,
            template="ordinary-page.jinja",
            title=page.title,
            values={},
            texts=partial(_texts, page, shown),
            depends=body_depends(page, shown.graph),
            article=True,
            description=dict(page.front_matter).get("description", ""),
        )


def _texts(page: OrdinaryPage, shown: Shown) -> dict[str, Any]:
    return {"body": body_of(page, shown.graph)}
