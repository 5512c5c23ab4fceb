"""What the host needs from the floors below: one function that turns a folder into a site."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from incidentbook.site import Site

if TYPE_CHECKING:
    from incidentbook.diagnostics import Diagnostic


class Request(NamedTuple):
    """Which site is asked for: the folder of `mkdocs.yml`, the book's folder, the plugin's options, for whom."""

    folder: Path
    book: Path
    options: Mapping[str, object]
    audience: str
    site_url: str


class Opened(NamedTuple):
    """The site, what was found in the articles, and a digest of anything that no page's fingerprint covers."""

    site: Site
    diagnostics: "Sequence[Diagnostic]"
    inputs: str = ""


SiteSource = Callable[[Request], Opened]
