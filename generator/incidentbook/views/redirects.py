"""Addresses that lead to a page from elsewhere: `/id/<name>/` for every name, and the aliases of articles."""

import re
from collections.abc import Iterator

from incidentbook.addresses import SHEETS, alias_file, page_paths
from incidentbook.graph import Target
from incidentbook.templating import address_of
from incidentbook.views.view import Shown, View

_NEEDS_DATA_FILE = re.compile(r"(?:^|/)index\.(?:json|md)/|^(?:api|feeds)/.*\.(?:json|xml)/|^llms\.txt/")
"""A folder with the name of a file for programs."""
_OF_THE_HOST = ("404.html", "sitemap.xml", "sitemap.xml.gz")


def views(shown: Shown) -> Iterator[View]:
    """Yield a small HTML file for every such address; never one where something else is."""
    occupied = Occupied(shown)
    for target in shown.graph.targets.values():
        if not target.name.endswith("-NEW"):
            yield from _redirect(alias_file(f"id/{target.name}"), target, occupied)
    for article in shown.book.articles():
        own = Target(article.id, article.path, article.title, article.kind)
        for alias in article.fields.aliases:
            yield from _redirect(alias_file(alias), own, occupied)


class Occupied:
    """The files of the site that redirects must leave alone."""

    def __init__(self, shown: Shown) -> None:
        """Collect the pages, the attachments and what the host writes."""
        self._files: set[str] = set()
        self._folders: set[str] = set()
        book, graph = shown.book, shown.graph
        pages = page_paths(book, graph.targets.values(), graph.services)
        for path in (*pages, *graph.attachments, *SHEETS, *_OF_THE_HOST):
            self.add(_file_of(path))

    def add(self, file: str) -> None:
        """Remember a file and the folders it is in."""
        self._files.add(file)
        folder = file.rpartition("/")[0]
        while folder and folder not in self._folders:
            self._folders.add(folder)
            folder = folder.rpartition("/")[0]

    def blocks(self, file: str) -> bool:
        """Whether the file, or a folder it needs, is something else already."""
        if file in self._files or file in self._folders or _NEEDS_DATA_FILE.search(file):
            return True
        folder = file.rpartition("/")[0]
        while folder and folder not in self._files:
            folder = folder.rpartition("/")[0]
        return folder != ""


def _redirect(file: str | None, target: Target, occupied: Occupied) -> Iterator[View]:
    if file is None or occupied.blocks(file):
        return
    occupied.add(file)
    # Half of all files are these: what they depend on is said as text, as it is, and not written as JSON first.
    yield View(file, "redirect.jinja", target.title, {}, texts=lambda: {"target": target}, depends=target)


def _file_of(path: str) -> str:
    address = address_of(path)
    return f"{address}index.html" if address.endswith("/") or not address else address
