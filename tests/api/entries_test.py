"""Articles as entries of feeds."""

from incidentbook.api.entries import Entries
from tests.api.published_book import published_of
from tests.books import incident, issue


def depends(**texts: str) -> tuple[str, ...]:
    """Return what entries of all articles depend on."""
    published = published_of({f"{path}/a.md".replace("_", "-"): text for path, text in texts.items()})
    book = published.shown.book
    return Entries(published).depends((*book.incidents, *book.known_issues))


def test_what_they_depend_on_is_known_without_making_them() -> None:
    """Front matter, also of the incidents of a known issue, and never a text."""
    known = issue("last_reviewed: 2026-01-01")
    case = "known_issues: [KI-0001]"
    before = depends(incidents=incident(case), known_issues=known)
    assert depends(incidents=incident(case, "Another text."), known_issues=known) == before
    later = incident(case, times="times: {detected: 2026-03-05 10:12}")
    assert depends(incidents=later, known_issues=known) != before
    assert depends(incidents=incident(case), known_issues=issue("last_reviewed: 2026-01-02")) != before


def test_equal_times_are_in_a_fixed_order() -> None:
    published = published_of(
        {f"incidents/{name}.md": incident(id=f"INC-2026-{at:04}") for at, name in enumerate("cab")}
    )
    articles = published.shown.book.incidents
    newest = Entries(published).newest
    assert newest(articles) == newest(reversed(articles))
    assert [one.path for one in newest(articles)] == ["incidents/c.md", "incidents/b.md", "incidents/a.md"]
