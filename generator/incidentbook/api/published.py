"""What all data files of a site are made from."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from incidentbook.addresses import Leads, page_paths
from incidentbook.api.data_file import DataFile
from incidentbook.api.record_grounds import RecordGrounds
from incidentbook.articles import Article
from incidentbook.records.kinds import has_record, record_of
from incidentbook.templating import address_of
from incidentbook.views.view import Shown

DATA = "index.json"
"""The record of an article, in the folder of its page."""
MARKDOWN = "index.md"
"""The article itself, in the same place."""

_LIKE_DATA = re.compile(r"\.(?:json|xml|txt|md/)")


class Published:
    """A book, with what its data files share."""

    def __init__(self, shown: Shown) -> None:
        """Take the book; nothing is made yet."""
        self.shown = shown
        self.grounds = RecordGrounds(shown)
        self._made: dict[str, str] = {}

    def record_json(self, article: Article[Any]) -> str:
        """Return the record of an article as JSON. Both its own file and a list have it, and it is made once."""
        said = self._made.pop(article.path, None)
        if said is None:
            said = record_of(article, self.shown).model_dump_json()
            if self.shown.settings.api.articles:
                self._made[article.path] = said
        return said

    @cached_property
    def articles(self) -> tuple[Article[Any], ...]:
        """All articles that have a record."""
        return tuple(one for one in self.shown.book.articles() if has_record(one, self.shown))

    @cached_property
    def described(self) -> frozenset[str]:
        """The paths of the articles that have files of their own: all or none, as the setting says."""
        return frozenset(one.path for one in self.articles) if self.shown.settings.api.articles else frozenset()

    @cached_property
    def leads(self) -> Leads:
        """Where links of the book lead."""
        return Leads(self._pages, self.shown.book.files)

    def free(self, files: Iterable[DataFile]) -> Iterator[DataFile]:
        """Yield data files without those in whose place the book has something else: an author's comes first."""
        return (file for file in files if file.path not in self._taken)

    @cached_property
    def _taken(self) -> frozenset[str]:
        attachments = self.shown.graph.attachments
        like_data = (address_of(path) for path in self._pages if _LIKE_DATA.search(path))
        folders = {folder for path in (*attachments, *like_data) for folder in _folders(path)}
        return attachments | folders

    @cached_property
    def _pages(self) -> set[str]:
        graph = self.shown.graph
        return page_paths(self.shown.book, graph.targets.values(), graph.services)


def _folders(path: str) -> Iterator[str]:
    folder = path.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
