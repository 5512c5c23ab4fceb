"""A book from strings, as views see it, and what they make of it: what the tests of lists begin with."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

from incidentbook.links import link
from incidentbook.load import load_text
from incidentbook.settings import Settings
from incidentbook.templating import Templates
from incidentbook.views.view import Shown, View

AS_OF = datetime(2026, 8, 21, 12, tzinfo=UTC)


def shown_book(texts: Mapping[str, str], as_of: datetime = AS_OF) -> Shown:
    """Return the book of the texts, for readers who may see everything."""
    settings = Settings(audience="restricted")
    book, _ = load_text(texts, settings)
    return Shown(book, link(book), settings, as_of)


def view_at(views: Callable[[Shown], Iterator[View]], shown: Shown, path: str) -> View:
    """Return the view of a path."""
    return next(view for view in views(shown) if view.path == path)


def rendered(view: View) -> str:
    """Return the page of a view."""
    values = {"title": view.title, **view.values, **view.texts()}
    if view.path.endswith(".md"):
        return Templates().page(view.template, view.path, {}, values)
    return Templates().html(view.template, view.path, values)


def incident(number: str, front_matter: str = "", *, title: str = "Checkout fails", detected: str = "") -> str:
    """Return an incident report; `number` is what follows `INC-`."""
    when = detected or f"{number[:4]}-03-04 10:12"
    return f"---\nid: INC-{number}\ntitle: {title}\ntimes: {{detected: {when}}}\n{front_matter}---\n## Summary\n"


def known_issue(number: str, front_matter: str = "", *, title: str = "The pool is exhausted") -> str:
    """Return a known issue; `number` is what follows `KI-`."""
    return f"---\nid: KI-{number}\ntitle: {title}\n{front_matter}---\n## Workaround\n"
