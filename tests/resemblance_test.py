"""Whether an article has enough of a text's words to be called similar."""

from incidentbook.resemblance import Resemblance
from incidentbook.search_index import index_of
from incidentbook.searchable import all_searchable
from tests.books import incident, opened

BOOK = {
    "incidents/1.md": incident(body="The marmalade queue overflowed its wooden banks.", id="INC-2026-0001"),
    "incidents/2.md": incident(body="A certificate expired.", id="INC-2026-0002"),
}
INDEX = index_of(all_searchable(opened(BOOK).book))


def similar(text: str) -> list[str]:
    resemblance = Resemblance(INDEX, text)
    return [path for path in sorted(INDEX.slots) if resemblance.holds(path)]


def test_a_fifth_of_what_the_words_say_is_enough_or_most_of_a_line() -> None:
    """A log speaks of much else, too."""
    other = " ".join(f"word{number}x" for number in range(30))
    assert similar("certificate expired") == ["incidents/2.md"]
    assert similar("certificate marmalade") == ["incidents/1.md", "incidents/2.md"]
    assert similar(f"certificate expired {other}") == []
    assert similar(f"marmalade queue overflowed {other}") == []
    assert similar(f"{other}\nqueue of marmalade overflowed banks\n{other}") == ["incidents/1.md"]


def test_a_text_without_words_is_like_nothing() -> None:
    """Nor is one that is all one word."""
    assert similar("") == similar("...") == similar("x" * 100_000) == []
