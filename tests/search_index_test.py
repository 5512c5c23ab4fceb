"""The index of a book is the same however it came about, and never trusts what is damaged."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.postings import decoded
from incidentbook.search_index import SearchIndex, index_of
from incidentbook.searchable import Searchable, Texts
from incidentbook.text import digest

WORDS = "pool connection replica timeout disk full certificate expired deadlock retry 0x80070005 checkout".split()
Books = dict[str, str]


def read(text: str) -> Texts:
    return Texts({"body": text}, (text,))


def articles(book: Books) -> list[Searchable]:
    return [
        Searchable(path, "incident", f"INC-2026-{path}", "", digest(text), partial(read, text))
        for path, text in book.items()
    ]


def contents(index: SearchIndex) -> dict[str, object]:
    return {
        "shards": {number: index.shard(number) for number in range(index.shards)},
        "digests": index.digests,
        "frequent": index.frequent,
        "slots": index.slots,
    }


TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
BOOKS = st.dictionaries(st.integers(1000, 1040).map(str), TEXTS, max_size=25)


@settings(deadline=None, max_examples=40)
@given(st.lists(BOOKS, min_size=2, max_size=5))
def test_an_index_brought_up_to_date_is_the_one_made_anew(
    tmp_path_factory: pytest.TempPathFactory, books: list[Books]
) -> None:
    """Articles come, change and go, tables grow and shrink."""
    folder = tmp_path_factory.mktemp("index")
    for book in books:
        assert contents(index_of(articles(book), folder)) == contents(index_of(articles(book)))


def many(count: int = 200) -> Books:
    return {str(1000 + number): f"{WORDS[number % 12]} {WORDS[number % 7]} number{number}" for number in range(count)}


def test_an_edit_touches_only_the_shards_of_its_words(tmp_path: Path) -> None:
    """All others keep their digests."""
    before = index_of(articles(many()), tmp_path).digests
    after = index_of(articles(many() | {"1005": "something else"}), tmp_path).digests
    changed = {number for number in before.keys() | after.keys() if before.get(number) != after.get(number)}
    assert 0 < len(changed) <= 5


def test_only_what_changed_is_read(tmp_path: Path) -> None:
    """Of what is the same not even the text is asked for."""
    index_of(articles(many()), tmp_path)

    def fail() -> Texts:
        raise AssertionError

    unread = [replace(article, read=fail) for article in articles(many()) if article.path != "1003"]
    changed = articles({"1003": "a new text"})
    index = index_of([*unread, *changed], tmp_path)
    assert index.terms_of("1003") == sorted(["#inc-2026-1003", "new", "text"])
    assert (found := index.postings("new")) is not None
    assert found.slots == [index.slots["1003"]]


@pytest.mark.parametrize("name", ["shards.bin", "articles.bin"])
@pytest.mark.parametrize("damage", ["cut", "changed", "emptied", "removed", "another's"])
def test_what_is_damaged_is_made_anew(tmp_path: Path, name: str, damage: str) -> None:
    """A file cut off, with a bit turned, empty, missing, or left by another program."""
    index_of(articles(many()), tmp_path)
    path = tmp_path / name
    content = path.read_bytes()
    middle = len(content) // 2
    if damage == "removed":
        path.unlink()
    else:
        path.write_bytes({
            "cut": content[:middle],
            "changed": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
            "emptied": b"",
            "another's": b"0" * 32 + content[32:],
        }[damage])  # fmt: skip
    book = many() | {"1003": "a new text"}
    assert contents(index_of(articles(book), tmp_path)) == contents(index_of(articles(book)))
    assert contents(index_of(articles(book), tmp_path)) == contents(index_of(articles(book)))


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    """The index is then made each time."""
    (tmp_path / "file").write_text("")
    index = index_of(articles(many(5)), tmp_path / "file" / "index")
    assert index.count == 5


def test_frequent_terms_are_those_of_more_than_one_of_sixteen_articles() -> None:
    """With how frequent they are, by halves."""
    every = {"always": 1, "half": 2, "third": 3, "tenth": 10, "rare": 20}
    book = {str(number): " ".join(word for word in every if number % every[word] == 0) for number in range(100)}
    index = index_of(articles(book))
    assert index.frequent == {"alwai": 0, "half": 1, "third": 1, "tenth": 3}


def test_each_shard_is_sorted_and_readable() -> None:
    """Terms of all articles stand in one shard each."""
    index = index_of(articles(many()))
    seen: list[str] = []
    for number in range(index.shards):
        shard = index.shard(number)
        assert list(shard) == sorted(shard)
        assert all(decoded(data).slots for data in shard.values())
        seen += shard
    assert len(seen) == len(set(seen))
    assert set(seen) == {term for path in index.slots for term in index.terms_of(path)}


def test_no_articles_are_an_index_too(tmp_path: Path) -> None:
    """Which finds nothing."""
    index = index_of([], tmp_path)
    assert (index.count, index.postings("pool")) == (0, None)
