"""Reports that are parts of one incident, whichever of them names which."""

from incidentbook.views.report_chains import ReportChains
from tests.views.list_book import incident, shown_book

BOOK = shown_book(
    {
        "incidents/a.md": incident("2026-0001"),
        "incidents/b.md": incident("2026-0002", "continues: INC-2026-0001\n"),
        "incidents/c.md": incident("2026-0003", "duplicate_of: INC-2026-0002\nprovider: Cloudhost\n"),
        "incidents/d.md": incident("2026-0004", "continues: INC-2026-0009\n"),
        "incidents/e.md": incident("2026-0005", "continues: INC-2026-0006\nprovider: Cloudhost\n"),
        "incidents/f.md": incident("2026-0006", "continues: INC-2026-0005\n"),
    }
).book
BY_PATH = {one.path: one for one in BOOK.incidents}


def parts(*paths: str) -> list[str]:
    return [one.path for one in ReportChains(BOOK).whole(BY_PATH[f"incidents/{path}.md"] for path in paths)]


def test_a_chain_is_found_from_any_of_its_reports() -> None:
    """The third repeats the second, which continues the first."""
    whole = ["incidents/a.md", "incidents/b.md", "incidents/c.md"]
    assert [parts(path) for path in "abc"] == [whole] * 3


def test_a_report_that_continues_none_there_is_stands_alone() -> None:
    """As its first may be above the audience."""
    assert parts("d") == ["incidents/d.md"]


def test_a_circle_is_a_chain() -> None:
    """Nothing goes round in it for ever."""
    assert parts("e") == parts("f") == ["incidents/e.md", "incidents/f.md"]


def test_chains_of_several_reports_are_joined_without_repeating_any() -> None:
    """In order of their paths."""
    assert parts("f", "a", "c") == [f"incidents/{name}.md" for name in "abcef"]


def test_a_part_says_whose_outage_it_was_and_a_second_report_does_not() -> None:
    """Availability splits them in the same way."""
    chains = ReportChains(BOOK)
    assert [path for path, one in BY_PATH.items() if chains.supplied(one)] == [
        "incidents/c.md",
        "incidents/e.md",
        "incidents/f.md",
    ]
