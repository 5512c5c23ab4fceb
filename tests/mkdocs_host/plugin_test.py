"""The plugin in MkDocs' own commands."""

import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from tests.plain_books import CONFIG, Book, book, contents

__all__ = ["book"]

Command = Literal["build", "gh-deploy", "serve"]


@pytest.fixture(autouse=True)
def host_log() -> Iterator[None]:
    """Give the host's logger the level that its own program gives it."""
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    yield
    logger.setLevel(logging.NOTSET)


def make(book: Book, command: Command = "build", *, strict: bool = False, dirty: bool = False) -> dict[str, bytes]:
    """Do what `mkdocs build` does."""
    config = load_config(str(book.folder / "mkdocs.yml"), site_dir=str(book.site), strict=strict)
    config.plugins.on_startup(command=command, dirty=dirty)
    try:
        mkdocs_build(config, dirty=dirty)
    finally:
        config.plugins.on_shutdown()
    return contents(book.site)


def test_the_host_builds_the_same_site(book: Book, tmp_path: Path) -> None:
    """`mkdocs build` and `incidentbook build` give the same bytes; only the mark is ours alone."""
    book.build(into=tmp_path / "ours")
    ours = contents(tmp_path / "ours")
    del ours[".incidentbook"]
    assert make(book) == ours
    assert make(book, dirty=True) == ours


@pytest.mark.parametrize(("command", "internal"), [("build", False), ("gh-deploy", False), ("serve", True)])
def test_a_preview_is_for_the_team(book: Book, command: Command, internal: bool) -> None:
    """`mkdocs serve` shows what is internal, `build` and `gh-deploy` do not, unless the settings say otherwise."""
    assert ("incidents/c/index.html" in make(book, command)) is internal


@pytest.mark.parametrize("command", ["build", "serve"])
def test_the_audience_in_the_settings_goes_first(book: Book, command: Command) -> None:
    """An option in mkdocs.yml holds for all commands."""
    book.configure("plugins: [{incidentbook: {audience: restricted}}]\n", without="plugins")
    assert "incidents/c/index.html" in make(book, command)


def test_strict_fails_on_findings(book: Book, caplog: pytest.LogCaptureFixture) -> None:
    """On a diagnostic as on a broken link, which is found in another process."""
    assert make(book, strict=True)
    book.write("incidents/b.md", "---\ntitle: TODO\n---\n")
    with pytest.raises(Abort):
        make(book, strict=True)
    (record,) = (record for record in caplog.records if record.name == "mkdocs.plugins.incidentbook")
    assert record.levelno == logging.WARNING
    book.write("incidents/b.md", "---\ntitle: B\n---\n[dead](gone.md)\n")
    with pytest.raises(Abort):
        make(book, strict=True)
    assert "contains a link 'gone.md'" in caplog.text


def test_a_note_fails_no_build(book: Book, caplog: pytest.LogCaptureFixture) -> None:
    """What a draft still needs is said, and no warning."""
    book.write("incidents/b.md", "---\ntitle: DRAFT\n---\n")
    assert make(book, strict=True)
    (record,) = (record for record in caplog.records if record.name == "mkdocs.plugins.incidentbook")
    assert (record.levelno, record.getMessage()) == (logging.INFO, "incidents/b.md:1:1: KB904 it is a draft")


def test_warnings_about_pages_come_in_the_order_of_pages(book: Book, caplog: pytest.LogCaptureFixture) -> None:
    """However many processes found them."""
    for number in range(10):
        book.write(f"incidents/n{number}.md", f"---\ntitle: N\n---\n[dead](gone{number}.md)\n")
    make(book)
    found = re.findall(r"contains a link 'gone(\d)", caplog.text)
    assert found == [str(number) for number in range(10)]


def test_an_article_can_be_edited_at_its_source(book: Book) -> None:
    """The link for editing leads to the author's file; a generated page has none."""
    book.configure("edit_uri_template: https://git.example.org/edit/{path}\n")
    book.configure(
        "edit_uri_template: https://git.example.org/edit/{path}\n"
        "theme: {name: material, features: [content.action.edit]}\n",
        without="theme",
    )
    site = make(book)
    assert b"https://git.example.org/edit/incidents/a.md" in site["incidents/a/index.html"]
    assert b"https://git.example.org/edit" not in site["incidents/index.html"]


