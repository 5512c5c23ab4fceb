"""What Whoosh finds, and that its index is up to date and never trusted when it should not be."""

import os
import pickle
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidentbook import search
from incidentbook.facets import all_facets
from incidentbook.locks import locked
from incidentbook.query import parse, vocabulary
from incidentbook.search import Entry, Finder, finder_of
from incidentbook.searchable import all_searchable
from tests.books import incident, issue, opened

Texts = dict[str, str]

BOOK: Texts = {
    "incidents/1.md": incident(
        "severity: sev1\nservices: [shop, shop-db]\nalerts: [Kube Down]\nfactors: [config]",
        "The connection pool of HikariCP was exhausted: ORA-00060.",
        times="times: {detected: 2025-12-31 23:50, resolved: 2026-01-01 00:10}",
    ),
    "incidents/2.md": incident(
        "severity: sev3\nservices: [shop]", "Connections were refused.", id="INC-2026-0002",
        times="times: {detected: 2026-02, resolved: 2026-02}",
    ),
    "incidents/3.md": incident("services: [mail]", "Nothing connected.", id="INC-2026-0003"),
    "known-issues/1.md": issue("status: workaround\nowner: payments\nservices: [shop-db]", "The connectoin pool."),
    "known-issues/2.md": issue("status: fixed\nlast_reviewed: 2026-03-04", "数据库连接失败", id="KI-0002"),
    "services.yml": "shop: {aliases: [Store]}\nshop-db: {}\nmail: {owner: web}\n",
}  # fmt: skip


def entries(texts: Texts) -> list[Entry]:
    book = opened(texts).book
    facets = {one.path: one for one in all_facets(book)}
    return [Entry(one, facets[one.path]) for one in all_searchable(book)]


@cache
def in_memory() -> Finder:
    return finder_of(entries(BOOK))


def found(query: str, finder: Finder | None = None, texts: Texts = BOOK) -> set[str]:
    """Return the articles that the filters of a query let through, shortened."""
    book = opened(texts).book
    parsed = parse(query, vocabulary(book, list(all_facets(book)), UTC))
    assert (parsed.text, parsed.hints) == ("", ())
    paths = (finder or in_memory()).matching(parsed.filters)
    return {path.removesuffix(".md").replace("incidents/", "i").replace("known-issues/", "k") for path in paths}


EVERYTHING = {"i1", "i2", "i3", "k1", "k2", "services/shop", "services/shop-db", "services/mail"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", EVERYTHING),
        ("service:shop-db", {"i1", "k1", "services/shop-db"}),
        ("service:store kind:incident", {"i1", "i2"}),
        ("service:shop,mail kind:incident", {"i1", "i2", "i3"}),
        ("service:shop* -service:shop", {"k1", "services/shop-db"}),
        ("severity:sev1..sev2", {"i1"}),
        ("severity:sev1,sev3", {"i1", "i2"}),
        ("-severity:sev1 kind:incident", {"i2", "i3"}),
        ("status:open", {"i3", "k1"}),
        ("status:open,fixed kind:known-issue", {"k1", "k2"}),
        ("owner:payments", {"k1"}),
        ("owner:web", {"i3", "services/mail"}),
        ('alert:"Kube Down"', {"i1"}),
        ("alert:kube*", {"i1"}),
        ("factor:config", {"i1"}),
        ("year:2025", {"i1"}),
        ("year:2026", {"i2", "i3", "k2"}),
        ("id:ki-0002", {"k2"}),
        ("id:INC-2026*", {"i1", "i2", "i3"}),
        ("resolved:2025", set()),
        ("resolved:2026-01", {"i1"}),
        ("resolved:2026-01-01T00:10", {"i1"}),
        ("resolved:2026-01-01T00:11..2026-01", set()),
        ("resolved:2026-02-14", {"i2"}),
        ("resolved:2026..", {"i1", "i2"}),
        ("resolved:..2026-01", {"i1"}),
        ("resolved:2026.. resolved:..2026-01", {"i1"}),
        ("-resolved:2026 kind:incident", {"i3"}),
        ("reviewed:2026-03", {"k2"}),
        ("detected:2026-02..2026-03", {"i2", "i3"}),
        ("kind:incident -kind:incident", set()),
    ],
)
def test_filters_let_through_what_is_so(query: str, expected: set[str]) -> None:
    """A coarse time is in every stretch in which it may be."""
    assert found(query) == expected


