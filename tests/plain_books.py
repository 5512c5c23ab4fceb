"""A book without views: enough of a site to see what the host makes of it, and small enough to build many times.

An article is its file, without its front matter, under a heading; `title:`, `audience:` and `section:` are read from
that front matter line by line. Everything below `attachments/` is published as it is. `counts.md` and `counts.csv` say
how many incidents there are, and their keys change with any of them.
"""

import hashlib
import posixpath
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path

import pytest

from incidentbook import plugin
from incidentbook.builds import build
from incidentbook.diagnostics import Diagnostic
from incidentbook.mkdocs_host import theme
from incidentbook.mkdocs_host.seam import Opened, Request
from incidentbook.site import Page, Site
from incidentbook.templating import FrontMatter

CONFIG = """\
site_name: Plain
site_url: https://books.example.org/plain/
docs_dir: kb
theme: {name: material, features: [navigation.tabs, navigation.path]}
plugins: [incidentbook]
markdown_extensions: [attr_list, tables, footnotes, {toc: {permalink: true}}, pymdownx.superfences]
"""

FILES = {
    "index.md": "---\ntitle: Home\n---\nWelcome. See [a](incidents/a.md#impact).\n",
    "incidents/a.md": "---\ntitle: A\n---\n## Impact\n\nLike [b](b.md), see the [log](../attachments/a.log).\n",
    "incidents/b.md": "---\ntitle: B\n---\n## Cause\n\nText[^1].\n\n[^1]: A note.\n",
    "incidents/c.md": "---\ntitle: C\naudience: restricted\n---\nNot for everybody.\n",
    "attachments/a.log": "log\n",
    "services.yml": "checkout: {name: Checkout}\n",
}


rendered: list[str] = []
"""The paths of pages, each time that one is rendered in this process."""


def digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()


def site_of(request: Request) -> Opened:
    """Make the site of a plain book."""
    pages = {page.path: page for page in _articles(request)}
    pages |= {page.path: page for page in _generated([page for page in pages.values() if "incidents/" in page.path])}
    attachments = frozenset(
        path.relative_to(request.book).as_posix() for path in request.book.glob("attachments/**/*") if path.is_file()
    )
    diagnostics = [
        Diagnostic(page.path, 1, 1, "KB203", "error", "it says TODO", "finish it")
        for page in pages.values()
        if "TODO" in page.title
    ]
    diagnostics += [
        Diagnostic(page.path, 1, 1, "KB904", "note", "it is a draft")
        for page in pages.values()
        if "DRAFT" in page.title
    ]
    hubs = (("Home", "index.md"), ("Incidents", "incidents/index.md"))
    return Opened(Site(tuple(pages[path] for path in sorted(pages)), attachments, hubs), diagnostics)


def _articles(request: Request) -> Iterator[Page]:
    for file in sorted(request.book.rglob("*.md")):
        path = file.relative_to(request.book).as_posix()
        if path.startswith("attachments/"):
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        head, body = text.removeprefix("---\n").split("---\n", 1) if text.startswith("---\n") else ("", text)
        said = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
        if said.get("audience", "public") != "public" and request.audience == "public":
            continue
        title = said.get("title", path)
        section = said.get("section") or ("incidents/index.md" if path.startswith("incidents/") else None)
        content = f'---\ntitle: "{title}"\n---\n<div class="head"><h1>{escape(title)}</h1></div>\n\n{body}'
        yield _page(path, content, title=title, article=True, section=section)


def _generated(incidents: list[Page]) -> Iterator[Page]:
    rows = "".join(
        f'<li><a href="{posixpath.relpath(page.path.removesuffix(".md"), "incidents")}/">{page.title}</a></li>\n'
        for page in incidents
    )
    hub = f"---\ntitle: Incidents\n---\n<ul>\n{rows}</ul>\n"
    yield _page("incidents/index.md", hub, title="Incidents")
    for page in incidents:
        path = f"id/{Path(page.path).stem}/index.html"
        yield _page(path, f'<a href="../../{page.path.removesuffix(".md")}/">moved</a>')
    key = digest(*(page.key for page in incidents))
    counts = f'---\ntitle: "Counts"\n---\nThere are {len(incidents)}.\n'
    yield replace(_page("counts.md", counts, title="Counts"), key=key)
    yield replace(_page("counts.csv", f"incidents\r\n{len(incidents)}\r\n"), key=key)


def _page(path: str, content: str, *, title: str = "", article: bool = False, section: str | None = None) -> Page:
    front_matter: FrontMatter = {"title": title} if path.endswith(".md") else {}
    return Page(path, digest(content), partial(_rendered, path, content), title, article, section, front_matter)


def _rendered(path: str, content: str) -> str:
    rendered.append(path)
    return content


class Book:
    """A plain book in a folder, and what building it says."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.site = folder / "site"
        self._capsys = capsys
        self.said: list[str] = []
        self.configure("")
        for path, text in FILES.items():
            self.write(path, text)

    def configure(self, more: str, *, without: str = "") -> None:
        config = "".join(line for line in CONFIG.splitlines(True) if not without or not line.startswith(without))
        (self.folder / "mkdocs.yml").write_text(config + more, encoding="utf-8")

    def write(self, path: str, text: str | bytes) -> None:
        file = self.folder / "kb" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    def add(self, path: str, text: str) -> None:
        file = self.folder / "kb" / path
        file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")

    def remove(self, path: str) -> None:
        (self.folder / "kb" / path).unlink()

    def build(
        self,
        *,
        strict: bool | None = None,
        full: bool = False,
        audience: str | None = None,
        into: Path | None = None,
    ) -> int:
        self._capsys.readouterr()
        try:
            return build(
                self.folder / "mkdocs.yml", strict=strict, full=full, audience=audience, site_dir=into or self.site
            )
        finally:
            self.said = self._capsys.readouterr().err.splitlines()

    @property
    def findings(self) -> list[str]:
        """What was said about the book, without the line that sums up the build."""
        return [line for line in self.said if " files, " not in line]

    @property
    def made(self) -> int:
        """How many files the last build wrote."""
        (line,) = (line for line in self.said if " files, " in line)
        return int(line.split(" files, ")[1].split(" ")[0].replace(",", ""))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Book:
    """A plain book in bare Material; all it reads and writes is in the test's folder, and no build knows the day."""
    monkeypatch.setattr(plugin, "site_of", site_of)
    monkeypatch.setattr(theme, "theme_folders", lambda _: [])
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    folder = tmp_path / "book"
    folder.mkdir()
    return Book(folder, capsys)
