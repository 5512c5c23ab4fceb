"""`incidentbook build`: build the site, as little of it as is needed."""

from pathlib import Path

import click

from incidentbook.articles import Audience
from incidentbook.builds import build
from incidentbook.commands.options import audience_option, config_option


@click.command("build")
@config_option()
@audience_option("public")
@click.option("--strict/--no-strict", default=None, help="Stop at findings and leave the old site as it is.")
@click.option("-d", "--site-dir", type=click.Path(path_type=Path, file_okay=False), help="Where the site goes.")
@click.option("--full", is_flag=True, help="Build everything anew instead of only what changed.")
def command(
    config: Path | None, audience: Audience | None, strict: bool | None, site_dir: Path | None, full: bool
) -> int:
    """Build the site of the project's mkdocs.yml.

    Whatever happens, the site is afterwards either the old one or the new one, whole.
    """
    return build(config, audience=audience, strict=strict, site_dir=site_dir, full=full)
