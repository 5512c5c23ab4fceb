"""What the `<head>` of a page leads to."""

from incidentbook.api.alternates import Alternates
from tests.api.published_book import SITE_URL, files_of, published_of
from tests.good_articles import GOOD


def alternates(path: str, **said: object) -> list[str]:
    """Return the files that a page leads to; they are all there."""
    published = published_of({**GOOD, "about.md": "# About"}, **said)
    found = [one.path for one in Alternates(published).of(path)]
    assert set(found) <= files_of(published).keys()
    return found


def test_an_article_leads_to_its_other_forms() -> None:
    forms = ["known-issues/good-issue/index.json", "known-issues/good-issue/index.md"]
    assert alternates("known-issues/good-issue.md") == forms
    assert alternates("known-issues/good-issue.md", api={"articles": False}) == []
    assert alternates("about.md") == []


def test_feeds_are_found_where_their_address_is_known() -> None:
    """Those of the book on every page, that of a service on its own; on a page of the host too."""
    book = [f"feeds/{name}.{ending}" for name in ("incidents", "known-issues") for ending in ("xml", "json")]
    for path in ("about.md", "index.md", ""):
        assert alternates(path, site_url=SITE_URL) == book
    assert alternates("services/checkout.md", site_url=SITE_URL) == [
        *book, "feeds/services/checkout.xml", "feeds/services/checkout.json",
    ]  # fmt: skip
    assert alternates("services/checkout.md") == []
