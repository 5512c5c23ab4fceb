"""The browser's files hold what the index and the articles say, each file for itself."""

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from incidentbook.postings import number_at, shard_of, term_hash
from incidentbook.search_files import SearchFiles, keep_nothing
from incidentbook.search_index import index_of
from incidentbook.search_overviews import TOGETHER
from incidentbook.searchable import all_searchable
from tests.books import article, incident, issue, opened

POOL = "Connection is not available, request timed out after <*>ms"
BOOK = {
    "index.md": "# Welcome\n\nTo the book.\n",
    "services.yml": "checkout: {name: Checkout}\npayments: {owner: payments}\n",
    "known-issues/pool.md": issue(
        "symptoms: [checkout-504]\nservices: [payments]\nstatus: workaround\nlast_reviewed: 2026-02",
        "## Workaround\n\nRestart:\n\n```console\n$ kubectl rollout restart\n```\n",
    ),
    "symptoms/checkout-504.md": article(f'title: Checkout answers 504\nsignatures: ["{POOL}"]'),
    "incidents/2026/a.md": incident("severity: sev2\nservices: [checkout, payments]", "Café closed. The pool failed."),
    "incidents/2026/b.md": incident("status: investigating\nservices: checkout", "The pool.", id="INC-2026-0002"),
}
for number in range(1, 70):
    body = f"always {'often' * (number % 2)} word{number}"
    BOOK[f"incidents/2024/{number}.md"] = incident(body=body, id=f"INC-2024-{number:04}")


def files_of(texts: dict[str, str], cache: Path | None = None) -> dict[str, bytes]:
    book = opened(texts)
    written: dict[str, bytes] = {}
    files = SearchFiles(book.book, book.graph)
    for _ in files.steps(cache, keep_nothing, written.__setitem__):
        pass
    assert written.keys() == files.keys.keys()
    return {path: zlib.decompress(content) for path, content in written.items()}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return files_of(BOOK)


def read(files: dict[str, bytes], name: str) -> Any:
    return json.loads(files[f"search/{name}.bin"])


def article_at(files: dict[str, bytes], slot: int) -> Any:
    return read(files, f"articles/{slot // TOGETHER}")[str(slot)]


