"""The engine of search in a browser answers as the terminal does, from few files, and says what goes wrong."""

import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from incidentbook.asking import Answer, Asking
from incidentbook.browser_search import write_search
from incidentbook.passages import passage
from incidentbook.postings import term_hash
from incidentbook.ranking import chosen, rarities
from incidentbook.resemblance import resemblance_to
from incidentbook.search_index import SearchIndex, index_of
from incidentbook.search_overviews import TOGETHER
from incidentbook.searchable import Searchable, all_searchable
from incidentbook.telling import telling
from incidentbook.terms import terms
from tests.books import Opened, article, incident, issue, opened, runbook
from tests.provided import Served

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

POLICY = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'"
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Search</title>
<meta http-equiv="Content-Security-Policy" content="{POLICY}"></head></html>"""
POOL = "Connection is not available, request timed out after <*>ms"
DISK = "no space left on device <*>"
WORDS = (
    "pool connection refused replica failover certificate expired disk full latency queue deploy rollback gateway 504 "
    "timeout HikariPool OutOfMemoryError ORA-00060 10.0.0.17 naïve Überlast 接続がタイムアウト データベース หมดเวลา 🔥 "
    "E1101 pods"
).split()
MOST = 1 << 20


def large_book() -> dict[str, str]:
    """Return a book of more than a hundred articles, so that some terms are frequent."""
    random = Random(4)  # noqa: S311 - a book, no secret
    texts = {
        "services.yml": "checkout: {name: Checkout}\npayments: {owner: payments}\nmail: {}\n",
        "known-issues/pool.md": issue(
            "symptoms: [checkout-504]\nservices: [payments]\nstatus: workaround",
            "## Workaround\n\nRestart the pods of payments:\n\n```\n$ kubectl rollout restart\n```\n",
        ),
        "known-issues/disk.md": issue(
            f'symptoms: [{{text: Writes fail, signatures: ["{DISK}", "{POOL}"]}}]', "It is full.", id="KI-0002"
        ),
        "symptoms/checkout-504.md": article(f'title: Checkout answers 504\nsignatures: ["{POOL}"]'),
        "runbooks/restart.md": runbook("services: [payments]", "## Mitigation\n\nRestart the pods, one by one."),
    }
    for number in range(120):
        sentences = [" ".join(random.choices(WORDS, k=random.randrange(3, 12))) for _ in range(random.randrange(1, 9))]
        body = "\n\n".join(f"The {sentence}." for sentence in sentences)
        said = f"severity: sev{number % 4 + 1}\nservices: [{random.choice(['checkout', 'payments', 'mail'])}]"
        times = f"times: {{detected: {2022 + number % 4}-03-04 10:12}}\nstatus: {'resolved' if number % 3 else 'open'}"
        texts[f"incidents/{number}.md"] = incident(said, body, id=f"INC-2026-{number:04}", times=times)
    return texts


class Asked(NamedTuple):
    """A book as the terminal asks it, and the URL of its site."""

    opened: Opened
    found: dict[str, Searchable]
    postings: SearchIndex
    asking: Asking
    site: Path
    url: str

    @property
    def slot(self) -> Callable[[str], int]:
        return self.postings.slots.__getitem__

    def about(self, path: str) -> dict[str, Any]:
        """Return what the site's file of an article says."""
        content = (self.site / f"search/{self.file(path)}").read_bytes()
        about: dict[str, Any] = json.loads(zlib.decompress(content))[str(self.slot(path))]
        return about

    def file(self, path: str) -> str:
        """Return the name of the site's file of an article."""
        return f"articles/{self.slot(path) // TOGETHER}.bin"

    def shown(self, question: str, allowed: Callable[[str], bool] | None = None) -> list[Answer]:
        return self.asking.ask(question, allowed)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, served: Served) -> Asked:
    folder = tmp_path_factory.mktemp("engine")
    texts = opened(large_book())
    write_search(texts.book, texts.graph, folder / "templates", folder / "site")
    (folder / "site/index.html").write_text(PAGE, encoding="utf-8")
    found = {one.path: one for one in all_searchable(texts.book)}
    index = index_of(found.values())
    asking = Asking(index, found, texts.graph)
    return Asked(texts, found, index, asking, folder / "site", served(folder / "site", "/books/platform/"))


