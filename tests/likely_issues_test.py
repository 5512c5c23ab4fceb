"""Which known issue an incident looks like a case of, and why."""

from incidentbook.likely_issues import LikelyIssues, Suggestion
from incidentbook.similar_memory import similar_incidents
from tests.books import incident, issue, opened

SIGNATURE = "request timed out after <*>ms"
ISSUE = issue(
    f'services: [db]\nalerts: [Full]\nsymptoms: [{{text: It hangs, signatures: ["{SIGNATURE}"], alerts: [Slow]}}]'
)
LINE = "`request timed out after 30001ms`"
SHARED = "The replica lost its quorum at failover."


def looks_like(front_matter: str = "", body: str = "", **texts: str) -> tuple[Suggestion, ...]:
    """Return what the incident INC-2026-0001 looks like in a book with KI-0001."""
    others = {f"incidents/other-{at}.md": incident(body=f"word{at}", id=f"INC-2025-{at:04}") for at in range(40)}
    book = opened({"known-issues/1.md": ISSUE, "incidents/1.md": incident(front_matter, body), **others, **texts})
    likely = LikelyIssues(book.book, book.graph, similar_incidents(book.book, book.graph))
    (article,) = (one for one in book.book.incidents if one.path == "incidents/1.md")
    return likely.looks_like(article)


def said(found: tuple[Suggestion, ...]) -> list[tuple[str, list[str], list[str]]]:
    return [(one.issue.name, list(map(str, one.reasons)), [case.name for case in one.occurrences]) for one in found]


def case(number: int, link: str = "KI-0001") -> dict[str, str]:
    text = incident(f"known_issues: [{link}]", SHARED, id=f"INC-2026-{number:04}")
    return {f"incidents/{number}.md": text}


def test_one_whose_text_has_its_signature_does() -> None:
    """In its text or its title."""
    assert said(looks_like(body=LINE)) == [("KI-0001", [f"same signature: {SIGNATURE}"], [])]


def test_one_with_its_alert_on_its_service_does() -> None:
    """The issue's own alerts, and those of its symptoms."""
    assert said(looks_like("alerts: [Full]\nservices: [db]")) == [("KI-0001", ["same alert Full on db"], [])]
    assert said(looks_like("alerts: [Slow]\nservices: [db]")) == [("KI-0001", ["same alert Slow on db"], [])]
    assert looks_like("alerts: [Slow]\nservices: [search]") == ()


def test_one_that_is_similar_to_two_of_its_occurrences_does() -> None:
    """One is a coincidence, and those that are only suspected say nothing."""
    (found,) = said(looks_like(body=SHARED, **case(2), **case(3)))
    assert found == ("KI-0001", [], ["INC-2026-0002", "INC-2026-0003"])
    assert looks_like(body=SHARED, **case(2)) == ()
    assert looks_like(body=SHARED, **case(2), **case(3, "{id: KI-0001, link: suspected}")) == ()


def test_a_similar_occurrence_is_named_beside_a_stronger_reason() -> None:
    """Though it alone would be none."""
    ((_, reasons, cases),) = said(looks_like(body=f"{SHARED} {LINE}", **case(2)))
    assert (reasons, cases) == ([f"same signature: {SIGNATURE}"], ["INC-2026-0002"])


def test_what_the_report_says_itself_is_not_suggested() -> None:
    """Nor anything where it says which issue it is, or is counted elsewhere."""
    assert looks_like("known_issues: [KI-0001]", LINE) == ()
    assert looks_like("known_issues: [{id: KI-0001, link: suspected}]", LINE) == ()
    assert looks_like("duplicate_of: INC-2026-0002", LINE, **case(2)) == ()


def test_the_likeliest_comes_first() -> None:
    """A signature says more than an alert, and that more than similar occurrences."""
    alert = {"known-issues/0.md": issue("services: [db]\nalerts: [Full]", id="KI-0000")}
    found = looks_like("services: [db]\nalerts: [Full]", LINE, **alert)
    assert [one.issue.name for one in found] == ["KI-0001", "KI-0000"]
