"""What is said of a file at once, and what stands in for the rest until the whole book has been checked."""

from datetime import UTC, datetime

from incidentbook.book import located
from incidentbook.diagnostics import Diagnostic, diagnostic, in_order
from incidentbook.file_findings import FileFindings, by_path
from incidentbook.links import link
from incidentbook.load import load_text
from incidentbook.settings import Settings
from tests.books import Texts, article
from tests.books import titled_incident as incident

AS_OF = datetime(2026, 6, 1, tzinfo=UTC)


def findings(texts: Texts, audience: str = "restricted") -> FileFindings:
    settings = Settings.model_validate({"audience": audience})
    book, found = load_text(texts, settings)
    graph = link(book)
    return FileFindings(book, graph, in_order([*found, *located(book, graph.findings)]), settings, AS_OF)


def codes(texts: Texts, path: str = "incidents/a.md", audience: str = "restricted") -> list[str]:
    return [one.code for one in findings(texts, audience).of(path)]


def test_what_reading_and_linking_find_is_said_with_what_rules_for_one_article_find() -> None:
    """In order of place; of the other files nothing."""
    text = incident("typo: x\nrunbooks: [RB-0009]", "Ask jo.bloggs@acme.dev.\n").replace("2026-03-04", "2027-03-04")
    assert codes({"incidents/a.md": text, "incidents/b.md": text}) == ["KB401", "KB201", "KB301", "KB802"]


def test_what_takes_other_articles_is_left_to_a_check_of_them_all() -> None:
    said = (f"In minute {number} the pool of the shop was exhausted, and each request waited.\n" for number in range(9))
    alike = incident(body="".join(said))
    texts = {"incidents/a.md": alike, "incidents/b.md": alike.replace("INC-2026-0001", "INC-2026-0002")}
    assert codes(texts) == codes(texts, "incidents/b.md") == []
    with_its_earlier = findings(texts).of("incidents/a.md", [diagnostic("incidents/a.md", 3, 1, "KB507", "Alike")])
    assert [one.code for one in with_its_earlier] == ["KB507"]


def test_comments_settings_and_drafts_have_their_say() -> None:
    """A draft has one list of what is missing, whoever found it."""
    draft = article("id: INC-2026-0001\nreview: draft\ntimes: {detected: 2026-03-04 10:12}\n")
    assert "KB904" in codes({"incidents/a.md": draft})
    assert "KB202" not in codes({"incidents/a.md": draft})
    silenced = incident("# incidentbook: ignore KB201 from an old tool\ntypo: x")
    assert codes({"incidents/a.md": silenced}) == []


def test_of_what_an_audience_may_not_see_nothing_is_said() -> None:
    """Of a file of which that is not certain, only where it is and which rule it breaks."""
    texts = {
        "incidents/a.md": incident("audience: restricted\ntypo: x"),
        "incidents/b.md": incident("audience: public\ncanary: [", id="INC-2026-0002"),
    }
    assert codes(texts, audience="internal") == []
    (found,) = findings(texts, "internal").of("incidents/b.md")
    assert found.code == "KB121"
    assert "canary" not in repr(found)


def test_a_file_that_is_no_article_has_its_findings() -> None:
    """A catalogue, a page, a file that was meant as an article."""
    texts = {"services.yml": "checkout: {nmae: x}\n", "incidents/a.txt": incident()}
    assert codes(texts, "services.yml") == ["KB201"]
    assert codes(texts, "incidents/a.txt") == ["KB108"]
    assert codes(texts, "nowhere.md") == []


def test_an_earlier_check_stands_in_for_what_only_it_can_find() -> None:
    """What one article says of itself is known now; of other files secrets, too, are looked for by it alone."""

    def earlier(path: str) -> list[Diagnostic]:
        return [diagnostic(path, 9, 1, code, "Found before") for code in ("KB201", "KB401", "KB507", "KB802", "KB903")]

    found = findings({"incidents/a.md": incident("typo: x"), "about.md": "# About\n", "services.yml": "a: {}\n"})
    said = found.of("incidents/a.md", earlier("incidents/a.md"))
    assert [(one.code, one.line) for one in said] == [("KB201", 5), ("KB507", 9), ("KB903", 9)]
    for path in ("about.md", "services.yml"):
        assert [one.code for one in found.of(path, earlier(path))] == ["KB507", "KB802", "KB903"]


def test_findings_are_grouped_by_file() -> None:
    one, two = diagnostic("a.md", 1, 1, "KB107", "empty"), diagnostic("b.md", 1, 1, "KB107", "empty")
    assert by_path([one, two, one]) == {"a.md": [one, one], "b.md": [two]}
