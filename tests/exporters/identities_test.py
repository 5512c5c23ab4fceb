"""IDs that no two have, and addresses that any program takes."""

import pytest

from incidentbook.exporters.identities import ids_by_path, page_address, web_address
from tests.books import incident, issue
from tests.exporters.exported import shown


def test_of_several_with_one_id_the_first_has_it() -> None:
    """Those of another kind do not count."""
    texts = {
        "incidents/a.md": incident(id="INC-NEW"),
        "incidents/b.md": incident(id="INC-NEW"),
        "incidents/same.md": incident(id=""),
        "known-issues/same.md": issue(id=""),
    }
    assert ids_by_path(shown(texts).book) == {
        "incidents/a.md": "INC-NEW", "incidents/b.md": "incidents/b.md", "incidents/same.md": "same",
        "known-issues/same.md": "same",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("https://example.org/é und ü", "https://example.org/%C3%A9%20und%20%C3%BC"),
        ("https://example.org/%20", "https://example.org/%20"),
        ('https://example.org/"<x>\\', "https://example.org/%22%3Cx%3E%5C"),
        ("PAY-311", ""),
        ("mailto:a@example.org", ""),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_an_address_of_the_web_is_a_url_and_anything_else_none(said: str, expected: str) -> None:
    assert web_address(said) == expected


def test_a_page_has_an_address_where_the_site_has_one() -> None:
    assert page_address(shown({}), "incidents/ä.md") == "https://book.example.org/kb/incidents/%C3%A4/"
    assert page_address(shown({}, site_url=""), "incidents/a.md") == ""
