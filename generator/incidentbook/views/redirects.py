"""Addresses that lead to a page from elsewhere: `/id/<name>/` for every name, and the aliases of articles."""

import posixpath
from collections.abc import Iterator

from incidentbook.graph import Target
from incidentbook.templating import address_of
from incidentbook.views import places
from incidentbook.views.incident_list import year_of, year_path
from incidentbook.views.view import Shown, View

_LONGEST_BYTES = 200  # most disks allow 255 for one part of a path
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


def alias_file(alias: str) -> str | None:
    """Return the file of a former address, or None where it can be none of this site's.

    `incidents/old-name/`, `/incidents/old-name`, `incidents/old-name.md` and `incidents/old-name/index.html` are one.
    """
    if any(mark in alias for mark in "\\?#:") or not alias.isprintable() or len(alias.encode()) > _LONGEST_BYTES:
        return None
    path = posixpath.normpath(address_of(alias.strip().strip("/")) or ".").removesuffix("/index.html")
    if path in ("index.html", "assets") or path.startswith(("assets/", "/")):
        return None
    if any(part.startswith(".") for part in path.split("/")):
        return None
    return path if path.endswith(".html") else f"{path}/index.html"


class Occupied:
    """The files of the site that redirects must leave alone."""

    def __init__(self, shown: Shown) -> None:
        """Collect the pages, the attachments and what the host writes."""
        self._files: set[str] = set()
        self._folders: set[str] = set()
        for path in (*_pages(shown), *shown.graph.attachments, *_OF_THE_HOST):
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
        if file in self._files or file in self._folders:
            return True
        folder = file.rpartition("/")[0]
        while folder and folder not in self._files:
            folder = folder.rpartition("/")[0]
        return folder != ""


def _redirect(file: str | None, target: Target, occupied: Occupied) -> Iterator[View]:
    if file is None or occupied.blocks(file):
        return
    occupied.add(file)
    yield View(path=file, template="redirect.jinja", title=target.title, values={"target": target})


def _pages(shown: Shown) -> Iterator[str]:
    yield from places.HUBS
    for article in shown.book.articles():
        yield article.path
    for incident in shown.book.incidents:
        yield year_path(year_of(incident))
    for page in shown.book.pages:
        yield page.path
    for target in shown.graph.targets.values():
        yield target.path
    for key in shown.graph.services:
        yield places.service_path(key)


def _file_of(path: str) -> str:
    address = address_of(path)
    return f"{address}index.html" if address.endswith("/") or not address else address
