"""What the host needs from the floors below: one function that turns a folder into a site."""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from mkdocs.exceptions import PluginError

from incidentbook.diagnostics import Diagnostic
from incidentbook.errors import IncidentbookError
from incidentbook.site import Site


class Request(NamedTuple):
    """Which site is asked for: the folder of `mkdocs.yml`, the book's folder, the plugin's options, for whom."""

    folder: Path
    book: Path
    options: Mapping[str, object]
    audience: str
    site_url: str
    site_name: str = ""


FindingsOf = Callable[[str, Sequence[Diagnostic]], Sequence[Diagnostic]]
"""From a file and what an earlier check said of it to what is said of it now."""


def _earlier(_: str, earlier: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    return earlier


class Opened(NamedTuple):
    """The site, what was found in the articles, and a digest of anything that no page's key covers."""

    site: Site
    diagnostics: Sequence[Diagnostic]
    inputs: str = ""
    findings_of: FindingsOf = _earlier
    """What is said of one file, with what rules find in it that no build looks for."""


SiteSource = Callable[[Request], Opened]


@contextlib.contextmanager
def in_host_terms() -> Iterator[None]:
    """An error of ours as the host's: it then prints the message and ends without a traceback."""
    try:
        yield
    except IncidentbookError as error:
        raise PluginError(str(error)) from error
