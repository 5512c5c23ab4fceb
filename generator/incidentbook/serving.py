"""Shows the site on this machine and follows edits: each rebuilds what it changed, and the last good site stays."""

import contextlib
import html
import logging
import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from incidentbook.builds import FoundInSettingsError, build, configuration
from incidentbook.cache import cache_folder
from incidentbook.errors import IncidentbookError
from incidentbook.locks import locked
from incidentbook.mkdocs_host.records import shown_on
from incidentbook.trees import remove

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

    def rebuild() -> None:
        try:
            build(
                config_path,
                audience=audience,
                strict=False,
                site_dir=site,
                command="serve",
                site_url=f"http://{host}:{port}{path}",
            )
        except IncidentbookError as error:
            _say_failed(site, str(error))
        except Exception as error:  # an editor's half-written template must not end the preview
            log.exception("The site could not be built")
            _say_failed(site, f"{type(error).__name__}: {error}")

    _refuse_address_in_use(host, port)
    rebuild()
    server = LiveReloadServer(builder=rebuild, host=host, port=port, root=str(site), mount_path=path)
    server.error_handler = lambda code: _error_page(site, code)
    for watched in _watched(config):
        server.watch(str(watched))
    try:
        server.serve(open_in_browser=open_in_browser)  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        log.info("Stopped.")
    finally:
        server.shutdown()
    return 0


def _watched(config: MkDocsConfig) -> list[Path]:
    """The book, its settings, the project's templates and whatever the settings name."""
    plugin = config.plugins.get("incidentbook")
    options = getattr(plugin, "options", {})
    folder = Path(config.config_file_path).parent
    places = [
        Path(config.docs_dir),
        Path(config.config_file_path),
        folder / str(options.get("templates") or "templates"),
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
    (site / "index.html").write_text(
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Not built yet</title>\n'
        f"<h1>The site could not be built</h1>\n<pre>{html.escape(message)}</pre>\n"
        "<p>Mend it, and this page will show the site.</p>\n</html>\n",
        encoding="utf-8",
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
