"""A project on disk: where its `mkdocs.yml`, its book and its settings are, and from there to the book, its links
and its site. What each command begins with.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pydantic import ValidationError
from yaml_env_tag import construct_env_tag  # type: ignore[import-untyped]

from incidentbook import milestone_faults
from incidentbook.addresses import root_address
from incidentbook.articles import Audience
from incidentbook.beside import Start, here
from incidentbook.book import Book, located
from incidentbook.cache import FileCache, cache_folder
from incidentbook.catalogue import POLICY, read_policy, site_zone
from incidentbook.checking import check
from incidentbook.collector import resting
from incidentbook.diagnostics import Diagnostic
from incidentbook.errors import IncidentbookError
from incidentbook.files import Files, Folder
from incidentbook.graph import Graph
from incidentbook.instants import parse_instant
from incidentbook.links import link
from incidentbook.load import load, load_files
from incidentbook.policies import Policy
from incidentbook.rule_files import rules_of_settings
from incidentbook.rules.subject import Subject, criteria_of
from incidentbook.selection import selected
from incidentbook.settings import Settings
from incidentbook.similar_memory import similar_incidents
from incidentbook.site import Site, build_site
from incidentbook.templating import Templates
from incidentbook.text import did_you_mean, shortened
from incidentbook.views.view import Shown


class Project(NamedTuple):
    """Where a project is and what its `mkdocs.yml` says of it."""

    folder: Path
    """The folder of `mkdocs.yml`."""
    book: Path
    """MkDocs' `docs_dir`: the folder of the articles."""
    options: Mapping[str, Any]
    """The plugin's options, as written."""
    site_url: str = ""
    """Where the site is published, as the settings say it; empty where they do not."""
    site_name: str = ""
    """What the site is called."""


class Opened(NamedTuple):
    """A project's book, its links, and what is said of it, in order of place."""

    book: Book
    graph: Graph
    diagnostics: list[Diagnostic]
    found: Sequence[Diagnostic] = ()
    """What loading and linking found, before comments, settings and drafts have a say in it."""


class _ConfigLoader(yaml.SafeLoader):
    """Reads a `mkdocs.yml` without importing what its tags name."""


_ConfigLoader.add_constructor("!ENV", construct_env_tag)
_ConfigLoader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)
_ConfigLoader.add_multi_constructor("!", lambda *_: None)


def _text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def find_project(
    config: Path | None = None, *, uses_plugin: bool = True, read: Callable[[Path], str] = _text_of
) -> Project:
    """Read the project of a `mkdocs.yml`, the one in this folder by default.

    With `uses_plugin` it must name the plugin; otherwise one that does not has no options. `read` gives the text of a
    file of settings, where it is not that of today.
    """
    path = config or Path("mkdocs.yml")
    if config is None and not path.is_file() and Path("mkdocs.yaml").is_file():
        path = Path("mkdocs.yaml")
    said = _config(path, read)
    folder = path.resolve().parent
    docs = said.get("docs_dir") or "docs"
    options = _options(said.get("plugins"), path, required=uses_plugin)
    site_url, site_name = (str(said.get(key) or "") for key in ("site_url", "site_name"))
    return Project(folder, folder / str(docs), options, site_url, site_name)


def _config(path: Path, read: Callable[[Path], str], *, depth: int = 0) -> dict[str, Any]:
    try:
        content = read(path)
    except FileNotFoundError as error:
        hint = "run this in the folder of your mkdocs.yml, or name it with --config"
        raise IncidentbookError(f"There is no {path}; {hint}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise IncidentbookError(f"{path} cannot be read: {error}.") from error
    try:
        said = yaml.load(content, Loader=_ConfigLoader)  # noqa: S506 - a SafeLoader that skips unknown tags
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}" if mark is not None else ""
        raise IncidentbookError(f"{path}{place} is not valid YAML: {getattr(error, 'problem', error)}.") from error
    if not isinstance(said, dict):
        raise IncidentbookError(f"{path} holds no settings; it must have at least `site_name:` and `plugins:`.")
    parent = said.get("INHERIT")
    if isinstance(parent, str) and depth < 10:
        return {**_config(path.parent / parent, read, depth=depth + 1), **said}
    return said


def _options(plugins: object, path: Path, *, required: bool) -> dict[str, Any]:
    entries = plugins.items() if isinstance(plugins, dict) else _pairs(plugins)
    for name, options in entries:
        if name != "incidentbook":
            continue
        if options is not None and not isinstance(options, dict):
            hint = "write them as `- incidentbook: {zone: Europe/London}`"
            raise IncidentbookError(f"The options of the plugin `incidentbook` in {path} are no mapping; {hint}.")
        return {str(key): value for key, value in (options or {}).items()}
    if not required:
        return {}
    raise IncidentbookError(f"{path} does not use the plugin; add `incidentbook` to its `plugins:`.")


