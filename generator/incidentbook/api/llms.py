"""`llms.txt`: what is in the site and where, for a language model that is asked about it (https://llmstxt.org)."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any
from urllib.parse import quote

from incidentbook.addresses import service_path
from incidentbook.api.contents import PATH as CONTENTS
from incidentbook.api.data_file import DataFile
from incidentbook.api.lists import LISTS
from incidentbook.api.published import DATA, MARKDOWN, Published
from incidentbook.articles import Article
from incidentbook.templating import address_of
from incidentbook.text import counted
from incidentbook.views.incident_list import newest_first
from incidentbook.views.service_names import ServiceNames

PATH = "llms.txt"
MOST = 200
"""Articles of a kind that are named; all of them are in the list of their kind."""


def files(published: Published) -> Iterator[DataFile]:
    """Yield the one file."""
    yield DataFile(PATH, partial(_depends, published), partial(_text, published))


def _depends(published: Published) -> tuple[str, ...]:
    return (_text(published),)  # it is made from titles and names, and as fast


def _text(published: Published) -> str:
    return "\n".join(_lines(published)) + "\n"


def _lines(published: Published) -> Iterator[str]:
    shown, described = published.shown, published.described
    book = shown.book
    yield f"# {_one_line(shown.site_name or 'Incident book')}"
    yield ""
    said = [counted(len(book.incidents), "incident"), counted(len(book.known_issues), "known issue")]
    said += [counted(len(book.runbooks), "runbook"), counted(len(shown.graph.services), "service")]
    yield f"> What broke, how to tell it, and what fixed it: {', '.join(said)}."
    yield ""
    yield "An article refers to others by their IDs. `id/<ID>/` below the root of this site leads to the page of one."
    if described:
        yield f"Beside each page of an article are `{MARKDOWN}`, the article itself, and `{DATA}`, its data."
    yield ""
    yield "## Data"
    yield ""
    yield f"- [Contents]({CONTENTS}): what there is, with the schemas and feeds."
    for listed in LISTS:
        yield f"- [{listed.name}]({listed.path}): {listed.about}"
    sections: tuple[tuple[str, Iterable[Article[Any]]], ...] = (
        ("Known issues", book.known_issues),
        ("Runbooks", book.runbooks),
        ("Newest incidents", newest_first(book.incidents)),
    )
    for title, articles in sections:
        named = tuple(articles)[:MOST]
        if named:
            yield from ("", f"## {title}", "")
            for one in named:
                name = MARKDOWN if one.path in described else ""
                yield f"- [{one.id}: {_one_line(one.title)}]({quote(address_of(one.path))}{name})"
    if shown.graph.services:
        names = ServiceNames(book)
        yield from ("", "## Services", "")
        for key in shown.graph.services:
            yield f"- [{_one_line(names.name(key))}]({quote(address_of(service_path(key)))})"


def _one_line(text: str) -> str:
    """Return a text as the label of a link."""
    return " ".join(text.split()).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