def test_words_are_found_by_their_beginning_the_most_frequent_first() -> None:
    """As they are written, in small letters, and the parts of those in camelCase."""
    finder = in_memory()
    assert finder.beginning("conn") == ["connected", "connection", "connections", "connectoin"]
    assert finder.beginning("hik") == ["hikari", "hikaricp"]
    assert finder.beginning("000") == ["0001", "0002", "0003", "00060"]
    assert finder.beginning("数据") == ["数据"]
    assert finder.beginning("zz") == []
    texts = BOOK | {"known-issues/3.md": issue("", "connections", id="KI-0003")}
    assert finder_of(entries(texts)).beginning("conn")[0] == "connections"


def test_misspelt_words_are_found_the_nearest_first() -> None:
    """A short word may be one letter off, a longer one two."""
    finder = in_memory()
    assert finder.like("conection") == ["connection", "connections"]
    assert finder.like("poll") == ["pool"]
    assert finder.like("pull") == []
    assert finder.like("x" * 64) == []


def edited(texts: Texts) -> Texts:
    """Return a book in which one article is changed, one is new, one is gone and one service has another owner."""
    without = {path: text for path, text in texts.items() if path != "incidents/3.md"}
    return without | {
        "incidents/2.md": texts["incidents/2.md"].replace("sev3", "sev2").replace("Connections", "Sockets"),
        "known-issues/3.md": issue("services: [mail]", "Brand new.", id="KI-0003"),
        "services.yml": texts["services.yml"].replace("web", "post"),
    }


def seen(finder: Finder) -> tuple[object, ...]:
    """Return all that can be seen of a small index."""
    texts = edited(BOOK)
    queries = ("kind:incident", "severity:sev2", "owner:post", "service:mail", "resolved:2026", "")
    return *(found(query, finder, texts) for query in queries), finder.beginning(""), finder.like("sockts")


def test_what_has_changed_and_nothing_else_is_indexed_again(tmp_path: Path, many: Texts) -> None:
    """And what is found then is what a new index finds."""
    told: list[list[str]] = []

    def each(changed: Sequence[Entry]) -> Iterable[Entry]:
        told.append(sorted(entry.facets.path for entry in changed))
        return changed

    finder_of(entries(many), tmp_path / "whoosh", each)
    finder_of(entries(many), tmp_path / "whoosh", each)
    after = finder_of(entries(edited(many)), tmp_path / "whoosh", each)
    assert [len(told[0]), *told[1:]] == [
        len(entries(many)), ["incidents/2.md", "known-issues/3.md", "services/mail.md"],
    ]  # fmt: skip
    assert seen(after) == seen(finder_of(entries(edited(many))))
    finder_of(entries(edited(many)), tmp_path / "whoosh", each)
    assert len(told) == 2


@pytest.fixture
def many() -> Texts:
    """A book of which a few articles are few."""
    return BOOK | {f"runbooks/{number}.md": issue("", "x", id=f"RB-{number:04}") for number in range(40)}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sets(st.sampled_from(sorted(BOOK))), min_size=1, max_size=4))
