"""Generated pages at a fixed place: an author's file of the same path becomes the introduction at their top."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from incidentbook.articles import OrdinaryPage
from incidentbook.views.view import Shown, View, body_depends, body_of

LIST_SCRIPTS = ("list-filter",)


def hub(
    shown: Shown,
    path: str,
    template: str,
    title: str,
    values: Mapping[str, Any],
    *,
    texts: Callable[[], Mapping[str, Any]] = dict,
    depends: tuple[str, ...] = (),
    description: str = "",
    section: str | None = None,
    scripts: tuple[str, ...] = (),
    modules: tuple[str, ...] = (),
    styles: tuple[str, ...] = (),
    as_of: bool = False,
) -> View:
    """Return the view of a generated page without the theme's sidebars.

    `texts` and `depends` are those of the view. `scripts` and `modules` are the files it loads from
    `assets/javascripts`, `styles` those from `assets/stylesheets`. With `as_of` its footer says of when its numbers
    are.
    """
    extra: dict[str, Any] = {"hide": ("navigation", "toc")}
    loaded = {"scripts": scripts, "modules": modules, "styles": styles}
    extra |= {name: files for name, files in loaded.items() if files}
    if as_of:
        extra["as_of"] = said_date(shown)
    view = View(
        path=path,
        template=template,
        title=title,
        values={"introduction": "", **values},
        texts=texts,
        depends=depends,
        section=section,
        description=description,
        extra=extra,
    )
    return introduced(view, author_page(shown, path), shown)


def author_page(shown: Shown, path: str) -> OrdinaryPage | None:
    """Return the page that an author wrote at a path."""
    return next((page for page in shown.book.pages if page.path == path), None)


def introduced(view: View, page: OrdinaryPage | None, shown: Shown) -> View:
    """Put what an author wrote at the top of a generated page."""
    if page is None:
        return view
    unnamed = page.title.lower() in ("index", "readme")
    return replace(
        view,
        title=view.title if unnamed else page.title,
        texts=lambda: {**view.texts(), **_introduction(page, shown)},
        depends=(*view.depends, *body_depends(page, shown.graph)),
        article=True,
        description=dict(page.front_matter).get("description", view.description),
    )


def said_date(shown: Shown) -> str:
    """Return the day the site speaks of, as pages say it."""
    moment = shown.as_of
    return f"{moment.day} {moment:%b} {moment.year}"


def _introduction(page: OrdinaryPage, shown: Shown) -> dict[str, Any]:
    body = body_of(page, shown.graph).lstrip("\n")
    if body.startswith("# "):  # the page's own heading says it already
        body = body.partition("\n")[2]
    return {"introduction": body}
