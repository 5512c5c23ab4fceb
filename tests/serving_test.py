"""The preview: it follows edits, and nothing an editor does ends it."""

import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from incidentbook.errors import IncidentbookError
from incidentbook.mkdocs_host.owed import AT_ONCE
from incidentbook.serving import serve
from tests.plain_books import Book, book
from tests.previews import PATIENCE_SECONDS, Preview

__all__ = ["book"]

SERVE = """
import sys
from pathlib import Path
from incidentbook import plugin
from incidentbook.mkdocs_host import theme
from incidentbook.mkdocs_host.owed import AT_ONCE
from incidentbook.serving import serve
from tests.plain_books import site_of
plugin.site_of = site_of
theme.theme_folders = lambda _: []
sys.exit(serve(Path(sys.argv[1]), address=sys.argv[2]))
"""
pytestmark = pytest.mark.slow


def preview_of(book: Book) -> Preview:
    def program(address: str) -> list[str]:
        return [sys.executable, "-c", SERVE, str(book.folder / "mkdocs.yml"), address]

    return Preview(program, Path(__file__).parents[1], log=book.folder / "preview.log", under="plain/")


@pytest.fixture
def preview(book: Book) -> Iterator[Preview]:
    preview = preview_of(book)
    yield preview
    preview.end()


def test_an_edit_is_shown(book: Book, preview: Preview) -> None:
    """What is internal is shown, and an edit rebuilds what it changed."""
    assert preview.shows("incidents/b/", "Text")
    book.add("incidents/b.md", "\nNewly written.\n")
    assert preview.shows("incidents/b/", "Newly written")
    assert preview.comes_to_say(" 3 of them new")
    assert preview.shows("incidents/c/", "Not for everybody")
    assert preview.shows("nowhere/", "404")


def test_of_a_large_book_pages_are_made_when_they_are_read(book: Book) -> None:
    """The start, and an edit of what is on every page, take no longer than an edit of one."""
    for number in range(AT_ONCE):
        book.write(f"incidents/n{number}.md", f"---\ntitle: N{number}\n---\nNumber {number}.\n")
    preview = preview_of(book)
    try:
        assert preview.comes_to_say("more when they are read")
        assert preview.shows("incidents/n7/", "Number 7")
        assert preview.shows("incidents/n8", "Number 8")
        book.add("incidents/n9.md", "\nNewly written.\n")
        assert preview.shows("incidents/n9/", "Newly written")
        book.configure("copyright: Ours\n")
        assert preview.shows("incidents/n7/", "Ours")
        assert preview.shows("incidents/", "N9")
        assert preview.shows("nowhere/", "404")
    finally:
        preview.end()


def test_a_build_that_fails_keeps_the_last_site(book: Book, preview: Preview) -> None:
    """The reason is said, the pages stay, and the next edit mends them."""
    assert preview.shows("incidents/b/", "Text")
    book.configure("theme: [\n")
    assert preview.comes_to_say("The site that is shown is the last one that could be built.")
    assert preview.shows("incidents/b/", "Text")
    book.configure("site_description: Mended\n")
    assert preview.shows("incidents/b/", "Mended")


def test_an_interrupt_ends_it_in_order(book: Book, preview: Preview) -> None:
    """With status 0, and without a traceback; what was built is there for the next time."""
    assert preview.shows("incidents/b/", "Text")
    preview.process.send_signal(signal.SIGINT)
    assert preview.process.wait(PATIENCE_SECONDS) == 0
    assert "Traceback" not in preview.said
    again = preview_of(book)
    try:
        assert again.shows("incidents/b/", "Text")
    finally:
        again.end()


def test_an_address_in_use_is_named(book: Book) -> None:
    """In one sentence, with what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(IncidentbookError, match=rf"Nothing can be served at {address} \(Address already in use\)"):
            serve(book.folder / "mkdocs.yml", address=address)