def _pairs(plugins: object) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for entry in plugins if isinstance(plugins, list) else []:
        found += entry.items() if isinstance(entry, dict) else [(str(entry), None)]
    return found


def settings_of(options: Mapping[str, Any], *, audience: Audience | None, default: Audience) -> Settings:
    """Return the settings; `audience` goes before the option of that name, `default` behind it."""
    said = {key: value for key, value in options.items() if value is not None}
    if audience is not None:
        said["audience"] = audience
    said.setdefault("audience", default)
    try:
        return Settings.model_validate(said)
    except ValidationError as error:
        detail = error.errors()[0]
        key = ".".join(str(part) for part in detail["loc"])
        value = shortened(str(detail["input"]))
        if detail["type"] == "extra_forbidden":
            hint = did_you_mean(key, list(Settings.model_fields))
            raise IncidentbookError(f"The plugin `incidentbook` has no option `{key}`. {hint}".rstrip()) from error
        reason = detail["msg"].replace("Input should be", "it should be", 1)
        where = f"The option `{key}` of the plugin `incidentbook`"
        raise IncidentbookError(f"{where} cannot be `{value}`: {reason}.") from error


def policy_of(project: Project, settings: Settings) -> Policy:
    """Return a project's agreements alone, without what is wrong with them."""
    files = Folder(project.book)
    others = [POLICY] if (project.book / POLICY).is_file() else []
    return read_policy(files, others, settings, (), [])


@resting()
def open_book(project: Project, settings: Settings, cache: FileCache | None = None, start: Start = here) -> Opened:
    """Load a project's book and resolve its links.

    What is said of it is what loading and linking find, which depends on the articles alone. The other rules are for
    `check_book`: a site is built as fast as before, and none that could be built fails because a day has passed.
    """
    book, graph, found = _opened(project, settings, cache, start)
    return Opened(book, graph, selected(book, found, settings.rules), found)


@resting()
def check_book(
    project: Project,
    settings: Settings,
    cache: FileCache | None = None,
    start: Start = here,
    files: Files | None = None,
) -> Opened:
    """Load a project's book, resolve its links, and look for everything that rules look for.

    `files` are the book's, where they are not those that are in its folder now.
    """
    book, graph, found = _opened(project, settings, cache, start, files)
    subject = Subject(book, graph, criteria_of(book, graph, settings, as_of(settings)))
    memory = cache_folder(project.folder) / f"checked-{settings.audience}.json"
    checked = check(subject, memory, start)
    return Opened(book, graph, selected(book, [*found, *checked.diagnostics], settings.rules, checked.ignores))


def _opened(
    project: Project, settings: Settings, cache: FileCache | None, start: Start, files: Files | None = None
) -> tuple[Book, Graph, list[Diagnostic]]:
    cache = cache or FileCache(cache_folder(project.folder))
    if files is None:
        book, found = load(project.book, settings, cache, start)
    else:
        book, found = load_files(files, settings, cache, start)
    graph = link(book)
    cache.save()
    return book, graph, [*found, *located(book, [*graph.findings, *milestone_faults.findings(book)])]


@resting()
def open_site(
    project: Project,
    settings: Settings,
    cache: FileCache | None = None,
    start: Start = here,
) -> tuple[Site, Opened]:
    """Load a project's book and make its site."""
    opened = open_book(project, settings, cache, start)
    find_similar = partial(similar_incidents, file=similar_file(project, settings), start=start)
    shown = Shown(
        opened.book, opened.graph, settings, as_of(settings), find_similar,
        site_url=root_address(project.site_url), site_name=project.site_name,
        alert_rules=rules_of_settings(project.folder, settings, partial(_from, project.folder)),
    )  # fmt: skip
    return build_site(shown, Templates(project.folder / settings.templates), start), opened


def _from(folder: Path, file: Path) -> str:
    """Return a file's path as seen from a folder, the same on every system."""
    return Path(os.path.relpath(file, folder)).as_posix()


def similar_file(project: Project, settings: Settings) -> Path:
    """Return where similar incidents are kept: apart for each audience, as each has other incidents."""
    return cache_folder(project.folder) / f"similar-{settings.audience}.bin"


def as_of(settings: Settings) -> datetime:
    """Return the moment the site speaks of: the setting, else SOURCE_DATE_EPOCH, else the beginning of today."""
    zone = site_zone(settings)
    if settings.as_of is not None:
        try:
            return parse_instant(settings.as_of, zone).earliest
        except ValueError as error:
            raise IncidentbookError(f"The setting `as_of` is `{shortened(settings.as_of)}`: {error}.") from error
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC).astimezone(zone)
        except (ValueError, OverflowError, OSError) as error:
            raise IncidentbookError(f"SOURCE_DATE_EPOCH is {epoch!r}, not a number of seconds.") from error
    return datetime.combine(datetime.now(zone).date(), time(), zone)
