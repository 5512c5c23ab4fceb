"""Pages from texts: what the tests of views begin with."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

from incidentbook.links import link
from incidentbook.load import load_text
from incidentbook.settings import Settings
from incidentbook.templating import Templates
from incidentbook.views.view import Shown, View


def shown(texts: Mapping[str, str], *, as_of: datetime = datetime(2026, 6, 1, tzinfo=UTC)) -> Shown:
    """Load a book from texts by path and link it."""
    book, _ = load_text(texts)
    return Shown(book, link(book), Settings(audience="restricted"), as_of)


def view_of(views: Callable[[Shown], Iterator[View]], path: str, texts: Mapping[str, str]) -> View:
    """Return the view of one page."""
    return next(view for view in views(shown(texts)) if view.path == path)


def page_of(views: Callable[[Shown], Iterator[View]], path: str, texts: Mapping[str, str]) -> str:
    """Render the Markdown of one page."""
    view = view_of(views, path, texts)
    return Templates().page(
        view.template, path, {"title": view.title}, {"title": view.title, **view.values, **view.texts()}
    )


def incident(number: int, times: str, *lines: str) -> str:
    """Write an incident report; `times` and the lines are YAML."""
    return "\n".join(
        ["---", f"id: INC-2026-{number:04}", f"title: Number {number}", f"times: {{{times}}}", *lines, "---", ""]
    )
