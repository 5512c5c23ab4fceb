"""`incidentbook schema`: the JSON Schema of an article's front matter, for editors."""

import json
from pathlib import Path

import click

from incidentbook.commands.options import config_option
from incidentbook.project import find_project, settings_of
from incidentbook.schemas import SCHEMAS, schema_of
from incidentbook.settings import Settings


@click.command("schema")
@click.argument("name", type=click.Choice(SCHEMAS), metavar="KIND")
@config_option()
def command(name: str, config: Path | None) -> int:
    """Print the JSON Schema of KIND: incident, known-issue, symptom, runbook, maintenance, services or sla."""
    settings = Settings()
    if config is not None or Path("mkdocs.yml").is_file():
        settings = settings_of(find_project(config).options, audience=None, default="internal")
    click.echo(json.dumps(schema_of(name, settings), indent=2, ensure_ascii=False))
    return 0
