"""Serves a built site as a static host does: at the root or below a path, with the site's own 404 page, and under the
content security policy that the documentation prints.
"""

import io
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

_HOSTING = Path(__file__).parents[1] / "docs" / "hosting.md"
_PRINTED = re.search(r"^Content-Security-Policy: (.+)$", _HOSTING.read_text(encoding="utf-8"), re.MULTILINE)
POLICY = _PRINTED[1] if _PRINTED else ""
"""What the site may do in a browser, as the documentation prints it."""


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments: object, under: str, directory: str) -> None:
        self.under = under
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        path = urlsplit(self.path).path
        if not path.startswith(self.under):
            self.send_error(HTTPStatus.NOT_FOUND, "Outside the site")
            return None
        self.path = self.path[len(self.under) - 1 :]
        return super().send_head()

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.exists():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (the name is the library's)
        pass


@contextmanager
def serving(site: Path, under: str = "/") -> Iterator[str]:
    """Serve the folder `site` below the path `under`, which begins and ends with a slash; yield its URL."""
    handler = partial(_Handler, under=under, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{under}"
        server.shutdown()
        thread.join()