CONNECT = """async (base) => {
  const { connect } = await import(`${base}assets/javascripts/search/client.js`);
  window.client = connect(base);
  window.asked = async (method, text, options) => {
    try {
      return await window.client[method](text, options);
    } catch ({ name, message, retry }) {
      return { name, message, retry };
    }
  };
}"""
CALL = "([method, text, options]) => window.asked(method, text, options)"


@pytest.fixture
def client(page: "Page", book: Asked) -> "Page":
    """A page below a path, where only scripts of the site run, with a client that has asked nothing."""
    page.goto(book.url)
    page.evaluate(CONNECT, book.url)
    return page


def call(page: "Page", method: str, text: str = "", **options: Any) -> Any:
    return page.evaluate(CALL, [method, text, options])


def said(answers: Sequence[dict[str, Any]]) -> list[tuple[str, float, str]]:
    return [(answer["article"]["path"], answer["score"], answer["reason"]) for answer in answers]


def questions(book: Asked) -> Iterator[str]:
    """Yield questions of many sorts."""
    yield from ("", " ", "\n\n", "*", '"', "the", "nothing of this", "\0", "(((", "a" * 10_000, "constructor __proto__")
    yield from ("INC-2026-0007", " inc-2026-0007\n", "ki-0001", "checkout-504", "see INC-2026-0001 and KI-0002.")
    yield from ("connection is not available, request timed out after 3ms", f"KI-0001\nx\n{DISK} refused", POOL)
    yield from (
        " ".join(WORDS),
        " ".join(WORDS * 400),
        "pool-1 utf-8 thread-12 " * 40,
        "\x85KI-0001\x1c",
        "\ufeffki-0001",
    )
    random = Random(5)  # noqa: S311 - questions, no secret
    lines = [line for one in book.found.values() for line in one.lines]
    for _ in range(60):
        words = random.choice(lines).split()
        at = random.randrange(len(words))
        yield " ".join(words[at : at + random.randrange(1, 9)]) + random.choice(["", "", "\nrefused", " xyzzy", " 17"])
    for _ in range(20):
        yield "\n".join(random.choices(lines, k=3))


def test_the_answers_are_those_of_the_terminal(client: "Page", book: Asked) -> None:
    """All of them, in their order, with their scores and reasons."""
    different = []
    for question in questions(book):
        found = call(client, "ask", question, limit=1000)
        wanted = book.shown(question)
        if said(found["answers"]) != wanted or found["total"] != len(wanted):
            different.append((question[:80], said(found["answers"])[:3], wanted[:3]))
    assert different == []


def test_a_passage_is_that_of_the_terminal(client: "Page", book: Asked) -> None:
    """With the same words marked."""
    for question in ("the connection pool was refused", "接続 timeout", "restart pods", "INC-2026-0007"):
        asked = terms(question)
        found = {term: one for term in chosen(asked, book.postings.frequent) if (one := book.postings.postings(term))}
        for answer in call(client, "ask", question)["answers"]:
            lines = book.found[answer["article"]["path"]].lines
            wanted = passage(lines, asked, rarities(found, book.postings.count)).pieces
            assert answer["passage"] == [list(piece) for piece in wanted]
            assert answer["article"] == book.about(answer["article"]["path"])


