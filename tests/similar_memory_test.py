"""What is kept of similar incidents saves time and changes nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidentbook import similar, similar_incidents, similar_memory
from incidentbook.similar_memory import similar_incidents as looked_for
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
        texts[f"incidents/{number:02}.md"] = text.replace(f"title: Incident INC-{number:04}", f"title: {one['title']}")
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
@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
