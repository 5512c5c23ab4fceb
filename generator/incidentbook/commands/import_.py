"""`incidentbook import`: bring what other tools and folders hold into a book, as often as one likes."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from incidentbook.commands.options import Decorator, config_option
from incidentbook.errors import IncidentbookError
from incidentbook.history import repository
from incidentbook.import_effects import Effects
from incidentbook.import_report import effects_text, effects_values
from incidentbook.import_sources import FolderFiles, catalogue_files, context_of, named_files, project_in, read_file
from incidentbook.imported_services import SOURCE, prepare_services
from incidentbook.importers.backstage import read_backstage
from incidentbook.importers.imported import Imported
from incidentbook.importers.markdown.guessing import guess, map_text
from incidentbook.importers.markdown.mapping import MarkdownMap, read_map, ready_map, ready_maps
from incidentbook.importers.markdown.reading import documents_of, read_markdown, skipped
from incidentbook.importers.tools import Importing, read_files, tools
from incidentbook.importing import Begin, Unnumbered, Wanted, prepare, write
from incidentbook.instants import zone_named
from incidentbook.kinds import BY_FOLDER
from incidentbook.mkdocs_host.progress import Progress
from incidentbook.project import Project, find_project, open_book, settings_of
from incidentbook.report import found_from_here
from incidentbook.text import did_you_mean, listed

MAPPINGS = "importers"
"""The folder beside mkdocs.yml with a project's own mappings of tools."""
_OTHERS = {
    "markdown": "Markdown of any shape: postmortems, runbooks, advisories.",
    "backstage": "Backstage's catalogue, into services.yml.",
}


class _Importers(click.Group):
    """The tools are data: each mapping is a command."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return [*_OTHERS, *_tools()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self.commands:
            return super().get_command(ctx, cmd_name)
        return _tool_command(cmd_name) if cmd_name in _tools() else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and args[0] not in _tools() and not args[0].startswith("-"):
            near = did_you_mean(args[0], self.list_commands(ctx)) or "`incidentbook import --help` lists what there is."
            raise click.UsageError(f"Nothing is imported from `{args[0]}`. {near}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("From"):
            formatter.write_dl([*_OTHERS.items(), *((name, one.title) for name, one in _tools().items())])


def _tools() -> dict[str, Any]:
    folder = Path(MAPPINGS)
    return tools(folder if folder.is_dir() else None)


@click.group("import", cls=_Importers)
def command() -> None:
    """Bring articles from elsewhere into the book.

    Import as often as you like: what the source has changed arrives, what was written here stays, and nothing comes
    twice. Where both have changed the same, what is here stays, and both are shown. What was not understood is kept in
    the text, and said with its place. Either all of it is written or nothing.

    \b
      incidentbook import markdown ~/postmortems . --map google-sre
      incidentbook import pagerduty incidents.json log_entries.json
      curl … | incidentbook import jira -

    Exit status: 0 imported, 1 when something is left for you to decide, 2 when nothing was.
    """


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that all of them have."""
    options: tuple[Decorator, ...] = (
        click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing."),
        click.option("--json", "as_json", is_flag=True, help="One object with all that was done and said."),
    )
    for option in reversed(options):
        function = option(function)
    return function


def _article_options(function: Callable[..., Any]) -> Callable[..., Any]:
    options: tuple[Decorator, ...] = (
        click.option("--unnumbered", is_flag=True, help="Give new articles no numbers; `assign-ids` does it later."),
        click.option("--restore", is_flag=True, help="Import again what was deleted from the book."),
    )
    for option in reversed(options):
        function = option(function)
    return _options(function)


