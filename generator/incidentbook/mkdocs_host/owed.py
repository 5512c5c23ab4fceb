"""Files of a preview that are made when they are asked for: an edited template changes thousands, and one is read."""

import threading
from collections.abc import Sequence

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from incidentbook.mkdocs_host.ahead import BEFORE_CONVERSION, BEFORE_TEMPLATES, nobody_else, output_of
from incidentbook.mkdocs_host.files import StaticFile
from incidentbook.mkdocs_host.pages import SitePage
from incidentbook.mkdocs_host.records import log_again

AT_ONCE = 50
"""So many pages are made before a reader has noticed."""
_AFTER_CONVERSION = ("page_content", "post_page")


class Owed:
    """The pages and generated files that one build has put off, by their place in the site."""

    def __init__(self, pages: Sequence[SitePage] = (), statics: Sequence[StaticFile] = ()) -> None:
        self._pages = {page.file.dest_uri: page for page in pages}
        self._statics = {file.dest_uri: file for file in statics}
        self._making = threading.Lock()
        self._build: tuple[MkDocsConfig, Files, Navigation, jinja2.Environment] | None = None

    def __len__(self) -> int:
        return len(self._pages) + len(self._statics)

    def __contains__(self, path: str) -> bool:
        return path in self._pages or path in self._statics

    def known(self, config: MkDocsConfig, files: Files, nav: Navigation, env: jinja2.Environment) -> None:
        """Take what pages are made with, once the build knows it."""
        self._build = config, files, nav, env

    def make(self, path: str) -> bytes | None:
        """Make a page or file, once; nothing for any other path."""
        with self._making:
            if (file := self._statics.get(path)) is not None:
                content = file.content_bytes
                del self._statics[path]
                return content
            page = self._pages.get(path)
            if page is None or self._build is None:
                return None
            config, files, nav, env = self._build
            page.read_source(config)
            page.adopt(page.convert(files), files)
            text, records = output_of(env, config, files, nav)(page)
            log_again([*(page.remembered.records if page.remembered else ()), *records])
            del self._pages[path]
        return text.encode(errors="xmlcharrefreplace")


def put_off(pages: Sequence[SitePage], files: Files, config: MkDocsConfig) -> Owed:
    """Put off what the previous build has not, if that is many pages, and if nobody but us has a hand in them."""
    stale = [page for page in pages if not page.file.kept]
    if len(stale) <= AT_ONCE or not nobody_else(config, BEFORE_CONVERSION + BEFORE_TEMPLATES + _AFTER_CONVERSION):
        return Owed()
    statics = [
        file for file in files if isinstance(file, StaticFile) and file.page_of_site is not None and not file.kept
    ]
    for file in (*(page.file for page in stale), *statics):
        file.owed = True
    return Owed(stale, statics)
