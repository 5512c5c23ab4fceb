"""The navigation: hub pages only, and each page placed under its hub so that tab and breadcrumb are right."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from html import escape
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from incidentbook.mkdocs_host.converter import Converter
from incidentbook.mkdocs_host.files import PageFile
from incidentbook.mkdocs_host.pages import SitePage, for_html
from incidentbook.site import Hub

_OF_THE_PAGE_ALONE = {"title", "description", "hide", "as_of", "scripts", "modules", "styles"}

NavConfig = list[Any]
"""As in `mkdocs.yml`: strings, and mappings of one title to a path or to such a list."""


def default_nav(hubs: Iterable[Hub], published: Collection[str]) -> NavConfig:
    """A navigation of the site's hubs."""
    nav: NavConfig = []
    for title, there in hubs:
        if not isinstance(there, str):
            nav += [{title: inner}] if (inner := default_nav(there, published)) else []
        elif there in published:
            nav.append({title: there})
    return nav


def pruned(nav: NavConfig, hidden: Collection[str]) -> NavConfig:
    """The navigation without the pages that this audience does not get, and without sections left empty by that.

    A path that exists nowhere stays: the host has a warning for it.
    """
    return [kept for item in nav if (kept := _pruned(item, hidden)) is not None]


def _pruned(item: Any, hidden: Collection[str]) -> Any:
    match item:
        case str():
            return None if item in hidden else item
        case dict():
            entries = {title: _pruned(value, hidden) for title, value in item.items()}
            return {title: value for title, value in entries.items() if value is not None} or None
        case list():
            return pruned(item, hidden) or None
    return item


def titles(nav: Any) -> Iterator[tuple[str, str | None]]:
    """Every path in the navigation with the title it is given there, in order."""
    match nav:
        case str():
            yield nav, None
        case dict():
            for title, value in nav.items():
                if isinstance(value, str):
                    yield value, str(title)
                else:
                    yield from titles(value)
        case list():
            for item in nav:
                yield from titles(item)


def make_pages(files: Iterable[PageFile], config: MkDocsConfig) -> list[SitePage]:
    """Give each page its title before the host would take it from a conversion that may not take place."""
    in_nav: dict[str, str | None] = {}
    for path, title in titles(config.nav):
        in_nav.setdefault(path, title)
    pages = []
    converter = Converter(config)
    for file in files:
        path = file.src_uri
        if path in in_nav:
            file.inclusion = InclusionLevel.INCLUDED
        page = SitePage(in_nav.get(path) or escape(file.site_page.title or path), file, config)
        page.converter = converter
        pages.append(page)
    return pages


def place(pages: Sequence[SitePage], nav: Navigation, config: MkDocsConfig) -> None:
    """Put each page that is not in the navigation under its hub."""
    by_path = {page.file.src_uri: page for page in pages}
    in_nav = {id(page) for page in nav.pages}
    features = config.theme.get("features") or ()
    for page in pages:
        section = page.file.site_page.section
        hub = by_path.get(section) if section else None
        if hub is not None and id(page) not in in_nav and page not in _line(hub):
            page.parent = _place_of(hub, "navigation.indexes" in features)


def _place_of(hub: SitePage, with_indexes: bool) -> Section:
    section = hub.parent
    if isinstance(section, Section) and section.children[0] is hub and (with_indexes or section.title == hub.title):
        return section
    # The theme asks an ancestor for its title, its URL and whether it is active: a page has all three.
    return cast("Section", hub)


def _line(page: Page) -> Iterator[Page]:
    """A page and what it stands under, so that no page can come to stand under itself."""
    item: Any = page
    while item is not None:
        yield item
        item = item.parent


def outline(nav: Navigation) -> list[Any]:
    """What the theme shows of the navigation, as plain values."""
    return [_outline(item) for item in nav.items]


def _outline(item: Any) -> Any:
    if item.children is not None:
        return [item.title, [_outline(child) for child in item.children]]
    meta = {key: value for key, value in getattr(item, "meta", {}).items() if key not in _OF_THE_PAGE_ALONE}
    return [item.title, item.url, meta]


def give_meta(nav: Navigation) -> None:
    """Give the pages of the navigation their front matter: a theme may show it on every page, and they may be kept."""
    for page in nav.pages:
        if isinstance(page, SitePage):
            page.meta = for_html(page.file.site_page.front_matter)