def test_further_answers_follow_the_first(client: "Page", book: Asked) -> None:
    """None of them twice and none left out."""
    whole = said(call(client, "ask", "connection", limit=1000)["answers"])
    assert len(whole) > 20
    parts = [call(client, "ask", "connection", limit=7, offset=offset) for offset in range(0, len(whole) + 7, 7)]
    assert [one for part in parts for one in said(part["answers"])] == whole
    assert {part["total"] for part in parts} == {len(whole)}


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"kind": ["incident"]},
        {"kind": ["known-issue", "runbook"], "severity": []},
        {"service": ["payments"], "severity": ["sev1", "sev2"]},
        {"service": ["mail", "nothing"], "year": ["2023", "2024"], "status": ["resolved"]},
        {"kind": ["nothing"]},
        {"severity": ["sev1"], "kind": ["runbook"]},
    ],
)
def test_filters_leave_what_they_say_and_counts_tell_of_other_choices(
    client: "Page", book: Asked, filters: dict[str, list[str]]
) -> None:
    """A facet's counts are what would be found with each of its keys alone chosen, or with none."""

    def keys(path: str, facet: str) -> list[str]:
        about = book.about(path)
        found = {"service": about["services"], "year": [about["date"][:4]]}.get(facet, [about.get(facet, "")])
        return [key for key in found if key]

    def allowed(but: str = "") -> Callable[[str], bool]:
        asked = {facet: set(of) for facet, of in filters.items() if of and facet != but}
        return lambda path: all(of.intersection(keys(path, facet)) for facet, of in asked.items())

    for question in ("connection refused", "restart the pods", "KI-0001", POOL):
        found = call(client, "ask", question, limit=1000, filters=filters)
        assert said(found["answers"]) == book.shown(question, allowed())
        for facet in ("kind", "service", "severity", "status", "year"):
            counts: dict[str, int] = {}
            for answer in book.shown(question, allowed(facet)):
                for key in keys(answer.path, facet):
                    counts[key] = counts.get(key, 0) + 1
            assert {key: count for key, _, count in found["facets"][facet]} == counts


def test_choices_have_their_names_and_their_order(client: "Page") -> None:
    """That of the site, and not of how often they are there."""
    found = call(client, "ask", "connection refused the pool")["facets"]
    assert [key for key, *_ in found["severity"]] == ["sev1", "sev2", "sev3", "sev4"]
    assert found["year"][0][:2] == ["2025", "2025"]
    assert ("checkout", "Checkout") in [(key, label) for key, label, _ in found["service"]]
    labels = call(client, "open")
    assert dict(labels["kinds"])["incident"] == "Incidents"
    assert labels["count"] == len(large_book()) - 1 + 3


def log_of(lines: int) -> str:
    """Return a log in which the eleventh line is the one that matters."""
    some = [
        f"2026-03-04T10:12:{at % 60:02} INFO worker-{at} handled request alpha{at} of beta{at % 97}"
        for at in range(lines)
    ]
    some[10] = "2026-03-04 ERROR [pool-1] Connection is not available, request timed out after 30001ms (active=50)"
    return "\r\n".join(some)


@pytest.mark.parametrize("text", ["", "x", f"{DISK} x", log_of(11), log_of(3000), "\ud800 KI-0001", "\0\1\2" * 1000])
def test_a_text_matches_as_in_the_terminal(client: "Page", book: Asked, text: str) -> None:
    """First lines with a signature and where they lead; and what is like the lines that tell most."""
    found = client.evaluate("text => window.asked('match', JSON.parse(text))", json.dumps(text))
    wanted = book.asking.matches(text)
    assert [
        (one["signature"], one["line"], one["text"], one["title"], tuple(to["path"] for to in one["articles"]))
        for one in found["matches"]
    ] == [(*one.match[:1], one.match.line, one.match.text, one.title, one.paths) for one in wanted]
    assert alike(found["answers"]) == similar(book, telling(text))[:10]
    assert found["leftOut"] == 0


def alike(answers: Sequence[dict[str, Any]]) -> list[tuple[str, float, str, list[str]]]:
    return [(*one, answer.get("shared", [])) for one, answer in zip(said(answers), answers, strict=True)]


def similar(book: Asked, text: str) -> list[tuple[str, float, str, list[str]]]:
    """Return the answers to a text, those by words alone only if they are like it, with the words that both have."""
    resemblance = resemblance_to(text, book.postings)
    found: list[tuple[str, float, str, list[str]]] = []
    for answer in book.shown(text):
        is_article = book.found[answer.path].kind not in ("service", "page")
        shared = resemblance.shared(book.slot(answer.path)) if answer.reason == "words" and is_article else ()
        if answer.reason != "words" or shared:
            found.append((*answer, list(shared)))
    return found


