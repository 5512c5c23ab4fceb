"""Markdown to HTML as the host does it, with one converter for all pages where that gives the same pages."""

import logging

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import (
    Page,
    _ExtractAnchorsTreeprocessor,
    _ExtractTitleTreeprocessor,
    _RawHTMLPreprocessor,
    _RelativePathTreeprocessor,
)
from mkdocs.structure.toc import get_toc

from incidentbook.mkdocs_host.generated_blocks import NAME, anchors_in
from incidentbook.mkdocs_host.inline import pass_over

FORGETFUL = {
    *("abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "tables", "toc"),
    *(
        f"pymdownx.{name}"
        for name in ("details", "highlight", "inlinehilite", "superfences", "tabbed", "tasklist")
    ),
    NAME,
}  # fmt: skip
"""Extensions that keep nothing of a page once their converter is reset; the tests compare."""

log = logging.getLogger("mkdocs.structure.pages")


class Converter:
    """Converts the pages of one build. Making a converter takes a tenth of the time of converting a page."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        names = {str(name).removeprefix("markdown.extensions.") for name in config.markdown_extensions}
        self._shared = names <= FORGETFUL
        self._ready: Markdown | None = None

    def render(self, page: Page, files: Files) -> None:
        """Do what the host's `Page.render` does."""
        markdown = page.markdown or ""
        converter, self._ready = self._ready or self._made(), None
        blocks = _RawHTMLPreprocessor()
        anchors = _ExtractAnchorsTreeprocessor(page.file, files, self._config)
        paths = _RelativePathTreeprocessor(page.file, files, self._config)
        title = _ExtractTitleTreeprocessor()
        for one in (blocks, anchors, paths, title):  # each takes the place of the last page's
            one._register(converter)  # noqa: SLF001 - the host has no other name for it
        page.content = converter.convert(markdown)
        page.toc = get_toc(getattr(converter, "toc_tokens", []))
        page._title_from_render = title.title  # noqa: SLF001
        page.present_anchor_ids = anchors.present_anchor_ids | blocks.present_anchor_ids | anchors_in(markdown)
        if log.getEffectiveLevel() > logging.DEBUG:
            page.links_to_anchors = paths.links_to_anchors
        if self._shared:  # not after an exception: what is half done stays with it
            self._ready = converter.reset()

    def _made(self) -> Markdown:
        made = Markdown(extensions=self._config.markdown_extensions, extension_configs=self._config.mdx_configs or {})
        pass_over(made)
        return made