def test_the_author_s_front_matter_reaches_no_template(book: Book) -> None:
    """A template that does not exist, or a `hide` that is a number, would end the host."""
    book.write("incidents/b.md", "---\ntitle: B\ntemplate: nope.html\nhide: 7\n---\nText\n")
    assert "incidents/b/index.html" in make(book, strict=True)


def test_a_title_cannot_leave_its_place(book: Book) -> None:
    """Themes print titles and descriptions as they are; an author's may hold anything."""
    title = "Pool </title><script>alert(1)</script> & <*>ms"
    book.write("incidents/b.md", f"---\ntitle: {title}\nsection: index.md\n---\nText\n")
    book.write("incidents/d.md", "---\ntitle: D\nsection: incidents/b.md\n---\nText\n")
    site = make(book)
    assert (
        b"<title>Pool &lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;*&gt;ms - Plain</title>"
        in (site["incidents/b/index.html"])
    )
    assert b"alert" in site["incidents/d/index.html"]
    assert b"<script>alert" not in site["incidents/d/index.html"]


def test_no_request_leaves_the_site(book: Book) -> None:
    """The theme's fonts are the reader's own, unless mkdocs.yml names one."""
    addresses = re.compile(rb"(?:href|src)=\"(https?://[^\"]*)")
    for path, content in make(book).items():
        if path.endswith(".html"):
            hosts = {address for address in addresses.findall(content) if b"books.example.org" not in address}
            assert hosts <= {b"https://squidfunk.github.io/mkdocs-material/"}, path


def test_inline_scripts_are_the_same_on_all_pages(book: Book) -> None:
    """At every depth, so that the same hashes in a policy allow the theme's; and none of them is ours."""
    site = make(book)
    scripts = {
        path: re.findall(rb"<script>(.*?)</script>", site[path], re.DOTALL)
        for path in ("index.html", "incidents/index.html", "incidents/a/index.html", "404.html")
    }
    assert b'new URL("/",location)' in scripts["index.html"][0]
    assert all(found == scripts["index.html"] for found in scripts.values())


def test_flat_addresses_are_refused(book: Book) -> None:
    """The generated links are those of folders."""
    book.configure("use_directory_urls: false\n")
    with pytest.raises(Abort):
        make(book)


def test_other_plugins_work_on_our_pages(book: Book) -> None:
    """A hook sees the Markdown, the HTML and the context of each page, in this process, and may change them."""
    (book.folder / "hook.py").write_text(
        "seen = []\n"
        "def on_page_markdown(markdown, page, **_):\n    seen.append(page)\n    return markdown + '\\nHOOKED\\n'\n"
        "def on_page_content(html, **_):\n    return html.replace('HOOKED', 'HOOKED TWICE')\n"
        "def on_page_context(context, page, **_):\n    page.meta['description'] = 'From a hook'\n"
        "def on_post_page(output, **_):\n    return output + f'<!-- {len(seen)} -->'\n",
        encoding="utf-8",
    )
    book.configure("hooks: [hook.py]\n")
    html = make(book)["incidents/b/index.html"].decode()
    assert "HOOKED TWICE" in html
    assert "From a hook" in html
    assert "<!-- 5 -->" in html


def test_the_host_s_program_runs(tmp_path: Path) -> None:
    """`mkdocs build` in a process of its own, on a book's real pages, published for everybody."""
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    incidents = tmp_path / "kb/incidents/2026"
    incidents.mkdir(parents=True)
    (tmp_path / "kb/services.yml").write_text("checkout: {name: Checkout, audience: public}\n", encoding="utf-8")
    for name, audience in (("seen", "public"), ("hidden", "internal")):
        (incidents / f"2026-01-02-{name}.md").write_text(
            f"---\nid: INC-2026-{name == 'seen':04}\ntitle: {name}\naudience: {audience}\nservices: [checkout]\n"
            "times: {detected: 2026-01-02 10:00}\n---\n## Impact\n\nNone.\n",
            encoding="utf-8",
        )
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    published = contents(tmp_path / "site")
    assert b"None." in published["incidents/2026/2026-01-02-seen/index.html"]
    assert not any("hidden" in path or "services.yml" in path for path in published)
