"""`incidentbook serve`: show the site on this machine and follow edits."""

from pathlib import Path

import click

from incidentbook.articles import Audience
from incidentbook.commands.options import audience_option, config_option
from incidentbook.serving import serve


@click.command("serve")
@config_option()
@audience_option("internal")
@click.option("-a", "--address", metavar="HOST:PORT", help="Where to listen; default: mkdocs.yml's, 127.0.0.1:8000.")
@click.option("-o", "--open", "open_in_browser", is_flag=True, help="Open the site in the browser.")
def command(config: Path | None, audience: Audience | None, address: str | None, open_in_browser: bool) -> int:
    """Build the site, show it, and build what changes as you write. Stop with Ctrl-C."""
    return serve(config, audience=audience, address=address, open_in_browser=open_in_browser)
