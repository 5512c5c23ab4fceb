"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from incidentbook.articles import AUDIENCES

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def config_option() -> Decorator:
    """Make the option that names another `mkdocs.yml`."""
    return click.option(
        "-f", "--config", type=click.Path(path_type=Path, dir_okay=False), default=None,
        help="The project's mkdocs.yml; default: the one in this folder.",
    )  # fmt: skip


def audience_option(default: str) -> Decorator:
    """Make the option that says who the readers are."""
    return click.option(
        "--audience", type=click.Choice(AUDIENCES), default=None,
        help=f"For whom; articles above it leave no trace. Default: the plugin's option, else {default}.",
    )  # fmt: skip
