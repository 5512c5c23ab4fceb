"""The files of the host: the articles overlaid, what was generated added, whatever the site does not name removed."""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from incidentbook.mkdocs_host.manifest import digest_of
from incidentbook.mkdocs_host.seam import in_host_terms
from incidentbook.site import Page, Site, fingerprint_of
from incidentbook.trees import put

CONVENTIONAL = frozenset({"CNAME", "robots.txt"})
"""Files that servers and GitHub Pages look for at the top of a site, and that no article refers to."""

_IN_STYLES = re.compile(r"""url\(\s*['"]?([^'")]+)""")


class SiteFile(File):
    """A file whose content, if the site has it, is made when it is asked for.

    `kept` says that the previous build's output of it is still right, `made` that this build's is already written,
    `owed` that it is made when a reader asks for it.
    `fingerprint` is that of a page's content, once it has been made or is known to be the previous build's.
    """

    kept = False
    made = False
    owed = False
    fingerprint = ""

    def __init__(
        self, path: str, config: MkDocsConfig, src_dir: str | None, page: Page | None, inclusion: InclusionLevel
    ) -> None:
        # As the host's, but for paths that are known to be clean: it takes each apart three times.
        self.src_uri = path
        self.src_dir = src_dir
        self.dest_dir = config.site_dir
        self.use_directory_urls = config.use_directory_urls
        self.inclusion = inclusion
        self.page_of_site = page
        if page is not None and not page.article:
            self.generated_by = "incidentbook"

    def is_modified(self) -> bool:
        """Whether the host must make the output anew."""
        return not (self.kept or self.made or self.owed)

    @property
    def content_bytes(self) -> bytes:
        """What the site has for this path, else what the disk has."""
        if self._content is None and self.page_of_site is not None:
            return self.content_string.encode(errors="replace")
        return super().content_bytes

    @content_bytes.setter
    def content_bytes(self, value: bytes) -> None:
        self._content = value

    @property
    def content_string(self) -> str:
        """The same as text."""
        if self._content is None and self.page_of_site is not None:
            with in_host_terms():
                text = self.page_of_site.render()
            self.fingerprint = fingerprint_of(text)
            return text
        return super().content_string

    @content_string.setter
    def content_string(self, value: str) -> None:
        self._content = value


class PageFile(SiteFile):
    """A Markdown page; an article keeps the author's file as its source, so that links for editing lead there."""

    def __init__(self, page: Page, config: MkDocsConfig) -> None:
        source = config.docs_dir if page.article else None
        super().__init__(page.path, config, source, page, InclusionLevel.NOT_IN_NAV)
        self.site_page = page

    def is_documentation_page(self) -> bool:
        """Always."""
        return True


class StaticFile(SiteFile):
    """A file that is published as it is, whatever its ending: generated, an attachment, or part of the theme."""

    before = ""
    """The digest of the previous build's output, where that is right if the content is still the same."""
    _written = False

    def __init__(
        self, path: str, config: MkDocsConfig, *, src_dir: str | None = None, page: Page | None = None
    ) -> None:
        super().__init__(path, config, src_dir, page, InclusionLevel.INCLUDED)
        self.dest_uri = path

    def is_documentation_page(self) -> bool:
        """Never: a Markdown file among the attachments is handed out, not converted."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Write the file, unless the previous build's is right, or it was written ahead."""
        if self.page_of_site is None:
            super().copy_file(dirty)
        elif self._written:
            pass
        elif not dirty or self.is_modified():
            content = self.content_bytes
            if self.before and self.before == digest_of(content):
                self.kept = True
                return
            put(self.abs_dest_path, content)
            self._written = True


def published(files: Files, site: Site, config: MkDocsConfig, warn: Callable[[str], None]) -> Files:
    """The host's files, in a fixed order: the site's pages and attachments, then what is not the book's own.

    The host's own idea of what to publish of the book's folder is set aside: it takes every file it does not know.
    """
    taken: dict[str, str] = {}
    result: list[File] = []
    for file in _of_the_site(files, site, config, warn):
        other = taken.setdefault(file.dest_uri, file.src_uri)
        if other != file.src_uri:
            warn(f"{file.src_uri} and {other} would both be written to {file.dest_uri}; {other} is kept")
        else:
            result.append(file)
    return Files(result)


def _of_the_site(files: Files, site: Site, config: MkDocsConfig, warn: Callable[[str], None]) -> Iterator[File]:
    pages = {page.path for page in site.pages}
    for page in sorted(site.pages, key=_precedence):
        if _has_no_address(page.path):
            warn(f"{page.path!a} is left out: its name is not UTF-8, and no address can be made of it; rename the file")
        elif not page.converted:
            yield StaticFile(page.path, config, page=page)
        elif _hidden_by_host(page.path, config):
            warn(
                f"{page.path} is taken out of the site by exclude_docs or draft_docs in mkdocs.yml, but other pages "
                "refer to it; move the file out of the book instead"
            )
        else:
            yield PageFile(page, config)
    own = {path: file for path, file in files.src_uris.items() if file.src_dir == config.docs_dir}
    for path in sorted((site.attachments | _named_by_host(own, config)) - pages):
        if path in own:
            yield StaticFile(path, config, src_dir=config.docs_dir)
    for path, file in files.src_uris.items():
        if path in pages or path in own:
            continue
        if file.src_dir in config.theme.dirs and not file.is_documentation_page():
            yield StaticFile(path, config, src_dir=file.src_dir)
        else:
            yield file


def _precedence(page: Page) -> tuple[bool, bool, str]:
    """Of two pages with one URL an article comes before what was generated, and an index before a README."""
    return not page.article, posixpath.basename(page.path) != "index.md", page.path


def _has_no_address(path: str) -> bool:
    return not path.isascii() and any("\ud800" <= character <= "\udfff" for character in path)


def _hidden_by_host(path: str, config: MkDocsConfig) -> bool:
    # Not by the host's default patterns: they would leave out a folder called templates.
    return any(spec and spec.match_file(path) for spec in (config.exclude_docs, config.draft_docs))


def _named_by_host(own: Mapping[str, File], config: MkDocsConfig) -> frozenset[str]:
    """Files of the book's folder that the host's own settings name, and what its styles refer to."""
    names = {
        *map(str, config.extra_css),
        *map(str, config.extra_javascript),
        *map(str, config.extra_templates),
        *(str(config.theme[key]) for key in ("logo", "favicon") if config.theme.get(key)),
        *CONVENTIONAL,
    }
    named = {posixpath.normpath(name.partition("?")[0]) for name in names} & own.keys()
    for style in [name for name in named if name.endswith(".css")]:
        for url in _IN_STYLES.findall(own[style].content_bytes.decode(errors="replace")):
            path = unquote(re.split(r"[?#]", url, maxsplit=1)[0])
            named |= {posixpath.normpath(posixpath.join(posixpath.dirname(style), path))} & own.keys()
    return frozenset(named)
