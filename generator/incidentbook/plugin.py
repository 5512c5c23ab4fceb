"""The MkDocs plugin: an adapter that hands the site's pages to the host, event by event."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, cast

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from incidentbook.cache import search_folder
from incidentbook.file_findings import by_path
from incidentbook.mkdocs_host import (
    ahead,
    fingerprints,
    forked,
    generated_blocks,
    highlighting,
    navigation,
    search,
    theme,
)
from incidentbook.mkdocs_host.files import PageFile, StaticFile, published
from incidentbook.mkdocs_host.manifest import MARK
from incidentbook.mkdocs_host.opening import site_of
from incidentbook.mkdocs_host.owed import Owed, put_off
from incidentbook.mkdocs_host.pages import SitePage
from incidentbook.mkdocs_host.preview import Built, Preview
from incidentbook.mkdocs_host.records import log_again
from incidentbook.mkdocs_host.seam import Opened, Request, in_host_terms
from incidentbook.mkdocs_host.warm import Previous
from incidentbook.rule_files import watched
from incidentbook.site import Site
from incidentbook.templating import Templates

log = logging.getLogger("mkdocs.plugins.incidentbook")


def _nothing() -> None:
    """What is to be done has been done in coming here."""


LAST = -100
"""The priority of what must see the work of all other plugins."""


class IncidentbookPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call] # our own model checks the options
    """Publishes a book in MkDocs. `incidentbook build` tells it first, by `previous`, what need not be made again, and
    `incidentbook serve`, by `puts_off`, that pages may be made later."""

    def __init__(self) -> None:
        self.options: Mapping[str, Any] = {}
        self.command = "build"
        self.audience: str | None = None
        self.previous: Previous | None = None
        self.puts_off = self.makes_whole = False
        self.owed = Owed()
        self.search: Iterator[None] = iter(())
        self.opened = Opened(Site((), frozenset(), ()), ())
        self.preview = Preview()
        self.files = Files([])
        self.nav = Navigation([], [])
        self.pages: list[SitePage] = []
        self.unsaid = 0
        self._page_before = ""
        self.templates: ahead.TemplatesAhead | None = None
        self.error: Exception | None = None

    def load_config(self, options: dict[str, Any], config_file_path: str | None = None) -> tuple[list[Any], list[Any]]:
        """Keep the options as written: the book's settings are made of them, and check them."""
        del config_file_path
        self.options = dict(options)
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember what the host was started for. The plugin then lives as long as the host does."""
        del dirty
        self.command = command

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Set up the theme, and have a preview follow the project's templates."""
        self.pages, self.unsaid, self.templates, self.error = [], 0, None, None
        self._page_before = ""
        self.owed = Owed()
        if not config.use_directory_urls:
            raise PluginError("incidentbook needs `use_directory_urls: true` in mkdocs.yml")
        templates = self._own_templates(config)
        theme.set_up(config, templates)
        highlighting.share_tables()
        if generated_blocks.NAME not in config.markdown_extensions:
            config.markdown_extensions.append(generated_blocks.NAME)
        if templates.is_dir():
            config.watch.append(str(templates))
        config.watch += map(str, watched(Path(config.config_file_path).parent, self.options))
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Take away the mark of a build that this one overwrites, and look no longer for what was found in its book."""
        self.preview.end()
        Path(config.site_dir, MARK).unlink(missing_ok=True)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Open the book, say what was found in it, and publish its site and nothing else of it."""
        with in_host_terms():
            self.opened = site_of(self.request(config))
        site = self.site
        for found in self.opened.diagnostics:
            hint = f" ({found.hint})" if found.hint else ""
            level = logging.INFO if found.severity == "note" else logging.WARNING
            log.log(level, "%s:%d:%d: %s %s%s", *found[:4], found.message, hint)
        self.files = published(files, site, config, log.warning)
        if config.nav is None:
            config.nav = navigation.default_nav(site.hubs, self.files.src_uris)
        config.nav = navigation.pruned(config.nav, files.src_uris.keys() - self.files.src_uris.keys())
        self.pages = navigation.make_pages((file for file in self.files if isinstance(file, PageFile)), config)
        return self.files

    @event_priority(LAST)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Place the pages, find those that must be made, and convert them at once if that can be done."""
        self.nav = nav
        navigation.place(self.pages, nav, config)
        if self.previous is not None:
            navigation.give_meta(nav)
            given = [self.opened.inputs, self.request(config).audience, self.options]
            self.previous.judge(files, self.pages, fingerprints.environment(config, nav, given))
            if self.puts_off:
                self.owed = put_off(self.pages, files, config)
        if self.site.search is not None:
            cache = search_folder(self.request(config).folder, self.request(config).audience)
            self.search = search.written(self.site.search, cache, Path(config.site_dir), self.previous)
        if any(page.file.is_modified() and page.file.src_uri in self.site.sharing for page in self.pages):
            self.site.prepare()
        pages = [page for page in self.pages if page.file.is_modified()]
        ahead.convert(pages, config, files, self._chores(files), self._output(pages, config, files))
        return nav

    @event_priority(LAST)
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Say what was logged about pages, in their order, and have the templates filled in at once."""
        self._say()
        self.owed.known(config, files, self.nav, env)
        if self.previous is not None:
            config.theme.static_templates -= self.previous.keep_templates(config.theme.static_templates)
        if not ahead.nobody_else(config, ahead.BEFORE_TEMPLATES):
            return env
        pages = [page for page in self.pages if page.file.is_modified()]
        self.templates = ahead.TemplatesAhead(env, pages, config, files, self.nav)
        return cast("jinja2.Environment", self.templates)

    def _output(
        self, pages: Sequence[SitePage], config: MkDocsConfig, files: Files
    ) -> Callable[[SitePage], ahead.Output] | None:
        """What makes whole pages, where the host has agreed to leave alone those that are made."""
        if not pages or not self.makes_whole or not forked.processes():
            return None
        return ahead.output_of_all(pages, config.theme.get_env(), config, files, self.nav)

    def _chores(self, files: Files) -> Iterator[Callable[[], None]]:
        """What can be done while pages are converted: files of search, then what the host would write later."""
        for _ in self.search:
            yield _nothing
        for file in files:
            if isinstance(file, StaticFile) and file.page_of_site is not None and file.is_modified():
                yield file.copy_file

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what is left of the search files. A preview shows what was found in the book on its pages, too."""
        for _ in self.search:
            pass
        if self.command == "serve":
            self.preview.show(self._built(config))

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Have `mkdocs serve` show what was found."""
        del config, builder
        if self.command == "serve":
            self.preview.begin(server)
        return server

    def on_build_error(self, *, error: Exception) -> None:
        """Lose no warning over the error, and let nobody work on."""
        self.error = error
        self._say()
        if self.templates is not None:
            self.templates.close()

    def request(self, config: MkDocsConfig) -> Request:
        """What the floors below are asked for."""
        audience = self.audience or self.options.get("audience")
        return Request(
            folder=Path(config.config_file_path).parent,
            book=Path(config.docs_dir),
            options=self.options,
            audience=str(audience or ("internal" if self.command == "serve" else "public")),
            site_url=config.site_url or "",
            site_name=config.site_name or "",
        )

    @property
    def site(self) -> Site:
        """The site of the book that has been opened last."""
        return self.opened.site

    def _built(self, config: MkDocsConfig) -> Built:
        request = self.request(config)
        return Built(
            Path(config.config_file_path),
            request.audience,
            Templates(self._own_templates(config)),
            {file.dest_uri: file.src_uri for file in self.files if isinstance(file, PageFile)},
            by_path(self.opened.diagnostics),
            self.opened.findings_of,
        )

    def _own_templates(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path).parent / str(self.options.get("templates", "templates"))

    def _say(self) -> None:
        """Log what has been caught since the last time. In page order, whichever were converted now."""
        for page in self.pages[self.unsaid :]:
            if page.remembered is not None:
                log_again(page.remembered.records)
        self.unsaid = len(self.pages)