def _zone(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    try:
        if value is not None:
            zone_named(value)
    except ValueError as error:
        raise click.BadParameter(f"{error}; write an IANA name, Europe/London.") from error
    return value


@command.command("markdown")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("dest", type=click.Path(path_type=Path), required=False)
@click.option("--map", "chosen", metavar="MAP", help="How it is read: a file, or the name of a ready mapping.")
@click.option("--guess", "only_guess", is_flag=True, help="Print a mapping that fits, and how far it does; no more.")
@click.option(
    "--zone", callback=_zone, metavar="ZONE", help="The zone of times where nothing says it. Default: the site's."
)
@_article_options
def _markdown(
    source: Path, dest: Path | None, chosen: str | None, *, only_guess: bool, zone: str | None, **options: Any
) -> int:
    """Import the Markdown in SOURCE, a folder or a file, into DEST, a book; default: the one in this folder.

    A mapping says what becomes what. Begin with what --guess prints:

    \b
      incidentbook import markdown ~/postmortems --guess > map.yml
      incidentbook import markdown ~/postmortems . --map map.yml
    """
    if only_guess:
        return _guess(FolderFiles(source))
    mapping = _mapping(chosen)
    project = project_in(dest) if dest is not None else find_project()
    _check_apart(source, project)
    files = FolderFiles(source)
    progress = Progress("Reading", len(files))
    files = FolderFiles(source, progress.step)
    if not documents_of(files, mapping):
        progress.end()
        kinds = listed([f"`{form}`" for form in mapping.files], conjunction="or")
        raise IncidentbookError(
            f"There is nothing to import in {source}: no file is named {kinds}, or all are skipped."
        )

    def read(context: Any) -> Iterator[Imported]:
        label = source.resolve().name if source.is_dir() else files.root.resolve().name
        left = (*files.left_out, *skipped(files, mapping))
        for one in read_markdown(label, files, mapping, context):
            remarks = [
                remark._replace(file=found_from_here(files.root / remark.file)) for remark in (*left, *one.remarks)
            ]
            left = ()
            yield replace(one, remarks=tuple(remarks))
        progress.end()

    return _import(project, "markdown", read, zone=zone, **options)


def _check_apart(source: Path, project: Project) -> None:
    """Refuse to import a book into itself."""
    place = source.resolve()
    for folder in ((project.book / name).resolve() for name in BY_FOLDER):
        if folder.is_dir() and (folder.is_relative_to(place) or place.is_relative_to(folder)):
            raise IncidentbookError(
                f"{found_from_here(folder)} is a part of this book, and {source} would be imported into itself; name "
                "the folder of the other files alone."
            )


def _mapping(chosen: str | None) -> MarkdownMap:
    if chosen is None:
        known = listed(ready_maps(), conjunction="or")
        raise click.UsageError(f"Say how it is read: --map with a file or {known}; --guess proposes a mapping.")
    if chosen.endswith((".yml", ".yaml")) or "/" in chosen or Path(chosen).is_file():
        return read_map(chosen, read_file(Path(chosen)))
    return ready_map(chosen)


def _guess(files: FolderFiles) -> int:
    if not documents_of(files, MarkdownMap()):
        raise IncidentbookError(f"There is no Markdown in {files.root} to guess from.")
    guessed = guess(files)
    click.echo(map_text(guessed.mapping), nl=False)
    rates = sorted(guessed.rates.items(), key=lambda one: (-one[1], one[0]))
    click.echo("How many of the articles would have what:", err=True)
    for place, rate in rates:
        click.echo(f"  {rate:>4.0%}  {place}", err=True)
    return 0


@command.command("backstage")
@click.argument("files", nargs=-1, required=True)
@config_option()
@_options
def _backstage(files: tuple[str, ...], config: Path | None, *, dry_run: bool, as_json: bool) -> int:
    """Import the services of Backstage into services.yml: catalogue FILES, folders with catalog-info.yaml, or JSON.

    Names, descriptions, owners, links and what a service depends on are taken over; what else you wrote there stays.
    """
    project = find_project(config)
    told = read_backstage(named_files(catalogue_files(files)).items())
    effects = prepare_services(project, told)
    return _finish(project, SOURCE, effects, dry_run=dry_run, as_json=as_json)


def _tool_command(tool: str) -> click.Command:
    title = _tools()[tool].title

    def run(files: tuple[str, ...], config: Path | None, *, private: bool, **options: Any) -> int:
        project = find_project(config)
        own = project.folder / MAPPINGS
        progress = Progress("Reading", len(files))
        contents = named_files(files, progress.step)
        progress.end()

        def read(context: Any) -> Iterator[Imported]:
            return read_files(tool, contents, Importing(context, own if own.is_dir() else None, private))

        return _import(project, tool, read, **options)

    run.__doc__ = f"""Import incidents of {title}, from FILES as its API gives them; - is standard input.

    Files that belong together are named together. Who called, and notes among colleagues, come with --private only.
    """
    run = _article_options(run)
    run = click.option("--private", is_flag=True, help="Also what was meant for few: callers, work notes.")(run)
    run = config_option()(run)
    return click.command(tool)(click.argument("files", nargs=-1, required=True)(run))


def _import(
    project: Project,
    source: str,
    read: Callable[[Any], Iterable[Imported]],
    *,
    dry_run: bool,
    as_json: bool,
    unnumbered: bool,
    restore: bool,
    zone: str | None = None,
) -> int:
    # Everything is seen, whoever may read it: an article above an audience would be imported twice.
    settings = settings_of({**project.options, "audience": None}, audience=None, default="restricted")
    earlier = _numbering(project, unnumbered=unnumbered)
    book = open_book(project, settings).book
    told = read(context_of(book, settings, zone))
    with _progress() as begin:
        effects = prepare(project, settings, book, told, Wanted(source, earlier, restore), begin)
    reason = earlier.reason if isinstance(earlier, Unnumbered) else ""
    return _finish(project, source, effects, dry_run=dry_run, as_json=as_json, unnumbered=reason)


@contextmanager
def _progress() -> Iterator[Begin]:
    """Show one stage after another."""
    shown: list[Progress] = []

    def begin(doing: str, steps: int) -> Callable[[], None]:
        for progress in shown:
            progress.end()
        shown[:] = [Progress(doing, steps)]
        return shown[0].step

    try:
        yield begin
    finally:
        for progress in shown:
            progress.end()


def _numbering(project: Project, *, unnumbered: bool) -> Callable[[], Iterable[bytes]] | Unnumbered:
    """Return what gives the articles of former times, or why there are no numbers: as `assign-ids` would refuse."""
    if unnumbered:
        return Unnumbered("as you asked")
    try:
        git = repository(project.book)
    except IncidentbookError:
        return tuple  # without a repository there are no former times
    git.check_finished()
    try:
        git.check_whole()
        git.check_main()
    except IncidentbookError as error:
        reason = re.split(r"[.;,] ", str(error))[0]
        return Unnumbered(f"{reason[:1].lower()}{reason[1:]}")
    return partial(git.articles, project.book)


def _finish(
    project: Project, source: str, effects: Effects, *, dry_run: bool, as_json: bool, unnumbered: str = ""
) -> int:
    if not dry_run:
        write(effects)
    if as_json:
        click.echo(json.dumps(effects_values(effects, source, dry_run=dry_run), indent=2, ensure_ascii=False))
    else:
        here = found_from_here(project.book)
        click.echo(effects_text(effects, source, here, dry_run=dry_run, unnumbered=unnumbered))
    return 1 if effects.needs_a_person else 0
