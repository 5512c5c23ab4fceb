"""What is found in a book, for the pages of a preview, as exactly as it is known at the moment.

The rules that compare articles take longer than a build. They are looked for in a check of the whole book, which begins
when a build is done; meanwhile what the check before found stands in for them. Where it was another, pages are loaded
again.
"""

import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from mkdocs.livereload import LiveReloadServer

from incidentbook.diagnostics import Diagnostic
from incidentbook.file_findings import by_path
from incidentbook.findings_shown import at_top, instead_of_page, on_home, other_place_of, place_of
from incidentbook.mkdocs_host.additions import Additions, reload_pages
from incidentbook.mkdocs_host.seam import FindingsOf
from incidentbook.mkdocs_host.whole_check import WholeCheck
from incidentbook.templating import Templates

_HOME = "index.html"

Findings = Mapping[str, Sequence[Diagnostic]]
"""By file."""


class Built(NamedTuple):
    """A build that is shown, and what is known of its book at once."""

    config: Path
    audience: str
    templates: Templates
    pages: Mapping[str, str]
    """By place in the site: the file that a page is made of."""
    findings: Findings
    """What loading and linking say."""
    findings_of: FindingsOf
    """What is said of one file without a look at the others."""


class _OfHome(NamedTuple):
    findings: Findings
    complete: bool


class Preview:
    """The findings of the build that is shown, for one server."""

    def __init__(self) -> None:
        """Show nothing yet."""
        self._server: LiveReloadServer | None = None
        self._check = WholeCheck()
        self._lock = threading.Lock()
        self._built: Built | None = None
        self._checked: Findings | None = None
        self._is_latest = False
        """Whether what was checked is the build that is shown."""
        self._said: dict[str, object] = {}
        """What has been handed out since then, by file; of the home page without a name."""

    def begin(self, server: LiveReloadServer) -> None:
        """Add to what a server hands out from now on."""
        self._server = server
        server.set_app(Additions(server, self.at_top, self.instead))
        self._begin_check()

    def show(self, built: Built) -> None:
        """Take over a new build."""
        with self._lock:
            if self._built is not None and not {*self._built.pages.values()} <= {*built.pages.values()}:
                # What is gone may be above the audience now, and findings name other articles.
                self._checked = None
            self._built, self._is_latest = built, False
            self._said.clear()
        self._begin_check()

    def end(self) -> None:
        """Check no longer."""
        self._check.end()

    def at_top(self, place: str) -> str:
        """Return what is to be added to the page at a place in the site."""
        with self._lock:
            built = self._built
            path = built.pages.get(place) if built is not None else None
            if built is None or path is None:
                return ""
            self._said[path] = findings = self._of(built, path)
            added = at_top(built.templates, path, findings)
            if place == _HOME:
                self._said[""] = home = self._of_home(built)
                pages = frozenset(built.pages.values())
                added = on_home(built.templates, home.findings, pages, complete=home.complete) + added
            return added

    def instead(self, place: str) -> str:
        """Return what stands at a place in the site of a file that did not become a page."""
        with self._lock:
            built = self._built
            if built is None:
                return ""
            files = {*built.findings, *(self._checked or ())}.difference(built.pages.values())
            for path in sorted(path for path in files if place in (place_of(path), other_place_of(path))):
                self._said[path] = findings = self._of(built, path)
                return instead_of_page(built.templates, path, findings) if findings else ""
            return ""

    def _of(self, built: Built, path: str) -> Sequence[Diagnostic]:
        earlier = self._checked.get(path, ()) if self._checked is not None else ()
        return list(earlier) if self._is_latest else built.findings_of(path, earlier)

    def _of_home(self, built: Built) -> _OfHome:
        known = self._checked
        return _OfHome(built.findings if known is None else known, known is not None)

    def _begin_check(self) -> None:
        built = self._built
        if self._server is not None and built is not None:
            self._check.begin(built.config, built.audience, lambda findings: self._take(built, findings))

    def _take(self, built: Built, findings: Iterable[Diagnostic]) -> None:
        with self._lock:
            if self._built is not built or self._server is None:
                return
            self._checked, self._is_latest = by_path(findings), True
            changed = any(
                said != (self._of(built, path) if path else self._of_home(built)) for path, said in self._said.items()
            )
        if changed:
            reload_pages(self._server)
