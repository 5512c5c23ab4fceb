"""`incidentbook schema`: the JSON Schemas of what an author writes, for editors."""

from pathlib import Path

import click

from incidentbook.commands.options import config_option
from incidentbook.errors import IncidentbookError
from incidentbook.placing import Placed, place
from incidentbook.project import find_project, policy_of, settings_of
from incidentbook.schemas import SCHEMAS, schema_text
from incidentbook.settings import Settings


@click.command("schema")
@click.argument("name", type=click.Choice(SCHEMAS), metavar="KIND", required=False)
@click.option("--all", "folder", type=click.Path(path_type=Path), metavar="FOLDER", help="Write every schema here.")
@config_option()
def command(name: str | None, folder: Path | None, config: Path | None) -> int:
    """Print the JSON Schema of KIND: incident, known-issue, symptom, runbook, maintenance, services or sla.

    With --all each is written to FOLDER, as KIND.json, for an editor. In a project its own lists, severities and
    calendars are in them.
    """
