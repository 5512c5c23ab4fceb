"""What the `<head>` of a page leads to: the feeds of the book or of its service, and an article's other forms."""

from functools import cached_property

from incidentbook.addresses import INCIDENTS, KNOWN_ISSUES
from incidentbook.api.data_file import Alternate
from incidentbook.api.feeds import Feed, feeds_of
from incidentbook.api.published import DATA, MARKDOWN, Published
from incidentbook.templating import address_of


class Alternates:
    """The links of the `<head>` of every page."""

    def __init__(self, published: Published) -> None:
        """Take the book."""
        self._published = published

    def of(self, path: str) -> tuple[Alternate, ...]:
        """Return those of the page at a path. Programs that follow feeds need absolute addresses, or there are none."""
        forms = _forms_of(path) if path in self._published.described else ()
        if not self._published.shown.site_url:
            return forms
        return (*self._of_book, *self._by_page.get(path, ()), *forms)

    @cached_property
    def _feeds(self) -> tuple[Feed, ...]:
        return tuple(feeds_of(self._published))

    @cached_property
    def _of_book(self) -> tuple[Alternate, ...]:
        return tuple(one for feed in self._feeds if feed.page in (INCIDENTS, KNOWN_ISSUES) for one in feed.alternates)

    @cached_property
    def _by_page(self) -> dict[str, tuple[Alternate, ...]]:
        return {feed.page: feed.alternates for feed in self._feeds if feed.page not in (INCIDENTS, KNOWN_ISSUES)}


def _forms_of(path: str) -> tuple[Alternate, ...]:
    folder = address_of(path)
    return (
        Alternate("application/json", f"{folder}{DATA}", "Data"),
        Alternate("text/markdown", f"{folder}{MARKDOWN}", "Markdown"),
    )
