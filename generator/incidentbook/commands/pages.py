"""`incidentbook pages`: write the site's pages as Markdown, for a host that reads links as seen from their file."""

from pathlib import Path

import click

from incidentbook.articles import Audience
from incidentbook.cache import search_folder
from incidentbook.claimed_folder import claim, fill
from incidentbook.commands.options import audience_option, config_option
from incidentbook.project import find_project, open_site, settings_of
from incidentbook.search_files import keep_nothing
from incidentbook.settings import Api
from incidentbook.source_addresses import seen_from_file
from incidentbook.templating import address_of, theme_folders

_MARK = ".incidentbook-pages"


@click.command("pages")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@config_option()
@audience_option("public")
def command(folder: Path, config: Path | None, audience: Audience | None) -> int:
    """Write all pages, with the style sheets and scripts they use, to FOLDER.

    FOLDER must be new, empty, or written by this command before; then what is no longer a page is removed.
    """
    project = find_project(config)
    settings = settings_of(project.options, audience=audience, default="public")
    # Another generator would take the Markdown beside the pages of articles for pages.
    settings = settings.model_copy(update={"api": Api(articles=False)})
    claim(folder, project.book, mark=_MARK, command="incidentbook pages")
    site, opened = open_site(project, settings)
    addresses = {address_of(page.path): page.path for page in site.pages if page.converted}
    wanted = {}
    for page in site.pages:
        text = page.render()
        if page.converted:
            text = seen_from_file(text, page.path, addresses)
        wanted[page.path] = text.encode()
    for path in site.attachments:
        wanted[path] = opened.book.read(path)
    if site.search is not None:
        for _ in site.search.steps(
            search_folder(project.folder, settings.audience or "public"), keep_nothing, wanted.__setitem__
        ):
            pass
    for theme in reversed(theme_folders(project.folder / settings.templates)):
        for asset in sorted((theme / "assets").rglob("*")):
            if asset.is_file():
                wanted[asset.relative_to(theme).as_posix()] = asset.read_bytes()
    filled = fill(folder, wanted, mark=_MARK)
    click.echo(f"{len(wanted):,} files in {folder}: {filled.written:,} written, {filled.removed:,} removed.")
    return 0
