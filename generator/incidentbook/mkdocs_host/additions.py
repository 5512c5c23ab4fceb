"""Adds to pages while a preview's server hands them out, so that the site in its folder is that of a build."""

import logging
import posixpath
import re
import time
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.incidentbook")

_CONTENT = re.compile(rb'<article class="md-content__inner[^>]*>')
_BODY = re.compile(rb"<body[^>]*>")
_TITLE = re.compile(rb"<title>.*?</title>", re.DOTALL)
_BARE = b'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title></title>\n<body>\n</body>\n</html>\n'

At = Callable[[str], str]
"""From a place in the site, `incidents/a/index.html`, to HTML; to nothing where nothing is to be added."""


class Additions:
    """A server's application, with additions: to a page at its top, and to an address without a page in its place."""

    def __init__(self, server: LiveReloadServer, at_top: At, instead: At) -> None:
        """Stand in front of what the server does; `server.set_app` takes it."""
        self._server = server
        self._app: WSGIApplication = server.get_app()  # type: ignore[assignment] # it may be None before it is set
        self._at_top = at_top
        self._instead = instead

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        begun: list[Any] = []

        def begin(*said: Any) -> Any:
            begun[:] = said

        # As it is before: a page that is missing in the midst of a build is asked for again after it.
        epoch = self._server._visible_epoch  # noqa: SLF001 - the host tells nobody
        answer = self._app(environ, begin)
        status, headers = begun[:2]
        if not dict(headers).get("Content-Type", "").startswith("text/html"):
            start_response(status, headers)
            return answer
        content = b"".join(answer)
        place = place_asked(environ, self._server.mount_path)
        if status.startswith("200"):
            content = _with(content, _said(self._at_top, place))
        elif status.startswith("404"):
            if page := _said(self._instead, place):
                status, content = "200 OK", _within(content, page)
            content = self._following_edits(content, epoch)
        headers = [(name, value) for name, value in headers if name != "Content-Length"]
        start_response(status, [*headers, ("Content-Length", str(len(content)))])
        return [content]

    def _following_edits(self, content: bytes, epoch: int) -> bytes:
        """Return a page that is loaded again after the next build, as the host's are that are files."""
        return bytes(self._server._inject_js_into_html(content, epoch))  # type: ignore[no-untyped-call] # noqa: SLF001


def place_asked(environ: WSGIEnvironment, mount_path: str) -> str:
    """Return the path in the site of what is asked for: of an address that ends in a slash, its index."""
    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
    below = path.removeprefix(mount_path)
    wanted = f"{below}index.html" if not below or below.endswith("/") else below
    return posixpath.normpath(f"/{wanted}").lstrip("/")


def reload_pages(server: LiveReloadServer) -> None:
    """Have browsers ask for their pages again, as after a build. While one is going on they will anyway."""
    with server._rebuild_cond, server._epoch_cond:  # noqa: SLF001 - the host only knows builds as a reason
        if server._visible_epoch == server._wanted_epoch:  # noqa: SLF001
            server._visible_epoch = server._wanted_epoch = round(time.monotonic() * 1000)  # noqa: SLF001
            server._epoch_cond.notify_all()  # noqa: SLF001


def _said(at: At, place: str) -> str:
    try:
        return at(place)
    except Exception:  # a project's own template, which must not take the page with it
        log.exception("What was found cannot be shown at %s", place)
        return ""


def _with(page: bytes, added: str) -> bytes:
    """Return a page with something more at the top of its text; another theme's at the top of everything."""
    begin = (_CONTENT.search(page) or _BODY.search(page)) if added else None
    return page if begin is None else b"%b\n%b%b" % (page[: begin.end()], added.encode(), page[begin.end() :])


def _within(page: bytes, text: str) -> bytes:
    """Return a page with another text, as far as it can be told which part of it is text."""
    begin, end = _CONTENT.search(page), page.rfind(b"</article>")
    if begin is None or end < begin.end():
        return _with(_BARE, text)
    return _TITLE.sub(b"<title>No page</title>", b"%b\n%b%b" % (page[: begin.end()], text.encode(), page[end:]), 1)
