"""The page of an incident: what it was, what was seen before, what worked, and the report itself."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from incidentbook.articles import Article
from incidentbook.kinds.incident.model import Incident
from incidentbook.views.view import Shown, View, body_depends, body_of


def views(shown: Shown) -> Iterator[View]:
    """Yield a view for every incident."""
    for article in shown.book.incidents:
        yield View(
            path=article.path,
            template="incident.jinja",
            title=article.title,
            values={"id": article.id, "incident": article.fields},
            texts=partial(_texts, article, shown),
            depends=body_depends(article, shown.graph),
            section="incidents/index.md",
            article=True,
        )


def _texts(article: Article[Incident], shown: Shown) -> dict[str, Any]:
    return {"body": body_of(article, shown.graph, without=article.id)}
