"""What is in the site, for a language model."""

import re

from tests.api.published_book import files_of, published_of
from tests.books import incident
from tests.good_articles import GOOD


def text(texts: object = GOOD, **said: object) -> str:
    return files_of(published_of(texts, **said))["llms.txt"].text()  # type: ignore[arg-type] # passed on


def test_it_has_the_form_that_models_are_taught() -> None:
    """A title, what it is about, and sections of links."""
    lines = text().splitlines()
    assert lines[0] == "# Our <book>"
    assert lines[2].startswith("> ")
    assert [line for line in lines if line.startswith("## ")] == [
        "## Data", "## Known issues", "## Runbooks", "## Newest incidents", "## Services",
    ]  # fmt: skip


def test_it_leads_to_files_that_are_there() -> None:
    """And to the pages of services, which have no other form."""
    files = files_of(published_of(GOOD))
    leads = re.findall(r"\]\(([^)]+)\)", text())
    assert {lead for lead in leads if lead not in files} == {"services/checkout/", "services/payments-db/"}


def test_without_files_of_articles_it_leads_to_their_pages() -> None:
    found = text(api={"articles": False})
    assert "(known-issues/good-issue/)" in found
    assert "index.md" not in found


def test_a_title_stays_a_title() -> None:
    said = incident().replace("Incident INC", "A [link](https://example.org) \\ INC")
    assert r"- [INC-2026-0001: A \[link\](https://example.org) \\ INC-2026-0001](incidents/a/index.md)" in text(
        {"incidents/a.md": said}
    )


def test_no_more_are_named_than_are_read() -> None:
    """Of an empty book nothing is."""
    many = {f"incidents/{number}.md": incident(id=f"INC-2026-{number:04}") for number in range(1, 251)}
    found = text(many)
    assert found.count("- [INC-2026-") == 200
    assert "250 incidents" in found
    assert "## Newest incidents" not in text({})
