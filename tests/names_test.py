"""The names of a book."""

import time

import pytest

from incidentbook.names import MAX_SUGGESTIONS, Names, _nearest_number
from tests.books import incident, issue, opened


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("KI-7", "KI-0007"),
        ("ki0007", "KI-0007"),
        ("KI-00007", "KI-0007"),
        ("KI-0070", "KI-0007"),
        ("KI-0017", "KI-0007"),
        ("INC-2025-0042", "INC-2026-0042"),
        ("INC-2026-0024", "INC-2026-0042"),
        ("INC-2026-42", "INC-2026-0042"),
        ("KI-4444", None),
        ("RB-0007", None),
        ("INC-2020-0042", None),
        ("word", None),
    ],
)
def test_the_number_that_was_meant_is_one_mistake_away(said: str, meant: str | None) -> None:
    """Written otherwise, two digits swapped, one wrong, or the year before or after."""
    assert _nearest_number(said, {"KI-0007", "INC-2026-0042"}) == meant


def test_suggestions_come_to_an_end() -> None:
    """In a book with thousands of names and of wrong references, checking takes seconds and not hours."""
    texts = {f"known-issues/{at}.md": issue(id=f"KI-{at:05}") for at in range(1_500)}
    texts |= {
        f"incidents/{at}.md": incident(
            "symptoms: [slwo-thing, other]\nknown_issues: [KI-99999]", id=f"INC-2026-{at:04}"
        )
        for at in range(700)
    }
    begin = time.process_time()
    found = opened(texts)
    assert len(found.codes) == 2_100
    assert time.process_time() - begin < 30
    assert MAX_SUGGESTIONS < 2_100


def test_an_article_is_its_own_target_even_when_another_has_its_name() -> None:
    """Links from it lead to it."""
    book = opened({"incidents/a.md": incident(), "incidents/b.md": incident()}).book
    names = Names(book)
    assert [names.target_of(article).path for article in book.incidents] == ["incidents/a.md", "incidents/b.md"]
    assert [one.code for one in names.findings] == ["KB302"]
