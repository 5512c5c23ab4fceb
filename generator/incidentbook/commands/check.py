"""`incidentbook check`: say everything that is wrong with the articles, in one pass."""

from pathlib import Path

import click

from incidentbook.articles import Audience
from incidentbook.commands.options import audience_option, config_option
from incidentbook.project import Project, find_project, open_book, settings_of
from incidentbook.report import FORMATS, findings_json, findings_text


@click.command("check")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@config_option()
@audience_option("restricted")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How findings are printed.")
@click.option("--strict", is_flag=True, help="Exit with status 1 for warnings too.")
def command(folder: Path | None, config: Path | None, audience: Audience | None, form: str, strict: bool) -> int:
    """Check the articles in FOLDER, or those of the project's mkdocs.yml.

    Exit status: 0 when nothing was found, 1 when something was, 2 when it could not be checked.
    """
    project = _project(folder, config)
    # Everything is checked, whoever may read it: an audience would hide the mistakes above it.
    settings = settings_of({**project.options, "audience": None}, audience=audience, default="restricted")
    opened = open_book(project, settings)
    checked = sum(1 for _ in opened.book.articles()) + len(opened.book.pages)
    if form == "json":
        click.echo(findings_json(opened.diagnostics))
    else:
        click.echo(findings_text(opened.diagnostics, checked=checked))
    serious = [found for found in opened.diagnostics if strict or found.severity == "error"]
    return 1 if serious else 0


def _project(folder: Path | None, config: Path | None) -> Project:
    if folder is None:
        return find_project(config)
    if config is not None:
        return find_project(config)._replace(book=folder)
    beside = folder.resolve().parent / "mkdocs.yml"
    if beside.is_file():
        return find_project(beside)._replace(book=folder)
    return Project(folder.resolve().parent, folder, {})
