"""Shows the site on this machine and follows edits: each rebuilds what it changed, and the last good site stays."""

import contextlib
import gc
import html
import logging
import os
import socket
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from incidentbook.builds import FoundInSettingsError, build, configuration
from incidentbook.cache import cache_folder
from incidentbook.errors import IncidentbookError
from incidentbook.locks import locked
from incidentbook.mkdocs_host.additions import place_asked
from incidentbook.mkdocs_host.owed import Owed
from incidentbook.mkdocs_host.records import shown_on
from incidentbook.plugin import IncidentbookPlugin
from incidentbook.rule_files import watched as watched_rules
from incidentbook.trees import remove
from incidentbook.watching import observer_for

_REST_SECONDS = 5.0
_BUILDS_WITHOUT_REST = 5

log = logging.getLogger("mkdocs.plugins.incidentbook")


def serve(
    config_path: Path | None = None,
    *,
    audience: str | None = None,
    address: str | None = None,
    open_in_browser: bool = False,
) -> int:
    """Build the site and show it until it is interrupted; the exit status.

    Findings are said and the site is shown all the same. Raises IncidentbookError when it cannot begin.
    """
    with shown_on(sys.stderr):
        try:
            config = configuration(config_path, dev_addr=address, strict=False)
        except FoundInSettingsError:
            return 1
        with _folder_for_site(config, audience or "internal") as site:
            return _serve(config_path, config, site, audience, open_in_browser=open_in_browser)


def _serve(
    config_path: Path | None, config: MkDocsConfig, site: Path, audience: str | None, *, open_in_browser: bool
) -> int:
    host, port = config.dev_addr
    path = urlsplit(config.site_url or "/").path or "/"
    shown = _Shown(site)
    rest = _Rest()

    def rebuild() -> None:
        rest.end()
        try:
            with shown.changing:
                build(
                    config_path,
                    audience=audience,
                    strict=False,
                    site_dir=site,
                    command="serve",
                    site_url=f"http://{host}:{port}{path}",
                    put_off=shown.owes,
                )
        except IncidentbookError as error:
            _say_failed(site, str(error))
        except Exception as error:  # an editor's half-written template must not end the preview
            log.exception("The site could not be built")
            _say_failed(site, f"{type(error).__name__}: {error}")
        finally:
            rest.begin()

    _refuse_address_in_use(host, port)
    rebuild()
    server = _Server(builder=rebuild, host=host, port=port, root=str(site), mount_path=path)
    server.shown = shown
    server.error_handler = lambda code: _error_page(site, code)
    watched = _watched(config)
    server.observer = observer_for(watched)  # type: ignore[assignment] # the host only knows one that polls
    for place in watched:
        server.watch(str(place))
    plugin = config.plugins.get("incidentbook")
    if isinstance(plugin, IncidentbookPlugin):
        plugin.preview.begin(server)
    try:
        server.serve(open_in_browser=open_in_browser)  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        log.info("Stopped.")
    finally:
        server.shutdown()
        if isinstance(plugin, IncidentbookPlugin):
            plugin.preview.end()
    return 0


class _Rest:
    """Looks for garbage, all that is left of the build before, when nobody is waiting: it takes a second."""

    def __init__(self) -> None:
        self._collection: threading.Timer | None = None
        self._builds = 0

    def begin(self) -> None:
        """A build has ended."""
        self._builds += 1
        now = self._builds >= _BUILDS_WITHOUT_REST
        self._collection = threading.Timer(0.0 if now else _REST_SECONDS, self._collect)
        self._collection.daemon = True
        self._collection.start()

    def end(self) -> None:
        """A build begins."""
        if self._collection is not None:
            self._collection.cancel()

    def _collect(self) -> None:
        self._builds = 0
        gc.collect()


class _Shown:
    """The site that is shown, and the pages it still owes."""

    def __init__(self, site: Path) -> None:
        self.changing = threading.Lock()
        """Held while the site is built, or a page of it written."""
        self._site = site
        self._owed = Owed()

    def owes(self, owed: Owed) -> None:
        """Take over what a build has put off."""
        self._owed = owed

    def make(self, path: str) -> bool:
        """Make the page at a path below the site, if it is owed; whether it was."""
        with self.changing:
            for place in (path, f"{path}/index.html".lstrip("/")):
                content = self._owed.make(place)
                if content is not None:
                    file = self._site / place
                    file.parent.mkdir(parents=True, exist_ok=True)
                    # Not into the file: its other name is in the site before.
                    beside = file.with_name(f".{file.name}.new")
                    beside.write_bytes(content)
                    beside.replace(file)
                    return True
        return False


class _Server(LiveReloadServer):
    """Makes the pages that are owed before the host's server looks for them."""

    shown: _Shown

    def _serve_request(self, environ: Any, start_response: Any) -> Iterable[bytes] | None:
        place = place_asked(environ, self.mount_path)
        try:
            self.shown.make(place)
            answer = super()._serve_request(environ, start_response)
            while answer is None and self.shown.make(place):  # an edit came in between
                answer = super()._serve_request(environ, start_response)
        except Exception as error:  # an author's template, which an edit will mend
            log.exception("%s could not be made", place)
            start_response("500 Internal Server Error", [("Content-Type", "text/html; charset=utf-8")])
            return [_failed(f"{type(error).__name__}: {error}").encode()]
        return answer


def _watched(config: MkDocsConfig) -> list[Path]:
    """The book, its settings, the project's templates and whatever the settings name."""
    plugin = config.plugins.get("incidentbook")
    options = getattr(plugin, "options", {})
    folder = Path(config.config_file_path).parent
    places = [
        Path(config.docs_dir),
        Path(config.config_file_path),
        folder / str(options.get("templates") or "templates"),
        *watched_rules(folder, options),
        *(Path(place) for place in config.watch),
        *([Path(config.theme.custom_dir)] if config.theme.custom_dir else []),
    ]
    return [place for place in dict.fromkeys(places) if place.exists()]


def _say_failed(site: Path, message: str) -> None:
    log.error("%s", message)
    if (site / "index.html").exists():
        log.info("The site that is shown is the last one that could be built.")
        return
    site.mkdir(parents=True, exist_ok=True)
    (site / "index.html").write_text(_failed(message), encoding="utf-8")


def _failed(message: str) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Not built yet</title>\n'
        f"<h1>The site could not be built</h1>\n<pre>{html.escape(message)}</pre>\n"
        "<p>Mend it, and this page will show the site.</p>\n</html>\n"
    )


def _error_page(site: Path, code: int) -> bytes | None:
    with contextlib.suppress(OSError):
        return (site / f"{code}.html").read_bytes()
    return None


def _refuse_address_in_use(host: str, port: int) -> None:
    """Say so now rather than after the site has been built."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise IncidentbookError(
            f"Nothing can be served at {host}:{port} ({reason}); name another place with --address HOST:PORT."
        ) from error


@contextlib.contextmanager
def _folder_for_site(config: MkDocsConfig, audience: str) -> Iterator[Path]:
    """A folder for the preview: the one of the last time, where only what changed since is built, if it is free."""
    kept = cache_folder(Path(config.config_file_path).parent) / f"preview-{audience}"
    with contextlib.ExitStack() as stack:
        try:
            kept.mkdir(parents=True, exist_ok=True, mode=0o700)
            stack.enter_context(locked(kept / "lock"))
        except OSError:
            temporary = Path(tempfile.mkdtemp(prefix="incidentbook-"))
            stack.callback(remove, temporary)
            yield temporary / "site"
        else:
            yield kept / "site"
