"""Books in one line: front matter and a body as a file, and what is said of a book, shortened to what a test asks."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from incidentbook.articles import Audience
from incidentbook.book import Book, located
from incidentbook.diagnostics import Diagnostic, in_order
from incidentbook.graph import Graph
from incidentbook.links import link
from incidentbook.load import load_text
from incidentbook.settings import Settings

Texts = Mapping[str, str | bytes]


class Opened(NamedTuple):
    """A book with its links and everything that is said of it, in order of place."""

    book: Book
    graph: Graph
    diagnostics: list[Diagnostic]

    @property
    def codes(self) -> list[str]:
        return [found.code for found in self.diagnostics]

    def places(self, code: str) -> list[tuple[int, int]]:
        return [(found.line, found.column) for found in self.diagnostics if found.code == code]


def opened(texts: Texts, audience: Audience = "restricted", **options: object) -> Opened:
    """Load a book for an audience and link it, as the commands do."""
    book, diagnostics = load_text(texts, Settings.model_validate({"audience": audience, **options}))
    graph = link(book)
    return Opened(book, graph, in_order([*diagnostics, *located(book, graph.findings)]))


def incident(front_matter: str = "", body: str = "", *, id: str = "INC-2026-0001", times: str | None = None) -> str:  # noqa: A002
    """Return an incident with the keys that every one needs, and others as lines; the first of them is line 5."""
    said = "times: {detected: 2026-03-04 10:12}" if times is None else times
    return article(f"id: {id}\ntitle: Incident {id}\n{said}\n{front_matter}", body)


def titled_incident(front_matter: str = "", body: str = "", **said: str) -> str:
    """Return the same with a title that says something."""
    return incident(front_matter, body, **said).replace("title: Incident", "title: Checkout fails in", 1)


def issue(front_matter: str = "", body: str = "", *, id: str = "KI-0001") -> str:  # noqa: A002
    """Return a known issue; further keys begin on line 4."""
    return article(f"id: {id}\ntitle: Issue {id}\n{front_matter}", body)


def runbook(front_matter: str = "", body: str = "", *, id: str = "RB-0001") -> str:  # noqa: A002
    """Return a runbook; further keys begin on line 4."""
    return article(f"id: {id}\ntitle: Runbook {id}\n{front_matter}", body)


def write(folder: Path, texts: Texts) -> None:
    """Write files into a folder, and the folders they are in."""
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode() if isinstance(text, str) else text)


def article(front_matter: str, body: str = "") -> str:
    """Return a file with front matter, which begins on line 2."""
    return f"---\n{front_matter.rstrip()}\n---\n{body}"
