"""What a page is made from, before it is rendered: cheap to make for every page, and enough to tell what changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from incidentbook.alert_rules import AlertRules
from incidentbook.articles import Article, ArticleFields, OrdinaryPage
from incidentbook.book import Book
from incidentbook.graph import Graph
from incidentbook.linking import linked
from incidentbook.numbers import Numbers
from incidentbook.settings import Settings
from incidentbook.similar_incidents import SimilarIncidents
from incidentbook.similar_memory import similar_incidents
from incidentbook.views.report_chains import ReportChains


@dataclass(frozen=True)
class Shown:
    """All that pages are made from."""

    book: Book
    graph: Graph
    settings: Settings
    as_of: datetime
    """The moment the site speaks of. Pages of articles must not depend on it, open incidents excepted."""
    find_similar: Callable[[Book, Graph], SimilarIncidents] = similar_incidents
    """Finds the similar incidents, whether it remembers those of the last build or not."""
    site_url: str = ""
    """Where the site is published, ending in `/`; empty where that is not known."""
    site_name: str = ""
    """What the site is called; empty where that is not known."""
    alert_rules: AlertRules | None = None
    """The alerts that the settings name; none where they do not."""

    @cached_property
    def numbers(self) -> Numbers:
        """All figures of the book."""
        return Numbers(self.book, self.graph, self.settings, self.as_of)

    @cached_property
    def similar(self) -> SimilarIncidents:
        """Which incidents are similar, and why."""
        return self.find_similar(self.book, self.graph)

    @cached_property
    def report_chains(self) -> ReportChains:
        """Which reports are parts of one incident."""
        return ReportChains(self.book)


def _no_texts() -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class View:
    """One page: its place, its template and the values that the template shows."""

    path: str
    template: str
    """The name of the template under `templates/pages/`."""
    title: str
    values: Mapping[str, Any]
    """Plain values only (text, numbers, times, tuples, dataclasses, models): they make up the page's key."""
    texts: Callable[[], Mapping[str, Any]] = _no_texts
    """Further values that are costly to make, the author's text above all; made only when the page is rendered."""
    depends: tuple[str, ...] = ()
    """Everything that `texts` depends on, as text."""
    section: str | None = None
    """The path of the hub page that it belongs under."""
    article: bool = False
    """Whether it stands in for an author's file of the same path."""
    description: str = ""
    """One sentence for search engines and link previews."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Further front matter of the page for the theme: `hide: (navigation, toc)`."""


def body_of(text: Article[ArticleFields] | OrdinaryPage, graph: Graph, *, without: str = "") -> str:
    """Return the body with the IDs in it linked."""
    return linked(text.body, text.prose.mentions, text.path, graph.targets, without=without)


def body_depends(text: Article[ArticleFields] | OrdinaryPage, graph: Graph) -> tuple[str, ...]:
    """Return everything that `body_of` depends on."""
    named = sorted({mention.name for mention in text.prose.mentions} & graph.targets.keys())
    return (text.digest, *(f"{name}\n{graph.targets[name].path}\n{graph.targets[name].title}" for name in named))
