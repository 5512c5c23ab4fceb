"""Which pages the site of a book has, which of them a link leads to, and the former addresses that lead to them."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache
from urllib.parse import unquote, urlsplit

from incidentbook.articles import Article
from incidentbook.book import Book, Finding
from incidentbook.graph import Target
from incidentbook.kinds.incident.model import Incident
from incidentbook.markdown_text import Target as Written
from incidentbook.text import closest, digest, shortened, slug

HOME = "index.md"
INCIDENTS = "incidents/index.md"
KNOWN_ISSUES = "known-issues/index.md"
SYMPTOMS = "symptoms/index.md"
RUNBOOKS = "runbooks/index.md"
SERVICES = "services/index.md"
MAINTENANCE = "maintenance/index.md"
ACTIONS = "actions.md"
STATISTICS = "statistics.md"
SLA = "sla.md"
REVIEW = "review.md"
NUMBERS = "numbers.md"
COVERAGE = "coverage.md"
MATCH = "match.md"
SEARCH = "search.md"
REVIEW_SHEET = "review.csv"
SLA_SHEET = "sla-verdicts.csv"
SHEETS = (REVIEW_SHEET, SLA_SHEET)
"""Files for spreadsheets."""
FEEDS = "feeds"
"""The folder of the feeds."""
UNDATED = "undated"
HUBS = (
    *(HOME, INCIDENTS, KNOWN_ISSUES, SYMPTOMS, RUNBOOKS, SERVICES, ACTIONS),
    *(STATISTICS, SLA, REVIEW, NUMBERS, MATCH, SEARCH),
)

_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}")
_ENDING = re.compile(r"(?:/index)?\.(?:html|md)\Z")
_LONGEST_BYTES = 200  # most disks allow 255 for one part of a path

MAX_SUGGESTIONS = 200
"""In one book: comparing with thousands of paths takes time, and nobody reads more at once."""


@lru_cache(maxsize=4096)
def service_path(key: str) -> str:
    """Return the path of a service's page; a key that is no file name gets one that is."""
    if _PLAIN.fullmatch(key) and key.lower() not in ("index", "readme"):
        return f"services/{key}.md"
    return f"services/{slug(key, limit=40) or 'service'}-{digest(key)[:8]}.md"


def feed_paths(page: str) -> tuple[str, str]:
    """Return the places of the feeds of what is new on a page, in its two formats: Atom, and JSON Feed."""
    name = page.removesuffix(".md").removesuffix("/index")
    return f"{FEEDS}/{name}.xml", f"{FEEDS}/{name}.json"


def year_of(incident: Article[Incident]) -> str:
    """Return the year an incident is listed under: that of its earliest milestone, as it was written."""
    earliest = incident.fields.earliest
    return f"{earliest.earliest.year:04}" if earliest is not None else UNDATED


def year_path(year: str) -> str:
    """Return the path of a year's list."""
    return f"incidents/{year}/index.md"


def root_address(said: str) -> str:
    """Return where a site is published, with a `/` at its end; empty where what is said is no address of the web."""
    try:
        parts = urlsplit(said.strip())
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/"


def page_paths(book: Book, targets: Iterable[Target], services: Iterable[str]) -> set[str]:
    """Return the paths of all pages: those with a file, those of names and services, and those made for lists."""
    paths = {*HUBS, *(target.path for target in targets), *map(service_path, services)}
    if book.maintenance:
        paths.add(MAINTENANCE)
    if book.covers_alerts:
        paths.add(COVERAGE)
    paths |= {article.path for article in book.articles()}
    paths |= {page.path for page in book.pages}
    paths |= {year_path(year_of(incident)) for incident in book.incidents}
    return paths


def former_address(alias: str) -> str | None:
    """Return an alias in the one form of all that mean the same: `incidents/old-name`; None where it is no address."""
    plain = alias.strip().strip("/")
    if not plain.isprintable() or any(mark in plain for mark in "\\?#:") or len(plain.encode()) > _LONGEST_BYTES:
        return None
    parts = [part for part in _ENDING.sub("", plain).split("/") if part not in ("", ".")]
    if not parts or parts[0] == "assets" or any(part.startswith(".") for part in parts):
        return None
    return "/".join(parts)


def alias_file(alias: str) -> str | None:
    """Return the file of a former address, or None where it can be none of this site's."""
    address = former_address(alias)
    if address is None:
        return None
    is_file = alias.strip().endswith(".html") and not alias.strip().endswith("/index.html")
    return f"{address}.html" if is_file else f"{address}/index.html"


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
