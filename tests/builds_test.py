"""Whole builds: what is published, and that a warm build is a full one that took less time."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import pytest

from incidentbook import builds, swap
from incidentbook.errors import IncidentbookError
from incidentbook.mkdocs_host import forked
from tests.plain_books import Book, book, contents, rendered

__all__ = ["book"]

STYLE = "extra_css: [style.css]\n"
TEMPLATE = '{% extends "base.html" %}{% block footer %}<p>NOTE</p>{% endblock %}'


def test_a_site_is_what_the_site_says(book: Book) -> None:
    """Pages, what was generated, attachments, the theme's files: and nothing else that lies in the book's folder."""
    book.write("stray.txt", "not published")
    book.write("incidents/a.md.orig", "not published")
    assert book.build() == 0
    of_book = {path for path in contents(book.site) if not path.startswith("assets/")}
    assert of_book == {
        ".incidentbook",
        "404.html",
        "attachments/a.log",
        "counts.csv",
        "counts/index.html",
        "id/a/index.html",
        "id/b/index.html",
        "incidents/a/index.html",
        "incidents/b/index.html",
        "incidents/index.html",
        "index.html",
        "sitemap.xml",
        "sitemap.xml.gz",
    }
    assert book.findings == []


def test_a_higher_audience_sees_more(book: Book) -> None:
    """The audience of the command goes before that of the settings, and both before the default."""
    book.build()
    assert not (book.site / "incidents/c").exists()
    book.build(audience="restricted")
    assert (book.site / "incidents/c").exists()
    book.configure("plugins: [{incidentbook: {audience: restricted}}]\n", without="plugins")
    book.build()
    assert (book.site / "incidents/c").exists()
    book.build(audience="public")
    assert not (book.site / "incidents/c").exists()


def edit(book: Book) -> None:
    book.add("incidents/b.md", "\nMore, with a [dead link](gone.md).\n")


def edit_anchor(book: Book) -> None:
    book.write("incidents/a.md", "---\ntitle: A\n---\n## Consequences\n")


def rename(book: Book) -> None:
    book.write("incidents/e.md", (book.folder / "kb/incidents/b.md").read_bytes())
    book.remove("incidents/b.md")


def retitle(book: Book) -> None:
    book.write("incidents/b.md", "---\ntitle: Another\n---\nText.\n")


def remove_attachment(book: Book) -> None:
    book.remove("attachments/a.log")


def change_attachment(book: Book) -> None:
    file = book.folder / "kb/attachments/a.log"
    before = file.stat()
    file.write_text("gol\n", encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns - 10**12))


def add_nav(book: Book) -> None:
    book.configure("nav: [{Start: index.md}, {All incidents: incidents/index.md}]\n")


def add_icon(book: Book) -> None:
    book.configure("nav: [{Start: index.md}, {In: [incidents/index.md, {First: incidents/a.md}]}]\n")


def change_theme(book: Book) -> None:
    book.configure("theme: {name: material, palette: {scheme: slate}}\n", without="theme")


def add_style(book: Book) -> None:
    book.write("style.css", "p { background: url(dot.svg) }")
    book.write("dot.svg", "<svg/>")
    book.configure(STYLE)


def change_style(book: Book) -> None:
    add_style(book)
    book.build()
    book.write("style.css", "h1 { color: red }")


def add_template(book: Book) -> None:
    overrides = book.folder / "overrides"
    overrides.mkdir(exist_ok=True)
    (overrides / "main.html").write_text(TEMPLATE, encoding="utf-8")
    book.configure("theme: {name: material, custom_dir: overrides}\n", without="theme")


def change_template(book: Book) -> None:
    add_template(book)
    book.build()
    (book.folder / "overrides/main.html").write_text(TEMPLATE.replace("NOTE", "CHANGED"), encoding="utf-8")


def change_extension(book: Book) -> None:
    book.configure("markdown_extensions: [attr_list]\n", without="markdown_extensions")


def spoil_page(book: Book) -> None:
    (book.site / "incidents/a/index.html").write_text("spoilt", encoding="utf-8")


def spoil_attachment(book: Book) -> None:
    (book.site / "attachments/a.log").unlink()


def add_file_to_site(book: Book) -> None:
    (book.site / "incidents/b/notes.txt").write_text("forgotten here", encoding="utf-8")


def touch_all(book: Book) -> None:
    for path in (book.folder / "kb").rglob("*.*"):
        os.utime(path)


def nothing(book: Book) -> None:
    del book


CHANGES: list[tuple[Callable[[Book], None], int]] = [
    (nothing, 3),  # the page of errors and the site map, which the host makes in every build
    (touch_all, 3),
    (edit, 4),
    (edit_anchor, 4),
    (rename, 8),
    (retitle, 5),
    (remove_attachment, 4),
    (change_attachment, 4),
    (spoil_page, 4),
    (spoil_attachment, 4),
    (add_file_to_site, 3),
    (add_nav, 100),
    (add_icon, 100),
    (change_theme, 100),
    (add_style, 100),
    (change_style, 5),
    (add_template, 100),
    (change_template, 100),
    (change_extension, 100),
]


@pytest.mark.parametrize(("change", "most"), CHANGES, ids=[change.__name__ for change, _ in CHANGES])
def test_a_warm_build_is_a_full_build(book: Book, tmp_path: Path, change: Callable[[Book], None], most: int) -> None:
    """After any change the site is the same, byte for byte, and the same is said, as when all is built anew."""
    book.write("incidents/d.md", "---\ntitle: D\n---\nSee [a](a.md#impact), [b](b.md), [index](index.md), [x](x.md).\n")
    book.build()
    change(book)
    assert book.build() == 0
    assert book.made <= most
    warm = book.findings
    assert book.build() == 0
    assert book.findings == warm
    assert book.build(full=True, into=tmp_path / "full") == 0
    assert book.findings == warm
    assert contents(book.site) == contents(tmp_path / "full")


@pytest.mark.parametrize("processes", [0, 2])
def test_a_page_whose_text_is_the_same_is_left_as_it_is(
    book: Book, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    """Where only rendering it can tell; its file is that of the last build, and so is what is remembered of it."""
    monkeypatch.setattr(forked, "processes", lambda: processes)
    counts = [book.site / "counts/index.html", book.site / "counts.csv"]
    book.build()
    before = [file.stat().st_ino for file in counts]
    for more in ("\nMore.\n", "\nAnd more.\n"):
        book.add("incidents/b.md", more)
        book.build()
        assert [file.stat().st_ino for file in counts] == before
    book.write("incidents/d.md", "---\ntitle: D\n---\n")
    book.build()
    assert b"There are 3." in counts[0].read_bytes()
    assert b"\r\n3\r\n" in counts[1].read_bytes()


def test_what_has_not_changed_is_not_rendered(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """And what may have changed is rendered once."""
    monkeypatch.setattr(forked, "processes", lambda: 0)
    book.build()
    rendered.clear()
    book.build()
    assert rendered == []
    book.add("incidents/b.md", "\nMore.\n")
    book.build()
    assert sorted(rendered) == ["counts.csv", "counts.md", "incidents/b.md"]


def test_strict_leaves_the_old_site(book: Book) -> None:
    """With findings, cold or warm, a strict build ends with 1 and the old site stands; without, it goes through."""
    book.build()
    before = contents(book.site)
    book.add("incidents/a.md", "\n[dead](gone.md)\n")
    assert book.build(strict=True) == 1
    assert "ERROR   -  Aborted with 1 warnings in strict mode! The old site is as it was." in book.said
    assert contents(book.site) == before
    assert book.build() == 0
    assert contents(book.site) != before
    assert book.build(strict=True) == 1, "the page with the finding was not converted again, and it still counts"
    assert book.build(strict=True, full=True) == 1
    book.write("incidents/a.md", "---\ntitle: A\n---\n## Impact\n")
    assert book.build(strict=True) == 0


def test_findings_of_the_book_fail_a_strict_build(book: Book) -> None:
    """A diagnostic is a warning to the host, with its place, code, message and hint."""
    book.write("incidents/b.md", "---\ntitle: TODO\n---\n")
    assert book.build() == 0
    assert book.findings == ["WARNING -  incidents/b.md:1:1: KB203 it says TODO (finish it)"]
    assert book.build(strict=True) == 1


def test_a_warning_about_settings_fails_a_strict_build(book: Book) -> None:
    """What the host warns of in mkdocs.yml is a finding like others."""
    book.configure("no_such_setting: 1\n")
    assert book.build() == 0
    assert book.build(strict=True) == 1


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("docs_dir: nowhere\n", "cannot be used"),
        ("theme: [\n", "cannot be read"),
        ("use_directory_urls: false\n", "use_directory_urls: true"),
        ("plugins: []\n", "add `- incidentbook`"),
    ],
)
def test_settings_that_cannot_be_used_leave_the_old_site(book: Book, config: str, message: str) -> None:
    """The error says what to do, and nothing was touched."""
    book.build()
    before = contents(book.site)
    book.configure(config, without=config.partition(":")[0])
    with pytest.raises(IncidentbookError, match=message):
        book.build()
    assert contents(book.site) == before


def test_hidden_files_in_the_site_stay(book: Book) -> None:
    """A `.git` of somebody who publishes from the folder, or a `.nojekyll`, stays; a link does not."""
    book.build()
    (book.site / ".git").mkdir()
    (book.site / ".git/HEAD").write_text("ref: refs/heads/gh-pages\n", encoding="utf-8")
    (book.site / ".nojekyll").touch()
    (book.site / ".link").symlink_to("/etc/passwd")
    for full in (False, True):
        book.build(full=full)
        assert (book.site / ".git/HEAD").read_text(encoding="utf-8") == "ref: refs/heads/gh-pages\n"
        assert (book.site / ".nojekyll").exists()
        assert not (book.site / ".link").is_symlink()


def test_a_site_of_unknown_origin_is_built_anew(book: Book, tmp_path: Path) -> None:
    """Another site in the folder, or one without its mark, is not taken for the one that is remembered."""
    book.build()
    (book.site / ".incidentbook").unlink()
    everything = len(contents(book.site)) + 1
    book.build()
    assert book.made == everything - 1
    shutil.rmtree(tmp_path / "cache")
    book.build()
    assert book.made == everything - 1


def test_a_broken_memory_is_forgotten(book: Book, tmp_path: Path) -> None:
    """A manifest that was cut off, or holds anything else, means a full build."""
    book.build()
    first = contents(book.site)
    for text in ("", "{", "[]", '{"format": 1}', "\udcff"):
        for manifest in (tmp_path / "cache").rglob("builds/*/*.json"):
            manifest.write_text(text, encoding="utf-8", errors="surrogateescape")
        assert book.build() == 0
        assert contents(book.site) == first


def test_without_a_cache_folder_all_is_built(book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be remembered, and nothing else is different."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert book.build() == 0
    first = contents(book.site)
    assert book.build() == 0
    assert contents(book.site) == first


def test_in_doubt_all_is_built(book: Book) -> None:
    """Where a hook may change any page, no page of the last build is kept."""
    (book.folder / "hook.py").write_text(
        "def on_page_content(html, **_):\n    return html.replace('Text', 'Changed')\n", encoding="utf-8"
    )
    book.configure("hooks: [hook.py]\n")
    book.build()
    everything = book.made
    assert b"Changed" in contents(book.site)["incidents/b/index.html"]
    book.build()
    assert book.made == everything


def test_one_process_gives_the_same_site(book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where processes cannot be forked, the bytes and what is said are the same."""
    book.write("incidents/d.md", "---\ntitle: D\n---\n[x](x.md)\n\n<![x y\n\n[a](a.md#nowhere)\n")
    book.build()
    findings = book.findings
    assert len(findings) == 3
    monkeypatch.setattr(forked, "processes", lambda: 0)
    book.build(into=tmp_path / "other")
    assert book.findings == findings
    assert contents(book.site) == contents(tmp_path / "other")


