"""What is kept of similar incidents saves time and changes nothing."""

from collections.abc import Collection
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidentbook import similar, similar_incidents, similar_memory
from incidentbook.similar_memory import similar_incidents as looked_for
from incidentbook.traits import Words
from tests.books import Opened, incident, issue, opened

WORDS = "replica failover pool lag quorum shard broker lease token mutex socket inode".split()
SIGNATURES = ("request timed out after <*>ms", "no space left on device", "certificate has expired")

reports = st.fixed_dictionaries(
    {
        "words": st.lists(st.sampled_from(WORDS), max_size=6).map(tuple),
        "line": st.sampled_from(
            ("", "Request timed out after 3ms", "No space left on device", "Certificate has expired")
        ),
        "alert": st.sampled_from(("", "Slow", "Full")),
        "day": st.integers(1, 28),
        "title": st.sampled_from(("one", "replica lag", "broker lease")),
    }
)
numbers = st.integers(0, 15)
books = st.tuples(
    st.dictionaries(numbers, reports, min_size=9, max_size=14), st.sets(st.sampled_from(SIGNATURES), max_size=2)
)


def book_of(said: tuple[dict[int, dict[str, object]], set[str]]) -> Opened:
    some, signatures = said
    written = ", ".join(f'"{signature}"' for signature in sorted(signatures))
    texts = {"known-issues/1.md": issue(f"symptoms: [{{text: It hangs, signatures: [{written}]}}]")}
    for number, one in some.items():
        alert = f"alerts: [{one['alert']}]\nservices: [db]" if one["alert"] else ""
        body = f"{' '.join(one['words'])}\n\n    {one['line']}\n"  # type: ignore[arg-type]
        text = incident(alert, body, id=f"INC-{number:04}", times=f"times: {{detected: 2026-01-{one['day']:02}}}")
        texts[f"incidents/{number:03}.md"] = text.replace(f"title: Incident INC-{number:04}", f"title: {one['title']}")
    return opened(texts)


def lists(book: Opened, file: Path | None = None) -> dict[str, list[tuple[str, str]]]:
    found = looked_for(book.book, book.graph, file)
    return {article.path: list(found.listed(article.path)) for article in book.book.incidents}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a book of a dozen incidents as in one of thousands: few changes are followed, and few words are rare."""
    monkeypatch.setattr(similar, "MOST_SHARING", 4)
    monkeypatch.setattr(similar, "_RARE", 1)
    monkeypatch.setattr(similar, "FEWEST_WORDS", 2)
    monkeypatch.setattr(similar_memory, "FEWEST_WORDS", 2)
    monkeypatch.setattr(similar_incidents, "KEPT_SHARING", 7)
    monkeypatch.setattr(similar_memory, "_MOST_CHANGED", 3)
    monkeypatch.setattr(similar_memory, "_ANEW", 1)
    monkeypatch.setattr(similar_memory, "_CONCERNED", 1)


@pytest.mark.usefixtures("small")
@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=books, edits=st.dictionaries(numbers, reports | st.none(), max_size=3), signatures=books)
def test_after_edits_it_is_as_if_nothing_had_been_kept(
    tmp_path_factory: pytest.TempPathFactory,
    before: tuple[dict[int, dict[str, object]], set[str]],
    edits: dict[int, dict[str, object] | None],
    signatures: tuple[object, set[str]],
) -> None:
    """Reports changed, added, removed, moved in time; signatures come and gone."""
    file = tmp_path_factory.mktemp("kept") / "similar.bin"
    lists(book_of(before), file)
    kept = file.read_bytes()
    after = {number: one for number, one in {**before[0], **edits}.items() if one is not None}
    book = book_of((after, signatures[1]))
    assert lists(book, file) == lists(book)
    if len(edits) <= 3 and len(after).bit_length() == len(before[0]).bit_length():
        assert file.read_bytes() == kept, "they were followed"


def many(count: int = 120) -> dict[int, dict[str, object]]:
    return {
        number: {
            "words": (f"w{number // 3}x", f"v{number // 3}x", f"u{number // 3}x"),
            "line": "",
            "alert": "",
            "day": 1,
            "title": "one",
        }
        for number in range(count)
    }


def test_an_edit_of_one_among_many_makes_few_lists_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only those that share what it had or has."""
    said = many()
    lists(book_of((said, set())), tmp_path / "similar.bin")
    compared: list[int] = []
    compare = similar.Ground.compare

    def counted(ground: similar.Ground, words: Words, marks: Collection[str], own: int) -> similar.Compared:
        compared.append(own)
        return compare(ground, words, marks, own)

    monkeypatch.setattr(similar.Ground, "compare", counted)
    edited = book_of((said | {4: said[4] | {"words": ("w3x", "v3x", "u3x")}}, set()))
    after = lists(edited, tmp_path / "similar.bin")
    assert sorted(compared) == [3, 4, 5, 9, 10, 11]
    monkeypatch.undo()
    assert after == lists(edited)


@pytest.mark.parametrize("left", [b"", b"nothing of ours", b"0" * 32 + b"\n{}"])
def test_what_is_damaged_is_made_anew(tmp_path: Path, left: bytes) -> None:
    """As in every file of the cache."""
    book, file = book_of((many(12), set())), tmp_path / "similar.bin"
    right = lists(book, file)
    kept = file.read_bytes()
    for content in (left, kept[:-20], kept.replace(b"w3x", b"w4x", 1)):
        file.write_bytes(content)
        assert lists(book, file) == right
        assert file.read_bytes() == kept


def test_services_with_other_names_make_all_anew(tmp_path: Path) -> None:
    """The same alert may now be on the same service."""
    alert = "alerts: [Slow]\nservices: [{}]"
    texts = {
        f"incidents/{name}.md": incident(alert.format(name), id=f"INC-{at}") for at, name in enumerate(("db", "old-db"))
    }
    apart = opened({**texts, "services.yml": "db: {}\nold-db: {}\n"})
    assert lists(apart, tmp_path / "similar.bin")["incidents/db.md"] == []
    same = opened({**texts, "services.yml": "db: {aliases: [old-db]}\n"})
    assert [path for path, _ in lists(same, tmp_path / "similar.bin")["incidents/db.md"]] == ["incidents/old-db.md"]


def test_a_book_without_incidents_has_none(tmp_path: Path) -> None:
    """Twice, as the second time it is read."""
    for _ in range(2):
        assert lists(opened({}), tmp_path / "similar.bin") == {}