def test_what_is_like_a_text_is_that_of_the_terminal_with_the_words_that_both_have(client: "Page", book: Asked) -> None:
    """For many texts; some are like no article."""
    told = {}
    for text in questions(book):
        found = call(client, "match", text)
        assert alike(found["answers"]) == similar(book, telling(text))[:10]
        told[text] = [one["shared"] for one in found["answers"] if "shared" in one]
    assert told["the"] == []
    assert sum(map(bool, told.values())) > 40


def test_of_a_text_that_is_too_long_the_end_counts(client: "Page") -> None:
    """From the beginning of a line, and its lines keep their numbers."""
    assert call(client, "match", log_of(20_000))["matches"] == []
    end = call(client, "match", log_of(20_000) + "\r\n" + f"{DISK} x")
    assert [(one["signature"], one["line"]) for one in end["matches"]] == [(DISK, 20_001)]
    assert len(log_of(20_000)) - MOST < end["leftOut"] < len(log_of(20_000)) - MOST + 200
    one_line = call(client, "match", "y" * MOST + f" {DISK} x")
    assert one_line["leftOut"] == len(f" {DISK} x")
    assert [one["line"] for one in one_line["matches"]] == [1]


def test_what_was_fetched_is_not_fetched_again(client: "Page", book: Asked) -> None:
    """And what is fetched is what the question needs: its shards, the texts of the best, nothing of other words."""
    fetched: list[str] = []
    client.on("request", lambda request: fetched.append(request.url.removeprefix(book.url)))
    first = call(client, "ask", "certificate expired", limit=3)
    names = [name for name in fetched if name.startswith("search/")]
    assert len(names) == len(set(names)) <= 2 + 2 + 10
    on_disk = {name: (book.site / name).stat().st_size for name in names}
    assert first["bytes"] == sum(on_disk.values()) - on_disk["search/index.bin"]
    fetched.clear()
    again = call(client, "ask", "certificate expired", limit=3)
    assert again == first | {"bytes": 0}
    assert fetched == []


def shard_of(book: Asked, term: str) -> str:
    assert term in book.postings.frequent
    return f"**/search/frequent/{term_hash(term):08x}.bin"


def damaged(route: "Route") -> None:
    route.fulfill(status=200, body=b"<!doctype html>")


@pytest.mark.parametrize(
    ("answered", "message"),
    [
        (lambda route: route.fulfill(status=503), "The search index could not be loaded: the server answered 503."),
        (lambda route: route.fulfill(status=404), "A part of the search index is missing."),
        (lambda route: route.abort(), "The search index could not be loaded. Is there a connection?"),
        (damaged, "A part of the search index is damaged."),
    ],
)
@pytest.mark.parametrize("what", ["shard", "facets", "index", "article"])
def test_what_cannot_be_fetched_is_said_and_can_be_tried_again(
    client: "Page", book: Asked, answered: Callable[["Route"], None], message: str, what: str
) -> None:
    """In a plain sentence; then, once it can be fetched, there are results."""
    best = book.shown("connection refused")[0].path
    pattern = {
        "shard": shard_of(book, "connect"),
        "facets": "**/search/facets.bin",
        "index": "**/search/index.bin",
        "article": f"**/search/{book.file(best)}",
    }[what]
    client.route(pattern, answered)
    found = call(client, "ask", "connection refused")
    if "missing" in message and what == "article":
        assert best not in [path for path, *_ in said(found["answers"])]
        return
    message = message if what != "index" or "missing" not in message else "This site has no search index."
    assert found == {"name": "SearchError", "message": message, "retry": True}
    client.unroute(pattern)
    assert said(call(client, "ask", "connection refused")["answers"]) == book.shown("connection refused")[:10]


