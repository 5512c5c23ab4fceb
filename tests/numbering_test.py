"""Numbers for new articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.errors import IncidentbookError
from incidentbook.numbering import GivenNumbers, waiting
from tests.books import article, incident, issue, opened


def test_the_next_number_follows_the_highest_that_an_article_had() -> None:
    """In each year, and with as many digits."""
    given_numbers = GivenNumbers([b"---\nid: INC-2026-0041\n", b"id: INC-2025-0099", b'id: "KI-007" # first'])
    assert given_numbers.next(("INC", "2026")) == "INC-2026-0042"
    assert given_numbers.next(("INC", "2026")) == "INC-2026-0043"
    assert given_numbers.next(("INC", "2027")) == "INC-2027-0001"
    assert given_numbers.next(("KI", "")) == "KI-008"
    assert given_numbers.next(("RB", "")) == "RB-0001"


def test_a_number_that_is_only_mentioned_is_passed_over_but_pushes_nothing_up() -> None:
    """It may be that of an article that is gone, or a slip of the pen."""
    said = b"---\nid: INC-2026-0001\nrelated: [inc-2026-0002, INC-2026-9999]\naliases: [id/INC-2026-0004/]\n---\n"
    given_numbers = GivenNumbers([said])
    assert [given_numbers.next(("INC", "2026")) for _ in range(2)] == ["INC-2026-0003", "INC-2026-0005"]


def test_there_is_an_end_to_numbers() -> None:
    """A sentence says so."""
    with pytest.raises(IncidentbookError, match="There is no number after KI-999999"):
        GivenNumbers([b"id: KI-999999"]).next(("KI", ""))


@given(st.lists(st.integers(1, 30)), st.lists(st.integers(1, 30)))
def test_no_number_comes_twice(had: list[int], mentioned: list[int]) -> None:
    """Whatever was given, mentioned or given just now."""
    texts = [f"id: KI-{number:04}".encode() for number in had] + [
        f"see KI-{number:04}".encode() for number in mentioned
    ]
    given_numbers = GivenNumbers(texts)
    new = [given_numbers.next(("KI", "")) for _ in range(10)]
    assert len(set(new)) == 10
    assert set(new).isdisjoint(f"KI-{number:04}" for number in [*had, *mentioned])


def test_articles_wait_in_order_of_kind_time_and_path() -> None:
    """An article with a number, and one that is known by its file's name, do not."""
    book = opened(
        {
            "known-issues/a.md": issue(id="KI-NEW-a"),
            "incidents/b.md": incident(id="INC-NEW", times="times: {detected: 2026-03-04}"),
            "incidents/a.md": incident(id="INC-NEW", times="times: {detected: 2026-03-04}"),
            "incidents/c.md": incident(id="INC-NEW-c", times="times: {started: 2025-12-31 23:59}"),
            "incidents/d.md": incident(id="INC-2026-0001"),
            "incidents/INC-NEW.md": article("title: No ID\ntimes: {detected: 2026-03-04}"),
            "maintenance/m.md": article("id: MNT-NEW\ntitle: M\nplanned: {from: 2026-05-01, to: 2026-05-02}"),
            "symptoms/s.md": article("title: S"),
        }
    ).book
    assert [(one.article.path, one.row) for one in waiting(book)] == [
        ("incidents/c.md", ("INC", "2025")),
        ("incidents/a.md", ("INC", "2026")),
        ("incidents/b.md", ("INC", "2026")),
        ("known-issues/a.md", ("KI", "")),
        ("maintenance/m.md", ("MNT", "2026")),
    ]
