"""Postings are the bytes of an article's terms, and slots its place among the others."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.postings import (
    NOWHERE,
    Postings,
    amended,
    decoded,
    encoded,
    neighbour_bit,
    number_at,
    postings_of,
    shard_count,
    shard_of,
    slots_of,
    table_size,
    term_hash,
    varint,
)

LAW = settings(deadline=None, max_examples=150)
SLOTS = st.dictionaries(st.integers(0, 70_000), st.integers(1 << 8, (1 << 16) - 1), min_size=1, max_size=60)
PATHS = st.sets(st.text(min_size=1, max_size=12), max_size=60)


def postings(entries: dict[int, int]) -> Postings:
    slots = sorted(entries)
    return Postings(slots, bytes(entries[slot] >> 8 for slot in slots), bytes(entries[slot] & 255 for slot in slots))


@LAW
@given(SLOTS)
def test_what_is_encoded_is_decoded(entries: dict[int, int]) -> None:
    """Slots far apart and next to each other, one of them and many."""
    assert decoded(encoded(postings(entries))) == postings(entries)


@LAW
@given(SLOTS, st.dictionaries(st.integers(0, 300), st.one_of(st.just(0), st.integers(1 << 8, 1 << 15)), max_size=30))
def test_amending_is_what_it_is_to_a_dictionary(entries: dict[int, int], changes: dict[int, int]) -> None:
    """Some come, some change, and with 0 some go."""
    left = {slot: two for slot, two in (entries | changes).items() if two}
    assert amended(postings(entries), changes) == postings(left)
    assert amended(NOWHERE, entries) == postings(entries)


@LAW
@given(st.integers(0, 1 << 40))
def test_numbers_are_read_as_they_were_written(value: int) -> None:
    """Wherever they stand."""
    assert number_at(b"xx" + varint(value) + b"\xff", 2) == (value, 2 + len(varint(value)))


def test_the_hash_of_a_term_is_fnv_1a() -> None:
    """By the values that its authors publish."""
    assert term_hash("") == 0x811C9DC5
    assert term_hash("a") == 0xE40C292C
    assert term_hash("foobar") == 0xBF9CF968


@LAW
@given(PATHS)
def test_slots_depend_on_the_paths_and_not_on_their_order(paths: set[str]) -> None:
    """Each has one of its own, in the table."""
    slots = slots_of(sorted(paths))
    assert slots == slots_of(sorted(paths, reverse=True))
    assert len(set(slots.values())) == len(paths)
    assert all(0 <= slot < table_size(len(paths)) for slot in slots.values())


def test_one_more_article_moves_few_others() -> None:
    """Unless the table has to grow."""
    paths = [f"incidents/2026/{number}.md" for number in range(5000)]
    before, after = slots_of(paths), slots_of([*paths, "incidents/2026/new.md"])
    assert table_size(5000) == table_size(5001)
    assert sum(before[path] != after[path] for path in paths) < 10


def test_tables_and_shards_grow_by_doubling() -> None:
    """So that they seldom do; a third of a table is always free."""
    sizes = [table_size(count) for count in range(3000)]
    assert sizes == sorted(sizes)
    assert all(size * 2 >= count * 3 for count, size in enumerate(sizes))
    assert {b // a for a, b in pairwise(sizes)} == {1, 2}
    assert all(0 <= shard_of(f"term{number}", shard_count(900)) < shard_count(900) for number in range(1000))


def test_a_term_says_more_in_a_title_and_more_often_and_in_a_short_text() -> None:
    """The order that BM25 by field gives; the impact is the high byte."""
    filler = " ".join(f"word{number}" for number in range(300))
    impacts = {
        name: postings_of({"title": title, "body": body})["pool"] >> 8
        for name, title, body in (
            ("title", "pool", filler),
            ("often", "x", f"pool pool pool {filler}"),
            ("short", "x", "pool exhausted"),
            ("once", "x", f"pool {filler}"),
        )
    }
    assert impacts["title"] > impacts["short"] > impacts["often"] > impacts["once"] > 0


def test_neighbours_leave_a_bit_with_each_other() -> None:
    """Within a field, on the side where they stand."""
    found = postings_of({"body": "connection pool", "title": "exhausted"})
    assert found["connect"] & 255 == neighbour_bit("pool")
    assert found["pool"] & 255 == neighbour_bit("connect") << 4
    assert found["exhaust"] & 255 == 0
