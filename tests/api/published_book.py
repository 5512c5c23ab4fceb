"""A book from texts with the files that a site has of it for programs: what the tests of these begin with."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

from incidentbook.api.data_file import DataFile
from incidentbook.api.published import Published
from incidentbook.settings import Settings
from incidentbook.site import FILES
from incidentbook.views.view import Shown
from tests.books import Texts, opened

AS_OF = datetime(2026, 8, 21, tzinfo=UTC)
SITE_URL = "https://books.example.org/sub/"


def shown_of(texts: Texts, *, as_of: datetime = AS_OF, site_url: str = "", **options: object) -> Shown:
    """Return a book for readers who may see everything."""
    found = opened(texts, "restricted", **options)
    settings = Settings.model_validate({"audience": "restricted", **options})
    return Shown(found.book, found.graph, settings, as_of, site_url=site_url, site_name="Our <book>")


def published_of(texts: Texts, **said: object) -> Published:
    """Return what its files are made from."""
    return Published(shown_of(texts, **said))  # type: ignore[arg-type] # passed on as they are


def files_of(published: Published, *makers: Callable[[Published], Iterator[DataFile]]) -> Mapping[str, DataFile]:
    """Return files by their path: those of some modules, or all."""
    return {file.path: file for make in makers or FILES for file in published.free(make(published))}


def texts_in(published: Published, *makers: Callable[[Published], Iterator[DataFile]]) -> Mapping[str, str]:
    """Return what is in these files."""
    return {path: file.text() for path, file in files_of(published, *makers).items()}
