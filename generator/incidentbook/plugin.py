"""The MkDocs plugin: an adapter that hands the site's pages to the host, event by event."""

import contextlib
import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, cast

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from incidentbook.errors import IncidentbookError
from incidentbook.mkdocs_host import ahead, fingerprints, navigation, theme
from incidentbook.mkdocs_host.files import PageFile, hidden, published
from incidentbook.mkdocs_host.manifest import MARK
from incidentbook.mkdocs_host.pages import SitePage
from incidentbook.mkdocs_host.records import log_again
from incidentbook.mkdocs_host.seam import Opened, Request, SiteSource
from incidentbook.mkdocs_host.warm import Previous

log = logging.getLogger("mkdocs.plugins.incidentbook")

Command = Literal["build", "gh-deploy", "serve"]


class IncidentbookPlugin(BasePlugin):  # type: ignore[type-arg] - its options are a pydantic model's, not MkDocs'
    """Publishes a book. `incidentbook build` sets what it knows before the host starts; see `builds`."""

    site_of: SiteSource

    def __init__(self) -> None:
        self.options: Mapping[str, Any] = {}
        self.audience: str | None = None
        self.previous: Previous | None = None
        self.forget()

    def forget(self) -> None:
        """Start a build from nothing: the host keeps the plugin between the builds of one process."""
        self.command: Command = "build"
        self.opened: Opened | None = None
        self.files: Files = Files([])
        self.pages: list[SitePage] = []
        self.error: Exception | None = None

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None  # noqa: ARG002 - the host's signature
    ) -> tuple[list[Any], list[Any]]:
        """Keep the options as written: they are checked with the rest of the book's settings."""
        self.options = dict(options)
        return [], []

    def on_startup(self, *, command: Command, dirty: bool) -> None:  # noqa: ARG002
        """Remember what the host was started for: a preview is for the team, a site for everybody."""
        self.command = command

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Set up the theme."""
        if not config.use_directory_urls:
            raise PluginError("incidentbook needs `use_directory_urls: true` in mkdocs.yml")
        theme.set_up(config)
        return config
