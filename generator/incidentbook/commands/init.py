"""`incidentbook init`: start a book that is right from the first minute."""

import shlex
import shutil
import textwrap
from pathlib import Path

import click

from incidentbook.errors import IncidentbookError
from incidentbook.new_book import ARTICLES, PIPELINES, book_texts, pipeline_of
from incidentbook.placing import Placed, place, refuse_unfit
from incidentbook.project import find_project
from incidentbook.prompts import ask, on_terminal
from incidentbook.text import counted, did_you_mean, listed

NAME = "Incident book"
CHOICES = (*PIPELINES, "none")
WHAT = {
    "README.md": "how everybody goes on from here",
    "mkdocs.yml": "the settings",
    "kb": "an example: four articles, services, agreements",
    "requirements.txt": "the version of incidentbook",
    ".gitignore": "what Git leaves alone",
    ".pre-commit-config.yaml": "a check before each commit, if you like",
    ".schemas": "what may be written, for editors",
    ".vscode": "VS Code: completion, and a task that checks",
    ".remarkrc.yml": "checks front matter while you type, if you like",
}
"""By name at the top of the book; anything else is the pipeline."""


def _name(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    try:
        return _one_line(value) if value is not None else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), default=".")
@click.option("--ci", type=click.Choice(CHOICES), help="Write the pipeline of this platform, too.")
@click.option("--name", callback=_name, help=f"The name of the book. Default: {NAME}.")
def command(folder: Path, ci: str | None, name: str | None) -> int:
    """Start a book in FOLDER, which is this one by default: a small example, settings, and a pipeline.

    On a terminal it asks for what was not given. It never overwrites anything, so it can also add a pipeline later.
    """
    refuse_unfit(folder)
    if on_terminal():
        name = name or ask("What is the book called?", "it stands at the top of each page", _one_line, default=NAME)
        found = pipeline_of(folder)
        hint = listed(CHOICES, conjunction="or")
        ci = ci or ask("Which pipeline shall check and publish it?", hint, _pipeline, CHOICES, found or "none")
    texts = book_texts(name or NAME, ci if ci != "none" else None, folder)
    placed = place(texts, folder)
    click.echo("\n".join(_report(placed, folder, without_example=f"{ARTICLES}index.md" not in texts)))
    return 0


def _one_line(value: str) -> str:
    if not value.strip() or not value.isprintable():
        raise ValueError("Write a name in one line, as it shall stand at the top of each page.")
    return value.strip()


def _pipeline(value: str) -> str:
    if value not in CHOICES:
        raise ValueError(did_you_mean(value, CHOICES))
    return value


def _report(placed: Placed, folder: Path, *, without_example: bool) -> list[str]:
    is_here = folder.resolve() == Path.cwd()
    where = "here" if is_here else f"in {folder}"
    made = dict.fromkeys(path.partition("/")[0] for path in placed.made)
    if made:
        lines = [f"Made {counted(len(placed.made), 'file')} {where}:"]
    else:
        lines = [f"Nothing was missing {where}, and nothing was changed."]
    for name in sorted(made, key=lambda name: list(WHAT).index(name) if name in WHAT else len(WHAT)):
        lines.append(f"  {name:<24} {WHAT.get(name, 'the pipeline; its first lines say what it needs')}")
    if without_example:
        lines += ["", f"{ARTICLES} has files already, so the example was left out."]
    if placed.left:
        lines += ["", f"Left as they were, because they say something else: {listed(placed.left)}."]
    if "mkdocs.yml" in placed.left:
        lines += _what_settings_lack(folder)
    check = "incidentbook check" if is_here else f"cd {shlex.quote(str(folder))} && incidentbook check"
    return [*map(_wrapped, lines), "", "Next:", f"  {check}", "  incidentbook serve", "  incidentbook new incident"]


def _what_settings_lack(folder: Path) -> list[str]:
    try:
        articles = find_project(folder / "mkdocs.yml").book
    except IncidentbookError as error:
        return [str(error)]
    return [] if articles == folder.resolve() / "kb" else ["The articles are in `kb/`: it must say `docs_dir: kb`."]


def _wrapped(line: str) -> str:
    width = min(shutil.get_terminal_size((100, 24)).columns, 100)
    return textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
