"""What a preview's server adds to pages, by a real server's application that listens nowhere."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from wsgiref.util import setup_testing_defaults

import pytest
from mkdocs.livereload import LiveReloadServer

from incidentbook.mkdocs_host.additions import Additions, place_asked, reload_pages

PAGE = (
    '<html><head><title>A</title></head><body class="x"><article class="md-content__inner md-typeset">\n'
    "Words é\n</article></body></html>"
)


class Answer:
    def __init__(self, server: LiveReloadServer, path: str) -> None:
        environ: dict[str, str] = {}
        setup_testing_defaults(environ)
        environ["PATH_INFO"] = path.encode().decode("latin-1")

        def begin(status: str, headers: list[tuple[str, str]], *_: object) -> None:
            self.status, self.headers = status, dict(headers)

        self.content = b"".join(server.get_app()(environ, begin))  # type: ignore[misc,arg-type]

    @property
    def text(self) -> str:
        assert self.headers.get("Content-Length") == str(len(self.content))
        return self.content.decode()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveReloadServer]:
    files = {"a/index.html": PAGE, "bare/index.html": "<body>Bare</body>", "a.csv": "x", "404.html": PAGE}
    files |= {"silent/index.html": PAGE, "failing/index.html": PAGE}
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path), mount_path="/book/")
    server._watched_paths["x"] = 1  # as if edits were followed
    server.error_handler = lambda _: (tmp_path / "404.html").read_bytes()
    at_top = {"a/index.html": "<b>Found ü</b>", "bare/index.html": "<b>Found</b>", "silent/index.html": ""}
    instead = {"gone/index.html": "<p>Left out</p>"}
    app = Additions(server, at_top.__getitem__, lambda place: instead.get(place, ""))
    server.set_app(app)
    yield server
    server.server_close()


def test_a_page_begins_with_what_is_added(server: LiveReloadServer) -> None:
    """At the top of its text; another theme's at the top of everything. It reloads as before."""
    answer = Answer(server, "/book/a/")
    assert answer.status == "200 OK"
    assert '<article class="md-content__inner md-typeset">\n<b>Found ü</b>\nWords é' in answer.text
    assert "livereload(" in answer.text
    assert "<body>\n<b>Found</b>Bare" in Answer(server, "/book/bare/index.html").text


def test_everything_else_is_as_it_was(server: LiveReloadServer, tmp_path: Path) -> None:
    """Files, redirects, pages of which nothing is to be said; the page for what is nowhere follows edits, too."""
    assert Answer(server, "/book/a.csv").content == b"x"
    assert Answer(server, "/book/a").headers == {"Location": "/book/a/"}
    missing = Answer(server, "/book/nowhere/")
    assert (missing.status, missing.text.partition("<script>")[0]) == ("404 Not Found", PAGE.partition("</body>")[0])
    assert f"livereload({server._visible_epoch}," in missing.text
    assert (tmp_path / "a/index.html").read_text(encoding="utf-8") == PAGE


def test_where_it_cannot_be_said_the_page_is_there_all_the_same(
    server: LiveReloadServer, caplog: pytest.LogCaptureFixture
) -> None:
    """A project may have a template of its own for it, and that a mistake."""
    assert Answer(server, "/book/failing/").text.startswith(Answer(server, "/book/silent/").text[:120])
    assert "What was found cannot be shown at failing/index.html" in caplog.text


def test_an_address_without_a_page_says_why(server: LiveReloadServer) -> None:
    """In the frame of the site, and it follows edits, as the page will be there when its file is mended."""
    answer = Answer(server, "/book/gone/")
    assert answer.status == "200 OK"
    assert "<title>No page</title>" in answer.text
    assert '<article class="md-content__inner md-typeset">\n<p>Left out</p></article>' in answer.text
    assert "Words" not in answer.text
    assert "livereload(" in answer.text


def test_a_page_that_is_missing_in_the_midst_of_a_build_is_asked_for_again(server: LiveReloadServer) -> None:
    """Its epoch is that of before: it learns at once that there is a later one."""
    before = server._visible_epoch

    def build_meanwhile(_: int) -> None:
        server._visible_epoch = server._wanted_epoch = before + 5

    server.error_handler = build_meanwhile
    assert f"livereload({before}," in Answer(server, "/book/nowhere/").text


def test_without_a_frame_it_is_said_all_the_same(server: LiveReloadServer) -> None:
    server.error_handler = lambda _: None
    assert "<body>\n<p>Left out</p>" in Answer(server, "/book/gone/").text


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/book/", "index.html"),
        ("/book/a/", "a/index.html"),
        ("/book/a/index.html", "a/index.html"),
        ("/book/a", "a"),
        ("/book/../../x/", "x/index.html"),
        ("/book/café/", "café/index.html"),
    ],
)
def test_an_address_is_a_place_in_the_site(path: str, place: str) -> None:
    """And never one outside."""
    assert place_asked({"PATH_INFO": path.encode().decode("latin-1")}, "/book/") == place


def test_browsers_that_wait_are_told_to_ask_again(server: LiveReloadServer) -> None:
    """With an epoch later than that of their page."""
    time.sleep(0.01)
    before = server._visible_epoch
    answers: list[bytes] = []
    waiting = threading.Thread(target=lambda: answers.append(Answer(server, f"/livereload/{before}/1").content))
    waiting.start()
    reload_pages(server)
    waiting.join(10)
    assert int(answers[0]) > before
    assert server._visible_epoch == server._wanted_epoch


def test_during_a_build_nothing_is_reloaded(server: LiveReloadServer) -> None:
    """A page of a half-built site would be the answer; the build reloads it when it is done."""
    server._wanted_epoch += 1
    before = server._visible_epoch
    reload_pages(server)
    assert server._visible_epoch == before
