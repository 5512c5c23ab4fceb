"""Whether an article has enough of a text's words to be called similar, and which."""

import pytest

from incidentbook.resemblance import MOST_SAID, resemblance_to
from incidentbook.search_index import index_of
from incidentbook.searchable import all_searchable
from tests.books import Texts, incident, opened

BOOK = {
    "incidents/1.md": incident(body="The marmalade queue overflowed its wooden banks.", id="INC-2026-0001"),
    "incidents/2.md": incident(body="A certificate expired.", id="INC-2026-0002"),
}


def shared(text: str, texts: Texts = BOOK) -> dict[str, tuple[str, ...]]:
    """Return the words that a text shares with those articles that are similar."""
    index = index_of(all_searchable(opened(texts).book))
    resemblance = resemblance_to(text, index)
    return {path: words for path in sorted(index.slots) if (words := resemblance.shared(index.slots[path]))}


def similar(text: str) -> list[str]:
    return list(shared(text))


def test_a_fifth_of_what_the_words_say_is_enough_or_most_of_a_line() -> None:
    """A log speaks of much else, too."""
    other = " ".join(f"word{number}x" for number in range(30))
    assert similar("certificate expired") == ["incidents/2.md"]
    assert similar("certificate marmalade") == ["incidents/1.md", "incidents/2.md"]
    assert similar(f"certificate expired {other}") == []
    assert similar(f"marmalade queue overflowed {other}") == []
    assert similar(f"queue of marmalade overflowed banks\n{other}") == ["incidents/1.md"]


def test_a_text_without_words_is_like_nothing() -> None:
    """Nor is one that is all one word."""
    assert similar("") == similar("...") == similar("x" * 100_000) == []


@pytest.mark.parametrize("number", [3, 300])
def test_what_every_article_has_makes_none_similar_in_a_large_book(number: int) -> None:
    """Such a word says nothing there."""
    texts = {f"incidents/{at}.md": incident(body="The zebra.", id=f"INC-2026-{at:04}") for at in range(number)}
    assert len(shared("zebra", texts)) == (3 if number == 3 else 0)


def test_the_words_are_as_the_text_writes_them_the_rarest_first() -> None:
    """Each once, and only as many as anybody reads."""
    texts = {**BOOK, "incidents/3.md": incident(body="A queue of OutOfMemory.", id="INC-2026-0003")}
    assert shared("QUEUES of marmalade", texts)["incidents/1.md"] == ("marmalade", "QUEUES")
    assert shared("java.OutOfMemory", texts)["incidents/3.md"] == ("OutOfMemory",)
    found = shared("its wooden banks overflowed: marmalade, queue, incident", texts)["incidents/1.md"]
    assert len(found) == len(set(found)) == MOST_SAID
    assert "incident" not in found
