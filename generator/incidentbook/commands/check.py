"""`incidentbook check`: say everything that is wrong with the articles, in one pass."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TypeVar

import click

from incidentbook.articles import Audience
from incidentbook.book import Book
from incidentbook.changed_files import changed_since
from incidentbook.commands.options import audience_option, config_option
from incidentbook.diagnostics import Diagnostic, Severity
from incidentbook.fixing import diff, fixes_of, said, would, write
from incidentbook.formats import FORMATS
from incidentbook.formats.outcome import Outcome, folder_in_repository
from incidentbook.project import Project, check_book, find_project, settings_of
from incidentbook.report import findings_text, found_from_here
from incidentbook.text import counted, shortened

Result = TypeVar("Result")


@click.command("check")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@config_option()
@audience_option("restricted")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", *FORMATS]),
    default="text",
    help="For a person, or for a program: github (annotations), sarif (2.1.0), junit (XML), json.",
)
@click.option("--strict", is_flag=True, help="Exit with status 1 for warnings too.")
@click.option(
    "--changed-since",
    "reference",
    metavar="REF",
    default=None,
    help="Only what is found in files that differ from where this branch left REF, as origin/main.",
)
@click.option("--fix", is_flag=True, help="Put right what has one right answer, then check.")
@click.option("--diff", "as_diff", is_flag=True, help="With --fix: only show the change, and write nothing.")
def command(
    folder: Path | None,
    config: Path | None,
    audience: Audience | None,
    form: str,
    *,
    strict: bool,
    reference: str | None,
    fix: bool,
    as_diff: bool,
) -> int:
    """Check the articles in FOLDER, or those of the project's mkdocs.yml.

    Exit status: 0 without errors, 1 with errors, 2 when it could not be checked. Warnings alone are no failure, as a
    site can be published with them; --strict makes them one. What --fix has put right is no error any more; with
    --diff it still is one.
    """
    if as_diff and not fix:
        raise click.UsageError("--diff shows what --fix would change: add --fix.")
    project = _project(folder, config)
    changed = changed_since(project.book, reference) if reference is not None else None
    # Everything is checked, whoever may read it: an audience would hide the mistakes above it.
    settings = settings_of({**project.options, "audience": None}, audience=audience, default="restricted")
    fails: tuple[Severity, ...] = ("error", "warning") if strict else ("error",)
    opened = check_book(project, settings, start=_beside)
    if fix:
        fixes = fixes_of(project.book, settings, _kept(opened.diagnostics, changed))
        if as_diff:
            click.echo(diff(fixes, folder_in_repository(project.book)), nl=False)
            click.echo(would(fixes), err=True)
            return _status(_kept(opened.diagnostics, changed), fails)
        write(project.book, fixes)
        if opened.diagnostics:  # what a program reads has the findings alone
            click.echo(said(fixes, found_from_here(project.book)), err=form != "text")
        if fixes:
            opened = check_book(project, settings, start=_beside)
    kept = _kept(opened.diagnostics, changed)
    paths = _files(opened.book, opened.diagnostics)
    paths = paths if changed is None else paths & changed
    if form == "text":
        here = found_from_here(project.book)
        click.echo(findings_text(kept, checked=len(paths), folder=here, read=opened.book.read))
    else:
        click.echo(FORMATS[form](Outcome(kept, paths, folder_in_repository(project.book), fails)))
    if reference is not None and len(kept) < len(opened.diagnostics):
        click.echo(_left_out(opened.diagnostics, kept, reference), err=form != "text")
    return _status(kept, fails)


def _status(findings: Sequence[Diagnostic], fails: Sequence[Severity]) -> int:
    return 1 if any(found.severity in fails for found in findings) else 0


def _kept(findings: Sequence[Diagnostic], changed: Collection[str] | None) -> Sequence[Diagnostic]:
    """Return the findings in changed files, or all of them if what changed does not matter."""
    return findings if changed is None else [found for found in findings if found.path in changed]


def _left_out(findings: Sequence[Diagnostic], kept: Sequence[Diagnostic], reference: str) -> str:
    number = len(findings) - len(kept)
    files = len({found.path for found in findings} - {found.path for found in kept})
    return (
        f"Left out: {counted(number, 'finding')} in {counted(files, 'file')} that "
        f"did not change since `{shortened(reference)}`; without --changed-since they are said."
    )


def _beside(work: Callable[[], Result], /) -> Callable[[], Result]:
    """Begin some work in a process of its own. Only large books do, and what that takes is not imported for others."""
    from incidentbook.mkdocs_host.forked import beside  # noqa: PLC0415

    return beside(work)


def _files(book: Book, diagnostics: Sequence[Diagnostic]) -> set[str]:
    """Return the files that were looked at."""
    read = {article.path for article in book.articles()} | {page.path for page in book.pages}
    return read | book.catalogues | {found.path for found in diagnostics}


def _project(folder: Path | None, config: Path | None) -> Project:
    if folder is None:
        return find_project(config)
    if config is not None:
        return find_project(config)._replace(book=folder)
    beside = folder.resolve().parent / "mkdocs.yml"
    if beside.is_file():
        return find_project(beside, uses_plugin=False)._replace(book=folder)
    return Project(folder.resolve().parent, folder, {})
