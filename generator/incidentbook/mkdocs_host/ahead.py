"""Conversion and templates of many pages at once, in forked processes, before the host asks for them one by one."""

import logging
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple, cast

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.toc import TableOfContents

from incidentbook.mkdocs_host import forked
from incidentbook.mkdocs_host.conversion import Converted, Remembered, shown_as_written
from incidentbook.mkdocs_host.pages import SitePage
from incidentbook.mkdocs_host.progress import Progress
from incidentbook.mkdocs_host.records import Record, caught, log_again
from incidentbook.trees import put

FEW = 10
"""So many pages are in their templates before two processes have started."""
BEFORE_CONVERSION = ("pre_page", "page_read_source", "page_markdown")
BEFORE_TEMPLATES = ("page_context",)
ALL_OF_A_PAGE = (*BEFORE_CONVERSION, "page_content", "env", *BEFORE_TEMPLATES, "post_page")


def nobody_else(config: MkDocsConfig, events: Sequence[str]) -> bool:
    """Whether no other plugin and no hook listens: theirs must run in the host's process, page by page."""
    own = "incidentbook"
    origins = config.plugins._event_origins  # noqa: SLF001 - the host keeps it nowhere else
    return all(origins.get(method) == own for event in events for method in config.plugins.events[event])


class Output(NamedTuple):
    """A page in its template, and what was logged meanwhile."""

    text: str
    records: list[Record]


def convert(
    pages: Sequence[SitePage],
    config: MkDocsConfig,
    files: Files,
    meanwhile: Iterable[Callable[[], None]] = (),
    output: Callable[[SitePage], Output] | None = None,
) -> None:
    """Convert pages in forked processes where that can be; otherwise each is converted when its turn comes.

    A page that turns out to be the last build's is left as it is. `output` is given where nobody else has a hand in
    pages: it puts one into its template, and the processes write the files, too.

    `meanwhile` is what else there is to do, in small parts: they are done while a page is waited for.
    """
    count = forked.processes()
    if not count or not nobody_else(config, BEFORE_CONVERSION):
        _keep_what_is_as_before(pages, config, files)
        return
    progress = Progress("Converting", len(pages))
    results = forked.InOrder(partial(_work, config, files, output), pages, count)
    chores = iter(meanwhile)
    try:
        for page in pages:
            while results.waiting() and (chore := next(chores, None)) is not None:
                chore()
            result = next(results)
            progress.step()
            if isinstance(result, forked.Failed):
                raise PluginError(result.message or f"{page.file.src_uri} could not be made:\n{result.traceback}")
            if isinstance(result, forked.Died):
                page.converted = _as_written(page, config, result)
            elif result.written is not None:
                page.leave(result.fingerprint, result.written, files)
            elif result.converted is None and page.before is not None:
                page.keep(page.before, files)
            else:
                page.file.fingerprint, page.converted = result.fingerprint, result.converted
    finally:
        results.close()
        progress.end()


def _keep_what_is_as_before(pages: Sequence[SitePage], config: MkDocsConfig, files: Files) -> None:
    for page in pages:
        if page.before is not None:
            page.read_source(config)
            if page.is_as_before():
                page.keep(page.before, files)


def _work(config: MkDocsConfig, files: Files, output: Callable[[SitePage], Output] | None, page: SitePage) -> "_Worked":
    """Make of a page what can be made of it here."""
    page.read_source(config)
    try:
        if page.is_as_before():
            return _Worked(page.file.fingerprint)
        converted = page.convert(files)
        if output is not None:
            page.adopt(converted, files)
            text, logged = output(page)
            if text.strip():  # an empty one is left to the host, which says so
                put(page.file.abs_dest_path, text.encode(errors="xmlcharrefreplace"))
                records = [*converted.remembered.records, *logged]
                return _Worked(page.file.fingerprint, written=converted.remembered._replace(records=records))
        return _Worked(page.file.fingerprint, converted)
    finally:
        page.let_go()  # the parent has it; here thousands of them would stay


class _Worked(NamedTuple):
    """What a process made of a page: nothing where the page is as it was before."""

    fingerprint: str
    converted: Converted | None = None
    written: Remembered | None = None
    """Set where its file is written."""


