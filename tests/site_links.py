"""Every link and anchor of a built site, read from its files, and those that lead nowhere."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

LINKING_ATTRIBUTES = {"href", "src", "poster", "data", "action", "xlink:href"}
OTHER_SCHEMES = {"data", "mailto", "tel", "javascript", "blob", "sms"}
CSS_URL = re.compile(r"""url\(\s*(?P<quote>["']?)(?P<link>.*?)(?P=quote)\s*\)""")
META_REFRESH = re.compile(r"""^\s*\d+\s*;\s*url=["']?(?P<link>[^"']+)""", re.IGNORECASE)


class Broken(NamedTuple):
    """A link that does not resolve: the file it stands in, as written, and why."""

    file: str
    link: str
    reason: str


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value for name, value in attrs if value is not None}
        self.in_style = tag == "style"
        self.anchors.update(given[name] for name in ("id", "name") if name in given and tag != "meta")
        self.links += [value for name, value in given.items() if name in LINKING_ATTRIBUTES]
        if "srcset" in given:
            self.links += [part.split()[0] for part in given["srcset"].split(",") if part.strip()]
        if "style" in given:
            self.links += css_links(given["style"])
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            found = META_REFRESH.match(given.get("content", ""))
            self.links += [found["link"]] if found else []

    def handle_data(self, data: str) -> None:
        if self.in_style:
            self.links += css_links(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self.in_style = False


class _Page(NamedTuple):
    links: tuple[str, ...]
    anchors: frozenset[str]


def css_links(text: str) -> list[str]:
    """Return the targets of every `url(…)`."""
    return [found["link"] for found in CSS_URL.finditer(text)]


def broken_links(site: Path, base_url: str) -> Iterator[Broken]:
    """Yield every internal link and anchor of the site, published at `base_url`, that does not resolve.

    A link is internal when it leads to `base_url`'s host; one that leaves its path is broken, as is one to a
    folder without the closing slash, which needs a host that redirects.
    """
    pages = {file: _read(file) for file in sorted(site.rglob("*.html"))}
    for file, page in pages.items():
        yield from _broken(site, base_url, file, page.links, pages)
    for file in sorted(site.rglob("*.css")):
        yield from _broken(site, base_url, file, css_links(file.read_text(encoding="utf-8")), pages)


def _read(file: Path) -> _Page:
    parser = _Html()
    parser.feed(file.read_text(encoding="utf-8"))
    parser.close()
    return _Page(tuple(dict.fromkeys(parser.links)), frozenset(parser.anchors))


def _broken(site: Path, base_url: str, file: Path, links: Iterable[str], pages: dict[Path, _Page]) -> Iterator[Broken]:
    name = file.relative_to(site).as_posix()
    here = urljoin(base_url, name.removesuffix("index.html"))
    for link in links:
        if urlsplit(link).scheme in OTHER_SCHEMES:
            continue
        url, anchor = urldefrag(urljoin(here, link.strip()))
        if urlsplit(url).netloc != urlsplit(base_url).netloc:
            continue
        if not urlsplit(url).path.startswith(urlsplit(base_url).path):
            yield Broken(name, link, "leaves the site")
            continue
        path = unquote(urlsplit(url).path)[len(urlsplit(base_url).path) :]
        target = site / path / "index.html" if path == "" or path.endswith("/") else site / path
        if not target.is_file():
            yield Broken(name, link, "no such file")
        elif anchor and target in pages and unquote(anchor) not in pages[target].anchors:
            yield Broken(name, link, f"no such anchor in {target.relative_to(site).as_posix()}")
