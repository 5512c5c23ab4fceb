"""The host's page, with two changes: its conversion never raises, and it may have been done before or elsewhere."""

import html
from collections.abc import Mapping
from functools import cache, partial
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from incidentbook.mkdocs_host.conversion import Answer, Converted, Remembered, answer, convert
from incidentbook.mkdocs_host.converter import Converter
from incidentbook.mkdocs_host.files import PageFile
from incidentbook.mkdocs_host.manifest import PageEntry


class SitePage(Page):
    """A page of the site. `converted` is set once it is known, `remembered` also when the last build's is kept."""

    file: PageFile
    converter: Converter
    """Shared by all pages of a build."""
    converted: Converted | None = None
    remembered: Remembered | None = None
    before: PageEntry | None = None
    """What the last build made of it, where that is right if the page's text is still the same."""

    def _set_canonical_url(self, base: str | None) -> None:
        # As the host's, which takes the site's address apart once for each page.
        if base:
            base = base if base.endswith("/") else f"{base}/"
            self.canonical_url = f"{base}{self.url}"
            self.abs_url = f"{_path_of(base)}{self.url}"
        else:
            self.canonical_url = self.abs_url = None

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the page's Markdown and front matter; ours, never the author's."""
        if self.converted is not None:
            self.markdown, self.meta = self.converted.markdown, self.converted.meta
        elif self.markdown is None:
            super().read_source(config)
            self.meta = for_html(self.meta)

    def is_as_before(self) -> bool:
        """Whether its text, which has been read, is that of the last build."""
        return self.before is not None and self.before.fingerprint == self.file.fingerprint

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - the host's signature
        """Convert the page, or take over its conversion."""
        self.adopt(self.converted or self.convert(files), files)

    def convert(self, files: Files) -> Converted:
        """Convert the page, whose source has been read."""
        return convert(self, partial(self.converter.render, self), files)

    def adopt(self, result: Converted, files: Files) -> None:
        """Stand as if the host had converted the page itself."""
        self.converted = result
        self.content = result.content
        self.toc = result.toc
        self._title_from_render = result.title
        self.remember(result.remembered, files)

    def keep(self, before: PageEntry, files: Files) -> None:
        """Leave the last build's output as it is."""
        self.file.kept = True
        self.file.fingerprint = before.fingerprint
        self.remember(before.remembered, files)

    def leave(self, fingerprint: str, remembered: Remembered, files: Files) -> None:
        """Leave the output as it is: another process has just written it."""
        self.file.made = True
        self.file.fingerprint = fingerprint
        self.remember(remembered, files)

    def let_go(self) -> None:
        """Forget all that the host needs no more once the page is made."""
        self.markdown = self.content = self.converted = None
        self.toc = TableOfContents([])

    def remember(self, remembered: Remembered, files: Files) -> None:
        """Answer the host's check of anchors for this page without a conversion."""
        self.remembered = remembered
        # The host only asks what is in it, and a list of a dozen is not worth the making of a set.
        self.present_anchor_ids = remembered.anchors  # type: ignore[assignment]
        self.links_to_anchors = {
            file: links for path, links in remembered.links.items() if (file := files.src_uris.get(path))
        }


def for_html(front_matter: Mapping[str, Any]) -> dict[str, Any]:
    """Front matter for themes, which put it into their pages as it is: an author's title may hold a `<` or a quote."""
    return {key: _escaped(value) for key, value in front_matter.items()}


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return html.escape(value)
    return [_escaped(item) for item in value] if isinstance(value, list) else value


@cache
def _path_of(address: str) -> str:
    return urlsplit(address).path


def still_true(lookups: Mapping[str, Answer], files: Mapping[str, File]) -> bool:
    """Whether every path that a conversion looked for is what it was."""
    return all(answer(files.get(path)) == before for path, before in lookups.items())
