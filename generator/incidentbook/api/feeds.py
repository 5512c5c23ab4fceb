"""What can be subscribed to: new incidents, new known issues, and both for each service; as Atom and as JSON Feed."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any, NamedTuple

from incidentbook.addresses import INCIDENTS, KNOWN_ISSUES, feed_paths, service_path
from incidentbook.api.atom import atom_text
from incidentbook.api.data_file import Alternate, DataFile
from incidentbook.api.entries import Entries, WrittenFeed
from incidentbook.api.json_feed import json_feed_text
from incidentbook.api.published import Published
from incidentbook.articles import Article
from incidentbook.views.service_names import ServiceNames
from incidentbook.views.view import Shown


class Feed(NamedTuple):
    """A feed, before its entries are made."""

    title: str
    page: str
    """The path of the page that lists the same."""
    articles: Callable[[], Iterable[Article[Any]]]
    """All that may be in it, in any order."""

    @property
    def alternates(self) -> tuple[Alternate, ...]:
        """Both formats, for the `<head>` of pages."""
        atom, json = feed_paths(self.page)
        return (
            Alternate("application/atom+xml", atom, self.title), Alternate("application/feed+json", json, self.title),
        )  # fmt: skip


def feeds_of(published: Published) -> Iterator[Feed]:
    """Yield the feeds of a book, those of the whole book first."""
    shown = published.shown
    yield Feed("New incidents", INCIDENTS, lambda: shown.book.incidents)
    yield Feed("New known issues", KNOWN_ISSUES, lambda: shown.book.known_issues)
    names = ServiceNames(shown.book)
    for key in shown.graph.services:
        yield Feed(f"New in {names.name(key)}", service_path(key), partial(_of_service, key, shown))


def files(published: Published) -> Iterator[DataFile]:
    """Yield both formats of every feed."""
    entries = Entries(published)
    for feed in feeds_of(published):
        depends = cache(partial(_depends, feed, entries))
        for path, write in zip(feed_paths(feed.page), (atom_text, json_feed_text), strict=True):
            yield DataFile(path, depends, partial(_text, feed, entries, path, write))


def _of_service(key: str, shown: Shown) -> Iterable[Article[Any]]:
    links = shown.graph.services[key]
    return (*links.incidents, *links.known_issues)


def _depends(feed: Feed, entries: Entries) -> tuple[str, ...]:
    return (feed.title, *entries.depends(feed.articles()))


def _text(feed: Feed, entries: Entries, path: str, write: Callable[[WrittenFeed], str]) -> str:
    return write(entries.written(feed.articles(), feed.title, feed.page, path))
