"""`incidentbook schema`: the JSON Schema of an article's front matter, for editors."""

import json
from pathlib import Path

import click

from incidentbook.commands.options import config_option
from incidentbook.project import find_project, policy_of, settings_of
from incidentbook.schemas import SCHEMAS, schema_of
from incidentbook.settings import Settings


@click.command("schema")
@click.argument("name", type=click.Choice(SCHEMAS), metavar="KIND")
@config_option()
def command(name: str, config: Path | None) -> int:
    """Print the JSON Schema of KIND: incident, known-issue, symptom, runbook, maintenance, services or sla.

    In a project its own lists, severities and calendars are in it.
    """
    settings, policy = Settings(), None
    if config is not None or Path("mkdocs.yml").is_file():
        project = find_project(config)
        settings = settings_of(project.options, audience=None, default="internal")
        policy = policy_of(project, settings)
    click.echo(json.dumps(schema_of(name, settings, policy), indent=2, ensure_ascii=False))
    return 0
