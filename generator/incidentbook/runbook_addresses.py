"""Where the addresses that alerts name lead: to a page of this site, elsewhere, or nowhere. Nothing is fetched."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal, NamedTuple
from urllib.parse import SplitResult, quote, unquote, urlsplit

from incidentbook.addresses import HOME, MAX_SUGGESTIONS, alias_file, page_paths, root_address
from incidentbook.book import Book
from incidentbook.graph import Graph
from incidentbook.text import closest, counted

LeadsTo = Literal["none", "here", "elsewhere", "nowhere", "varies"]

_TEMPLATE = re.compile(r"\{\{.*?(?:\}\}|\Z)", re.DOTALL)
_CHOOSES = re.compile(r"\{\{-?[ \t]*(?:if|else|range|with|template|define|end)\b")
_LABEL = "\ue000"
"""Stands for what Prometheus fills in: a sign of nobody's, which no address has."""
_FILE_OF_FOLDER = re.compile(r"(?:^|/)(?:index\.(?:html|md|json))?\Z")
_ENDING = re.compile(r"\.(?:html|md)\Z")


class Lead(NamedTuple):
    """Where an address leads."""

    to: LeadsTo
    """`none` where there is no address; `varies` where labels decide, and some page may be meant."""
    path: str = ""
    """The page or file of the book, where it leads `here`."""
    why: str = ""
    """What is wrong, or what it depends on, in words that a sentence can end with."""
    instead: str = ""
    """The address that was most likely meant."""


class RunbookAddresses:
    """The addresses of a site, as alerts may name them."""

    def __init__(self, book: Book, graph: Graph, said: Iterable[str]) -> None:
        """Know the site's pages and the addresses at which it is read; those that are none are left out."""
        self.roots = tuple(dict.fromkeys(root for one in said if (root := root_address(one))))
        self._book = book
        self._graph = graph
        self._suggested = 0
        self._meant: dict[tuple[str, ...], int] = {}
        """How many pages addresses with labels may mean, by what is between the labels: of so many that time allows."""

    def lead(self, address: str) -> Lead:
        """Return where an address leads, as an alert says it."""
        if not address:
            return Lead("none")
        if _CHOOSES.search(address):
            return Lead("varies", why="a template chooses it")
        try:
            parts = urlsplit(_TEMPLATE.sub(_LABEL, address))
        except ValueError:
            return Lead("nowhere", why="it is no address")
        if _LABEL in parts.scheme + parts.netloc or address.startswith("{{"):
            return Lead("varies", why="labels decide on which host it is")
        if not parts.netloc and parts.scheme != "mailto":
            return Lead("nowhere", why="it does not begin with `https://`")
        found = [lead for root in self.roots if (lead := self._below(root, parts)) is not None]
        return min(found, key=lambda lead: lead.to == "nowhere") if found else Lead("elsewhere")

    def _below(self, root: str, parts: SplitResult) -> Lead | None:
        """Return where an address leads in the site at a root; None where it is not in it."""
        own = urlsplit(root)
        if parts.scheme not in ("http", "https") or parts.netloc.rpartition("@")[2].lower() != own.netloc.lower():
            return None
        known, label, _ = parts.path.partition(_LABEL)
        if not f"{parts.path}/".startswith(own.path):
            may_become = bool(label) and own.path.startswith(known)
            return Lead("varies", why="labels decide whether it leads here") if may_become else None
        rest = unquote(parts.path[len(own.path) :])
        return self._varying(rest) if _LABEL in rest else self._fixed(rest, root)

    def _fixed(self, rest: str, root: str) -> Lead:
        plain = _FILE_OF_FOLDER.sub("", rest)
        path = self._pages.get(plain) or (rest if rest in self._graph.attachments else None)
        if path is not None:
            return Lead("here", path)
        return Lead("nowhere", why="this site has no such page", instead=self._instead(plain, root))

    def _instead(self, plain: str, root: str) -> str:
        """Return the address of the page whose name is most like it; what is above a name tells pages little apart."""
        self._suggested += 1
        without = _ENDING.sub("", plain)
        near = without if without in self._pages else None
        if near is None and self._suggested <= MAX_SUGGESTIONS:
            alike = self._by_name.get(closest(posixpath.basename(without), self._by_name) or "", ())
            near = closest(without, alike) or next(iter(alike), None)
        return f"{root}{quote(near)}/" if near else ""

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = defaultdict(list)
        for plain in sorted(self._pages):
            if name := posixpath.basename(plain):
                names[name].append(plain)
        return names

    def _varying(self, rest: str) -> Lead:
        pieces = tuple(_FILE_OF_FOLDER.sub("", rest).split(_LABEL))
        if pieces not in self._meant and len(self._meant) < MAX_SUGGESTIONS:
            self._meant[pieces] = len({path for plain, path in self._pages.items() if _fits(plain, pieces)})
        pages = self._meant.get(pieces)
        if pages is None:
            return Lead("varies", why="labels decide")
        if not pages:
            return Lead("nowhere", why="whatever its labels are, this site has no such page")
        return Lead("varies", why=f"labels decide; {counted(pages, 'page')} of this site may be meant")

    @cached_property
    def _pages(self) -> dict[str, str]:
        """Paths by their addresses, without the `/` at their ends: those of pages, of names and former ones."""
        known: dict[str, str] = {}
        for plain, path in self._addressed():
            known.setdefault(plain, path)
        return known

    def _addressed(self) -> Iterator[tuple[str, str]]:
        book, graph = self._book, self._graph
        for path in sorted(page_paths(book, graph.targets.values(), graph.services)):
            yield re.sub(r"(?:^|/)(?:index|README)\Z", "", path.removesuffix(".md")), path
        yield "", HOME
        for name, target in graph.targets.items():
            yield f"id/{name}", target.path
        for article in book.articles():
            for alias in article.fields.aliases:
                if file := alias_file(alias):
                    yield file.removesuffix("/index.html"), article.path


def _fits(plain: str, pieces: tuple[str, ...]) -> bool:
    """Whether a text begins and ends with the outer pieces and has the others in between in their order."""
    first, *inner, last = pieces
    if len(plain) < len(first) + len(last) or not (plain.startswith(first) and plain.endswith(last)):
        return False
    position, end = len(first), len(plain) - len(last)
    for piece in inner:
        found = plain.find(piece, position, end)
        if found < 0:
            return False
        position = found + len(piece)
    return True
