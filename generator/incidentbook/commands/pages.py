"""`incidentbook pages`: write the site's pages as Markdown, for a host that reads links as seen from their file."""

from pathlib import Path

import click

from incidentbook.articles import Audience
from incidentbook.cache import search_folder
from incidentbook.commands.options import audience_option, config_option
from incidentbook.errors import IncidentbookError
from incidentbook.project import find_project, open_site, settings_of
from incidentbook.search_files import keep_nothing
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
    _claim(folder, project.book)
    site, opened = open_site(project, settings)
    addresses = {address_of(page.path): page.path for page in site.pages if page.path.endswith(".md")}
    wanted = {}
    for page in site.pages:
        text = page.render()
        if page.path.endswith(".md"):
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
    try:
        # First, as a folder may have become a file, or a file a folder.
        removed = _remove_others(folder, wanted.keys() | {_MARK})
        written = sum(_write(folder / path, content) for path, content in sorted(wanted.items()))
    except OSError as error:
        raise IncidentbookError(f"{error.filename or folder} cannot be written: {error.strerror or error}.") from error
    click.echo(f"{len(wanted):,} files in {folder}: {written:,} written, {removed:,} removed.")
    return 0


def _claim(folder: Path, book: Path) -> None:
    mark = folder / _MARK
    if folder.resolve().is_relative_to(book.resolve()):
        raise IncidentbookError(f"{folder} is inside the book, which would then hold its own pages; name another.")
    if folder.is_dir() and any(folder.iterdir()) and not mark.is_file():
        raise IncidentbookError(f"{folder} holds files of somebody else's; name a new or an empty folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mark.write_text("Written by `incidentbook pages`; edits here are lost.\n", encoding="utf-8")
    except OSError as error:
        raise IncidentbookError(f"{folder} cannot be written: {error.strerror or error}.") from error


def _write(path: Path, content: bytes) -> bool:
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)
    return True


def _remove_others(folder: Path, wanted: set[str]) -> int:
    removed = 0
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):  # what was in a folder comes before it, and is gone
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in wanted:
            path.unlink()
            removed += 1
    return removed