def _as_written(page: SitePage, config: MkDocsConfig, end: forked.Died) -> Converted:
    """The page's Markdown, where its conversion ended a process; nothing of it, where the making of that did."""

    def read(page: SitePage) -> tuple[str, dict[str, Any]]:
        page.read_source(config)
        return page.markdown or "", dict(page.meta)

    results = forked.InOrder(read, [page], 1)
    (result,) = results
    results.close()
    markdown, meta = ("", {}) if isinstance(result, forked.Died | forked.Failed) else result
    warning = Record(
        "mkdocs.plugins.incidentbook",
        logging.WARNING,
        f"{page.file.src_uri} cannot be converted ({end.reason}): "
        f"{'all of it is shown as written' if markdown else 'nothing of it is shown'}.",
    )
    content = shown_as_written(markdown) if markdown else "<p>This page could not be converted.</p>"
    remembered = Remembered([], {}, {}, [warning])
    return Converted(markdown, meta, content, TableOfContents([]), None, remembered)


def output_of(
    env: jinja2.Environment, config: MkDocsConfig, files: Files, nav: Navigation
) -> Callable[[SitePage], Output]:
    """Return what puts a converted page of this build into its template."""
    documents = files.documentation_pages()

    def output(page: SitePage) -> Output:
        with caught() as records:
            return Output(in_template(page, env, config, documents, nav), records)

    return output


def output_of_all(
    pages: Sequence[SitePage], env: jinja2.Environment, config: MkDocsConfig, files: Files, nav: Navigation
) -> Callable[[SitePage], Output]:
    """Return the same for many pages, and say once, here, what the host would say once about paths in its settings."""
    if pages:
        get_context(nav, files.documentation_pages(), config, pages[0])
    return output_of(env, config, files, nav)


class TemplatesAhead:
    """Stands for the host's template environment; the pages' outputs come from forked processes.

    The host asks for them in the order of its files. What it asks for that was not made ahead, it makes itself.
    """

    def __init__(
        self, env: jinja2.Environment, pages: Sequence[SitePage], config: MkDocsConfig, files: Files, nav: Navigation
    ) -> None:
        self._env = env
        self._pages = pages
        self._position = 0
        self._count = forked.processes() if len(pages) > FEW else 0
        output = output_of_all(pages, env, config, files, nav)
        # Started while no page is active: what is active at the fork would stay so in the children.
        self._outputs = forked.InOrder(output, pages if self._count else [], self._count, again=False)
        self._progress = Progress("Writing", len(pages))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env, name)

    def get_template(self, name: str) -> jinja2.Template:
        """A template that knows what it will be asked for."""
        return cast("jinja2.Template", _Template(self._env.get_template(name), self))

    def output(self, page: SitePage, template: jinja2.Template, context: dict[str, Any]) -> str:
        """The page's output, made ahead or now."""
        self._progress.step()
        result = self._made_ahead(page)
        if result is None:
            with caught() as records:
                result = Output(template.render(context), records)
        if page.remembered is not None:
            page.remembered.records.extend(result.records)
        log_again(result.records)
        return result.text

    def _made_ahead(self, page: SitePage) -> Output | None:
        if not self._count or self._position >= len(self._pages) or self._pages[self._position] is not page:
            return None
        self._position += 1
        result = next(self._outputs)
        if self._position == len(self._pages):
            self.close()
        return result if isinstance(result, Output) else None

    def close(self) -> None:
        """Nothing more will be asked for."""
        self._outputs.close()
        self._progress.end()


class _Template:
    def __init__(self, template: jinja2.Template, ahead: TemplatesAhead) -> None:
        self._template = template
        self._ahead = ahead

    def __getattr__(self, name: str) -> Any:
        return getattr(self._template, name)

    def render(self, context: dict[str, Any]) -> str:
        page = context["page"]
        if isinstance(page, SitePage):
            return self._ahead.output(page, self._template, context)
        return self._template.render(context)


def in_template(
    page: SitePage, env: jinja2.Environment, config: MkDocsConfig, documents: Sequence[File], nav: Navigation
) -> str:
    """What the host does with a page between its conversion and its file."""
    config._current_page = page  # noqa: SLF001
    page.active = True
    try:
        context = get_context(nav, documents, config, page)
        template = env.get_template(page.meta.get("template", "main.html"))
        return template.render(context)
    finally:
        page.active = False
        config._current_page = None  # noqa: SLF001