def test_an_article_that_is_no_longer_there_is_left_out(client: "Page", book: Asked) -> None:
    """The others are shown, and none is missing or there twice when one goes on."""
    wanted = [answer.path for answer in book.shown("connection")]
    files = {book.file(wanted[at]) for at in (0, 3, 12)}
    for name in files:
        client.route(f"**/search/{name}", lambda route: route.fulfill(status=404))
    first = call(client, "ask", "connection", limit=10)
    further = call(client, "ask", "connection", limit=1000, offset=10)
    paths = [path for path, *_ in said([*first["answers"], *further["answers"]])]
    assert len(set(paths)) == len(paths) == further["total"]
    assert paths[:10] == [path for path in wanted if book.file(path) not in files][:10]
    # Once the best is gone, others that were too weak beside it are worth showing.
    assert set(paths) >= {path for path in wanted if book.file(path) not in files}
    assert not files.intersection(map(book.file, paths))


def test_an_index_of_another_version_asks_to_load_the_page_again(client: "Page") -> None:
    """Trying again would not help."""
    body = zlib.compress(json.dumps({"format": 1}).encode())
    client.route("**/search/index.bin", lambda route: route.fulfill(status=200, body=body))
    error = call(client, "open")
    assert error == {
        "name": "SearchError", "message": "Search has changed since this page was loaded. Load it again.",
        "retry": False,
    }  # fmt: skip


def test_a_worker_that_cannot_be_loaded_is_said_and_tried_again(client: "Page", book: Asked) -> None:
    """Every call that waits for it is told."""
    client.route("**/search/ranking.js", lambda route: route.fulfill(status=503))
    error = {"name": "SearchError", "message": "Search could not be loaded.", "retry": True}
    both = "() => Promise.all([window.asked('open'), window.asked('ask', 'pool')])"
    assert client.evaluate(both) == [error, error]
    client.unroute("**/search/ranking.js")
    assert said(call(client, "ask", "pool")["answers"]) == book.shown("pool")[:10]


def test_a_newer_question_ends_an_older_one_and_takes_over_what_both_need(client: "Page", book: Asked) -> None:
    """As when somebody types: the word that is there already is fetched once."""
    fetched: list[str] = []
    client.on("request", lambda request: fetched.append(request.url))
    call(client, "open")
    both = """async () => {
      const [older, newer] = [window.asked("ask", "connection"), window.asked("ask", "connection refused")];
      return [await older, await newer];
    }"""
    older, newer = client.evaluate(both)
    assert older["name"] == "AbortError"
    assert said(newer["answers"]) == book.shown("connection refused")[:10]
    assert len([url for url in fetched if shard_of(book, "connect").removeprefix("**") in url]) == 1


def test_a_question_can_be_taken_back(client: "Page", book: Asked) -> None:
    """At once, and before it is asked; a match goes on beside a question."""
    aborted = """async () => {
      const [before, later] = [new AbortController(), new AbortController()];
      before.abort();
      const first = await window.asked("ask", "pool", { signal: before.signal });
      const second = window.asked("ask", "pool refused", { signal: later.signal });
      const other = window.asked("match", "pool");
      const third = window.asked("match", "connection", { signal: later.signal });
      later.abort();
      return [first, await second, await third, await other];
    }"""
    first, second, third, other = client.evaluate(aborted)
    assert [one["name"] for one in (first, second, third)] == ["AbortError"] * 3
    assert said(other["answers"]) == book.shown("pool")[:10]
    assert said(call(client, "ask", "pool refused")["answers"]) == book.shown("pool refused")[:10]


def test_only_the_latest_files_are_kept(client: "Page", book: Asked) -> None:
    """Four hundred of them; what was used again counts as late."""
    fetched: list[str] = []
    client.on("request", lambda request: fetched.append(request.url.rpartition("/")[2]))
    client.evaluate(
        """async (base) => {
          const { Files } = await import(`${base}assets/javascripts/search/files.js`);
          const files = new Files(new URL("search/", base));
          const read = (content) => content.length;
          const get = (number) => files.get(`facets.bin?${number}`, read, { fetched: new Map() });
          for (let number = 0; number < 400; number += 1) await get(number);
          await get(0);
          await get(400);
          for (const number of [0, 400, 1]) await get(number);
        }""",
        book.url,
    )
    numbers = [int(name.partition("?")[2]) for name in fetched if name.startswith("facets.bin?")]
    assert numbers == [*range(401), 1]
