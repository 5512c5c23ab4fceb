"""From the host's request to the site, through the floors below."""

from functools import cache
from pathlib import Path
from typing import cast

from incidentbook.articles import Audience
from incidentbook.cache import FileCache, cache_folder
from incidentbook.file_findings import FileFindings
from incidentbook.mkdocs_host import forked
from incidentbook.mkdocs_host.seam import Opened, Request
from incidentbook.program import program_digest
from incidentbook.project import Project, as_of, open_site, settings_of

SAID_BY_THE_HOST = frozenset({"KB306"})
"""Links that lead nowhere: the host checks them itself, and saying them twice helps nobody."""


def site_of(request: Request) -> Opened:
    """Load the book and make its site; what was parsed before, in this process or an earlier one, is not again."""
    project = Project(request.folder, request.book, request.options, request.site_url, request.site_name)
    audience = cast("Audience", request.audience)
    settings = settings_of(request.options, audience=audience, default=audience)
    site, opened = open_site(project, settings, _file_cache(request.folder), forked.beside)
    diagnostics = [found for found in opened.diagnostics if found.code not in SAID_BY_THE_HOST]
    findings = FileFindings(opened.book, opened.graph, opened.found, settings, as_of(settings))
    return Opened(site, diagnostics, program_digest(), findings.of)


@cache
def _file_cache(folder: Path) -> FileCache:
    return FileCache(cache_folder(folder))
