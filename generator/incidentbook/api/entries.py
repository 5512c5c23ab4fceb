"""Articles as entries of feeds, with the times that they say, never that of the build."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cached_property
from heapq import nlargest
from typing import Any, NamedTuple
from urllib.parse import quote

from pydantic_core import to_json

from incidentbook.api.published import Published
from incidentbook.articles import Article
from incidentbook.counting import moment_of
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import Incident
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.records.shape import url_of
from incidentbook.templating import relative_address
from incidentbook.text import digest
from incidentbook.views.service_names import ServiceNames

MOST = 50
"""Entries of a feed, the newest."""


class Entry(NamedTuple):
    """An article in a feed."""

    id: str
    """The same for as long as the article keeps its name."""
    url: str
    title: str
    summary: str
    tags: tuple[str, ...]
    published: datetime
    """When it began, as far as the article says; in UTC."""
    updated: datetime
    """The latest that it says of itself; in UTC."""


class WrittenFeed(NamedTuple):
    """A feed as its formats need it."""

    id: str
    title: str
    site_name: str
    page: str
    """The address of the page that lists the same."""
    own: str
    """The address of the feed itself; empty where it is not known."""
    entries: tuple[Entry, ...]


class Entries:
    """Makes entries of articles, for all feeds of a book."""

    def __init__(self, published: Published) -> None:
        """Take the book."""
        self._published = published
        self._shown = published.shown
        self._names = ServiceNames(self._shown.book)
        self._begun: dict[str, float | None] = {}

    def newest(self, articles: Iterable[Article[Any]]) -> list[Article[Any]]:
        """Return what a feed of some articles holds, newest first; one that says no time at all is in no feed."""
        dated = ((begun, one.path, one) for one in articles if (begun := self._begin_of(one)) is not None)
        return [one for _, _, one in nlargest(MOST, dated, key=lambda entry: entry[:2])]

    def depends(self, articles: Iterable[Article[Any]]) -> tuple[str, ...]:
        """Return everything that entries of articles depend on, as text."""
        newest = self.newest(articles)
        said = digest(*(part for one in newest for part in (one.path, one.id, one.said)))
        issues = (self._published.grounds.of(one) for one in newest if one.kind == "known-issue")
        return (self._site, said, *(part for parts in issues for part in parts))

    def written(self, articles: Iterable[Article[Any]], title: str, page: str, path: str) -> WrittenFeed:
        """Return a feed of articles that lies at a path of the site; `page` is the path of the page that lists them."""
        shown = self._shown
        return WrittenFeed(
            id=f"{shown.site_url}{quote(path)}" if shown.site_url else _urn(path),
            title=title,
            site_name=shown.site_name or "Incidents",
            page=self._address(page, path),
            own=f"{shown.site_url}{quote(path)}" if shown.site_url else "",
            entries=tuple(self._entry(one, path) for one in self.newest(articles)),
        )

    @cached_property
    def _site(self) -> str:
        shown = self._shown
        names = {key: service.name for key, service in shown.book.services.items()}
        return digest(shown.site_name, shown.site_url, to_json(names), to_json(shown.book.service_aliases))

    def _begin_of(self, article: Article[Any]) -> float | None:
        """Return the POSIX timestamp of the earliest time that an article says; nothing where it says none."""
        if article.path not in self._begun:
            if article.kind == "incident":
                begun = moment_of(article.fields)
            else:
                begun = min((one.earliest.timestamp() for one in self._times_of(article)), default=None)
            self._begun[article.path] = begun
        return self._begun[article.path]

    def _times_of(self, article: Article[Any]) -> list[Instant]:
        """Return all times that an article says of itself."""
        instants = _of_incident(article) if article.kind == "incident" else self._of_issue(article)
        return [one for one in instants if one is not None]

    def _of_issue(self, issue: Article[KnownIssue]) -> Iterator[Instant | None]:
        yield issue.fields.last_reviewed
        yield from (fix.at for fix in issue.fields.fixes)
        yield from (one.at for one in self._shown.graph.occurrences.get(issue.id, ()))

    def _entry(self, article: Article[Any], path: str) -> Entry:
        fields = article.fields
        times = [one.earliest.astimezone(UTC) for one in self._times_of(article)]
        services, impact = self._names.listed(fields.services), ""
        if article.kind == "incident":
            words = [*filter(None, [fields.severity]), fields.state]
            impact = fields.impact.summary if fields.impact is not None else ""
        else:
            words = [fields.status.replace("-", " ")]
        summary = " · ".join([*words, *([", ".join(services)] if services else [])])
        return Entry(
            id=self._id_of(article),
            url=self._address(article.path, path),
            title=f"{article.id}: {article.title}" if self._lasts(article) else article.title,
            summary=f"{summary}. {impact}".rstrip(),
            tags=(article.kind, *words, *services),
            published=min(times),
            updated=max(times),
        )

    def _lasts(self, article: Article[Any]) -> bool:
        """Whether the name of an article is its own, and for good."""
        return self._shown.graph.leads_to(article) and not article.id.endswith("-NEW")

    def _id_of(self, article: Article[Any]) -> str:
        """Return the address that always leads to an article, or, where the site has none, a name made of its ID."""
        site_url, lasts = self._shown.site_url, self._lasts(article)
        if not site_url:
            return _urn(article.id if lasts else article.path)
        return f"{site_url}id/{quote(article.id)}/" if lasts else url_of(article.path, site_url)

    def _address(self, page: str, path: str) -> str:
        """Return the address of a page: absolute where the site's is known, else as seen from a path of the site."""
        site_url = self._shown.site_url
        return url_of(page, site_url) if site_url else quote(relative_address(path)(page))


def _of_incident(incident: Article[Incident]) -> Iterator[Instant | None]:
    fields = incident.fields
    yield from (at for _, at in fields.times.milestones())
    for back in fields.reopened:
        yield from (back.at, back.mitigated, back.resolved)
    yield fields.review.at if fields.review is not None else None


def _urn(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"incidentbook:{name}").urn
