"""Zensical builds what `incidentbook pages` writes, and its site says what MkDocs' says, at the same addresses."""

import shutil
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin
from xml.etree import ElementTree as ET

import pytest
import yaml

from tests.provided import Once, Run

CHECKOUT = Path(__file__).parents[1]
PROGRAMS = Path(sys.executable).parent
SITE_URL = "https://books.example.org/platform/"
RICH = """\
---
title: Everything that Markdown can do
audience: public
---

A [link](severity.md), the same [by reference][how], KI-0003 by its ID, `KI-0003` in code, ![a picture](rich/dot.svg),
[a file](rich/notes.txt "with a title") and <b>raw <a href="../severity/">HTML</a></b>.[^note]

<p>A block of HTML with <a href="../incidents/">a link</a>, <a href="./">one to itself</a>, <a href="#below">one
below</a>, <img src="../rich/dot.svg" alt=""> and a `<a href="../severity/">backtick</a>`.</p>

!!! note "An admonition"

    With a [link](known-issues/index.md) in it.

=== "One tab"

    ```html
    <a href="../severity/">stays as it is</a>
    ```

=== "Another"

    Indented `<a href="../x/">code</a>`:

        <img src="../x.png">

| a table | of things |
| --- | --- |
| INC-2020-0001 | [x](runbooks/index.md) |

Term
:   What it means, with <a href="../symptoms/">HTML</a>.

- [ ] to do
- [x] done

## Below {#below}

[how]: severity.md
[^note]: A footnote about RB-0001.
"""

# What the two sites may differ in, each with its reason.
OWN_FILES = {
    ".incidentbook",  # the name of the generation, for our next build
    "search.json",  # Zensical's own search
    "sitemap.xml.gz",  # MkDocs' alone; sitemap.xml is compared
}
OWN_FOLDER = "assets/"  # the themes' files; ours among them are compared
OWN_PAGES = {"404.html"}  # the theme's page, of which Zensical has its own


class Read(NamedTuple):
    """What a reader and a crawler see of a page."""

    title: str
    text: str
    links: frozenset[str]
    """Addresses in the main part, as they resolve."""


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.title = ""
        self.words: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("article", "title", "script", "style"):
            self.open.append(tag)
        if "article" in self.open:
            self.links += [value for name, value in attrs if name in ("href", "src", "action") and value is not None]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            self.open.remove(tag)

    def handle_data(self, data: str) -> None:
        if self.open[:1] == ["title"]:
            self.title += data
        if self.open[-1:] == ["article"]:
            self.words.append(data)


class Sites(NamedTuple):
    """The same book in both hosts."""

    mkdocs: Path
    zensical: Path


@pytest.fixture(scope="module")
def sites(once: Once, run: Run) -> Sites:
    def make(folder: Path) -> None:
        shutil.copytree(CHECKOUT / "kb", folder / "kb")
        (folder / "kb/rich.md").write_text(RICH, encoding="utf-8")
        (folder / "kb/rich").mkdir()
        (folder / "kb/rich/dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
        (folder / "kb/rich/notes.txt").write_text("notes", encoding="utf-8")
        shutil.copy(CHECKOUT / "mkdocs.yml", folder)
        surroundings = {
            "SITE_URL": SITE_URL,
            "XDG_CACHE_HOME": str(folder / "cache"),
            "SOURCE_DATE_EPOCH": "1780000000",
        }
        run(PROGRAMS / "incidentbook", "build", folder=folder, **surroundings)
        run(PROGRAMS / "incidentbook", "pages", "other/pages", folder=folder, **surroundings)
        (folder / "other/mkdocs.yml").write_text(_settings_for_zensical(), encoding="utf-8")
        # Strict: it checks links and anchors too, those in raw HTML among them.
        run(PROGRAMS / "zensical", "build", "--strict", folder=folder / "other", NO_COLOR="1", **surroundings)

    folder = once("zensical", make)
    return Sites(folder / "site", folder / "other/site")


def _settings_for_zensical() -> str:
    """The demo's settings without the plugin, whose work is done, and with the style sheets that it adds."""
    settings = yaml.safe_load((CHECKOUT / "mkdocs.yml").read_text(encoding="utf-8").replace("!ENV", ""))
    styles = sorted((CHECKOUT / "templates/theme/assets/stylesheets").glob("*.css"))
    settings |= {
        "docs_dir": "pages",
        "site_url": SITE_URL,
        "extra_css": [f"assets/stylesheets/{style.name}" for style in styles],
    }
    settings["theme"]["variant"] = "classic"
    del settings["plugins"]
    return yaml.safe_dump(settings, sort_keys=False)


def files_of(site: Path) -> set[str]:
    found = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    return {path for path in found - OWN_FILES if not path.startswith(OWN_FOLDER)}


def read(site: Path, file: str) -> Read:
    page = _Page()
    page.feed((site / file).read_text(encoding="utf-8"))
    page.close()
    here = SITE_URL + file.removesuffix("index.html")
    links = frozenset(urljoin(here, link) for link in page.links)
    return Read(" ".join(page.title.split()), " ".join("".join(page.words).split()), links)


def test_both_sites_have_the_same_files(sites: Sites) -> None:
    """Pages, redirects and attachments; only what each host makes for itself is its own, and what MkDocs alone can have
    beside the pages of articles.
    """
    beside = {path for path in files_of(sites.mkdocs) if path.endswith(("/index.md", "/index.json"))}
    assert files_of(sites.zensical) - {"api/index.json"} == files_of(sites.mkdocs) - beside
    assert len(files_of(sites.mkdocs)) > 200


def test_both_sites_have_our_styles_and_scripts(sites: Sites) -> None:
    assets = CHECKOUT / "templates/theme"
    ours = [path for path in (assets / "assets").rglob("*") if path.is_file()]
    assert ours
    for path in ours:
        name = path.relative_to(assets)
        assert (sites.zensical / name).read_bytes() == (sites.mkdocs / name).read_bytes() == path.read_bytes()


def test_every_page_has_the_same_title_words_and_links_in_both(sites: Sites) -> None:
    """Down to the white space, which alone is not compared."""
    pages = [file for file in sorted(files_of(sites.mkdocs) - OWN_PAGES) if file.endswith(".html")]
    assert len(pages) > 200
    differences = [
        f"{file}\n  MkDocs:   {mine}\n  Zensical: {other}"
        for file in pages
        for mine, other in zip(read(sites.mkdocs, file), read(sites.zensical, file), strict=True)
        if mine != other
    ]
    assert not differences, "\n".join(differences[:5])


def test_every_internal_link_of_the_zensical_site_leads_to_a_file(sites: Sites) -> None:
    broken = []
    for file in sorted(files_of(sites.zensical) - OWN_PAGES):
        if file.endswith(".html"):
            for link in read(sites.zensical, file).links:
                address = urldefrag(link)[0].partition("?")[0]
                if address.startswith(SITE_URL):
                    target = address.removeprefix(SITE_URL)
                    target = f"{target}index.html" if target == "" or target.endswith("/") else target
                    broken += [] if (sites.zensical / target).is_file() else [f"{file}: {link}"]
    assert broken == []


def test_both_sitemaps_name_the_same_addresses(sites: Sites) -> None:
    def named(site: Path) -> list[str]:
        tree = ET.parse(site / "sitemap.xml")  # noqa: S314 - made by ourselves a moment ago
        return sorted(entry.text or "" for entry in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc"))

    assert named(sites.zensical) == named(sites.mkdocs) != []
