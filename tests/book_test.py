"""A book as loaded."""

from incidentbook.book import Finding, located
from tests.books import incident, opened


def test_findings_are_located_by_key_entry_or_line() -> None:
    """In articles and in the files beside them, each read once."""
    found = opened({"incidents/a.md": incident("related: [x]"), "services.yml": "a: {}"})
    book = found.book
    findings = [
        Finding("incidents/a.md", ("related", 0), "KB301", "m", "h"),
        Finding("incidents/a.md", (), "KB308", "m", line=9, column=4),
        Finding("services.yml", ("a",), "KB303", "m"),
        Finding("incidents/a.md", ("nope",), "KB301", "m"),
    ]
    assert [f"{one.code} {one.path}:{one.line}:{one.column}" for one in located(book, findings)] == [
        "KB301 incidents/a.md:5:11",
        "KB308 incidents/a.md:9:4",
        "KB301 incidents/a.md:1:1",
        "KB303 services.yml:1:4",
    ]


def test_articles_are_all_of_all_kinds() -> None:
    """Each kind by path, pages not."""
    texts = {f"{folder}/{name}.md": incident() for folder in ("runbooks", "incidents", "symptoms") for name in "ba"}
    assert [one.path for one in opened({**texts, "page.md": ""}).book.articles()] == [
        "incidents/a.md",
        "incidents/b.md",
        "symptoms/a.md",
        "symptoms/b.md",
        "runbooks/a.md",
        "runbooks/b.md",
    ]
