"""`incidentbook schema`: the JSON Schemas of what an author writes, for editors."""

from pathlib import Path

import click

from incidentbook.commands.options import config_option
from incidentbook.placing import replace_texts
from incidentbook.project import find_project, policy_of, settings_of
from incidentbook.schemas import SCHEMAS, schema_text
from incidentbook.settings import Settings
from incidentbook.text import listed


@click.command("schema")
@click.argument("name", type=click.Choice(SCHEMAS), metavar="KIND", required=False)
@click.option("--all", "folder", type=click.Path(path_type=Path), metavar="FOLDER", help="Write every schema here.")
@config_option()
def command(name: str | None, folder: Path | None, config: Path | None) -> int:
    """Print the JSON Schema of KIND: incident, known-issue, symptom, runbook, maintenance, services or sla.

    With --all each is written to FOLDER, as KIND.json, for an editor. In a project its own lists, severities and
    calendars are in them.
    """
    if (name is None) == (folder is None):
        raise click.UsageError("Name one kind, or write all of them with --all FOLDER.")
    settings, policy = Settings(), None
    if config is not None or Path("mkdocs.yml").is_file():
        project = find_project(config)
        settings = settings_of(project.options, audience=None, default="internal")
        policy = policy_of(project, settings)
    if folder is None:
        click.echo(schema_text(str(name), settings, policy), nl=False)
        return 0
    replace_texts({f"{kind}.json": schema_text(kind, settings, policy) for kind in SCHEMAS}, folder)
    click.echo(f"{len(SCHEMAS)} schemas written to {folder}: {listed(SCHEMAS)}.")
    return 0
