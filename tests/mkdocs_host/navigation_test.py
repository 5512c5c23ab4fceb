"""The navigation and the place of each page in it."""

import re
from pathlib import Path

import pytest

from incidentbook.mkdocs_host.navigation import default_nav, pruned, titles
from tests.plain_books import Book, book, contents

__all__ = ["book"]


def page(book: Book, path: str) -> str:
    return contents(book.site)[path].decode()


def active_tabs(html: str) -> list[str]:
    found = re.findall(r'<li class="md-tabs__item md-tabs__item--active">.*?</li>', html, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", item).strip() for item in found]


def breadcrumb(html: str) -> list[str]:
    found = re.search(r'<ol class="md-path__list">(.*?)</ol>', html, re.DOTALL)
    return re.sub(r"<[^>]*>", "\n", found[1]).split() if found else []


def test_hubs_make_the_navigation() -> None:
    """Those that are published, in the site's order."""
    assert default_nav([("Home", "index.md"), ("Actions", "actions.md")], {"index.md"}) == [{"Home": "index.md"}]


def test_what_is_not_published_leaves_the_navigation() -> None:
    """With the sections that it leaves empty; a path that exists nowhere stays, and the host warns of it."""
    nav = [
        "index.md",
        {"Hidden": "c.md"},
        {"Section": ["c.md"]},
        {"Both": [{"Deep": ["c.md"]}, {"A": "a.md"}]},
        "typo.md",
    ]
    assert pruned(nav, {"c.md"}) == ["index.md", {"Both": [{"A": "a.md"}]}, "typo.md"]


def test_titles_are_those_of_the_navigation() -> None:
    """In order, at any depth; None where it gives none."""
    assert list(titles(["index.md", {"Section": [{"A": "a.md"}]}])) == [("index.md", None), ("a.md", "A")]


def test_no_navigation_is_needed(book: Book) -> None:
    """Without one in mkdocs.yml the hubs are the tabs, and no article is in it."""
    book.build()
    html = page(book, "incidents/a/index.html")
    assert re.findall(r'class="md-tabs__link">\s*(.*?)\s*</a>', html.replace('<span class="md-ellipsis">', ""))
    assert active_tabs(html) == ["Incidents"]
    assert breadcrumb(html) == ["Home", "Incidents"]
    assert active_tabs(page(book, "incidents/index.html")) == ["Incidents"]
    assert active_tabs(page(book, "index.html")) == ["Home"]
    sidebar = html[html.index('data-md-type="navigation"') : html.index('data-md-type="toc"')]
    assert "incidents/b" not in sidebar
    assert "../b/" not in sidebar


def test_a_hub_in_a_section_opens_its_tab(book: Book) -> None:
    """The breadcrumb names section and hub; or only one, where the hub is the section's own page."""
    book.configure("nav: [index.md, {Reports: [{Incidents: incidents/index.md}]}]\n")
    book.build()
    html = page(book, "incidents/a/index.html")
    assert active_tabs(html) == ["Reports"]
    assert breadcrumb(html) == ["Home", "Reports", "Incidents"]
    book.configure("nav: [index.md, {Incidents: [{Incidents: incidents/index.md}]}]\n")
    book.build()
    assert breadcrumb(page(book, "incidents/a/index.html")) == ["Home", "Incidents"]


def test_sections_may_stand_under_sections(book: Book) -> None:
    """A page below a hub that is itself below another; and no circle is ever closed."""
    book.write("incidents/a.md", "---\ntitle: A\nsection: incidents/b.md\n---\n")
    book.write("incidents/b.md", "---\ntitle: B\nsection: incidents/index.md\n---\n")
    book.write("incidents/d.md", "---\ntitle: D\nsection: incidents/e.md\n---\n")
    book.write("incidents/e.md", "---\ntitle: E\nsection: incidents/d.md\n---\n")
    book.write("incidents/f.md", "---\ntitle: F\nsection: incidents/gone.md\n---\n")
    assert book.build() == 0
    assert breadcrumb(page(book, "incidents/a/index.html")) == ["Home", "Incidents", "B"]
    assert active_tabs(page(book, "incidents/a/index.html")) == ["Incidents"]
    assert active_tabs(page(book, "incidents/f/index.html")) == []


def test_a_title_in_the_navigation_is_the_page_s(book: Book) -> None:
    """On every page, also when the page itself is not made again."""
    book.configure("nav: [{Start: index.md}, {All of them: incidents/index.md}]\n")
    book.build()
    book.add("incidents/a.md", "\nMore.\n")
    book.build()
    html = page(book, "incidents/a/index.html")
    assert "Start" in html
    assert "All of them" in html
    assert "None" not in html


def test_a_hidden_page_leaves_no_trace_in_the_navigation(book: Book) -> None:
    """Neither its title nor a warning about it."""
    book.configure("nav: [index.md, {Secret thing: incidents/c.md}]\n")
    assert book.build(strict=True) == 0
    assert not any(b"Secret thing" in content for content in contents(book.site).values())


@pytest.mark.slow
def test_a_thousand_articles_make_no_larger_pages(book: Book, tmp_path: Path) -> None:
    """The navigation does not grow with the book."""
    book.build(into=tmp_path / "small")
    for number in range(1000):
        book.write(f"incidents/n{number}.md", f"---\ntitle: N{number}\n---\n")
    book.build()
    small = contents(tmp_path / "small")["incidents/a/index.html"]
    assert contents(book.site)["incidents/a/index.html"] == small
