"""The whole site as values: every page with its path, its fingerprint and a function that renders it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from pydantic_core import to_json

from incidentbook import addresses
from incidentbook.templating import Templates
from incidentbook.text import digest
from incidentbook.views import (
    actions,
    home,
    incident,
    incident_list,
    known_issue,
    known_issue_list,
    maintenance,
    maintenance_list,
    ordinary_page,
    redirects,
    runbook,
    runbook_list,
    service,
    service_list,
    symptom,
    symptom_list,
)
from incidentbook.views.view import Shown, View

# A page whose path an earlier one has taken is left out: lists take in what an author wrote at their place.
VIEWS: tuple[Callable[[Shown], Iterator[View]], ...] = (
    home.views,
    incident_list.views,
    known_issue_list.views,
    symptom_list.views,
    runbook_list.views,
    service_list.views,
    maintenance_list.views,
    actions.views,
    incident.views,
    known_issue.views,
    symptom.views,
    runbook.views,
    maintenance.views,
    service.views,
    redirects.views,
    ordinary_page.views,
)
HUBS: tuple[tuple[str, str], ...] = (
    ("Home", addresses.HOME),
    ("Incidents", addresses.INCIDENTS),
    ("Known issues", addresses.KNOWN_ISSUES),
    ("Symptoms", addresses.SYMPTOMS),
    ("Runbooks", addresses.RUNBOOKS),
    ("Services", addresses.SERVICES),
    ("Actions", addresses.ACTIONS),
)
"""The pages that a navigation without an order of its own leads to, with their titles."""


@dataclass(frozen=True)
class Page:
    """One file of the site.

    A path ending in `.md` is Markdown that a host converts; anything else is written as it is. `render` is pure, and
    `fingerprint` changes whenever what it returns may change, so that a host can leave out what it already has.
    """

    path: str
    fingerprint: str
    render: Callable[[], str]
    title: str = ""
    article: bool = False
    section: str | None = None


@dataclass(frozen=True)
class Site:
    """All pages, sorted by path, and the files of the book that are published as they are."""

    pages: tuple[Page, ...]
    attachments: frozenset[str]
    hubs: tuple[tuple[str, str], ...]


def build_site(shown: Shown, templates: Templates) -> Site:
    """Make the site of a book. Of two pages with the same path the first view's is kept."""
    pages: dict[str, Page] = {}
    for views in VIEWS:
        for view in views(shown):
            if view.path not in pages:
                pages[view.path] = _page(view, templates)
    ordered = tuple(pages[path] for path in sorted(pages))
    hubs = tuple((title, path) for title, path in HUBS if path in pages)
    return Site(ordered, shown.graph.attachments, hubs)


def _page(view: View, templates: Templates) -> Page:
    fingerprint = digest(
        templates.digest_of(view.template), view.path, view.template, view.title, view.description,
        to_json([view.values, view.extra]), *view.depends,
    )  # fmt: skip
    return Page(view.path, fingerprint, partial(_render, view, templates), view.title, view.article, view.section)


def _render(view: View, templates: Templates) -> str:
    values = {"title": view.title, **view.values, **view.texts()}
    if not view.path.endswith(".md"):
        return templates.html(view.template, view.path, values)
    front_matter = {"title": view.title, **({"description": view.description} if view.description else {})}
    return templates.page(view.template, view.path, {**front_matter, **view.extra}, values)
