"""A book's search in Chromium, as a reader of its site has it: what a question finds there, fetches and takes.

Playwright is not needed for anything else here, so it is asked for only when this is used.
"""

import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from incidentbook.book import Book
from incidentbook.errors import IncidentbookError
from incidentbook.graph import Graph
from incidentbook.search_files import FOLDER, SearchFiles, keep_nothing
from incidentbook.templating import theme_folders
from incidentbook.text import shortened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
SCRIPTS = "assets/javascripts/search"
_PAGE = "evaluation.html"
_HINT = (
    "install both: `python -m pip install playwright` and `apt-get install chromium` or `playwright install chromium`"
)
_IMPORT = """async base => {
  const { open } = await import(`${base}assets/javascripts/search/engine.js`);
  window.opened = () => open(base);
}"""
# By an engine that has opened its index and has looked nothing up yet: what it needs is not in its memory.
_ASK = """async ([question, limit]) => {
  const engine = await window.opened();
  const begin = performance.now();
  const found = await engine.ask(question, { limit });
  return { paths: found.answers.map(({ article }) => article.path), milliseconds: performance.now() - begin };
}"""


class Shown(NamedTuple):
    """What a question finds in the browser."""

    paths: tuple[str, ...]
    """The best first, no more than asked for."""
    bytes: int
    """Of the bodies of all files of search that were fetched, nothing being in the browser's cache."""
    seconds: float
    """From the question to its results, the files being in the browser's cache."""


class _Handler(SimpleHTTPRequestHandler):
    """Serves as a static host without compression does, and counts."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: Any, fetched: list[int], directory: str) -> None:
        self._fetched = fetched
        super().__init__(*arguments, directory=directory)

    def send_header(self, keyword: str, value: str) -> None:
        if keyword.lower() == "content-length" and self.path.lstrip("/").startswith(f"{FOLDER}/"):
            self._fetched.append(int(value))
        super().send_header(keyword, value)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (the name is the library's)
        pass


def write_search(book: Book, graph: Graph, own_templates: Path, folder: Path) -> None:
    """Write what the browser needs for search into a folder: the files and scripts that a built site has, no pages."""
    folder.mkdir(parents=True, exist_ok=True)

    def write(path: str, content: bytes) -> None:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

    for _ in SearchFiles(book, graph).steps(None, keep_nothing, write):
        pass
    for theme in reversed(theme_folders(own_templates)):
        if (theme / SCRIPTS).is_dir():
            shutil.copytree(theme / SCRIPTS, folder / SCRIPTS, dirs_exist_ok=True)


def ask_in_browser(site: Path, questions: Sequence[str], limit: int) -> Iterator[Shown]:
    """Ask each question of a site in its folder: first with an empty cache, then again.

    Raises IncidentbookError where there is no browser, or where its search fails.
    """
    (site / _PAGE).write_text("<!doctype html><meta charset=utf-8><title>Evaluation</title>", encoding="utf-8")
    with _served(site) as (base, fetched), _chromium() as browser:
        page = browser.new_page()
        cache = page.context.new_cdp_session(page)
        with _failing("could not be loaded"):
            page.goto(f"{base}{_PAGE}")
            page.evaluate(_IMPORT, base)
        for question in questions:
            cache.send("Network.clearBrowserCache")
            fetched.clear()
            with _failing(f"failed on `{shortened(question)}`"):
                page.evaluate(_ASK, [question, limit])
                again = page.evaluate(_ASK, [question, limit])
            yield Shown(tuple(again["paths"]), sum(fetched), again["milliseconds"] / 1000)


@contextmanager
def _failing(how: str) -> Iterator[None]:
    from playwright.sync_api import Error  # noqa: PLC0415 - see above

    try:
        yield
    except Error as error:
        raise IncidentbookError(f"The browser's search {how}: {shortened(error.message, limit=300)}") from error


@contextmanager
def _served(site: Path) -> Iterator[tuple[str, list[int]]]:
    """Serve a folder; yield its URL, and the sizes of the files of search that are sent."""
    fetched: list[int] = []
    handler = partial(_Handler, fetched=fetched, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", fetched
        finally:
            server.shutdown()


@contextmanager
def _chromium() -> Iterator["Browser"]:
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - see above
    except ImportError as error:
        raise IncidentbookError(f"`--browser` needs Playwright and Chromium; {_HINT}.") from error
    with sync_playwright() as playwright:
        try:
            program = next(filter(None, map(shutil.which, CHROMIUM)), None)
            browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        except Error as error:
            raise IncidentbookError(f"Chromium could not be started; {_HINT}.") from error
        try:
            yield browser
        finally:
            browser.close()
