"""Whatever is in an article: a diagnostic or an article, never an exception, and the good ones beside it load."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import PurePosixPath

import pytest
import yaml

from incidentbook.articles import AUDIENCES, Audience
from incidentbook.book import Book, located
from incidentbook.checking import check
from incidentbook.diagnostics import CODES, Diagnostic, in_order
from incidentbook.links import link
from incidentbook.load import load_text
from incidentbook.report import findings_json, findings_text
from incidentbook.rules.subject import Criteria, Subject
from incidentbook.selection import selected
from incidentbook.settings import Settings
from incidentbook.site import Page, build_site
from incidentbook.templating import Templates
from incidentbook.views.view import Shown
from tests.good_articles import GOOD
from tests.hostile_articles import FOLDERS, Broken, made, named_cases

BROKEN_ARTICLES = 10_000
AT_ONCE = 32
TEMPLATES = Templates()
AS_OF = datetime(2026, 6, 1, tzinfo=UTC)


def loaded(files: Iterable[Broken], audience: Audience = "restricted") -> tuple[Book, list[Diagnostic]]:
    """Load broken files with the good ones beside them."""
    texts: dict[str, str | bytes] = {**GOOD, **{file.path: file.content for file in files}}
    return load_text(texts, Settings(audience=audience))


def paths_in(book: Book) -> set[str]:
    return {article.path for article in book.articles()} | {page.path for page in book.pages}


def as_loaded(book: Book) -> dict[str, object]:
    """What was read of the good articles."""
    articles = {article.path: (article.id, article.kind, article.fields, article.body) for article in book.articles()}
    pages = {page.path: (page.title, page.body) for page in book.pages}
    return {path: read for path, read in {**articles, **pages}.items() if path in GOOD}


def linked(book: Book, found: list[Diagnostic], audience: Audience) -> tuple[list[Diagnostic], dict[str, Page]]:
    """Return all that is said of a book, and its pages, each rendered once."""
    graph = link(book)
    site = build_site(Shown(book, graph, Settings(audience=audience), AS_OF), TEMPLATES)
    pages = {page.path: page for page in site.pages}
    assert len(pages) == len(site.pages), "two pages have the same path"
    assert site.attachments <= book.files
    for page in site.pages:
        check_page(page)
    settings = Settings(audience=audience)
    subject = Subject(book, graph, Criteria(settings, book.policy, AS_OF, book.read))
    checked = check(subject)
    found = [*found, *located(book, graph.findings), *checked.diagnostics]
    return in_order([*found, *selected(book, found, settings.rules, checked.ignores)]), pages


def check_page(page: Page) -> None:
    """A page can be written where it says, and its front matter says to every host what it says to us."""
    path = PurePosixPath(page.path)
    assert not path.is_absolute(), page.path
    assert ".." not in path.parts, page.path
    assert str(path) == page.path, page.path
    assert not set(page.path) & set("\\\0\n\r"), page.path
    assert max(len(part.encode()) for part in path.parts) <= 255, page.path
    text = page.render()
    text.encode()
    if page.converted:
        head = text.split("---\n", 2)[1]
        said = yaml.safe_load(head)
        assert said["title"] == " ".join(page.title.split()), page.path


def check_findings(found: list[Diagnostic], files: Iterable[Broken]) -> None:
    """Every finding names a file, a place in it, a code, and can be printed."""
    lines = {path: text.encode().count(b"\n") for path, text in GOOD.items()}
    lines |= {file.path: len(file.content.splitlines()) + file.content.count(b"\r") for file in files}
    for said in found:
        assert said.path in lines or said.path == "sla.yml", said
        assert 1 <= said.line <= lines.get(said.path, 0) + 1, said
        assert said.column >= 1, said
        assert said.code in CODES, said
        assert said.message == " ".join(said.message.split()), said
    assert len(json.loads(findings_json(found).encode())) == len(found)
    findings_text(found, checked=len(lines)).encode()


GOOD_BOOK, GOOD_FINDINGS = loaded(())


def test_the_good_articles_are_good() -> None:
    """Else the tests below would compare with nothing."""
    said, pages = linked(GOOD_BOOK, GOOD_FINDINGS, "public")
    assert said == []
    assert paths_in(GOOD_BOOK) == {path for path in GOOD if path.endswith(".md")} <= set(pages)


def feed(files: Iterable[Broken], audience: Audience) -> int:
    """Take broken files through everything below the hosts; return in how many something was found to be wrong."""
    files = list(files)
    book, found = loaded(files, audience)
    assert as_loaded(book) == as_loaded(GOOD_BOOK)
    said_of = {said.path for said in found}
    assert not said_of & GOOD.keys()
    known = paths_in(book) | book.files | said_of
    if audience == "restricted":
        assert {file.path for file in files} <= known, "nothing is said of a file that is left out"
    said, _ = linked(book, found, audience)
    check_findings(said, files)
    return len({one.path for one in said} & {file.path for file in files})


def test_ten_thousand_broken_articles_never_raise_and_stop_no_other() -> None:
    """The loader, the links and every page of books full of them, for every audience."""
    files = made(BROKEN_ARTICLES)
    assert len({file.content for file in files}) >= BROKEN_ARTICLES
    faulty = 0
    for number, start in enumerate(range(0, len(files), AT_ONCE)):
        batch, audience = files[start : start + AT_ONCE], AUDIENCES[number % len(AUDIENCES)]
        try:
            faulty += feed(batch, audience)
        except Exception:
            for file in batch:  # the failure then shows the one file that causes it by itself
                feed([file], audience)
            raise
    assert faulty >= BROKEN_ARTICLES / 2, "most of them should be broken"


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_named_case_loads_links_and_renders(folder: str) -> None:
    """In the folder of each kind, and among ordinary pages."""
    files = list(named_cases(folder))
    book, found = loaded(files)
    assert as_loaded(book) == as_loaded(GOOD_BOOK)
    loaded_paths, said_of = paths_in(book), {said.path for said in found}
    for file in files:
        assert file.path in loaded_paths or file.path in said_of, f"nothing is said of {file.path}"
    said, pages = linked(book, found, "restricted")
    check_findings(said, files)
    assert loaded_paths <= pages.keys()
