"""What a change does to a book."""

from datetime import UTC, datetime

from incidentbook.comparison import Comparison, compare, state_of
from incidentbook.settings import Settings
from incidentbook.similar_memory import similar_incidents
from tests.books import Texts, incident, issue, opened

AS_OF = datetime(2026, 5, 1, tzinfo=UTC).timestamp()


def compared(before: Texts, after: Texts) -> Comparison:
    """Compare two books."""
    now = opened(after)
    was, state = (state_of(one.book, one.graph, one.diagnostics, Settings(), AS_OF) for one in (opened(before), now))
    changed = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    return compare(was, state, changed, lambda: similar_incidents(now.book, now.graph), lambda _: [])


CASE = incident("known_issues: [KI-0001]")
BOOK: Texts = {
    "incidents/1.md": CASE,
    "known-issues/1.md": issue(),
    "notes.md": "# Notes",
    "a.png": b"1",
    "sla.yml": "",
}


def test_a_book_and_itself_differ_in_nothing() -> None:
    """Nor does it matter in which order its files come."""
    assert compared(BOOK, dict(sorted(BOOK.items(), reverse=True))).nothing
    assert not compared(BOOK, {**BOOK, "notes.md": "# Other"}).nothing


def test_other_files_are_named() -> None:
    """Pages, agreements, images; of those that are gone, too."""
    found = compared(BOOK, {"incidents/1.md": CASE, "known-issues/1.md": issue(), "sla.yml": "{}", "a.png": b"2"})
    assert found.others == ("a.png", "notes.md", "sla.yml")
    assert found.articles == ()


def test_occurrences_are_those_of_known_issues_before_and_after() -> None:
    """A case that got its number, or another file, is the same; one without a report counts."""
    again = incident("known_issues: [KI-0001]", id="INC-2026-0002", times="times: {detected: 2026-03-14 10:12}")
    (found,) = compared(BOOK, {**BOOK, "incidents/2.md": again}).issues
    assert (found.issue.name, found.before, found.after, found.apart_days) == ("KI-0001", 1, 2, 10)
    (found,) = compared(BOOK, {**BOOK, "known-issues/1.md": issue("occurrences: [{at: 2025-11}]")}).issues
    assert (found.before, found.after) == (1, 2)
    moved = {("incidents/2026/1.md" if path == "incidents/1.md" else path): text for path, text in BOOK.items()}
    assert compared(BOOK, moved).issues == ()
    (found,) = compared(BOOK, {path: text for path, text in BOOK.items() if "known" not in path}).issues
    assert (found.before, found.after, found.apart_days) == (1, 0, None)


def test_what_goes_with_its_file_is_not_mended() -> None:
    """What is found no more in a file that is still there is."""
    wrong = incident("severity: owl", id="INC-2026-0002")
    assert compared({**BOOK, "incidents/2.md": wrong}, BOOK).findings.mended == ()
    right = compared({**BOOK, "incidents/2.md": wrong}, {**BOOK, "incidents/2.md": wrong.replace("owl", "sev1")})
    assert [found.code for found in right.findings.mended] == ["KB204"]


def test_incidents_without_any_time_are_named() -> None:
    """New and changed ones: they are in no quarter."""
    timeless = incident(id="INC-2026-0002", times="status: resolved")
    found = compared(BOOK, {**BOOK, "incidents/2.md": timeless})
    assert ([one.id for one in found.undated], found.quarters) == (["INC-2026-0002"], ())
    assert (
        compared({**BOOK, "incidents/2.md": timeless}, {**BOOK, "incidents/2.md": timeless, "b.md": "x"}).undated == ()
    )
