"""`incidentbook explain`: what a rule looks for, why, and what to write instead."""

import os
import shutil
import sys
from pathlib import Path

import click

from incidentbook.diagnostics import CODES
from incidentbook.errors import IncidentbookError
from incidentbook.rule_texts import on_terminal, pages, table
from incidentbook.rules import rule
from incidentbook.text import did_you_mean, shortened

_WIDTH_OF_A_PIPE = 1_000


@click.command("explain")
@click.argument("name", metavar="[CODE|NAME]", required=False)
@click.option(
    "--pages", "folder", type=click.Path(path_type=Path, file_okay=False), default=None,
    help="Write all explanations into a folder instead, as Markdown: a page for each rule, and an index.",
)  # fmt: skip
def command(name: str | None, folder: Path | None) -> int:
    """Explain the rule of CODE or NAME, as KB309 or end-before-start; without one, list all rules."""
    if folder is not None:
        if name is not None:
            raise click.UsageError("--pages writes the explanations of all rules: leave CODE out.")
        _write(folder)
        return 0
    # Whoever filters the list in a pipe gets whole lines.
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDTH_OF_A_PIPE
    text = table(width) if name is None else on_terminal(rule(_code(name)), width)
    click.echo(text, color=False if os.environ.get("NO_COLOR") else None)
    return 0


def _code(name: str) -> str:
    wanted = name.strip().strip("[]").lower()
    for code, known in CODES.items():
        if wanted in (code.lower(), known.name):
            return code
    known_words = [*CODES, *(known.name for known in CODES.values())]
    hint = did_you_mean(name, known_words) or "`incidentbook explain` lists them all."
    raise IncidentbookError(f"There is no rule `{shortened(name)}`. {hint}")


def _write(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages().items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise IncidentbookError(f"{folder} cannot be written: {error.strerror or error}.") from error
    click.echo(f"{len(CODES)} rules are explained in {folder}: begin with {folder / 'index.md'}.")
