"""What of an article is searched: its fields, each weighted by itself, and the lines that passages are cut from."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, Literal, NamedTuple, get_args

from incidentbook.addresses import service_path
from incidentbook.articles import Article, OrdinaryPage
from incidentbook.book import Book
from incidentbook.kinds import KINDS
from incidentbook.kinds.incident.model import Incident
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.kinds.runbook.model import Runbook
from incidentbook.kinds.symptom.model import Symptom
from incidentbook.plain_text import Line, plain_lines
from incidentbook.services import Service
from incidentbook.signatures import GAP
from incidentbook.text import digest

Field = Literal["title", "signatures", "symptoms", "alerts", "fix", "body", "code"]
FIELDS: tuple[Field, ...] = get_args(Field)
"""Lines of code are a field of their own, whatever section they stand in: commands and listings share words with every
other article of their technology. What is quoted in them is found as a phrase all the same."""

_SYMPTOMS = frozenset({"symptoms", "summary", "impact", "meaning", "confirm"})
"""Sections, as the kinds name them, that say what was seen. A heading that its kind does not know says nothing of the
kind: the summary of a known issue tells its cause and its fix, too."""
_FIX = frozenset({"workaround", "permanent-fix", "resolution", "mitigation"})
_LEAD_WORDS = 25
"""What is said before the first heading says what the article is about, for about so many words."""
_LEAD_LINES = 3


class Texts(NamedTuple):
    """The text of an article for those who search it."""

    fields: Mapping[Field, str]
    """By field; those with nothing in them are left out."""
    lines: tuple[str, ...]
    """All text but the title, as a person would read it."""
    fix: tuple[tuple[str, bool], ...] = ()
    """The lines that say how it was or is fixed, and which of them are code."""


@dataclass(frozen=True)
class Searchable:
    """An article or page as search sees it. Its text is read when it is asked for."""

    path: str
    """Of its page."""
    kind: str
    """A kind of article, `service` or `page`."""
    id: str
    title: str
    digest: str
    """Equal digests mean that all of this is equal."""
    read: Callable[[], Texts] = field(repr=False, compare=False)

    @cached_property
    def texts(self) -> Texts:
        """Its fields and lines."""
        return self.read()

    @property
    def fields(self) -> Mapping[Field, str]:
        """Text by field; those with nothing in them are left out."""
        return self.texts.fields

    @property
    def lines(self) -> tuple[str, ...]:
        """All text but the title, as a person would read it."""
        return self.texts.lines


def searchable(article: Article[Any]) -> Searchable:
    """Return an article as search sees it, which depends on nothing else."""
    return Searchable(
        article.path, article.kind, article.id, article.title, article.digest, partial(_texts, article, article.kind)
    )


def searchable_page(page: OrdinaryPage) -> Searchable:
    """Return an ordinary page as search sees it."""
    return Searchable(page.path, "page", "", page.title, page.digest, partial(_texts, page, "page"))


def searchable_service(key: str, service: Service) -> Searchable:
    """Return a service as search sees it: its names and who looks after it."""
    name = service.name or key
    said = [service.description, *([f"Owner: {service.owner}"] if service.owner else []), ", ".join(service.aliases)]
    lines = tuple(filter(None, said))
    names = "\n".join(dict.fromkeys([name, key, *service.aliases]))

    def read() -> Texts:
        return Texts({"title": names, **({"body": "\n".join(lines)} if lines else {})}, lines)

    return Searchable(service_path(key), "service", key, name, digest(key, names, *lines), read)


def all_searchable(book: Book) -> Iterator[Searchable]:
    """Yield everything in a book that can be found, in no order that means something."""
    yield from map(searchable, book.articles())
    yield from map(searchable_page, book.pages)
    for key, service in book.services.items():
        yield searchable_service(key, service)


def _texts(found: Article[Any] | OrdinaryPage, kind: str) -> Texts:
    said: dict[Field, list[str]] = {name: [] for name in FIELDS}
    for name, text in _said(found.fields) if isinstance(found, Article) else ():
        said[name].append(text)
    lines = [text.replace(GAP, "…") for name in FIELDS for text in said[name]]
    said["title"].append(found.title)
    fix = []
    for name, line in _written(found.body, kind):
        said["code" if line.code else name].append(line.text)
        lines.append(line.text)
        if name == "fix":
            fix.append((line.text, line.code))
    return Texts({name: "\n".join(texts) for name, texts in said.items() if texts}, tuple(lines), tuple(fix))


def _said(fields: object) -> Iterator[tuple[Field, str]]:
    """Yield what the front matter says for a field."""
    if isinstance(fields, Incident):
        if fields.impact is not None and fields.impact.summary:
            yield "symptoms", fields.impact.summary
    elif isinstance(fields, KnownIssue):
        for symptom in fields.symptoms:
            if symptom.text is not None:
                yield "symptoms", symptom.text
            yield from (("signatures", text) for text in symptom.signatures)
            yield from (("alerts", text) for text in symptom.alerts)
        yield from (("fix", fix.summary) for fix in fields.fixes if fix.summary)
    elif isinstance(fields, Symptom):
        yield from (("signatures", text) for text in fields.signatures)
    if isinstance(fields, (Incident, KnownIssue, Symptom, Runbook)):
        yield from (("alerts", text) for text in fields.alerts)


def _written(body: str, kind: str) -> Iterator[tuple[Field, Line]]:
    """Yield the lines of a body, each with the field of its section."""
    part: Field = "symptoms"
    words = count = 0
    lead = True
    for line in plain_lines(body):
        if line.level in {1, 2}:
            lead = False
            part = _field_of(line, kind)
            yield "body", line
            continue
        yield part, line
        if lead:
            words, count = words + line.text.count(" ") + 1, count + 1
            if words >= _LEAD_WORDS or count >= _LEAD_LINES:
                lead, part = False, "body"


def _field_of(heading: Line, kind: str) -> Field:
    article = KINDS.get(kind)
    name = article.section_name(heading.text) if article is not None else None
    return "symptoms" if name in _SYMPTOMS else "fix" if name in _FIX else "body"