def test_whatever_came_before_an_index_finds_what_a_new_one_does(
    steps: list[set[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Articles come and go."""
    folder = tmp_path_factory.mktemp("cache") / "whoosh"
    for step in steps:
        texts = {path: BOOK[path] for path in step}
        kept, new = finder_of(entries(texts), folder), finder_of(entries(texts))
        assert kept.matching(()) == new.matching(())
        assert kept.beginning("c") == new.beginning("c")


def damage(folder: Path) -> Iterator[Callable[[], object]]:
    """Yield what may happen to a kept index."""
    manifest, (contents,) = folder / "manifest.json", list(folder.glob("*.toc"))
    segment = next(folder.glob("*.seg"))
    yield lambda: segment.write_bytes(segment.read_bytes()[:-9])
    yield lambda: segment.write_bytes(bytes(len(segment.read_bytes())))
    yield segment.unlink
    yield lambda: contents.write_bytes(b"")
    yield contents.unlink
    yield lambda: manifest.write_bytes(manifest.read_bytes().replace(b"incidents/1.md", b"incidents/9.md"))
    yield lambda: manifest.write_bytes(b"{}")
    yield manifest.unlink
    yield lambda: (folder / "_MAIN_9999.toc").write_bytes(evil(folder))
    yield (folder / "stray.tmp").mkdir
    yield lambda: folder.chmod(0o777)
    yield partial(a_file_instead, folder)
    yield partial(a_link_instead, folder)


def a_file_instead(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("a file")


def a_link_instead(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    folder.symlink_to("elsewhere")


class _Evil:
    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (self.path,)


def evil(folder: Path) -> bytes:
    """Return what makes a folder when it is unpickled."""
    return pickle.dumps(_Evil(str(folder.with_name("pwned"))))


@pytest.mark.parametrize("number", range(13))
def test_a_damaged_index_is_made_anew(number: int, tmp_path: Path) -> None:
    """Quietly, and nothing in it is run."""
    folder = tmp_path / "whoosh"
    finder_of(entries(BOOK), folder)
    list(damage(folder))[number]()
    assert found("service:shop-db", finder_of(entries(BOOK), folder)) == {"i1", "k1", "services/shop-db"}
    assert not (tmp_path / "pwned").exists()
    finder_of(entries(BOOK), folder, unexpected)


def unexpected(changed: Sequence[Entry]) -> Iterable[Entry]:
    raise AssertionError(changed)


def test_there_are_as_many_damages_as_are_tried(tmp_path: Path) -> None:
    """The test above counts them."""
    finder_of(entries(BOOK), tmp_path / "whoosh")
    assert len(list(damage(tmp_path / "whoosh"))) == 13


def test_an_index_of_another_user_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its table of contents could run anything."""
    folder = tmp_path / "whoosh"
    finder_of(entries(BOOK), folder)
    told: list[int] = []

    def each(changed: Sequence[Entry]) -> Iterable[Entry]:
        told.append(len(changed))
        return changed

    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert found("kind:known-issue", finder_of(entries(BOOK), folder, each)) == {"k1", "k2"}
    assert told == [len(entries(BOOK))]


def test_where_nothing_can_be_written_the_index_is_in_memory(tmp_path: Path) -> None:
    """Also below what is no folder."""
    (tmp_path / "file").write_text("x")
    finder = finder_of(entries(BOOK), tmp_path / "file" / "whoosh")
    assert found("kind:known-issue", finder) == {"k1", "k2"}


def test_where_another_process_does_not_let_go_the_index_is_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After some patience."""
    monkeypatch.setattr(search, "PATIENCE_SECONDS", 0.2)
    with locked(tmp_path / "whoosh.lock"):
        began = time.monotonic()
        finder = finder_of(entries(BOOK), tmp_path / "whoosh")
        assert time.monotonic() - began >= 0.2
    assert found("kind:known-issue", finder) == {"k1", "k2"}
    assert not (tmp_path / "whoosh").exists()


def both(folder: Path, number: int) -> list[str]:
    """Bring an index up to date a few times, now for one book and now for another."""
    words = []
    for turn in range(4):
        texts = edited(BOOK) if (turn + number) % 2 else BOOK
        words.append(",".join(sorted(finder_of(entries(texts), folder).matching(()))))
    return words


def test_two_processes_at_once_find_what_one_does(tmp_path: Path) -> None:
    """Each has its own book, whatever the other leaves behind."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        results = list(pool.map(both, [tmp_path / "whoosh"] * 2, range(2)))
    before, after = (",".join(sorted(entry.facets.path for entry in entries(texts))) for texts in (BOOK, edited(BOOK)))
    assert results == [[before, after] * 2, [after, before] * 2]
