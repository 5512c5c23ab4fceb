"""What of a book's folder the host publishes."""

from tests.plain_books import Book, book, contents

__all__ = ["book"]


def test_what_the_settings_name_is_published(book: Book) -> None:
    """Styles with what they refer to, scripts, logo and favicon, and the files that servers look for."""
    book.write("styles/own.css", "a { background: url('../img/a%20b.svg?v=1#x') } b { background: url(data:x) }")
    for path in ("img/a b.svg", "img/unused.svg", "own.js", "img/logo.svg", "img/icon.png", "CNAME", "robots.txt"):
        book.write(path, path)
    book.configure(
        "extra_css: [styles/own.css]\nextra_javascript: [own.js, {path: gone.js}]\n"
        "theme: {name: material, logo: img/logo.svg, favicon: img/icon.png}\n",
        without="theme",
    )
    assert book.build() == 0
    site = contents(book.site)
    named = {"styles/own.css", "img/a b.svg", "own.js", "img/logo.svg", "img/icon.png", "CNAME", "robots.txt"}
    assert named <= site.keys()
    assert "img/unused.svg" not in site


def test_a_book_s_folder_called_templates_is_published(book: Book) -> None:
    """The host leaves out a top-level folder of that name; the site does not, and other pages refer to it."""
    book.write("templates/a.md", "---\ntitle: T\n---\nText\n")
    assert book.build() == 0
    assert "templates/a/index.html" in contents(book.site)


def test_a_page_that_the_settings_hide_is_reported(book: Book) -> None:
    """It is not published, and as other pages refer to it that is a finding."""
    book.configure("exclude_docs: incidents/b.md\n")
    assert book.build() == 0
    assert "incidents/b/index.html" not in contents(book.site)
    assert any("incidents/b.md is taken out of the site by exclude_docs" in line for line in book.findings)


def test_an_article_is_never_overwritten(book: Book) -> None:
    """Of two pages with one address the author's is kept, and a finding names both."""
    book.write("incidents.md", "---\ntitle: Mine\n---\nWritten by hand.\n")
    assert book.build() == 0
    assert b"Written by hand." in contents(book.site)["incidents/index.html"]
    (finding,) = book.findings
    assert "incidents/index.md and incidents.md would both be written to incidents/index.html" in finding
    assert finding.endswith("incidents.md is kept")


def test_markdown_among_the_attachments_is_handed_out(book: Book) -> None:
    """As the file that it is, not as a page."""
    book.write("attachments/template.md", "# A template\n")
    book.add("incidents/a.md", "\n[template](../attachments/template.md)\n")
    assert book.build(strict=True) == 0
    site = contents(book.site)
    assert site["attachments/template.md"] == b"# A template\n"
    assert "attachments/template/index.html" not in site
    assert b'href="../../attachments/template.md"' in site["incidents/a/index.html"]


def test_a_name_that_makes_no_address_is_reported(book: Book) -> None:
    """A file name that is not UTF-8 is left out, and the build goes on."""
    (book.folder / "kb/incidents/\udcff.md").write_text("---\ntitle: X\n---\n", encoding="utf-8")
    assert book.build() == 0
    assert "'incidents/\\udcff.md' is left out: its name is not UTF-8" in book.findings[0]
