"""Values that cannot stand in a front matter."""

from incidentbook.imported_values import Fitted, fitted
from incidentbook.importers.imported import Written
from incidentbook.settings import Settings

PATH = "incidents/a.md"


def fit(body: str = "", **front_matter: Written) -> Fitted:
    """Return what is left of an incident's front matter, and its text."""
    said: dict[str, Written] = {"id": "INC-NEW", "title": "A", "times": {"detected": "2026-03-04"}, **front_matter}
    return fitted({PATH: Fitted(said, body)}, {}, Settings(audience="restricted"), lambda: None)[1][PATH]


def test_what_can_stand_there_does() -> None:
    """Nothing is moved."""
    assert fit("Text.", severity="sev1").body == "Text."
    assert fit(severity="sev1").moved == ()


def test_what_cannot_is_in_the_text_as_it_was() -> None:
    """As code, so that nothing in it means anything; one entry of a list at a time."""
    found = fit(
        "Text.",
        severity="`bad` <b>",
        impact={"users": "many", "summary": "Some."},
        actions=[{"do": "A"}, {"do": "B", "type": "``x``"}],
    )
    assert found.body == (
        "Text.\n\n## As imported\n\n- severity: `` `bad` <b> ``\n- impact.users: `many`\n"
        "- actions: ``` {do: B, type: ``x``} ```"
    )
    assert found.front_matter["impact"] == {"summary": "Some."}
    assert found.front_matter["actions"] == [{"do": "A"}]
    assert "severity" not in found.front_matter
    assert len(found.moved) == 3
    assert found.moved[0].endswith("`severity` is kept in the text")


def test_a_mapping_of_which_nothing_is_left_goes() -> None:
    """And what comes to light only then goes the same way, below the same heading."""
    found = fit(times={"detected": "tea"}, impact={"users": "many"}, unknown={"a": "b"})
    assert set(found.front_matter) == {"id", "title"}
    assert found.body.count("## As imported") == 1


def test_the_book_is_as_the_articles_say() -> None:
    """Of every kind, without their texts; each article is a step."""
    said = Fitted({"id": "KI-0001", "title": "A", "services": ["x"]}, "Text.")
    steps: list[None] = []
    articles = {"known-issues/a.md": said, "symptoms/b.md": Fitted({"title": "B"}, "")}
    book, _ = fitted(articles, {}, Settings(audience="restricted"), lambda: steps.append(None))
    assert [one.body for one in book.articles()] == ["", ""]
    assert [one.id for one in book.known_issues[0].fields.services] == ["x"]
    assert len(steps) == 2
