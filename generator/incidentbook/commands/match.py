"""`incidentbook match`: whether a log, a stack trace or an alert is known, and how to get out."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import click

from incidentbook.articles import Article, Audience
from incidentbook.catalogue import SERVICES
from incidentbook.commands.options import audience_option, config_option
from incidentbook.errors import IncidentbookError
from incidentbook.kinds.incident.model import Incident
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.match_report import Report, matches_text
from incidentbook.match_results import Result, matches_json
from incidentbook.matching import Entry, Matched, Matcher
from incidentbook.pasted import Pasted, read
from incidentbook.pasted_input import Taken, take
from incidentbook.project import Project, find_project, settings_of
from incidentbook.query import filter_of
from incidentbook.report import errors_said, found_from_here
from incidentbook.searched_book import SearchedBook
from incidentbook.telling import telling
from incidentbook.terms import terms
from incidentbook.views.fix_records import contacts_of_all
from incidentbook.views.service_names import ServiceNames
from incidentbook.ways_out import came_back

MOST = 10
MOST_SIMILAR = 3
"""Beside others that certainly match."""
_WIDTH_WITHOUT_TERMINAL = 80


@click.command("match")
@click.argument("file", required=False, metavar="[FILE|-]")
@config_option()
@audience_option("internal")
@click.option("--kind", multiple=True, metavar="KIND", help="Only known issues, symptoms, runbooks, incidents …")
@click.option("--service", multiple=True, metavar="SERVICE", help="Only what concerns a service.")
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=1),
    default=None,
    help=f"How many results at most. Default: {MOST}, and on a terminal {MOST_SIMILAR} that are merely similar.",
)
@click.option("--json", "as_json", is_flag=True, help="A list with an object for each result.")
def command(
    file: str | None,
    config: Path | None,
    audience: Audience | None,
    kind: tuple[str, ...],
    service: tuple[str, ...],
    limit: int | None,
    as_json: bool,
) -> int:
    """Say whether a log, a stack trace or an alert is known, and how to get out.

    FILE is text or JSON (an alert as Alertmanager, Grafana, PagerDuty … send it, or a log with an object in each line);
    `-`, or nothing, is standard input. Nothing of it leaves this machine.

    \b
      kubectl logs deploy/checkout --tail 500 | incidentbook match
      incidentbook match app.log --service checkout
      curl -s localhost:9093/api/v2/alerts | incidentbook match --json

    Known issues, symptoms and runbooks come first whose signatures, alerts or IDs are in it, then what is similar by
    its words.

    Exit status: 0 with results, 1 without, 2 when it could not be read.
    """
    project = find_project(config)
    settings = settings_of(project.options, audience=audience, default="internal")
    taken = take(file)
    for note in taken.notes:
        _note(note)
    pasted = _numbered(read(taken.text), taken)
    if not pasted.text.strip():
        if as_json:
            click.echo("[]")
        _note("there is nothing to match; paste an error, or name a log: incidentbook match app.log")
        return 1
    book = SearchedBook(project, settings)
    allowed = _allowed(book, kind, service)
    pasted = pasted._replace(services=(*pasted.services, *_names(book, "service", service)))
    question = telling(pasted.text)
    matcher = Matcher(
        book.opened.book, book.opened.graph, book.asking, book.articles, book.index, settings.repeat_window_days
    )
    matched = matcher.match(pasted, question, allowed)
    asked = frozenset(terms(question))
    shown = matched.entries[: limit or MOST]
    if limit is None and not as_json and shown and shown[0].certain:
        certain = sum(entry.certain for entry in shown)
        shown = shown[: certain + MOST_SIMILAR]
    names = ServiceNames(book.opened.book)
    results = [_result(book, project, names, matched, entry, asked) for entry in shown]
    if as_json:
        click.echo(matches_json(results))
    elif results or matched.open:
        width = shutil.get_terminal_size((_WIDTH_WITHOUT_TERMINAL, 24)).columns
        said = matches_text(Report(results, len(matched.entries), matched.open, width))
        click.echo(said, color=False if os.environ.get("NO_COLOR") else None)
    if said := errors_said(book.opened.diagnostics):
        _note(said)
    if not results:
        _note("nothing known matches. " + _next(kind, service))
    return 0 if results else 1


def _next(kind: tuple[str, ...], service: tuple[str, ...]) -> str:
    if kind or service:
        return "Try it without --kind and --service."
    return "Try the one line that says what failed, or `incidentbook search` with two or three words of it."


def _note(said: str) -> None:
    click.echo(f"incidentbook: {said}", err=True)


def _numbered(pasted: Pasted, taken: Taken) -> Pasted:
    """Number lines as in the whole of which the end was taken."""
    if not taken.lines_before:
        return pasted
    lines = pasted.lines or range(1, pasted.text.count("\n") + 2)
    return pasted._replace(lines=tuple(line and line + taken.lines_before for line in lines))


def _allowed(book: SearchedBook, kind: tuple[str, ...], service: tuple[str, ...]) -> Callable[[str], bool] | None:
    """Return what tells by the path whether an article may be found."""
    kinds, services = set(_names(book, "kind", kind)), set(_names(book, "service", service))
    if not kinds and not services:
        return None

    def may(path: str) -> bool:
        facets = book.facets[path]
        of_service = not services or not services.isdisjoint(name.lower() for name in facets.services)
        return of_service and (not kinds or facets.kind in kinds)

    return may


def _names(book: SearchedBook, key: str, said: tuple[str, ...]) -> tuple[str, ...]:
    """Return what an option is set to, by the names that the book has for it, in small letters."""
    try:
        return filter_of(key, ",".join(said), book.vocabulary).names if said else ()
    except ValueError as error:
        raise IncidentbookError(f"--{key}: {error}") from error


def _result(
    book: SearchedBook, project: Project, names: ServiceNames, matched: Matched, entry: Entry, asked: frozenset[str]
) -> Result:
    article, facets, catalogue = entry.article, book.facets[entry.found.path], book.opened.book.services
    known_issue = article is not None and isinstance(article.fields, KnownIssue)
    return Result(
        entry=entry,
        facets=facets,
        asked=asked,
        file=found_from_here(project.book / (SERVICES if entry.found.kind == "service" else entry.found.path)),
        owner=", ".join(facets.owners),
        contacts=contacts_of_all({names.name(key): catalogue[key] for key in facets.services if key in catalogue}),
        open=tuple(one for one in matched.open if _concerns(one.incident, entry, names)),
        back=came_back(article, book.opened.graph) if article is not None and known_issue else None,
    )


def _concerns(incident: Article[Incident], entry: Entry, names: ServiceNames) -> bool:
    """Whether an open incident is of the same known issue, or of the same services."""
    if entry.found.id in {said.id for said in incident.fields.known_issues}:
        return True
    return any(names.key(used.id) in entry.services for used in incident.fields.services)
