"""`incidentbook assign-ids`: give numbers to new articles, on the main branch."""

import json
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import click

from incidentbook.assignment import Assignment, assignment, nobody_knows
from incidentbook.begun import begun, finish, remember
from incidentbook.commands.options import config_option
from incidentbook.errors import IncidentbookError
from incidentbook.history import Repository, repository
from incidentbook.numbering import waiting
from incidentbook.project import Project, find_project, open_book, settings_of
from incidentbook.report import found_from_here
from incidentbook.text import counted
from incidentbook.written_files import replacing


@click.command("assign-ids")
@config_option()
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--without-history", is_flag=True, help="Do without Git; a number that an article lost may come again.")
@click.option("--any-branch", is_flag=True, help="Also in another branch than the main one.")
@click.option("--json", "as_json", is_flag=True, help="One object with what was given, replaced and found wrong.")
def command(config: Path | None, dry_run: bool, without_history: bool, any_branch: bool, as_json: bool) -> int:
    """Give every article whose ID is INC-NEW, KI-NEW, RB-NEW or MNT-NEW the next number of its kind.

    Run it on the main branch, after a merge, and commit what it changes: the IDs, and all references to them in the
    book. Incidents are numbered by the year in which they began, in order of time. No number is given twice: articles,
    references to articles that are gone, and the history of all branches are looked at.

    Where several new articles have the same ID, give them different ones, INC-NEW-checkout, to refer to them.

    Exit status: 0 done, or nothing to do; 1 when a reference is unclear, and nothing is changed; 2 when it could not be
    done.
    """
    project = find_project(config)
    git, missing = (None, None) if without_history else _repository(project)
    if git is not None:
        git.check_finished()
    # Everything is numbered, whoever may read it.
    settings = settings_of({**project.options, "audience": None}, audience=None, default="restricted")
    book = open_book(project, settings).book
    broken_off = begun(project.book)
    found = Assignment((), (), ())
    if broken_off or waiting(book):
        if missing is not None:
            raise missing
        earlier = _earlier(git, project, any_branch=any_branch or dry_run)
        meant = partial(git.meant, project.book) if git is not None else nobody_knows
        found = assignment(book, earlier, broken_off, meant)
    if not found.problems and not dry_run and found.numbered:
        with replacing({project.book / change.path: change.content for change in found.changes}) as replace:
            remember(project.book, found.numbered)
            replace()
        finish(project.book)
    if as_json:
        click.echo(json.dumps(_values(found), indent=2, ensure_ascii=False))
    else:
        _say(found, project, dry_run=dry_run)
    return 1 if found.problems else 0


def _repository(project: Project) -> tuple[Repository | None, IncidentbookError | None]:
    """Return the repository, or why there is none, which is of no matter where there is nothing to do."""
    try:
        return repository(project.book), None
    except IncidentbookError as error:
        return None, error


def _earlier(git: Repository | None, project: Project, *, any_branch: bool) -> Iterable[bytes]:
    if git is None:
        return ()
    git.check_whole()
    if not any_branch:
        git.check_main()
    return git.articles(project.book)


def _say(found: Assignment, project: Project, *, dry_run: bool) -> None:
    for problem in found.problems:
        place = f"{found_from_here(project.book / problem.path)}:{problem.line}:{problem.column}"
        click.echo(f"{click.style(place, bold=True)}: {problem.message}. {problem.hint}")
    if found.problems:
        click.echo("No number was given, and nothing changed.")
        return
    for one in found.numbered:
        file = found_from_here(project.book / one.path)
        click.echo(f"{click.style(one.id, bold=True)}  {one.title}\n  {file}, was {one.was}")
    if not found.numbered:
        click.echo("Nothing to do: every article has its ID.")
        return
    places = sum(len(change.replacements) for change in found.changes)
    changes = f"{counted(places, 'place')} in {counted(len(found.changes), 'file')}"
    if dry_run:
        click.echo(f"This would change {changes}.")
    else:
        click.echo(f"Changed {changes}. Commit and push them now, before the next merge.")


def _values(found: Assignment) -> dict[str, object]:
    replaced = [
        {"path": change.path, "line": one.line, "column": one.column, "was": one.name, "is": one.by}
        for change in found.changes
        for one in change.replacements
        if one.by
    ]
    return {
        "assigned": [one._asdict() for one in found.numbered] if not found.problems else [],
        "replaced": replaced if not found.problems else [],
        "problems": [problem._asdict() for problem in found.problems],
    }
