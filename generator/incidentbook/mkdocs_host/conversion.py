"""Markdown to HTML for one page, under a guard: whatever an author wrote, something readable comes out."""

import contextlib
import html
import logging
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any, NamedTuple, cast

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from incidentbook.mkdocs_host.records import Record, caught

log = logging.getLogger("mkdocs.plugins.incidentbook")

FRAMES = 1000
"""How deeply a conversion may nest its calls: Python's own limit, but counted from where the conversion starts."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")

Answer = str | None
"""What the host knew of a path: the URL of the file there, with `!` behind it when it is excluded, or nothing."""


class Remembered(NamedTuple):
    """What the host needs to know of a page that it does not convert, and what its conversion depended on.

    `anchors` are the IDs on the page, `links` the anchors that it links to (path -> anchor -> link as written),
    `lookups` every path that was looked for among the files, `records` what was logged.
    """

    anchors: list[str]
    links: dict[str, dict[str, str]]
    lookups: dict[str, Answer]
    records: list[Record]


class Converted(NamedTuple):
    """A page's source and its conversion."""

    markdown: str
    meta: dict[str, Any]
    content: str
    toc: TableOfContents
    title: str | None
    remembered: Remembered


class RecordedFiles(Files):
    """The host's files, noting each path that is looked for."""

    def __init__(self, files: Files) -> None:
        self._src_uris = cast("dict[str, File]", files.src_uris)  # shared: a copy for each page would add up
        self.lookups: dict[str, Answer] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """As the host's."""
        key = PurePosixPath(path).as_posix()
        file = self._src_uris.get(key)
        self.lookups[key] = answer(file)
        return file


def answer(file: File | None) -> Answer:
    """What a page's links depend on in a file that they lead to."""
    if file is None:
        return None
    excluded = file.inclusion.is_excluded()  # type: ignore[no-untyped-call]
    return f"{file.url}!" if excluded else file.url


def convert(page: Page, render: Callable[[Files], None], files: Files) -> Converted:
    """Convert a page whose source has been read, with the host's own `render` of it.

    When the converter fails, the page is converted paragraph by paragraph; those it still fails on are shown as they
    were written, and a warning names the file. A converter that fails on a plain sentence is set up wrongly:
    then its own exception is raised.
    """
    recorded = RecordedFiles(files)
    with caught() as records, _headroom():
        try:
            render(recorded)
        except Exception as error:  # noqa: BLE001 - any exception at all can come out of an extension
            _convert_in_parts(page, render, recorded, error)
    links = {file.src_uri: links for file, links in (page.links_to_anchors or {}).items()}
    remembered = Remembered(sorted(filter(None, page.present_anchor_ids or ())), links, recorded.lookups, records)
    return Converted(
        page.markdown or "",
        dict(page.meta),
        page.content or "",
        page.toc,
        page._title_from_render,  # noqa: SLF001 - the host has no other name for it
        remembered,
    )


def shown_as_written(markdown: str) -> str:
    """A text as its author wrote it."""
    return f'<pre class="ib-unconverted"><code>{html.escape(markdown, quote=False)}\n</code></pre>'


def why(error: BaseException) -> str:
    """An exception for a person, in words that do not depend on where in the converter it happened."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    message = str(error).partition("\n")[0]
    return f"{type(error).__name__}: {message}" if message else type(error).__name__


def _convert_in_parts(page: Page, render: Callable[[Files], None], files: Files, error: Exception) -> None:
    whole = page.markdown or ""
    page.markdown = "A sentence."
    try:
        render(files)
    except Exception:  # noqa: BLE001
        page.markdown = whole
        raise error from None
    contents: list[str] = []
    entries: list[AnchorLink] = []
    anchors: set[str] = set()
    links: dict[File, dict[str, str]] = {}
    failed = 0
    for part in _parts(whole):
        page.markdown = part
        try:
            render(files)
        except Exception:  # noqa: BLE001
            contents.append(shown_as_written(part))
            failed += 1
            continue
        contents.append(page.content or "")
        entries.extend(page.toc)
        anchors |= page.present_anchor_ids or set()
        for file, found in (page.links_to_anchors or {}).items():
            links.setdefault(file, {}).update(found)
    page.markdown = whole
    page.content = "\n".join(contents)
    page.toc = TableOfContents(entries)
    page.present_anchor_ids = anchors
    page.links_to_anchors = links
    log.warning(
        "%s cannot be converted as a whole (%s): its paragraphs were converted one by one, and %s shown as written. "
        "Look for unclosed or deeply nested markup.",
        page.file.src_uri,
        why(error),
        "none is" if not failed else "one is" if failed == 1 else f"{failed} are",
    )


def _parts(markdown: str) -> Iterator[str]:
    """The text between blank lines, code blocks in one piece."""
    part: list[str] = []
    fence = ""
    for line in markdown.split("\n"):
        if match := _FENCE.match(line):
            if not fence:
                fence = match[1]
            elif match[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
        if line.strip() or fence:
            part.append(line)
        elif part:
            yield "\n".join(part)
            part = []
    if part:
        yield "\n".join(part)


@contextlib.contextmanager
def _headroom() -> Iterator[None]:
    """The same number of frames wherever the conversion is called from, so that a page always converts alike."""
    before = sys.getrecursionlimit()
    depth = 0
    frame = sys._getframe()  # noqa: SLF001
    while caller := frame.f_back:
        frame = caller
        depth += 1
    sys.setrecursionlimit(depth + FRAMES)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
