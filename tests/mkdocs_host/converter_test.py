"""One converter for all pages."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from incidentbook.mkdocs_host import converter
from incidentbook.mkdocs_host.converter import FORGETFUL, Converter
from incidentbook.mkdocs_host.generated_blocks import NAME

# What keeps state while a page is converted, begun and not ended, or used and not defined.
PIECES = (
    "# Heading", "## Heading", "## Heading {#x}", "text", "[^1]", "[^1]: A note", "[^2]:\n    over\n\n    lines",
    "*[abc]: A B C", "abc", "[a]: https://example.org", "[a][]", "```python\ncode", "```", "~~~ {.x #y}", "    code",
    "!!! note\n    inside", "    more", "??? tip\n    x", '=== "One"\n    1', '=== "Two"\n    2', "- [ ] to do",
    "- [x] done\n    - deeper", "term\n:   meaning", "| a | b |\n|---|---|\n| 1 | 2 |", "`#!python x`",
    '<div markdown="1">', "</div>", "<div>", "<!--", "-->", "<details markdown><summary>s</summary>", "</details>",
    '<p id="ib-x">y</p>', "[TOC]", "{: .c #d }", "> quote", "1. one\n2. two", "***", "\\", "&lt;", "![](b.md)",
    "[b](b.md#c)", "",
)  # fmt: skip
PAGES = st.lists(st.sampled_from(PIECES), max_size=12).map("\n\n".join)


@pytest.fixture(scope="module")
def config(checkout: Path) -> MkDocsConfig:
    """The demo's, with further extensions that its authors might use."""
    found = load_config(str(checkout / "mkdocs.yml"))
    found.markdown_extensions += ["abbr", NAME]
    return found


def files_of(config: MkDocsConfig, *paths: str) -> Files:
    return Files([File(path, config.docs_dir, config.site_dir, use_directory_urls=True) for path in paths])


def converted(page: Page, render: Any) -> tuple[object, ...]:
    """Everything that a conversion leaves, or how it failed."""
    try:
        render()
    except Exception as error:  # noqa: BLE001 - whatever a converter raises
        return (type(error),)
    links = {file.src_uri: found for file, found in (page.links_to_anchors or {}).items()}
    return page.content, str(page.toc), page._title_from_render, page.present_anchor_ids, links


@settings(max_examples=150, deadline=None)
@given(st.lists(PAGES, min_size=2, max_size=4))
def test_a_page_is_the_same_whatever_was_converted_before_it(config: MkDocsConfig, pages: list[str]) -> None:
    """As the host makes it, with a new converter for each."""
    assert {str(name) for name in config.markdown_extensions} <= FORGETFUL
    files = Files(
        [File(f"{name}.md", str(config.docs_dir), str(config.site_dir), use_directory_urls=True) for name in "ab"]
    )
    shared = Converter(config)
    for markdown in pages:
        one, other = (Page("A", files.src_uris["a.md"], config) for _ in range(2))
        one.markdown = other.markdown = markdown
        found = converted(one, lambda page=one: shared.render(page, files))
        assert found == converted(other, lambda page=other: Converter(config).render(page, files))
        if "ib-" not in markdown:  # of generated blocks the host does not know
            assert found == converted(other, lambda page=other: page.render(config, files))


def test_an_extension_that_nobody_knows_gets_a_converter_for_each_page(
    config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may keep anything of the page before."""
    made = []

    def counted(**settings: Any) -> Any:
        made.append(settings)
        return Markdown(**settings)

    monkeypatch.setattr(converter, "Markdown", counted)
    files = files_of(config, "a.md")
    for names, count in ((["toc"], 1), (["toc", "wikilinks"], 4)):
        config.markdown_extensions = names
        shared = Converter(config)
        for _ in range(3):
            page = Page("A", files.src_uris["a.md"], config)
            page.markdown = "x"
            shared.render(page, files)
        assert len(made) == count
