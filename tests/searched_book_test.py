"""What a query finds in a book, and what is said about it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from incidentbook.articles import AUDIENCES
from incidentbook.project import find_project, settings_of
from incidentbook.searched_book import Results, SearchedBook
from tests.books import article, incident, issue, runbook

BOOK = {
    "incidents/1.md": incident(
        "severity: sev1\nservices: [shop]", "## Summary\nThe connection pool of the shop was exhausted by reports.\n",
        times="times: {detected: 2025-03-04}",
    ),
    "incidents/2.md": incident(
        "severity: sev3\nservices: [mail]\nstatus: monitoring", "The pool of connections at the pool bar. Exit code 7.",
        id="INC-2026-0002",
    ),
    "known-issues/1.md": issue(
        'services: [shop]\nsymptoms: [{text: It is gone, signatures: [\'relation "<*>" does not exist\']}]',
        "Users saw nothing.\n\n## Workaround\n\nRestart it.",
    ),
    "known-issues/2.md": issue("status: fixed", 'The table "users" was renamed; certificates expired.', id="KI-0002"),
    "runbooks/1.md": runbook("", "Restart the connection pool slowly. Seen on 2026-03-04."),
    "symptoms/dns.md": article("title: Names do not resolve", "连接数据库失败"),
    "services.yml": "shop: {}\nmail: {}\n",
}  # fmt: skip


def write(folder: Path, texts: dict[str, str]) -> None:
    (folder / "mkdocs.yml").write_text("docs_dir: kb\nplugins: [incidentbook]", encoding="utf-8")
    for path, text in texts.items():
        target = folder / "kb" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def opened(folder: Path) -> SearchedBook:
    project = find_project(folder / "mkdocs.yml")
    return SearchedBook(project, settings_of(project.options, audience=None, default="internal"))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> SearchedBook:
    folder = tmp_path_factory.mktemp("book")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        write(folder, BOOK)
        return opened(folder)


DATES = "dates are found by filters, as `started:2026-03-04`"
Ask = Callable[[str], list[str]]


@pytest.fixture
def ask(book: SearchedBook) -> Ask:
    return lambda query: found(book.results(query))


def found(results: Results) -> list[str]:
    return [one.path.removesuffix(".md") for one in results.found]


def said(book: SearchedBook, query: str) -> list[str]:
    """Return all that is said about a query."""
    results = book.results(query)
    return [*results.notes, *book.advice(results)]


def test_words_find_and_filters_let_through(ask: Ask, book: SearchedBook) -> None:
    """Those of the query, and further ones."""
    assert set(ask("connection pool")) >= {"incidents/1", "incidents/2", "runbooks/1"}
    assert ask("connection pool service:shop") == ["incidents/1"]
    filters = book.results("kind:runbook").query.filters
    assert found(book.results("connection pool", filters)) == ["runbooks/1"]


def test_quoted_words_stand_there_word_for_word(ask: Ask, book: SearchedBook) -> None:
    """Not in another order, not with an s more; a date, which is no word to search for, too."""
    assert set(ask('"connection pool"')) == {"incidents/1", "runbooks/1"}
    assert ask('"pool of connections" connection') == ["incidents/2"]
    assert ask('"exit code 7"') == ["incidents/2"]
    assert ask('"2026-03-04"') == ["runbooks/1"]
    assert ask('"数据库"') == ["symptoms/dns"]
    assert ask('"exit code 8"') == []
    assert said(book, '"pool connection"') == ["No article has “pool connection” word for word."]


def test_an_error_message_with_quotation_marks_is_found_as_a_whole(ask: Ask, book: SearchedBook) -> None:
    """What varies in it is in quotation marks as often as not, and another article may have just that."""
    assert ask('ERROR: relation "users" does not exist')[0] == "known-issues/1"
    assert said(book, 'ERROR: relation "users" does not exist') == []
    query = 'certificate of "example.org" expired'
    assert ask(query)[0] == "known-issues/2"
    assert said(book, query) == ["No article has “example.org” word for word; these have some of the words."]


def test_beginnings_and_misspellings_are_asked_as_the_words_of_the_book(ask: Ask, book: SearchedBook) -> None:
    """Each once, whatever its endings; that there are none is said."""
    assert set(ask("conn*")) == set(ask("connection"))
    assert ask("certificat~") == ["known-issues/2"]
    assert set(book.results("conn* re*").asked) >= {"connect", "restart", "report", "relat"}
    assert said(book, "xyz*") == ["No word of the book begins with `xyz`.", "No article has such a word."]
    assert said(book, "xyzzy~ pool") == ["No word of the book is written like `xyzzy`."]


def test_without_words_the_newest_that_the_filters_let_through_are_listed(ask: Ask) -> None:
    """Those without a date last; without filters there is nothing to list."""
    assert ask("kind:incident") == ["incidents/2", "incidents/1"]
    assert ask("service:shop") == ["incidents/1", "known-issues/1", "services/shop"]
    assert ask("kind:incident the") == []
    assert ask("the") == ask("") == ask("* ?") == []


def test_an_id_finds_its_article_first(ask: Ask) -> None:
    """In any letters, with filters or without."""
    assert ask("ki-0002")[0] == "known-issues/2"
    assert ask("see KI-0002 status:fixed") == ["known-issues/2"]


@pytest.mark.parametrize(
    ("query", "sentences"),
    [
        ("certifcates exipred", [
            "No article has any word of `certifcates exipred`.", "Did you mean: certificates expired",
        ]),
        ("certifcates pool", ["Did you mean: certificates pool"]),
        ("certifcates in the pool of the shop", []),
        ("qqqqqqq", ["No article has any word of `qqqqqqq`."]),
        ("0x80070005", ["No article has any word of `0x80070005`."]),
        ("pool severity:sev1 kind:known-issue", [
            "No article that fits the filters has any word of `pool`.", "Without the filters there are 3 results.",
        ]),
        ("status:open severity:sev4", ["No article fits the filters."]),
        ("the", ["There is no word in `the` that could be looked for."]),
        ("2025-03-04", [f"There is no word in `2025-03-04` that could be looked for; {DATES}."]),
        ("service:shoop pool", ["There is no service `shoop`. Did you mean `shop`? `shoop` is searched as text."]),
    ],
)  # fmt: skip
def test_what_else_could_be_tried_is_said(query: str, sentences: list[str], book: SearchedBook) -> None:
    """Only where nothing was found, or where a few words were typed and the book has one of them otherwise."""
    assert said(book, query) == sentences


def test_articles_that_cannot_be_read_are_mentioned_where_nothing_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was looked for may be in them."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    write(tmp_path, {**BOOK, "incidents/3.md": incident("colour: red", id="INC-2026-0003")})
    assert said(opened(tmp_path), "qqqqqqq") == [
        "No article has any word of `qqqqqqq`; some cannot be read, and `incidentbook check` says why."
    ]


def test_a_plain_question_does_not_wait_for_whoosh(tmp_path: Path) -> None:
    """It is imported for what it is needed for."""
    write(tmp_path, BOOK)
    program = (
        "import sys; from pathlib import Path; from tests.searched_book_test import opened;"
        "book = opened(Path(sys.argv[1])); results = book.results('pool of connections');"
        "assert results.found and not list(book.advice(results));"
        "assert 'whoosh' not in sys.modules; book.results('kind:incident'); assert 'whoosh' in sys.modules"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        check=True, cwd=Path(__file__).parents[1], env={"XDG_CACHE_HOME": str(tmp_path), "PYTHONPATH": "generator:."},
    )  # fmt: skip


def test_what_an_audience_may_not_see_is_not_in_its_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    write(tmp_path, {**BOOK, "incidents/3.md": incident("audience: restricted", "zebrafish", id="INC-2026-0003")})
    project = find_project(tmp_path / "mkdocs.yml")
    for audience in AUDIENCES:
        expected = ["zebrafish"] if audience == "restricted" else []
        book = SearchedBook(project, settings_of(project.options, audience=audience, default="internal"))
        assert book.finder.beginning("zebra") == expected
        assert bool(book.results("zebrafish").found) == bool(expected)
