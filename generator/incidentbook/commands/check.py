"""`incidentbook check`: say everything that is wrong with the articles, in one pass."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from incidentbook.articles import Audience
from incidentbook.book import Book
from incidentbook.changed_files import changed_since
from incidentbook.commands.options import audience_option, config_option
from incidentbook.diagnostics import Diagnostic, Severity
from incidentbook.formats import FORMATS
from incidentbook.formats.outcome import Outcome, folder_in_repository
from incidentbook.project import Project, check_book, find_project, settings_of
from incidentbook.report import findings_text, found_from_here

Result = TypeVar("Result")


@click.command("check")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@config_option()
@audience_option("restricted")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How findings are printed.")
@click.option("--strict", is_flag=True, help="Exit with status 1 for warnings too.")
def command(folder: Path | None, config: Path | None, audience: Audience | None, form: str, strict: bool) -> int:
    """Check the articles in FOLDER, or those of the project's mkdocs.yml.

    Exit status: 0 without errors, 1 with errors, 2 when it could not be checked. Warnings alone are no failure, as a
    site can be published with them; --strict makes them one.
    """
    project = _project(folder, config)
    # Everything is checked, whoever may read it: an audience would hide the mistakes above it.
    settings = settings_of({**project.options, "audience": None}, audience=audience, default="restricted")
    book, _, diagnostics = check_book(project, settings, start=_beside)
    if form == "json":
        click.echo(findings_json(diagnostics))
    else:
        click.echo(
            findings_text(
                diagnostics, checked=_count(book, diagnostics), folder=found_from_here(project.book), read=book.read
            )
        )
    fails = ("error", "warning") if strict else ("error",)
    return 1 if any(found.severity in fails for found in diagnostics) else 0


def _beside(work: Callable[[], Result], /) -> Callable[[], Result]:
    """Begin some work in a process of its own. Only large books do, and what that takes is not imported for others."""
    from incidentbook.mkdocs_host.forked import beside  # noqa: PLC0415

    return beside(work)


def _count(book: Book, diagnostics: Sequence[Diagnostic]) -> int:
    """Return how many files were looked at."""
    read = {article.path for article in book.articles()} | {page.path for page in book.pages}
    return len(read | book.catalogues | {found.path for found in diagnostics})


def _project(folder: Path | None, config: Path | None) -> Project:
    if folder is None:
        return find_project(config)
    if config is not None:
        return find_project(config)._replace(book=folder)
    beside = folder.resolve().parent / "mkdocs.yml"
    if beside.is_file():
        return find_project(beside, uses_plugin=False)._replace(book=folder)
    return Project(folder.resolve().parent, folder, {})
