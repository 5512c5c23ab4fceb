"""Which pages the site of a book has, which of them a link leads to, and the former addresses that lead to them."""

import posixpath
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from urllib.parse import unquote, urlsplit

from incidentbook.book import Book, Finding
from incidentbook.graph import Target
from incidentbook.markdown_text import Target as Written
from incidentbook.text import closest, shortened

_HUBS = (
    "index.md",
    "actions.md",
    *(f"{name}/index.md" for name in ("incidents", "known-issues", "symptoms", "runbooks", "services")),
)

MAX_SUGGESTIONS = 200
"""In one book: comparing with thousands of paths takes time, and nobody reads more at once."""


def page_paths(book: Book, targets: Iterable[Target]) -> set[str]:
    """Return the paths of all pages: those with a file, those of the names, and those that are made for lists."""
    paths = {*_HUBS, *(target.path for target in targets)}
    if book.maintenance:
        paths.add("maintenance/index.md")
    paths |= {f"services/{name}.md" for name in book.services}
    for article in book.articles():
        paths.add(article.path)
    for page in book.pages:
        paths.add(page.path)
    for incident in book.incidents:
        earliest = incident.fields.earliest
        paths.add(f"incidents/{earliest.earliest.year if earliest is not None else 'undated'}/index.md")
    return paths


def former_address(alias: str) -> str | None:
    """Return an alias in the one form of all that mean the same: `incidents/old-name`; None where it is no address."""
    plain = alias.strip().strip("/").removesuffix("/index.html").removesuffix(".md").removesuffix(".html")
    parts = plain.split("/")
    if not plain or not plain.isprintable() or any(mark in plain for mark in "\\?#:") or len(plain.encode()) > 200:
        return None
    return None if parts[0] == "assets" or any(part.startswith(".") or not part for part in parts) else plain


def alias_findings(book: Book, pages: Iterable[str]) -> list[Finding]:
    """Report former addresses that cannot lead to their article: they are no address, or somebody else's."""
    holders = {path.removesuffix(".md").removesuffix("/index"): path for path in pages}
    findings = []
    for article in book.articles():
        for position, alias in enumerate(article.fields.aliases):
            address = former_address(alias)
            if address is None:
                message = f"`{shortened(alias)}` cannot be an address of this site"
                hint = "Write it as `incidents/old-name/`."
            elif (holder := holders.setdefault(address, article.path)) != article.path:
                message = f"The address `{address}/` leads to `{holder}` already"
                hint = "Delete it here or there."
            elif article.path.removesuffix(".md") == address:
                message, hint = f"The address `{address}/` is that of this very article", "Delete it."
            else:
                continue
            findings.append(Finding(article.path, ("aliases", position), "KB305", message, hint, value=alias))
    return findings


class Leads:
    """Finds the page or file of a book that a link leads to."""

    def __init__(self, pages: set[str], files: frozenset[str]) -> None:
        """Know the pages of the site and the other files of the book."""
        self._pages = pages
        self._files = files
        self._suggested = 0

    def to(self, written: Written, path: str) -> tuple[str, bool]:
        """Return the path that a link in the text at `path` leads to, and whether there is anything.

        The path is empty for a link that leads out of the book: to another site, or to an anchor of the same page.
        """
        if written.text[:1] in ("", "#", "/", "?"):
            return "", True
        try:
            parts = urlsplit(written.text)
        except ValueError:
            return "", True
        if parts.scheme or parts.netloc or not parts.path:
            return "", True
        plain = unquote(parts.path)
        # The address in raw HTML is seen from the page, which is a folder of its own.
        folder = path.removesuffix(".md").removesuffix("/index") if written.raw else posixpath.dirname(path)
        wanted = posixpath.normpath(posixpath.join(folder, plain))
        folder_like = plain.endswith(("/", ".")) or "." not in posixpath.basename(plain)
        for candidate in _candidates(wanted, folder_like=folder_like):
            if candidate in self._pages or candidate in self._files:
                return candidate, True
        return wanted, False

    @cached_property
    def _by_file_name(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self._pages | self._files):
            names[posixpath.basename(path)].append(path)
        return names

    def nearest(self, path: str) -> str | None:
        """Return the page or file that a path which leads nowhere most likely stands for."""
        self._suggested += 1
        name = closest(posixpath.basename(path), self._by_file_name) if self._suggested <= MAX_SUGGESTIONS else None
        if name is None:
            return None
        alike = self._by_file_name[name]
        return closest(path, alike) or alike[0]


def _candidates(wanted: str, *, folder_like: bool) -> Iterable[str]:
    yield wanted
    if folder_like:
        yield f"{wanted}.md"
        yield "index.md" if wanted == "." else f"{wanted}/index.md"
        yield f"{wanted}/README.md"