def test_pages_that_nobody_else_has_a_hand_in_are_made_whole_elsewhere(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The host's own process puts none into its template then, and all of them where a hook listens."""
    here: list[str] = []
    render = jinja2.Template.render

    def counted(template: jinja2.Template, *arguments: Any, **values: Any) -> str:
        if template.name == "main.html":
            here.append(arguments[0]["page"].file.src_uri)
        return render(template, *arguments, **values)

    monkeypatch.setattr(jinja2.Template, "render", counted)
    monkeypatch.setattr(forked, "processes", lambda: 2)
    book.build()
    assert here == []
    whole = contents(book.site)
    book.write("../hook.py", "def on_page_content(html, **_):\n    return html\n")
    book.configure("hooks: [hook.py]\n")
    book.build(into=tmp_path / "other")
    assert sorted(here) == ["counts.md", "incidents/a.md", "incidents/b.md", "incidents/index.md", "index.md"]
    assert contents(tmp_path / "other") == whole


@pytest.mark.parametrize("count", [0, 2])
def test_a_warm_build_takes_what_it_keeps_from_a_spare_that_the_whole_one_has_not_made(
    book: Book, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    """Without a further process it is made for the next one, at the end."""
    monkeypatch.setattr(builds, "SPARE_FROM_FILES", 1)
    monkeypatch.setattr(swap, "SPARE_FROM_FILES", 1)
    monkeypatch.setattr(forked, "processes", lambda: count)
    spare = book.folder / ".site.incidentbook" / "spare"
    book.build()
    assert not spare.exists()
    for text in ("once", "twice", "three times"):
        book.add("incidents/b.md", text)
        book.build()
        assert f"{text}".encode() in contents(book.site)["incidents/b/index.html"]
        of_spare = {path.relative_to(spare).as_posix() for path in spare.rglob("*.html")}
        assert of_spare == {path for path in contents(book.site) if path.endswith(".html")}
        assert (spare / "incidents/a/index.html").samefile(book.site / "incidents/a/index.html")


HOSTILE: dict[str, str | bytes] = {
    "bogus": "Before\n\n<![x y\n\nAfter the [link](b.md)",
    "nested": "\n".join("    " * depth + "- deep" for depth in range(400)),
    "quotes": "> " * 500 + "deep",
    "brackets": "[" * 2000,
    "stars": "*_" * 2000,
    "placeholder": "\x02klzzwxh:0001\x03 \x02wzxhzdk:0\x03",
    "unclosed": "```\ncode\n\nmore",
    "bytes": b"\xff\xfe\x00 bytes \x80",
    "controls": "a\x00b\x0bc\x0cd\x1b[31m\u2028e",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_an_author_writes_is_shown(book: Book, tmp_path: Path, name: str) -> None:
    """No article ends the build, its neighbours are untouched, and warm and full builds agree about it."""
    book.build()
    neighbour = contents(book.site)["incidents/b/index.html"]
    text = HOSTILE[name]
    book.write("incidents/d.md", b"---\ntitle: D\n---\n" + (text.encode() if isinstance(text, str) else text))
    assert book.build() == 0
    assert contents(book.site)["incidents/b/index.html"] == neighbour
    findings = book.findings
    book.build()
    assert book.findings == findings
    book.build(full=True, into=tmp_path / "full")
    assert book.findings == findings
    assert contents(book.site) == contents(tmp_path / "full")


def test_what_cannot_be_converted_is_shown_as_written(book: Book) -> None:
    """Only the paragraph that the converter fails on; the rest of the page is converted, and a warning names it."""
    book.write("incidents/d.md", "---\ntitle: D\n---\nSee [b](b.md).\n\n<![x & y\n\n## After\n")
    assert book.build() == 0
    page = contents(book.site)["incidents/d/index.html"].decode()
    assert '<a href="../b/">b</a>' in page
    assert '<pre class="ib-unconverted"><code>&lt;![x &amp; y\n</code></pre>' in page
    assert '<h2 id="after">' in page
    (warning,) = book.findings
    assert "incidents/d.md cannot be converted as a whole" in warning
    assert "one is shown as written" in warning


BUILD_IN_A_PROCESS = """
import sys
from pathlib import Path
from incidentbook import plugin
from incidentbook.builds import build
from incidentbook.mkdocs_host import theme
from tests.plain_books import site_of
plugin.site_of = site_of
theme.theme_folders = lambda _: []
sys.exit(build(Path(sys.argv[1])))
"""


@pytest.mark.slow
def test_a_build_may_be_killed_at_any_moment(book: Book, tmp_path: Path) -> None:
    """After each kill the site is the old one or the new one, whole; and the next build is right."""
    for number in range(40):
        book.write(f"incidents/n{number}.md", f"---\ntitle: N{number}\n---\nText [b](b.md).\n")
    book.build()
    whole = [contents(book.site)]
    chance = random.Random(4)  # noqa: S311 - a repeatable choice, not a secret
    for number in range(12):
        book.write(f"incidents/n{number}.md", f"---\ntitle: Changed {number}\n---\n")
        book.build(full=True, into=tmp_path / f"full{number}")
        whole.append(contents(tmp_path / f"full{number}"))
        with subprocess.Popen(
            [sys.executable, "-c", BUILD_IN_A_PROCESS, str(book.folder / "mkdocs.yml")],
            cwd=Path(__file__).parents[1],
            stderr=subprocess.DEVNULL,
        ) as process:
            time.sleep(chance.uniform(0.2, 1.6))
            process.kill()
        assert contents(book.site) in whole
    assert book.build() == 0
    assert contents(book.site) == whole[-1]
    assert not (book.folder / ".site.incidentbook").exists()
