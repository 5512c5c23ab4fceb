"""`incidentbook diff`: say what a branch changes in the book, for a comment on its pull request."""

from functools import cache, partial
from pathlib import Path

import click

from incidentbook.articles import Audience
from incidentbook.cache import FileCache, cache_folder
from incidentbook.commands.options import audience_option, config_option
from incidentbook.comparison import State, compare, state_of
from incidentbook.comparison_frame import Frame
from incidentbook.comparison_json import comparison_json
from incidentbook.comparison_markdown import comparison_markdown
from incidentbook.duplicates import likely_duplicates
from incidentbook.earlier_book import EarlierBook, earlier_book
from incidentbook.file_links import FileLinks, file_links
from incidentbook.formats.outcome import folder_in_repository
from incidentbook.git import git
from incidentbook.likenesses import FindDuplicates
from incidentbook.matching import Matcher
from incidentbook.mkdocs_host.forked import beside
from incidentbook.project import Opened, Project, as_of, check_book, find_project, settings_of, similar_file
from incidentbook.searched_book import SearchedBook
from incidentbook.settings import Settings
from incidentbook.similar_memory import similar_incidents

_DEFAULT: Audience = "internal"


@click.command("diff")
@click.argument("base", metavar="BASE")
@config_option()
@audience_option(_DEFAULT)
@click.option(
    "--file-url", "form", metavar="URL", default=None,
    help="Where files can be looked at, with {commit} and {path} in it. Default: as the pipeline that this runs in "
    "says; elsewhere files have no link.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One object with all of it, lengths in minutes.")
def command(base: str, config: Path | None, audience: Audience | None, form: str | None, as_json: bool) -> int:
    """Say what this branch changes in the book since it left BASE, as origin/main.

    It prints Markdown for a comment on a pull request: articles that are new, changed, renamed or gone; findings that
    it brings or mends; what new articles look like; known issues that occurred again; and the figures of each quarter
    before and after. What is not committed counts, too. No file and nothing in Git is changed.

    What other people wrote is shown as it is and can become no mention, link or command. A public repository needs
    `--audience public`, as everybody can read its comments.

    Exit status: 0, also where nothing changes; 2 when it could not be told.
    """
    project = find_project(config)
    settings = settings_of(project.options, audience=audience, default=_DEFAULT)
    earlier = earlier_book(project, config, base, audience, _DEFAULT)
    files = FileCache(cache_folder(project.folder))
    # The earlier one first: what is remembered for the next command is then that of now.
    then = check_book(earlier.project, earlier.settings, files, beside, earlier.files)
    before = _state(then, earlier.settings)
    now = check_book(project, settings, files, beside)
    found = compare(
        before,
        _state(now, settings),
        earlier.changed,
        partial(similar_incidents, now.book, now.graph, similar_file(project, settings), beside),
        _finder(project, settings, now),
    )
    frame = _frame(base, earlier, project, settings, file_links(form))
    click.echo(comparison_json(found, frame) if as_json else comparison_markdown(found, frame))
    return 0


def _state(opened: Opened, settings: Settings) -> State:
    return state_of(opened.book, opened.graph, opened.diagnostics, settings, as_of(settings).timestamp())


def _finder(project: Project, settings: Settings, opened: Opened) -> FindDuplicates:
    """Return what tells what an article looks like; the index that it takes is made when it is first asked."""

    @cache
    def matcher() -> Matcher:
        searched = SearchedBook(project, settings, opened)
        index, window = searched.index, settings.repeat_window_days
        return Matcher(opened.book, opened.graph, searched.asking, searched.articles, index, window)

    return lambda sought: likely_duplicates(sought, matcher())


def _frame(base: str, earlier: EarlierBook, project: Project, settings: Settings, links: FileLinks) -> Frame:
    notes = [earlier.note] if earlier.note else []
    if earlier.settings != settings:
        notes.append("The settings of the site differ, too: what they change is in the findings and figures.")
    return Frame(
        reference=base,
        commit=earlier.commit,
        head=git(project.book, "rev-parse", "HEAD").decode().strip(),
        folder=folder_in_repository(project.book),
        earlier_folder=folder_in_repository(earlier.project.book),
        audience=settings.audience or _DEFAULT,
        as_of=as_of(settings).date(),
        notes=notes,
        links=links,
    )