def entries(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    while at < len(data):
        length, at = number_at(data, at)
        term, at = data[at : at + length].decode(), at + length
        length, at = number_at(data, at)
        yield term, data[at : at + length]
        at += length


def test_every_term_stands_in_the_file_that_its_hash_names(files: dict[str, bytes]) -> None:
    """Frequent ones in a file of their own, and all with the postings of the index."""
    index = index_of(all_searchable(opened(BOOK).book))
    about = read(files, "index")
    assert about["frequent"] == index.frequent == {"2024": 0, "alwai": 0, "inc": 0, "incid": 0, "often": 1}
    found = {}
    for number in range(about["shards"]):
        for term, data in entries(files.get(f"search/words/{number:03x}.bin", b"")):
            assert shard_of(term, about["shards"]) == number
            found[term] = data
    assert not found.keys() & index.frequent.keys()
    for term in index.frequent:
        found |= dict(entries(files[f"search/frequent/{term_hash(term):08x}.bin"]))
    assert found == {term: data for number in range(index.shards) for term, data in index.shard(number).items()}


def test_an_article_stands_in_the_file_of_its_slot_with_what_results_show(files: dict[str, bytes]) -> None:
    """Its address, its facts, its lines, and for a known issue the first of what fixes it."""
    index = index_of(all_searchable(opened(BOOK).book))
    assert article_at(files, index.slots["known-issues/pool.md"]) == {
        "path": "known-issues/pool.md",
        "url": "known-issues/pool/",
        "kind": "known-issue",
        "id": "KI-0001",
        "title": "Issue KI-0001",
        "severity": "",
        "status": "workaround",
        "date": "2026-02",
        "services": ["payments"],
        "lines": ["Workaround", "Restart:", "$ kubectl rollout restart"],
        "fix": [["Restart:", False], ["$ kubectl rollout restart", True]],
    }
    assert article_at(files, index.slots["incidents/2026/a.md"])["lines"] == ["Café closed. The pool failed."]


def test_filters_know_of_each_slot_what_its_article_says(files: dict[str, bytes]) -> None:
    """By the place of a label in its list; an empty slot says nothing."""
    index, about, facets = index_of(all_searchable(opened(BOOK).book)), read(files, "index"), read(files, "facets")
    slot = index.slots["incidents/2026/a.md"]

    def said(name: str, labels: str) -> object:
        return about[labels][int(facets[name][slot], 36)]

    assert said("kind", "kinds") == ["incident", "Incidents"]
    assert said("severity", "severities")[0] == "sev2"  # type: ignore[index]
    assert said("status", "statuses") == ["investigating", "investigating"]
    assert said("year", "years") == "2026"
    assert [about["services"][int(place, 36)] for place in facets["services"][slot].split()] == [
        ["checkout", "Checkout"],
        ["payments", "payments"],
    ]
    empty = next(slot for slot in range(about["slots"]) if slot not in index.slots.values())
    assert [facets[name][empty] for name in ("kind", "severity", "status", "year", "services")] == ["-"] * 4 + [""]


def test_signatures_and_open_incidents_have_their_lists(files: dict[str, bytes]) -> None:
    """With the words by which the browser knows that it needs the first of them."""
    index, about = index_of(all_searchable(opened(BOOK).book)), read(files, "index")
    assert read(files, "signatures") == [
        [POOL, "Checkout answers 504", [index.slots["known-issues/pool.md"], index.slots["symptoms/checkout-504.md"]]]
    ]
    assert about["signature_words"] == ["connection"]
    assert {one["id"] for one in read(files, "open")} >= {"INC-2026-0002"}


def test_alerts_lead_to_articles_and_names_to_services() -> None:
    """An alert of a symptom to the known issue that explains it; its incidents by themselves, the newest first."""
    files = files_of(
        BOOK
        | {
            "services.yml": "checkout: {name: Checkout, aliases: [shop], depends_on: [payments]}\npayments: {}\n",
            "symptoms/checkout-504.md": article("title: Checkout answers 504\nalerts: [PoolSaturated]"),
            "incidents/2026/a.md": incident("alerts: [PoolSaturated]"),
            "incidents/2026/b.md": incident(
                "alerts: [PoolSaturated]", id="INC-2026-0002", times="times: {detected: 2026-05-01}"
            ),
        }
    )
    slots = index_of(all_searchable(opened(BOOK).book)).slots
    assert read(files, "match") == {
        "together": TOGETHER,
        "alerts": [
            [
                "PoolSaturated",
                [slots["known-issues/pool.md"], slots["symptoms/checkout-504.md"]],
                [slots["incidents/2026/b.md"], slots["incidents/2026/a.md"]],
            ]
        ],
        "services": {"checkout": "checkout", "shop": "checkout", "payments": "payments"},
        "needs": {"checkout": ["payments"]},
    }


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    """One article's edit: its own file, the shards of its words, and what speaks of all articles."""
    book = opened(BOOK)
    before = SearchFiles(book.book, book.graph)
    for _ in before.steps(tmp_path, keep_nothing, lambda *_: None):
        pass
    edited = opened(BOOK | {"incidents/2024/7.md": incident(body="always changed", id="INC-2024-0007")})
    after = SearchFiles(edited.book, edited.graph)
    written: dict[str, bytes] = {}
    for _ in after.steps(tmp_path, lambda path, key: before.keys.get(path) == key, written.__setitem__):
        pass
    slot = index_of(all_searchable(book.book)).slots["incidents/2024/7.md"]
    assert f"search/articles/{slot // TOGETHER}.bin" in written
    assert sum(path.startswith("search/articles/") for path in written) == 1
    assert len(written) <= 8
    everything = files_of(BOOK | {"incidents/2024/7.md": incident(body="always changed", id="INC-2024-0007")})
    assert {path: zlib.decompress(content) for path, content in written.items()}.items() <= everything.items()
    assert everything.keys() == after.keys.keys()


def test_an_empty_book_has_an_index_too() -> None:
    """So that the page can say that nothing was found."""
    files = files_of({})
    assert read(files, "index")["count"] == 0
    assert read(files, "signatures") == []
