"""`incidentbook search`: find what is known by words, an error message, an ID, or what it is."""

import os
import re
import shutil
from pathlib import Path

import click

from incidentbook.articles import Audience
from incidentbook.catalogue import SERVICES
from incidentbook.commands.options import audience_option, config_option
from incidentbook.errors import IncidentbookError
from incidentbook.passages import passage
from incidentbook.pasted_input import Taken, take
from incidentbook.project import Project, find_project, settings_of
from incidentbook.query import Filter, filter_of
from incidentbook.report import found_from_here
from incidentbook.results import Result, results_json, results_text
from incidentbook.searched_book import Found, Results, SearchedBook
from incidentbook.text import CONTROL

_WIDTH_WITHOUT_TERMINAL = 80
_NO_OPTION = re.compile(r"-[A-Za-z]+:.+|--?(?![a-z-]+=)(?=.*\s).*", re.DOTALL)
"""What begins like an option and is none: `-service:checkout`, or an error message."""


class _Search(click.Command):
    """Lets a query begin with hyphens."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        words = [arg for arg in args[:end] if _NO_OPTION.fullmatch(arg)]
        options = [arg for arg in args[:end] if not _NO_OPTION.fullmatch(arg)]
        return super().parse_args(ctx, [*options, "--", *words, *args[end + 1 :]])


@click.command("search", cls=_Search)
@click.argument("query", nargs=-1)
@config_option()
@audience_option("internal")
@click.option("--kind", multiple=True, metavar="KIND", help="Only incidents, known issues, symptoms, runbooks …")
@click.option("--service", multiple=True, metavar="SERVICE", help="Only what concerns a service.")
@click.option("--severity", multiple=True, metavar="SEVERITY", help="Only incidents so severe: sev1, sev1..sev2.")
@click.option("--status", multiple=True, metavar="STATUS", help="Only what is so: open, resolved, workaround …")
@click.option(
    "-n", "--limit", type=click.IntRange(min=1), default=10, show_default=True, help="How many results at most."
)
@click.option("--json", "as_json", is_flag=True, help="A list with an object for each result.")
def command(
    query: tuple[str, ...],
    config: Path | None,
    audience: Audience | None,
    kind: tuple[str, ...],
    service: tuple[str, ...],
    severity: tuple[str, ...],
    status: tuple[str, ...],
    limit: int,
    as_json: bool,
) -> int:
    """Search the articles for QUERY: words, an ID, or a whole error message; `-` reads it from standard input.

    \b
      checkout timeout              any of these words, best matches first
      "connection pool"             word for word; quote it once more for the shell
      conn*  conection~             words that begin so, words written much like it
      service:checkout              also kind, severity, status, owner, alert,
      -service:checkout             factor, id, year; with a hyphen: not this one
      severity:sev1,sev3            either
      severity:sev1..sev2           from one to the other; also year
      status:open                   incidents not resolved, known issues not fixed
      resolved:2026-01..2026-03     also started, detected, mitigated, reviewed;
      resolved:2026-01..            either end may be left out

    What is no filter is text, also in an error message with colons and quotation marks. Without words, the newest that
    the filters let through are listed.

    Exit status: 0 with results, 1 without, 2 when it could not be searched.
    """
    taken = take("-") if query == ("-",) else Taken(" ".join(query).encode("utf-8", "replace").decode())
    said = {"kind": kind, "service": service, "severity": severity, "status": status}
    if not CONTROL.sub("", taken.text).strip() and not any(said.values()):
        raise IncidentbookError("There is nothing to search for; write some words, an ID or an error message.")
    project = find_project(config)
    book = SearchedBook(project, settings_of(project.options, audience=audience, default="internal"))
    found = book.results(taken.text, [_filter(book, key, values) for key, values in said.items() if values])
    results = [_result(book, project, found, one) for one in found.found[:limit]]
    if as_json:
        click.echo(results_json(results))
    elif results:
        width = shutil.get_terminal_size((_WIDTH_WITHOUT_TERMINAL, 24)).columns
        shown = results_text(results, len(found.found), book.opened.book.policy, width)
        click.echo(shown, color=False if os.environ.get("NO_COLOR") else None)
    for note in [*taken.notes, *found.notes, *book.advice(found)]:
        click.echo(f"incidentbook: {note}", err=True)
    return 0 if results else 1


def _filter(book: SearchedBook, key: str, values: tuple[str, ...]) -> Filter:
    try:
        return filter_of(key, ",".join(values), book.vocabulary)
    except ValueError as error:
        raise IncidentbookError(f"--{key}: {error}") from error


def _result(book: SearchedBook, project: Project, found: Results, one: Found) -> Result:
    article, facets, services = book.articles[one.path], book.facets[one.path], book.opened.book.services
    file = SERVICES if article.kind == "service" else article.path
    names = [services[key].name or key if key in services else key for key in facets.services]
    return Result(
        article, facets, one.score, one.reason, frozenset(found.asked),
        passage(article.lines, found.asked, found.rarity).pieces,
        found_from_here(project.book / file), tuple(names),
    )  # fmt: skip
