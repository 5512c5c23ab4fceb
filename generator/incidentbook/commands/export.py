"""`incidentbook export`: a book as files for other programs."""

from pathlib import Path

import click

from incidentbook.addresses import root_address
from incidentbook.articles import Audience
from incidentbook.claimed_folder import claim, fill, refuse_inside, refuse_others
from incidentbook.collector import resting
from incidentbook.commands.options import audience_option, config_option
from incidentbook.exporters import EXPORTERS
from incidentbook.project import as_of, find_project, open_book, settings_of
from incidentbook.report import errors_said
from incidentbook.text import counted
from incidentbook.views.view import Shown
from incidentbook.written_files import write

_FORMATS = "".join(f"\n      {name:<12}{exporter.SUMMARY}" for name, exporter in EXPORTERS.items())


@click.command(
    "export",
    help=f"""Write the book for other programs.

    \b{_FORMATS}

    json and calendar are printed unless a file is named with --output; the others are several files and need a folder
    that is new, empty, or was written by the same export before. The same book gives the same files.
    """,
)
@click.argument("name", type=click.Choice(list(EXPORTERS)), metavar="FORMAT")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=None, metavar="PATH",
    help="The file or the folder to write; `-` is standard output.",
)  # fmt: skip
@config_option()
@audience_option("internal")
def command(name: str, output: Path | None, config: Path | None, audience: Audience | None) -> int:
    """Write the book in one of the formats."""
    exporter, mark = EXPORTERS[name], f".incidentbook-export-{name}"
    place = output if output != Path("-") else None
    if exporter.IS_FOLDER and place is None:
        raise click.UsageError(f"An export as {name} is several files; name a folder for them: --output FOLDER.")
    project = find_project(config)
    settings = settings_of(project.options, audience=audience, default="internal")
    if exporter.IS_FOLDER and place is not None:
        refuse_others(place, project.book, mark=mark)
    elif place is not None:
        refuse_inside(place, project.book)
    opened = open_book(project, settings)
    if said := errors_said(opened.diagnostics):
        click.echo(f"incidentbook: {said}", err=True)
    with resting():
        site_url = root_address(project.site_url)
        shown = Shown(
            opened.book, opened.graph, settings, as_of(settings), site_url=site_url, site_name=project.site_name
        )
        files = exporter.files(shown)
    readers = f"for {settings.audience} readers"
    if place is None:
        click.echo(b"".join(files.values()), nl=False)
    elif not exporter.IS_FOLDER:
        write(place, b"".join(files.values()))
        click.echo(f"{place}: written, {readers}.")
    else:
        claim(place, project.book, mark=mark, command=f"incidentbook export {name}")
        filled = fill(place, files, mark=mark)
        changed = f"{filled.written:,} written, {filled.removed:,} removed"
        click.echo(f"{counted(len(files), 'file')} in {place}: {changed}, {readers}.")
    return 0
