"""Builds the site with MkDocs: into a folder beside the old one, as little as is needed, and then in its place."""

import contextlib
import logging
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Literal

from mkdocs.commands.build import build as host_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, MkDocsException

from incidentbook.collector import resting
from incidentbook.errors import IncidentbookError
from incidentbook.mkdocs_host import fingerprints, forked, manifest
from incidentbook.mkdocs_host.ahead import ALL_OF_A_PAGE, nobody_else
from incidentbook.mkdocs_host.manifest import MARK, NOTHING
from incidentbook.mkdocs_host.owed import Owed
from incidentbook.mkdocs_host.records import shown_on
from incidentbook.mkdocs_host.warm import Previous
from incidentbook.plugin import IncidentbookPlugin
from incidentbook.swap import SPARE_FROM_FILES, Workshop, prepare_spare, publish, workshop
from incidentbook.trees import files_of

log = logging.getLogger("mkdocs.plugins.incidentbook")

_NOT_FOR_PEOPLE = (
    "A 'dirty' build",
    "The directory contains stale files",
    "Cleaning site directory",
    "Building documentation to directory",
    "Documentation built in",
)
"""What the host says about a folder that nobody sees, and about builds that are less careful than these."""


def build(
    config_path: Path | None = None,
    *,
    audience: str | None = None,
    strict: bool | None = None,
    site_dir: Path | None = None,
    full: bool = False,
    command: Literal["build", "serve"] = "build",
    site_url: str | None = None,
    put_off: Callable[[Owed], None] | None = None,
) -> int:
    """Build the site that `mkdocs.yml` describes; the exit status: 0, or 1 when `strict` and something was found.

    With `put_off` the making of many pages is left to whoever shows the site, who is told which they are.

    Whatever happens, the site is afterwards either the old one or the new one. Raises IncidentbookError when the
    surroundings are not as they must be.
    """
    with shown_on(sys.stderr), _calm(), resting():
        try:
            config = configuration(
                config_path,
                strict=strict,
                site_dir=str(site_dir.absolute()) if site_dir else None,
                site_url=site_url,
            )
        except FoundInSettingsError:
            return 1
        plugin = config.plugins.get("incidentbook")
        if not isinstance(plugin, IncidentbookPlugin):
            raise IncidentbookError(
                f"{config.config_file_path} does not name the plugin; add `- incidentbook` to its `plugins`."
            )
        plugin.audience = audience
        plugin.puts_off = put_off is not None
        with workshop(Path(config.site_dir)) as place:
            try:
                status = _build(config, plugin, place, full=full, command=command)
            except OSError as error:
                raise IncidentbookError(
                    f"{place.target} could not be built ({error}); the old site is as it was."
                ) from error
            finally:
                # The host keeps the plugin for the next build in this process, which may be the host's own.
                plugin.audience = plugin.previous = None
                plugin.puts_off = plugin.makes_whole = False
        if put_off is not None and status == 0:
            put_off(plugin.owed)
        return status


def _build(
    config: MkDocsConfig, plugin: IncidentbookPlugin, place: Workshop, *, full: bool, command: Literal["build", "serve"]
) -> int:
    start = time.monotonic()
    memory = manifest.folder_for(Path(config.config_file_path).parent, place.target)
    doubt = fingerprints.doubts(config)
    before = NOTHING if full or doubt else manifest.read(memory, place.target)
    if doubt:
        log.debug("Everything is built anew: %s", doubt)
    plugin.previous = Previous(before, place.target)
    config.site_dir = str(place.new)
    plugin.makes_whole = nobody_else(config, ALL_OF_A_PAGE)
    with _spare_begun(place, len(before.files)) as prepared:
        if not _made_by_host(config, plugin, command=command, dirty=before is not NOTHING or plugin.puts_off):
            return 1
        kept = plugin.previous.kept(plugin.files)
        written = files_of(place.new)
        after = plugin.previous.manifest(plugin.files, written, kept)
        (place.new / MARK).write_text(after.generation + "\n", encoding="ascii")
        manifest.write(memory, after)
        spare = prepared()
        publish(place, kept | _hidden(place.target))
    manifest.forget(memory, except_for=after.generation)
    if not spare and (kept or command == "serve"):
        prepare_spare(place, len(after.files))
    seconds = time.monotonic() - start
    later = f", {len(plugin.owed):,} more when they are read" if plugin.owed else ""
    log.info(
        "%s: %s files, %s of them new, in %.1f s%s",
        place.target, f"{len(after.files):,}", f"{len(written):,}", seconds, later,
    )  # fmt: skip
    return 0


@contextlib.contextmanager
def _spare_begun(place: Workshop, files: int) -> Iterator[Callable[[], bool]]:
    """Have the spare brought up to date in a process of its own; give what waits for it and says whether it could be.

    A build of a few pages leaves a processor idle. One of the whole site does not, and in a pipeline is the only one.
    """
    if files < SPARE_FROM_FILES or forked.processes() <= 1:
        yield lambda: False
        return
    spare = forked.Beside(partial(prepare_spare, place, files))
    try:
        yield lambda: spare() is None
    finally:
        spare.close()


def configuration(path: Path | None, **settings: Any) -> MkDocsConfig:
    """The settings in `mkdocs.yml`, with those given here (and not None) in the place of what it says."""
    try:
        return load_config(str(path) if path else None, **settings)
    except Abort as error:
        if "strict" in str(error):
            raise FoundInSettingsError from error
        raise IncidentbookError(f"{path or 'mkdocs.yml'} cannot be used; see above what is wrong in it.") from error
    except MkDocsException as error:
        raise IncidentbookError(f"{path or 'mkdocs.yml'} cannot be read: {error}") from error


def _made_by_host(
    config: MkDocsConfig, plugin: IncidentbookPlugin, *, command: Literal["build", "serve"], dirty: bool
) -> bool:
    """Let MkDocs build; False when it stopped over findings, because of `strict`."""
    config.plugins.on_startup(command=command, dirty=dirty)
    try:
        # The folder is empty in any case, and what need not be made is left alone only so.
        host_build(config, dirty=dirty or plugin.makes_whole)
    except Abort as error:
        if isinstance(plugin.error, BuildError):
            raise IncidentbookError(f"The site could not be built: {plugin.error}") from error
        log.error("%s The old site is as it was.", error)  # noqa: TRY400 - the findings have been said
        return False
    finally:
        config.plugins.on_shutdown()
    return True


def _hidden(site: Path) -> dict[str, str]:
    """What somebody put into the site under a hidden name, such as a `.git`: the host leaves it alone, and so do we.

    Links are not taken over: they would publish what they lead to.
    """
    found: dict[str, str] = {}
    for entry in site.iterdir() if site.is_dir() else ():
        if entry.name == MARK or not entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir():
            found |= {f"{entry.name}/{path}": status.path for path, status in files_of(entry).items()}
        else:
            found[entry.name] = str(entry)
    return {path: source for path, source in found.items() if not Path(source).is_symlink()}


class FoundInSettingsError(Exception):
    """The host has warnings about its settings, and they were to be taken as errors."""


@contextlib.contextmanager
def _calm() -> Iterator[None]:
    """Leave out what the host says about the folder that it is made to write into."""
    logger = logging.getLogger("mkdocs.commands.build")

    def said(record: logging.LogRecord) -> bool:
        return not record.getMessage().startswith(_NOT_FOR_PEOPLE)

    logger.addFilter(said)
    try:
        yield
    finally:
        logger.removeFilter(said)
