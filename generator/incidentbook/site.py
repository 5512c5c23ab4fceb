"""The whole site as values: every page with its path, a key to tell changes by and a function that renders it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import NamedTuple, Protocol

from pydantic_core import to_json

from incidentbook import addresses
from incidentbook.api import article_files, contents, feeds, lists, llms, schemas
from incidentbook.api.alternates import Alternates
from incidentbook.api.data_file import DataFile
from incidentbook.api.published import Published
from incidentbook.beside import WORTH_STARTING, Start, here
from incidentbook.search_files import SearchFiles
from incidentbook.templating import FrontMatter, Templates, plain_front_matter
from incidentbook.text import digest
from incidentbook.views import (
    actions,
    coverage,
    fix_records,
    home,
    incident,
    incident_list,
    known_issue,
    known_issue_list,
    maintenance,
    maintenance_list,
    match,
    numbers,
    ordinary_page,
    redirects,
    review,
    runbook,
    runbook_list,
    search,
    service,
    service_list,
    sla,
    statistics,
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
    review.views,
    statistics.views,
    sla.views,
    numbers.views,
    coverage.views,
    match.views,
    search.views,
    fix_records.views,
    incident.views,
    known_issue.views,
    symptom.views,
    runbook.views,
    maintenance.views,
    service.views,
    redirects.views,
    ordinary_page.views,
)
FILES: tuple[Callable[[Published], Iterator[DataFile]], ...] = (
    contents.files,
    lists.files,
    schemas.files,
    feeds.files,
    llms.files,
    article_files.files,
)
_HALF = frozenset((incident.views, article_files.files))
"""As much work as all the others together."""
_OF_ALL_FIGURES = frozenset({addresses.HOME, addresses.REVIEW, addresses.STATISTICS, addresses.SLA, *addresses.SHEETS})
Hub = tuple[str, "str | tuple[Hub, ...]"]
HUBS: tuple[Hub, ...] = (
    ("Home", addresses.HOME),
    ("Incidents", addresses.INCIDENTS),
    ("Known issues", addresses.KNOWN_ISSUES),
    ("Symptoms", addresses.SYMPTOMS),
    ("Runbooks", addresses.RUNBOOKS),
    ("Services", addresses.SERVICES),
    ("Actions", addresses.ACTIONS),
    (
        "Numbers",
        (
            ("Review", addresses.REVIEW),
            ("Statistics", addresses.STATISTICS),
            ("SLA and availability", addresses.SLA),
            ("Alert coverage", addresses.COVERAGE),
            ("How the numbers are made", addresses.NUMBERS),
        ),
    ),
)
"""What a navigation without an order of its own leads to: titles with pages, or with more of the same."""


@dataclass(frozen=True)
class Page:
    """One file of the site.

    A path ending in `.md` is Markdown that a host converts, unless it is marked; anything else is written as it is.
    `render` is pure. A host can leave out what it already has: with the key of the last time nothing has changed, and
    where the key is another the fingerprint tells whether the text is.
    """

    path: str
    key: str
    """Known without rendering; changes whenever what `render` returns may change, and sometimes although it does not:
    a figure may come out the same."""
    render: Callable[[], str]
    title: str = ""
    article: bool = False
    section: str | None = None
    front_matter: FrontMatter = field(default_factory=dict)
    """What a host reads in the Markdown of the page, for whoever needs it of pages that are not rendered."""
    as_it_is: bool = False
    """Whether it is written as it is although its path ends in `.md`."""

    @property
    def converted(self) -> bool:
        """Whether it is Markdown that a host converts."""
        return self.path.endswith(".md") and not self.as_it_is

    @property
    def fingerprint(self) -> str:
        """Changes exactly when what `render` returns does, which is rendered for it."""
        return fingerprint_of(self.render())


def fingerprint_of(text: str) -> str:
    """Return the fingerprint of a page that has been rendered."""
    return digest(text)


@dataclass(frozen=True)
class Site:
    """All pages, sorted by path, and the files of the book that are published as they are."""

    pages: tuple[Page, ...]
    attachments: frozenset[str]
    hubs: tuple[Hub, ...]
    sharing: frozenset[str] = frozenset()
    """Paths of pages that share what `prepare` makes."""
    prepare: Callable[[], None] = lambda: None
    """Worth a call before several processes render such pages, as each would make it for itself."""
    search: SearchFiles | None = None
    """What the browser searches: files beside the pages, which a host writes step by step."""
    alternates: Alternates | None = None
    """Other forms of pages, and feeds, for the `<head>` of each."""


class Made(NamedTuple):
    """What a host needs to know of a page that it does not render; it can come from another process."""

    path: str
    key: str
    title: str
    article: bool
    section: str | None
    front_matter: FrontMatter


class _Source(Protocol):
    """The pages of one function, made when they are first needed."""

    def made(self) -> list[Made]:
        """Return what a host needs to know of each page."""

    def page(self, made: Made) -> Page:
        """Return a page that is rendered here, wherever it was made."""


class _Views:
    """Those of views."""

    def __init__(self, make: Callable[[Shown], Iterator[View]], shown: Shown, templates: Templates) -> None:
        self._make = make
        self._shown = shown
        self._templates = templates

    @cached_property
    def _views(self) -> dict[str, View]:
        """By path; of two views with the same path the first."""
        found: dict[str, View] = {}
        for view in self._make(self._shown):
            found.setdefault(view.path, view)
        return found

    def made(self) -> list[Made]:
        """Return what a host needs to know of each page."""
        return [
            Made(path, _key(view, self._templates), view.title, view.article, view.section, _said_to_host(view))
            for path, view in self._views.items()
        ]

    def page(self, made: Made) -> Page:
        """Return a page that is rendered here, wherever it was made."""
        path, key, title, article, section, front_matter = made
        return Page(path, key, partial(self._render, path), title, article, section, front_matter)

    def _render(self, path: str) -> str:
        return _render(self._views[path], self._templates)


class _Files:
    """Those that are files for programs."""

    def __init__(self, make: Callable[[Published], Iterator[DataFile]], published: Published) -> None:
        self._make = make
        self._published = published

    @cached_property
    def _files(self) -> dict[str, DataFile]:
        return {file.path: file for file in self._published.free(self._make(self._published))}

    def made(self) -> list[Made]:
        """Return what a host needs to know of each file: its path and its key."""
        return [Made(path, digest(path, *file.depends()), "", False, None, {}) for path, file in self._files.items()]

    def page(self, made: Made) -> Page:
        """Return a file that is made here, wherever its key was."""
        return Page(made.path, made.key, partial(self._text, made.path), as_it_is=made.path.endswith(".md"))

    def _text(self, path: str) -> str:
        return self._files[path].text()


def build_site(shown: Shown, templates: Templates, start: Start = here) -> Site:
    """Make the site of a book. Of two pages with the same path the first view's is kept.

    Of a large book half of the work may be started in another process.
    """
    published = Published(shown)
    made_by: dict[object, _Source] = {make: _Views(make, shown, templates) for make in VIEWS}
    made_by |= {make: _Files(make, published) for make in FILES}
    sources = list(made_by.values())
    elsewhere = [source for make, source in made_by.items() if make not in _HALF]

    def begun() -> list[list[Made]]:
        return [source.made() for source in elsewhere]

    wait = start(begun) if len(shown.book.incidents) >= WORTH_STARTING else begun
    found = {source: source.made() for source in sources if source not in elsewhere}
    found |= dict(zip(elsewhere, wait(), strict=True))
    pages: dict[str, Page] = {}
    for source in sources:
        for made in found[source]:
            if made.path not in pages:
                pages[made.path] = source.page(made)
    ordered = tuple(pages[path] for path in sorted(pages))
    return Site(
        ordered,
        shown.graph.attachments,
        HUBS,
        _OF_ALL_FIGURES,
        shown.numbers.prepare,
        SearchFiles(shown.book, shown.graph),
        Alternates(published),
    )


def _key(view: View, templates: Templates) -> str:
    return digest(
        templates.digest_of(view.template), view.path, view.template, view.title, view.description,
        to_json([view.values, view.extra]), *view.depends,
    )  # fmt: skip


def _render(view: View, templates: Templates) -> str:
    values = {"title": view.title, **view.values, **view.texts()}
    if not view.path.endswith(".md"):
        return templates.html(view.template, view.path, values)
    return templates.page(view.template, view.path, _said_to_host(view), values)


def _said_to_host(view: View) -> FrontMatter:
    """Return the front matter of a page; nothing where it is not Markdown."""
    if not view.path.endswith(".md"):
        return {}
    description = {"description": view.description} if view.description else {}
    return plain_front_matter({"title": view.title, **description, **view.extra})
